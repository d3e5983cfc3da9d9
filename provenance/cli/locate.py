"""``provenance locate``: a geolocation record, or a whole list of them."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.common import CasePath, JsonFlag, Quiet, command
from provenance.cli.stating import By, Note, agent, choice, read, valid
from provenance.errors import UsageError

__all__ = ["locate"]


@command
def locate(
    case: CasePath,
    about: Annotated[
        str | None, typer.Argument(metavar="ABOUT", help="The reference's id, or the file's digest, or its beginning.")
    ] = None,
    camera: Annotated[str | None, typer.Option("--camera", metavar="LAT,LON", help="Where the camera stood.")] = None,
    subject: Annotated[str | None, typer.Option("--subject", metavar="LAT,LON", help="Where what is seen stands.")] = None,
    bearing: Annotated[
        str | None, typer.Option("--bearing", metavar="DEG±TOL", help="Where the camera looked, clockwise from north: 120±15.")
    ] = None,
    radius: Annotated[float | None, typer.Option("--radius", help="Uncertainty in metres; left out: unknown.")] = None,
    place: Annotated[str, typer.Option("--place", help="The words for the place, verbatim.")] = "",
    gazetteer: Annotated[str, typer.Option("--gazetteer", metavar="ID", help="The place in a gazetteer: geonames:693838.")] = "",
    feature: Annotated[
        list[str] | None,
        typer.Option(
            "--feature", metavar="[TIME ]NOTE", help="What was found again on a picture or map: 0:03 two chimneys. Repeatable."
        ),
    ] = None,
    filmed: Annotated[
        str | None, typer.Option("--filmed", help="When it was filmed, worked out: a time with its offset, or FIRST/LAST.")
    ] = None,
    zone: Annotated[str, typer.Option("--zone", help="Zone of --filmed where it has no offset: Europe/Kyiv.")] = "",
    method: Annotated[str, typer.Option("--method", help="How --filmed was worked out.")] = "",
    light: Annotated[
        str | None, typer.Option("--light", help="The light that you see: day or night. Held against the sun.")
    ] = None,
    shadow: Annotated[
        str | None, typer.Option("--shadow", metavar="DEG±TOL", help="Where shadows point to. Held against the sun.")
    ] = None,
    claimant: Annotated[str, typer.Option("--claimant", help="Whom the geolocation is credited to (default: you).")] = "",
    claimant_kind: Annotated[str, typer.Option("--claimant-kind", help="person, organisation, account or unnamed.")] = "person",
    claimed_at: Annotated[str | None, typer.Option("--claimed-at", help="When it was published: a day, or a time.")] = None,
    url: Annotated[str, typer.Option("--url", help="Where the geolocation was published: its credit.")] = "",
    source: Annotated[str, typer.Option("--source", help="Where the media was published: its source.")] = "",
    hedge: Annotated[str, typer.Option("--hedge", help="Words of reserve, verbatim. Wants --level.")] = "",
    level: Annotated[
        str | None, typer.Option("--level", help="What you take them for: certain, probable, possible, doubtful or denied.")
    ] = None,
    status: Annotated[str, typer.Option("--status", help="proposed, confirmed, disputed or refuted.")] = "proposed",
    segment: Annotated[
        str | None, typer.Option("--segment", metavar="FROM-TO", help="The stretch of the file it is about: 0:01-0:03.5.")
    ] = None,
    table: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Instead of one record: a list as CSV, GeoJSON or KML.")
    ] = None,
    points: Annotated[
        str, typer.Option("--points", help="What the points of such a list are where it does not say: subject or camera.")
    ] = "subject",
    by: By = None,
    note: Note = "",
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Keep a geolocation: where the camera stood, what it shows, how that was found, on whose word.

    Several of one video stand side by side. Out again: provenance report CASE --format csv, geojson or kml.

    [bold]Examples[/bold]

      provenance locate cases/story r1a2b3c4 --camera 44.1021,28.6503 --bearing 120±15 --radius 20 --feature "0:03 two chimneys"
      provenance locate cases/story r1a2b3c4 --camera 44.1021,28.6503 --filmed 2024-05-03T21:00+03:00 --light day
      provenance locate cases/story --from geoconfirmed.csv --points subject
    """
    from provenance.cli.deciding import bring, decide
    from provenance.geolocations import stated
    from provenance.model import (
        Chronolocation,
        Geolocation,
        GeolocationId,
        GeolocationStatus,
        Hedge,
        HedgeLevel,
        HedgeScope,
        Light,
    )
    from provenance.pipeline import reviewing

    if table is not None:
        seen = choice(str, points, "--points", among=("subject", "camera")) == "camera"
        return bring(case, table, about=about, camera=seen, by=by, note=note, json=json, quiet=quiet)
    if about is None:
        raise UsageError("expected ABOUT, a reference or file of the case, or --from FILE; found neither")
    grade = choice(HedgeLevel, level, "--level", among=tuple(HedgeLevel)) if level else None
    if hedge and grade is None:
        raise UsageError(f"“{hedge}”: expected --level, what the words of reserve are taken for")
    sun = Chronolocation(
        interval=read(lambda text: stated.interval(text, zone), filmed, "--filmed"),
        method=method,
        light=choice(Light, light, "--light", among=tuple(Light)) if light else None,
        shadow=read(stated.bearing, shadow, "--shadow"),
    )
    record = valid(
        lambda: Geolocation(
            id=GeolocationId(""),
            about=None,
            claimant=agent(claimant or by or reviewing.account_name(), kind=claimant_kind, described=None),
            camera=read(stated.point, camera, "--camera"),
            subject=read(stated.point, subject, "--subject"),
            bearing=read(stated.bearing, bearing, "--bearing"),
            radius_m=radius,
            place=place,
            gazetteer_id=gazetteer,
            features=tuple(stated.feature(each) for each in feature or ()),
            chronolocation=None if sun == Chronolocation() else sun,
            claimed_at=read(stated.timestamp, claimed_at, "--claimed-at"),
            claim_url=url,
            media_url=source,
            segment=read(stated.stretch, segment, "--segment"),
            hedge=Hedge(words=hedge, level=grade, scope=HedgeScope.PLACE) if grade else None,
            status=choice(GeolocationStatus, status, "--status", among=tuple(GeolocationStatus)),
        ),
    )
    return decide(case, partial(reviewing.locate, geolocation=record, about=about, note=note), by=by, json=json, quiet=quiet)
