"""yt-dlp's own URL patterns: the last resort for hosts that have no file in ``platforms/``. No network.

Imports yt-dlp when first asked, not before.
"""

import functools
import re
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
    for extractor in extractors():
        if extractor.suitable(url):
            return _recognised(extractor, url)
    return None


@functools.cache
def extractors() -> tuple[Any, ...]:
    """yt-dlp's extractor classes of single posts, in its order."""
    from yt_dlp.extractor import gen_extractor_classes  # noqa: PLC0415 - most of a second

    return tuple(kind for kind in gen_extractor_classes() if _is_site(kind))


def _is_site(kind: Any) -> bool:  # noqa: ANN401
    listed = kind.IE_DESC is not False and not kind.IE_NAME.startswith(tuple(NOT_A_SITE))
    return listed and "search" not in kind.IE_NAME.lower() and not kind.__name__.startswith(("KnownDRM", "KnownPiracy"))


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
