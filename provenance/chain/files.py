"""Where a file contradicts itself: its places and times among each other, its thumbnail, its lengths, frames that it hides.

Each is a lead with an innocent explanation too, which the words give; none is a verdict.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction

from provenance.chain.places import distance_m
from provenance.model import (
    POSTED,
    CalendarDay,
    Contradiction,
    ContradictionKind,
    HiddenStretch,
    Instant,
    Likeness,
    Probe,
    Side,
    Stated,
    StatedKind,
    Stream,
    Timestamp,
)

__all__ = ["inside"]

SPOTS_APART = 1_000.0
"""Metres between positions of one file beyond which they are two."""
TIMES_APART = timedelta(minutes=5)
ZONES_APART = timedelta(hours=26)
"""Between a time whose zone nobody stated and any other: UTC−12 to UTC+14."""
LENGTHS_APART, LENGTHS_SHARE = Fraction(1), Fraction(1, 20)
"""Seconds, and share of the longer: both must be passed."""
KEPT_OTHER = (
    "The picture kept inside the file is not of what the file shows: the file was changed after it was made, "
    "or somebody designed the cover."
)
POSTED_OTHER = (
    "The thumbnail of the post is not of what the file shows: it is of other footage, the video was cut or replaced, "
    "or somebody designed it."
)


def inside(probe: Probe) -> tuple[Contradiction, ...]:
    """Every contradiction inside one file, in the order of the report."""
    return (*_places(probe), *_times(probe), *_thumbnails(probe), *_hidden(probe), *_lengths(probe))


def _found(probe: Probe, kind: ContradictionKind, statement: str, *sides: Side) -> Contradiction:
    return Contradiction(kind=kind, about=str(probe.digest), statement=statement, sides=sides)


def _side(stated: Stated, statement: str) -> Side:
    return Side(speaker=f"the file: {stated.source}", statement=statement, quote=stated.quote, place=stated.place)


def _measured(statement: str) -> Side:
    return Side(speaker="measured", statement=statement)


# ── what it states ──────────────────────────────────────────────────────────────────────────────


def _places(probe: Probe) -> Iterator[Contradiction]:
    spots: list[Stated] = []
    for each in probe.stated:
        if each.place and all(other.place and distance_m(each.place, other.place) > SPOTS_APART for other in spots):
            spots.append(each)
    if len(spots) > 1:
        sides = [_side(each, f"at {each.place.lat:.5f}, {each.place.lon:.5f}") for each in spots if each.place]
        statement = f"The file's own metadata names {len(spots)} places: one was changed, or is of another picture."
        yield _found(probe, ContradictionKind.FILE_SOURCES, statement, *sides)


def _times(probe: Probe) -> Iterator[Contradiction]:
    captured = [each for each in probe.stated if each.kind is StatedKind.CAPTURED and each.when]
    moments: list[Stated] = []
    for each in captured:
        if each.when and all(other.when and _differ(each.when, other.when) for other in moments):
            moments.append(each)
    if len(moments) > 1:
        statement = (
            f"The file's own metadata names {len(moments)} times of capture: one of them was changed, or is of something else."
        )
        yield _found(probe, ContradictionKind.FILE_SOURCES, statement, *(_side(s, f"taken {s.when}") for s in moments))


def _differ(one: Timestamp, other: Timestamp) -> bool:
    slack = TIMES_APART if type(one) is type(other) else ZONES_APART
    if isinstance(one, CalendarDay) or isinstance(other, CalendarDay):
        slack = ZONES_APART + timedelta(days=1)
    return abs(_wall(one) - _wall(other)) > slack


def _wall(when: Timestamp) -> datetime:
    """In UTC, or as if it were."""
    if isinstance(when, Instant):
        return when.value
    value = datetime.combine(when.value, time(12)) if isinstance(when, CalendarDay) else when.value
    return value.replace(tzinfo=UTC)


# ── what was measured ───────────────────────────────────────────────────────────────────────────


def _thumbnails(probe: Probe) -> Iterator[Contradiction]:
    for each in probe.embedded:
        if each.likeness is Likeness.OTHER:
            shown = (
                "the picture" if each.time is None else f"any of {each.compared} frames (the likest at {float(each.time):.1f} s)"
            )
            posted = each.source.startswith(POSTED)
            yield _found(
                probe,
                ContradictionKind.THUMBNAIL,
                POSTED_OTHER if posted else KEPT_OTHER,
                Side(
                    speaker=each.source if posted else f"the file: {each.source}",
                    statement=f"a picture of {each.width} × {each.height}",
                ),
                _measured(f"it is not {shown}: correlation {each.score:.2f} by {each.version}, 1 is equal"),
            )


def _hidden(probe: Probe) -> Iterator[Contradiction]:
    by_stream: dict[int, list[HiddenStretch]] = {}
    for stretch in probe.hidden:
        by_stream.setdefault(stretch.stream, []).append(stretch)
    for number, stretches in by_stream.items():
        kind = next((stream.kind for stream in probe.streams if stream.index == number), "stream")
        seconds = float(sum(stretch.media.length for stretch in stretches))
        frames = sum(stretch.frames for stretch in stretches)
        what = "frames" if kind == "video" else "packets"
        where = ", ".join(f"{float(s.media.start):.2f}–{float(s.media.end):.2f} s" for s in stretches[:6])
        yield _found(
            probe,
            ContradictionKind.HIDDEN_FRAMES,
            f"{frames} {what} ({seconds:.2f} s) of the {kind} are in the file and not shown: trimmed without coding it again.",
            Side(speaker="the file: edit list", statement="what a player shows"),
            _measured(f"hidden: {where} of stream {number}; ffmpeg -ignore_editlist 1 -i FILE shows them"),
        )


def _lengths(probe: Probe) -> Iterator[Contradiction]:
    video, audio = (_longest(probe, kind) for kind in ("video", "audio"))
    if not video or not audio or video.duration is None or audio.duration is None:
        return
    apart = abs(video.duration - audio.duration)
    if apart > LENGTHS_APART and apart > LENGTHS_SHARE * max(video.duration, audio.duration):
        yield _found(
            probe,
            ContradictionKind.LENGTHS,
            f"Picture and sound differ by {float(apart):.1f} s: cut, sound laid under it, or a recorder that stopped one first.",
            _measured(f"stream {video.index}, picture: {float(video.duration):.2f} s"),
            _measured(f"stream {audio.index}, sound: {float(audio.duration):.2f} s"),
        )


def _longest(probe: Probe, kind: str) -> Stream | None:
    streams = [stream for stream in probe.streams if stream.kind == kind and stream.duration is not None]
    return max(streams, key=lambda stream: stream.duration or 0, default=None)
