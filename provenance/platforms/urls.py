"""URLs before any platform reads them: one spelling, and taken out of archives and redirects."""

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

__all__ = ["normalise", "unwrap"]

LONGEST = 8192
DEEPEST = 5
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
}
"""Host and beginning of the path → parameters that hold the address it leads to."""


_REDIRECTS = frozenset({"href.li", "nullrefer.com", "anonym.to", "anon.to", "dereferer.me"})
_DEFENSE = frozenset({"urldefense.com", "urldefense.us"})
_WRAPPERS = ARCHIVES | _REDIRECTS | _DEFENSE | {place.partition("/")[0] for place in QUERIES}


def is_wrapper(host: str) -> bool:
    """Whether :func:`unwrap` looks into addresses on ``host``."""
    labels = host.split(".")
    return "google" in labels or "ampproject" in labels or any(".".join(labels[n:]) in _WRAPPERS for n in range(len(labels)))


def normalise(url: str) -> str | None:
    """``host/path?query`` with the host in lower case and without ``www.``; ``None`` unless it reads as http(s)."""
    text = url.strip().strip("<>\"'").replace("\\", "/")
    if not text or len(text) > LONGEST:
        return None
    if text[:9].lower().startswith(("http%3a", "https%3a", "%2f%2f")):
        text = unquote(text)
    if "&amp;" in text or "&#" in text:
        text = html.unescape(text)
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


def unwrap(url: str) -> Iterator[str]:
    """``url`` normalised, then what it wraps, outermost first."""
    at: str | None = url
    for _ in range(DEEPEST):
        normal = normalise(at) if at else None
        if normal is None:
            return
        yield normal
        at = _inside(normal)


def _inside(normal: str) -> str | None:
    host, _, rest = normal.partition("/")
    if any(host == archive or host.endswith(f".{archive}") for archive in ARCHIVES):
        return _first_url(rest)
    if host in _DEFENSE and (found := re.search(r"__(https?:/+[^\s]+?)__", rest)):
        return re.sub(r"^(https?):/(?!/)", r"\1://", found[1])
    if host.endswith("cdn.ampproject.org") or (host.startswith("google.") and rest.startswith("amp/")):
        return re.sub(r"^(?:amp|c|v)/(?:s/)?", "https://", rest)
    if host in _REDIRECTS:
        return _first_url(rest)
    return _parameter(host, rest)


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
            return _value(query, names, proofpoint=domain.startswith("urldefense"))
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
