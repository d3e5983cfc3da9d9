"""The query against everything that is known: candidates, placements, motion, verdicts; ranked matches out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from typing import Protocol

import numpy as np

from provenance.errors import LibraryError
from provenance.fingerprints.interface import Footage
from provenance.matching import geometry
from provenance.matching.archive import fetched
from provenance.matching.candidates import Candidate, CandidateIndex
from provenance.matching.clip import Clip
from provenance.matching.comparing import Finding, by_orientation, findings, placements
from provenance.matching.edits import edits
from provenance.matching.hashed import by_hashes, only_hashes
from provenance.matching.interface import Archive, Entry, FootageSource, MemorySource
from provenance.matching.sidebyside import side_by_side
from provenance.matching.sound import SoundLine
from provenance.matching.sound_findings import same_sound, with_sound
from provenance.matching.sound_index import SoundIndex
from provenance.matching.verdict import ALGORITHM, THRESHOLD, VERSION, Verdict, is_sure, judge
from provenance.model import Compared, Digest, Match, MatchRelation, Placement, Segment, TimeRange

__all__ = ["FootageIndex", "compare", "search"]

CLIPS = 48
"""Grey records kept in memory: some 2.5 MB for a minute of footage each."""
SHOWN = 5
"""Aligned moments of a match that are kept for showing."""


class Finder(Protocol):
    """Says which known videos, by position, are worth comparing."""

    def search(self, query: Footage) -> tuple[Candidate, ...]:
        """The most promising, best first."""
        ...


class FootageIndex:
    """Sources opened for searching: build once, search many times.

    Small ones are read whole and searched exactly. A large :class:`Archive` is asked for candidates, and what it holds around
    them is fetched for each query; ``compact`` says so of every archive (or of none), whatever its size.
    """

    def __init__(
        self,
        *sources: FootageSource,
        compact: bool | None = None,
        finder: Callable[[Sequence[Footage]], Finder] = CandidateIndex,
    ) -> None:
        found: dict[Digest, tuple[Compared, Footage]] = {}
        archives = [source for source in sources if isinstance(source, Archive)]
        self._archives = tuple(a for a in archives if (a.large if compact is None else compact))
        self._problems: list[str] = []
        for source in (s for s in sources if s not in self._archives):
            for entry in source.entries():
                if entry.digest in found:
                    continue
                try:
                    found[entry.digest] = _known(source, entry)
                except LibraryError as error:
                    self._problems.append(f"{source.label}: {entry.name}: left out: {error}")
        self._problems += [f"{a.label}: {problem}" for a in archives if a not in self._archives for problem in a.problems]
        self._known = tuple(found.values())
        self._position = {digest: i for i, digest in enumerate(found)}
        self._candidates = finder([footage for _, footage in self._known])
        self._sounds = SoundIndex([footage.sound for _, footage in self._known])
        self._clips: dict[int, Clip] = {}

    @property
    def problems(self) -> tuple[str, ...]:
        """Entries whose records turned out damaged; the rest is searched all the same."""
        return tuple(self._problems)

    def search(
        self, query: Footage, *, limit: int = 20, skip: frozenset[Digest] = frozenset(), tried: set[Digest] | None = None
    ) -> tuple[Match, ...]:
        """Matches of ``query``, surest first: the same footage, the same scene, the same sound; at most ``limit``.

        What is in ``skip`` is left alone; what was compared closely is added to ``tried``, whatever came of it.
        """
        with ThreadPoolExecutor(1) as beside:
            # Sounds are searched while pictures are compared.
            heard = beside.submit(self._sounds.search, query.sound)
            matches = self._seen(query, skip=skip, tried=tried)
        matches = self._with_sounds(query, matches, heard.result(), skip=skip)
        done = frozenset(m.compared.digest for m in matches) | skip
        for archive in self._archives:
            matches += [m for m in self._in_archive(query, archive, limit=limit, tried=tried) if m.compared.digest not in done]
            done = frozenset(m.compared.digest for m in matches) | skip
        order = (MatchRelation.SAME_FOOTAGE, MatchRelation.SAME_SCENE, MatchRelation.SAME_SOUND)
        return tuple(sorted(matches, key=lambda m: (order.index(m.relation), -m.score, m.compared.digest.value))[:limit])

    def _seen(self, query: Footage, *, skip: frozenset[Digest], tried: set[Digest] | None) -> list[Match]:
        """Matches among what is known whole, by equal bytes, pictures and another program's hashes."""
        matches = [*self._identical(query)]
        done = frozenset(m.compared.digest for m in matches) | skip
        for position, found in self._examined(query, skip=done):
            compared, footage = self._known[position]
            if tried is not None:
                tried.add(compared.digest)
            verdicts = [v for finding in found if (v := judge(finding, query=query, compared=footage)) is not None]
            if verdicts:
                verdicts.sort(key=lambda v: -v.probability)
                matches.append(_match(query, footage, compared, verdicts))
        return matches + self._by_hashes(query, skip=done)

    def examined(self, query: Footage) -> Iterator[tuple[Compared, Finding]]:
        """Every way in which ``query`` was laid over a known video, whatever came of it: what calibration learns from."""
        for position, found in self._examined(query):
            yield from ((self._known[position][0], finding) for finding in found)

    def _examined(self, query: Footage, *, skip: frozenset[Digest] = frozenset()) -> Iterator[tuple[int, list[Finding]]]:
        clip = Clip.of(query)
        by_video: dict[int, list[Candidate]] = {}
        for candidate in self._candidates.search(query):
            compared, footage = self._known[candidate.position]
            if compared.digest not in skip and not only_hashes(footage):
                by_video.setdefault(candidate.position, []).append(candidate)

        def looked_at(position: int) -> list[Finding] | LibraryError:
            try:
                return self._compared(query, clip, position, by_video[position])
            except LibraryError as error:
                return error

        for position, found in zip(by_video, side_by_side(looked_at, by_video), strict=True):
            if isinstance(found, LibraryError):
                compared = self._known[position][0]
                self._problems.append(f"{compared.library}: {compared.name}: left out: {found}")
            else:
                yield position, found

    def _by_hashes(self, query: Footage, *, skip: frozenset[Digest]) -> list[Match]:
        """Matches among what another program's hashes are all that is known of."""
        some = [(compared, footage) for compared, footage in self._known if only_hashes(footage) and compared.digest not in skip]
        found = (by_hashes(query, footage, compared) for compared, footage in some)
        return [match for match in found if match is not None]

    def _with_sounds(
        self, query: Footage, matches: list[Match], heard: Mapping[int, tuple[SoundLine, ...]], *, skip: frozenset[Digest]
    ) -> list[Match]:
        """``matches`` with what the soundtracks say of each, and those that are found by sound alone, in ``heard``."""
        positions = [self._position[match.compared.digest] for match in matches]
        out = [
            match
            if match.compared.digest == query.digest
            else with_sound(match, query, self._known[position][1], elsewhere=position in heard)
            for match, position in zip(matches, positions, strict=True)
        ]
        copies = {p for m, p in zip(matches, positions, strict=True) if m.relation is MatchRelation.SAME_FOOTAGE}
        alone = ((*self._known[position], lines) for position, lines in heard.items() if position not in copies)
        return out + [same_sound(query, known, footage, lines) for known, footage, lines in alone if known.digest not in skip]

    def _in_archive(self, query: Footage, archive: Archive, *, limit: int, tried: set[Digest] | None) -> list[Match]:
        """Matches among what ``archive`` proposes."""
        try:
            found = fetched(query, archive)
            entry = archive.entry(query.digest)
        except LibraryError as error:
            self._problems.append(f"{archive.label}: not searched: {error}")
            return []
        here = FootageIndex(found.source, finder=lambda _: found)
        matches = [m for m in here.search(query, limit=limit, tried=tried) if m.compared.digest != query.digest]
        told = [f"{archive.label}: {problem}" for problem in (*archive.problems, *found.problems)]
        self._problems += [p for p in (*told, *here.problems) if p not in self._problems]
        return [*([_byte_identical(query, entry.compared(library=archive.label))] if entry else []), *matches]

    def _identical(self, query: Footage) -> list[Match]:
        position = self._position.get(query.digest)
        return [] if position is None else [_byte_identical(query, self._known[position][0])]

    def _clip(self, position: int) -> Clip:
        """The grey record of a known video; the last few are kept."""
        clip = self._clips.get(position)
        if clip is None:
            clip = Clip.of(self._known[position][1])
            # Other threads do the same: one that is gone already, or made twice, is no harm.
            for oldest in list(self._clips)[: max(0, len(self._clips) - CLIPS + 1)]:
                self._clips.pop(oldest, None)
            self._clips[position] = clip
        return clip

    def _compared(self, query: Footage, clip: Clip, position: int, candidates: Sequence[Candidate]) -> list[Finding]:
        """One known video, laid over in every way that was proposed, until one is sure."""
        footage = self._known[position][1]
        out: list[Finding] = []
        for candidate in candidates:
            by_hash = candidate.orientation is not None
            if by_hash and any(is_sure(finding) for finding in out):
                continue
            found = _placements(query, footage, candidate)
            # Its grey record is unpacked only where there is something to lay over it: that costs more than all before.
            out += findings(clip, self._clip(position), found, by_hash=by_hash) if found else []
        return out


