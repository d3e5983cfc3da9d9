"""Custody lines as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.custody.log import Output, RecordChange, Scene, compose, digest_of_line, read_line, stub
from provenance.errors import CaseError
from provenance.model import Digest
from tests.store import values

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scenes = st.builds(Scene, actor=texts, host=texts, clock=texts, time=values.instants)


@given(
    scenes,
    st.none() | values.digests,
    st.lists(st.builds(Output, path=texts, digest=values.digests), max_size=3),
    st.lists(st.builds(RecordChange, table=texts, key=texts, digest=st.none() | values.digests), max_size=3),
)
def test_a_line_comes_back(scene: Scene, previous: Digest | None, outputs: list[Output], records: list[RecordChange]) -> None:
    stored = compose(values.activity(), scene=scene, sequence=7, previous=previous, outputs=outputs, records=records)
    line = read_line(stored, where="here")
    assert stored.count(b"\n") == 1
    assert (line.sequence, line.previous, line.scene, line.activity) == (7, previous, scene, "a1")
    assert line.outputs == tuple(sorted(outputs))
    assert sorted(map(str, line.records)) == sorted(map(str, records))
    assert line.digest == Digest.of(stored)


def test_a_stub_carries_the_chain_on() -> None:
    scene = Scene(actor="a", host="h", clock="c", time=values.NOW)
    line = read_line(compose(values.activity(), scene=scene, sequence=3, previous=None), where="here")
    short = read_line(stub(line, reason="names a source"), where="here")
    assert (short.sequence, short.digest, short.redacted) == (3, line.digest, "names a source")
    assert b"a.html" not in short.stored
    assert stub(short, reason="again") == short.stored
    assert digest_of_line(short.stored) == digest_of_line(line.stored) == line.digest


@given(st.binary(max_size=60))
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(CaseError, match="here: expected"):
        read_line(data, where="here")


@pytest.mark.parametrize(
    "edit",
    [
        (b'"format":1', b'"format":2'),
        (b'"sequence":3', b'"sequence":0'),
        (b'"outputs":[]', b'"outputs":{}'),
        (b'"ok":true,', b""),
    ],
)
def test_a_line_of_another_shape_is_refused(edit: tuple[bytes, bytes]) -> None:
    scene = Scene(actor="a", host="h", clock="c", time=values.NOW)
    stored = compose(values.activity(), scene=scene, sequence=3, previous=None)
    with pytest.raises(CaseError, match="here: expected a custody line"):
        read_line(stored.replace(*edit), where="here")
