"""Repost trees: what is drawn, what is rendered from what, what counts as right."""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.chain_files import RepostSet, write_truth
from bench.chain_scores import Answer, Known, by_resolution, by_time, mean, scored
from bench.chain_trees import BEGINS, BUILDING, DEPTH, KINDS, MEASURING, MOST, Tree, drawn_tree, edges_of, is_measuring
from bench.edits.files import on_clock, write
from bench.edits.interface import Frame

TREES = [drawn_tree(7, n, ["a", "b", "c"]) for n in range(120)]


def line(tree: Tree, number: int | None) -> list[int]:
    out = []
    while number is not None:
        out.append(number)
        number = tree.copies[number].parent
    return out


def test_every_tree_is_one_tree_of_the_size_that_is_said() -> None:
    for tree in TREES:
        assert [c.number for c in tree.copies] == list(range(10))
        assert len(tree.kept) == 8
        assert all(line(tree, c.number)[-1] == 0 for c in tree.copies)
        assert max(len(line(tree, c.number)) for c in tree.copies) <= DEPTH
    assert max(len(line(tree, c.number)) for tree in TREES for c in tree.copies) == DEPTH


def test_every_kind_of_edit_occurs_and_none_too_often_in_one_line() -> None:
    assert {kind for tree in TREES for c in tree.copies for kind in c.kinds} == set(KINDS)
    for tree in TREES:
        for copy in tree.copies:
            kinds = [kind for above in line(tree, copy.number) for kind in tree.copies[above].kinds]
            assert len(kinds) == len(set(kinds)), "the same kind twice in one line would leave nothing to tell it by"
            assert all(sum(kind in group for kind in kinds) <= most for group, most in MOST.items())


def test_times_follow_the_tree_where_they_are_honest_and_some_lie() -> None:
    lies = dated = 0
    for tree in TREES:
        for copy in tree.copies:
            assert (copy.honest is None) == (copy.lying is None)
            if copy.honest is None or copy.lying is None:
                continue
            dated, lies = dated + 1, lies + (copy.honest != copy.lying)
            assert copy.honest.end >= BEGINS
            above = tree.copies[copy.parent].honest if copy.parent is not None else None
            assert above is None or copy.honest.end > above.start
    assert 0.72 < dated / (10 * len(TREES)) < 0.88
    assert 0.14 < lies / dated < 0.26


def test_an_edge_goes_past_what_is_lost_and_the_children_of_a_lost_first_copy_are_roots() -> None:
    forests = 0
    for tree in TREES:
        kept = {c.number for c in tree.kept}
        edges = edges_of(tree)
        assert set(edges) == kept
        for child, parent in edges.items():
            above = [n for n in line(tree, child)[1:] if n in kept]
            assert parent == (above[0] if above else None)
        forests += sum(parent is None for parent in edges.values()) > 1
    assert forests > 5


def test_the_same_seed_gives_the_same_trees_and_another_does_not() -> None:
    def told(seed: int) -> list[object]:
        return [(c.parent, c.kinds, dict(c.recipe.params), c.lost, c.honest) for c in drawn_tree(seed, 3, ["a"]).copies]

    assert told(7) == told(7)
    assert told(7) != told(8)


def test_seeds_for_building_are_none_for_measuring() -> None:
    assert not set(BUILDING) & set(MEASURING)
    assert not is_measuring(999)
    assert is_measuring(1000)
    with pytest.raises(ValueError, match="building"):
        is_measuring(2000)


# ── files ───────────────────────────────────────────────────────────────────────────────────────


def moving(seconds: float) -> Iterator[Frame]:
    texture = np.random.default_rng(1).integers(0, 255, (96, 200, 3)).astype(np.uint8)
    for n in range(round(seconds * 10)):
        yield np.ascontiguousarray(texture[:, n : n + 128])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[RepostSet, Tree, dict[int, Path]]:
    folder = tmp_path_factory.mktemp("trees")
    (folder / "clips").mkdir()
    write(folder / "clips" / "a.mp4", moving(5), fps=10, crf=20)
    write(folder / "clips" / "short.mp4", moving(2), fps=10, crf=20)
    found = RepostSet(folder / "clips", folder / "out", seed=5)
    tree, files = found.tree(0)
    return found, tree, files


