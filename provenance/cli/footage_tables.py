"""Probes, matches and library entries on the terminal."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from rich.table import Table

from provenance.cli.console import results, safe, shorten
from provenance.matching.interface import Entry
from provenance.model import Match, MatchRelation, Probe, Stream, TimeRange

__all__ = ["clock", "entry_object", "print_entries", "print_matches", "print_probe"]

_RELATIONS = {
    MatchRelation.SAME_FOOTAGE: ("SAME FOOTAGE", "bold green"),
    MatchRelation.SAME_SCENE: ("same scene at another moment (a lead, not a copy)", "bold yellow"),
    MatchRelation.SAME_SOUND: ("same sound, which says nothing of the pictures (a song sounds the same everywhere)", "bold cyan"),
}


def clock(seconds: Fraction | None) -> str:
    """``1:05.3``; ``?`` when unknown."""
    if seconds is None:
        return "?"
    minutes, rest = divmod(float(seconds), 60)
    return f"{int(minutes)}:{rest:04.1f}"


def _range(span: TimeRange) -> str:
    return f"{clock(span.start)}–{clock(span.end)}"


def print_matches(matches: Iterable[Match], *, nothing: str) -> None:
    """Each match in words, best first."""
    found = False
    for match in matches:
        found = True
        words, style = _RELATIONS[match.relation]
        results.print()
        results.print(safe(words, style), safe(match.compared.name, "bold"), safe(f"in {match.compared.library}", "dim"))
        if match.compared.note:
            results.print(safe(f"  known as: {shorten(match.compared.note, 160)}"))
        for segment in match.segments:
            results.print(safe(f"  {_range(segment.query)} is {_range(segment.compared)} of it"))
        if match.sound is not None and match.relation is not MatchRelation.SAME_SOUND:
            results.print(safe(f"  the soundtracks agree along it by {match.sound:.2f} (0: by chance, 1: wholly)"))
        if match.edits:
            results.print(safe(f"  {'; '.join(edit.description for edit in match.edits)}"))
        sure = f", probability {match.probability:.2f}" if match.probability is not None else ""
        results.print(
            safe(f"  score {match.score:.3f} (threshold {match.threshold:g}, {match.algorithm} {match.version}){sure}", "dim")
        )
        results.print(safe(f"  {match.compared.digest}", "dim"), soft_wrap=True)
    if not found:
        results.print(safe(nothing, "yellow"), soft_wrap=True)


def print_probe(probe: Probe, path: Path) -> None:
    """What was measured, then what the file says of itself."""
    results.print(safe(str(path), "bold"), soft_wrap=True)
    results.print(safe(str(probe.digest), "dim"), soft_wrap=True)
    table = _plain_table()
    table.add_row(safe("container"), safe(f"{probe.container}, {clock(probe.duration)}"))
    for stream in probe.streams:
        table.add_row(safe(f"stream {stream.index}"), safe(_stream(stream)))
    for warning in probe.warnings:
        table.add_row(safe("damage", "red"), safe(warning))
    results.print(table)
    said = _plain_table()
    for moment in probe.created:
        said.add_row(safe("created"), safe(f"{moment}{'' if str(moment).endswith('Z') else ' (no zone stated)'}"))
    if probe.location:
        said.add_row(safe("where"), safe(f"{probe.location.lat:.5f}, {probe.location.lon:.5f}"))
    if probe.device:
        said.add_row(safe("device"), safe(probe.device))
    for trace in probe.encoders:
        said.add_row(safe("written by"), safe(trace))
    for tag in probe.tags:
        said.add_row(safe(f"{tag.source}: {tag.key}", "dim"), safe(shorten(tag.value, 100)))
    results.print("\nWhat the file says of itself (its word, not a fact)" if said.rows else "\nThe file says nothing of itself.")
    results.print(said)


def _plain_table() -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    return table


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
    return ", ".join(facts)


def entry_object(entry: Entry) -> dict[str, object]:
    """An entry for ``--json``."""
    return {
        "digest": str(entry.digest),
        "name": entry.name,
        "note": entry.note,
        "added": str(entry.added) if entry.added else None,
        "duration": float(entry.duration) if entry.duration is not None else None,
    }


def print_entries(entries: Iterable[Entry]) -> None:
    """What a library holds, one video a line."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("digest", "name", "length", "added", "note"):
        table.add_column(column)
    for entry in entries:
        cells = (entry.digest.short, entry.name, clock(entry.duration), str(entry.added or ""), shorten(entry.note, 60))
        table.add_row(*(safe(cell) for cell in cells))
    results.print(table)
    results.print(f"{table.row_count} in all", style="dim")
