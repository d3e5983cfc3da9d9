"""What a platform is to this program: a way to tell its URLs apart. One small file per platform."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from provenance.model import Slug

__all__ = ["Platform", "Recognised", "UrlPatterns"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A URL read as a post or a video of a platform."""

    platform: Slug
    platform_id: str
    url: str
    """Canonical: one spelling per post, https, without tracking parameters."""
    account: str | None = None
    """As it stands in the URL, without ``@``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """URLs of one platform.

    ``patterns`` are tried in order against the URL without its scheme, ``www.``/``m.`` host prefix and
    fragment. A pattern names its groups ``id`` and, where the URL tells, ``account``; ``canonical`` turns
    the match into the canonical URL.
    """

    slug: Slug
    name: str
    """As people write it."""
    hosts: tuple[str, ...]
    """Registrable hosts; subdomains count."""
    patterns: tuple[re.Pattern[str], ...]
    canonical: Callable[[re.Match[str]], str]
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
