"""URLs before any platform reads them: one spelling, and taken out of archives and redirects."""

import base64
import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

__all__ = ["carried", "is_short_link", "normalise", "unwrap"]

LONGEST = 8192
DEEPEST = 5
ENCODED = re.compile(r"(?:https?%(?:25){0,4}3a|%(?:25){0,4}2f%(?:25){0,4}2f)", re.IGNORECASE)
ENCODED_AT_MOST = 5
"""Times that one address was percent-encoded over itself."""
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)
HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)+\.?", re.IGNORECASE)
EMBEDDED = re.compile(r"https?(?::|%3[Aa])(?:/|%2[Ff]){1,2}[^\s]+", re.IGNORECASE)
ARCHIVES = frozenset(
    [
        "web.archive.org",
        "archive.org",
        "archive.ph",
        "archive.today",
        "archive.is",
        "archive.li",
        "archive.vn",
        "archive.fo",
        "archive.md",
        "ghostarchive.org",
        "perma.cc",
        "webcache.googleusercontent.com",
        "12ft.io",
        "txtify.it",
    ]
)
"""Whose paths hold the archived address whole."""
QUERIES = {
    "google.com/url": ("q", "url"),
    "google.com/imgres": ("imgrefurl",),
    "translate.google.com": ("u",),
    "facebook.com/l.php": ("u",),
    "facebook.com/flx/warn": ("u",),
    "facebook.com/plugins/video.php": ("href",),
    "facebook.com/plugins/post.php": ("href",),
    "facebook.com/plugins/video": ("href",),
    "facebook.com/plugins/post": ("href",),
    "facebook.com/v2.": ("href",),
    "facebook.com/login": ("next",),
    "instagram.com": ("u",),
    "instagram.com/accounts/login": ("next",),
    "youtube.com/redirect": ("q",),
    "youtube.com/attribution_link": ("u",),
    "youtube.com/oembed": ("url",),
    "vk.com/away.php": ("to",),
    "away.vk.com": ("to",),
    "safelinks.protection.outlook.com": ("url",),
    "out.reddit.com": ("url",),
    "embed.reddit.com": ("url",),
    "slack-redir.net": ("url",),
    "steamcommunity.com/linkfilter": ("url", "u"),
    "t.umblr.com": ("z",),
    "duckduckgo.com/l": ("uddg",),
    "linkedin.com/redir": ("url",),
    "linkedin.com/safety": ("url",),
    "embedly.com/widgets": ("src", "url"),
    "iframe.ly/api": ("url",),
    "iframely.net": ("url",),
    "publish.twitter.com": ("query", "url"),
    "ok.ru/dk": ("st.link",),
    "exit.sc": ("url",),
    "urldefense.proofpoint.com": ("u",),
    "mail.yandex.ru": ("url",),
    "clck.yandex.ru": ("url",),
    "googleweblight.com": ("lite_url",),
    "tiktok.com/oembed": ("url",),
    "vimeo.com/api/oembed.json": ("url",),
    "news.google.com": ("url",),
    "l.threads.com": ("u",),
    "l.threads.net": ("u",),
    "l.wl.co": ("u",),
    "lnkd.in": ("url",),
    "getpocket.com/redirect": ("url",),
    "viber.com": ("url",),
    "ct.sendgrid.net": ("url",),
}
"""Host and beginning of the path → parameters that hold the address it leads to."""


GHOST_VIDEO = re.compile(r"varchive/(?:youtube/\d+/)?([\w-]{11})(?:[?/]|$)", re.ASCII)
"""Ghostarchive keeps videos of YouTube under their identifiers."""
_REDIRECTS = frozenset({"href.li", "nullrefer.com", "anonym.to", "anon.to", "dereferer.me"})
_DEFENSE = frozenset({"urldefense.com", "urldefense.us"})
DEFENDED = re.compile(r"__(?P<url>https?:/++[^\s]+?)__(?:;(?P<kept>[\w-]{1,400}=*))?")
_WRAPPERS = ARCHIVES | _REDIRECTS | _DEFENSE | {place.partition("/")[0] for place in QUERIES}


def is_wrapper(host: str) -> bool:
    """Whether :func:`unwrap` looks into addresses on ``host``."""
    labels = host.split(".")
    return (
        "google" in labels
        or "goog" in labels
        or "ampproject" in labels
        or any(".".join(labels[n:]) in _WRAPPERS for n in range(len(labels)))
    )


SHORTENERS = frozenset(
    [
        "t.co",
        "bit.ly",
        "goo.gl",
        "ow.ly",
        "tinyurl.com",
        "buff.ly",
        "is.gd",
        "dlvr.it",
        "trib.al",
        "shorturl.at",
        "rb.gy",
        "cutt.ly",
        "clck.ru",
        "u.to",
        "surl.li",
    ]
)
"""Hosts whose addresses tell nothing of where they lead."""


def is_short_link(url: str) -> bool:
    """Whether only a request would tell what ``url`` names."""
    host, _, path = (normalise(url) or "").partition("/")
    return host in SHORTENERS and bool(path)


