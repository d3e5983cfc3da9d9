"""CASE 1.4 and UCO 1.4 as JSON-LD (https://caseontology.org/): files, posts, tools, people, and every step as an
investigative action. What people say stands as assertions of theirs.
"""

import json
from collections.abc import Iterator
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from provenance.chain import Standing, all_claims
from provenance.chain.located import geolocations
from provenance.exporters.interface import Exporter
from provenance.exporters.json_values import Json, Object
from provenance.exporters.text import visible
from provenance.model import (
    Activity,
    ActivityKind,
    Digest,
    Geolocation,
    Instant,
    KeptFile,
    Probe,
    ReferenceRecord,
    Snapshot,
)

__all__ = ["EXPORTER", "document"]

UCO, CASE = "https://ontology.unifiedcyberontology.org/uco/", "https://ontology.caseontology.org/case/"
CONTEXT: Object = {
    "case-investigation": f"{CASE}investigation/",
    "uco-action": f"{UCO}action/",
    "uco-core": f"{UCO}core/",
    "uco-identity": f"{UCO}identity/",
    "uco-location": f"{UCO}location/",
    "uco-observable": f"{UCO}observable/",
    "uco-tool": f"{UCO}tool/",
    "uco-types": f"{UCO}types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
GETTING = frozenset({ActivityKind.READ, ActivityKind.ACQUIRE, ActivityKind.ATTACH})


def render(snapshot: Snapshot) -> bytes:
    """The document as UTF-8."""
    return (json.dumps(document(snapshot), ensure_ascii=False, indent=2) + "\n").encode()


def document(snapshot: Snapshot) -> Object:
    """The whole case as one graph, held together by its investigation."""
    nodes = {str(node["@id"]): node for node in _nodes(snapshot)}
    whole: Object = {
        "@id": _id("investigation", snapshot.case),
        "@type": "case-investigation:Investigation",
        "uco-core:name": visible(snapshot.case),
        "uco-core:object": [{"@id": name} for name in nodes],
    }
    prefix = f"urn:provenance:case:{quote(visible(snapshot.case), safe='')}:"
    graph: list[Json] = [whole, *nodes.values()]
    return {"@context": {"kb": prefix, **CONTEXT}, "@graph": graph}


def _id(kind: str, *parts: object) -> str:
    """Of a thing: always the same for the same thing, with a UUID at its end, as CASE wants it."""
    return f"kb:{kind}-{uuid5(NAMESPACE_URL, chr(31).join(('urn:provenance', kind, *map(repr, parts))))}"


def _link(kind: str, *parts: object) -> Object:
    return {"@id": _id(kind, *parts)}


def _nodes(snapshot: Snapshot) -> Iterator[Object]:
    files = _kept(snapshot)
    for article in snapshot.articles:
        page = article.reading.article
        yield _file(page.digest, page.source, None, None, mime=page.media_type)
        yield from (_post(record) for record in article.references)
    probes = {media.file.digest: media.probe for media in snapshot.media}
    for file in files.values():
        yield _file(file.digest, file.name, file.size, probes.get(file.digest))
    for exhibit, file in enumerate(files.values(), start=1):
        yield _exhibit(exhibit, file)
    for record in (record for article in snapshot.articles for record in article.references):
        yield from _downloads(record)
    for activity in snapshot.activities:
        yield _tool(activity)
        yield from [_person(activity.by)] if activity.by else []
        yield _action(activity, snapshot, frozenset(files))
    for found in geolocations(snapshot):
        yield from _location(found)
    yield from _assertions(snapshot)


def _kept(snapshot: Snapshot) -> dict[Digest, KeptFile]:
    """Every file that was had, once."""
    had = [r.acquisition.files for article in snapshot.articles for r in article.references if r.acquisition]
    return {file.digest: file for file in (*(media.file for media in snapshot.media), *(f for files in had for f in files))}


# ── observables ─────────────────────────────────────────────────────────────────────────────────


def _file(digest: Digest, name: str, size: int | None, probe: Probe | None, *, mime: str = "") -> Object:
    content: Object = {
        "@id": _id("content", digest),
        "@type": "uco-observable:ContentDataFacet",
        "uco-observable:hash": [_hash(digest)],
    }
    about: Object = {
        "@id": _id("file-facet", digest),
        "@type": "uco-observable:FileFacet",
        "uco-observable:fileName": visible(name),
    }
    if size is not None:
        content["uco-observable:sizeInBytes"] = about["uco-observable:sizeInBytes"] = size
    if mime:
        content["uco-observable:mimeType"] = mime
    facets: list[Json] = [about, content]
    if probe and (exif := _exif(digest, probe)):
        facets.append(exif)
    return {"@id": _id("file", digest), "@type": "uco-observable:File", "uco-core:hasFacet": facets}


def _hash(digest: Digest) -> Object:
    return {
        "@id": _id("hash", digest),
        "@type": "uco-types:Hash",
        "uco-types:hashMethod": "SHA256",
        "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": digest.value},
    }


