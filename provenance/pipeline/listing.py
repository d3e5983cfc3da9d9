"""Lists of addresses that the analyst gives: files, feeds and sitemaps; each is kept as it came."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from provenance.errors import ArticleError, InputError
from provenance.exporters.text import plural
from provenance.intake.addresses import AddressList, Listed
from provenance.intake.lists import LARGEST, read_list
from provenance.model import ActivityKind, Digest
from provenance.pipeline.reading import is_url
from provenance.pipeline.run import Run, now
from provenance.store.blobs import safe_suffix

__all__ = ["Lists", "read_lists", "require_lists"]

EXPECTED = "expected a list of addresses (a file or a URL)"
MOST_LISTS = 200
"""Sitemaps taken from one index, however deep it nests."""
DEEPEST = 3
"""Indexes within indexes."""
MOST_ROWS_TOLD = 500
"""Rows without an address of one list that are recorded one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """What is to be read besides single articles."""

    sources: tuple[str, ...] = ()
    """Paths and addresses of lists."""
    column: str | None = None
    """Of tables: a heading, number or letter; ``None`` to tell it by its contents."""
    most: int | None = None
    """Addresses to be taken of each; ``None`` for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A list's bytes."""

    data: bytes
    base: str | None = None
    requests: tuple[str, ...] = ()


def require_lists(lists: Lists) -> None:
    """Before a case is made for them: something is there.

    Raises:
        InputError: not one of the files exists, and none is an address.
    """
    if lists.sources and not any(is_url(source) or Path(source).is_file() for source in lists.sources):
        raise InputError(f"{', '.join(lists.sources)}: {EXPECTED}, found nothing of the kind")


def read_lists(run: Run, lists: Lists) -> tuple[str, ...]:
    """Every address that the lists hold, once; a list or row that cannot be used is recorded and the others go on."""
    found: dict[str, None] = {}
    if lists.sources:
        run.progress.stage("list", len(lists.sources))
    for source in lists.sources:
        with run.item(ActivityKind.LIST, source, label=source):
            found.update(dict.fromkeys(_of_one(run, source, lists)))
    return tuple(found)


def _of_one(run: Run, source: str, lists: Lists) -> tuple[str, ...]:
    """The addresses of a list and of the lists that it names."""
    found = dict.fromkeys(_addresses(run, source, lists, waiting := deque[tuple[str, int]](), depth=0))
    seen = {source}
    while waiting:
        inner, depth = waiting.popleft()
        if inner in seen:
            continue
        if len(seen) > MOST_LISTS or (lists.most is not None and len(found) >= lists.most):
            run.progress.note(
                f"{source}: {len(waiting) + 1} of the sitemaps that it names were not read (bound reached)", problem=True
            )
            break
        seen.add(inner)
        with run.item(ActivityKind.LIST, inner, label=inner):
            found.update(dict.fromkeys(_addresses(run, inner, lists, waiting, depth=depth)))
    return tuple(found)[: lists.most]


def _addresses(run: Run, source: str, lists: Lists, waiting: deque[tuple[str, int]], *, depth: int) -> tuple[str, ...]:
    started = now()
    given = _obtain(run, source)
    read = read_list(given.data, source=source, base=given.base, column=lists.column)
    digest = Digest.of(given.data)
    options = (("digest", str(digest)), ("column", lists.column or "by its contents"))
    last = run.case.last_activity(ActivityKind.LIST, source)
    if last is None or not last.ok or last.options != options or given.requests:
        run.case.intake.put(given.data, suffix=safe_suffix(source))
        done = run.activity(ActivityKind.LIST, source, started, message=_counted(read), options=options, requests=given.requests)
        with run.case.commit(done):
            pass
    run.progress.note(f"{source}: {_counted(read)}")
    for subject, error in _bad_rows(source, read):
        known = run.case.last_activity(ActivityKind.LIST, subject)
        if known is None or known.message != str(error):
            run.fail(ActivityKind.LIST, subject, error, started=started)
    inside = read.lists if depth < DEEPEST else ()
    waiting.extend((each, depth + 1) for each in inside if is_url(each))
    return read.addresses


def _counted(read: AddressList) -> str:
    named = [row for row in read.rows if row.address]
    again, bad = len(named) - len(read.addresses), len(read.rows) - len(named)
    held = plural(len(read.lists), "list") if read.lists else plural(len(read.addresses), "address", "addresses")
    parts = [held, read.how]
    parts += [f"{again:,} repeated"] * bool(again) + [f"{bad:,} without an address"] * bool(bad)
    return "; ".join(parts)


def _bad_rows(source: str, read: AddressList) -> Iterator[tuple[str, InputError]]:
    bad: list[Listed] = [row for row in read.rows if not row.address]
    for row in bad[:MOST_ROWS_TOLD]:
        subject = f"{source}, {row.where}"
        yield subject, InputError(f"{subject}: {row.problem}")
    if len(bad) > MOST_ROWS_TOLD:
        subject = f"{source}, further rows"
        yield subject, InputError(f"{subject}: {len(bad) - MOST_ROWS_TOLD:,} more rows hold no address")


def _obtain(run: Run, source: str) -> _Given:
    if is_url(source):
        if run.settings.offline:
            raise ArticleError(f"{source}: not fetched, because --offline forbids every request")
        page, requests = run.tools.page(source, types=("",))
        return _Given(data=page.data, base=page.url, requests=requests)
    path = Path(source)
    if not path.is_file():
        raise InputError(f"{source}: {EXPECTED}, found nothing of the kind")
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{source}: expected at most {LARGEST:,} bytes of a list, found more")
    return _Given(data=data)
