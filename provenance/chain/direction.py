"""Which of two copies of the same footage came from the other: what each trace beside the pixels says.

Each trace adds its weight in log-odds, as independent witnesses would; the weights are judgements, not
measurements, and are kept low so that no single trace passes for certainty. A mirror image tells no direction.
What pixels tell has fitted weights (:mod:`provenance.chain.signs`), what times tell :mod:`provenance.chain.ages`.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from provenance.chain.archived import archived_by
from provenance.chain.dates import Known, days_in, said_days
from provenance.chain.subjects import Subjects
from provenance.chain.uploads import known_upload
from provenance.model import Claim, ClaimKind, ClaimStatus, Digest, Edit, Match, Probe, Stream, TimeRange

__all__ = [
    "CEILING",
    "CERTAIN_ENOUGH",
    "Cue",
    "appeared",
    "camera_cues",
    "earliest_compared",
    "likelihood",
    "plain_cues",
    "said_cues",
]

CERTAIN_ENOUGH = 0.69
"""Below this likelihood no direction is claimed."""
CEILING = 0.95
SAID = 1.6
"""Log-odds of somebody's word for it."""
EDIT_WEIGHTS = {
    "c2pa.cropped": 1.4,
    "c2pa.edited": 1.0,
    "c2pa.adjustedColor": 0.8,
    "c2pa.placed": 1.4,
}
"""What a copy shows and its parent does not; actions that are absent here (speed, coding) tell no direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One trace of direction."""

    weight: float
    """Log-odds that the *query* is the copy; negative: that the compared side is."""
    words: str


def likelihood(found: Iterable[Cue]) -> float:
    """0–1 that the query is the copy, all cues taken together; never surer than :data:`CEILING`."""
    odds = sum(cue.weight for cue in found)
    return min(CEILING, max(1 - CEILING, 1 / (1 + math.exp(-odds))))


def plain_cues(match: Match, probes: Mapping[Digest, Probe]) -> Iterator[Cue]:
    """What tells the two sides of ``match`` apart where their pixels were not laid over each other."""
    query, compared = probes.get(match.query), probes.get(match.compared.digest)
    yield from _edit_cues(match.edits)
    yield from _excerpt_cues(match, query, compared)
    if query and compared:
        yield from _picture_cues(query, compared)


def _edit_cues(edits: Iterable[Edit]) -> Iterator[Cue]:
    """A crop, an overlay: the side that bears it shows less than the other, or more than the camera saw."""
    for edit in edits:
        weight = EDIT_WEIGHTS.get(edit.action)
        if weight is None or edit.on_query is None:
            continue  # "either cropped, or the compared footage shows it inside a larger picture" tells no direction
        side = "the query" if edit.on_query else "the compared footage"
        yield Cue(weight=weight if edit.on_query else -weight, words=f"{side} bears an edit: {edit.description} ({edit.action})")


def _covered(segments: Iterable[TimeRange]) -> float:
    """Seconds covered by ``segments``, overlaps counted once."""
    total, reached = 0.0, 0.0
    for start, end in sorted((float(s.start), float(s.end)) for s in segments):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _excerpt_cues(match: Match, query: Probe | None, compared: Probe | None) -> Iterator[Cue]:
    """An excerpt lies wholly inside the longer video."""
    lengths = (query.duration if query else None, match.compared.duration or (compared.duration if compared else None))
    if not lengths[0] or not lengths[1] or not match.segments:
        return
    shares = (
        _covered(s.query for s in match.segments) / float(lengths[0]),
        _covered(s.compared for s in match.segments) / float(lengths[1]),
    )
    words = f"{min(shares[0], 1):.0%} of the query's length and {min(shares[1], 1):.0%} of the compared footage's are shared"
    if shares[0] >= 0.85 and shares[1] <= 0.7:
        yield Cue(weight=0.9, words=f"the query is an excerpt: {words}")
    elif shares[1] >= 0.85 and shares[0] <= 0.7:
        yield Cue(weight=-0.9, words=f"the compared footage is an excerpt: {words}")


def _picture(probe: Probe) -> Stream | None:
    return next((s for s in probe.streams if s.kind == "video" and s.width and s.height), None)


