"""A match in one sentence for people: which part of which, and what was done; and which of the two is the copy."""

from collections.abc import Mapping
from fractions import Fraction

from provenance.exporters.text import clock, shortened
from provenance.model import (
    Comparison,
    Derivation,
    DerivationRelation,
    FootageFile,
    Match,
    MatchRelation,
    Segment,
    TimeRange,
)

__all__ = [
    "MEANINGS",
    "answer",
    "direction",
    "file_facts",
    "how_sure",
    "name_of",
    "nothing_common",
    "reasons",
    "span",
    "what_was_done",
]

MEANINGS = {
    MatchRelation.SAME_FOOTAGE: "Same footage: the same recording. After one picture is laid over the other, what moves in them "
    "moves alike.",
    MatchRelation.SAME_SCENE: "Same scene: the same place or camera at another moment, or too little movement to tell. "
    "A lead for geolocation, not a copy.",
    MatchRelation.SAME_SOUND: "Same sound: the soundtracks agree, whatever the pictures show. A song or a broadcast sounds alike "
    "everywhere: a lead, not a copy.",
}
STILL = (
    "A still picture has no movement to tell by: it may be a frame of the same recording, or the same place at another moment. "
    "A lead; look at the frames."
)
SEGMENTS = 6
"""Stretches spelled out in one sentence."""
NAME = 60
UNSURE = 0.1
"""Probability of the same footage from which, and up to one minus which, nothing is sure."""


def name_of(file: FootageFile) -> str:
    """Its name on one line, short enough for a sentence."""
    return shortened(file.name, NAME) or file.digest.short


def span(part: TimeRange) -> str:
    """As "0:03–0:11.5": a stretch of a stream."""
    return f"{_second(part.start)}–{_second(part.end)}"


def answer(query: FootageFile, found: Comparison) -> str:
    """As "clip.mp4 0:03–0:11 is original.mp4 1:20–1:28: mirrored left–right, sped up 1.25×"."""
    match, names = found.match, (name_of(query), name_of(found.compared))
    if query.digest == found.compared.digest:
        return f"{names[0]} and {names[1]} are the same bytes"
    if match.relation is MatchRelation.SAME_SCENE:
        return _scene(query, found)
    if match.relation is MatchRelation.SAME_SOUND:
        heard = " and ".join(f"{here} as {there}" for here, there in _stretches(match, query, found.compared)[:SEGMENTS])
        return f"{names[0]} sounds like {names[1]}: {heard}"
    stretches = _stretches(match, query, found.compared)[:SEGMENTS]
    told = [
        f"{names[0]} {here} is {names[1]} {there}" if not i else f"{here} is {there}" for i, (here, there) in enumerate(stretches)
    ]
    more = f" and {len(match.segments) - SEGMENTS} more stretches" if len(match.segments) > SEGMENTS else ""
    done = what_was_done(match)
    words = f"{', '.join(told)}{more}{': ' + done if done else ''}"
    return " ".join(words.split())


def _scene(query: FootageFile, found: Comparison) -> str:
    here, there = _stretches(found.match, query, found.compared)[0] if found.match.segments else ("", "")
    names = name_of(query), name_of(found.compared)
    one, other = (" ".join(part for part in pair if part) for pair in ((names[0], here), (names[1], there)))
    if is_still(query, found):
        alike = found.pairs[0].likeness if found.pairs else None
        told = "" if alike is None else f", {alike:.2f} alike in the nearest frame"
        return f"{one} looks like {other}{told}: a lead, as a still picture has no movement to tell by"
    return f"{one} shows the same scene as {other}: a lead, not a copy"


def is_still(query: FootageFile, found: Comparison) -> bool:
    """Whether a still picture is one of the two."""
    return query.still or found.compared.still


def meaning(query: FootageFile, found: Comparison) -> str:
    """What the finding means."""
    return STILL if is_still(query, found) and not found.same_footage else MEANINGS[found.match.relation]


def _stretches(match: Match, query: FootageFile, compared: FootageFile) -> list[tuple[str, str]]:
    """Where in either; nothing for a still picture, which has no time."""
    return [(_stretch(s, query, first=True), _stretch(s, compared, first=False)) for s in match.segments]


def _stretch(segment: Segment, file: FootageFile, *, first: bool) -> str:
    return "" if file.still else span(segment.query if first else segment.compared)


def what_was_done(match: Match) -> str:
    """The edits in one line; an excerpt is told by the times already, and is left out beside others' words."""
    told = [edit for edit in match.edits if edit.action != "c2pa.trimmed"]
    return ", ".join(edit.description for edit in told)


def nothing_common(query: FootageFile, compared: FootageFile) -> str:
    """The answer where nothing was found."""
    return f"No common footage found between {name_of(query)} and {name_of(compared)}"


def direction(found: Derivation | None, names: Mapping[str, str]) -> str:
    """Which of the two is the copy, in words; empty where the question does not arise. ``names`` by printed digest."""
    if found is None:
        return ""
    child, parent = (names.get(end, end) for end in (found.child, found.parent))
    if found.relation is DerivationRelation.WAS_DERIVED_FROM:
        return f"{child} is the copy, {parent} is nearer to the source (confidence {found.confidence:.2f})"
    return f"Nothing tells surely whether {child} or {parent} came first"


def reasons(found: Derivation | None, names: Mapping[str, str]) -> tuple[tuple[bool, str], ...]:
    """(whether it speaks for the direction, words) of each piece of evidence; digests in the words become names."""
    told = []
    for reason in found.evidence if found else ():
        words = reason.words
        for digest, name in names.items():
            words = words.replace(digest, name)
        told.append((reason.supports, words))
    return tuple(told)


def file_facts(file: FootageFile) -> str:
    """As "0:12.5, 1280×720, 3.1 MB" – what tells versions apart."""
    length = "still picture" if file.still else _second(file.duration)
    return ", ".join(part for part in (length, f"{file.width}×{file.height}") if part)


def how_sure(match: Match) -> str:
    """The score with all that it needs beside it."""
    if match.algorithm == "sha256":
        return "the digests are equal"
    how = f"{match.algorithm} {match.version}"
    if match.probability is None:
        return f"score {match.score:.3f}, threshold {match.threshold:g} ({how}); not calibrated to a probability"
    said = f"called so from {match.threshold:g}"
    unsure = "; too little speaks either way to be sure" if UNSURE < match.probability < 1 - UNSURE else ""
    return f"probability of the same footage {match.probability:.2f}, {said} ({how}){unsure}"


def _second(value: Fraction) -> str:
    return clock(value).removesuffix(".0")
