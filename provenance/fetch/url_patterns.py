"""yt-dlp's own URL patterns: the last resort for hosts that have no file in ``platforms/``. No network.

Imports yt-dlp when first asked, not before.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from provenance.errors import GuardError
from provenance.fetch.guard import Guard
from provenance.model import Slug
from provenance.platforms.interface import Recognised, UrlPatterns

__all__ = ["url_patterns"]

LONGEST = 2_000
"""Characters; longer URLs are no posts, and some patterns backtrack."""
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|igshid?|mc_[ce]id|ref_src|ref_url|si|feature|share_id", re.IGNORECASE)
NOT_A_SITE = frozenset({"generic", "CommonMistakes", "DRM", "Piracy", "UnicodeBOM", "Blob", "Kaltura", "Brightcove"})
"""Extractors that stand for no platform; matched against the start of the name."""
LIST = re.compile(
    r"(?:^|[:_. ])(?:playlist|channel|user|search|tab|profile|album|series|season|collection|category|tag|history|feed)s?$"
    r"|(?:Playlist|User|Tab|Album|Series|Season|Collection|Search|Profile)$"
)
"""Ends of the names of extractors that stand for many posts."""
KIND = re.compile(r"(?<=[a-z0-9])(?:Embed|Video|Clips?|Post|Vod|VOD|Live|Player|Episode|Story|Reel)$")
"""What extractor names add to the platform's: ``RumbleEmbed``."""
HOST = re.compile(r"^.{0,40}?:?//(?P<host>.*?)(?:(?<![\\[^])/|$)", re.DOTALL)
"""The part of a pattern that stands for the host."""
OPTIONAL = re.compile(r"\[[^\]]*\](?:[?*]|\{0,\d*\})|(?:\\.|[a-z0-9-])[?*]")
NAMES = re.compile(r"\?P<\w+>|\?:|\(\?[aiLmsux]+\)")
PLAIN = re.compile(r"(?:[a-z0-9.-]|\\[.-]|\((?:[a-z0-9.|-]|\\[.-])+\))+")
"""A host of literal words and alternatives of such, nothing else."""
CHOICE = re.compile(r"\([^()]*\)")
WORD = re.compile(r"[a-z0-9-]{3,}")
NO_WORDS = frozenset(
    {"www", "com", "net", "org", "http", "https", "player", "embed", "video", "videos", "api", "cdn", "media", "mobile"}
)
"""Too many hosts have them."""
DECOYS = ("quiet-words-of-a-page", "quiet-words-of-a-page-5203636", "quiet-words-of-a-page_5203636")
"""Last parts of the addresses of ordinary articles. A pattern that takes these as well knows a site, not its videos."""
PAGE_ENDING = re.compile(r"\.(?:s?html?|php|aspx?)$")
SPEAKS_OF_VIDEO = re.compile(
    r"(?:^|[/_.?&=-])(?:v|videos?|v[ií]deo\w*|watch|clips?|embed|player|vod|av|reels?|shorts?|episodes?|movies?|film|tv|видео|відео)"
    r"(?:[/_.?&=-]|$)",
    re.IGNORECASE,
)
PRIVATE_CHANNEL = re.compile(r"https?://(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)/(?:c|s|joinchat|addstickers|share|proxy)/")
"""Telegram's own path words, which yt-dlp reads as a channel called "c"."""


def url_patterns() -> UrlPatterns:
    """The recogniser, to be handed to the pure code. Creating it costs nothing."""
    return recognise


def recognise(url: str, /) -> Recognised | None:
    """The post that ``url`` names by one of yt-dlp's patterns, or ``None``."""
    if len(url) > LONGEST or not _plain(url) or PRIVATE_CHANNEL.match(url):
        return None
    return next((_recognised(extractor, url) for extractor in _candidates(url) if extractor.suitable(url)), None)


@functools.cache
def extractors() -> tuple[Any, ...]:
    """yt-dlp's extractor classes of single posts, in its order."""
    from yt_dlp.extractor import gen_extractor_classes  # noqa: PLC0415 - most of a second

    return tuple(kind for kind in gen_extractor_classes() if _is_site(kind))


def _candidates(url: str) -> Iterator[Any]:
    """The extractors that may take ``url`` by its host, in yt-dlp's order: a few of some two thousand."""
    for number in _for_host((urlsplit(url).hostname or "").lower()):
        if _by_words()[number] or _matches(number, url):
            yield extractors()[number]


@functools.lru_cache(maxsize=1024)
def _for_host(host: str) -> tuple[int, ...]:
    return tuple(n for n, words in enumerate(_by_words()) if not words or any(word in host for word in words))