def _exif(digest: Digest, probe: Probe) -> Object | None:
    tags = {tag.key: tag.value for tag in probe.tags if tag.source == "EXIF"}
    if not tags:
        return None
    entries: list[Json] = [
        {
            "@id": _id("exif-entry", digest, key),
            "@type": "uco-types:ControlledDictionaryEntry",
            "uco-types:key": visible(key),
            "uco-types:value": visible(value),
        }
        for key, value in tags.items()
    ]
    whole: Object = {"@id": _id("exif-tags", digest), "@type": "uco-types:ControlledDictionary", "uco-types:entry": entries}
    return {"@id": _id("exif", digest), "@type": "uco-observable:EXIFFacet", "uco-observable:exifData": whole}


def _post(record: ReferenceRecord) -> Object:
    """A post by its address; words without an address are an observable of their own kind."""
    reference = record.reference
    told: Object = {"@id": _id("post", reference.id), "@type": "uco-observable:ObservableObject"}
    told["uco-core:name"] = f"{reference.id} {record.platform} {visible(reference.account or '')}".strip()
    if reference.quote:
        told["uco-core:description"] = visible(reference.quote)
    if record.url:
        told["@type"] = "uco-observable:URL"
        address: Json = {
            "@id": _id("url", reference.id),
            "@type": "uco-observable:URLFacet",
            "uco-observable:fullValue": visible(record.url),
        }
        told["uco-core:hasFacet"] = [address]
    return told


def _downloads(record: ReferenceRecord) -> Iterator[Object]:
    for digest in record.media:
        yield {
            "@id": _id("media-of", digest, record.reference.id),
            "@type": "uco-observable:ObservableRelationship",
            "uco-core:source": _link("file", digest),
            "uco-core:target": _link("post", record.reference.id),
            "uco-core:kindOfRelationship": "Attached_To"
            if record.acquisition and record.acquisition.by_hand
            else "Downloaded_From",
            "uco-core:isDirectional": True,
        }


def _exhibit(number: int, file: KeptFile) -> Object:
    return {
        "@id": _id("exhibit", file.digest),
        "@type": "case-investigation:ProvenanceRecord",
        "case-investigation:exhibitNumber": f"{number}",
        "uco-core:description": visible(file.note) or f"{file.role.value}, as it came",
        "uco-core:object": [_link("file", file.digest)],
    }


# ── actions and people ──────────────────────────────────────────────────────────────────────────


def _tool(activity: Activity) -> Object:
    told: Object = {"@id": _id("tool", activity.tool, activity.version), "@type": "uco-tool:Tool"}
    return told | {"uco-core:name": visible(activity.tool), "uco-tool:version": visible(activity.version)}


def _person(name: str) -> Object:
    return {"@id": _id("person", name), "@type": "uco-identity:Person", "uco-core:name": visible(name)}


