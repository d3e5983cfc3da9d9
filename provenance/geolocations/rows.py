"""A geolocation record as a row of named texts, which every form of exchange shares, and such a row read back.

Columns of ours are exact. Rows of others are read by the names that lists in the field use for the same things: a list's
single point is taken for what is seen, unless it says that it is the camera's.
"""

import json
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeVar

from provenance.chain.sun import sun_at
from provenance.geolocations import stated
from provenance.model import (
    Agent,
    AgentKind,
    Bearing,
    Box,
    Chronolocation,
    Digest,
    Feature,
    Geolocation,
    GeolocationId,
    GeolocationStatus,
    Hedge,
    HedgeLevel,
    HedgeScope,
    Light,
    Point,
    ReferenceId,
    TimeRange,
)

__all__ = ["COLUMNS", "Row", "geolocation_of", "row_of"]

T = TypeVar("T")
Row = Mapping[str, str]

COLUMNS = (
    "id",
    "about",
    "latitude",
    "longitude",
    "point",
    "subject_latitude",
    "subject_longitude",
    "bearing",
    "bearing_tolerance",
    "radius_m",
    "place",
    "gazetteer_id",
    "source",
    "geolocation",
    "geolocated_by",
    "geolocated_by_kind",
    "geolocated_by_description",
    "geolocated_at",
    "hedge",
    "hedge_level",
    "hedge_scope",
    "status",
    "filmed_from",
    "filmed_to",
    "zone",
    "method",
    "light",
    "shadow",
    "shadow_tolerance",
    "sun_azimuth",
    "sun_elevation",
    "from_second",
    "to_second",
    "features",
)
"""``latitude`` and ``longitude`` are the camera's where ``point`` says so, else the subject's. The sun is computed for
``filmed_from`` and never read back."""

ALIASES = {
    "latitude": ("lat", "y"),
    "longitude": ("lon", "lng", "long", "x"),
    "coordinates": ("coords", "latlng", "lat_long", "lat_lng", "latlong"),
    "radius_m": ("radius", "accuracy_m", "uncertainty_m", "coordinateuncertaintyinmeters"),
    "place": ("location", "verbatimlocality", "locality", "name", "title"),
    "gazetteer_id": ("geonames", "geonameid"),
    "source": ("sources", "media_url", "source_url", "original_source", "origin", "link", "url", "video"),
    "geolocation": ("geolocations", "geolocation_url", "geolocation_link", "claim_url", "credit", "geo_link", "geo"),
    "geolocated_by": ("claimant", "geolocator", "analyst", "credit_to", "verified_by"),
    "geolocated_at": ("claimed_at", "date_geolocated", "date_created", "created_at"),
    "subject_latitude": ("target_latitude", "target_lat"),
    "subject_longitude": ("target_longitude", "target_lon"),
    "bearing": ("azimuth", "heading", "direction"),
}
_ABOUT = re.compile(r"r[0-9a-f]{8}|sha256:[0-9a-f]{64}")
_ADDRESS = re.compile(r"https?://[^\s<>\"',;|]+")
_LABELLED = re.compile(r"(?im)^\W*(sources?|geo(?:location)?s?)(?:\s*\(s\))?\s*:", re.MULTILINE)


# ── writing ─────────────────────────────────────────────────────────────────────────────────────


def row_of(value: Geolocation) -> dict[str, str]:
    """Every column of :data:`COLUMNS`, empty where nothing is known."""
    both = value.subject if value.camera else None
    hedge, stretch = value.hedge, value.segment
    found = {
        "id": value.id,
        "about": "" if value.about is None else str(value.about),
        "latitude": repr(value.point.lat),
        "longitude": repr(value.point.lon),
        "point": "camera" if value.camera else "subject",
        "subject_latitude": repr(both.lat) if both else "",
        "subject_longitude": repr(both.lon) if both else "",
        "radius_m": _number(value.radius_m),
        "place": value.place,
        "gazetteer_id": value.gazetteer_id,
        "source": value.media_url,
        "geolocation": value.claim_url,
        "geolocated_by": value.claimant.name or "",
        "geolocated_by_kind": value.claimant.kind.value,
        "geolocated_by_description": value.claimant.description or "",
        "geolocated_at": "" if value.claimed_at is None else str(value.claimed_at),
        "hedge": hedge.words if hedge else "",
        "hedge_level": hedge.level.value if hedge else "",
        "hedge_scope": hedge.scope.value if hedge else "",
        "status": value.status.value,
        "from_second": _seconds(stretch.start if stretch else None),
        "to_second": _seconds(stretch.end if stretch else None),
        "features": json.dumps([_feature(f) for f in value.features], ensure_ascii=False) if value.features else "",
        **_bearing("bearing", value.bearing),
        **_chronolocation(value),
    }
    return {name: found.get(name, "") for name in COLUMNS}


