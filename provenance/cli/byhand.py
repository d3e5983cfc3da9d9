"""``provenance attach`` and ``provenance resolve``: what the analyst found by hand."""

from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.common import (
    AllowHosts,
    Browser,
    CasePath,
    Cookies,
    JsonFlag,
    Libraries,
    Offline,
    Proxy,
    Quiet,
    TrustAnchors,
    command,
    cookie_file,
    passphrase,
    trust_list,
)
from provenance.errors import UsageError

__all__ = ["attach", "resolve"]

Reference = Annotated[str | None, typer.Argument(metavar="[REF]", help="The reference's id, or its beginning.")]
Listed = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="TABLE",
        help="Many at once: CSV or XLSX with columns reference, file (or url), note; of files also by, when, from.",
    ),
]


@command
def attach(
    case: CasePath,
    reference: Reference = None,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="The media file.")] = None,
    from_: Listed = None,
    note: Annotated[str, typer.Option("--note", "-n", help="How you got it: by what means, from whom.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who obtained it.")] = "",
    when: Annotated[str, typer.Option("--when", help="When it was obtained, in your words.")] = "",
    url: Annotated[str, typer.Option("--url", help="Where it was got, if from the web. It is not asked.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Instead of the files attached before, which were wrong.")] = False,
    library: Libraries = None,
    trust_anchors: TrustAnchors = None,
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Add a file that you obtained yourself to a reference; it is then inspected, fingerprinted and matched.

    A copy is kept in the case; your file stays as it is. No request is made.

    [bold]Examples[/bold]

      provenance attach cases/story r1a2b3c4 clip.mp4 --note "e-mail of the author" --by "Ines" --when 2026-05-03
      provenance attach cases/story --from files.csv
    """
    from provenance.cli.outcome import conclude
    from provenance.cli.progress import Display
    from provenance.pipeline import jobs

    settings = jobs.Settings(
        libraries=tuple(library or ()), offline=True, passphrase=passphrase(), trust=trust_list(trust_anchors)
    )
    obtained = jobs.Obtained(how=note, by=by, when=when, url=url)
    with Display(quiet=quiet) as display:
        if from_ is not None and reference is None:
            outcome = jobs.attach_many(case, from_, obtained=obtained, settings=settings, progress=display)
        elif from_ is not None or reference is None or file is None:
            raise UsageError("expected either REF and FILE, or --from TABLE")
        else:
            outcome = jobs.attach_file(
                case, reference, file, obtained=obtained, instead=replace, settings=settings, progress=display
            )
    return conclude(outcome, case, json=json, quiet=quiet)


@command
def resolve(
    case: CasePath,
    reference: Reference = None,
    url: Annotated[str | None, typer.Argument(metavar="[URL]", help="The post's address.")] = None,
    from_: Listed = None,
    note: Annotated[str, typer.Option("--note", "-n", help="How you found it.")] = "",
    library: Libraries = None,
    trust_anchors: TrustAnchors = None,
    allow_host: AllowHosts = None,
    cookies: Cookies = None,
    cookies_from_browser: Browser = None,
    proxy: Proxy = None,
    offline: Offline = False,
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Say where the post is that a sentence speaks of; it is then fetched, inspected, fingerprinted and matched.

    [bold]Examples[/bold]

      provenance resolve cases/story --from posts.csv
      provenance resolve cases/story r1a2b3c4 https://www.instagram.com/p/Cq1w2e3r4t5/ --note "same first frame"
    """
    from provenance.cli.outcome import conclude
    from provenance.cli.progress import Display
    from provenance.pipeline import jobs

    settings = jobs.Settings(
        libraries=tuple(library or ()),
        allow_hosts=frozenset(allow_host or ()),
        cookies=cookie_file(cookies),
        browser=cookies_from_browser,
        proxy=proxy,
        offline=offline,
        passphrase=passphrase(),
        trust=trust_list(trust_anchors),
    )
    with Display(quiet=quiet) as display:
        if from_ is not None and reference is None:
            outcome = jobs.resolve_many(case, from_, note=note, settings=settings, progress=display)
        elif from_ is not None or reference is None or url is None:
            raise UsageError("expected either REF and URL, or --from TABLE")
        else:
            outcome = jobs.resolve_mention(case, reference, url, note=note, settings=settings, progress=display)
    return conclude(outcome, case, json=json, quiet=quiet)
