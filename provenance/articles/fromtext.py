"""What an article's words cite: addresses written out, addresses cut off, and posts flattened to plain text."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from provenance.articles.cited import Cited
from provenance.articles.citing import Stretches
from provenance.articles.document import Document
from provenance.articles.recognition import media_file
from provenance.model import FILE, Article, BlockKind, Citation, ReferenceKind, Role, Slug
from provenance.platforms import PLATFORMS, platform_of_host, recognise
from provenance.platforms.interface import Recognised, UrlPatterns

__all__ = ["addresses", "flattened", "from_text"]

_HOSTS = "|".join(sorted((re.escape(host) for platform in PLATFORMS for host in platform.hosts), key=len, reverse=True))
TOKEN = re.compile(r"[^\s<>\"«»“”]+")
BARE_URL = re.compile(
    rf"(?<![\w@.])(?:https?://[^\s<>\"«»“”]{{4,2000}}|(?:[a-z0-9-]{{1,30}}\.){{0,2}}(?:{_HOSTS})/[^\s<>\"«»“”]{{1,500}})",
    re.IGNORECASE,
)
LONGEST = 4096
TRUNCATED = ("…", "...")
POST_PATH = re.compile(
    r"^(?:https?://)?(?:www\.|m\.|mobile\.)?(?P<host>[a-z0-9.-]{3,40})/(?:(?P<account>@?[\w.]{2,40})/(?:status|statuses|video|videos|posts|p|"
    r"reel|post|\d+)\b|(?:watch\?v=|p/|reel/|reels/|tv/|shorts/|video/|wall-?\d|status/)|(?<=youtu\.be/)[\w-]|"
    r"(?<=fb\.watch/)\w|(?<=tiktok\.com/)Z)",
    re.IGNORECASE,
)
"""The beginning of a post's address, as far as one can see before it is cut off."""
FLAT_POST = re.compile(
    r"(?:—|–|--|-|&mdash;)\s?(?P<name>[^\n()@]{1,80}?)\s?\(@(?P<account>\w{1,20})\)\s{1,3}(?P<date>[^\n()]{0,30}?(?<!\d)(?:19|20)\d\d(?!\d))"
)
"""How X's embed code ends: "— Name (@handle) June 4, 2022"."""


def from_text(document: Document, fallback: UrlPatterns | None) -> Iterator[Cited]:
    """Addresses written out in the text, with or without a scheme; cut off ones as posts that are not known."""
    article = document.article
    linked = Stretches(document.anchors.values())
    for token in TOKEN.finditer(article.text):
        words = token[0]
        found = BARE_URL.search(words[:LONGEST]) if "/" in words else None
        if found is None or token.start() + found.start() in linked:
            continue
        start = token.start() + found.start()
        if words.endswith(TRUNCATED):
            post, url, kind, where = _cut_off(found[0], start), found[0], ReferenceKind.LINK, "address cut off in the text"
        else:
            url = _trim(found[0])
            post, where = recognise(url, fallback=fallback) or media_file(url), "address in the text"
            kind = ReferenceKind.FILE if post is not None and post.platform == FILE else ReferenceKind.LINK
        if post is not None:
            place = Citation(kind=kind, quote=url, span=article.span(start, start + len(url)), where=where)
            yield _cited(article, post, place, "written out in the text")


def addresses(text: str) -> Iterator[str]:
    """Whole addresses written out in a text."""
    for token in TOKEN.finditer(text):
        found = BARE_URL.search(token[0][:LONGEST]) if "/" in token[0] else None
        if found is not None and not token[0].endswith(TRUNCATED):
            yield _trim(found[0])


def _cited(article: Article, post: Recognised, place: Citation, reason: str) -> Cited:
    start = place.span.start if place.span else 0
    number = bisect_right(article.blocks, start, key=lambda block: block.start) - 1
    chrome = number >= 0 and article.blocks[number].kind is BlockKind.CHROME and start < article.blocks[number].end
    return Cited(
        post=post,
        kind=place.kind,
        place=place,
        role=Role.CHROME if chrome else Role.ARTICLE,
        reason="in the site's furniture" if chrome else reason,
    )


def _cut_off(words: str, start: int) -> Recognised | None:
    """A post whose address the text does not show to its end: its platform and account."""
    found = POST_PATH.match(words.rstrip("….")[:200])
    platform = platform_of_host(found["host"].lower()) if found else None
    if found is None or platform is None:
        return None
    account = (found["account"] or "").lstrip("@") or None
    return Recognised(platform=platform, platform_id=f"text:{start}", url="", account=account)


def flattened(document: Document, known: Sequence[Cited]) -> Iterator[Cited]:
    """Posts of X whose last line stands in the text, beyond those that ``known`` names with that account (or without any)."""
    article = document.article
    if "(@" not in article.text:
        return
    posts = {(c.post.platform_id, (c.post.account or "").lower()) for c in known if c.post.platform == "twitter" and c.post.url}
    named = Counter(account for _, account in posts)
    for found in FLAT_POST.finditer(article.text):
        account = found["account"].lower()
        owner = account if named[account] else ""
        if named[owner]:
            named[owner] -= 1
            continue
        post = Recognised(platform=Slug("twitter"), platform_id=f"text:{found.start()}", url="", account=found["account"])
        span = article.span(*found.span())
        place = Citation(kind=ReferenceKind.EMBED, quote=span.quote, span=span, where="post flattened to text")
        yield _cited(article, post, place, "a post's last line in the text")


def _trim(url: str) -> str:
    """Without the punctuation that ends the sentence around it."""
    while url and url[-1] in ".,;:!?'’”»)]}>*_،؛؟":
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url
