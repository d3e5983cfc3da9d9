"""Through the data of a script, in its order: what may name a post, whose story it stands in, and the words around it."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache

from provenance.articles.decoding import plain_markup
from provenance.articles.dom import names
from provenance.articles.linked import Json, JsonObject
from provenance.articles.stories import KINDS, Page, Whose, furniture_key, is_listing, is_written
from provenance.platforms.identifiers import address_of, platform_word, words_in

__all__ = ["PROSE", "Met", "Shape", "Walked", "identified", "walk"]

PROSE = 40
"""A string of this many characters is long enough to be recognised as the article's."""
MOST = 400_000
"""Values of one script that are looked at."""
NOBODYS = Page(path="", title="")
SIFTED = 3
"""Levels at which parts without anything wanted are left out."""
DEEPEST = 2
"""JSON inside strings inside JSON."""
ID_KEYS = names(
    "id videoId video_id videoID externalId external_id embedId embed_id mediaId media_id postId post_id tweetId tweet_id "
    "statusId status_id code shortcode key value ref sourceId source_id providerId provider_id contentId remoteId remote_id "
    "src content data embed identifier itemId item_id assetId asset_id"
)
INNER = names("data content attrs attributes props value fields config params embed options payload source media item video")
"""Under which a node keeps its own particulars."""
PROVIDERS = frozenset(KINDS) | names(
    "provider providerName platform service source network embedType embed_type subtype name component videoType host vendor "
    "player playerType videoProvider video_provider is socialType social_type nodeType"
)


KEPT = frozenset({"comments", "advertising"})
"""What this page's address or title under it is said by others."""
OF_VIDEOS = names("youtube tweet vimeo dailymotion brightcove jwplayer facebookvideo")
"""Platforms whose identifiers in a page's data are hardly ever those of accounts."""
OWN_IDS = names("instagramId instagram_id instagramID")
"""Keys of a platform's identifiers where an account's would not look like a post's."""
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
    level: int = 0
    """How many objects stand around it; not counted beyond :data:`SIFTED`."""


NOTHING = _Around()


@dataclass(slots=True, kw_only=True)
class _Walk:
    """One walk: what is looked for, and what it has come to know."""

    page: Page
    wanted: Collection[str]
    walked: Walked
    known: JsonObject = field(default_factory=dict)
    """A store of objects that refer to each other (Apollo's)."""

    def is_idle(self, item: Json) -> bool:
        """Whether nothing that is looked for stands in ``item``: writing it out takes a fraction of what walking does."""
        if self.known:
            return False
        try:
            text = repr(item)
        except RecursionError:
            return False
        return not any(words in text for words in self.wanted)

    def of_list(self, items: list[Json], around: _Around) -> Iterator[tuple[Json, _Around]]:
        """The values of a list that are looked at."""
        if around.furniture is None and is_listing(items, self.page):
            around = replace(around, furniture="a list of other titles")
        return ((child, around) for child in items if child.__class__ in {str, dict, list})

    def of_object(self, item: JsonObject, around: _Around) -> Iterator[tuple[Json, _Around]]:
        """The values of an object that are looked at."""
        reference = item.get("__ref", item.get("id") if item.get("generated") is False else None)
        if isinstance(reference, str) and reference in self.known:
            yield self.known[reference], around
            return
        inner = _within(item, around, self.page)
        if inner.whose is Whose.OTHER and inner.story is item and self.is_idle(item):
            return
        _identifiers(item, inner, self.walked)
        if "ROOT_QUERY" in item:
            self.known = item
            yield from self.of_store(item, inner)
            return
        for key, value in item.items():
            kind = value.__class__
            if kind is str:
                yield value, inner
            elif (kind is dict or kind is list) and (inner.level >= SIFTED or not self.is_idle(value)):
                yield value, _below(key, inner)

    def of_store(self, store: JsonObject, around: _Around) -> Iterator[tuple[Json, _Around]]:
        """The objects of a store in the order in which stories lead to what is theirs: this page's, others', the rest.

        What this page's story does not lead to is judged by its own words.
        """
        whose = {key: self.page.whose(value) for key, value in store.items() if isinstance(value, dict)}
        known = any(owned is Whose.OWN and is_written(store[key]) for key, owned in whose.items())
        for owner in (Whose.OWN, Whose.OTHER, None):
            for key in (key for key, owned in whose.items() if owned is owner and key != "ROOT_QUERY"):
                value, inner = store[key], _below(key, around)
                if known and owner is None and isinstance(value, dict):
                    inner = replace(inner, whose=Whose.OTHER, story=value)
                yield value, inner
        yield store["ROOT_QUERY"], around


