"""Colours lost, or brightness, contrast and tint changed."""

from collections.abc import Iterator

import numpy as np

from provenance.fingerprints.interface import Footage
from provenance.matching.edits_pictures import UNSURE, Aligned, Floats, pictures
from provenance.matching.verdict import Verdict
from provenance.model import Edit

__all__ = ["colours"]

GREY, COLOURED = 5.0, 12.0
"""Mean spread of a pixel's channels (0–255) in a grey and in a coloured picture."""
CHANGED = 7.0
"""Grey levels, on the median pixel, from which colours count as changed: coding and players do not shift them as far."""


def colours(query: Footage, compared: Footage, verdict: Verdict, seen: Aligned | None) -> Iterator[Edit]:
    """The desaturated side; else, whether colours differ (which side was changed cannot be told)."""
    if seen is not None:
        here, there = (_spread(side[:, seen.common]) for side in (seen.query, seen.compared))
    else:
        here, there = (
            _spread(pictures(f, s).reshape(1, -1, 3))
            for f, s in ((query, verdict.segment.query), (compared, verdict.segment.compared))
        )
    if here < GREY and there > COLOURED:
        yield Edit(action="c2pa.adjustedColor", description="turned to greyscale", on_query=True)
    elif there < GREY and here > COLOURED:
        words = "the compared footage was turned to greyscale"
        yield Edit(action="c2pa.adjustedColor", description=words, on_query=False)
    elif seen is not None and seen.noise < UNSURE and _shift(seen) > CHANGED:
        yield Edit(action="c2pa.filtered", description="brightness, contrast or colours changed")


def _spread(pixels: Floats) -> float:
    """Mean over … × 3 of the distance between a pixel's strongest and weakest channel; not a number where there is none."""
    return float((pixels.max(axis=-1) - pixels.min(axis=-1)).mean()) if pixels.size else float("nan")


def _shift(seen: Aligned) -> float:
    """How far the fit of colours moved the compared picture: median over pixels and moments of the strongest channel."""
    moved = np.abs(seen.fitted - seen.compared)[:, seen.common]
    return float(np.median(moved.max(axis=-1)))
