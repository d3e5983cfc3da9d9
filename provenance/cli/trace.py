"""``provenance trace``: the whole job."""

import re
from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.common import (
    AllowHosts,
    Cookies,
    JsonFlag,
    Libraries,
    MaxMedia,
    MaxPage,
    Names,
    Offline,
    Proxy,
    Quiet,
    Retry,
    Timestamps,
    command,
    cookie_file,
    parse_size,
    passphrase,
)

__all__ = ["trace"]


@command
def trace(
    sources: Annotated[
        list[str], typer.Argument(metavar="ARTICLE", help="HTML or text files, URLs, folders, or - for standard input.")
    ],
    case: Annotated[
        Path | None, typer.Option("--case", "-c", help="Case folder (default: cases/NAME-OF-THE-FIRST-ARTICLE).")
    ] = None,
    library: Libraries = None,
    allow_host: AllowHosts = None,
    offline: Offline = False,
    retry: Retry = False,
    cookies: Cookies = None,
    proxy: Proxy = None,
    max_page_size: MaxPage = "50MB",
    max_media_size: MaxMedia = None,
    names: Names = None,
    timestamp: Timestamps = None,
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """From articles to a case with a report: read, acquire, inspect, fingerprint, match, report.

    Run it again to go on where it stopped: nothing is done twice, and what failed for a passing reason is tried again.

    [bold]Examples[/bold]

      provenance trace article.html
      provenance trace https://example.org/story --case cases/story
      provenance trace saved-pages/ --library archive.lib --library cases/earlier
      pbpaste | provenance trace - --case cases/note --json > result.json
    """
    from provenance import pipeline
    from provenance.cli.outcome import conclude
    from provenance.cli.progress import Display

    settings = pipeline.Settings(
        libraries=tuple(library or ()),
        allow_hosts=frozenset(allow_host or ()),
        page_limit=parse_size(max_page_size),
        media_limit=parse_size(max_media_size) if max_media_size else None,
        cookies=cookie_file(cookies),
        proxy=proxy,
        offline=offline,
        retry=retry,
        timestamps=tuple(timestamp or ()),
        passphrase=passphrase(),
        names=pipeline.name_finder(names),
    )
    folder = case or free_case(sources[0])
    with Display(quiet=quiet) as display:
        outcome = pipeline.trace(tuple(sources), case=folder, settings=settings, progress=display)
    return conclude(outcome, folder, json=json, quiet=quiet)


def default_case(source: str) -> Path:
    """``cases/`` and a tame name made from the first source."""
    stem = re.sub(r"^https?://(www\.)?", "", source).rstrip("/")
    name = Path(stem).stem if not source.lower().startswith("http") else stem
    return Path("cases") / (re.sub(r"[^\w.-]+", "-", name).strip("-.")[:80] or "case")


def free_case(source: str) -> Path:
    """:func:`default_case`, numbered where a case of that name is about another article."""
    from provenance.pipeline import knows

    first = default_case(source)
    number = 1
    while True:
        folder = first if number == 1 else first.with_name(f"{first.name}-{number}")
        if not folder.exists() or (source != "-" and knows(folder, source)):
            return folder
        number += 1