def search(
    query: Footage, *sources: FootageSource, limit: int = 20, progress: Callable[[float | None], None] | None = None
) -> tuple[Match, ...]:
    """Where ``query`` was seen before in ``sources``, ranked. For many queries build one :class:`FootageIndex`."""
    matches = FootageIndex(*sources).search(query, limit=limit)
    if progress:
        progress(None)
    return matches


def compare(a: Footage, b: Footage) -> tuple[Match, ...]:
    """Whether ``a`` shows footage of ``b``: no match, or one with its segments."""
    return FootageIndex(MemorySource.of([b])).search(a)


def _known(source: FootageSource, entry: Entry) -> tuple[Compared, Footage]:
    return entry.compared(library=source.label), source.footage(entry.digest)


def _placements(query: Footage, footage: Footage, candidate: Candidate) -> tuple[geometry.Placement, ...]:
    if candidate.orientation is not None:
        return (by_orientation(query, footage, candidate.frames, candidate.orientation),)
    return placements(query, footage, candidate.frames, mirror=candidate.mirror)


def _byte_identical(query: Footage, compared: Compared) -> Match:
    everything = TimeRange(start=Fraction(0), end=query.duration)
    times = tuple(k.time for k in query.keyframes[:: max(1, len(query.keyframes) // SHOWN)])[:SHOWN]
    return Match(
        query=query.digest,
        compared=compared,
        relation=MatchRelation.SAME_FOOTAGE,
        score=1.0,
        threshold=1.0,
        algorithm="sha256",
        version="1",
        probability=1.0,
        segments=(Segment(query=everything, compared=everything, placement=(1.0, 0.0, 0.0, 0.0, 1.0, 0.0)),),
        pairs=tuple((t, t) for t in times),
    )


def _match(query: Footage, footage: Footage, compared: Compared, verdicts: Sequence[Verdict]) -> Match:
    best = verdicts[0]
    agreeing = _apart([v for v in verdicts if v.relation is best.relation])
    same = best.relation is MatchRelation.SAME_FOOTAGE
    return Match(
        query=query.digest,
        compared=compared,
        relation=best.relation,
        score=round(best.probability, 6),
        threshold=THRESHOLD,
        probability=round(best.probability, 6),
        algorithm=ALGORITHM,
        version=VERSION,
        segments=tuple(replace(v.segment, placement=_placement(v, query, footage)) for v in agreeing),
        edits=edits(query, footage, best) if same else (),
        pairs=_pairs(best),
    )


def _placement(verdict: Verdict, query: Footage, compared: Footage) -> Placement:
    """The map of a verdict, from pixels to shares of the sides."""
    matrix = verdict.finding.placement.matrix
    shares = np.diag([1 / compared.width, 1 / compared.height]) @ matrix @ np.diag([query.width, query.height, 1.0])
    a, b, c, d, e, f = shares.ravel().tolist()
    return (a, b, c, d, e, f)


def _apart(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The best verdict, and those of other stretches of the query."""
    kept: list[Verdict] = []
    for verdict in verdicts:
        if all(_shared(verdict.segment.query, k.segment.query) <= 0.2 for k in kept):
            kept.append(verdict)
    return sorted(kept, key=lambda v: v.segment.query.start)


def _shared(a: TimeRange, b: TimeRange) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(0.0, float(common / min(a.length, b.length)))


def _pairs(verdict: Verdict) -> tuple[tuple[Fraction, Fraction], ...]:
    """Moments (query, compared), evenly along the segment, its very ends left out."""
    here, there = verdict.segment.query, verdict.segment.compared
    shares = [Fraction(round(float(x) * 1000), 1000) for x in np.linspace(0.1, 0.9, SHOWN)]
    return tuple((here.start + here.length * s, there.start + there.length * s) for s in shares)
