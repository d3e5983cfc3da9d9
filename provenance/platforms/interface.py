"""What a platform is to this program: a way to tell its URLs apart. One small file per platform."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from provenance.model import Slug

__all__ = ["Platform", "Recognised", "UrlPatterns", "account_of", "default_id", "hosts_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A URL read as a post or a video of a platform."""

    platform: Slug
    platform_id: str
    url: str
    """Canonical: one spelling per post and account, https, without tracking parameters."""
    account: str | None = None
    """As it stands in the URL, without ``@``."""


def default_id(found: re.Match[str]) -> str:
    """The group ``id``."""
    return found["id"]


def account_of(found: re.Match[str]) -> str | None:
    """The group ``account``, where the pattern has one and the URL tells it."""
    return found.groupdict().get("account") or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """URLs of one platform.

    ``patterns`` are tried in order against host (the one of ``hosts`` that the URL's host is or lies under,
    so ``m.youtube.com`` reads ``youtube.com``), path and query, from the start; scheme and fragment are gone.
    A pattern names its groups ``id`` and, where the URL tells, ``account``; ``canonical`` turns the match
    into the canonical URL.
    """

    slug: Slug
    name: str
    """As people write it."""
    hosts: tuple[str, ...]
    """Hosts; their subdomains count. Of several that fit, the longest. Empty: any host (federated software)."""
    patterns: tuple[re.Pattern[str], ...]
    canonical: Callable[[re.Match[str]], str]
    identify: Callable[[re.Match[str]], str] = default_id
    """The id, where it is not simply the group ``id``."""
    words: tuple[str, ...] = ()
    """How articles name it in running text, any script, lower case."""


class UrlPatterns(Protocol):
    """Last resort for hosts without a file here: yt-dlp's own URL patterns, handed in from the edge."""

    def __call__(self, url: str, /) -> Recognised | None:
        """The post that ``url`` names, or ``None``."""
        ...


def hosts_of(platforms: Iterable[Platform]) -> frozenset[str]:
    """Every host that one of ``platforms`` claims."""
    return frozenset(host for platform in platforms for host in platform.hosts)
