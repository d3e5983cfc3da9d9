"""Each stage of the footage engine alone, on any labelled folder: what it keeps of the true pairs, and what else it lets through.

python -m bench.footage_stages --refs DIR --queries DIR --truth F.csv [--docs]

A stage can be no better than the one before it lets it be, but is measured on all true pairs here, so that it is seen where a
pair gets lost. The folders may be those of ``bench.footage_edits`` or of ``../shared/bench/footage``.
"""

import argparse
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.footagescores import Box, Pair, Truth, read_truth
from bench.kept import measured
from bench.tables import DOCS, markdown, write_between
from provenance.fingerprints.interface import Fingerprinter, Footage
from provenance.fingerprints.pdq import PDQ, orientations
from provenance.fingerprints.phash import PHASH
from provenance.matching.candidates import Candidate, CandidateIndex
from provenance.matching.clip import Clip
from provenance.matching.comparing import Finding, by_orientation, findings, placements
from provenance.matching.verdict import judge
from provenance.model import MatchRelation
from provenance.store.library import media_files

__all__ = ["Measured", "Stage", "keyframes", "main", "near", "stages"]

HEADER = ("stage", "true pairs", "other pairs", "what counts")
NEAR = 0.2
"""Seconds between the moments that two keyframes show."""
ON_LINE = 0.5
"""Seconds by which a line may miss the true one in the middle of a segment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Both sides, by file name, and what is true of them."""

    queries: Mapping[str, Footage]
    refs: Mapping[str, Footage]
    truth: Truth

    def true_pairs(self) -> list[tuple[Pair, tuple[Box, ...]]]:
        """The true pairs whose files could be read."""
        return [(pair, boxes) for pair, boxes in self.truth.pairs.items() if pair[0] in self.queries and pair[1] in self.refs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One line of the table."""

    name: str
    kept: float
    """Share of the true pairs."""
    others: float | None
    """Other pairs let through for each query."""
    meaning: str

    def cells(self) -> tuple[str, ...]:
        """For the table."""
        return self.name, f"{self.kept:.3f}", "" if self.others is None else f"{self.others:.2f} a query", self.meaning


def stages(measured: Measured) -> list[Stage]:
    """All stages, cheapest first."""
    return [*keyframes(measured), *hashes(measured), *closer(measured)]


def keyframes(measured: Measured) -> list[Stage]:
    """Do both sides choose the same moments?"""
    shares = []
    for (query, ref), boxes in measured.true_pairs():
        there = np.array([float(k.time) for k in measured.refs[ref].keyframes])
        asked = [_there(float(k.time), box) for k in measured.queries[query].keyframes for box in boxes if _inside(k.time, box)]
        shares.append([bool(len(there)) and float(np.abs(there - at).min()) <= NEAR for at in asked])
    every = [hit for pair in shares for hit in pair]
    return [
        Stage(
            name="keyframes",
            kept=_mean(every),
            others=None,
            meaning=f"keyframes of the copy, one of the original within {NEAR} s",
        ),
        Stage(name="", kept=_mean(any(pair) for pair in shares), others=None, meaning="pairs with at least one such keyframe"),
    ]


def _inside(time: object, box: Box) -> bool:
    return box.query[0] <= float(time) <= box.query[1]  # type: ignore[arg-type] # a Fraction


def _there(time: float, box: Box) -> float:
    """The moment of the original that the copy shows at ``time``."""
    share = (time - box.query[0]) / (box.query[1] - box.query[0])
    return box.ref[0] + share * (box.ref[1] - box.ref[0])


Bits = npt.NDArray[np.uint8]


def _values(footage: Footage, algorithm: str, quality: int) -> Bits:
    found = [p.value for k in footage.keyframes if (p := k.value(algorithm)) and p.quality >= quality]
    return np.stack([np.frombuffer(value, np.uint8) for value in found]) if found else np.zeros((0, 1), np.uint8)


def _turned(rows: Bits) -> Bits:
    return np.concatenate([orientations(row.tobytes()) for row in rows]) if len(rows) else rows


def near(here: Bits, there: Bits, limit: int) -> bool:
    """Whether any two rows of packed bits differ by at most ``limit``."""
    if not len(here) or not len(there):
        return False
    return bool(np.bitwise_count(here[:, None] ^ there[None]).sum(axis=2, dtype=np.int32).min() <= limit)


def hashes(measured: Measured) -> list[Stage]:
    """Global hashes of keyframes: is there any pair of them as near as their threshold?"""
    plain: Callable[[Bits], Bits] = lambda rows: rows  # noqa: E731
    return [
        _hash(measured, "PDQ", PDQ, quality=50, turned=plain),
        _hash(measured, "PDQ, 8 orientations", PDQ, quality=50, turned=_turned),
        _hash(measured, "PDQ, 8 orientations, wide", replace(PDQ, threshold=2 * PDQ.threshold), quality=20, turned=_turned),
        _hash(measured, "pHash", PHASH, quality=30, turned=plain),
    ]


def _hash(measured: Measured, name: str, kind: Fingerprinter, *, quality: int, turned: Callable[[Bits], Bits]) -> Stage:
    algorithm, limit = kind.name, kind.threshold
    refs = {ref: _values(footage, algorithm, quality) for ref, footage in measured.refs.items()}
    asked = {query: turned(_values(footage, algorithm, quality)) for query, footage in measured.queries.items()}
    found = {(query, ref) for query, here in asked.items() for ref, there in refs.items() if near(here, there, limit)}
    return _stage(measured, f"hash: {name}", found, f"two keyframes within {limit} bits, quality {quality} or better")


def closer(measured: Measured) -> list[Stage]:
    """Candidates, their placements, the line through time, the verdict."""
    names = tuple(measured.refs)
    index, clips = CandidateIndex(list(measured.refs.values())), {name: Clip.of(f) for name, f in measured.refs.items()}
    proposed: set[Pair] = set()
    placed: set[Pair] = set()
    lined: set[Pair] = set()
    judged: dict[MatchRelation, set[Pair]] = {relation: set() for relation in MatchRelation}
    for query, footage in measured.queries.items():
        clip = Clip.of(footage)
        for candidate in index.search(footage):
            pair = query, names[candidate.position]
            proposed.add(pair)
            other = measured.refs[pair[1]]
            for finding in _found(footage, clip, other, clips[pair[1]], candidate):
                if not finding.by_hash:
                    placed.add(pair)
                if _on_line(finding, measured.truth.pairs.get(pair, ())):
                    lined.add(pair)
                verdict = judge(finding, query=footage, compared=other)
                if verdict is not None:
                    judged[verdict.relation].add(pair)
    same = judged[MatchRelation.SAME_FOOTAGE]
    return [
        _stage(measured, "candidates", proposed, "the original is among the candidates"),
        _stage(measured, "placement", placed, "local features agree on where one picture lies in the other"),
        _stage(measured, "line", lined, f"the line through time runs within {ON_LINE} s of the true one", others=False),
        _stage(measured, "verdict: same footage", same, "said of some placement"),
        _stage(measured, "verdict: same scene only", judged[MatchRelation.SAME_SCENE] - same, "true pairs lost to it"),
    ]


def _found(query: Footage, here: Clip, other: Footage, there: Clip, candidate: Candidate) -> list[Finding]:
    if candidate.orientation is not None:
        return findings(here, there, [by_orientation(query, other, candidate.frames, candidate.orientation)], by_hash=True)
    return findings(here, there, placements(query, other, candidate.frames, mirror=candidate.mirror))


def _on_line(finding: Finding, boxes: Iterable[Box]) -> bool:
    if finding.line is None:
        return False
    middles = [(sum(box.query) / 2, sum(box.ref) / 2) for box in boxes]
    return any(abs(finding.line.rate * q + finding.line.offset - r) <= ON_LINE for q, r in middles)


def _stage(measured: Measured, name: str, found: set[Pair], meaning: str, *, others: bool = True) -> Stage:
    true = {pair for pair, _ in measured.true_pairs()}
    wrong = len(found - true) / len(measured.queries)
    return Stage(name=name, kept=len(found & true) / len(true), others=wrong if others else None, meaning=meaning)


def _mean(values: Iterable[bool]) -> float:
    every = list(values)
    return sum(every) / len(every) if every else 0.0


def _known(folder: Path, kept: Path | None) -> dict[str, Footage]:
    found = {path.name: footage for path, footage in measured(media_files(folder), kept=kept)}
    if not found:
        raise FileNotFoundError(f"{folder}: expected footage, found none that can be read")
    return found


def main() -> None:
    """Measure both folders and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--refs", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--kept", type=Path, help="keep measured footage here, and use what lies here")
    parser.add_argument("--docs", action="store_true", help="write the table into docs/benchmarks.md")
    given = parser.parse_args()
    queries, refs = _known(given.queries, given.kept), _known(given.refs, given.kept)
    sides = Measured(queries=queries, refs=refs, truth=read_truth(given.truth))
    day = datetime.now(UTC).date().isoformat()
    table = markdown(HEADER, [stage.cells() for stage in stages(sides)])
    print(text := f"{len(sides.true_pairs())} true pairs, {len(sides.queries)} queries; {day}.\n\n{table}")
    if given.docs:
        write_between(DOCS, "bench-footage-stages", text)


if __name__ == "__main__":
    main()
