"""Two or more files compared outside a case: what the commands ``match``, ``search`` and ``duplicates`` show."""

from dataclasses import dataclass
from fractions import Fraction

from provenance.model.chain import Derivation
from provenance.model.identity import Digest
from provenance.model.measured import Match, MatchRelation, Probe
from provenance.model.time import Instant, Timestamp

__all__ = [
    "AlignedPair",
    "Box",
    "Cluster",
    "ClusterMember",
    "Comparison",
    "Duplicates",
    "FootageFile",
    "FootageSearch",
    "PairComparison",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageFile:
    """One side of a comparison: a file at hand, or footage that a library remembers."""

    digest: Digest
    name: str
    """File name or title; hostile text."""
    where: str
    """Its path, or the library that knows it; hostile text."""
    duration: Fraction
    """Seconds; zero for a still picture."""
    width: int
    """Pixels, upright."""
    height: int
    size: int | None = None
    """Bytes; ``None`` where only fingerprints are at hand."""
    probe: Probe | None = None
    """What was measured from the file; ``None`` where only fingerprints are at hand."""
    warnings: tuple[str, ...] = ()
    """What was met when it was fingerprinted: damage, sound that is missing, blank frames left out."""

    @property
    def still(self) -> bool:
        """Whether it is one picture."""
        return not self.duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of a picture, in shares (0–1) of its sides."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedPair:
    """Two frames that show the same moment, for showing side by side."""

    times: tuple[Fraction, Fraction]
    """Seconds: query, compared."""
    pictures: tuple[bytes, bytes]
    """JPEGs: query, compared."""
    from_media: tuple[bool, bool]
    """Whether each was taken from the file itself (``False``: the small picture that the library keeps)."""
    differing: tuple[Box, ...] = ()
    """Parts of the query's picture that the compared one shows otherwise, once laid over it in its colours."""
    likeness: float | None = None
    """Correlation (−1…1) of the two where they overlap; ``None`` where that could not be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One match with the other side, the frames to look at, and who came from whom."""

    match: Match
    compared: FootageFile
    pairs: tuple[AlignedPair, ...] = ()
    derivation: Derivation | None = None
    """Which is the copy, or that nothing tells; ``None`` for the same scene and for the same bytes."""

    @property
    def same_footage(self) -> bool:
        """Whether it is the same recording."""
        return self.match.relation is MatchRelation.SAME_FOOTAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class PairComparison:
    """The answer about two files."""

    query: FootageFile
    compared: FootageFile
    found: tuple[Comparison, ...]
    """Surest first; empty where they have nothing in common."""
    program_version: str
    taken_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageSearch:
    """Where a clip was seen before."""

    query: FootageFile
    libraries: tuple[str, ...]
    found: tuple[Comparison, ...]
    """The same footage first, then the same scene, each surest first."""
    problems: tuple[str, ...]
    """What could not be searched, in words."""
    program_version: str
    taken_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterMember:
    """One content (by its bytes) of a cluster, with every place where it lies."""

    file: FootageFile
    paths: tuple[str, ...]
    """Files with exactly these bytes, the first first; empty for footage that only a library knows."""
    created: Timestamp | None = None
    """Earliest time of creation that the file states (its word, not a fact)."""
    link: Comparison | None = None
    """The match that ties it to the reference of its cluster, or to the member nearest to it; ``None`` for the reference."""
    tied_to: Digest | None = None
    """The other end of ``link``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Contents that show the same footage, each tied to the others by at least one match."""

    reference: Digest
    """The member that stands first: no copy of another by the evidence, then the longest, then the largest."""
    members: tuple[ClusterMember, ...]
    """The reference first."""
    earliest: Digest | None
    """The member with the earliest date it states; ``None`` where fewer than two state one."""
    longest: Digest | None
    """``None`` where all are of one length."""
    largest: Digest | None
    """Most pixels in its picture; ``None`` where all are alike."""
    matches: int
    """Pairs within it that were found to be the same footage."""
    earliest_known: Digest | None = None
    """The root of the forest over its members, where any direction in it is claimed."""
    derivations: tuple[Derivation, ...] = ()
    """The edges of that forest; empty where the cluster is too large for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """What of some folders is the same footage."""

    folders: tuple[str, ...]
    libraries: tuple[str, ...]
    files: int
    """Files that were read."""
    clusters: tuple[Cluster, ...]
    """The largest first."""
    scenes: tuple[tuple[FootageFile, Comparison], ...]
    """Pairs of the same scene at another moment: leads, no copies."""
    sounds: tuple[tuple[FootageFile, Comparison], ...] = ()
    """Pairs of one soundtrack, not of one cluster, whatever their pictures show: leads, no copies."""
    problems: tuple[str, ...]
    """Files that could not be read, and why."""
    program_version: str
    taken_at: Instant
