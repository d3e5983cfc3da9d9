"""Everything that somebody puts at a point on Earth, as geolocation records: those written down, and claims with a place."""

from collections.abc import Iterator

from provenance.chain.standing import Standing
from provenance.chain.subjects import all_claims
from provenance.model import (
    Agent,
    AgentKind,
    Claim,
    ClaimKind,
    ClaimStatus,
    Digest,
    Geolocation,
    GeolocationId,
    GeolocationStatus,
    Point,
    ReferenceId,
    Snapshot,
    stable_id,
)

__all__ = ["geolocations"]


def geolocations(snapshot: Snapshot) -> tuple[Geolocation, ...]:
    """People's records first, then claims of where it was filmed, then positions written in files; each with its speaker."""
    urls = {r.reference.id: r.url or "" for article in snapshot.articles for r in article.references}
    pages = {a.reading.article.digest: a.reading.article.url or a.reading.article.source for a in snapshot.articles}
    claims = {claim.id: claim for claim in all_claims(snapshot) if claim.kind is ClaimKind.FILMED_AT and claim.place}
    told = {claim.about for claim in claims.values() if claim.asserted_by.kind is AgentKind.FILE}
    return (
        *Standing.of(snapshot.reviews).located,
        *(found for claim in claims.values() for found in _said(claim, urls, pages)),
        *_tagged(snapshot, told),
    )


def _said(claim: Claim, urls: dict[ReferenceId, str], pages: dict[Digest, str]) -> Iterator[Geolocation]:
    if claim.place is None:
        return
    denied = claim.status is ClaimStatus.DENIED
    yield Geolocation(
        id=GeolocationId(claim.id),
        about=claim.about,
        claimant=claim.asserted_by,
        camera=Point(lat=claim.place.lat, lon=claim.place.lon),
        radius_m=claim.place.radius_m,
        place=claim.place.name,
        gazetteer_id=claim.place.gazetteer_id or "",
        claimed_at=claim.said_at,
        claim_url=claim.url or (pages.get(claim.article, "") if claim.article else ""),
        media_url=urls.get(claim.about, "") if isinstance(claim.about, str) else "",
        segment=claim.segment,
        hedge=claim.hedges[0] if claim.hedges else None,
        status=GeolocationStatus.REFUTED if denied else GeolocationStatus.PROPOSED,
    )


def _tagged(snapshot: Snapshot, told: set[ReferenceId | Digest | None]) -> Iterator[Geolocation]:
    """Files whose position no claim repeats."""
    for media in snapshot.media:
        place = media.probe.location if media.probe else None
        if place and media.file.digest not in told:
            yield Geolocation(
                id=GeolocationId(stable_id("g", media.file.digest, "tag")),
                about=media.file.digest,
                claimant=Agent(kind=AgentKind.FILE, name=media.file.name),
                camera=Point(lat=place.lat, lon=place.lon),
                radius_m=place.radius_m,
                place=place.name,
            )
