"""``provenance read``: references and claims only."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.cli.common import (
    INCOMPLETE,
    AllowHosts,
    Browser,
    Cookies,
    JsonFlag,
    MaxPage,
    Names,
    Offline,
    Proxy,
    Quiet,
    command,
    cookie_file,
    parse_size,
    write_json,
)
from provenance.cli.console import errors, safe
from provenance.cli.language import Language, spoken
from provenance.cli.pages import STDOUT, check_page, write_page
from provenance.errors import ProvenanceError

if TYPE_CHECKING:
    from provenance.cli.progress import Display
    from provenance.model import Snapshot

__all__ = ["read"]


@command
def read(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLE", help="HTML, MHTML, e-mail or text files, URLs, folders, or - for standard input."),
    ],
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say for each reference why it was taken or set aside, and list the site's own ones too."),
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write the articles with their passages marked to FILE, - for stdout."),
    ] = None,
    allow_host: AllowHosts = None,
    offline: Offline = False,
    cookies: Cookies = None,
    cookies_from_browser: Browser = None,
    proxy: Proxy = None,
    max_page_size: MaxPage = "50MB",
    names: Names = None,
    language: Language = None,
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """List the video references of articles, and the claims made about them. Nothing is kept, no media is fetched.

    "uploaded" is when a post was made by its own identifier (UTC): filmed no later than that, perhaps long before.

    [bold]Examples[/bold]

      provenance read article.html --explain
      provenance read article.html --html marked.html
      provenance read saved-pages/ --json | jq '.articles[].references[].url'
    """
    from provenance.cli.progress import Display
    from provenance.pipeline import jobs

    check_page(html, map(Path, sources), json=json)
    settings = jobs.Settings(
        language=spoken(language),
        allow_hosts=frozenset(allow_host or ()),
        page_limit=parse_size(max_page_size),
        cookies=cookie_file(cookies),
        browser=cookies_from_browser,
        proxy=proxy,
        offline=offline,
        names=jobs.name_finder(names),
    )
    tally = Tally()
    with Display(quiet=quiet) as display:
        parts = tally.over(jobs.read_only(tuple(sources), settings=settings, progress=display))
        if html is not None:
            parts = iter(kept := list(parts))
            _write_html(html, kept, settings.language)
        if json:
            from provenance.exporters.json_report import stream

            for piece in stream(parts):
                write_json(piece)
        elif html != STDOUT:
            _print(parts, display, explain=explain)
    return tally.exit_code()


class Tally:
    """How many articles were read, and what went wrong with the others; told at once, on stderr."""

    def __init__(self) -> None:
        self.read = 0
        self.problems: list[ProvenanceError] = []

    def over(self, parts: Iterator[tuple["Snapshot", ProvenanceError | None]]) -> Iterator["Snapshot"]:
        """Each part, counted."""
        for snapshot, error in parts:
            self.read += len(snapshot.articles)
            if error is not None:
                self.problems.append(error)
                errors.print(safe(f"Error: {error}", "red"))
            yield snapshot

    def exit_code(self) -> int:
        """0: all were read. 1: some were not. The first error's own code where none was."""
        if self.problems and not self.read:
            return self.problems[0].exit_code
        return INCOMPLETE if self.problems else 0


def _print(parts: Iterator["Snapshot"], display: "Display", *, explain: bool) -> None:
    from provenance.cli.readings import print_contradictions, print_reading

    for snapshot in parts:
        for article in snapshot.articles:
            with display.aside():
                print_reading(article, explain=explain)
                print_contradictions(snapshot)


def _write_html(path: Path, parts: list["Snapshot"], language: str) -> None:
    """One page for all articles, which are held at once for it."""
    from provenance.exporters.html import render_reading

    if not parts:
        return
    whole = replace(
        parts[-1],
        articles=tuple(article for part in parts for article in part.articles),
        derivations=tuple(edge for part in parts for edge in part.derivations),
        activities=tuple(step for part in parts for step in part.activities),
        failures=tuple(step for part in parts for step in part.failures),
    )
    write_page(path, render_reading(whole, language))
