"""One inspected file on the terminal: measured, said, signed, contradicted; then every tag."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.text import Text

from provenance.cli.console import results, safe, shorten
from provenance.cli.footage_tables import clock
from provenance.cli.layout import fold, room
from provenance.exporters.vocabulary import CREDENTIALS
from provenance.metadata.view import Value, View, view_of
from provenance.metadata.words import summary_of, trust_words
from provenance.model import Chapter, Contradiction, Credentials, EmbeddedPicture, Probe, Stream, Tag, ValidationCode

__all__ = ["print_inspection"]

LABEL = 13
"""Cells of the first column, its gap included."""
SOURCES = 4
"""Places of a value that are told one by one."""
CODES = 12
CHAPTERS = 20


def print_inspection(probe: Probe, path: Path, found: Iterable[Contradiction], *, tags: bool) -> None:
    """All of it, the investigator's view before the raw dump."""
    results.print(safe(str(path), "bold"), soft_wrap=True)
    results.print(safe(str(probe.digest), "dim"), soft_wrap=True)
    _measured(probe)
    _view(view_of(probe, path.name), probe.chapters)
    if probe.credentials is not None:
        _credentials(probe.credentials)
    _contradictions(tuple(found))
    if tags and probe.tags:
        _heading(f"Every tag, verbatim ({len(probe.tags)}; what the file says, hostile or not)")
        _tags(probe.tags)


def _heading(words: str) -> None:
    results.print()
    results.print(Text(words, style="bold"))


def _line(label: str, words: str, style: str = "", *, lines: int = 4) -> None:
    """A label and words folded beside it."""
    for number, part in enumerate(fold(safe(words).plain, room() - LABEL, lines=lines) or [""]):
        head = Text(label[: LABEL - 1].ljust(LABEL) if not number else " " * LABEL, style="dim")
        results.print(head + Text(part, style=style), no_wrap=True, crop=False, overflow="ignore")


# ── measured ────────────────────────────────────────────────────────────────────────────────────


def _measured(probe: Probe) -> None:
    _heading("Measured")
    _line("container", f"{probe.container}, {clock(probe.duration)}" if probe.duration else probe.container)
    for stream in probe.streams:
        _line(f"stream {stream.index}", _stream(stream))
    if probe.brands:
        _line("brands", " ".join(probe.brands))
    if probe.layout:
        _line("layout", " ".join(probe.layout), lines=2)
    for picture in probe.embedded:
        _line("inside", _embedded(picture))
    for warning in probe.warnings:
        _line("damage", warning, "red")


def _stream(stream: Stream) -> str:
    facts = [stream.kind, stream.codec]
    if stream.width and stream.height:
        facts.append(f"{stream.width}×{stream.height}")
    if stream.frame_rate:
        facts.append(f"{float(stream.frame_rate):.5g} frames/s")
    if stream.rotation:
        facts.append(f"to be turned {stream.rotation}°")
    if stream.sample_rate:
        facts.append(f"{stream.sample_rate} Hz, {stream.channels} channels")
    if stream.duration is not None:
        facts.append(clock(stream.duration))
    return ", ".join(facts)


def _embedded(picture: EmbeddedPicture) -> str:
    words = {"same": "shows the same", "other": "shows something else", "undecided": "may show the same"}[picture.likeness.value]
    return f"{picture.source}, {picture.width}×{picture.height}: {words} (correlation {picture.score:.2f}, {picture.version})"


# ── said ────────────────────────────────────────────────────────────────────────────────────────


