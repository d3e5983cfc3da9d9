"""What an edit of pictures is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

__all__ = ["Drawn", "Edit", "Filter", "Frame", "Value", "even"]

Frame = npt.NDArray[np.uint8]
"""Height × width × 3, RGB."""
Value = float | int | str
Filter = Callable[[Frame, float], Frame]
"""One picture and how far into the copy it stands (0 at its start, 1 at its end) to the edited picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An edit whose parameters have been drawn."""

    params: Mapping[str, Value]
    filter: Filter


Edit = Callable[[Random], Drawn]
"""Draws the parameters of one kind of edit."""


def even(value: float) -> int:
    """The nearest even number of pixels, at least 2 (4:2:0 video has no odd sizes)."""
    return max(2, round(value / 2) * 2)
