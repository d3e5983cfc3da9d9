"""The peers' rules that are ours to write down, and what a peer is asked."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.footage_peers import FAILED, FramePeer, OverLimit, WholePeer, once_a_second, share_matched, within
from bench.footage_plain import PlainPeer
from bench.footage_table import sampled
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
