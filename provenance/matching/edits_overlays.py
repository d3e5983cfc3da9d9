"""Captions, bands, logos, stickers: where the pictures persistently disagree, and which side bears what is laid over."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from provenance.fingerprints.interface import Footage
from provenance.matching.edits_pictures import UNSURE, Aligned, Bools, Floats, grey
from provenance.matching.edits_places import percent, where
from provenance.matching.geometry import Affine, moved
from provenance.model import Edit

__all__ = ["overlays"]

CONTRAST = 16.0
"""Grey levels by which a pixel must lie outside of everything that the other side shows close by."""
CLOSE = 0.012
"""Share of the longer side within which the other side is searched for the same value: maps are not exact."""
PERSISTENT = 0.7
"""Share of the moments in which a pixel must disagree."""
SMALLEST = 0.004
"""Of the common area."""
FILLED = 0.3
"""Share of its box that a thing laid over fills, at least; scattered specks do not."""
THIN = 0.03
"""Share of the longer side that a thing laid over measures, at least; thinner lines are seams and borders."""
GAP = 0.03
"""Share of the longer side: letters closer than this are one caption."""
LARGEST = 0.6
"""Of the common area; where more of it disagrees, the pictures differ as a whole."""
SPAN = 0.85
"""Share of the width that a band spans."""
FLAT = 2.5
"""Width by height of a caption, at least."""
SHOWN = 4
EDGE = 1.6
STILLER = 0.6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Region:
    mask: Bools
    """H × W of the query's small picture."""
    box: tuple[int, int, int, int]
    """Left, top, right, bottom (half-open)."""


def overlays(seen: Aligned, query: Footage, compared: Footage, matrix: Affine) -> Iterator[Edit]:
    """Every thing laid over one of the sides, the largest first, at most :data:`SHOWN`."""
    for region in _regions(seen)[:SHOWN]:
        on_query = _bearer(seen, region)
        low, high = _box(region, seen, query, compared, matrix, on_query=on_query)
        yield Edit(action="c2pa.placed", description=_words(low, high, on_query=on_query), on_query=on_query)


def _regions(seen: Aligned) -> list[_Region]:
    """Connected parts in which most moments disagree."""
    persistent = _disagreement(seen) & seen.common
    size = float(seen.common.sum())
    if seen.noise > UNSURE or not SMALLEST * size <= float(persistent.sum()) <= LARGEST * size:
        return []
    joined = cv2.morphologyEx(persistent.astype(np.uint8), cv2.MORPH_CLOSE, _disk(GAP * max(persistent.shape)))
    count, labels, _, _ = cv2.connectedComponentsWithStats(joined)
    found = [(labels == i) & seen.common for i in range(1, count)]
    # Joining fills gaps, those to the picture's edge too: how far a thing reaches is read off what disagrees.
    kept = [_region(m & persistent) for m in found if float((m & persistent).sum()) >= SMALLEST * size]
    return sorted((r for r in _rows_joined(kept) if _solid(r)), key=lambda r: -int(r.mask.sum()))


def _disagreement(seen: Aligned) -> Bools:
    """Pixels that in most moments lie outside of what the other side shows close by, in any colour."""
    reach = _disk(CLOSE * max(seen.common.shape))
    votes = np.zeros(seen.common.shape, np.float32)
    for a, b in zip(seen.query, seen.fitted, strict=True):
        soft, other = cv2.GaussianBlur(a, (0, 0), 0.8), cv2.GaussianBlur(b, (0, 0), 0.8)
        outside = np.maximum(_outside(soft, other, reach), _outside(other, soft, reach))
        noise = float(np.median(np.abs(soft - other)[seen.common]))
        votes += outside > CONTRAST + 1.5 * noise
    return votes >= PERSISTENT * len(seen.query)