def _picture_cues(query: Probe, compared: Probe) -> Iterator[Cue]:
    """Copies lose resolution and bits; they do not gain detail."""
    one, other = _picture(query), _picture(compared)
    if not one or not other or not (one.width and one.height and other.width and other.height):
        return
    areas = one.width * one.height, other.width * other.height
    sizes = f"{one.width}×{one.height} against {other.width}×{other.height}"
    if max(areas) / min(areas) > 1.2:
        yield Cue(weight=0.6 if areas[0] < areas[1] else -0.6, words=f"resolution of the query and the compared footage: {sizes}")
    if one.codec == other.codec and one.bit_rate and other.bit_rate:
        rates = one.bit_rate / areas[0], other.bit_rate / areas[1]
        if max(rates) / min(rates) > 1.6:
            side = "the query" if rates[0] < rates[1] else "the compared footage"
            yield Cue(weight=0.4 if rates[0] < rates[1] else -0.4, words=f"{side} is compressed harder: generation loss")


def camera_cues(query: Probe | None, compared: Probe | None) -> Iterator[Cue]:
    """Metadata of a camera rarely survives a platform, and is seldom put in afterwards."""
    if query and compared and bool(query.device) != bool(compared.device):
        side = "the compared footage" if compared.device else "the query"
        words = f"only {side} names a camera in its metadata ({compared.device or query.device})"
        yield Cue(weight=0.8 if compared.device else -0.8, words=words)


def _published(name: Digest, subjects: Subjects) -> Iterator[Known]:
    """When the video was posted or filmed: by its posts' own identifiers (but weak ones), by anyone's word."""
    for reference, upload in subjects.uploaded(name):
        if not upload.weak:
            yield known_upload(reference, upload)
    for claim in subjects.about(name):
        if claim.kind in {ClaimKind.POSTED_ON, ClaimKind.FILMED_ON, ClaimKind.CREATED_ON} and (known := said_days(claim)):
            yield known
        if known := archived_by(claim):
            yield known


def earliest_compared(match: Match, subjects: Subjects) -> Known | None:
    """The earliest known sign of the compared footage: its posting, the library's note, or when it was added there."""
    compared = match.compared
    found = list(_published(compared.digest, subjects))
    found += [
        Known(start=start, end=end, words=f"library “{compared.library}” notes “{words}” for “{compared.name}”")
        for start, end, words in days_in(compared.note)
    ]
    if compared.added:
        day = compared.added.value.date()
        found.append(Known(start=date.min, end=day, words=f"“{compared.name}” was in library “{compared.library}” by {day}"))
    return min(found, key=lambda known: (known.end, known.start), default=None)


def appeared(name: Digest, matches: Iterable[Match], subjects: Subjects) -> Known | None:
    """The earliest known sign of a file: its posting, or what the libraries of ``matches``, where it was found, say of it."""
    found = [known for match in matches if (known := earliest_compared(match, subjects)) is not None]
    return min((*_published(name, subjects), *found), key=lambda known: (known.end, known.start), default=None)


def said_cues(query: Digest, compared: Digest, subjects: Subjects) -> Iterator[Cue]:
    """Somebody says whom one of the two was taken from, and the other was posted by that one."""
    for one, other, weight in ((query, compared, SAID), (compared, query, -SAID)):
        posters = {_name(claim): claim for claim in _stated(other, ClaimKind.POSTED_BY, subjects)}
        for claim in _stated(one, ClaimKind.REPOSTED_FROM, subjects):
            if _name(claim) and _name(claim) in posters:
                posted = posters[_name(claim)]
                words = (
                    f"{claim.asserted_by} says it was taken from “{claim.value}”; {posted.asserted_by} says who posted the other"
                )
                yield Cue(weight=weight, words=f"{words}: “{posted.value}”")


def _stated(name: Digest, kind: ClaimKind, subjects: Subjects) -> Iterator[Claim]:
    return (c for c in subjects.about(name) if c.kind is kind and c.status is not ClaimStatus.DENIED)


def _name(claim: Claim) -> str:
    return claim.value.strip().removeprefix("@").casefold()
