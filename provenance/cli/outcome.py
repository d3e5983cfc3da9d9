"""How a run over a case ends on the terminal: tables, what to do next, the report's path, the exit code."""

from pathlib import Path

from provenance.cli.common import INCOMPLETE, write_json
from provenance.cli.console import errors, results, safe, shorten
from provenance.cli.tables import print_snapshot
from provenance.model import ReferenceState, Role
from provenance.pipeline import Outcome

__all__ = ["conclude"]


def conclude(outcome: Outcome, case: Path, *, json: bool, quiet: bool) -> int:
    """Print the result; returns 0, 1 (items that could not be had), or the error's own code if nothing was read."""
    if json:
        report = next(path for path in outcome.files if path.suffix == ".json")
        write_json(report.read_bytes())
    elif not quiet:
        print_snapshot(outcome.snapshot)
        _next_steps(outcome, case)
        for path in outcome.files:
            results.print(safe(f"\n{path}" if path is outcome.files[0] else str(path), "bold"), soft_wrap=True)
    _failures(outcome, quiet=quiet)
    return exit_code(outcome)


def exit_code(outcome: Outcome) -> int:
    """0: all was had. 1: some was not. An article's own error code when no article could be read at all."""
    if outcome.failures and not outcome.snapshot.articles:
        return outcome.failures[0].error.exit_code
    missing = any(
        record.state is ReferenceState.UNAVAILABLE and record.reference.role is Role.ARTICLE
        for article in outcome.snapshot.articles
        for record in article.references
    )
    return INCOMPLETE if outcome.failures or missing else 0


def _failures(outcome: Outcome, *, quiet: bool) -> None:
    if outcome.failures and not quiet:
        errors.print(f"\n{len(outcome.failures)} could not be done:", style="yellow")
        for failure in outcome.failures:
            errors.print(safe(f"  {failure.stage.value}: {failure.error}"))


def _next_steps(outcome: Outcome, case: Path) -> None:
    open_mentions = [
        record.reference
        for article in outcome.snapshot.articles
        for record in article.references
        if record.state is ReferenceState.UNRESOLVED and record.reference.role is Role.ARTICLE
    ]
    for reference in open_mentions:
        results.print(safe(f"\n{reference.id} has no address yet: “{shorten(reference.quote, 80)}”", "yellow"))
        results.print(safe(f"  found the post?   provenance resolve {case} {reference.id} URL"))
        results.print(safe(f"  have the file?    provenance attach {case} {reference.id} FILE"))
