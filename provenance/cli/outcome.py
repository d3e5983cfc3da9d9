"""How a run over a case ends on the terminal: tables, what to do next, the report's path, the exit code."""

import shlex
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from provenance.cli.common import INCOMPLETE, write_json
from provenance.cli.console import errors, results, safe, shorten
from provenance.cli.overview import print_counts, print_missing
from provenance.cli.tables import print_snapshot
from provenance.exporters.engines import picture_engines
from provenance.exporters.picture_searches import language_of, languages_of, uploads
from provenance.exporters.steps import Search
from provenance.exporters.steps import next_steps as steps_of
from provenance.exporters.text import clock, plain
from provenance.model import ReferenceRecord, ReferenceState, Role, Snapshot
from provenance.pipeline.jobs import Outcome

__all__ = ["conclude", "next_steps"]

_OPEN = frozenset({ReferenceState.UNRESOLVED, ReferenceState.UNAVAILABLE})
_QUESTIONS = {
    "--archives": "in an archive?",
    "--retry": "try again?",
    "resolve": "found the post?",
    "attach": "have the file?",
}
"""By a word of the command."""

SEARCHES = 3
"""Prepared searches shown for one reference; the report holds all."""
PICTURES = 3
"""Files of which a keyframe is named."""
MANY = 20
"""Articles beyond which a summary is printed instead of every one."""


def conclude(outcome: Outcome, case: Path, *, json: bool, quiet: bool) -> int:
    """Print the result; returns 0, 1 (items that could not be had), or the error's own code if nothing was read."""
    if json:
        report = next(path for path in outcome.files if path.suffix == ".json")
        write_json(report.read_bytes())
    elif not quiet:
        lacks = tuple(path for path in outcome.files if path.suffixes[-2:-1] == [".missing"])
        if lacks or len(outcome.snapshot.articles) > MANY:
            print_counts(outcome.snapshot)
            print_missing(outcome.snapshot, files=lacks)
        else:
            print_snapshot(outcome.snapshot)
            next_steps(outcome.snapshot, str(case))
        if outcome.seal is not None:
            results.print(safe(f"\nSealed: {outcome.seal.count} lines of custody, key {outcome.seal.key}", "dim"), soft_wrap=True)
        for path in outcome.files:
            results.print(safe(f"\n{path}" if path is outcome.files[0] else str(path), "bold"), soft_wrap=True)
    if quiet:  # otherwise each was told when it happened
        for failure in outcome.failures:
            errors.print(safe(f"{failure.stage.value}: {failure.error}"))
    return exit_code(outcome)


def exit_code(outcome: Outcome) -> int:
    """0: all was had. 1: some was not. An article's own error code when no article could be read at all."""
    if outcome.failures and not outcome.snapshot.articles:
        return outcome.failures[0].error.exit_code
    missing = any(record.state is ReferenceState.UNAVAILABLE for record in _cited(outcome.snapshot))
    return INCOMPLETE if outcome.failures or outcome.snapshot.failures or missing else 0


def _cited(snapshot: Snapshot) -> Iterator[ReferenceRecord]:
    for article in snapshot.articles:
        yield from (record for record in article.references if record.reference.role is Role.ARTICLE)


def next_steps(snapshot: Snapshot, case: str, *, most: int = 10) -> None:
    """What the analyst can do about each reference without media: commands to paste, searches to open, pictures to upload."""
    cited = {record.reference.id: record for record in _cited(snapshot)}
    for step in islice((s for s in steps_of(replace(snapshot, case=case)) if s.state in _OPEN), most):
        record = cited[step.reference]
        if step.state is ReferenceState.UNRESOLVED:
            quote = record.reference.quote
            what = f"“{shorten(quote, 80)}”" if quote else f"a player on {record.reference.platform}"
            results.print(safe(f"\n{step.reference} has no address yet: {what}", "yellow"))
        else:
            reason = record.outcome.value if record.outcome else "unknown"
            results.print(safe(f"\n{step.reference} could not be had: {reason}", "yellow"))
        for command in step.commands:
            results.print(safe(f"  {_asked(command):<17} {command}"), soft_wrap=True)
        _print_searches(step.searches)
    _print_pictures(snapshot, case)


def _asked(command: str) -> str:
    """The question that a command answers."""
    words = command.split()
    return next((question for word, question in _QUESTIONS.items() if word in {words[1], words[-1]}), "")


def _print_searches(searches: tuple[Search, ...]) -> None:
    """The first few; addresses stand whole, so that a terminal can make links of them."""
    for search in searches[:SEARCHES]:
        results.print(safe(f"  look yourself?    {plain(search.label)}:") + safe(f" {search.url}", "cyan"), soft_wrap=True)
    if len(searches) > SEARCHES:
        results.print(safe(f"                    {len(searches) - SEARCHES} more searches are prepared in the report", "dim"))


def _print_pictures(snapshot: Snapshot, case: str) -> None:
    """Where a keyframe of each file lies, for engines that take pictures."""
    # A copy that was handed on without its media has no pictures either.
    lying = [(media, [each for each in uploads(media) if (Path(case) / each.path).is_file()]) for media in snapshot.media]
    shown = [(media, found) for media, found in lying if found]
    if not shown:
        return
    languages = languages_of(snapshot)
    language = next((known for media, _ in shown if (known := language_of(media, languages))), None)
    pages = " ".join(engine.page for engine in picture_engines(language))
    words = f"\nSearch by picture? Upload a keyframe, where you trust the engine with it: {pages}"
    results.print(safe(words, "dim"), soft_wrap=True)
    for media, found in shown[:PICTURES]:
        middle = found[len(found) // 2]
        path = shlex.quote(f"{case}/{middle.path}")
        results.print(safe(f"  {media.file.digest.short} at {clock(middle.time)}  {path}"), soft_wrap=True)
