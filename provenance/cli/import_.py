"""``provenance import``: what other programs exported."""

from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.common import JsonFlag, Libraries, Quiet, TrustAnchors, command, passphrase, trust_list
from provenance.errors import UsageError

__all__ = ["import_"]

ORDERS = ("dmy", "mdy", "ymd")


@command
def import_(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The case folder; made if it is not there.")],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder, a zip file or a file.")],
    by: Annotated[str, typer.Option("--by", help="Who exported it.")] = "",
    how: Annotated[str, typer.Option("--how", help="By what means: whose phone, which program.")] = "",
    when: Annotated[str, typer.Option("--when", help="When it was exported.")] = "",
    from_url: Annotated[str, typer.Option("--from-url", help="Where you got it, if from the web.")] = "",
    dates: Annotated[
        str | None, typer.Option("--dates", help="Order in the chat's dates, if nothing in it decides: dmy, mdy or ymd.")
    ] = None,
    library: Libraries = None,
    trust_anchors: TrustAnchors = None,
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Take in an export: a WhatsApp chat, one of Telegram Desktop, a folder of yt-dlp, what auto-archiver left.

    Who wrote what and when becomes the export's claims, what a message says its sender's. Files are attached to their messages,
    links to posts become references; none is fetched (then: provenance fetch CASE). Run it again to go on.

    [bold]Examples[/bold]

      provenance import cases/story "WhatsApp Chat.zip" --by "M., eyewitness" --how "on her phone" --when 2026-11-20
      provenance import cases/story ChatExport_2026-11-20/ --by "our reporter"
      provenance import cases/story downloads/ --by me --how "yt-dlp with --write-info-json"
      provenance import cases/story archiver.csv --by "the archive team"
    """
    from provenance.cli.outcome import conclude
    from provenance.cli.progress import Display
    from provenance.pipeline import jobs

    if not by.strip():
        raise UsageError("expected who exported it: --by NAME, and best also --how and --when")
    if dates is not None and dates not in ORDERS:
        raise UsageError(f"--dates {dates}: expected dmy, mdy or ymd")
    settings = jobs.Settings(
        libraries=tuple(library or ()), offline=True, passphrase=passphrase(), trust=trust_list(trust_anchors)
    )
    handing = jobs.Handing(by=by, how=how, when=when, url=from_url, dates=dates)
    with Display(quiet=quiet) as display:
        outcome = jobs.import_into(case, path, handing, settings=settings, progress=display)
    return conclude(outcome, case, json=json, quiet=quiet)
