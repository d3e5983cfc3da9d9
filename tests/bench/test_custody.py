"""The custody benchmark itself: small numbers of what ``make bench-custody`` does by the thousand."""

from pathlib import Path

import pytest

from bench.custody_cost import COMPOSITIONS, cost
from bench.killing import kill_runs
from bench.tampering import KINDS, trials


def test_every_kind_of_tampering_is_found_and_named(tmp_path: Path) -> None:
    scores = trials(tmp_path / "case", count=10 * len(KINDS), seed=7)
    assert {kind: (score.found, score.named) for kind, score in scores.items()} == dict.fromkeys(KINDS, (10, 10))


def test_the_cost_is_measured_on_a_case_that_verifies(tmp_path: Path) -> None:
    assert len(cost(tmp_path, 2_000_000)) == 5 * len(COMPOSITIONS)


@pytest.mark.slow
def test_killed_at_random_moments_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    done = kill_runs(tmp_path, kills=6, each=3, articles=4, seed=3)
    assert done.kills >= 6
    assert (done.same, done.verified) == (done.cases, done.cases)
