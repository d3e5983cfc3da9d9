"""The canonical form: RFC 8785 without fractions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.custody.canonical import LARGEST, parse, write
from provenance.errors import CaseError

scalars = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(st.characters(exclude_categories=["Cs"]))
keys = st.text(st.characters(max_codepoint=127), max_size=8)
objects = st.dictionaries(
    keys,
    st.recursive(scalars, lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(keys, deeper, max_size=3), max_leaves=8),
    max_size=4,
)


@given(objects)
def test_what_is_written_is_read_back_and_has_one_form(value: dict[str, object]) -> None:
    data = write(value)
    assert parse(data, where="here") == value
    assert write(dict(reversed(value.items()))) == data


def test_the_form_of_rfc_8785() -> None:
    value = {"literals": [None, True, False], "string": '€$\x0f\nA\'B"\\\\"/', "numbers": [10, 0, -5]}
    assert write(value) == (
        '{"literals":[null,true,false],"numbers":[10,0,-5],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'.encode()
    )


def test_a_lone_surrogate_is_replaced() -> None:
    assert write({"a": "\ud800"}) == '{"a":"\ufffd"}'.encode()


@pytest.mark.parametrize("value", [{"a": 1.5}, {"a": 2**53}, {"ä": 1}, {"a": float("nan")}])
def test_what_has_no_form(value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="expected"):
        write(value)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"[]", b"{", b"\xff", b'{"a":1.0}', b'{"a":NaN}', b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":"\\u0041"}'),
        *(b'{"a":1,"a":1}', b'{"a":' * 10_000, b'{"a":' + b"9" * 5_000 + b"}"),
    ],
)
def test_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(CaseError, match="here: expected a JSON object in canonical form"):
        parse(data, where="here")
