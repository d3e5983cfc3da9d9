"""Words for a part of a picture."""

import numpy as np
import numpy.typing as npt

__all__ = ["WHOLE", "part", "percent", "where"]

Shares = npt.NDArray[np.floating]
"""(x, y), shares 0–1 of a picture's width and height."""

WHOLE = 0.965
"""Share of a side from which nothing is said to be cut off or added."""
EVEN = 0.08
"""Difference of the two margins up to which a part lies in the middle."""


def part(low: Shares, high: Shares) -> str:
    """As "the left 70 % of the width", "the top right 50 % × 60 % of the picture"."""
    width, height = (high - low).tolist()
    across, down = where(low, high)
    if height >= WHOLE:
        return f"the {across or 'middle'} {percent(width)} of the width"
    if width >= WHOLE:
        return f"the {down or 'middle'} {percent(height)} of the height"
    place = " ".join(x for x in (down, across) if x) or "middle"
    return f"the {place} {percent(width)} × {percent(height)} of the picture"


def where(low: Shares, high: Shares) -> tuple[str, str]:
    """Across and down: "left", "right" or ""; "top", "bottom" or ""."""
    return _third(float(low[0]), float(high[0]), ("left", "right")), _third(float(low[1]), float(high[1]), ("top", "bottom"))


def percent(share: float) -> str:
    """0.76 as "76 %"."""
    return f"{min(1.0, share):.0%}".replace("%", " %")


def _third(low: float, high: float, names: tuple[str, str]) -> str:
    before, after = low, 1 - high
    if abs(before - after) < EVEN:
        return ""
    return names[0] if before < after else names[1]
