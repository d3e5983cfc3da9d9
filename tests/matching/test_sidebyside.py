from threading import Barrier

import pytest

from provenance.matching import sidebyside
from provenance.matching.sidebyside import side_by_side


@pytest.mark.parametrize("cores", [1, 2])
def test_answers_come_in_the_order_of_what_was_asked(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidebyside, "_cores", lambda: cores)
    assert list(side_by_side(str, [3, 1, 2])) == ["3", "1", "2"]
    assert list(side_by_side(str, [])) == []


def test_two_run_at_once_and_a_failure_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidebyside, "_cores", lambda: 2)
    meeting = Barrier(2, timeout=30)
    assert sorted(side_by_side(lambda _: meeting.wait(), "ab")) == [0, 1]
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(lambda n: 1 / n, [1, 0]))
