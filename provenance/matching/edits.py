"""What was done between the compared footage and the query, read off the placement and the line. C2PA's action names."""

from collections.abc import Iterator
from math import atan2, degrees

import cv2
import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Footage, KeyFrame
from provenance.matching.alignment import overlap
from provenance.matching.geometry import Affine, inverted
from provenance.matching.verdict import Verdict
from provenance.model import Edit

__all__ = ["edits"]

Floats = npt.NDArray[np.float32]

WHOLE = 0.965
"""Share of a side from which nothing is said to be cut off or added."""
SAME_RATE = 0.035
TILT = 1.5
"""Degrees from which a picture counts as rotated."""
DARK, FLAT = 40.0, 14.0
"""Mean and deviation (grey levels) of what counts as black and as even."""
GREY, COLOURED = 7.0, 14.0
"""Mean saturation (0–255) of a grey and of a coloured picture."""


def edits(query: Footage, compared: Footage, verdict: Verdict) -> tuple[Edit, ...]:
    """Every edit that the evidence shows, geometry first, then time, then coding."""
    matrix = verdict.finding.placement.matrix
    return (
        *_orientation(matrix),
        *_crop(query, compared, matrix),
        *_added(query, compared, matrix, verdict),
        *_overlays(query, compared, matrix, verdict),
        *_colour(query, compared, verdict),
        *_time(compared, verdict),
        *_size(query, compared),
        Edit(action="c2pa.transcoded", description="encoded again: the two files differ, the pictures agree"),
    )


def _orientation(matrix: Affine) -> Iterator[Edit]:
    """Mirroring and rotation, as what was done to the compared picture to get the query."""
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


def _crop(query: Footage, compared: Footage, matrix: Affine) -> Iterator[Edit]:
    """Which part of the compared picture is left."""
    polygon = overlap((query.width, query.height), (compared.width, compared.height), matrix)
    if len(polygon) < 3:
        return
    low, high = polygon.min(axis=0), polygon.max(axis=0)
    size = np.array([compared.width, compared.height])
    if ((high - low) / size < WHOLE).any():
        yield Edit(action="c2pa.cropped", description=f"cropped to {_part(low / size, high / size)}")


def _part(low: Floats, high: Floats) -> str:
    """Words for a part of a picture, shares 0–1: "the left 70 %", "the middle 50 % × 60 %"."""
    width, height = (high - low).tolist()
    across = _third(float(low[0]), float(high[0]), ("left", "right"))
    down = _third(float(low[1]), float(high[1]), ("top", "bottom"))
    if height >= WHOLE:
        return f"the {across or 'middle'} {width:.0%} of the width".replace("%", " %")
    if width >= WHOLE:
        return f"the {down or 'middle'} {height:.0%} of the height".replace("%", " %")
    where = " ".join(x for x in (down, across) if x) or "middle"
    return f"the {where} {width:.0%} × {height:.0%} of the picture".replace("%", " %")


def _third(low: float, high: float, names: tuple[str, str]) -> str:
    before, after = low, 1 - high
    if abs(before - after) < 0.08:
        return ""
    return names[0] if before < after else names[1]


def _added(query: Footage, compared: Footage, matrix: Affine, verdict: Verdict) -> Iterator[Edit]:
    """What the query shows beside the common picture: bars, or a larger picture around it."""
    inside = overlap((compared.width, compared.height), (query.width, query.height), inverted(matrix))
    if len(inside) < 3:
        return
    low, high = inside.min(axis=0) / (query.width, query.height), inside.max(axis=0) / (query.width, query.height)
    if (high - low >= WHOLE).all():
        return
    area = f"{float(high[0] - low[0]):.0%} × {float(high[1] - low[1]):.0%}".replace("%", " %")
    frame = _thumbnail(query, verdict)
    outside = _outside(frame, low, high) if frame is not None else np.zeros(0, np.uint8)
    if outside.size and float(outside.std()) < FLAT:
        colour = "black" if float(outside.mean()) < DARK else "plain"
        sides = "left and right" if high[1] - low[1] >= WHOLE else "above and below" if high[0] - low[0] >= WHOLE else "around"
        yield Edit(action="c2pa.edited", description=f"{colour} bars added {sides}; the picture fills {area}")
        return
    yield Edit(
        action="c2pa.placed", description=f"shown inside a larger picture, filling {area} of it (or the compared video is a crop)"
    )


def _outside(frame: npt.NDArray[np.uint8], low: Floats, high: Floats) -> npt.NDArray[np.uint8]:
    height, width = frame.shape[:2]
    mask = np.ones((height, width), np.bool_)
    x0, x1 = int(low[0] * width) - 2, int(np.ceil(high[0] * width)) + 2
    y0, y1 = int(low[1] * height) - 2, int(np.ceil(high[1] * height)) + 2
    mask[max(0, y0) : y1, max(0, x0) : x1] = False
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    return np.asarray(grey[mask], np.uint8)