def test_a_copy_is_made_of_its_parents_file(made: tuple[RepostSet, Tree, dict[int, Path]]) -> None:
    found, tree, files = made
    assert tree.clip == "a.mp4", "the short one is left out"
    child = next(c for c in reversed(tree.copies) if c.parent and not c.kinds)
    assert child.parent is not None
    before = files[child.number].read_bytes()
    grey = (np.full((96, 128, 3), 77, np.uint8) for _ in range(40))
    write(files[child.parent], grey, fps=10, crf=20)
    files[child.number].unlink()
    found.tree(0)
    assert files[child.number].read_bytes() != before
    (picture, *_) = on_clock(files[child.number], start=0, end=1, fps=10)
    assert abs(float(picture.mean()) - 77) < 4


def test_what_is_there_is_not_made_again_and_another_set_is_refused(made: tuple[RepostSet, Tree, dict[int, Path]]) -> None:
    found, _, files = made
    stamps = {n: path.stat().st_mtime_ns for n, path in files.items()}
    _, again = found.tree(0)
    assert {n: path.stat().st_mtime_ns for n, path in again.items()} == stamps
    with pytest.raises(ValueError, match="another --out"):
        RepostSet(found.out.parent / "clips", found.out, seed=6)


def test_the_truth_as_a_table(made: tuple[RepostSet, Tree, dict[int, Path]], tmp_path: Path) -> None:
    _, tree, _ = made
    write_truth(tmp_path / "truth.csv", [(0, tree)])
    with (tmp_path / "truth.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["parent"] for row in rows] == ["" if c.parent is None else str(c.parent) for c in tree.copies]
    assert sum(row["lost"] == "1" for row in rows) == 2


# ── scores ──────────────────────────────────────────────────────────────────────────────────────

TRUTH = {0: None, 1: 0, 2: 1, 3: 1, 4: 0}


def test_the_truth_is_wholly_right() -> None:
    whole = scored(Answer(parents=TRUTH, first=0), TRUTH)
    assert (whole.vertices, whole.undirected, whole.directed, whole.root, whole.roots) == (1, 1, 1, 1, 1)


def test_a_turned_edge_counts_undirected_alone() -> None:
    turned = scored(Answer(parents={**TRUTH, 0: 1, 1: None}, first=1), TRUTH)
    assert turned.undirected == 1
    assert turned.directed == pytest.approx(3 / 4)
    assert (turned.root, turned.roots) == (0, 0)


def test_what_was_not_found_and_what_does_not_belong_cost_both() -> None:
    less = scored(Answer(parents={0: None, 1: 0, 100: 1}, first=0), TRUTH)
    assert less.vertices == pytest.approx(2 * 2 / (3 + 5))
    assert less.directed == pytest.approx(2 * 1 / (2 + 4))
    assert mean([less, less]) == less


def test_baselines_sort_and_hang_each_on_the_best_before_it() -> None:
    known = {
        0: Known(pixels=100, size=5, time=None),
        1: Known(pixels=400, size=5, time=BEGINS),
        2: Known(pixels=400, size=9, time=None),
    }
    likeness = {frozenset({0, 1}): 0.9, frozenset({0, 2}): 0.5, frozenset({1, 2}): 0.7}
    assert by_resolution(known, likeness) == Answer(parents={2: None, 1: 2, 0: 1}, first=2)
    assert by_time(known, likeness) == Answer(parents={1: None, 2: 1, 0: 1}, first=1)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 9), st.integers(0, 10**6))
def test_a_random_answer_stays_within_bounds(number: int, seed: int) -> None:
    random = Random(seed)
    parents = {n: random.choice([None, *range(n)]) if n else None for n in range(number)}
    got = scored(Answer(parents=parents, first=0), TRUTH)
    assert all(0 <= value <= 1 for value in (got.vertices, got.undirected, got.directed, got.root, got.roots))
    assert got.directed <= got.undirected
