"""Stage 1: articles in, references and claims in the case."""

import functools
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from provenance import articles, platforms
from provenance.errors import ArticleError, NetworkError, ProvenanceError, UsageError
from provenance.exporters.text import plural
from provenance.fetch import pages, ytdlp
from provenance.model import (
    FILE,
    Activity,
    ActivityKind,
    Article,
    ArticleRecord,
    Block,
    BlockKind,
    Capture,
    Citation,
    Digest,
    Instant,
    Memento,
    Reading,
    ReferenceId,
    ReferenceKind,
    ReferenceRecord,
    VideoReference,
    stable_id,
    state_of,
)
from provenance.pipeline.capturing import keep_capture, keep_refusal
from provenance.pipeline.lookingup import look_up
from provenance.pipeline.run import Run, Settings, Tools, activity, as_ours, failed, now

__all__ = ["STDIN", "Read", "expand", "read_all", "read_each", "read_urls"]

STDIN = "-"
EXPECTED = "expected a file, a folder, a URL or - (standard input)"
GONE = frozenset({404, 410})
SESSION = "cookies"
"""The option of an activity that had the analyst's session."""
CAPTURES = 3
"""Captures of one page that are asked for, until one is given."""
PAGES = frozenset({"", "text/html", "application/xhtml+xml", "text/plain"})
"""Media types of captures that may be an article; empty where the archive tells none."""
SUFFIXES = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".eml", ".txt", ".text", ".md")
"""What a folder is searched for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes of an article as they came, with what the server said of them."""

    data: bytes
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    requests: tuple[str, ...] = ()
    fetched: pages.FetchedPage | None = None
    """Where it came from a server."""
    memento: Memento | None = None
    """Where that was a web archive, because the page itself is gone."""


def is_url(source: str) -> bool:
    """Whether ``source`` is to be fetched rather than opened."""
    return source.lower().startswith(("http://", "https://"))


def expand(sources: tuple[str, ...]) -> tuple[str, ...]:
    """Folders replaced by the articles in them, in order of name; nothing twice.

    Raises:
        UsageError: a folder without a single article.
        ArticleError: not one of the sources exists.
    """
    found: dict[str, None] = {}
    for source in sources:
        folder = Path(source)
        if source == STDIN or is_url(source) or not folder.is_dir():
            found[source] = None
            continue
        inside = [str(path) for path in articles_in(folder)]
        if not inside:
            raise UsageError(f"{source}: expected a folder with articles ({', '.join(SUFFIXES)}), found none in it")
        found.update(dict.fromkeys(inside))
    if sources and not any(source == STDIN or is_url(source) or Path(source).exists() for source in found):
        raise ArticleError(f"{', '.join(found)}: {EXPECTED}, found nothing of the kind")
    return tuple(found)


def articles_in(folder: Path) -> Iterator[Path]:
    """Articles below ``folder`` by their suffix, in order of name; no cases, and no links that lead out of it."""
    root = folder.resolve()
    cases = {path.parent.resolve() for path in folder.rglob("case.sqlite")}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            real = path.resolve()
            if real.is_relative_to(root) and cases.isdisjoint(real.parents):
                yield path


def read_all(run: Run, sources: tuple[str, ...]) -> None:
    """Read every source that the case does not hold yet; each is committed on its own."""
    run.progress.stage("read", len(sources))
    before: list[str] = []
    for source in sources:
        with run.item(ActivityKind.READ, source, label=source):
            if is_url(source) and run.case.article_of(source):
                before.append(source)
            else:
                _read_into_case(run, source)
    bare = [source for source in before if _without_session(run, source)]
    had = [source for source in before if source not in bare]
    words = "read before without your session, not again with it (give another --case)"
    for found, told in ((had, "read before, not fetched again"), (bare, words)):
        if found:
            which = found[0] if len(found) == 1 else f"{len(found):,} of {len(sources):,} addresses"
            run.progress.note(f"{which}: {told}")


def _without_session(run: Run, source: str) -> bool:
    """Whether cookies are given that its last reading did not have: then it may say less than its readers see."""
    last = run.case.last_activity(ActivityKind.READ, source)
    given = run.settings.cookies or run.settings.browser
    return bool(given) and last is not None and SESSION not in dict(last.options)