def _bearing(name: str, value: Bearing | None) -> dict[str, str]:
    return {name: repr(value.degrees), f"{name}_tolerance": _number(value.tolerance)} if value else {}


def _chronolocation(value: Geolocation) -> dict[str, str]:
    chrono = value.chronolocation
    if chrono is None:
        return {}
    found = {"method": chrono.method, "light": chrono.light.value if chrono.light else "", **_bearing("shadow", chrono.shadow)}
    if chrono.interval:
        sun = sun_at(value.point, chrono.interval.start)
        found |= {"filmed_from": str(chrono.interval.start), "filmed_to": str(chrono.interval.end), "zone": chrono.interval.zone}
        found |= {"sun_azimuth": f"{sun.azimuth:.2f}", "sun_elevation": f"{sun.elevation:.2f}"}
    return found


def _feature(feature: Feature) -> dict[str, object]:
    box = feature.region
    return {
        "note": feature.note,
        "time": _seconds(feature.time) or None,
        "region": [box.left, box.top, box.right, box.bottom] if box else None,
        "image": None if feature.image is None else str(feature.image),
        "image_url": feature.image_url,
    }


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


def _seconds(value: Fraction | None) -> str:
    """As a decimal where that is exact, else as a fraction."""
    if value is None:
        return ""
    decimal = repr(float(value))
    return decimal if "e" not in decimal and Fraction(decimal) == value else str(value)


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


def geolocation_of(row: Row, *, camera: bool = False) -> Geolocation:
    """The record in ``row``, whose names may be ours or others'.

    Args:
        row: names to texts.
        camera: take the point for the camera's where the row does not say.

    Raises:
        ValueError: no point, or a value that cannot be; says which and what was expected.
    """
    found = _named(row)
    point, kind = _point(found), found.get("point", "") or ("camera" if camera else "subject")
    if kind not in {"camera", "subject"}:
        raise ValueError(f"point: expected camera or subject, got {kind!r:.40}")
    other = _pair(found, "subject_latitude", "subject_longitude")
    about = found.get("about", "")
    about = about if _ABOUT.fullmatch(about) else ""
    return Geolocation(
        id=GeolocationId(found.get("id", "")),
        about=(Digest.parse(about) if about.startswith("sha256:") else ReferenceId(about)) if about else None,
        claimant=_claimant(found),
        camera=point if kind == "camera" else None,
        subject=other if kind == "camera" else point,
        bearing=_read_bearing(found, "bearing"),
        radius_m=_read(found, "radius_m", stated.number),
        place=found.get("place", ""),
        gazetteer_id=found.get("gazetteer_id", ""),
        features=tuple(_read_feature(each) for each in _read(found, "features", _list) or ()),
        chronolocation=_read_chronolocation(found),
        claimed_at=_read(found, "geolocated_at", stated.timestamp),
        claim_url=_address(found, "geolocation"),
        media_url=_address(found, "source"),
        segment=_read_stretch(found),
        hedge=_read_hedge(found),
        status=_status(found.get("status", "")),
    )


def _named(row: Row) -> dict[str, str]:
    """Our names for the columns of ``row``; of several that mean one thing the first that holds something."""
    plain = {re.sub(r"[^\w]+", "_", name.strip().casefold()).strip("_"): value for name, value in row.items()}
    found = {name: plain[name] for name in COLUMNS if plain.get(name)}
    for name, others in ALIASES.items():
        known = next((plain[each] for each in (name, *others) if plain.get(each)), "")
        if known:
            found.setdefault(name, known)
    for name, words in _labelled(plain.get("description", "")).items():
        found.setdefault(name, words)
    return found


