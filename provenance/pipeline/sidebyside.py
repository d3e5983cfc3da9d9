"""What of a match can be looked at: aligned frames, from the files themselves where they are at hand."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from provenance import __version__
from provenance.errors import MediaError, ProvenanceError
from provenance.fingerprints.interface import Footage, Picture
from provenance.matching import FootageSource
from provenance.matching.differing import closest, lay_over, turned_back
from provenance.media import probe, said
from provenance.media.sandbox import shared
from provenance.media.stills import jpeg, pixels_of, window
from provenance.model import (
    AlignedPair,
    Compared,
    Comparison,
    Derivation,
    DerivationRelation,
    FileRole,
    FootageFile,
    Instant,
    KeptFile,
    Match,
    MediaRecord,
    Probe,
    Segment,
    Snapshot,
)
from provenance.pipeline.sources import CaseFootage
from provenance.store.blobs import digest_of
from provenance.store.library import media_files

__all__ = ["LARGE", "MEDIUM", "SMALL", "Side", "compare", "derivation_of", "file_of", "known_side", "record_of"]

LARGE, MEDIUM, SMALL = 720, 480, 320
"""Pixels of the longer side of a frame on a page: of one pair, of a search, of many files."""
AROUND = Fraction(1, 4)
"""Seconds around the time that the line gives, in which the very frame is looked for."""
LONGEST = Fraction(3, 2)
"""The same for a still picture, at most."""
LOOKED_AT = 960
"""Pixels of the longer side at which frames are laid over each other."""
Frames = tuple[tuple[Fraction, Picture, bool], ...]
"""(time, picture, whether it is the file's own)."""
COPY = frozenset({DerivationRelation.WAS_DERIVED_FROM, DerivationRelation.ALTERNATE_OF})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Side:
    """One video of a match: what matching knows of it, and the file where that is at hand."""

    file: FootageFile
    footage: Footage
    path: Path | None = None

    def frames(self, time: Fraction, *, around: Fraction = Fraction(0)) -> Frames:
        """The frames around ``time``; of a file that is gone or damaged there, its nearest keyframe."""
        if self.path is not None:
            with contextlib.suppress(MediaError, OSError):
                found = shared().call(window, self.path, time, around=around, max_side=LOOKED_AT)
                return tuple((f.time, f.pixels, True) for f in found)
        near = min(self.footage.keyframes, key=lambda k: abs(k.time - time), default=None)
        pixels = shared().call(pixels_of, near.picture) if near else None
        return () if near is None or pixels is None else ((near.time, pixels, False),)


def known_side(source: FootageSource, match: Match, path: Path) -> Side:
    """The compared side of ``match``, found in ``source`` at ``path``; with its file where that lies there still.

    Raises:
        LibraryError: its record is damaged.
    """
    footage, compared = source.footage(match.compared.digest), match.compared
    file = _file_at_hand(source, compared, path)
    return Side(file=file_of(footage, name=compared.name, where=str(file or source.label), path=file), footage=footage, path=file)


def _file_at_hand(source: FootageSource, compared: Compared, path: Path) -> Path | None:
    """The file behind an entry of a case or a folder: of that name, and with those bytes."""
    if isinstance(source, CaseFootage):
        return source.case.media.find(compared.digest)
    if not path.is_dir():
        return None
    named = (p for p in media_files(path) if _letters(p.name) == _letters(compared.name))
    return next((p for p in named if digest_of(p) == compared.digest), None)


def _letters(name: str) -> str:
    """What a library keeps of a name: control characters become spaces there."""
    return "".join(c for c in name if c.isprintable() and not c.isspace())


def file_of(footage: Footage, *, name: str, where: str, path: Path | None = None) -> FootageFile:
    """What is shown of one side; probed where ``path`` is at hand and can be."""
    size: int | None = None
    measured: Probe | None = None
    if path is not None:
        with contextlib.suppress(ProvenanceError, OSError):
            size = path.stat().st_size
            measured = shared().call(probe.probe, path, digest=footage.digest)
    return FootageFile(
        digest=footage.digest,
        name=name,
        where=where,
        duration=footage.duration,
        width=footage.width,
        height=footage.height,
        size=size,
        probe=measured,
        warnings=footage.warnings,
    )


def compare(match: Match, query: Side, compared: Side, *, most: int, max_side: int, at: Instant) -> Comparison:
    """``match`` with what tells the copy, and at most ``most`` (0 or more) pairs of frames of at most ``max_side`` pixels."""
    still = query.file.still or compared.file.still
    moments = _middle(match)[:most] if still else _spread(match.pairs, most)
    pairs = (_pair(match, times, query, compared, max_side) for times in moments)
    return Comparison(
        match=match,
        compared=compared.file,
        pairs=tuple(pair for pair in pairs if pair is not None),
        derivation=derivation_of(match, query.file, compared.file, at=at),
    )


def derivation_of(match: Match, query: FootageFile, compared: FootageFile, *, at: Instant) -> Derivation | None:
    """Who came from whom, by the edits and by what the two files say of themselves."""
    from provenance.chain.derivations import derive  # noqa: PLC0415 - where nothing was found, it need not be loaded

    files = (query, compared)
    media = {file.digest: record_of(file) for file in files if file.probe}
    claims = tuple(claim for file in files if file.probe for claim in said.by_file(file.probe))
    snapshot = Snapshot(
        case="", taken_at=at, program_version=__version__, media=tuple(media.values()), claims=claims, matches=(match,)
    )
    return next((edge for edge in derive(snapshot) if edge.relation in COPY), None)


def record_of(file: FootageFile) -> MediaRecord:
    """``file`` as a record of a case."""
    kept = KeptFile(digest=file.digest, role=FileRole.MEDIA, size=file.size or 0, name=file.name, suffix="")
    return MediaRecord(file=kept, references=(), probe=file.probe)


def _middle(match: Match) -> tuple[tuple[Fraction, Fraction], ...]:
    """Of a still picture there is one moment: somewhere in the stretch that looks like it."""
    return tuple(((s.query.start + s.query.end) / 2, (s.compared.start + s.compared.end) / 2) for s in match.segments[:1])


def _spread(pairs: Sequence[tuple[Fraction, Fraction]], most: int) -> Sequence[tuple[Fraction, Fraction]]:
    """At most ``most`` of them, evenly; for one, the middle one."""
    if len(pairs) <= most or most < 1:
        return pairs[:most]
    if most == 1:
        return pairs[len(pairs) // 2 : len(pairs) // 2 + 1]
    return [pairs[round(i * (len(pairs) - 1) / (most - 1))] for i in range(most)]


def _pair(match: Match, times: tuple[Fraction, Fraction], query: Side, compared: Side, max_side: int) -> AlignedPair | None:
    """The frames nearest to ``times`` that show one moment: the side with the file at hand gives way to the other."""
    a, b = times
    segment = _segment(match, a)
    around = _around(segment, query, compared)
    exact = match.threshold >= 1 and query.file.digest == compared.file.digest
    if compared.path is not None or query.path is None:
        here = query.frames(a)
        then = b + ((here[0][0] - a) * _rate(segment) if here else 0)
        there = compared.frames(max(Fraction(0), then), around=Fraction(0) if exact else around)
    else:
        there = compared.frames(b)
        then = a + ((there[0][0] - b) / _rate(segment) if there else 0)
        here = query.frames(max(Fraction(0), then), around=around)
    return _chosen(here, there, segment, max_side) if here and there else None


def _around(segment: Segment | None, query: Side, compared: Side) -> Fraction:
    """How far from the time that is known the very frame may be: for a still picture anywhere in the stretch."""
    if segment is None or not (query.file.still or compared.file.still):
        return AROUND
    return min(LONGEST, max(AROUND, (segment.compared if query.file.still else segment.query).length / 2))


def _chosen(here: Frames, there: Frames, segment: Segment | None, max_side: int) -> AlignedPair:
    placement = segment.placement if segment else None
    back = turned_back(placement) if placement else None
    i, j = len(here) // 2, len(there) // 2
    if placement and back:
        i = closest(there[j][1], [f[1] for f in here], back) if len(here) > 1 else i
        j = closest(here[i][1], [f[1] for f in there], placement) if len(there) > 1 else j
    (first, one, own), (second, other, theirs) = here[i], there[j]
    laid = lay_over(one, other, placement) if placement else None
    return AlignedPair(
        times=(first, second),
        pictures=(jpeg(one, max_side=max_side), jpeg(other, max_side=max_side)),
        from_media=(own, theirs),
        differing=laid.differing if laid else (),
        likeness=laid.likeness if laid else None,
    )


def _segment(match: Match, time: Fraction) -> Segment | None:
    inside = [s for s in match.segments if s.query.start <= time <= s.query.end]
    return next(iter(inside or match.segments), None)


def _rate(segment: Segment | None) -> Fraction:
    """Seconds of the compared video in one of the query's."""
    if segment is None or not segment.query.length or not segment.compared.length:
        return Fraction(1)
    return segment.compared.length / segment.query.length
