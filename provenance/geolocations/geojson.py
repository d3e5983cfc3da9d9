"""GeoJSON (RFC 7946): a feature collection, each record a point with the columns as properties."""

import json
from collections.abc import Iterable, Iterator

from provenance.geolocations.interface import Exchange, Item
from provenance.geolocations.rows import geolocation_of, row_of
from provenance.model import Geolocation

__all__ = ["GEOJSON"]

NUMBERS = frozenset(
    {
        "subject_latitude",
        "subject_longitude",
        "bearing",
        "bearing_tolerance",
        "radius_m",
        "shadow",
        "shadow_tolerance",
        "sun_azimuth",
        "sun_elevation",
    }
)


def _write(records: Iterable[Geolocation]) -> bytes:
    document = {"type": "FeatureCollection", "features": [_feature(record) for record in records]}
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return text.encode("utf-8", "replace")


def _feature(record: Geolocation) -> dict[str, object]:
    row = row_of(record)
    properties = {name: _value(name, text) for name, text in row.items() if text and name not in {"id", "latitude", "longitude"}}
    point = {"type": "Point", "coordinates": [record.point.lon, record.point.lat]}
    return {"type": "Feature", "id": record.id, "geometry": point, "properties": properties}


def _value(name: str, text: str) -> object:
    return json.loads(text) if name == "features" else float(text) if name in NUMBERS else text


def _read(data: bytes, camera: bool) -> Iterator[Item]:  # noqa: FBT001 - as the interface has it
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"expected GeoJSON, found: {error}") from error
    kind = document.get("type") if isinstance(document, dict) else None
    features = document.get("features") if kind == "FeatureCollection" else [document] if kind == "Feature" else None
    if not isinstance(features, list):
        raise ValueError(f"expected a GeoJSON feature collection, found {kind or type(document).__name__!r:.40}")  # noqa: TRY004
    for number, feature in enumerate(features, start=1):
        try:
            record = geolocation_of(_row(feature), camera=camera)
        except (ValueError, TypeError, AttributeError) as error:
            yield Item(where=f"feature {number}", problem=str(error))
        else:
            yield Item(where=f"feature {number}", record=record)


def _row(feature: object) -> dict[str, str]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise ValueError("expected a feature")
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        raise ValueError("expected a point as the feature's geometry")
    match geometry.get("coordinates"):
        case [int() | float() as lon, int() | float() as lat, *_]:
            pass
        case other:
            raise ValueError(f"expected the point's coordinates [longitude, latitude], found {other!r:.80}")
    properties = feature.get("properties")
    row = {str(k): _text(v) for k, v in properties.items() if v is not None} if isinstance(properties, dict) else {}
    known = {"id": str(feature["id"])} if feature.get("id") is not None else {}
    return {**row, **known, "latitude": repr(float(lat)), "longitude": repr(float(lon))}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


GEOJSON = Exchange(name="geojson", suffixes=(".geojson", ".json"), media_type="application/geo+json", write=_write, read=_read)
