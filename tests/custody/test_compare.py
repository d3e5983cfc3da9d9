"""Two copies of a log against each other: what differs is named, in time that grows with their length."""

import time
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.custody.compare import compare_lines
from provenance.custody.findings import FindingKind


def lines(count: int) -> list[bytes]:
    return [b"%d\n" % number for number in range(count)]


edits = st.lists(st.tuples(st.sampled_from(["drop", "add", "copy", "swap"]), st.integers(0, 30), st.integers(0, 30)), max_size=4)


def edited(truth: list[bytes], changes: list[tuple[str, int, int]]) -> list[bytes]:
    found = list(truth)
    for kind, one, other in changes:
        at, to = one % len(found) if found else 0, other % len(found) if found else 0
        if kind == "drop" and found:
            found.pop(at)
        elif kind in {"add", "copy"}:
            found.insert(at, b"strange\n" if kind == "add" or not found else found[to])
        elif kind == "swap" and found:
            found[at], found[to] = found[to], found[at]
    return found


@given(st.integers(1, 12), edits)
def test_it_is_silent_only_where_nothing_differs_and_says_no_more_than_difflib_would(
    count: int, changes: list[tuple[str, int, int]]
) -> None:
    truth = lines(count)
    found = edited(truth, changes)
    said = list(compare_lines(found, truth, file="log"))
    assert bool(said) == (found != truth)
    common = sum(block.size for block in SequenceMatcher(a=truth, b=found, autojunk=False).get_matching_blocks())
    lacking = [each for each in said if each.kind in {FindingKind.MISSING, FindingKind.ALTERED}]
    assert len(lacking) <= len(truth) - common


@pytest.mark.parametrize("found", [lines(40_000)[::2], lines(40_000)[::-1], [*lines(20_000), *lines(20_000)], [b"1\n"] * 40_000])
def test_a_long_log_of_a_stranger_takes_no_time(found: list[bytes]) -> None:
    began = time.process_time()
    assert sum(1 for _ in compare_lines(found, lines(40_001), file="log")) > 1000
    assert time.process_time() - began < 5