def normalise(url: str) -> str | None:
    """``host/path?query`` with the host in lower case and without ``www.``; ``None`` unless it reads as http(s)."""
    text = _from_app(url.strip().strip("<>\"'").replace("\\", "/"))
    if not text or len(text) > LONGEST:
        return None
    for _ in range(ENCODED_AT_MOST):
        if not ENCODED.match(text):
            break
        text = unquote(text)
    if "&amp;" in text or "&#" in text:
        text = html.unescape(text).replace("&amp;", "&")
    scheme = SCHEME.match(text)
    if scheme and scheme[1].lower() not in {"http", "https"} and "." not in scheme[1]:
        return None
    rest = text[scheme.end() :] if scheme and scheme[1].lower() in {"http", "https"} else text
    try:
        parts = urlsplit(f"//{rest.lstrip('/')}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if not HOST.fullmatch(host):
        return None
    path = re.sub(r"/{2,}(?!/?https?)", "/", parts.path)
    # Old Twitter and Facebook addresses kept the path behind "#!".
    if parts.fragment.startswith("!/"):
        path = parts.fragment[1:]
    return f"{host.removeprefix('www.')}{path or '/'}" + (f"?{parts.query}" if parts.query else "")


def _from_app(text: str) -> str:
    """Addresses that open an app (``tg://resolve``) and AT Protocol's own, as the web address of the same post."""
    scheme, mark, rest = text.partition("://")
    if not mark or len(scheme) > 4:
        return text
    if scheme.lower() == "at":
        return f"https://bsky.app/at/{rest}"
    if scheme.lower() != "tg":
        return text
    _, _, query = rest.partition("?")
    values = dict(pair.partition("=")[::2] for pair in query.split("&")[:20])
    channel = f"c/{values['channel']}" if "channel" in values else values.get("domain", "")
    return f"https://t.me/{channel}/{values.get('post', values.get('msg_id', ''))}"


def unwrap(url: str) -> Iterator[str]:
    """``url`` normalised, then what it wraps, outermost first."""
    at: str | None = url
    for _ in range(DEEPEST):
        normal = normalise(at) if at else None
        if normal is None:
            return
        yield normal
        at = _inside(normal)


def carried(url: str) -> str | None:
    """The first address in the query of ``url``, written out, percent-encoded or in base64."""
    query = url.partition("?")[2][:LONGEST]
    found = re.search(r"(?<![A-Za-z0-9+/])aHR0c[\w+/-]{10,2000}={0,2}", unquote(query))
    return _in_base64(found[0].rstrip("=")) if found else _first_address(query)


def _first_address(query: str) -> str | None:
    """Of a query: the value of a parameter that is an address, or the whole query where it is one."""
    values = (unquote(pair.partition("=")[2] or pair) for pair in query.split("&")[:50])
    whole = unquote(query) if EMBEDDED.match(query) and "=http" not in query else None
    return whole or next((value for value in values if EMBEDDED.match(value)), None)


def _inside(normal: str) -> str | None:
    host, _, rest = normal.partition("/")
    if host.endswith("ghostarchive.org") and (kept := GHOST_VIDEO.match(rest)):
        return f"https://www.youtube.com/watch?v={kept[1]}"
    if host in _REDIRECTS or any(host == archive or host.endswith(f".{archive}") for archive in ARCHIVES):
        return _first_url(rest)
    if host.endswith("cdn.ampproject.org") or (host.startswith("google.") and rest.startswith("amp/")):
        return re.sub(r"^(?:amp|c|v)/(?:s/)?", "https://", rest)
    if host.endswith(".translate.goog"):
        plain = host.removesuffix(".translate.goog").replace("--", "\n").replace("-", ".").replace("\n", "-")
        return f"https://{plain}/{rest}"
    return _coded(host, rest) or _parameter(host, rest)


def _coded(host: str, rest: str) -> str | None:
    """What urldefense v3 and Google News hold in codes of their own."""
    if host in _DEFENSE and (found := DEFENDED.search(rest)):
        return re.sub(r"^(https?):/(?!/)", r"\1://", _restored(found["url"], found["kept"] or ""))
    if host == "news.google.com" and (coded := re.match(r"(?:rss/)?(?:articles|read)/(CBM[\w-]{20,2000})", rest)):
        return _in_base64(coded[1])
    return None


def _restored(url: str, kept: str) -> str:
    """What urldefense v3 has put ``*`` for, put back: its characters follow in base64."""
    try:
        characters = iter(base64.urlsafe_b64decode(kept + "=" * (-len(kept) % 4)).decode("utf-8", "ignore"))
    except ValueError:
        return url
    return "".join(next(characters, "*") if letter == "*" else letter for letter in url)


def _in_base64(coded: str) -> str | None:
    """The address in a Google News article's own one (those made until 2024 hold it)."""
    try:
        data = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4))
    except ValueError:
        return None
    found = re.search(rb"https?://[\x21-\x7e]{5,1000}", data)
    return found[0].decode("ascii") if found else None


def _first_url(text: str) -> str | None:
    found = EMBEDDED.search(text)
    return re.sub(r"^(https?):/(?!/)", r"\1://", found[0]) if found else None


def _parameter(host: str, rest: str) -> str | None:
    bare = re.sub(r"^google(?:\.com?)?\.[a-z]{2,3}$", "google.com", host)
    path, _, query = rest.partition("?")
    if not query:
        return None
    if "oembed" in path:
        return _value(query, ("url",), proofpoint=False)
    for place, names in QUERIES.items():
        domain, slash, prefix = place.partition("/")
        if (bare == domain or bare.endswith(f".{domain}")) and (not slash or path.startswith(prefix)):
            value = _value(query, names, proofpoint=domain.startswith("urldefense") and not path.startswith("v1/"))
            return f"https://{host}{value}" if value and value[0] == "/" and value[1:2] != "/" else value
    return None


def _value(query: str, names: tuple[str, ...], *, proofpoint: bool) -> str | None:
    try:
        values = parse_qs(query, max_num_fields=200)
    except ValueError:
        return None
    value = next((values[name][0] for name in names if name in values), None)
    if value and proofpoint:
        value = unquote(value.replace("-", "%").replace("_", "/"))
    return value