def _action(activity: Activity, snapshot: Snapshot, files: frozenset[Digest]) -> Object:
    told: Object = {
        "@id": _id("action", activity.id),
        "@type": "case-investigation:InvestigativeAction",
        "uco-core:name": f"{activity.kind.value}: {visible(activity.subject)}",
        "uco-action:startTime": _time(activity.started),
        "uco-action:endTime": _time(activity.ended),
        "uco-action:instrument": [_link("tool", activity.tool, activity.version)],
    }
    if activity.message:
        told["uco-core:description"] = visible(activity.message)
    if activity.by:
        told["uco-action:performer"] = _link("person", activity.by)
    cited = (record for article in snapshot.articles for record in article.references)
    record = next((r for r in cited if activity.subject in {r.reference.id, r.url}), None)
    if record:
        told["uco-action:object"] = [_link("post", record.reference.id)]
    if record and record.acquisition and activity.ok and activity.kind in GETTING:
        had = [file.digest for file in record.acquisition.files]
        told["uco-action:result"] = [_link(kind, digest) for digest in had for kind in ("file", "exhibit")]
    used = next((digest for digest in files if str(digest) == activity.subject), None)
    if used:
        told["uco-action:object"] = [_link("file", used)]
    return told


def _time(when: Instant) -> Object:
    return {"@type": "xsd:dateTime", "@value": str(when)}


# ── what people say ─────────────────────────────────────────────────────────────────────────────


def _assertions(snapshot: Snapshot) -> Iterator[Object]:
    """Claims and decisions: statements about things, each created by whoever makes it."""
    things = _things(snapshot)
    for claim in {claim.id: claim for claim in all_claims(snapshot)}.values():
        speaker = claim.asserted_by
        yield _person(str(speaker))
        hedge = f" (“{claim.hedges[0].words}”: {claim.hedges[0].level.value})" if claim.hedges else ""
        words = f"{claim.kind.value.replace('_', ' ')}: {claim.value}{hedge}, {claim.status.value}. “{claim.quote}”"
        yield _said(claim.id, words, str(speaker), things.get(str(claim.about)))
    for review in Standing.of(snapshot.reviews).categories.values():
        yield _person(review.by)
        yield _said(review.id, f"MediaReview category: {review.matter.words}", review.by, None)


def _said(name: str, words: str, speaker: str, about: Object | None) -> Object:
    told: Object = {"@id": _id("assertion", name), "@type": "uco-core:Annotation" if about else "uco-core:Assertion"}
    told["uco-core:statement"] = visible(words)
    told["uco-core:createdBy"] = _link("person", speaker)
    if about:
        told["uco-core:object"] = [about]
    return told


def _things(snapshot: Snapshot) -> dict[str, Object]:
    posts = {str(r.reference.id): _link("post", r.reference.id) for a in snapshot.articles for r in a.references}
    return posts | {str(digest): _link("file", digest) for digest in _kept(snapshot)}


def _location(found: Geolocation) -> Iterator[Object]:
    point: Json = {
        "@id": _id("point", found.id),
        "@type": "uco-location:LatLongCoordinatesFacet",
        "uco-location:latitude": {"@type": "xsd:decimal", "@value": _decimal(found.point.lat)},
        "uco-location:longitude": {"@type": "xsd:decimal", "@value": _decimal(found.point.lon)},
    }
    yield _person(str(found.claimant))
    yield {
        "@id": _id("location", found.id),
        "@type": "uco-location:Location",
        "uco-core:name": visible(found.place) or str(found.point),
        "uco-core:description": f"by {visible(str(found.claimant))}, {found.status.value}",
        "uco-core:createdBy": _link("person", str(found.claimant)),
        "uco-core:hasFacet": [point],
    }


def _decimal(value: float) -> str:
    """xsd:decimal knows no exponent."""
    return f"{value:.9f}".rstrip("0").rstrip(".")


EXPORTER = Exporter(name="case", suffix=".case.jsonld", media_type="application/ld+json", render=render)
