"""Geolocation records out into each form and back; others' lists; hostile cells and files."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from provenance import model as m
from provenance.geolocations import EXCHANGES, Exchange
from provenance.geolocations.geojson import GEOJSON
from provenance.geolocations.kml import KML
from provenance.geolocations.table import CSV, harmless
from tests.store import values

printable = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=20)
words = printable.filter(str.strip)
addresses = st.just("") | st.sampled_from(("https://example.invalid/1", "https://t.me/a/2?q=%20x"))
moments = st.builds(
    lambda a, b, zone: m.InstantInterval(start=min(a, b), end=max(a, b), zone=zone),
    values.instants.filter(lambda i: 1900 < i.value.year < 2100),
    values.instants.filter(lambda i: 1900 < i.value.year < 2100),
    st.sampled_from(("", "Europe/Kyiv")),
)
records = st.builds(
    m.Geolocation,
    id=st.just(m.GeolocationId("g0")),
    about=st.none() | st.just(m.ReferenceId("r0123abcd")) | values.digests,
    claimant=st.builds(m.Agent, kind=st.sampled_from(m.AgentKind), name=st.none() | words, description=st.none() | words),
    camera=values.points,
    subject=st.none() | values.points,
    bearing=st.none() | values.bearings,
    radius_m=st.none() | st.floats(0.1, 1e6),
    place=printable,
    gazetteer_id=printable,
    features=st.lists(
        st.builds(
            m.Feature,
            note=printable,
            time=st.none() | st.fractions(0, 9999),
            region=st.none() | st.just(m.Box(left=0.1, top=0.2, right=0.3, bottom=1 / 3)),
            image=st.none() | values.digests,
            image_url=addresses,
        ),
        max_size=2,
    ).map(tuple),
    chronolocation=st.none()
    | st.builds(
        m.Chronolocation,
        interval=st.none() | moments,
        method=words,
        light=st.none() | st.sampled_from(m.Light),
        shadow=st.none() | values.bearings,
    ),
    claimed_at=st.none() | values.timestamps,
    claim_url=addresses,
    media_url=addresses,
    segment=st.none()
    | st.tuples(st.fractions(0, 99), st.fractions(100, 999)).map(lambda pair: m.TimeRange(start=pair[0], end=pair[1])),
    hedge=st.none()
    | st.builds(m.Hedge, words=printable, level=st.sampled_from(m.HedgeLevel), scope=st.sampled_from(m.HedgeScope)),
    status=st.sampled_from(m.GeolocationStatus),
)


def read(form: Exchange, data: bytes) -> list[m.Geolocation]:
    items = list(form.read(data, False))
    assert [item.problem for item in items if item.problem] == []
    return [item.record for item in items if item.record]


@pytest.mark.parametrize("form", EXCHANGES, ids=lambda form: form.name)
@settings(max_examples=40)
@given(st.lists(records, max_size=2))
def test_round_trip(form: Exchange, drawn: list[m.Geolocation]) -> None:
    assert read(form, form.write(drawn)) == drawn


@pytest.mark.parametrize("form", EXCHANGES, ids=lambda form: form.name)
def test_a_subject_alone_stays_one(form: Exchange) -> None:
    record = m.Geolocation(
        id=m.GeolocationId("g1"), about=None, claimant=m.Agent(kind=m.AgentKind.UNNAMED), subject=m.Point(lat=-1.5, lon=179.25)
    )
    assert read(form, form.write([record])) == [record]


@given(st.text(max_size=12))
def test_no_cell_is_a_formula(text: str) -> None:
    guarded = harmless(text)
    assert (
        not guarded.lstrip().startswith(("=", "+", "@", "-")) or guarded.replace(".", "").strip("+-").replace("e", "").isalnum()
    )


def test_formulas_of_strangers_stay_text() -> None:
    evil = m.Geolocation(
        id=m.GeolocationId("g1"),
        about=None,
        claimant=m.Agent(kind=m.AgentKind.PERSON, name='=HYPERLINK("https://evil.invalid")'),
        camera=m.Point(lat=1, lon=2),
        place="@SUM(1+1)*cmd|' /C calc'!A0",
    )
    data = CSV.write([evil])
    assert b",'=HYPERLINK" in data or b"\"'=HYPERLINK" in data
    assert b",'@SUM" in data
    assert read(CSV, data) == [evil]


def test_a_list_of_somebody_else() -> None:
    text = (
        "Title;Latitude;Longitude;Sources;Geolocations;Analyst;Date created;Status\n"
        '"Burnt depot";48,4561;35,0123;"https://t.me/x/1, https://x.com/y/2";see https://x.com/z/3;@someone;2024-05-03;Verified\n'
        "No point;;;;;;;\n"
        ";91;0;;;;;\n"
    )
    first, second, third = CSV.read(text.encode(), False)
    record = first.record
    assert record is not None
    assert (record.subject, record.camera, record.place) == (m.Point(lat=48.4561, lon=35.0123), None, "Burnt depot")
    assert (record.media_url, record.claim_url) == ("https://t.me/x/1", "https://x.com/z/3")
    assert (str(record.claimant), str(record.claimed_at)) == ("@someone", "2024-05-03")
    assert (second.where, second.problem) == ("line 3", "expected a latitude and a longitude, found none")
    assert "latitude ±90" in third.problem
    (again, *_) = CSV.read(text.encode(), True)
    assert again.record
    assert again.record.camera


def test_a_placemark_of_somebody_else() -> None:
    kml = """<?xml version="1.0"?><kml xmlns="http://earth.google.com/kml/2.1"><Document><Folder>
      <Placemark><name>Depot</name><description><![CDATA[Hit on a depot.

Source(s): https://t.me/x/1
Geolocation: https://x.com/z/3]]></description><Point><coordinates> 35.01,48.45,0 </coordinates></Point></Placemark>
      <Placemark><name>An area</name><Polygon/></Placemark></Folder></Document></kml>"""
    good, bad = KML.read(kml.encode(), False)
    assert good.record is not None
    assert (good.record.place, good.record.media_url, good.record.claim_url) == (
        "Depot",
        "https://t.me/x/1",
        "https://x.com/z/3",
    )
    assert bad.problem == "expected a placemark with a point"


@pytest.mark.parametrize(
    ("form", "data"),
    [
        (GEOJSON, b"[]"),
        (GEOJSON, b"{"),
        (GEOJSON, b"[" * 100_000),
        (GEOJSON, b'{"type": "Point"}'),
        (KML, b"<svg/>"),
        (KML, b"no"),
        (CSV, b"\xff\xfe\x00"),
        (CSV, b""),
        (CSV, b'a,b\n"x'),
    ],
)
def test_what_is_no_such_document_is_said(form: Exchange, data: bytes) -> None:
    with pytest.raises(ValueError, match=r"expected|decode"):
        list(form.read(data, False))


def test_entities_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&a;</name>'
        "<Point><coordinates>1,2</coordinates></Point></Placemark></kml>"
    )
    (item,) = KML.read(bomb.encode(), False)
    assert item.record
    assert item.record.place == ""


def test_geojson_is_longitude_first_and_carries_the_sun() -> None:
    interval = m.InstantInterval(start=values.NOW, end=values.NOW)
    record = m.Geolocation(
        id=m.GeolocationId("g1"),
        about=None,
        claimant=m.Agent(kind=m.AgentKind.UNNAMED),
        camera=m.Point(lat=50.0, lon=8.0),
        chronolocation=m.Chronolocation(interval=interval),
        segment=m.TimeRange(start=Fraction(1, 3), end=Fraction(5, 2)),
    )
    feature = json.loads(GEOJSON.write([record]))["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [8.0, 50.0]}
    assert feature["properties"]["sun_elevation"] == -8.64
    assert (feature["properties"]["from_second"], feature["properties"]["to_second"]) == ("1/3", "2.5")
    root = etree.fromstring(KML.write([record]))
    assert root.findtext(".//{*}TimeSpan/{*}begin") == "2026-05-04T03:02:01Z"
