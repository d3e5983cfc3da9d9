"""The light and the shadows that a person states, held against the sun at the times claimed. Nothing is guessed from pixels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.chain.sun import SunPosition, light_against, shadow_against, sun_over
from provenance.model import Claim, ClaimId, ClaimKind, ClaimStatus, Geolocation, GeolocationStatus, InstantInterval

__all__ = ["Darkness", "against_the_sun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Darkness:
    """A time claimed at which the sun cannot have given the light that is stated."""

    interval: InstantInterval
    timed_by: str
    """Who claims the time."""
    claim: ClaimId | None
    """``None`` where the geolocation itself does."""
    quote: str
    seen_by: str
    """Who states the light."""
    seen: str
    """What he states: "daylight"."""
    against: str
    """Why the sun cannot have given it."""
    sun: SunPosition
    """At the first moment."""


def against_the_sun(claims: Iterable[Claim], located: Iterable[Geolocation]) -> Iterator[Darkness]:
    """Every time that somebody claims for one video, against each statement about its light that has a point on Earth."""
    claims = tuple(claims)
    for record in located:
        if record.status is GeolocationStatus.REFUTED or record.chronolocation is None:
            continue
        times: list[tuple[InstantInterval, str, ClaimId | None, str]] = []
        if record.chronolocation.interval:
            times.append((record.chronolocation.interval, str(record.claimant), None, record.chronolocation.method))
        times += [(c.moments, str(c.asserted_by), c.id, c.quote) for c in claims if c.moments and _times(c)]
        for interval, speaker, claim, quote in times:
            yield from _against(record, interval, speaker, claim, quote)


def _times(claim: Claim) -> bool:
    return claim.kind in {ClaimKind.FILMED_ON, ClaimKind.HAPPENED} and claim.status is not ClaimStatus.DENIED


def _against(
    record: Geolocation, interval: InstantInterval, speaker: str, claim: ClaimId | None, quote: str
) -> Iterator[Darkness]:
    chrono = record.chronolocation
    positions = sun_over(record.point, interval)
    if chrono is None or not positions:
        return
    reasons = []
    if chrono.light:
        reasons.append((f"it is filmed by {chrono.light.value}", light_against(chrono.light, positions)))
    if chrono.shadow:
        reasons.append((f"shadows point to {chrono.shadow.degrees:.0f}°", shadow_against(chrono.shadow, positions)))
    for seen, against in reasons:
        if against:
            yield Darkness(
                interval=interval,
                timed_by=speaker,
                claim=claim,
                quote=quote,
                seen_by=str(record.claimant),
                seen=seen,
                against=against,
                sun=positions[0],
            )
