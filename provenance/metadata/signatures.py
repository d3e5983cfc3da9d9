"""Marks that platforms and programs leave in the files that they write: small rows of data, each with what it rests on.

A signature says "consistent with", never more: marks are copied, removed and imitated, and platforms change them without
telling. No mark says nothing either. What each row rests on is in ``docs/metadata.md``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from provenance.model import Probe, StatedKind, Tag

__all__ = ["SIGNATURES", "Basis", "Sign", "Signature", "missing", "signs"]


class Basis(StrEnum):
    """How a signature is known."""

    MADE_HERE = "files made here with that program"
    SOURCE = "the program's published source"
    REPORTED = "published descriptions of such files; no such file was at hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One mark."""

    name: str
    """Whose: ``WhatsApp``, ``FFmpeg``…"""
    platform: bool
    """A platform that strips and codes again, or a program that anybody may use."""
    mark: str
    """In words."""
    basis: Basis
    weak: bool = False
    """Anybody may give a file this mark by accident (a file's name)."""
    atoms: tuple[str, ...] = ()
    """Outermost atoms that must all be there."""
    tag: tuple[str, str] = ("", "")
    """Patterns of a tag's key and value."""
    filename: str = ""
    """Pattern of the whole name, without regard to case."""


SIGNATURES = (
    Signature(
        name="WhatsApp", platform=True, mark="an atom “beam” between ftyp and moov", atoms=("ftyp", "beam"), basis=Basis.REPORTED
    ),
    Signature(
        name="WhatsApp",
        platform=True,
        mark="a file name such as VID-20240131-WA0001",
        filename=r"(?:img|vid|aud|ptt|stk|doc)-\d{8}-wa\d{4,}\..*|whatsapp (?:video|image|audio|ptt) \d{4}-\d\d-\d\d at .*",
        basis=Basis.REPORTED,
        weak=True,
    ),
    Signature(
        name="Telegram",
        platform=True,
        mark="a file name such as video_2024-01-31_10-00-00",
        filename=r"(?:video|photo|audio)(?:_\d+@\d\d-\d\d-\d{4}|_\d{4}-\d\d-\d\d)_\d\d-\d\d-\d\d.*",
        basis=Basis.REPORTED,
        weak=True,
    ),
    Signature(
        name="X (Twitter)",
        platform=True,
        mark="handler “Twitter-vork muxer”",
        tag=(r"handler_name", r"twitter-vork muxer"),
        basis=Basis.REPORTED,
    ),
    Signature(
        name="YouTube or another service of Google",
        platform=True,
        mark="handler “ISO Media file produced by Google”",
        tag=(r"handler_name", r"iso media file produced by google.*"),
        basis=Basis.REPORTED,
    ),
    Signature(
        name="Facebook or Instagram",
        platform=True,
        mark="IPTC special instructions that begin with FBMD",
        tag=(r"specialinstructions", r"fbmd[0-9a-f]+"),
        basis=Basis.REPORTED,
    ),
    Signature(
        name="TikTok or Douyin",
        platform=True,
        mark="a comment “vid:v…”, the number of the post's video",
        tag=(r"comment|©cmt", r"vid:v[0-9a-z]{20,}"),
        basis=Basis.REPORTED,
    ),
    Signature(
        name="ByteDance (TikTok, CapCut)",
        platform=True,
        mark="keys of ByteDance's editors",
        tag=(
            r"aigc_info|com\.bytedance\..*|information|com\.(?:android|apple\.quicktime)\.information|©inf",
            r".*(?:bytedance|aigc_label).*",
        ),
        basis=Basis.REPORTED,
    ),
    Signature(
        name="FFmpeg’s libraries, which most platforms and many programs use",
        platform=False,
        mark="written by Lavf",
        tag=(r"encoder|©too|writing_app|muxing_app", r"lav[fc]\d.*"),
        basis=Basis.MADE_HERE,
    ),
    Signature(
        name="x264 or x265, which most platforms and many programs use",
        platform=False,
        mark="the coder's words in the stream",
        tag=(r"text", r"x26[45] .*"),
        basis=Basis.MADE_HERE,
    ),
    Signature(
        name="Android’s MediaMuxer, as phones and apps on phones use it (Telegram's app among them)",
        platform=False,
        mark="handlers “VideoHandle” and “SoundHandle”",
        tag=(r"handler_name", r"videohandle|soundhandle"),
        basis=Basis.SOURCE,
    ),
    Signature(
        name="Apple’s Core Media (iPhone, iPad, Mac)",
        platform=False,
        mark="handler “Core Media”",
        tag=(r"handler_name", r"core media (?:video|audio|metadata|data handler)"),
        basis=Basis.REPORTED,
    ),
    Signature(
        name="HandBrake",
        platform=False,
        mark="named as writer",
        tag=(r"encoder|©too|©swr|text", r"handbrake .*"),
        basis=Basis.REPORTED,
    ),
    Signature(
        name="GPAC (MP4Box)",
        platform=False,
        mark="named as writer",
        tag=(r"handler_name|text|encoder", r".*gpac.*"),
        basis=Basis.REPORTED,
    ),
    Signature(
        name="Bento4",
        platform=False,
        mark="named as writer",
        tag=(r"handler_name|text|encoder", r"bento4 .*"),
        basis=Basis.REPORTED,
    ),
    Signature(
        name="Adobe’s editors",
        platform=False,
        mark="named as writer",
        tag=(r"xmp:creatortool|.*stevt:softwareagent|software|image software|©too", r"adobe .*"),
        basis=Basis.REPORTED,
    ),
)
"""Ordered as they are told: platforms first. Names may recur: one row is one mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A signature that was found, with the words that it was found by."""

    signature: Signature
    found: str


def signs(probe: Probe, name: str = "") -> tuple[Sign, ...]:
    """Every signature in ``probe``, or in the file's ``name``."""
    tags = [*probe.tags, *(Tag(source=s.source, key=s.key, value=s.text) for s in probe.stated if s.key == "text")]
    return tuple(Sign(signature=row, found=found) for row in SIGNATURES if (found := _found(row, probe, tags, name)))


def _found(row: Signature, probe: Probe, tags: list[Tag], name: str) -> str:
    if row.atoms and all(atom in probe.layout for atom in row.atoms):
        return "atoms " + " ".join(probe.layout)
    if row.filename and re.fullmatch(row.filename, name, re.IGNORECASE):
        return f"named {name}"
    key, value = row.tag
    found = (tag for tag in tags if key and _whole(key, tag.key) and _whole(value, tag.value))
    return next((f"{tag.source}: {tag.key}={tag.value[:120]}" for tag in found), "")


def _whole(pattern: str, text: str) -> bool:
    return bool(re.fullmatch(pattern, text[:400], re.IGNORECASE | re.DOTALL))


MISSING: tuple[tuple[str, Callable[[Probe], bool]], ...] = (
    ("time of capture", lambda probe: any(each.kind is StatedKind.CAPTURED for each in probe.stated)),
    ("place", lambda probe: probe.location is not None),
    ("camera", lambda probe: probe.device is not None),
)


def missing(probe: Probe) -> tuple[str, ...]:
    """What a camera usually writes and this file does not have."""
    return tuple(name for name, there in MISSING if not there(probe))
