"""``provenance trace``: the whole job."""

import re
from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.common import (
    AllowHosts,
    Archives,
    Browser,
    Comments,
    Cookies,
    JsonFlag,
    Libraries,
    MaxMedia,
    MaxPage,
    MaxTime,
    Names,
    NoPictures,
    Offline,
    Proxy,
    Quiet,
    Retry,
    Timestamps,
    TrustAnchors,
    command,
    cookie_file,
    parse_size,
    parse_time,
    passphrase,
    trust_list,
    web_archive,
)
from provenance.cli.language import Language, spoken
from provenance.errors import UsageError

__all__ = ["trace"]


@command
def trace(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ARTICLE…]", help="HTML, MHTML, e-mail or text files, URLs, folders, or - for standard input."),
    ] = None,
    from_: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            "-f",
            metavar="LIST",
            help="A list of articles: CSV, text, XLSX, RSS, Atom or a sitemap, as a file or a URL. Repeatable.",
        ),
    ] = None,
    column: Annotated[
        str | None,
        typer.Option("--column", help="The list's column with the addresses (heading, number or letter), if it is not found."),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Take so many addresses of each list.")] = None,
    page_picture: Annotated[
        bool,
        typer.Option("--page-picture", help="Keep a picture of each page too, drawn by Chromium from the kept bytes, offline."),
    ] = False,
    pause: Annotated[float, typer.Option("--pause", min=0, help="Seconds between two pages of one host.")] = 1.0,
    case: Annotated[
        Path | None, typer.Option("--case", "-c", help="Case folder (default: cases/NAME-OF-THE-FIRST-ARTICLE).")
    ] = None,
    library: Libraries = None,
    allow_host: AllowHosts = None,
    offline: Offline = False,
    archives: Archives = False,
    retry: Retry = False,
    cookies: Cookies = None,
    cookies_from_browser: Browser = None,
    proxy: Proxy = None,
    max_page_size: MaxPage = "50MB",
    max_media_size: MaxMedia = None,
    max_media_time: MaxTime = None,
    comments: Comments = False,
    no_pictures: NoPictures = False,
    names: Names = None,
    timestamp: Timestamps = None,
    trust_anchors: TrustAnchors = None,
    language: Language = None,
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """From articles to a case with a report: read, acquire, inspect, fingerprint, match, report.

    Run it again to go on where it stopped: nothing is done twice, and what failed for a passing reason is tried again.

    [bold]Examples[/bold]

      provenance trace article.html
      provenance trace https://example.org/story --case cases/story
      provenance trace saved-pages/ --library archive.lib --library cases/earlier
      provenance trace --from urls.csv --column link --case cases/september
      provenance trace --from https://example.org/feed --limit 50
      pbpaste | provenance trace - --case cases/note --json > result.json
    """
    from provenance.cli.outcome import conclude
    from provenance.cli.progress import Display
    from provenance.pipeline import jobs

    settings = jobs.Settings(
        libraries=tuple(library or ()),
        allow_hosts=frozenset(allow_host or ()),
        page_limit=parse_size(max_page_size),
        media_limit=parse_size(max_media_size) if max_media_size else None,
        media_seconds=parse_time(max_media_time) if max_media_time else None,
        cookies=cookie_file(cookies),
        browser=cookies_from_browser,
        comments=comments,
        pictures=not no_pictures,
        proxy=proxy,
        offline=offline,
        retry=retry,
        timestamps=tuple(timestamp or ()),
        passphrase=passphrase(),
        trust=trust_list(trust_anchors),
        archive=web_archive(asked=archives),
        pause=pause,
        page_picture=page_picture,
        names=jobs.name_finder(names),
        language=spoken(language),
    )
    articles, listed = tuple(sources or ()), tuple(from_ or ())
    if not articles and not listed:
        raise UsageError("expected an ARTICLE, or a list of articles with --from, found neither")
    lists = jobs.Lists(sources=listed, column=column, most=limit) if listed else None
    folder = case or free_case((*articles, *listed)[0])
    with Display(quiet=quiet) as display:
        outcome = jobs.trace(articles, lists=lists, case=folder, settings=settings, progress=display)
    return conclude(outcome, folder, json=json, quiet=quiet)


def default_case(source: str) -> Path:
    """``cases/`` and a tame name made from the first source."""
    stem = re.sub(r"^https?://(www\.)?", "", source).rstrip("/")
    name = Path(stem).stem if not source.lower().startswith("http") else stem
    return Path("cases") / (re.sub(r"[^\w.-]+", "-", name).strip("-.")[:80] or "case")


def free_case(source: str) -> Path:
    """:func:`default_case`, numbered where a case of that name is about another article."""
    from provenance.pipeline.jobs import knows

    first = default_case(source)
    number = 1
    while True:
        folder = first if number == 1 else first.with_name(f"{first.name}-{number}")
        if not folder.exists() or (source != "-" and knows(folder, source)):
            return folder
        number += 1
