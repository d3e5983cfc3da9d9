"""Frames that an MP4's edit list hides: they are in the file, and a player does not show them (ISO/IEC 14496-12 §8.6.6).

A film that was trimmed without coding it again keeps what was cut off. The first frames that an edit list skips for the
sake of reordering (B pictures) or of priming (sound) are none of these: the times of the packets themselves tell.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from provenance.media.container import Atoms, Track
from provenance.media.opening import opened
from provenance.model import HiddenStretch, TimeRange

__all__ = ["hidden_stretches"]

MAX_PACKETS = 400_000
LEAST_SOUND = Fraction(1, 5)
"""Seconds of sound: coders prime and pad by less."""
MOST = 50
Span = tuple[Fraction, Fraction]


def hidden_stretches(path: Path, atoms: Atoms) -> tuple[HiddenStretch, ...]:
    """Stretches of each stream that no entry of its edit list shows; empty without an edit list.

    Raises:
        av.FFmpegError: damage; what was found before is lost, so call it for whole files.
    """
    kinds = {"vide": "video", "soun": "audio"}
    wanted = {n: shown for n, track in enumerate(atoms.tracks) if track.handler in kinds and (shown := _shown(track, atoms))}
    if not wanted:
        return ()
    with path.open("rb") as file, opened(file, ignore_edits=True) as container:
        times: dict[int, list[Span]] = {n: [] for n in wanted if n < len(container.streams)}
        for count, packet in enumerate(container.demux([container.streams[n] for n in times])):
            if count > MAX_PACKETS:
                break
            if packet.pts is not None and packet.time_base is not None:
                start = packet.pts * Fraction(packet.time_base)
                times[packet.stream.index].append((start, start + (packet.duration or 0) * Fraction(packet.time_base)))
        sound = {n for n in times if container.streams[n].type == "audio"}
    return tuple(
        stretch
        for n, spans in times.items()
        for stretch in _hidden(n, sorted(spans), wanted[n])
        if n not in sound or stretch.media.length >= LEAST_SOUND
    )[:MOST]


def _shown(track: Track, atoms: Atoms) -> list[Span]:
    """What the entries show, in seconds of the track's own times; an entry of length 0 shows all that follows."""
    if not track.timescale or not atoms.timescale:
        return []
    endless = Fraction(10**9)
    spans = []
    for edit in track.edits:
        if edit.media_time >= 0 and edit.duration >= 0:
            start = Fraction(edit.media_time, track.timescale)
            spans.append((start, start + (Fraction(edit.duration, atoms.timescale) or endless)))
    return spans


def _hidden(stream: int, frames: list[Span], shown: list[Span]) -> Iterator[HiddenStretch]:
    """Runs of frames of which less than half is shown anywhere."""
    if not frames:
        return
    origin = frames[0][0]
    run: list[Span] = []
    for frame in frames:
        if _seen(frame, shown):
            yield from _stretch(stream, run, origin)
            run = []
        else:
            run.append(frame)
    yield from _stretch(stream, run, origin)


def _seen(frame: Span, shown: list[Span]) -> bool:
    start, end = frame
    middle = (start + end) / 2
    return any(first <= middle < last for first, last in shown)


def _stretch(stream: int, run: list[Span], origin: Fraction) -> Iterator[HiddenStretch]:
    if run and run[-1][1] > run[0][0]:
        yield HiddenStretch(stream=stream, media=TimeRange(start=run[0][0] - origin, end=run[-1][1] - origin), frames=len(run))
