"""Searches prepared for the analyst to open; the program opens none of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus

from provenance.exporters.text import plain, shortened
from provenance.exporters.vocabulary import ORIGINS
from provenance.exporters.wording import ENGLISH, Wording, term
from provenance.model import SOCIAL, Claim, ClaimKind, HintOrigin, ReferenceRecord, Slug

__all__ = ["Search", "searches_for"]

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
NAMES = {"twitter": "Twitter X", "vk": "VK"} | {name: name.capitalize() for name in SITES if name not in {"twitter", "vk"}}
OWN_SEARCH = {
    "instagram": "https://www.instagram.com/explore/search/keyword/?q={}",
    "twitter": "https://x.com/search?f=live&q={}",
    "youtube": "https://www.youtube.com/results?search_query={}",
    "telegram": "https://lyzem.com/search?q={}",
    "tiktok": "https://www.tiktok.com/search/video?q={}",
    "facebook": "https://www.facebook.com/search/videos/?q={}",
    "vk": "https://vk.com/search/video?q={}",
    "reddit": "https://www.reddit.com/search/?q={}",
}
"""The platform's own search page; Telegram has none on the web, so a public index of its channels."""
WEB_SEARCH = "https://duckduckgo.com/?q={}"
VIDEO = {
    "ar": "فيديو",
    "de": "Video",
    "en": "video",
    "es": "vídeo",
    "fr": "vidéo",
    "it": "video",
    "nl": "video",
    "pl": "wideo",
    "pt": "vídeo",
    "ro": "video",
    "ru": "видео",
    "tr": "video",
    "uk": "відео",
}
"""How an article's language calls a video: what a poster of the same tongue would write."""
PLACE = term("place")
QUERY_LIMIT = 120
QUERIES = 12
"""Most queries for one reference."""
_ORIGINS = (HintOrigin.CAPTION, HintOrigin.ALT, HintOrigin.FILE_NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search address that is shown to the reader and never opened by the program."""

    label: str
    url: str


def searches_for(
    record: ReferenceRecord, claims: Iterable[Claim], language: str | None, say: Wording = ENGLISH
) -> Iterator[Search]:
    """Queries from the account, the hints of a lost embed, the places as the article spells them, and the poster."""
    seen: set[str] = set()
    for label, words in _queries(record, list(claims), VIDEO.get(language or "", "video")):
        query = shortened(plain(words).replace('"', " "), QUERY_LIMIT)
        if query and query.casefold() not in seen and len(seen) < QUERIES:
            seen.add(query.casefold())
            yield from _links(record.platform, label, query, say)


def _queries(record: ReferenceRecord, claims: list[Claim], video: str) -> Iterator[tuple[str, str]]:
    if record.reference.account:
        yield term("account"), record.reference.account
    for hint in sorted(record.reference.hints, key=lambda hint: _ORIGINS.index(hint.origin)):
        yield ORIGINS[hint.origin], hint.text
    for place in dict.fromkeys(c.place.name for c in claims if c.kind is ClaimKind.FILMED_AT and c.place):
        yield PLACE, f"{place} {video}"
    for seen in dict.fromkeys(c.value for c in claims if c.kind is ClaimKind.SHOWS):
        yield term("what is seen"), f"{seen} {video}"
    for poster in dict.fromkeys(c.value for c in claims if c.kind is ClaimKind.POSTED_BY):
        yield term("poster"), poster
    if record.reference.quote:
        yield term("the article's words"), record.reference.quote


def _links(platform: Slug, label: str, query: str, say: Wording) -> Iterator[Search]:
    """A general engine first: the platforms' own pages often want an account."""
    name, site = NAMES.get(platform, ""), SITES.get(platform)
    what = say(label)
    if platform == SOCIAL or not site:
        yield Search(label=say("web, {what}: {words}", what=what, words=query), url=WEB_SEARCH.format(quote_plus(query)))
        return
    if label == PLACE:
        words = f"{query} {name}"
        yield Search(label=say("web, {what}: {words}", what=what, words=words), url=WEB_SEARCH.format(quote_plus(words)))
    else:
        shown = say("web, site:{site} {what}: {words}", site=site, what=what, words=query)
        yield Search(label=shown, url=WEB_SEARCH.format(quote_plus(f"site:{site} {query}")))
    own = say("{platform}, {what}: {words}", platform=name, what=what, words=query)
    yield Search(label=own, url=OWN_SEARCH[platform].format(quote_plus(query)))
