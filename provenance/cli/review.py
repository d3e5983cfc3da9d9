"""``provenance review``: the local page on which a person decides."""

import sys
import webbrowser
from typing import Annotated

import typer

from provenance.cli.common import (
    AllowHosts,
    CasePath,
    Cookies,
    Libraries,
    MaxMedia,
    Offline,
    Proxy,
    command,
    cookie_file,
    parse_size,
    passphrase,
)
from provenance.cli.console import errors, results, safe
from provenance.errors import UsageError

__all__ = ["review"]


@command
def review(
    case: CasePath,
    reviewer: Annotated[
        str | None,
        typer.Option(
            "--reviewer",
            "--by",
            envvar="PROVENANCE_REVIEWER",
            metavar="NAME",
            help="Who decides; stands with every decision (asked for if not given).",
        ),
    ] = None,
    library: Libraries = None,
    port: Annotated[int, typer.Option("--port", help="Of 127.0.0.1 (default: any that is free).", metavar="PORT")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page, or only print its address.")] = True,
    allow_host: AllowHosts = None,
    cookies: Cookies = None,
    proxy: Proxy = None,
    offline: Offline = False,
    max_media_size: MaxMedia = None,
) -> int:
    """Decide about a case in the browser: matches, words without a post, statements that collide, places, categories.

    The page is served on this machine alone, to the browser that opens its address first, and loads nothing from outside.
    Every decision stands at once in the case and its custody log, with your name. Ctrl-C ends it and seals the case.

    [bold]Examples[/bold]

      provenance review cases/story
      provenance review cases/story --reviewer "Ada Moreau" --library archive/
    """
    from provenance.cli.progress import Display
    from provenance.pipeline import jobs
    from provenance.review.server import serve

    settings = jobs.Settings(
        libraries=tuple(library or ()),
        allow_hosts=frozenset(allow_host or ()),
        media_limit=parse_size(max_media_size) if max_media_size else None,
        cookies=cookie_file(cookies),
        proxy=proxy,
        offline=offline,
        passphrase=passphrase(),
    )
    name = _reviewer(reviewer)

    def ready(address: str) -> None:
        results.print(safe(address, "bold"), soft_wrap=True)
        errors.print("Open it in one browser; it works once. Ctrl-C here ends the review and seals the case.", style="dim")
        if browser:
            webbrowser.open(address)

    with Display(quiet=False) as display:
        serve(case, reviewer=name, settings=settings, progress=display, port=port, ready=ready)
    return 0


def _reviewer(given: str | None) -> str:
    """The name, asked for on a terminal.

    Raises:
        UsageError: none was given, and nobody can be asked.
    """
    if given is None and sys.stdin.isatty():
        given = str(typer.prompt("Your name (it stands with every decision)", err=True))
    name = " ".join((given or "").split())
    if not name:
        raise UsageError("expected --reviewer NAME: every decision stands in the case with the name of who took it")
    return name
