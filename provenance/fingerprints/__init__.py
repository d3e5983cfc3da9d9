"""Pixels to fingerprints: perceptual values that survive editing. Pure; the registry is :data:`FINGERPRINTERS`."""

from provenance.fingerprints.interface import Fingerprinter
from provenance.fingerprints.pdq import PDQ
from provenance.fingerprints.phash import DHASH, PHASH

__all__ = ["FINGERPRINTERS", "by_name"]

FINGERPRINTERS: tuple[Fingerprinter, ...] = (PHASH, DHASH, PDQ)
"""Every fingerprint of a keyframe, in the order shown."""


def by_name(name: str) -> Fingerprinter:
    """The fingerprinter called ``name``.

    Raises:
        KeyError: there is none.
    """
    return next(iter(f for f in FINGERPRINTERS if f.name == name), None) or _unknown(name)


def _unknown(name: str) -> Fingerprinter:
    raise KeyError(f"expected one of {', '.join(f.name for f in FINGERPRINTERS)}, got {name!r}")
