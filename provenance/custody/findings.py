"""What a check of custody finds: each thing named by file, line and record."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.custody.seal import Seal
from provenance.model import Digest, Instant

__all__ = ["Block", "Finding", "FindingKind", "Pending", "Proof", "Stamp", "Verdict", "Verification"]


class FindingKind(StrEnum):
    """What is wrong."""

    ALTERED = "altered"
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    TRUNCATED = "truncated"
    REORDERED = "reordered"
    OTHER_KEY = "other-key"


class Verdict(StrEnum):
    """The whole check in one word."""

    VERIFIED = "verified"
    PENDING = "pending"
    """Nothing is wrong as far as it is sealed; something after the last seal is not sealed yet."""
    ALTERED = "altered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as the log and the seal say."""

    kind: FindingKind
    file: str
    """From the case's folder."""
    line: int | None = None
    """Of the custody log, from 1."""
    record: str = ""
    """Table and primary key; empty where it is about a file."""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """Something that a run which was interrupted leaves, and the next run finishes."""

    file: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A time-stamp over a seal."""

    file: str
    count: int
    """Lines of the log that it covers."""
    time: Instant
    authority: str
    trusted: bool
    """Whether its certificate leads to a root that the checker gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A Bitcoin block that a proof leads to."""

    height: int
    root: str
    """Its Merkle root as the proof has it, hexadecimal, in the order in which explorers print it."""
    time: Instant | None
    """What the block's header says, where the checker gave that header; ``None`` is *not checked*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An OpenTimestamps proof over a seal."""

    file: str
    count: int
    """Lines of the log that it covers."""
    blocks: tuple[Block, ...]
    calendars: tuple[str, ...]
    """Those that have only promised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The result of checking a case or a bundle."""

    lines: int
    seal: Seal | None
    """The newest, where its signature holds."""
    findings: tuple[Finding, ...]
    pending: tuple[Pending, ...]
    notes: tuple[str, ...]
    """What a reader should know and is no fault."""
    stamps: tuple[Stamp, ...] = ()
    proofs: tuple[Proof, ...] = ()
    keys: tuple[Digest, ...] = ()
    """Every key that has sealed the case, in order."""

    @property
    def verdict(self) -> Verdict:
        """See :class:`Verdict`."""
        if self.findings:
            return Verdict.ALTERED
        return Verdict.PENDING if self.pending else Verdict.VERIFIED
