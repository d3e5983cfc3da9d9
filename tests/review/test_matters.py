"""What the page sends, read into the model's words."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import UsageError
from provenance.model import Point
from provenance.review.fields import Fields
from provenance.review.matters import read_order


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("48.8583, 2.2945", Point(lat=48.8583, lon=2.2945)),
        ("-33.5;151", Point(lat=-33.5, lon=151)),
        ("+1.5 -2.25", Point(lat=1.5, lon=-2.25)),
        ("48°N 2°E", Point(lat=48, lon=2)),
    ],
)
def test_points(text: str, point: Point) -> None:
    assert Fields(values={"camera": text}).point("camera") == point


@pytest.mark.parametrize("text", ["91, 0", "48.8", "north", "1e5, 2", "nan, nan", "48,8583, 2,2945", "48°"])
def test_what_is_no_point_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="camera"):
        Fields(values={"camera": text}).point("camera")


@pytest.mark.parametrize("value", ["x", "inf", "nan", 1e13, [], {}, float("inf")])
def test_what_is_no_number_is_told(value: object) -> None:
    with pytest.raises(UsageError, match="radius"):
        Fields(values={"radius": value}).number("radius")


@pytest.mark.parametrize(
    "region", [[0, 0, 1], [0, 0, 0, 1], [0.5, 0, 0.2, 1], [0, 0, 2, 1], ["0", "0", "1", "1"], {}, [0, 0, float("nan"), 1]]
)
def test_what_is_no_region_is_told(region: object) -> None:
    order = read_order({"do": "geolocation", "about": "r1", "camera": "1, 2", "features": [{"note": "x", "region": region}]})
    with pytest.raises(UsageError, match="region"):
        order.carry_out(None, "Ada")  # type: ignore[arg-type] - it is refused before the run is looked at


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["do", "key", "seen", "note", "about", "features"]), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_nothing_but_our_own_error_comes_of_any_json(body: object) -> None:
    with contextlib.suppress(UsageError):
        read_order(body)


PLACE = {"do": "geolocation", "about": "r1", "camera": "1, 2"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"hedge": "perhaps"}, "level: expected what the words of reserve"),
        ({"level": "possible"}, "hedge: expected the words of reserve"),
        ({"filmed": "2024-05-03T09:00"}, "filmed: expected a time with its offset"),
        ({"filmed": "2024-05-03T09:00", "zone": "Nowhere/Land"}, "filmed: expected a zone such as"),
        ({"light": "dusk"}, "light: expected one of"),
        ({"shadow": "north"}, "shadow: expected a number"),
        ({"status": "true"}, "status: expected one of"),
        ({"claimed_at": "lately"}, "claimed_at: expected a day or time"),
    ],
)
def test_time_light_reserve_and_status_of_a_place_are_what_they_must_be(more: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        read_order(PLACE | more)
    filmed = {"filmed": "2024-05-03T09:00+03:00", "light": "day", "shadow": "300±10"}
    read_order(PLACE | filmed | {"hedge": "so", "level": "possible"})
