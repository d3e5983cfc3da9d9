"""A match in one sentence for people: which part of which, and what was done; and which of the two is the copy."""

from collections.abc import Mapping

from provenance.exporters.text import shortened
from provenance.exporters.told import told
from provenance.exporters.vocabulary import MEANINGS, STILL
from provenance.exporters.wording import ENGLISH, Wording
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
    "answer",
    "direction",
    "file_facts",
    "how_sure",
    "meaning",
    "name_of",
    "nothing_common",
    "reasons",
    "span",
    "what_was_done",
]

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
    return ENGLISH.span(part)


def answer(query: FootageFile, found: Comparison, say: Wording = ENGLISH) -> str:
    """As "clip.mp4 0:03–0:11 is original.mp4 1:20–1:28: mirrored left–right, sped up 1.25×"."""
    match, names = found.match, (name_of(query), name_of(found.compared))
    if query.digest == found.compared.digest:
        return say("{one} and {other} are the same bytes", one=names[0], other=names[1])
    if match.relation is MatchRelation.SAME_SCENE:
        return _scene(query, found, say)
    stretches = _stretches(match, query, found.compared, say)[:SEGMENTS]
    if match.relation is MatchRelation.SAME_SOUND:
        heard = say.listed(say("{here} as {there}", here=here, there=there) for here, there in stretches)
        return say("{one} sounds like {other}: {stretches}", one=names[0], other=names[1], stretches=heard)
    told_so = [
        say("{one} is {other}", one=f"{names[0]} {here}".strip(), other=f"{names[1]} {there}".strip())
        if not i
        else say("{one} is {other}", one=here, other=there)
        for i, (here, there) in enumerate(stretches)
    ]
    rest = len(match.segments) - SEGMENTS
    more = " " + say.many(rest, "and {count} more stretch", "and {count} more stretches") if rest > 0 else ""
    done = what_was_done(match, say)
    words = say("{found}: {done}", found=", ".join(told_so) + more, done=done) if done else ", ".join(told_so) + more
    return " ".join(words.split(" "))


def _scene(query: FootageFile, found: Comparison, say: Wording) -> str:
    here, there = _stretches(found.match, query, found.compared, say)[0] if found.match.segments else ("", "")
    names = name_of(query), name_of(found.compared)
    one, other = (" ".join(part for part in pair if part) for pair in ((names[0], here), (names[1], there)))
    if not is_still(query, found):
        return say("{one} shows the same scene as {other}: a lead, not a copy", one=one, other=other)
    if (alike := found.pairs[0].likeness if found.pairs else None) is None:
        return say("{one} looks like {other}: a lead, as a still picture has no movement to tell by", one=one, other=other)
    return say(
        "{one} looks like {other}, {likeness} alike in the nearest frame: a lead, as a still picture has no movement to tell by",
        one=one,
        other=other,
        likeness=say.number(alike),
    )


def is_still(query: FootageFile, found: Comparison) -> bool:
    """Whether a still picture is one of the two."""
    return query.still or found.compared.still


def meaning(query: FootageFile, found: Comparison, say: Wording = ENGLISH) -> str:
    """What the finding means."""
    return say(STILL if is_still(query, found) and not found.same_footage else MEANINGS[found.match.relation])


def _stretches(match: Match, query: FootageFile, compared: FootageFile, say: Wording) -> list[tuple[str, str]]:
    """Where in either; nothing for a still picture, which has no time."""
    return [(_stretch(s, query, say, first=True), _stretch(s, compared, say, first=False)) for s in match.segments]


def _stretch(segment: Segment, file: FootageFile, say: Wording, *, first: bool) -> str:
    return "" if file.still else say.span(segment.query if first else segment.compared)


def what_was_done(match: Match, say: Wording = ENGLISH) -> str:
    """The edits in one line; an excerpt is told by the times already, and is left out beside others' words."""
    return ", ".join(told(edit.description, say) for edit in match.edits if edit.action != "c2pa.trimmed")


def nothing_common(query: FootageFile, compared: FootageFile, say: Wording = ENGLISH) -> str:
    """The answer where nothing was found."""
    return say("No common footage found between {one} and {other}", one=name_of(query), other=name_of(compared))


def direction(found: Derivation | None, names: Mapping[str, str], say: Wording = ENGLISH) -> str:
    """Which of the two is the copy, in words; empty where the question does not arise. ``names`` by printed digest."""
    if found is None:
        return ""
    child, parent = (names.get(end, end) for end in (found.child, found.parent))
    if found.relation is DerivationRelation.WAS_DERIVED_FROM:
        return say(
            "{copy} is the copy, {source} is nearer to the source (confidence {number})",
            copy=child,
            source=parent,
            number=say.number(found.confidence or 0),
        )
    return say("Nothing tells surely whether {one} or {other} came first", one=child, other=parent)


def reasons(found: Derivation | None, names: Mapping[str, str], say: Wording = ENGLISH) -> tuple[tuple[bool, str], ...]:
    """(whether it speaks for the direction, words) of each piece of evidence; digests in the words become names."""
    listed = []
    for reason in found.evidence if found else ():
        words = told(reason.words, say)
        for digest, name in names.items():
            words = words.replace(digest, name)
        listed.append((reason.supports, words))
    return tuple(listed)


def file_facts(file: FootageFile, say: Wording = ENGLISH) -> str:
    """As "0:12.5, 1280×720" – what tells versions apart."""
    length = say("still picture") if file.still else say.second(file.duration)
    return ", ".join(part for part in (length, f"{file.width}×{file.height}") if part)


def how_sure(match: Match, say: Wording = ENGLISH) -> str:
    """The score with all that it needs beside it, and what it does not say."""
    if match.algorithm == "sha256":
        return say("the digests are equal")
    how = f"{match.algorithm} {match.version}"
    score, threshold = say.number(match.score), say.rounded(match.threshold)
    if match.relation is MatchRelation.SAME_SOUND:
        words = say(
            "the same sound, whatever the pictures show: score {score}, threshold {threshold} ({how})",
            score=score,
            threshold=threshold,
            how=how,
        )
    elif match.relation is MatchRelation.SAME_SCENE:
        words = _lead(match, say, score=score, threshold=threshold, how=how)
    else:
        words = say(
            "score {score}, threshold {threshold} ({how})", score=say.number(match.score, 3), threshold=threshold, how=how
        )
    if match.probability is None:
        return say("{words}; not calibrated to a probability", words=words)
    return _calibrated(match.probability, match, say, how=how, words=words)


def _lead(match: Match, say: Wording, *, score: str, threshold: str, how: str) -> str:
    """The pictures agree in the place only: a score for the same footage is no measure of that."""
    if match.score < match.threshold:
        return say(
            "a lead, not a copy: the score, {score}, is below the threshold for the same footage, {threshold} ({how})",
            score=score,
            threshold=threshold,
            how=how,
        )
    return say("a lead, not a copy: the score, {score} ({how}), is no measure of the same scene", score=score, how=how)


def _calibrated(probability: float, match: Match, say: Wording, *, how: str, words: str) -> str:
    if match.relation is not MatchRelation.SAME_FOOTAGE:
        same = abs(match.score - probability) < 0.005
        return words if same else say("{words}; calibrated probability {number}", words=words, number=say.number(probability))
    sure = say(
        "probability of the same footage {number}, called so from {threshold} ({how})",
        number=say.number(probability),
        threshold=say.rounded(match.threshold),
        how=how,
    )
    unsure = UNSURE < probability < 1 - UNSURE
    return say("{words}; too little speaks either way to be sure", words=sure) if unsure else sure
