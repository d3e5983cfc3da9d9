"""What two soundtracks say beside the pictures: support for a match, another sound under the same pictures, or the same
sound under others. Sound alone never makes the same footage: a song, a broadcast and a dubbed copy sound alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from provenance.fingerprints.interface import Footage, SoundState
from provenance.matching.sound import (
    ALGORITHM,
    SOUNDING,
    THRESHOLD,
    VERSION,
    Heard,
    SoundLine,
    along,
    heard,
    score,
)
from provenance.matching.sound_lines import follow
from provenance.model import Compared, Edit, Match, MatchRelation, Segment, TimeRange

__all__ = ["same_sound", "with_sound"]

ACTION = "c2pa.dubbed"
"""C2PA's word for changes to the sound."""
QUIET = 0.5
"""Landmarks a second up to which a stretch is silent."""
LONG_ENOUGH = 2.0
"""Seconds of a stretch from which its silence means something."""
TELLING = 60
"""Landmarks of the query (3 s of speech) from which disagreement means something."""
UNRELATED = 0.03
"""Agreement above chance up to which two soundtracks have nothing in common; copies coded at 8 kbit/s have 0.15."""
OFF = 0.6
"""Seconds by which sound may lie off the line of the pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """One segment, as heard on both sides."""

    segment: Segment
    line: SoundLine
    """Of the pictures."""
    found: SoundLine | None
    """Of the sounds, where they agree along it."""
    agreement: float | None


def same_sound(query: Footage, compared: Compared, footage: Footage, lines: Sequence[SoundLine]) -> Match:
    """The finding that ``lines`` (at least one) of the two sound the same."""
    best = max(lines, key=lambda line: line.nats)
    return Match(
        query=query.digest,
        compared=compared,
        relation=MatchRelation.SAME_SOUND,
        score=round(score(best), 4),
        threshold=THRESHOLD,
        algorithm=ALGORITHM,
        version=VERSION,
        segments=tuple(_segment(line, query, footage) for line in lines),
        sound=round(along(heard(query.sound), heard(footage.sound), best) or 0.0, 3),
    )


def with_sound(match: Match, query: Footage, footage: Footage, *, elsewhere: bool) -> Match:
    """``match``, found by its pictures, with what the soundtracks say along its segments.

    ``elsewhere``: they were found to agree on some line, so that "another sound" would be wrong.
    """
    here, there = heard(query.sound), heard(footage.sound)
    stretches = [_listened(here, there, segment) for segment in match.segments]
    told = [s.agreement for s in stretches if s.agreement is not None]
    sound = round(max(told), 3) if told else None
    if match.relation is not MatchRelation.SAME_FOOTAGE:
        return replace(match, sound=sound)
    return replace(match, sound=sound, edits=_placed(match.edits, _edits(query, footage, stretches, elsewhere=elsewhere)))


def _listened(here: Heard, there: Heard, segment: Segment) -> _Stretch:
    line = _line(segment)
    guesses = [replace(line, pitch=pitch) for pitch in _pitches(line.rate)] if len(here.times) and len(there.times) else []
    followed = [f for g in guesses if (f := follow(here, there, g)) is not None and score(f) >= THRESHOLD and _near(f, line)]
    found = max(followed, key=lambda f: f.nats, default=None)
    exact = line if found is None else replace(found, start=line.start, end=line.end)
    return _Stretch(segment=segment, line=line, found=found, agreement=along(here, there, exact))


def _line(segment: Segment) -> SoundLine:
    rate = float(segment.compared.length / segment.query.length)
    start, end = float(segment.query.start), float(segment.query.end)
    # The ends of a segment are known to some tenths of a second only.
    rate = 1.0 if abs(rate - 1) * (end - start) < OFF / 2 else rate
    middle = (segment.compared.start + segment.compared.end) / 2
    return SoundLine(rate=rate, offset=float(middle) - rate * (start + end) / 2, pitch=0.0, start=start, end=end)


def _pitches(rate: float) -> tuple[float, ...]:
    return (0.0,) if abs(rate - 1) < 0.02 else (0.0, float(np.log2(rate)))


def _near(found: SoundLine, line: SoundLine) -> bool:
    """Whether ``found`` is the line of the pictures, where they overlap."""
    middle = (max(found.start, line.start) + min(found.end, line.end)) / 2
    return line.start <= middle <= line.end and abs(found.at(middle) - line.at(middle)) <= OFF


def _edits(query: Footage, footage: Footage, stretches: Sequence[_Stretch], *, elsewhere: bool) -> Iterator[Edit]:
    here, there = heard(query.sound), heard(footage.sound)
    states = (SoundState.HEARD, SoundState.SILENT, SoundState.ABSENT)
    long = [s for s in stretches if float(s.segment.query.length) >= LONG_ENOUGH]
    if not long or query.sound.state not in states or footage.sound.state not in states:
        return
    ours = [here.density(s.line.start, s.line.end) for s in long]
    theirs = [there.density(s.line.at(s.line.start), s.line.at(s.line.end)) for s in long]
    if max(ours) <= QUIET and max(theirs) >= SOUNDING:
        words = f"no sound, where the compared footage has {max(theirs):.0f} sound landmarks a second"
        yield Edit(action=ACTION, description=f"{words}: removed, or added to the compared footage")
    elif max(theirs) <= QUIET and max(ours) >= SOUNDING:
        words = f"sound ({max(ours):.0f} landmarks a second), where the compared footage has none"
        yield Edit(action=ACTION, description=f"{words}: added, or removed from the compared footage")
    elif not elsewhere and all(_other_sound(here, s) for s in long):
        count = sum(len(here.between(s.line.start, s.line.end).times) for s in long)
        words = f"another sound: of {count} sound landmarks no more agree than chance gives"
        yield Edit(action=ACTION, description=f"{words}: replaced or drowned out on one of the two")


def _other_sound(here: Heard, stretch: _Stretch) -> bool:
    enough = len(here.between(stretch.line.start, stretch.line.end).times) >= TELLING
    return enough and stretch.found is None and stretch.agreement is not None and stretch.agreement <= UNRELATED


def _placed(edits: tuple[Edit, ...], heard_edits: Iterator[Edit]) -> tuple[Edit, ...]:
    """Before the coding, which people expect last."""
    last = next((i for i, edit in enumerate(edits) if edit.action == "c2pa.transcoded"), len(edits))
    return (*edits[:last], *heard_edits, *edits[last:])


def _segment(line: SoundLine, query: Footage, footage: Footage) -> Segment:
    return Segment(
        query=_range(line.start, line.end, query.duration),
        compared=_range(line.at(line.start), line.at(line.end), footage.duration),
    )


def _range(start: float, end: float, duration: Fraction) -> TimeRange:
    """To the millisecond; sound may outlast the pictures a little, not the stretch its own length."""
    first, last = (Fraction(round(1000 * max(0.0, t)), 1000) for t in (start, end))
    if duration:
        last = min(last, max(duration, first + Fraction(1, 100)))
    return TimeRange(start=first, end=max(last, first + Fraction(1, 100)))
