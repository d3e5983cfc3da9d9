"""``provenance inspect``: what one media file is, what it says of itself, and where it contradicts itself or others."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.cli.common import JsonFlag, TrustAnchors, command, trust_list, write_json
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.model import Claim

__all__ = ["inspect"]


@command
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A video, sound or picture file.")],
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="When it was published (2024-01-31), to be held against its metadata."),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option("--place", metavar="LAT,LON", help="Where it is said to be filmed, to be held against its position."),
    ] = None,
    trust_anchors: TrustAnchors = None,
    tags: Annotated[bool, typer.Option("--tags/--no-tags", help="List every tag verbatim at the end.")] = True,
    json: JsonFlag = False,
) -> int:
    """Show what a media file is, what its metadata says and comes to, and what contradicts it. Makes no request.

    Where exiftool is on PATH, its reading stands beside the program's own (PROVENANCE_EXIFTOOL= turns it off).

    [bold]Examples[/bold]

      provenance inspect clip.mp4
      provenance inspect clip.mp4 --published 2024-01-31 --place 48.95,38.49
      provenance inspect photo.jpg --trust-anchors certificates.pem
    """
    from provenance.chain import contradictions
    from provenance.cli.metadata_tables import print_inspection
    from provenance.exporters.json_report import contradiction_object, probe_object
    from provenance.pipeline.measuring import inspect_file

    claims = _said(published, place)
    snapshot = inspect_file(file, claims=claims, trust=trust_list(trust_anchors))
    (record,) = snapshot.media
    found = contradictions(snapshot)
    if record.probe is None:
        raise RuntimeError("expected a probe, found none")
    if json:
        collisions = [contradiction_object(each) for each in found]
        write_json({**probe_object(record.probe, file.name), "contradictions": collisions})
    else:
        print_inspection(record.probe, file, found, tags=tags)
    return 0


def _said(published: str | None, place: str | None) -> "tuple[Claim, ...]":
    """The analyst's word, as claims about a file that is not known yet."""
    from provenance.pipeline.measuring import said_place, said_published

    claims = []
    if published is not None:
        claims.append(said_published(published))
    if place is not None:
        found = re.fullmatch(r"\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[, ]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*", place)
        if not found:
            raise UsageError(f"--place {place}: expected degrees north and east such as 48.95,38.49")
        claims.append(said_place(float(found[1]), float(found[2])))
    return tuple(claims)