def _view(view: View, chapters: tuple[Chapter, ...]) -> None:
    _heading("What its metadata comes to (the file's word, not a fact)")
    for label, values in summary_of(view):
        for number, value in enumerate(values):
            _value("" if number else label, value)
    for number, chapter in enumerate(chapters[:CHAPTERS]):
        words = f"{clock(chapter.range.start)}–{clock(chapter.range.end)}  {chapter.title or 'untitled'}"
        _line("" if number else "chapters", words, lines=1)
    if len(chapters) > CHAPTERS:
        _line("", f"and {len(chapters) - CHAPTERS} more", "dim")
    if view.stripped:
        _line("missing", view.stripped, "yellow")
    for number, sign in enumerate(view.signs):
        weak = ", weak" if sign.signature.weak else ""
        _line("" if number else "looks like", f"consistent with {sign.signature.name}: {sign.signature.mark}{weak}")
        _line("", f"{sign.found} · rests on {sign.signature.basis.value}", "dim", lines=2)


def _value(label: str, value: Value) -> None:
    _line(label, value.words)
    more = len(value.sources) - SOURCES
    sources = " · ".join(value.sources[:SOURCES]) + (f" · and {more} more places" if more > 0 else "")
    _line("", sources, "dim", lines=3)


# ── signed ──────────────────────────────────────────────────────────────────────────────────────


def _credentials(credentials: Credentials) -> None:
    _heading("Content Credentials (C2PA)")
    calm = credentials.state.value in {"none", "trusted", "not_examined"}
    _line("state", CREDENTIALS[credentials.state], "" if calm else "yellow")
    for label, words in _facts(credentials):
        _line(label, words)
    for manifest in credentials.manifests:
        active = "speaks for this file" if manifest.label == credentials.active else "of an ingredient"
        made = f", with {manifest.generator}" if manifest.generator else ""
        _line("manifest", f"{manifest.title or 'untitled'}, {active}, signed by “{manifest.signer}”{made}")
        _line("", manifest.label, "dim")
        for action in manifest.actions:
            details = (action.action, action.description, action.software, action.source_type, action.when)
            _line("", "did: " + ", ".join(filter(None, details)))
        for ingredient in manifest.ingredients:
            _line(
                "", f"from: {ingredient.title or ingredient.instance} ({ingredient.relationship}) {ingredient.manifest}".rstrip()
            )
    for code in _telling(credentials.codes):
        _line("code", f"{code.code}: {code.explanation}", "red" if code.success is False else "dim")


def _facts(credentials: Credentials) -> Iterator[tuple[str, str]]:
    if credentials.detail:
        yield "", credentials.detail
    if credentials.remote:
        yield "lies at", credentials.remote
    if credentials.manifests:
        yield "trust list", trust_words(credentials.trust_list)
    yield "read with", credentials.tool


def _telling(codes: Iterable[ValidationCode]) -> list[ValidationCode]:
    """Failures first; each code once."""
    once = {code.code: code for code in sorted(codes, key=lambda code: code.success is not False)}
    return sorted(once.values(), key=lambda code: code.success is not False)[:CODES]


# ── contradicted ────────────────────────────────────────────────────────────────────────────────


def _contradictions(found: tuple[Contradiction, ...]) -> None:
    if not found:
        _heading("No contradiction found inside the file, nor with what was given beside it.")
        return
    _heading("Contradictions (leads: each has innocent explanations too)")
    for each in found:
        for part in fold(safe(each.statement).plain, room(), lines=4):
            results.print(Text(part, style="red"), no_wrap=True, crop=False, overflow="ignore")
        for side in each.sides:
            quote = f": “{side.quote}”" if side.quote else ""
            speaker = side.speaker.replace(f"metadata of {each.about}", "the file")
            _line("", f"{speaker}: {side.statement}{quote}")


def _tags(tags: Iterable[Tag]) -> None:
    """Source once, then its keys."""
    last = ""
    for tag in tags:
        if tag.source != last:
            results.print(safe(tag.source, "cyan"))
            last = tag.source
        key = safe(shorten(tag.key, 48)).plain
        results.print(
            Text(f"  {key}: ", style="dim") + Text(safe(shorten(tag.value, max(20, room() - len(key) - 4))).plain),
            no_wrap=True,
            crop=False,
            overflow="ignore",
        )
