"""A large library's proposals, made exact and fetched."""

from collections import Counter, defaultdict
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest

from provenance.fingerprints.interface import Footage
from provenance.fingerprints.motion import luma
from provenance.matching import FootageIndex
from provenance.matching.archive import MIN_VOTES, TURNS, _agreeing, _together, fetched
from provenance.model import Digest, MatchRelation
from provenance.store.library import Library, open_library
from tests.fingerprints.test_parts import long_footage
from tests.matching.scenes import bars, crop_left, edited, encode, footage, mirror, scene
from tests.matching.test_compact import LIBRARY
from tests.store.test_library import NOW


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> list[Footage]:
    folder = tmp_path_factory.mktemp("originals")
    return [footage(encode(folder / f"{seed}.mp4", scene(seed, seconds=6))) for seed in (1, 2, 3)]


@pytest.fixture
def library(tmp_path: Path, originals: list[Footage]) -> Library:
    opened = open_library(tmp_path / "a.lib", create=True)
    for i, one in enumerate([*LIBRARY, *originals]):
        opened.add(one, name=f"{i}", added=NOW)
    return opened


@pytest.mark.parametrize("edits", [(), (mirror, crop_left), (bars,)], ids=["plain", "mirrored and cropped", "bars"])
def test_the_compact_way_finds_what_the_exact_one_does(library: Library, tmp_path: Path, edits: tuple) -> None:
    query = footage(encode(tmp_path / "copy.mp4", edited(scene(2, seconds=6), *edits, start=1, end=5)))
    exact, compact = (FootageIndex(library, compact=way).search(query) for way in (False, True))
    assert compact[0].relation is MatchRelation.SAME_FOOTAGE
    assert compact[0].compared == exact[0].compared
    # The two ways may lay it by other keyframes: shares in their words differ by a hundredth.
    assert [(e.action, e.on_query) for e in compact[0].edits] == [(e.action, e.on_query) for e in exact[0].edits]
    assert compact[0].score == pytest.approx(exact[0].score, abs=0.05)
    for ours, theirs in zip(compact[0].segments, exact[0].segments, strict=True):
        assert float(ours.compared.start) == pytest.approx(float(theirs.compared.start), abs=0.3)


def test_the_very_bytes_are_found_by_their_digest(library: Library, originals: list[Footage]) -> None:
    first, *_ = FootageIndex(library, compact=True).search(originals[1])
    assert (first.algorithm, first.compared.digest) == ("sha256", originals[1].digest)


def test_another_scene_is_not_found(library: Library, tmp_path: Path) -> None:
    query = footage(encode(tmp_path / "other.mp4", scene(9, seconds=4)))
    assert FootageIndex(library, compact=True).search(query) == ()


def test_only_what_lies_around_is_fetched(library: Library, originals: list[Footage]) -> None:
    found = fetched(originals[0], library)
    ((entry, part),) = [(e, f) for e, f in found.source.items if e.digest == originals[0].digest]
    assert part.duration == originals[0].duration
    assert {c.position for c in found.candidates} == set(range(len(found.source.items)))
    assert len(found.source.items) < 10
    best = found.candidates[0]
    assert found.source.items[best.position][0] == entry
    assert all(originals[0].keyframes[a].time == part.keyframes[b].time for a, b in best.frames[:5])


def test_stretches_of_one_video_are_joined_without_doubles(tmp_path: Path) -> None:
    with open_library(tmp_path / "b.lib", create=True) as library:
        library.add(long_footage(400), name="long", added=NOW)
        spans = [(0, 20), (50, 90), (95, 130), (300, 310)]
        parts = [library.fetch(long_footage().digest, start=Fraction(a), end=Fraction(b)) for a, b in spans]
    whole = _together(parts)
    assert [k.time for k in whole.keyframes] == [t for a, b in spans for t in range(a, b + 1)]
    assert all(a < b for a, b in pairwise(whole.motion.times))
    pictures = luma(whole.motion)
    assert [int(p.mean()) for p in pictures] == [pytest.approx(t // 125 % 200, abs=2) for t in whole.motion.times]


def shuffled(footage: Footage) -> Footage:
    """The same details in other places: votes enough, and no one place."""
    places, mixed = 2**20 - 1, np.random.default_rng(1)
    keyframes = []
    for each in footage.keyframes:
        kept = np.frombuffer(each.features.geometry, "<u4")
        elsewhere = (mixed.permutation(kept) & places) | (kept & ~np.uint32(places))
        features = replace(each.features, geometry=elsewhere.astype("<u4").tobytes())
        keyframes.append(replace(each, features=features, fingerprints=()))
    return replace(footage, digest=Digest.of(b"shuffled"), keyframes=tuple(keyframes))


def test_what_lies_nowhere_in_the_picture_is_not_read_whole(library: Library, originals: list[Footage]) -> None:
    whole: list[Digest] = []

    class Telling:
        label, problems = library.label, library.problems
        entry, candidates = library.entry, library.candidates

        def fetch(self, digest: Digest, *, start: Fraction, end: Fraction, motion: bool) -> Footage:
            whole.extend([digest] if motion else [])
            return library.fetch(digest, start=start, end=end, motion=motion)

    query = originals[0]
    library.add(shuffled(query), name="shuffled", added=NOW)
    assert {shuffled(query).digest, query.digest} <= {
        each.digest for each in library.candidates(query) if each.orientation is None
    }
    fetched(query, Telling())  # type: ignore[arg-type]
    assert set(whole) == {query.digest}


def test_votes_are_those_of_counting_one_after_another() -> None:
    rng = np.random.default_rng(5)
    hits = np.stack([rng.integers(0, n, 900) for n in (4, 160, 9, TURNS, 3)], axis=1)
    hits[:, 4] -= 1
    cells: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for frame, feature, _, turn, zoom in hits.tolist():
        for cell in product(((turn - back) % TURNS for back in (0, 1)), (zoom - back for back in (0, 1))):
            cells[cell].add((frame, feature))
    turn, zoom = min(cells, key=lambda c: (-len(cells[c]), c))
    agreeing = {tuple(h[:3]) for h in hits.tolist() if (h[3] - turn) % TURNS <= 1 and h[4] - zoom in (0, 1)}
    counts = Counter((frame, there) for frame, _, there in agreeing)
    assert _agreeing(hits) == {pair: n for pair, n in counts.items() if n >= MIN_VOTES}
    assert list(_agreeing(hits)) == sorted(_agreeing(hits))
