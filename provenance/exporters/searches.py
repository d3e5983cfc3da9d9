"""Searches prepared for the analyst to open; the program opens none of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from provenance.exporters.engines import WEB, regional
from provenance.exporters.text import plain, shortened, web_address
from provenance.exporters.vocabulary import ORIGINS
from provenance.exporters.wording import ENGLISH, Wording, term
from provenance.model import SOCIAL, AgentKind, Claim, ClaimKind, HintOrigin, ReferenceRecord, Slug
from provenance.platforms.spellings import spellings

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
ACCOUNTS = {
    "instagram": ("https://www.instagram.com/{}/",),
    "twitter": ("https://twitter.com/{}", "https://x.com/{}"),
    "facebook": ("https://www.facebook.com/{}",),
    "tiktok": ("https://www.tiktok.com/@{}",),
    "telegram": ("https://t.me/s/{}",),
    "vk": ("https://vk.com/{}",),
    "reddit": ("https://www.reddit.com/user/{}",),
    "youtube": ("https://www.youtube.com/@{}",),
}
"""Pages of an account, as archives captured them."""
CAPTURES = (
    ("Wayback Machine", "https://web.archive.org/web/*/{}"),
    ("archive.today", "https://archive.ph/{}"),
)
"""Where an archive lists all its captures of an address that follows."""
GHOST = "https://ghostarchive.org/search?term={}"
ADDRESS = ":/?&=%@!,;+~"
"""What an address within an address keeps as it is."""
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
    """The address and the account in web archives; queries from the account, the hints of a lost embed, the places as the
    article spells them, and the poster.
    """
    yield from _addresses(record, say)
    seen: set[str] = set()
    for label, words in _queries(record, list(claims), VIDEO.get(language or "", "video")):
        query = shortened(plain(words).replace('"', " "), QUERY_LIMIT)
        if query and query.casefold() not in seen and len(seen) < QUERIES:
            seen.add(query.casefold())
            yield from _links(record.platform, label, query, language, say)


def _addresses(record: ReferenceRecord, say: Wording) -> Iterator[Search]:
    """Where the address itself may be known; nothing for what no reader could be given as a link."""
    url, account = web_address(record.url), record.reference.account
    if url:
        bare = url.partition("://")[2].rstrip("/")
        yield Search(label=say("web, the address: {words}", words=bare), url=WEB.url.format(quote_plus(f'"{bare}"')))
        for spelling in spellings(url):
            yield from _captures(spelling, say)
        yield Search(
            label=say("{platform}, all captures of {address}", platform="Ghost Archive", address=url),
            url=GHOST.format(quote(url, safe="")),
        )
    for page in ACCOUNTS.get(record.platform, ()) if account else ():
        yield from _captures(page.format(quote(str(account).removeprefix("@"), safe="")), say)


def _captures(address: str, say: Wording) -> Iterator[Search]:
    for name, url in CAPTURES:
        label = say("{platform}, all captures of {address}", platform=name, address=address)
        yield Search(label=label, url=url.format(quote(address, safe=ADDRESS)))


def _queries(record: ReferenceRecord, claims: list[Claim], video: str) -> Iterator[tuple[str, str]]:
    if record.reference.account:
        yield term("account"), record.reference.account
    for hint in sorted(record.reference.hints, key=lambda hint: _ORIGINS.index(hint.origin)):
        yield ORIGINS[hint.origin], hint.text
    for place in dict.fromkeys(c.place.name for c in claims if c.kind is ClaimKind.FILMED_AT and c.place):
        yield PLACE, f"{place} {video}"
    for seen in dict.fromkeys(c.value for c in claims if c.kind is ClaimKind.SHOWS and not _chapter(c)):
        yield term("what is seen"), f"{seen} {video}"
    for poster in dict.fromkeys(c.value for c in claims if c.kind is ClaimKind.POSTED_BY):
        yield term("poster"), poster
    if record.reference.quote:
        yield term("the article's words"), record.reference.quote


def _chapter(claim: Claim) -> bool:
    """Whether it is a platform's chapter: "Intro" finds nothing."""
    return claim.segment is not None and claim.asserted_by.kind is AgentKind.PLATFORM


def _links(platform: Slug, label: str, query: str, language: str | None, say: Wording) -> Iterator[Search]:
    """A general engine first: the platforms' own pages often want an account. The engine of the words' script after it."""
    name, site = NAMES.get(platform, ""), SITES.get(platform)
    what = say(label)
    if platform == SOCIAL or not site:
        yield Search(label=say("web, {what}: {words}", what=what, words=query), url=WEB.url.format(quote_plus(query)))
        yield from _regional(query, what, query, language, say)
        return
    if label == PLACE:
        words = f"{query} {name}"
        yield Search(label=say("web, {what}: {words}", what=what, words=words), url=WEB.url.format(quote_plus(words)))
    else:
        words = f"site:{site} {query}"
        shown = say("web, site:{site} {what}: {words}", site=site, what=what, words=query)
        yield Search(label=shown, url=WEB.url.format(quote_plus(words)))
    yield from _regional(query, what, words, language, say)
    own = say("{platform}, {what}: {words}", platform=name, what=what, words=query)
    yield Search(label=own, url=OWN_SEARCH[platform].format(quote_plus(query)))


def _regional(query: str, what: str, words: str, language: str | None, say: Wording) -> Iterator[Search]:
    if engine := regional(query, language):
        label = say("{platform}, {what}: {words}", platform=engine.name, what=what, words=query)
        yield Search(label=label, url=engine.url.format(quote_plus(words)))