def _read_into_case(run: Run, source: str) -> None:
    started, before = now(), len(run.guard.sent)
    try:
        page = obtain(source, run.tools)
    except pages.StatusError as error:
        refusal, asked = error, tuple(run.guard.sent[before:])
        kept = _kept_by_archive(run, source, refusal, asked=asked) if refusal.status in GONE else None
        if kept is None:
            keep = functools.partial(keep_refusal, run, source, refusal, started)
            run.fail(ActivityKind.READ, source, refusal, started=started, requests=asked, keep=keep)
            return
        page = kept
        keep_refusal(run, source, refusal, started)
    _keep(run, source, started, page)


def _kept_by_archive(run: Run, source: str, gone: pages.StatusError, *, asked: tuple[str, ...]) -> Page | None:
    """The page as a web archive has it: the newest whole capture that it gives, if one is to be asked and gives any."""
    archivist = run.archivist
    if archivist is None:
        run.progress.note(f"{source}: HTTP {gone.status}; with --archives the Wayback Machine is asked for it")
        return None
    found, before = look_up(run, archivist, source), len(run.guard.sent)
    mementos = [each for each in found.whole if each.media_type in PAGES]
    for memento in mementos[: -CAPTURES - 1 : -1]:
        try:
            page, gave = archivist.page(memento)
        except (ArticleError, NetworkError) as error:
            run.progress.note(str(error), problem=True)
            continue
        requests = (*asked, *run.guard.sent[before:])
        return replace(_page(page), url=gave.original, requests=requests, memento=gave)
    return None


def read_urls(run: Run, urls: tuple[str, ...], *, source: str) -> None:
    """Take ``urls`` as what an article called ``source`` links: each is a reference, known platform or not."""
    with run.item(ActivityKind.READ, source, label=source):
        started, text = now(), "\n\n".join(dict.fromkeys(urls))
        page = Page(data=text.encode(), media_type="text/plain")
        digest = Digest.of(page.data)
        if not run.case.has_article(digest):
            run.case.articles.put(page.data, suffix=".txt")
            with run.case.commit(_activity(run, source, started, page, plural(len(urls), "address", "addresses"))) as write:
                write.reading(_linking(text, digest, source))
                write.source(source, digest)


def _linking(text: str, digest: Digest, source: str) -> Reading:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, start=m.start(), end=m.end()) for m in re.finditer(r"\S+", text))
    article = Article(digest=digest, source=source, media_type="text/plain", text=text, blocks=blocks)
    return Reading(article=article, references=tuple(_link(article, block) for block in blocks), claims=())