@functools.cache
def _by_words() -> tuple[tuple[str, ...], ...]:
    """For each extractor the words of which a host that it takes has at least one; none where that cannot be told."""
    return tuple(host_words(extractor._VALID_URL) for extractor in extractors())  # noqa: SLF001


def _matches(number: int, url: str) -> bool:
    # What an extractor's own test does besides takes ten times as long.
    return any(pattern.match(url) for pattern in _compiled(number))


@functools.cache
def _compiled(number: int) -> tuple[re.Pattern[str], ...]:
    valid = extractors()[number]._VALID_URL  # noqa: SLF001
    return tuple(re.compile(pattern) for pattern in ([valid] if isinstance(valid, str) else valid or ()))


def host_words(valid: object) -> tuple[str, ...]:
    """The words of the hosts in a pattern, or in several: a host it takes contains one of them. Empty: cannot be told."""
    patterns = [valid] if isinstance(valid, str) else list(valid) if isinstance(valid, (list, tuple)) else []
    words = [_words_of(str(pattern)) for pattern in patterns]
    return tuple(sorted({word for one in words for word in one})) if words and all(words) else ()


def _words_of(pattern: str) -> tuple[str, ...]:
    found = HOST.match(pattern.lower())
    host = OPTIONAL.sub(".", _without_optional_groups(found["host"])) if found else ""
    host = NAMES.sub("", host)
    if not PLAIN.fullmatch(host):
        return ()
    sure = _telling(CHOICE.sub(".", host))
    if sure:
        return sure
    groups = ([_telling(one) for one in group.strip("()").split("|")] for group in CHOICE.findall(host))
    return next((tuple(word for one in group for word in one) for group in groups if all(group)), ())


def _without_optional_groups(host: str) -> str:
    while (end := max(host.find(")?"), host.find(")*"))) > 0:
        depth, at = 0, end
        while at >= 0:
            depth += {")": 1, "(": -1}.get(host[at], 0)
            if depth == 0:
                break
            at -= 1
        host = f"{host[: max(at, 0)]}.{host[end + 2 :]}"
    return host


def _telling(words: str) -> tuple[str, ...]:
    return tuple(word for word in WORD.findall(words) if word not in NO_WORDS)


def _is_site(kind: Any) -> bool:  # noqa: ANN401
    if kind._VALID_URL is False or kind.IE_DESC is False or kind.IE_NAME.startswith(tuple(NOT_A_SITE)):  # noqa: SLF001
        return False
    return "search" not in kind.IE_NAME.lower() and not kind.__name__.startswith(("KnownDRM", "KnownPiracy"))


def _plain(url: str) -> bool:
    try:
        Guard(allow_hosts=frozenset()).check_url(url)
    except GuardError:
        return False
    return "." in (urlsplit(url).hostname or "")


def _recognised(extractor: Any, url: str) -> Recognised | None:  # noqa: ANN401
    """As a post, unless the extractor is one of lists (channels, playlists) or finds no id."""
    if getattr(extractor, "_RETURN_TYPE", None) == "playlist" or LIST.search(extractor.IE_NAME):
        return None
    identifier = _identifier(extractor, url)
    if not identifier or (_takes_articles(extractor, url) and not SPEAKS_OF_VIDEO.search(urlsplit(url).path)):
        return None
    slug = KIND.sub("", re.split(r"[^0-9A-Za-z]", extractor.IE_NAME)[0]).lower()
    return Recognised(platform=Slug(slug), platform_id=identifier, url=canonical(url)) if slug else None


def _takes_articles(extractor: Any, url: str) -> bool:  # noqa: ANN401
    """Whether the pattern would take an invented article beside ``url`` (BBC, Le Monde and others: every page)."""
    parts = urlsplit(url)
    folders = parts.path.strip("/").split("/")
    ending = PAGE_ENDING.search(folders[-1])
    if (len(folders) < 2 and not ending) or folders[0].startswith("@"):  # one short code, or an account's post
        return False
    words = "/news" * (len(folders) - 1)
    invented = (f"https://{parts.netloc}{words}/{decoy}{ending[0] if ending else ''}" for decoy in DECOYS)
    return any(extractor.suitable(page) for page in invented)


def _identifier(extractor: Any, url: str) -> str | None:  # noqa: ANN401
    found = extractor._match_valid_url(url)  # noqa: SLF001 - the only way to the id without a request
    if found is None:
        return None
    named = found.groupdict()
    groups = [named.get(key) for key in ("id", "video_id", "display_id", "slug")] or []
    return next((group for group in [*groups, *reversed(found.groups())] if group), None)


def canonical(url: str) -> str:
    """``url`` with https, a lower-case host, and without fragment and tracking parameters."""
    parts = urlsplit(url)
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(key)]
    return urlunsplit(("https", parts.netloc.lower(), parts.path, urlencode(kept), ""))
