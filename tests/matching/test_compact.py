"""The compact index: what it keeps, what it finds, and that it is the same however it is cut into parts."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.fingerprints.interface import Footage, KeyFrame, LocalFeatures, Motion
from provenance.fingerprints.pdq import PDQ, orientations
from provenance.matching import compact
from provenance.matching.compact import LIMIT, PDQ_NEIGHBOURS, STRETCH, ZOOMS, CompactIndex, Proposal, build_table
from provenance.matching.lists import Lists, build_lists
from provenance.matching.nearest import BYTES, Near, Nearest, scanned
from provenance.matching.thinned import FEATURES, shapes_packed, shapes_unpacked, thinned
from provenance.model import Digest, Fingerprint


def values(seed: int, count: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (count, BYTES), dtype=np.uint8)


def keyframe(seed: int, time: Fraction, *, count: int = 60, pdq: int | None = None) -> KeyFrame:
    rng = np.random.default_rng(seed)
    # Sizes (bits 20 to 25, quarters of a doubling) up to those that pictures have.
    geometry = (rng.integers(0, 2**32, count, dtype=np.uint32) & ~np.uint32(32 << 20)).astype("<u4")
    print_ = Fingerprint(
        algorithm=PDQ.name, version="", value=values(pdq if pdq is not None else seed, 1).tobytes(), quality=90, time=time
    )
    features = LocalFeatures(count=count, descriptors=values(seed, count).tobytes(), geometry=geometry.tobytes())
    return KeyFrame(time=time, width=160, height=90, fingerprints=(print_,), features=features, picture=b"")


def video(name: int, seeds: list[int], *, apart: int = 4) -> Footage:
    return Footage(
        digest=Digest.of(b"%d" % name),
        duration=Fraction(len(seeds) * apart),
        width=160,
        height=90,
        keyframes=tuple(keyframe(s, Fraction(i * apart)) for i, s in enumerate(seeds)),
        motion=Motion(),
    )


LIBRARY = [video(n, list(range(100 * n, 100 * n + 12))) for n in range(1, 30)]


def brute(queries: np.ndarray, known: np.ndarray, within: int) -> set[tuple[int, int]]:
    distance = np.bitwise_count(queries[:, None] ^ known[None]).sum(axis=2)
    return set(zip(*(axis.tolist() for axis in np.nonzero(distance <= within)), strict=True))


def looked_up(lists: Lists, queries: np.ndarray, *, share: float, limit: int, within: int) -> Near:
    nearest = Nearest(len(queries), limit=limit, within=within)
    lists.search(queries, nearest, share=share)
    return nearest.found()


@pytest.mark.parametrize("per_list", [10, 100_000])
def test_lists_find_what_a_plain_search_finds(per_list: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.matching.lists.PER_LIST", per_list)
    known = values(1, 400)
    queries = known[::7] ^ np.packbits(np.random.default_rng(2).random((len(known[::7]), 256)) < 0.05, axis=1)
    lists, order = build_lists(known)
    near = looked_up(lists, queries, share=1.0, limit=50, within=60)
    assert {(r, int(order[v])) for r, v in zip(near.row.tolist(), near.value.tolist(), strict=True)} == brute(queries, known, 60)


def test_looking_into_few_lists_still_finds_near_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.matching.lists.PER_LIST", 20)
    known = values(1, 4000)
    lists, order = build_lists(known)
    assert len(lists.centres) == 200
    near = looked_up(lists, known[:50], share=0.05, limit=3, within=0)
    assert sorted(order[near.value].tolist()) == list(range(50))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60), st.integers(1, 8), st.integers(0, 3), st.integers(4, 200))
def test_what_is_gathered_piece_by_piece_is_what_one_look_at_all_finds(
    numbers: list[int], limit: int, within: int, held: int
) -> None:
    known = np.zeros((len(numbers), BYTES), np.uint8)
    known[:, 0] = numbers  # few distinct values: many are as near as each other
    queries = known[:5].copy()
    nearest = Nearest(len(queries), limit=limit, within=within)
    nearest._most = held
    for at in range(0, len(known), 7):
        scanned(queries, np.arange(len(queries)), known[at : at + 7], nearest, first=at)
    near = nearest.found()
    distance = np.bitwise_count(queries[:, None] ^ known[None]).sum(axis=2)
    for row in range(len(queries)):
        ours = near.distance[near.row == row].tolist()
        assert ours == sorted(d for d in distance[row].tolist() if d <= within)[:limit]
        values = near.value[near.row == row].tolist()
        assert ours == distance[row, values].tolist()
        assert len(set(values)) == len(values)
        assert nearest.reach[row] == (ours[-1] - 1 if len(ours) == limit else within), "only nearer ones are of use now"
    nearest._most, settled = 10**6, nearest._held
    scanned(queries, np.arange(len(queries)), known, nearest, first=len(known))
    assert nearest._held - settled == (distance <= nearest.reach[:, None]).sum(), "what is of no use is left aside"


def test_a_scan_of_a_long_list_is_cut_into_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.matching.nearest.TABLE", 64)
    known, nearest = values(3, 500), Nearest(20, limit=2, within=0)
    scanned(known[100:120], np.arange(20), known, nearest, first=1000)
    assert nearest.found().value.tolist() == list(range(1100, 1120))


@given(st.lists(st.tuples(st.floats(-4, 11.9), st.floats(0, 0.999)), max_size=20))
def test_shapes_survive_packing_nearly(shapes: list[tuple[float, float]]) -> None:
    table = np.array(shapes, np.float32).reshape(-1, 2)
    back = shapes_unpacked(shapes_packed(table))
    assert np.all(np.abs(back[:, 0] - table[:, 0]) <= 1 / 32 + 1e-5)
    assert np.all(np.abs(back[:, 1] - table[:, 1]) <= 1 / 256)


def test_an_unchanging_picture_is_kept_more_seldom_than_a_changing_one() -> None:
    still = Footage(digest=Digest.of(b"s"), duration=Fraction(60), width=160, height=90, motion=Motion(),
                    keyframes=tuple(keyframe(1, Fraction(i)) for i in range(60)))  # fmt: skip
    changing = video(1, list(range(60)), apart=1)
    kept_still, kept_changing = thinned([still]), thinned([changing])
    assert len(kept_still.frame_time) == 7
    assert len(kept_changing.frame_time) == 60
    assert len(kept_changing.descriptors) == 60 * FEATURES
    assert len(kept_still.pdq) == 60, "every PDQ value is kept"


def found(tables: list, query: Footage) -> list[Proposal]:
    return list(CompactIndex(tables).search(query))


@pytest.mark.parametrize("parts", [1, 3])
def test_a_stretch_is_found_with_its_moment(parts: int) -> None:
    cut = [LIBRARY[i::parts] for i in range(parts)]
    tables = [build_table(thinned(some), [int(LIBRARY.index(f)) + 1000 for f in some]) for some in cut]
    query = video(999, [1705, 1706, 1707])
    query = Footage(
        digest=query.digest, duration=query.duration, width=160, height=90, motion=Motion(), keyframes=query.keyframes
    )
    features = [p for p in found(tables, query) if p.orientation is None and not p.mirror]
    assert features[0].video == 1000 + 16
    assert set(features[0].pairs) == {(0, 20_000), (1, 24_000), (2, 28_000)}
    assert all(p.votes < features[0].votes / 2 for p in features[1:])


def sharing(keyframe: KeyFrame, other: KeyFrame, *, count: int) -> KeyFrame:
    """``other`` with ``count`` details of ``keyframe`` among its own."""
    ours, theirs = keyframe.features, other.features
    features = LocalFeatures(
        count=theirs.count,
        descriptors=ours.descriptors[: count * BYTES] + theirs.descriptors[count * BYTES :],
        geometry=ours.geometry[: count * 4] + theirs.geometry[count * 4 :],
    )
    return replace(other, features=features)


@pytest.mark.parametrize(("details", "proposed"), [((2, 2, 2, 2), False), ((3, 0, 0, 0), True)])
def test_single_details_of_many_keyframes_are_no_proposal(details: tuple[int, ...], proposed: bool) -> None:
    query = replace(LIBRARY[0], keyframes=LIBRARY[0].keyframes[:4])
    other = video(500, [9001, 9002, 9003, 9004])
    frames = zip(query.keyframes, other.keyframes, details, strict=True)
    other = replace(other, keyframes=tuple(sharing(a, b, count=n) for a, b, n in frames))
    table = build_table(thinned([*LIBRARY[1:], other]), range(len(LIBRARY)))
    assert [p.video for p in found([table], query) if p.orientation is None and not p.mirror] == [len(LIBRARY) - 1] * proposed


def test_a_turned_picture_is_found_by_pdq_with_its_orientation() -> None:
    table = build_table(thinned(LIBRARY), range(len(LIBRARY)))
    turned = orientations(values(505, 1).tobytes())[4].tobytes()
    one = keyframe(77_777, Fraction(0))
    print_ = Fingerprint(algorithm=PDQ.name, version="", value=turned, quality=90, time=Fraction(0))
    query = Footage(
        digest=Digest.of(b"q"), duration=Fraction(1), width=90, height=160, motion=Motion(),
        keyframes=(KeyFrame(time=one.time, width=90, height=160, fingerprints=(print_,), features=one.features, picture=b""),),
    )  # fmt: skip
    (hashed,) = [p for p in found([table], query) if p.orientation is not None]
    assert (hashed.video, hashed.pairs) == (4, ((0, 20_000),))
    assert orientations(turned)[hashed.orientation].tobytes() == values(505, 1).tobytes()


def test_of_a_picture_that_many_have_as_many_are_proposed_as_are_wanted_and_no_crowd() -> None:
    crowd = [video(n, [n]) for n in range(200)]
    crowd = [replace(each, keyframes=(keyframe(n, Fraction(0), pdq=7),)) for n, each in enumerate(crowd)]
    index = CompactIndex([build_table(thinned(crowd), range(len(crowd)))])
    query = replace(crowd[0], keyframes=(keyframe(999, Fraction(0), pdq=7),))
    assert len([p for p in index.search(query, limit=2 * len(crowd)) if p.orientation is not None]) == PDQ_NEIGHBOURS
    assert len([p for p in index.search(query) if p.orientation is not None]) == LIMIT // 2


def test_nothing_known_and_nothing_shown_find_nothing() -> None:
    empty = build_table(thinned([]), [])
    assert found([empty], LIBRARY[0]) == []
    assert found([], LIBRARY[0]) == []
    blank = Footage(digest=Digest.of(b""), duration=Fraction(0), width=1, height=1, keyframes=(), motion=Motion())
    assert found([build_table(thinned(LIBRARY), range(len(LIBRARY)))], blank) == []


def test_what_many_stretches_share_weighs_as_counted_one_after_another() -> None:
    rng = np.random.default_rng(6)
    row, unit = rng.integers(0, 30, 400), rng.integers(0, 2**45, 20)[rng.integers(0, 20, 400)]
    plain = [1 / len({u for r, u in zip(row, unit, strict=True) if r == one}) ** 0.5 for one in row]
    assert np.allclose(compact._shared_out(row, unit), plain)


def test_a_proposal_ranks_the_moments_of_its_stretch_and_the_next() -> None:
    rng = np.random.default_rng(7)
    table = {name: rng.integers(0, n, 500) for name, n in (("row", 90), ("frame", 5), ("time", 6), ("turn", 4), ("zoom", 3))}
    time = 100_000 + table.pop("time") * 10_000
    hits = compact._Hits(**table, time=time, video=np.full(500, 9))
    unit = hits.video * (1 << 20) + hits.time // STRETCH
    order = np.argsort(unit, kind="stable")
    first = int(unit.min())
    found = compact._proposal(hits.at(order), unit[order], first, ZOOMS + 1, votes=3.0, mirror=False)
    rows = zip(hits.frame.tolist(), time.tolist(), unit.tolist(), hits.turn.tolist(), hits.zoom.tolist(), strict=True)
    counts = Counter((f, t) for f, t, u, turn, zoom in rows if u - first in (0, 1) and turn in (1, 2) and zoom in (1, 2))
    assert found is not None
    assert found.pairs == tuple(sorted(sorted(counts), key=lambda pair: -counts[pair]))
    assert found.video == 9