def _outside(values: Floats, other: Floats, reach: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> Floats:
    low, high = cv2.erode(other, reach), cv2.dilate(other, reach)
    return np.asarray(np.maximum(values - high, low - values).max(axis=2), np.float32)


def _disk(radius: float) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    side = 2 * max(1, round(radius)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)


def _region(mask: Bools) -> _Region:
    ys, xs = np.nonzero(mask)
    return _Region(mask=mask, box=(int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1))


def _solid(region: _Region) -> bool:
    left, top, right, bottom = region.box
    size = right - left, bottom - top
    return int(region.mask.sum()) >= FILLED * size[0] * size[1] and min(size) >= THIN * max(region.mask.shape)


def _rows_joined(regions: list[_Region]) -> list[_Region]:
    """Parts of one line of text, or of one band that the picture behind matches here and there, are one."""
    out: list[_Region] = []
    for region in sorted(regions, key=lambda r: r.box[0]):
        mate = next((r for r in out if _one_row(r, region)), None)
        if mate is not None:
            out.remove(mate)
        out.append(region if mate is None else _region(mate.mask | region.mask))
    return out


def _one_row(a: _Region, b: _Region) -> bool:
    common = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    heights = a.box[3] - a.box[1], b.box[3] - b.box[1]
    return common >= 0.6 * max(heights) and b.box[0] - a.box[2] <= 3 * max(heights)


def _bearer(seen: Aligned, region: _Region) -> bool | None:
    """The side that stands still while the other moves; else the one that has an edge around the region."""
    mask = region.mask
    still = [float(np.median(grey(side).std(axis=0)[mask])) for side in (seen.query, seen.fitted)]
    if max(still) > 5 and min(still) < STILLER * max(still):
        return still[0] < still[1]
    outline = _outline(mask) & cv2.erode(seen.common.astype(np.uint8), _disk(2)).astype(np.bool_)
    if int(outline.sum()) < 8:
        return None
    edges = [float(_gradient(grey(side).mean(axis=0))[outline].mean()) for side in (seen.query, seen.fitted)]
    if max(edges) > 5 and max(edges) > EDGE * min(edges):
        return edges[0] > edges[1]
    return None


def _outline(mask: Bools) -> Bools:
    plain = mask.astype(np.uint8)
    return np.asarray(cv2.dilate(plain, _disk(1)) != cv2.erode(plain, _disk(1)), np.bool_)


def _gradient(picture: Floats) -> Floats:
    across, down = (cv2.Sobel(picture, cv2.CV_32F, x, 1 - x, scale=1 / 8) for x in (1, 0))
    return np.asarray(2 * np.hypot(across, down), np.float32)


def _box(
    region: _Region, seen: Aligned, query: Footage, compared: Footage, matrix: Affine, *, on_query: bool | None
) -> tuple[Floats, Floats]:
    """Corners (shares) of the region in the picture of the side that bears it."""
    height, width = seen.common.shape
    left, top, right, bottom = region.box
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32) / (width, height)
    if on_query is False:
        there = moved(matrix, (corners * (query.width, query.height)).astype(np.float32))
        corners = np.clip(there / (compared.width, compared.height), 0, 1)
    return np.asarray(corners.min(axis=0), np.float32), np.asarray(corners.max(axis=0), np.float32)


def _words(low: Floats, high: Floats, *, on_query: bool | None) -> str:
    what = _named(low, high)
    if on_query is None:
        return f"either this or the compared footage has a {what}"
    return what if on_query else f"the compared footage has a {what}"


def _named(low: Floats, high: Floats) -> str:
    width, height = (high - low).tolist()
    across, down = where(low, high)
    if width >= SPAN and height <= 1 / 3:
        return f"caption band {_along(down)}, full width, {percent(height)} high"
    if width > FLAT * height and (width > 0.3 or not across):
        return f"caption {_along(down)}, {percent(width)} × {percent(height)} of the picture"
    place = f"in the {down} {across} corner" if across and down else _along(down) if down else _beside(across)
    return f"logo or sticker {place}, {percent(width)} × {percent(height)} of the picture"


def _along(down: str) -> str:
    return f"along the {down}" if down else "across the middle"


def _beside(across: str) -> str:
    return f"at the {across}" if across else "in the middle"
