"""Events for TimeMap (https://github.com/forensic-architecture/timemap, ``src/reducers/validate``).

One document with the keys that TimeMap asks of its endpoints: ``events``, ``associations``, ``sources``, ``sites``,
``shapes``. Dates are MM/DD/YYYY and times HH:MM, both in UTC, as its ``calcDatetime`` reads them; an event without a day
is left out, because TimeMap drops it.
"""

import json
from collections.abc import Iterator
from datetime import date

from provenance.chain.dates import said_days
from provenance.chain.located import geolocations
from provenance.chain.subjects import Subjects
from provenance.chain.uploads import uploads
from provenance.exporters.interface import Exporter
from provenance.exporters.json_values import Json, Object
from provenance.exporters.text import shortened, visible, web_address
from provenance.model import ClaimKind, Geolocation, IdentifierDate, Instant, ReferenceRecord, Snapshot

__all__ = ["EXPORTER", "document"]

FILTERS = ("filmed", "posted")


def render(snapshot: Snapshot) -> bytes:
    """The document as UTF-8."""
    return (json.dumps(document(snapshot), ensure_ascii=False, indent=2) + "\n").encode()


def document(snapshot: Snapshot) -> Object:
    """Where and when videos were filmed, by each speaker's word, and when they were posted."""
    records = {str(r.reference.id): r for article in snapshot.articles for r in article.references}
    return {
        "events": [*_filmed(snapshot, records), *_posted(snapshot, records)],
        "associations": [
            {"id": name, "title": name, "desc": "", "mode": "FILTER", "filter_paths": ["what", name]} for name in FILTERS
        ],
        "sources": {name: _source(name, record) for name, record in records.items()},
        "sites": [],
        "shapes": {},
    }


def _filmed(snapshot: Snapshot, records: dict[str, ReferenceRecord]) -> Iterator[Json]:
    subjects = Subjects.of(snapshot)
    for found in geolocations(snapshot):
        when = _day(found, subjects)
        if when:
            names = subjects.names.get(subjects.root(str(found.about)), (str(found.about),))
            hedge = f" (“{found.hedge.words}”)" if found.hedge and found.hedge.words else ""
            yield _event(
                f"{found.id}",
                f"{found.claimant} puts it at {found.place or found.point}{hedge}",
                when,
                kind="filmed",
                place=found,
                sources=[name for name in names if name in records],
            )


def _day(found: Geolocation, subjects: Subjects) -> Instant | date | None:
    """When it was filmed by the record itself, else the first day on which anybody puts it."""
    if found.chronolocation and found.chronolocation.interval:
        return found.chronolocation.interval.start
    kinds = {ClaimKind.FILMED_ON, ClaimKind.HAPPENED, ClaimKind.POSTED_ON}
    days = [known.start for claim in subjects.about(str(found.about)) if claim.kind in kinds and (known := said_days(claim))]
    return min(days, default=None)


def _posted(snapshot: Snapshot, records: dict[str, ReferenceRecord]) -> Iterator[Json]:
    for name, when in uploads(snapshot).items():
        if isinstance(when, IdentifierDate):
            record = records[str(name)]
            account = f" by {record.reference.account}" if record.reference.account else ""
            words = f"Posted on {record.platform}{account}, by its own identifier ({when.rule})"
            yield _event(f"upload-{name}", words, when.at, kind="posted", sources=[str(name)])


def _event(
    name: str, words: str, when: Instant | date, *, kind: str, place: Geolocation | None = None, sources: list[str]
) -> Object:
    day = when.value.date() if isinstance(when, Instant) else when
    associations: list[Json] = [kind]
    named: list[Json] = list(sources)
    return {
        "id": visible(name),
        "description": visible(words),
        "date": f"{day:%m/%d/}{day.year:04d}",
        "time": f"{when.value:%H:%M}" if isinstance(when, Instant) else "",
        "time_precision": "",
        "location": visible(place.place) if place else "",
        "latitude": repr(place.point.lat) if place else "",
        "longitude": repr(place.point.lon) if place else "",
        "category": kind,
        "type": "",
        "comments": place.status.value if place else "",
        "associations": associations,
        "sources": named,
    }


def _source(name: str, record: ReferenceRecord) -> Object:
    url = web_address(record.url) or ""
    paths: list[Json] = [url] if url else []
    return {
        "id": name,
        "title": f"{record.platform} {visible(record.reference.account or '')}".strip(),
        "type": "Video",
        "url": url,
        "paths": paths,
        "description": visible(shortened(record.reference.quote, 300)),
        "author": visible(record.reference.account or ""),
        "notes": record.state.value,
    }


EXPORTER = Exporter(name="timemap", suffix=".timemap.json", media_type="application/json", render=render)
