"""The readers of hostile bytes on broken inputs: a short search each time (``make fuzz`` makes long ones)."""

from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bench.fuzz import by_changes
from bench.fuzz_targets import TARGETS, Target
from bench.mutations import mutated

EXAMPLES = {"article": 10, "bundle": 15}
LARGEST = 20_000


@pytest.mark.parametrize("name", TARGETS)
def test_whole_inputs_are_read(name: str) -> None:
    for data in TARGETS[name].seeds():
        TARGETS[name].read(data)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow tells of every damaged tag
@pytest.mark.parametrize("name", TARGETS)
def test_broken_inputs_end_in_errors_of_the_readers_own(name: str) -> None:
    target = TARGETS[name]
    wholes = target.seeds()

    @settings(max_examples=EXAMPLES.get(name, 60))
    @given(st.sampled_from(wholes), st.integers(0, 1 << 32), st.binary(max_size=8))
    @example(wholes[0], 0, b"")
    def search(whole: bytes, seed: int, tail: bytes) -> None:
        data = mutated(whole, target.family, seed=str(seed)) + tail
        assume(len(data) <= LARGEST + len(whole))
        target.read(data)

    search()


def test_the_search_keeps_what_it_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(data: bytes) -> None:
        if len(data) < 100:
            raise IndexError(len(data))

    monkeypatch.setitem(TARGETS, "mp4", Target(read=breaks, seeds=lambda: (bytes(200),), family="boxes"))
    tried, found = by_changes("mp4", 0.3, seed=1, out=tmp_path)
    assert tried > 1
    ((where, path),) = found.items()
    assert where.startswith("IndexError at test_targets.py:")
    assert len(path.read_bytes()) < 100
