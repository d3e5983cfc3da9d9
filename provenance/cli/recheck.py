"""``provenance recheck``: is what was available still there?"""

from typing import TYPE_CHECKING, Annotated

import typer

from provenance.cli.common import (
    INCOMPLETE,
    AllowHosts,
    Archives,
    Browser,
    CasePath,
    Cookies,
    JsonFlag,
    Proxy,
    Quiet,
    TrustAnchors,
    command,
    cookie_file,
    passphrase,
    trust_list,
    web_archive,
    write_json,
)
from provenance.cli.console import errors, results, safe
from provenance.cli.layout import Column, Record, show
from provenance.model import Availability, ReferenceRecord

if TYPE_CHECKING:
    from provenance.pipeline.jobs import Rechecked
    from provenance.pipeline.rechecking import Recheck

__all__ = ["recheck"]

COLUMNS = (
    Column(name="id", least=9),
    Column(name="before", least=10, gives=1),
    Column(name="now", least=13),
    Column(name="what changed", least=12, most=48, gives=2),
)


@command
def recheck(
    case: CasePath,
    references: Annotated[
        list[str] | None, typer.Argument(metavar="[REF…]", help="Ids, or their beginnings (default: all that were tried before).")
    ] = None,
    download: Annotated[bool, typer.Option("--download", help="Take anew what is there; what was had before stays.")] = False,
    allow_host: AllowHosts = None,
    archives: Archives = False,
    cookies: Cookies = None,
    cookies_from_browser: Browser = None,
    proxy: Proxy = None,
    trust_anchors: TrustAnchors = None,
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Ask again for what was tried before: is it still there, and since when is it not?

    Nothing is downloaded: the post is asked for, and one byte of each of its files. Every answer is kept with its time, so
    that the report can say "available on Monday, deleted on Friday". Exit code 1: something is not there, or did not answer.

    [bold]Examples[/bold]

      provenance recheck cases/story
      provenance recheck cases/story r1a2b --download
      provenance recheck cases/story --json | jq '.references[] | select(.changed)'
    """
    from provenance.cli.progress import Display
    from provenance.pipeline import jobs

    settings = jobs.Settings(
        allow_hosts=frozenset(allow_host or ()),
        cookies=cookie_file(cookies),
        browser=cookies_from_browser,
        proxy=proxy,
        passphrase=passphrase(),
        trust=trust_list(trust_anchors),
        archive=web_archive(asked=archives),
    )
    with Display(quiet=quiet) as display:
        done = jobs.recheck(case, only=tuple(references or ()), download=download, settings=settings, progress=display)
    if json:
        write_json(_document(done))
    elif not quiet:
        _print(done)
    for failure in done.outcome.failures if quiet else ():
        errors.print(safe(f"{failure.stage.value}: {failure.error}"))
    there = all(check.outcome is Availability.AVAILABLE for check in done.checks)
    return 0 if there and not done.outcome.failures else INCOMPLETE


def _print(done: "Rechecked") -> None:
    if not done.checks:
        results.print("Nothing was tried before: there is nothing to ask for again.", style="yellow")
    else:
        show("Asked again", COLUMNS, [_line(check) for check in done.checks])
    for path in done.outcome.files[:1]:
        results.print(safe(f"\n{path}", "bold"), soft_wrap=True)


def _line(check: "Recheck") -> Record:
    from provenance.exporters.text import plain

    style = "red" if check.changed and check.outcome is not Availability.AVAILABLE else "green" if check.told else "yellow"
    style = style if check.changed or not check.told or check.outcome is Availability.AVAILABLE else "red"
    below = [(plain(check.message), "dim")] if check.message and check.outcome is not Availability.AVAILABLE else []
    below += [(f"taken anew, and another file than before: {digest}", "bold") for digest in check.new_media]
    before = check.before.outcome.value if check.before else "–"
    cells = (check.reference, before, check.outcome.value, _change(check))
    return Record(cells=cells, address=check.url, below=tuple(below), style=style)


def _change(check: "Recheck") -> str:
    from provenance.chain.history import in_words

    if check.changed or len(check.history) > 1:
        return in_words(check.history)
    return "nothing" if check.told else "not told: ask again later"


def _document(done: "Rechecked") -> dict[str, object]:
    records = {record.reference.id: record for article in done.outcome.snapshot.articles for record in article.references}
    return {
        "case": done.outcome.snapshot.case,
        "checked_at": str(done.outcome.snapshot.taken_at),
        "references": [_object(check, records[check.reference]) for check in done.checks],
        "failures": [{"subject": failure.subject, "message": str(failure.error)} for failure in done.outcome.failures],
    }


def _object(check: "Recheck", record: ReferenceRecord) -> dict[str, object]:
    from provenance.chain.history import in_words
    from provenance.exporters.json_archives import lookup_objects

    return {
        "id": check.reference,
        "url": check.url,
        "before": check.before.outcome.value if check.before else None,
        "before_at": str(check.before.last) if check.before else None,
        "now": check.outcome.value,
        "at": str(check.at),
        "changed": check.changed,
        "told": check.told,
        "message": check.message,
        "words": in_words(check.history),
        "history": [{"outcome": p.outcome.value, "first": str(p.first), "last": str(p.last)} for p in check.history],
        "new_media": [str(digest) for digest in check.new_media],
        "state": record.state.value,
        "archives": lookup_objects(record.lookups[-1:]),
    }