def _link(article: Article, block: Block) -> VideoReference:
    span = article.span(block.start, block.end)
    known = platforms.recognise(span.quote, fallback=ytdlp.url_patterns())
    return VideoReference(
        id=ReferenceId(stable_id("r", article.digest, span.quote)),
        article=article.digest,
        platform=known.platform if known else FILE,
        platform_id=known.platform_id if known else None,
        account=known.account if known else None,
        url=known.url if known else span.quote,
        kind=ReferenceKind.LINK,
        citations=(Citation(kind=ReferenceKind.LINK, quote=span.quote, span=span, where="given by the analyst"),),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of one source that was read without a case."""

    source: str
    activity: Activity
    record: ArticleRecord | None = None
    """``None`` where it could not be read, or held the same bytes as an earlier one."""
    error: ProvenanceError | None = None


def read_each(tools: Tools, sources: tuple[str, ...]) -> Iterator[Read]:
    """Read every source, one at a time: nothing is stored, and nothing of one is held while the next is read."""
    tools.progress.stage("read", len(sources))
    known: dict[Digest, str] = {}
    for source in sources:
        tools.progress.item(source)
        yield _read_one(tools, source, known)


def _read_one(tools: Tools, source: str, known: dict[Digest, str]) -> Read:
    started = now()
    try:
        page = obtain(source, tools)
        digest = Digest.of(page.data)
        if digest in known:
            tools.progress.note(f"{source}: the same bytes as {known[digest]}, not read again")
            message = f"the same bytes as {known[digest]}"
            return Read(source=source, activity=_activity(tools, source, started, page, message))
        reading = read_page(tools, source, page)
        known[digest] = source
    except Exception as error:  # noqa: BLE001 - hostile input may break any library; the others must go on
        ours = as_ours(error, source)
        return Read(source=source, activity=failed(ActivityKind.READ, source, started, ours), error=ours)
    done = _activity(tools, source, started, page, _counted(reading))
    references = tuple(
        ReferenceRecord(reference=r, state=state_of(r, resolution=None, attempts=(), acquisition=None))
        for r in reading.references
    )
    record = ArticleRecord(reading=reading, references=references, read_at=done.ended, sources=(source,))
    return Read(source=source, activity=done, record=record)


def _counted(reading: Reading) -> str:
    return f"{plural(len(reading.references), 'reference')}, {plural(len(reading.claims), 'claim')}"


def _keep(run: Run, source: str, started: Instant, page: Page) -> None:
    digest = Digest.of(page.data)
    if run.case.has_article(digest):
        last = run.case.last_activity(ActivityKind.READ, source)
        if last is not None and not set(_model(run.settings)) <= set(last.options):
            run.progress.note(f"{source}: read before, not again with this model (give another --case)")
        if last is None or not last.ok or run.case.article_of(source) != digest:
            capture = _capture(run, source, page, digest, started)
            with run.case.commit(_activity(run, source, started, page, "the same bytes as an article read before")) as write:
                write.source(source, digest)
                if capture:
                    write.capture(capture)
        return
    reading = read_page(run.tools, source, page)
    run.case.articles.put(page.data, suffix=".html" if reading.article.media_type == "text/html" else ".txt")
    capture = _capture(run, source, page, digest, started)
    with run.case.commit(_activity(run, source, started, page, _counted(reading))) as write:
        write.reading(reading)
        write.source(source, digest)
        if capture:
            write.capture(capture)


def _capture(run: Run, source: str, page: Page, digest: Digest, started: Instant) -> Capture | None:
    return keep_capture(run, source, page.fetched, digest, started, memento=page.memento) if page.fetched else None


def _activity(run: Run | Tools, source: str, started: Instant, page: Page, message: str) -> Activity:
    options = (("page_limit", str(run.settings.page_limit)), *_session(run.settings, page), *_model(run.settings))
    if page.fetched and page.fetched.exchanges[-1].cleaned:
        message = f"{message}; the page said the session back, which is taken out of what is kept"
    if page.memento:
        message = f"{message}, as the {page.memento.archive} captured it on {page.memento.captured}"
        options = (*options, ("memento", page.memento.raw))
    return activity(ActivityKind.READ, source, started, message=message, options=options, requests=page.requests)


def _session(settings: Settings, page: Page) -> tuple[tuple[str, str], ...]:
    """That the page was asked for with the analyst's session; a web archive is never shown it."""
    given = "a file" if settings.cookies else "a browser" if settings.browser else ""
    return ((SESSION, given),) if given and page.fetched and not page.memento else ()


def _model(settings: Settings) -> tuple[tuple[str, str], ...]:
    """The model that finds names, as an activity's option."""
    names = settings.names
    return (("names", f"{names.name} ({names.version})"),) if names else ()


def read_page(tools: Tools, source: str, page: Page) -> Reading:
    """Parse and read one page; nothing is stored."""
    return articles.read(
        page.data,
        source=source,
        lexicons=tools.lexicons,
        gazetteer=tools.gazetteer,
        fallback=ytdlp.url_patterns(),
        finder=tools.settings.names,
        media_type=page.media_type,
        charset=page.charset,
        url=page.url,
    )


def obtain(source: str, tools: Tools) -> Page:
    """The bytes behind a path, a URL or ``-``.

    Raises:
        ArticleError: not there, no file, empty, over the limit.
        NetworkError: the server could not be reached or refused.
    """
    if is_url(source):
        return _from_network(source, tools)
    limit = tools.settings.page_limit
    if source == STDIN:
        data = sys.stdin.buffer.read(limit + 1)
    else:
        path = Path(source)
        if not path.is_file():
            raise ArticleError(f"{source}: {EXPECTED}, found nothing of the kind")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    if len(data) > limit:
        raise ArticleError(f"{source}: expected at most {limit:,} bytes, found more (raise the limit with --max-page-size)")
    if not data.strip():
        raise ArticleError(f"{source}: expected an article, found {'an empty file' if not data else 'white space only'}")
    return Page(data=data)


def _from_network(source: str, tools: Tools) -> Page:
    if tools.settings.offline:
        raise ArticleError(f"{source}: not fetched, because --offline forbids every request")
    page, requests = tools.page(source)
    return replace(_page(page), requests=requests)


def _page(page: pages.FetchedPage) -> Page:
    return Page(
        data=page.data,
        url=page.url,
        media_type=_html_or_text(page.content_type),
        charset=page.charset,
        requests=page.hops,
        fetched=page,
    )


def _html_or_text(content_type: str | None) -> str | None:
    """The server's word where it is one of the two we read; anything else is decided from the bytes."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    return {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}.get(kind)
