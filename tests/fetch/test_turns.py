"""One host waits for its turn, others do not."""

from provenance.fetch.turns import Turns


def test_one_host_is_asked_once_in_a_while() -> None:
    clock, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        clock[0] += seconds

    turns = Turns(2.0, own=frozenset({"127.0.0.1:8000"}), clock=lambda: clock[0], sleep=sleep)
    turns.wait("https://e.org/1")
    turns.wait("https://other.org/1")
    assert slept == []
    clock[0] += 0.5
    turns.wait("https://www.e.org/2")
    assert slept == [1.5]
    turns.wait("http://127.0.0.1:8000/1")
    turns.wait("http://127.0.0.1:8000/2")
    assert slept == [1.5]
    clock[0] += 5
    turns.wait("https://e.org/3")
    assert slept == [1.5]