def _below(key: str, around: _Around) -> _Around:
    reason, provider = _meaning(key)
    reason = around.furniture or reason
    provider = provider or (around.provider if key in INNER else None)
    if reason is around.furniture and provider is around.provider and around.level >= SIFTED:
        return around
    return replace(around, furniture=reason, provider=provider, level=min(SIFTED, around.level + 1))


def walk(value: Json, page: Page, wanted: Collection[str], *, around: _Around = NOTHING) -> Walked:
    """What is in ``value``, once (data may refer to itself).

    Parts in which none of the ``wanted`` characters stand are left out near the top and in other stories: most data
    is of no interest, and walking through it is slow. Further down they stay, for the words beside a post.
    """
    walk, seen = _Walk(page=page, wanted=wanted, walked=Walked()), set[int]()
    stack: list[tuple[Json, _Around]] = [(value, around)]
    for _ in range(MOST):
        if not stack:
            break
        item, around = stack.pop()
        if isinstance(item, str):
            stack.extend(_string(item, around, walk.walked))
        elif isinstance(item, (dict, list)) and id(item) not in seen:
            seen.add(id(item))
            inner = walk.of_list(item, around) if isinstance(item, list) else walk.of_object(item, around)
            stack.extend(reversed(list(inner)))
    return walk.walked


def identified(value: Json, provider: str | None) -> Iterator[str]:
    """The addresses of posts that small data names, of the ``provider`` (a platform's word) where it does not say another."""
    walked = walk(value, NOBODYS, ("",), around=_Around(provider=provider, level=SIFTED))
    yield from dict.fromkeys(met.text for met in walked.met if met.shape is Shape.ADDRESS)


@lru_cache(maxsize=8192)
def _meaning(key: str) -> tuple[str | None, str | None]:
    """What a key says of what stands under it: why it is furniture, and which platform it is of."""
    return furniture_key(key), platform_word(key)


def _within(item: JsonObject, around: _Around, page: Page) -> _Around:
    whose = page.whose(item)
    furniture = around.furniture
    provider = around.provider
    for key in PROVIDERS.intersection(item):
        value = item[key]
        if isinstance(value, str):
            provider = platform_word(value) or provider
            if key in KINDS:
                furniture = furniture or furniture_key(value)
    if whose is None:
        plain = furniture is around.furniture and provider is around.provider
        return around if plain else replace(around, furniture=furniture, provider=provider)
    if whose is Whose.OWN and furniture not in KEPT:  # a page's own story is its own under any key (``latest``, ``site``)
        furniture = None
    return replace(around, whose=whose, story=item, furniture=furniture, provider=provider)


@lru_cache(maxsize=8192)
def _provider_in(key: str) -> str | None:
    """The platform in a key such as ``youtubeId`` or ``tiktokVideoId``; ``twitterId`` may name an account and does not count."""
    word = platform_word(key)
    return word if word in OF_VIDEOS or key in OWN_IDS or not OF_POSTS.isdisjoint(words_in(key)) else None


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
    text = plain_markup(text)
    if "<" in text or "&lt;" in text:
        _meet(text, Shape.MARKUP, around, walked)
    elif "//" not in text:
        walked.strings.append(text)
    else:
        _meet(text, Shape.WORDS if " " in text.strip() else Shape.ADDRESS, around, walked)
