"""One match as two ways of copying, and how near two copies are beside the others."""

from fractions import Fraction

import pytest

from provenance import model as m
from provenance.chain.ways import ALONE, SIGNED, nearness, way

VALUES = {
    "apart": -3.0,
    "detail": -0.2,
    "edges": -0.1,
    "grain": 0.3,
    "scale": 0.5,
    "query_common": 0.9,
    "compared_common": 0.6,
    "query_bears": 1.5,
    "compared_bears": 0.25,
    "laid_over": 1.75,
    "colour": -0.4,
    "contrast": 0.1,
    "clipped": 0.02,
}


def digest(name: str) -> m.Digest:
    return m.Digest.of(name.encode())


def traces(**values: float) -> m.Traces:
    return m.Traces(moments=3, **{**VALUES, **values})  # type: ignore[arg-type]


def match(query: str, compared: str, *edits: m.Edit, traces: m.Traces | None = None) -> m.Match:
    seconds = m.TimeRange(start=Fraction(0), end=Fraction(4)), m.TimeRange(start=Fraction(1), end=Fraction(5))
    return m.Match(
        query=digest(query),
        compared=m.Compared(digest=digest(compared), name=compared, library="shelf", duration=Fraction(9)),
        relation=m.MatchRelation.SAME_FOOTAGE,
        score=0.9,
        threshold=0.5,
        algorithm="test",
        version="1",
        segments=(m.Segment(query=seconds[0], compared=seconds[1]),),
        edits=edits,
        traces=traces,
        sound=0.4,
    )


def probe(name: str, *, seconds: int, sound: bool = False) -> m.Probe:
    streams = [m.Stream(index=0, kind="video", codec="h264", width=320, height=180)]
    if sound:
        streams.append(m.Stream(index=1, kind="audio", codec="aac"))
    return m.Probe(digest=digest(name), container="mp4", duration=Fraction(seconds), streams=tuple(streams))


def test_the_way_back_tells_the_same_of_the_other_side() -> None:
    crop = m.Edit(action="c2pa.cropped", description="cropped", on_query=True)
    unsure = m.Edit(action="c2pa.placed", description="a banner", on_query=None)
    found = match("a", "b", crop, unsure, traces=traces())
    probes = {digest("a"): probe("a", seconds=4, sound=True), digest("b"): probe("b", seconds=7)}
    forward, back = way(found, digest("a"), probes), way(found, digest("b"), probes)
    assert (forward.child, forward.parent) == (back.parent, back.child) == (digest("a"), digest("b"))
    assert forward.traces == traces()
    assert back.traces is not None
    assert all(getattr(back.traces, name) == -VALUES[name] for name in SIGNED)
    assert (back.traces.query_bears, back.traces.compared_bears) == (0.25, 1.5)
    assert (back.traces.query_common, back.traces.compared_common) == (0.6, 0.9)
    assert (back.traces.apart, back.traces.laid_over) == (-3.0, 1.75)
    assert forward.bears("cropped", child=True)
    assert back.bears("cropped", child=False)
    assert not back.bears("cropped", child=True)
    assert forward.bears("placed", child=None)
    assert back.bears("placed", child=None)
    assert forward.heard == (True, False)
    assert back.heard == (False, True)
    assert forward.sound == back.sound == 0.4


def test_seconds_beyond_the_match_are_told_of_each_side() -> None:
    probes = {digest("a"): probe("a", seconds=4), digest("b"): probe("b", seconds=7)}
    forward, back = (way(match("a", "b"), digest(child), probes) for child in "ab")
    assert (forward.child_beyond, forward.parent_beyond) == (0, pytest.approx(2.7))
    assert (back.child_beyond, back.parent_beyond) == (pytest.approx(2.7), 0)
    unprobed = way(match("a", "b"), digest("a"), {})
    assert unprobed.parent_beyond == pytest.approx(4.7), "the library says how long it is"
    assert unprobed.child_beyond == 0
    assert (unprobed.pictures, unprobed.heard) == (None, None)


def test_how_near_two_copies_are_beside_the_others() -> None:
    apart = {"ab": -6.0, "bc": -4.0, "ac": -3.0}
    pairs = {frozenset(map(digest, ends)): match(*ends, traces=traces(apart=value)) for ends, value in apart.items()}
    pairs[frozenset(map(digest, "ad"))] = match("a", "d")
    near = nearness(pairs)
    assert near[digest("b"), digest("a")] == ALONE
    far = near[digest("c"), digest("a")]
    assert far.beyond_child == pytest.approx(1.0), "b is nearer to c"
    assert far.beyond_parent == pytest.approx(3.0)
    assert far.detour == pytest.approx(1.0), "over b the longest step is b to c"
    assert near[digest("a"), digest("c")].beyond_child == far.beyond_parent
    assert (digest("a"), digest("d")) not in near, "those two were not laid over each other"
