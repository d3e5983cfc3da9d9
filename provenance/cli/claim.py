"""``provenance claim``: write down what somebody said about a video."""

from typing import Annotated

import typer

from provenance.cli.common import CasePath, JsonFlag, Quiet, command
from provenance.cli.stating import By, Note, agent, choice, read

__all__ = ["claim"]


@command
def claim(
    case: CasePath,
    about: Annotated[str, typer.Argument(metavar="ABOUT", help="The reference's id, or the file's digest, or its beginning.")],
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="posted-by, posted-on, poster-background, reposted-from, filmed-by, filmed-at, filmed-on, shows, happened, "
            "verified-by, denied-by, generated-by-ai or staged.",
        ),
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What is claimed, in the speaker's words.")],
    speaker: Annotated[str, typer.Option("--speaker", "-s", help="Who says so: a name, or @account.")],
    speaker_kind: Annotated[
        str, typer.Option("--speaker-kind", help="person, organisation, account, platform, article, file or unnamed.")
    ] = "person",
    described: Annotated[str | None, typer.Option("--described", help="How the speaker is described, verbatim.")] = None,
    quote: Annotated[str, typer.Option("--quote", help="The whole sentence, verbatim.")] = "",
    hedge: Annotated[str, typer.Option("--hedge", help="Words of reserve, verbatim: “reportedly”. Wants --level.")] = "",
    level: Annotated[
        str | None, typer.Option("--level", help="What you take them for: certain, probable, possible, doubtful or denied.")
    ] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="LAT,LON", help="Where, for a claim about a place.")] = None,
    radius: Annotated[float | None, typer.Option("--radius", help="Uncertainty of --at in metres; left out: unknown.")] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DAYS", help="The days claimed: 2024-05-03, 2024-05, or FIRST/LAST.")
    ] = None,
    time: Annotated[
        str | None, typer.Option("--time", help="The time claimed, with its offset: 2024-05-03T21:00+02:00, or FIRST/LAST.")
    ] = None,
    zone: Annotated[str, typer.Option("--zone", help="Zone of --time where it has no offset: Europe/Kyiv.")] = "",
    said_at: Annotated[str | None, typer.Option("--said-at", help="When it was said: a day, or a time.")] = None,
    url: Annotated[str, typer.Option("--url", help="Where it was said.")] = "",
    segment: Annotated[
        str | None, typer.Option("--segment", metavar="FROM-TO", help="The stretch of the file it is about: 0:01-0:03.5.")
    ] = None,
    by: By = None,
    note: Note = "",
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Write down what somebody said about a reference, a file or a stretch of a file: who, in which words, how surely, where.

    The claim stands beside those that were read in articles. Nothing is taken for a fact.

    [bold]Examples[/bold]

      provenance claim cases/story r1a2b3c4 filmed-at "the old bridge" -s "A. Witness" --hedge "I think" --level probable
      provenance claim cases/story sha256:9f2c happened "this morning" -s @quaywatch --speaker-kind account --date 2024-05-03
    """
    from functools import partial

    from provenance.cli.deciding import decide
    from provenance.geolocations import stated
    from provenance.model import ClaimKind, HedgeLevel, Place
    from provenance.pipeline import reviewing
    from provenance.pipeline.claiming import NewClaim

    where = read(stated.point, at, "--at")
    new = NewClaim(
        kind=choice(ClaimKind, kind, "KIND", among=tuple(ClaimKind)),
        value=value,
        speaker=agent(speaker, kind=speaker_kind, described=described),
        quote=quote,
        hedge=hedge,
        level=choice(HedgeLevel, level, "--level", among=tuple(HedgeLevel)) if level else None,
        place=read(lambda _: Place(name=value, lat=where.lat, lon=where.lon, radius_m=radius), at, "--radius") if where else None,
        date=read(stated.days, date, "--date"),
        moments=read(lambda text: stated.interval(text, zone), time, "--time"),
        said_at=read(stated.timestamp, said_at, "--said-at"),
        url=url,
        segment=read(stated.stretch, segment, "--segment"),
    )
    return decide(case, partial(reviewing.add_claim, new=new, about=about, note=note), by=by, json=json, quiet=quiet)