def _labelled(description: str) -> dict[str, str]:
    """``Source: …`` and ``Geolocation: …`` in a text for people."""
    labels = list(_LABELLED.finditer(description))
    ends = [label.start() for label in labels[1:]] + [len(description)]
    parts = ((label[1], description[label.end() : end]) for label, end in zip(labels, ends, strict=False))
    return {"source" if name.casefold().startswith("s") else "geolocation": words.strip() for name, words in parts}


def _read(found: Row, name: str, parse: Callable[[str], T]) -> T | None:
    text = found.get(name, "").strip()
    if not text:
        return None
    try:
        return parse(text)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def _point(found: Row) -> Point:
    pair = _pair(found, "latitude", "longitude") or _read(found, "coordinates", stated.point)
    if pair is None:
        raise ValueError("expected a latitude and a longitude, found none")
    return pair


def _pair(found: Row, north: str, east: str) -> Point | None:
    lat, lon = _read(found, north, _degrees), _read(found, east, _degrees)
    if lat is None and lon is None:
        return None
    if lat is None or lon is None:
        raise ValueError(f"expected both {north} and {east}, found one")
    return Point(lat=lat, lon=lon)


def _degrees(text: str) -> float:
    """Some lists write the decimal point as a comma."""
    return stated.number(re.sub(r"^(\s*[+-]?\d+),(\d+\s*)$", r"\1.\2", text))


def _claimant(found: Row) -> Agent:
    name, described = found.get("geolocated_by", "") or None, found.get("geolocated_by_description", "") or None
    kind = _read(found, "geolocated_by_kind", AgentKind)
    return Agent(kind=kind or (AgentKind.PERSON if name or described else AgentKind.UNNAMED), name=name, description=described)


def _read_bearing(found: Row, name: str) -> Bearing | None:
    tolerance = _read(found, f"{name}_tolerance", stated.number)
    value = _read(found, name, stated.bearing)
    return value if value is None or tolerance is None else Bearing(degrees=value.degrees, tolerance=tolerance)


def _read_chronolocation(found: Row) -> Chronolocation | None:
    first, last, zone = (found.get(name, "") for name in ("filmed_from", "filmed_to", "zone"))
    interval = (
        _read({"filmed_from": f"{first}/{last or first}"}, "filmed_from", lambda t: stated.interval(t, zone)) if first else None
    )
    light, shadow, method = _read(found, "light", Light), _read_bearing(found, "shadow"), found.get("method", "")
    if not (interval or light or shadow or method):
        return None
    return Chronolocation(interval=interval, method=method, light=light, shadow=shadow)


def _read_hedge(found: Row) -> Hedge | None:
    level = _read(found, "hedge_level", HedgeLevel)
    scope = _read(found, "hedge_scope", HedgeScope) or HedgeScope.PLACE
    return Hedge(words=found.get("hedge", ""), level=level, scope=scope) if level else None


def _read_stretch(found: Row) -> TimeRange | None:
    start, end = _read(found, "from_second", Fraction), _read(found, "to_second", Fraction)
    return TimeRange(start=start, end=end) if start is not None and end is not None else None


def _status(text: str) -> GeolocationStatus:
    """Others grade in words of their own, which mean nothing certain here: proposed."""
    known = text.strip().casefold()
    return GeolocationStatus(known) if known in set(GeolocationStatus) else GeolocationStatus.PROPOSED


def _address(found: Row, name: str) -> str:
    """The first address in the cell; lists often hold several, and words around them."""
    text = found.get(name, "")
    match = _ADDRESS.search(text)
    return text if match is None or match[0] == text else match[0]


def _list(text: str) -> list[object]:
    found = json.loads(text)
    if not isinstance(found, list):
        raise ValueError(f"expected a JSON array, got {text!r:.80}")  # noqa: TRY004 - as the module says
    return found


def _read_feature(value: object) -> Feature:
    if not isinstance(value, dict):
        raise ValueError(f"features: expected a JSON object, got {value!r:.80}")  # noqa: TRY004
    box, time, image = value.get("region"), value.get("time"), value.get("image")
    corners = [float(each) for each in box] if isinstance(box, list) and len(box) == 4 else None
    return Feature(
        note=str(value.get("note") or ""),
        time=None if time is None else Fraction(str(time)),
        region=Box(left=corners[0], top=corners[1], right=corners[2], bottom=corners[3]) if corners else None,
        image=Digest.parse(str(image)) if image else None,
        image_url=str(value.get("image_url") or ""),
    )
