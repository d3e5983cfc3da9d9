"""What was done between the compared footage and the query, read off the placement and the line. C2PA's action names.

Told in the order people expect: turned, cut out, framed, laid over, time, size, colours, coding. Words are of the query
unless they name the compared footage; ``on_query`` says which side bears the edit, and is left open where nothing tells.
"""

from collections.abc import Iterator, Sequence
from math import atan2, degrees

import numpy as np

from provenance.fingerprints.interface import Footage
from provenance.matching.edits_colours import colours
from provenance.matching.edits_framing import framing
from provenance.matching.edits_overlays import overlays
from provenance.matching.edits_pictures import aligned
from provenance.matching.geometry import Affine, inverted
from provenance.matching.verdict import Verdict
from provenance.model import Edit

__all__ = ["edits"]

SAME_RATE = 0.035
DRIFT = 0.3
"""Seconds by which a change of speed must pull the two apart over the common stretch: less lies within the steps of the line."""
TILT = 1.5
"""Degrees from which a picture counts as rotated."""
COVERED = 0.94
"""Share of a video's length from which all of it is shown."""
BRIEF = 0.5
"""Seconds beside the common stretch that are not worth a word."""
SAME_SCALE = 1.08
"""Ratio of scales up to which sizes count as equal."""


def edits(query: Footage, compared: Footage, verdict: Verdict) -> tuple[Edit, ...]:
    """Every edit that the evidence shows."""
    matrix = verdict.finding.placement.matrix
    seen = aligned(query, compared, verdict)
    framed = tuple(framing(query, compared, verdict, seen))
    size = tuple(_size(query, compared, matrix, framed))
    found = (
        *_orientation(matrix),
        *framed,
        *(overlays(seen, query, compared, matrix) if seen else ()),
        *_excerpt(query, compared, verdict),
        *size,
        *colours(query, compared, verdict, seen),
    )
    speed = tuple(_speed(verdict, found))
    before = next((i for i, e in enumerate(found) if e.action in {"c2pa.trimmed", "c2pa.resized"}), len(found))
    coded = Edit(action="c2pa.transcoded", description="re-encoded", on_query=size[0].on_query if size else None)
    return (*found[:before], *speed, *found[before:], coded)


def _orientation(matrix: Affine) -> Iterator[Edit]:
    """Mirroring and rotation, as what was done to the compared picture to get the query. Neither tells its side."""
    linear = inverted(matrix)[:, :2]
    if np.linalg.det(linear) < 0:
        yield Edit(action="c2pa.orientation", description="mirrored left–right")
        linear = np.diag([-1.0, 1.0]) @ linear
    angle = degrees(atan2(linear[1, 0] - linear[0, 1], linear[0, 0] + linear[1, 1]))
    if abs(angle) < TILT:
        return
    quarter = round(angle / 90) * 90
    about = quarter if abs(angle - quarter) < TILT else round(angle)
    way = "" if abs(about) == 180 else " clockwise" if about > 0 else " anticlockwise"
    yield Edit(action="c2pa.orientation", description=f"rotated by {abs(about)}°{way}")


def _speed(verdict: Verdict, others: Sequence[Edit]) -> Iterator[Edit]:
    """A ratio of speeds has no side of its own; where the other edits all tell one, it is told as that side's."""
    line = verdict.finding.line
    if line is None or abs(line.rate - 1) <= SAME_RATE:
        return
    if abs(line.rate - 1) * float(verdict.segment.query.length) < DRIFT:
        return
    here, there = ("sped up", "slowed down") if line.rate > 1 else ("slowed down", "sped up")
    words = f"{here} {line.rate:.2f}×"
    if {e.on_query for e in others if e.on_query is not None} != {True}:
        words = f"either {words}, or the compared footage {there}"
    yield Edit(action="c2pa.changedSpeed", description=words)


def _excerpt(query: Footage, compared: Footage, verdict: Verdict) -> Iterator[Edit]:
    """The shorter, where the whole of it lies inside the longer; else no more than what is common."""
    segment = verdict.segment
    here = _part_only(float(segment.query.length), float(query.duration))
    there = _part_only(float(segment.compared.length), float(compared.duration))
    if there:
        start, end, whole = (_clock(float(x)) for x in (segment.compared.start, segment.compared.end, compared.duration))
        words = f"only {start}–{end} of the compared footage's {whole} is common" if here else f"excerpt {start}–{end} of {whole}"
        yield Edit(action="c2pa.trimmed", description=words, on_query=None if here else True)
    elif here:
        start, end, whole = (_clock(float(x)) for x in (segment.query.start, segment.query.end, query.duration))
        words = f"the compared footage is the excerpt {start}–{end} of {whole}"
        yield Edit(action="c2pa.trimmed", description=words, on_query=False)


def _part_only(length: float, whole: float) -> bool:
    return length < whole * COVERED and whole - length > BRIEF


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 1), 60)
    return f"{int(minutes)}:{rest:04.1f}"


def _size(query: Footage, compared: Footage, matrix: Affine, framed: Sequence[Edit]) -> Iterator[Edit]:
    """The side whose pixels show the common picture more coarsely; one that was cropped and blown up tells nothing of that."""
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    if 1 / SAME_SCALE <= scale <= SAME_SCALE:
        return
    sizes = f"{compared.width}×{compared.height} → {query.width}×{query.height}"
    if scale > 1:
        blown_up = any(e.on_query is False and e.action in {"c2pa.cropped", "c2pa.placed"} for e in framed)
        on_query = None if blown_up else True
        yield Edit(action="c2pa.resized", description=f"smaller ({sizes})", on_query=on_query)
        return
    blown_up = any(e.on_query is True and e.action == "c2pa.cropped" for e in framed)
    words = f"enlarged ({sizes})" if blown_up else f"either enlarged, or the compared footage made smaller ({sizes})"
    yield Edit(action="c2pa.resized", description=words, on_query=True if blown_up else None)
