"""The analyst's own session (cookies, a proxy's password): used for requests, never kept.

What a server echoes of it is taken out of everything that is text and goes into a case: messages, addresses, names, the
platform's answer. The bytes of media stay as they were served.
"""

import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookiejar import Cookie, CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from provenance.errors import InputError

__all__ = [
    "BROWSER",
    "REMOVED",
    "Secrets",
    "browser_cookies",
    "cookie_jar",
    "cookie_text",
    "proxy_secrets",
    "scrub_answer",
    "scrub_text",
]

KEYS = frozenset({"cookies", "http_headers", "_auth", "__x_forwarded_for_ip"})
"""Keys never kept in the platform's answer."""
REMOVED = "[removed: session]"
LEAST = 6
"""Characters of a cookie's value that can be a secret; shorter ones are settings (``en``, ``1``)."""
BROWSER = re.compile(
    r"(?P<name>[^+:]+)(?:\s*\+\s*(?P<keyring>[^:]+))?(?:\s*:\s*(?!:)(?P<profile>.+?))?(?:\s*::\s*(?P<container>.+))?"
)
"""``BROWSER[+KEYRING][:PROFILE][::CONTAINER]``, as yt-dlp writes it."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """Words that must not be kept."""

    words: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, cookies: Iterable[Cookie], *, hosts: frozenset[str], more: Iterable[str] = ()) -> "Secrets":
        """The values of those ``cookies`` that were, or could have been, sent to ``hosts``."""
        values = {cookie.value for cookie in cookies if cookie.value and _meant_for(cookie, hosts)}
        return cls(frozenset(form for value in {*values, *more} if _telling(value) for form in (value, quote(value, safe=""))))

    def scrub(self, text: str) -> str:
        """``text`` without them."""
        for word in sorted(self.words, key=len, reverse=True):
            text = text.replace(word, REMOVED)
        return text

    def scrub_url(self, url: str) -> str:
        """``url`` without them, still an address."""
        return self.scrub(url).replace(REMOVED, REMOVED.replace(" ", "%20"))

    def scrub_bytes(self, data: bytes) -> bytes:
        """``data`` without them, as UTF-8 writes them."""
        for word in sorted(self.words, key=len, reverse=True):
            data = data.replace(word.encode(), REMOVED.encode())
        return data

    def scrub_values(self, value: Any) -> Any:  # noqa: ANN401 - anything that yt-dlp puts into its answer
        """``value`` (of dictionaries, lists and strings) without them, and without request headers."""
        if isinstance(value, dict):
            return {self.scrub(str(key)): self.scrub_values(inner) for key, inner in value.items() if key not in KEYS}
        if isinstance(value, list):
            return [self.scrub_values(inner) for inner in value]
        return self.scrub(value) if isinstance(value, str) else value


def _meant_for(cookie: Cookie, hosts: frozenset[str]) -> bool:
    domain = cookie.domain.lstrip(".").lower()
    return any(host == domain or host.endswith(f".{domain}") for host in hosts)


def _telling(value: str) -> bool:
    return len(value) >= LEAST and (any(char.isdigit() for char in value) or len(value) > 2 * LEAST)


def proxy_secrets(proxy: str | None) -> tuple[str, ...]:
    """The password in a proxy's address."""
    password = urlsplit(proxy).password if proxy else None
    return (password,) if password else ()


def cookie_text(path: Path | None) -> io.StringIO | None:
    """A cookie file as a stream: given a path, yt-dlp would write the file anew.

    Raises:
        InputError: it cannot be read.
    """
    if path is None:
        return None
    try:
        return io.StringIO(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: expected a readable cookie file: {error}") from error


def browser_cookies(text: str | None) -> tuple[str, str | None, str | None, str | None] | None:
    """Browser, profile, keyring and container of ``--cookies-from-browser``, in yt-dlp's order.

    Raises:
        InputError: no such browser or keyring.
    """
    if text is None:
        return None
    from yt_dlp.cookies import SUPPORTED_BROWSERS, SUPPORTED_KEYRINGS  # noqa: PLC0415 - slow, and rarely needed

    found = BROWSER.fullmatch(text)
    name = found["name"].strip().lower() if found else ""
    if found is None or name not in SUPPORTED_BROWSERS:
        raise InputError(f"--cookies-from-browser {text}: expected one of {', '.join(sorted(SUPPORTED_BROWSERS))}")
    keyring = found["keyring"].strip().upper() if found["keyring"] else None
    if keyring is not None and keyring not in SUPPORTED_KEYRINGS:
        raise InputError(f"--cookies-from-browser {text}: expected a keyring of {', '.join(sorted(SUPPORTED_KEYRINGS))}")
    return name, found["profile"], keyring, found["container"]


def cookie_jar(cookies: Path | None, browser: str | None) -> CookieJar | None:
    """The session that the analyst gives, as a file or a browser's; ``None`` where she gives none.

    Raises:
        InputError: it cannot be read.
    """
    if cookies is None and browser is None:
        return None
    from yt_dlp.cookies import CookieLoadError, load_cookies  # noqa: PLC0415 - slow, and rarely needed

    try:
        jar: CookieJar = load_cookies(cookie_text(cookies), browser_cookies(browser), None)
    except CookieLoadError as error:
        raise InputError(f"the cookies of {cookies or browser} could not be read: {error.__cause__ or error}") from error
    return jar


def scrub_answer(path: Path, secrets: Secrets) -> None:
    """Take request headers and the session's words out of a platform's answer (JSON)."""
    kept = secrets.scrub_values(json.loads(path.read_text("utf-8")))
    path.write_text(json.dumps(kept, ensure_ascii=True, indent=1), "utf-8")


def scrub_text(path: Path, secrets: Secrets) -> None:
    """Take the session's words out of a text, which is left alone where it has none."""
    text = path.read_text("utf-8", errors="surrogateescape")
    if (kept := secrets.scrub(text)) != text:
        path.write_text(kept, "utf-8", errors="surrogateescape")
