"""Through the data of a script, in its order: what may name a post, whose story it stands in, and the words around it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache

from provenance.articles.dom import names
from provenance.articles.linked import Json, JsonObject
from provenance.articles.stories import KINDS, Page, Whose, furniture_key, is_listing
from provenance.platforms.identifiers import BY_WORD, address_of, words_in

__all__ = ["PROSE", "Met", "Shape", "Walked", "walk"]

PROSE = 40
"""A string of this many characters is long enough to be recognised as the article's."""
MOST = 400_000
"""Values of one script that are looked at."""
DEEPEST = 2
"""JSON inside strings inside JSON."""
ID_KEYS = names(
    "id videoId video_id videoID externalId external_id embedId embed_id mediaId media_id postId post_id tweetId tweet_id "
    "statusId status_id code shortcode key value ref sourceId source_id providerId provider_id contentId remoteId remote_id "
    "src content data embed identifier itemId item_id"
)
INNER = names("data content attrs attributes props value fields config params embed options payload source media item")
"""Under which a node keeps its own particulars."""
PROVIDERS = frozenset(KINDS) | names(
    "provider providerName platform service source network embedType embed_type subtype name component videoType host vendor "
    "player playerType videoProvider video_provider is socialType social_type nodeType"
)


OF_VIDEOS = names("youtube tweet vimeo dailymotion brightcove jwplayer facebookvideo")
"""Platforms whose identifiers in a page's data are hardly ever those of accounts."""
OF_POSTS = names("video post media embed status clip reel shortcode tweet")


class Shape(Enum):
    """How something that may name a post is written."""

    ADDRESS = "address"
    MARKUP = "mark-up"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A string that may name a post."""

    text: str
    shape: Shape
    at: int
    """Its place among :attr:`Walked.strings`."""
    whose: Whose | None
    story: JsonObject | None
    """The nearest story around it."""
    furniture: str | None
    """Why it is not the story's own, by the names of the keys above it."""


@dataclass(slots=True, kw_only=True)
class Walked:
    """What a walk has met, in the data's order."""

    met: list[Met] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    """The strings that are prose, addresses or mark-up."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of a value by what it stands in."""

    whose: Whose | None = None
    story: JsonObject | None = None
    furniture: str | None = None
    provider: str | None = None
    depth: int = 0


def walk(value: Json, page: Page) -> Walked:
    """Everything in ``value``, once (data may refer to itself)."""
    walked, seen = Walked(), set[int]()
    known: JsonObject = {}
    stack: list[tuple[Json, _Around]] = [(value, _Around())]
    for _ in range(MOST):
        if not stack:
            break
        item, around = stack.pop()
        if isinstance(item, str):
            stack.extend(_string(item, around, walked))
        elif isinstance(item, (dict, list)) and id(item) not in seen:
            seen.add(id(item))
            if isinstance(item, list):
                listing = around.furniture or ("a list of other titles" if is_listing(item, page) else None)
                inner = replace(around, furniture=listing) if listing != around.furniture else around
                stack.extend((child, inner) for child in reversed(item) if child.__class__ in {str, dict, list})
                continue
            if "ROOT_QUERY" in item:
                known = item
            stack.extend(reversed(list(_object(item, around, page, walked, known))))
    return walked


def _object(item: JsonObject, around: _Around, page: Page, walked: Walked, known: JsonObject) -> Iterator[tuple[Json, _Around]]:
    reference = item.get("__ref", item.get("id") if item.get("generated") is False else None)
    if isinstance(reference, str) and reference in known:
        yield known[reference], around
        return
    inner = _within(item, around, page)
    _identifiers(item, inner, walked)
    pairs: Iterable[tuple[str, Json]] = item.items()
    if item is known:
        # A store of objects that refer to each other: stories lead to what is theirs, this page's first.
        order = (Whose.OWN, Whose.OTHER, None)
        pairs = sorted(pairs, key=lambda pair: order.index(page.whose(pair[1]) if isinstance(pair[1], dict) else None))
    for key, value in pairs:
        kind = value.__class__
        if kind is str:
            yield value, inner
        elif kind is dict or kind is list:
            reason = inner.furniture or furniture_key(key)
            provider = _provider_of(key) or (inner.provider if key in INNER else None)
            yield value, _Around(inner.whose, inner.story, reason, provider, inner.depth)


def _within(item: JsonObject, around: _Around, page: Page) -> _Around:
    whose = page.whose(item)
    furniture = around.furniture
    provider = around.provider
    for key in PROVIDERS.intersection(item):
        value = item[key]
        if isinstance(value, str):
            provider = _provider_of(value) or provider
            if key in KINDS:
                furniture = furniture or furniture_key(value)
    if whose is None:
        return _Around(around.whose, around.story, furniture, provider, around.depth)
    return _Around(whose, item, furniture, provider, around.depth)


@lru_cache(maxsize=8192)
def _provider_of(name: str) -> str | None:
    return next((word for word in words_in(name) if word in BY_WORD), None)


@lru_cache(maxsize=8192)
def _provider_in(key: str) -> str | None:
    """The platform in a key such as ``youtubeId`` or ``tiktokVideoId``; ``twitterId`` may name an account and does not count."""
    word = _provider_of(key)
    return word if word in OF_VIDEOS or not OF_POSTS.isdisjoint(words_in(key)) else None


def _identifiers(item: JsonObject, around: _Around, walked: Walked) -> None:
    """Addresses made of an identifier and the platform's word beside it."""
    for key, value in item.items():
        if value.__class__ is not str and value.__class__ is not int:
            continue
        word = around.provider if key in ID_KEYS else _provider_in(key) if key[-2:].lower() in {"id", "de", "ey"} else None
        if word is not None and (url := address_of(word, value)) is not None:
            _meet(url, Shape.ADDRESS, around, walked)


def _meet(text: str, shape: Shape, around: _Around, walked: Walked) -> None:
    at = len(walked.strings)
    walked.strings.append(text)
    walked.met.append(Met(text=text, shape=shape, at=at, whose=around.whose, story=around.story, furniture=around.furniture))


def _string(text: str, around: _Around, walked: Walked) -> Iterator[tuple[Json, _Around]]:
    """Keep what matters; JSON inside a string is opened."""
    if len(text) < PROSE and "/" not in text:
        return
    if around.depth < DEEPEST and text[:1] in {"{", "["} and '"' in text:
        try:
            inner = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            inner = None
        if isinstance(inner, (dict, list)):
            yield inner, replace(around, provider=None, depth=around.depth + 1)
            return
    if "<" in text or "&lt;" in text:
        _meet(text, Shape.MARKUP, around, walked)
    elif "//" not in text:
        walked.strings.append(text)
    else:
        _meet(text, Shape.WORDS if " " in text.strip() else Shape.ADDRESS, around, walked)
