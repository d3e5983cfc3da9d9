"""``provenance fetch``: get the media of a case's references, or of addresses given by hand."""

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
    MaxTime,
    NoPictures,
    Proxy,
    Quiet,
    Retry,
    TrustAnchors,
    command,
    cookie_file,
    parse_size,
    parse_time,
    passphrase,
    trust_list,
    web_archive,
)
from provenance.errors import UsageError

__all__ = ["fetch"]


@command
def fetch(
    targets: Annotated[
        list[str], typer.Argument(metavar="CASE [REF…] | URL…", help="A case and the ids to fetch (default: all), or posts.")
    ],
    case: Annotated[Path | None, typer.Option("--case", "-c", help="Where to keep what the URLs give.")] = None,
    library: Libraries = None,
    allow_host: AllowHosts = None,
    retry: Retry = False,
    archives: Archives = False,
    cookies: Cookies = None,
    cookies_from_browser: Browser = None,
    proxy: Proxy = None,
    max_media_size: MaxMedia = None,
    max_media_time: MaxTime = None,
    comments: Comments = False,
    no_pictures: NoPictures = False,
    trust_anchors: TrustAnchors = None,
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Get the media that a case still lacks, then inspect, fingerprint, match and report.

    With URLs instead of a case, the posts are fetched into the case named by --case as if an article had cited them.

    [bold]Examples[/bold]

      provenance fetch cases/story
      provenance fetch cases/story r1a2b --retry --cookies cookies.txt
      provenance fetch https://youtu.be/a1B2c3D4e5F --case cases/clip
    """
    from provenance.cli.outcome import conclude
    from provenance.cli.progress import Display
    from provenance.pipeline import jobs

    settings = jobs.Settings(
        libraries=tuple(library or ()),
        allow_hosts=frozenset(allow_host or ()),
        media_limit=parse_size(max_media_size) if max_media_size else None,
        media_seconds=parse_time(max_media_time) if max_media_time else None,
        cookies=cookie_file(cookies),
        browser=cookies_from_browser,
        comments=comments,
        pictures=not no_pictures,
        proxy=proxy,
        retry=retry,
        passphrase=passphrase(),
        trust=trust_list(trust_anchors),
        archive=web_archive(asked=archives),
    )
    urls = [target for target in targets if target.lower().startswith(("http://", "https://"))]
    if urls and len(urls) != len(targets):
        raise UsageError(f"expected either a case and reference ids, or URLs alone; found both: {' '.join(targets)}")
    if urls and case is None:
        raise UsageError("expected --case CASE with URLs, to know where to keep what they give")
    with Display(quiet=quiet) as display:
        if urls and case is not None:
            folder = case
            outcome = jobs.fetch_urls(tuple(urls), case=folder, settings=settings, progress=display)
        else:
            folder = Path(targets[0])
            outcome = jobs.resume(folder, only=tuple(targets[1:]), settings=settings, progress=display)
    return conclude(outcome, folder, json=json, quiet=quiet)
