"""Words cut to lines for drawings, where the reader's own typeface decides how wide they become."""

import unicodedata

from provenance.exporters.text import shortened, visible

__all__ = ["cells", "wrapped"]

WIDTH_IN_CELLS = 24
LINES = 2


def cells(text: str) -> float:
    """Rough width in a sans-serif face, in units of a small Latin letter; on the safe side, as the face is the reader's."""
    return sum(_cell(character) for character in text)


def _cell(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WFA" or character in "mwMW@%⟦⟧—…":
        return 1.8
    return 1.3 if character.isupper() or not character.isascii() else 1.1 if character.isdigit() else 1.0


def wrapped(text: str, *, width: int = WIDTH_IN_CELLS, lines: int = LINES) -> tuple[str, ...]:
    """``text`` broken into at most ``lines`` lines of ``width`` cells, at spaces where there are any; cut with ``…``."""
    result = [""]
    for word in visible(shortened(text, width * lines * 2)).split(" "):
        for part in _parts(word, width):
            joined = f"{result[-1]} {part}".strip()
            if cells(joined) <= width:
                result[-1] = joined
            else:
                result.append(part)
    kept = [line for line in result if line][:lines]
    if len([line for line in result if line]) > lines:
        kept[-1] = _parts(kept[-1], width - 2)[0].rstrip() + "…"
    return tuple(kept)


def _parts(word: str, width: int) -> list[str]:
    """A word that is wider than a line, in pieces that fit."""
    pieces, room = [""], float(width)
    for character in word:
        room -= _cell(character)
        if room < 0:
            pieces.append("")
            room = width - _cell(character)
        pieces[-1] += character
    return pieces