def _thumbnail(footage: Footage, verdict: Verdict) -> npt.NDArray[np.uint8] | None:
    """The small colour picture of a keyframe of the query inside the segment."""
    when = verdict.segment.query
    inside = [k for k in footage.keyframes if when.start <= k.time < when.end] or list(footage.keyframes)
    return _decoded(inside[len(inside) // 2]) if inside else None


def _decoded(keyframe: KeyFrame) -> npt.NDArray[np.uint8] | None:
    picture = cv2.imdecode(np.frombuffer(keyframe.picture, np.uint8), cv2.IMREAD_COLOR)
    return None if picture is None else np.asarray(picture, np.uint8)


def _aligned(
    query: Footage, compared: Footage, matrix: Affine, verdict: Verdict
) -> Iterator[tuple[Floats, Floats, npt.NDArray[np.bool_]]]:
    """Pairs of small colour pictures of one moment, the compared one laid over the query; and where it covers it."""
    for here, there in zip(verdict.finding.placement.times, verdict.finding.placement.counts, strict=False):
        del there
        a = next((k for k in query.keyframes if k.time == here[0]), None)
        b = next((k for k in compared.keyframes if k.time == here[1]), None)
        first, second = (None if k is None else _decoded(k) for k in (a, b))
        if first is None or second is None:
            continue
        to_query = np.diag([first.shape[1] / query.width, first.shape[0] / query.height])
        from_compared = np.diag([compared.width / second.shape[1], compared.height / second.shape[0], 1.0])
        back = np.vstack([inverted(matrix), [0, 0, 1]])
        warp = (to_query @ back[:2]) @ from_compared
        size = (first.shape[1], first.shape[0])
        mask = cv2.warpAffine(np.full(second.shape[:2], 255, np.uint8), warp, size) > 250
        yield first.astype(np.float32), cv2.warpAffine(second, warp, size, flags=cv2.INTER_AREA).astype(np.float32), mask


def _overlays(query: Footage, compared: Footage, matrix: Affine, verdict: Verdict) -> Iterator[Edit]:
    """Where the query differs from the compared picture in every aligned keyframe: captions, logos, stickers."""
    maps: list[Floats] = []
    masks: list[npt.NDArray[np.bool_]] = []
    for first, second, mask in _aligned(query, compared, matrix, verdict):
        if mask.mean() < 0.05 or (maps and maps[0].shape != mask.shape):
            continue
        a, b = (
            cv2.GaussianBlur(cv2.cvtColor(x.astype(np.uint8), cv2.COLOR_BGR2GRAY), (0, 0), 2).astype(np.float32)
            for x in (first, second)
        )
        gain = float(a[mask].std() / (b[mask].std() + 1e-3))
        fitted = (b - np.median(b[mask])) * gain + np.median(a[mask])
        maps.append(np.asarray(np.abs(a - fitted) / (float(a[mask].std()) + 8.0), np.float32))
        masks.append(mask)
        if len(maps) == 5:
            break
    if len(maps) < 2:
        return
    different = (np.min(maps, axis=0) > 0.75) & np.all(masks, axis=0)
    opened = cv2.morphologyEx(different.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(opened)
    for left, top, width, height, area in sorted(boxes[1:count].tolist(), key=lambda b: -b[4])[:2]:
        if area < 0.008 * different.size:
            continue
        shape = np.array(different.shape[::-1], np.float32)
        low, high = np.array([left, top], np.float32) / shape, np.array([left + width, top + height], np.float32) / shape
        kind = "a band or caption" if width > 2.5 * height else "a picture, logo or sticker"
        yield Edit(action="c2pa.placed", description=f"{kind} laid over {_part(low, high)}")


def _colour(query: Footage, compared: Footage, verdict: Verdict) -> Iterator[Edit]:
    here, there = verdict.segment.query, verdict.segment.compared
    a = _saturation([k for k in query.keyframes if here.start <= k.time < here.end])
    b = _saturation([k for k in compared.keyframes if there.start <= k.time < there.end])
    if a is not None and b is not None and a < GREY and b > COLOURED:
        yield Edit(action="c2pa.adjustedColor", description="turned to greyscale")


def _saturation(keyframes: list[KeyFrame]) -> float | None:
    pictures = [p for k in keyframes[:5] if (p := _decoded(k)) is not None]
    spread = [float((p.max(axis=2).astype(np.int16) - p.min(axis=2)).mean()) for p in pictures]
    return float(np.median(spread)) if spread else None


def _time(compared: Footage, verdict: Verdict) -> Iterator[Edit]:
    line, segment = verdict.finding.line, verdict.segment
    if line is not None and abs(line.rate - 1) > SAME_RATE:
        word = "sped up" if line.rate > 1 else "slowed down"
        yield Edit(action="c2pa.changedSpeed", description=f"{word} {line.rate:.2f}×")
    if segment.compared.length < compared.duration * 0.96 and compared.duration - segment.compared.length > 0.4:
        start, end, whole = (_clock(float(x)) for x in (segment.compared.start, segment.compared.end, compared.duration))
        yield Edit(action="c2pa.trimmed", description=f"an excerpt: {start}–{end} of {whole}")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:04.1f}"


def _size(query: Footage, compared: Footage) -> Iterator[Edit]:
    if (query.width, query.height) != (compared.width, compared.height):
        yield Edit(
            action="c2pa.resized",
            description=f"from {compared.width}×{compared.height} to {query.width}×{query.height} pixels",
        )
