"""What the analyst can do next about a reference without media: commands spelled out, searches prepared but not made."""

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus

from provenance.chain.subjects import all_claims
from provenance.exporters.text import plain, shortened
from provenance.model import (
    SOCIAL,
    TRANSIENT,
    Claim,
    ClaimKind,
    ReferenceId,
    ReferenceRecord,
    ReferenceState,
    Role,
    Slug,
    Snapshot,
)

__all__ = ["NextStep", "Search", "next_steps"]

SITES = {
    "instagram": "instagram.com",
    "twitter": "x.com",
    "facebook": "facebook.com",
    "tiktok": "tiktok.com",
    "youtube": "youtube.com",
    "telegram": "t.me",
    "vk": "vk.com",
    "reddit": "reddit.com",
}
OWN_SEARCH = {
    "twitter": "https://x.com/search?f=live&q={}",
    "youtube": "https://www.youtube.com/results?search_query={}",
    "tiktok": "https://www.tiktok.com/search/video?q={}",
    "facebook": "https://www.facebook.com/search/videos/?q={}",
    "vk": "https://vk.com/search/video?q={}",
}
WEB_SEARCH = "https://duckduckgo.com/?q={}"
QUERY_LIMIT = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search address that is shown to the reader and never opened by the program."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What is missing for one reference and how to go on."""

    reference: ReferenceId
    state: ReferenceState
    why: str
    commands: tuple[str, ...]
    """To be typed as they stand; ``URL`` and ``FILE`` are the analyst's to fill in."""
    searches: tuple[Search, ...] = ()


def next_steps(snapshot: Snapshot) -> tuple[NextStep, ...]:
    """One step for every cited reference whose media is not in the case, in reading order."""
    about: dict[str, list[Claim]] = {}
    for claim in all_claims(snapshot):
        about.setdefault(str(claim.about), []).append(claim)
    records = [record for article in snapshot.articles for record in article.references]
    return tuple(
        _step(snapshot.case, record, about.get(str(record.reference.id), []))
        for record in records
        if record.reference.role is Role.ARTICLE and record.state not in {ReferenceState.ACQUIRED, ReferenceState.ATTACHED}
    )


def _step(case: str, record: ReferenceRecord, claims: list[Claim]) -> NextStep:
    name, known = shlex.quote(plain(case)), record.reference.id
    attach = f"provenance attach {name} {known} FILE"
    resolve = f"provenance resolve {name} {known} URL"
    fetch = f"provenance fetch {name}"
    commands = {
        ReferenceState.UNRESOLVED: (resolve, attach),
        ReferenceState.PENDING: (fetch, attach),
        ReferenceState.UNAVAILABLE: (fetch, attach) if _passing(record) else (attach,),
    }[record.state]
    searching = record.state in {ReferenceState.UNRESOLVED, ReferenceState.UNAVAILABLE}
    searches = tuple(_searches(record, claims)) if searching else ()
    return NextStep(reference=known, state=record.state, why=_why(record), commands=commands, searches=searches)


def _passing(record: ReferenceRecord) -> bool:
    return bool(record.attempts) and record.attempts[-1].outcome in TRANSIENT


def _why(record: ReferenceRecord) -> str:
    if record.state is ReferenceState.UNRESOLVED:
        return "The words speak of a post that the page does not show. Find the post, or attach its file."
    if record.state is ReferenceState.PENDING:
        return "Nobody has tried to get it yet."
    reason = record.attempts[-1].outcome.value.replace("-", " ") if record.attempts else "unknown"
    again = " A later run tries again by itself." if _passing(record) else " Attach a copy if you can get one by hand."
    return f"The media could not be had: {reason}.{again}"


def _searches(record: ReferenceRecord, claims: Iterable[Claim]) -> Iterator[Search]:
    """Queries from the account, the hints of a lost embed, and what is said to be seen and where."""
    platform = record.platform
    seen: set[str] = set()
    for label, words in _queries(record, list(claims)):
        query = shortened(plain(words).replace('"', " "), QUERY_LIMIT)
        if query and query.casefold() not in seen and len(seen) < 5:
            seen.add(query.casefold())
            yield from _links(platform, label, query)


def _queries(record: ReferenceRecord, claims: list[Claim]) -> Iterator[tuple[str, str]]:
    if record.reference.account:
        yield "account", record.reference.account
    posters = [c.value for c in claims if c.kind is ClaimKind.POSTED_BY]
    places = [(c.place.resolved_name or c.place.name) for c in claims if c.kind is ClaimKind.FILMED_AT and c.place]
    for hint in record.reference.hints[:2]:
        yield f"{hint.origin.value.replace('-', ' ')}", hint.text
    for place in dict.fromkeys(places):
        shows = next((c.value for c in claims if c.kind is ClaimKind.SHOWS), "video")
        yield "place", f"{place} {shows}"
    for poster in dict.fromkeys(posters):
        yield "poster", poster
    if record.reference.quote:
        yield "the article's words", record.reference.quote


def _links(platform: Slug, label: str, query: str) -> Iterator[Search]:
    own = OWN_SEARCH.get(platform)
    if own:
        yield Search(label=f"{platform}, {label}: {query}", url=own.format(quote_plus(query)))
        return
    site = SITES.get(platform)
    where = f"site:{site} " if site and platform != SOCIAL else ""
    yield Search(label=f"web, {where}{label}: {query}", url=WEB_SEARCH.format(quote_plus(where + query)))
