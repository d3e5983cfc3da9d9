"""Posts named by a platform's word and an identifier, without an address: ``{"type": "tweet", "id": "…"}``."""

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["BY_WORD", "Shape", "address_of", "platform_word", "words_in"]

_MIXED = r"(?=[\w-]*[A-Za-z_-])(?=[A-Za-z]*[0-9_-]|[a-z]*[A-Z]+[a-z]+[A-Z])"
"""Not a number, an ordinary word, or two grown together (``chevronFill``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How identifiers of one kind of post look, and the address that they make."""

    words: frozenset[str]
    pattern: re.Pattern[str]
    url: str


def _shape(words: str, pattern: str, url: str) -> Shape:
    return Shape(words=frozenset(words.split()), pattern=re.compile(pattern), url=url)


SHAPES: tuple[Shape, ...] = (
    _shape("youtube yt ytb youtubevideo youtubeshort", rf"{_MIXED}[\w-]{{11}}", "https://www.youtube.com/watch?v={}"),
    _shape("twitter tweet x", r"\d{17,19}", "https://x.com/i/status/{}"),
    _shape("instagram insta ig", r"[B-F][\w-]{10}", "https://www.instagram.com/p/{}/"),
    _shape("tiktok", r"\d{15,20}", "https://www.tiktok.com/@/video/{}"),
    _shape("facebookvideo facebookpost facebookreel fbvideo fbpost", r"\d{9,20}", "https://www.facebook.com/watch/?v={}"),
    _shape("vimeo", r"\d{5,12}", "https://vimeo.com/{}"),
    _shape("dailymotion", r"[xk][a-z0-9]{4,25}", "https://www.dailymotion.com/video/{}"),
    _shape("telegram", r"(?:[A-Za-z]\w{2,31}|c/\d{4,16})/\d{1,10}", "https://t.me/{}"),
    _shape("vk vkontakte", r"-?\d{1,15}_\d{1,15}", "https://vk.com/video{}"),
    _shape("reddit", r"(?=[a-z]*\d)[a-z0-9]{5,8}", "https://www.reddit.com/comments/{}/"),
    _shape("rutube", r"[0-9a-f]{32}", "https://rutube.ru/video/{}/"),
    _shape("rumble", r"v(?=[a-z]*\d)[a-z0-9]{4,8}", "https://rumble.com/embed/{}/"),
    _shape("streamable", r"[a-z0-9]{4,8}", "https://streamable.com/{}"),
    _shape("bilibili", r"BV[0-9A-Za-z]{10}", "https://www.bilibili.com/video/{}"),
    _shape("vine", r"[A-Za-z0-9]{11}", "https://vine.co/v/{}"),
    _shape("brightcove", r"\d{10,15}", "https://link.brightcove.com/services/player/?bctid={}"),
    _shape("jwplayer jwplatform jwvideo jw", rf"{_MIXED}[A-Za-z0-9]{{8}}", "https://cdn.jwplayer.com/previews/{}"),
    _shape("kaltura", r"[01]_[a-z0-9]{8}", "https://cdnapisec.kaltura.com/playManifest/entryId/{}/format/url"),
)
"""Kinds of post; of two that share a word, the first that fits."""

BY_WORD = {word: shape for shape in SHAPES for word in shape.words}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_JOINED = re.compile(
    r"(?i)you[_-]?tube|tik[_-]?tok|daily[_-]?motion|jw[_-]?(?:player|platform)|(?:facebook|fb)[_-]?(?:video|post|reel)"
)


def words_in(name: str) -> list[str]:
    """The words of a name in any programmers' spelling (``youtubeVideoId``, ``embed--tik-tok``), lower case."""
    if len(name) > 60:
        return []
    plain = _JOINED.sub(lambda found: f" {found[0].lower().replace('_', '').replace('-', '')} ", name)
    return [word.lower() for word in WORD.findall(plain)]


@lru_cache(maxsize=8192)
def platform_word(name: str) -> str | None:
    """The first word of ``name`` that names a platform here."""
    return next((word for word in words_in(name) if word in BY_WORD), None)


def address_of(word: str, value: object) -> str | None:
    """The address that ``value`` makes as an identifier of the platform which ``word`` names, if it looks like one."""
    shape = BY_WORD.get(word)
    if shape is None or isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    text = str(value).strip()
    return shape.url.format(text) if len(text) < 60 and shape.pattern.fullmatch(text) else None
