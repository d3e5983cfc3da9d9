"""``provenance read``: references and claims only."""

from typing import Annotated

import typer

from provenance.cli.common import INCOMPLETE, AllowHosts, JsonFlag, MaxPage, Proxy, Quiet, command, parse_size, write_json
from provenance.cli.console import errors, safe

__all__ = ["read"]


@command
def read(
    sources: Annotated[
        list[str], typer.Argument(metavar="ARTICLE", help="HTML or text files, URLs, folders, or - for standard input.")
    ],
    allow_host: AllowHosts = None,
    proxy: Proxy = None,
    max_page_size: MaxPage = "50MB",
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """List the video references of articles, and the claims made about them. Nothing is kept, no media is fetched.

    [bold]Examples[/bold]

      provenance read article.html
      provenance read saved-pages/ --json | jq '.articles[].references[].url'
    """
    from provenance import pipeline
    from provenance.cli.progress import Display
    from provenance.cli.tables import print_snapshot

    settings = pipeline.Settings(allow_hosts=frozenset(allow_host or ()), page_limit=parse_size(max_page_size), proxy=proxy)
    with Display(quiet=quiet) as display:
        snapshot, problems = pipeline.read_only(tuple(sources), settings=settings, progress=display)
    if json:
        write_json(pipeline.exporter("json").render(snapshot))
    else:
        print_snapshot(snapshot, states=False)
    for error in problems:
        errors.print(safe(f"Error: {error}", "red"))
    if problems and not snapshot.articles:
        return problems[0].exit_code
    return INCOMPLETE if problems else 0
