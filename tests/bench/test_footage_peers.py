"""The peers' rules that are ours to write down, and what a peer is asked."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.footage_peers import FAILED, FramePeer, OverLimit, WholePeer, once_a_second, share_matched, within
from bench.footage_plain import PlainPeer
from bench.footage_runs import Asked, runs
from bench.footage_table import ours, peers, row, sampled, table
from bench.footagescores import Box, Truth
from tests.matching.scenes import encode, scene


def bits(*values: int) -> np.ndarray:
    return np.array([[value] for value in values], np.uint8)


def test_the_share_of_the_querys_hashes_counts_first() -> None:
    assert share_matched(bits(0b0, 0b1111), bits(0b1, 0b11110000), limit=1) == pytest.approx(0.5 + 0.0005)
    assert share_matched(bits(0b0), bits(0b11), limit=1) == 0
    assert share_matched(bits(0b0), bits(0b11), limit=2) > 1
    assert share_matched(np.zeros((0, 1), np.uint8), bits(1), limit=8) == 0


def test_the_best_orientation_counts() -> None:
    peer = FramePeer(hashes=lambda _: bits(0b1), turned=lambda _: (bits(0b11111111), bits(0b1)), limit=0)
    ((query, rows),) = peer.compare([Path("r")], [Path("q")])
    assert (query, rows) == (Path("q"), [("r", pytest.approx(1.001), None)])


def test_a_peer_over_its_limit_keeps_what_it_said() -> None:
    def until_b() -> Iterator[Path]:
        yield Path("a")
        yield from within(-1, [Path("b")])

    answers = WholePeer(value=lambda path: path.name, alike=lambda a, b: float(a == b)).compare([Path("a")], until_b())
    assert next(answers) == (Path("a"), [("a", 1.0, None)])
    with pytest.raises(OverLimit):
        next(answers)
    assert list(within(float("inf"), [Path("a")])) == [Path("a")]


def test_a_file_that_a_tool_fails_on_costs_it_that_file_only(capsys: pytest.CaptureFixture[str]) -> None:
    peer = WholePeer(value=lambda path: 1 // (path.name != "bad"), alike=lambda a, b: 0.5)  # noqa: ARG005
    answers = dict(peer.compare([Path("bad"), Path("r")], [Path("bad"), Path("q")]))
    assert answers == {Path("bad"): [], Path("q"): [("r", 0.5, None)]}
    assert capsys.readouterr().err.count(FAILED) == 2


def test_pictures_are_taken_once_a_second(tmp_path: Path) -> None:
    pictures = scene(4, seconds=3)
    taken = list(once_a_second(encode(tmp_path / "c.mp4", pictures)))
    assert len(taken) == 3
    for second, picture in enumerate(taken):
        assert np.abs(picture.astype(int) - pictures[second * 12]).mean() < 12


def test_plain_local_features_find_a_crop_and_a_mirror() -> None:
    large = cv2.resize(scene(5, seconds=0.2)[0], (480, 270))
    shown = {"a": large, "b": cv2.resize(scene(6, seconds=0.2)[0], (480, 270))}
    shown |= {"crop": large[40:230, 60:400], "mirrored": np.ascontiguousarray(large[:, ::-1])}
    peer = PlainPeer(pictures=lambda path: iter([shown[path.name]]))
    for query, rows in peer.compare([Path("a"), Path("b")], [Path("crop"), Path("mirrored")]):
        scores = {name: value for name, value, _ in rows}
        assert scores["a"] > 40, query
        assert scores.get("b", 0) < scores["a"] / 3, query


def test_a_pairwise_peer_is_asked_about_every_true_and_every_hard_pair() -> None:
    box = (Box(query=(0, 1), ref=(0, 1)),)
    truth = Truth(
        pairs={("q1", "a"): box},
        edits={("q1", "a"): ("hflip",)},
        roles={("q1", "a"): "full"},
        queries=frozenset({"q1", "q2"}),
        distractors=frozenset({"q2"}),
        groups={"a": "street", "b": "street", **dict.fromkeys("cdefgh", "")},
    )
    asked = sampled(truth)
    assert asked[:2] == [("q1", "a"), ("q1", "b")]
    assert len(asked) == len(set(asked))
    assert sum(query == "q2" for query, _ in asked) == 2


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    for side in ("refs", "queries", "out"):
        (tmp_path / side).mkdir()
    encode(tmp_path / "refs" / "r.mp4", scene(4, seconds=1))
    encode(tmp_path / "queries" / "q.mp4", scene(4, seconds=1), bit_rate=200_000)
    (tmp_path / "out" / "pairs.csv").write_text("q.mp4,r.mp4\n", "utf-8")
    place = {"refs": tmp_path / "refs", "queries": tmp_path / "queries", "out": tmp_path / "out"}
    return Asked(**place, pairs=tmp_path / "out" / "pairs.csv", python=Path(sys.executable), limit=60)


def test_a_peer_is_run_once_and_again_only_where_something_changed(asked: Asked) -> None:
    name = "vPDQ's rule (pdqhash)"
    (ran,) = runs(asked, [name], bare=2.0)
    assert (ran.answered, ran.over, ran.failed, ran.error, ran.bare) == (1, False, 0, "", 2.0)
    assert ran.seconds > 0
    assert "q.mp4,r.mp4,1.00" in asked.at(name).read_text("utf-8")
    broken = replace(asked, python=Path("/nowhere/python"))
    assert list(runs(broken, [name])) == [ran], "its result is on disk"
    truth = Truth(pairs={}, edits={}, roles={}, queries=frozenset(), distractors=frozenset(), groups={})
    assert list(peers(broken, truth, run=False)) == [], "it was asked about other pairs"
    (asked.out / "pairs.csv").write_text("q.mp4,r.mp4\n", "utf-8")
    (asked.queries / "q.mp4").write_bytes(b"")
    with pytest.raises(FileNotFoundError):
        list(runs(broken, [name], bare=2.0))


def test_a_peer_that_failed_is_told_and_asked_again(asked: Asked, tmp_path: Path) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho no such module >&2\nexit 1\n", "utf-8")
    broken.chmod(0o755)
    (ran,) = runs(replace(asked, python=broken), ["videohash"], bare=2.0)
    assert ran.error == "no such module"
    truth = Truth(pairs={}, edits={}, roles={}, queries=frozenset(), distractors=frozenset(), groups={})
    assert row(ran, truth, asked)[0] == "videohash: failed: no such module"
    with pytest.raises(FileNotFoundError):
        list(runs(replace(asked, python=Path("/nowhere/python")), ["videohash"], bare=2.0))


def test_the_table_names_the_peers_that_are_missing(tmp_path: Path) -> None:
    box = (Box(query=(0, 1), ref=(0, 1)),)
    pair = ("q1", "a")
    truth = Truth(
        pairs={pair: box},
        edits={pair: ("hflip",)},
        roles={pair: "full"},
        queries=frozenset({"q1"}),
        distractors=frozenset(),
        groups={"a": ""},
    )
    (tmp_path / "ours.csv").write_text("query_file,ref_file,score\nq1,a,0.9\n", "utf-8")
    told = ours(tmp_path / "ours.csv", truth)
    text = table(truth, told, [("vpdq", *("0.1",) * 7)], ["videohash"])
    assert "Not run yet: videohash." in text
    assert "| **Provenance** | 1.000 |" in text
    assert "Not run yet" not in table(truth, told, [], [])
