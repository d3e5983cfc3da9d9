"""A list of web addresses, whatever it was written in: each row is an address, or says why it is none."""

import re
from dataclasses import dataclass

__all__ = ["AddressList", "Listed", "addresses_in"]

_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^\x00-\x1f\x7f]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}»”’*_"
_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One row, or one address of a row that holds several."""

    where: str
    """For people: ``row 17``, ``line 3``, ``entry 2``."""
    address: str = ""
    """Empty where the row holds none."""
    problem: str = ""
    """What was expected and found there, where it holds none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressList:
    """What a file or a feed lists."""

    rows: tuple[Listed, ...]
    how: str
    """How it was read, for people: ``CSV, column 2 ("link")``."""
    lists: tuple[str, ...] = ()
    """Further lists that it names (a sitemap index)."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Each address once, in its order."""
        return tuple(dict.fromkeys(row.address for row in self.rows if row.address))


def addresses_in(text: str) -> tuple[str, ...]:
    """Every http or https address in ``text``; punctuation of the sentence around it is not part of it."""
    return tuple(_trimmed(found[0]) for found in _ADDRESS.finditer(text) if len(found[0]) > len("https://"))


def _trimmed(address: str) -> str:
    while address and address[-1] in _TRAILING and not (address[-1] == ")" and address.count("(") >= address.count(")")):
        address = address[:-1]
    return address


def listed(where: str, text: str) -> tuple[Listed, ...]:
    """A row that should hold an address; one that is nothing else is taken as it stands."""
    whole = _ADDRESS.fullmatch(text.strip())
    found = (whole[0],) if whole else addresses_in(text)
    if found:
        return tuple(Listed(where=where, address=address) for address in found)
    shown = " ".join(text.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    got = f"{shown!r}" if shown else "an empty cell"
    return (Listed(where=where, problem=f"expected an address beginning with http:// or https://, got {got}"),)
