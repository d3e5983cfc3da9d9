"""The commands: one module each; parse, call the pipeline once, print."""

import sys
from typing import Annotated

import typer

from provenance import __version__
from provenance.cli.bundle import bundle, open_
from provenance.cli.byhand import attach, resolve
from provenance.cli.claim import claim
from provenance.cli.custody import key, log, timestamp, verify
from provenance.cli.decide import app as decide
from provenance.cli.doctor import doctor
from provenance.cli.fetch import fetch
from provenance.cli.footage import duplicates, match, search
from provenance.cli.import_ import import_
from provenance.cli.inspect import inspect
from provenance.cli.library import app as library
from provenance.cli.locate import locate
from provenance.cli.read import read
from provenance.cli.recheck import recheck
from provenance.cli.report import report
from provenance.cli.review import review
from provenance.cli.status import status
from provenance.cli.trace import trace

__all__ = ["app", "main"]

EPILOG = (
    "[bold]Exit codes[/bold]  0 done · 1 done, with items that could not be had (match, search: nothing found) · 2 usage · "
    "3 unusable input · 4 network · 5 case or library · 6 disk · 7 missing extra · 70 our fault · 130 interrupted"
)

app = typer.Typer(
    name="provenance",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EPILOG,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"provenance {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Where does this video come from? From an article to one case folder with a report:
    which video, where it is, who posted it, who says what about it and how surely, and where the footage was seen before.

    Begin with [bold]provenance trace ARTICLE[/bold].
    """


_JOB, _PARTS, _HAND, _FOOTAGE = "The whole job", "Its parts", "By hand", "Footage"
_CUSTODY, _CARE = "Custody", "Care"

app.command(rich_help_panel=_JOB)(trace)
app.command(rich_help_panel=_PARTS)(read)
app.command(rich_help_panel=_PARTS)(fetch)
app.command(rich_help_panel=_PARTS)(recheck)
app.command(rich_help_panel=_PARTS)(report)
app.command(rich_help_panel=_PARTS)(status)
app.command(rich_help_panel=_HAND)(resolve)
app.command(rich_help_panel=_HAND)(attach)
app.command("import", rich_help_panel=_HAND)(import_)
app.command(rich_help_panel=_HAND)(claim)
app.command(rich_help_panel=_HAND)(locate)
app.add_typer(decide, name="decide", rich_help_panel=_HAND)
app.command(rich_help_panel=_HAND)(review)
app.command(rich_help_panel=_FOOTAGE)(inspect)
app.command(rich_help_panel=_FOOTAGE)(match)
app.command(rich_help_panel=_FOOTAGE)(search)
app.command(rich_help_panel=_FOOTAGE)(duplicates)
app.add_typer(library, name="library", rich_help_panel=_FOOTAGE)
app.command(rich_help_panel=_CUSTODY)(verify)
app.command(rich_help_panel=_CUSTODY)(log)
app.command(rich_help_panel=_CUSTODY)(bundle)
app.command("open", rich_help_panel=_CUSTODY)(open_)
app.command(rich_help_panel=_CUSTODY)(timestamp)
app.command(rich_help_panel=_CUSTODY)(key)
app.command(rich_help_panel=_CARE)(doctor)


def main() -> None:
    """Entry point of the console script."""
    # A terminal that cannot show a character must not stop the work.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    app()
