"""Questions to a web archive, asked politely, through the guard. What goes wrong is part of the answer, never an error."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from provenance.errors import ArticleError, NetworkError
from provenance.fetch import pages
from provenance.fetch.guard import Guard
from provenance.fetch.politely import politely
from provenance.fetch.politeness import Politeness
from provenance.fetch.turns import Turns
from provenance.fetch.wayback import MOST, Wayback, bare, read_closest, read_index
from provenance.model import Instant, Lookup, Memento
from provenance.platforms.spellings import spellings

__all__ = ["PAUSE", "Archivist"]

PAUSE = 2.5
"""Seconds between two questions to one host: the CDX server bears some 24 a minute before it answers 429
(https://github.com/edgi-govdata-archiving/wayback/releases/tag/v0.5.1)."""
LARGEST = 20_000_000
"""Bytes of an answer."""
SECONDS = 90.0
"""For one answer; the CDX server may take a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archivist:
    """Who asks one archive."""

    archive: Wayback
    guard: Guard
    polite: Politeness
    turns: Turns
    proxy: str | None = None
    page_limit: int = 50_000_000
    """Bytes of a captured page."""

    def look_up(self, url: str, *, at: Instant) -> Lookup:
        """What the archive holds of ``url`` under each of its spellings, by both of its interfaces; the index alone lists it."""
        asked, found, problems = spellings(url), list[Memento](), list[str]()
        answered, more = True, False
        for spelling in asked:
            for ask, lists in ((self._closest, False), (self._index, True)):
                try:
                    told = ask(spelling)
                except (NetworkError, ArticleError) as error:
                    problems.append(str(error))
                    answered = answered and not lists
                    continue
                more = more or len(told) > MOST
                found += told[:MOST]
        return Lookup(
            archive=self.archive.name,
            url=url,
            asked=asked,
            at=at,
            mementos=_once(found),
            more=more,
            answered=answered,
            problems=tuple(problems),
        )

    def page(self, memento: Memento) -> tuple[pages.FetchedPage, Memento]:
        """The bytes of a captured page as they were captured, and the capture that gave them: the archive may hold it no more
        and answer with the one of another moment.

        Raises:
            GuardError: the archive sends elsewhere for them.
            NetworkError: the archive does not give them.
            ArticleError: they are no page, or another address's.
        """
        of_it = partial(self.archive.check, of=memento.original)
        page = self._fetched(memento.raw, limit=self.page_limit, types=pages.PAGE_TYPES, judge=of_it)
        gave = self.archive.capture(page.url, status=page.status, media_type=page.content_type)
        if gave is None:
            raise ArticleError(f"{memento.raw}: expected the time of a capture, got {page.url}")
        return page, memento if gave.captured == memento.captured else gave

    def _closest(self, url: str) -> tuple[Memento, ...]:
        data = self._fetched(self.archive.closest_query(url)).data
        memento = read_closest(data, archive=self.archive)
        return (memento,) if memento else ()

    def _index(self, url: str) -> tuple[Memento, ...]:
        return read_index(self._fetched(self.archive.index_query(url)).data, archive=self.archive)

    def _fetched(
        self,
        url: str,
        *,
        limit: int = LARGEST,
        types: tuple[str, ...] = ("",),
        judge: Callable[[str], None] = lambda _: None,
    ) -> pages.FetchedPage:
        def fetch(address: str) -> pages.FetchedPage:
            return pages.fetch(
                address, guard=self.guard, limit=limit, timeout=SECONDS, proxy=self.proxy, types=types, judge=judge
            )

        return politely(url, fetch, polite=self.polite, turn=self.turns.wait)


def _once(found: list[Memento]) -> tuple[Memento, ...]:
    """Each capture once, with all that either interface tells of it; the oldest first."""
    known: dict[tuple[str, Instant], Memento] = {}
    for memento in found:
        key = bare(memento.original), memento.captured
        other = known.get(key)
        if other is None or (not other.digest and memento.digest):
            known[key] = memento
    return tuple(sorted(known.values(), key=lambda memento: memento.captured))
