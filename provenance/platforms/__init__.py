"""URL to platform, id, canonical address and account. One small file per platform."""

import re
from functools import lru_cache

from provenance.model import Slug
from provenance.platforms.ap import AP
from provenance.platforms.bilibili import BILIBILI
from provenance.platforms.bitchute import BITCHUTE
from provenance.platforms.bluesky import BLUESKY
from provenance.platforms.brightcove import BRIGHTCOVE
from provenance.platforms.coub import COUB
from provenance.platforms.dailymotion import DAILYMOTION
from provenance.platforms.discord import DISCORD
from provenance.platforms.douyin import DOUYIN
from provenance.platforms.facebook import FACEBOOK
from provenance.platforms.gab import GAB
from provenance.platforms.instagram import INSTAGRAM
from provenance.platforms.interface import Platform, Recognised, UrlPatterns
from provenance.platforms.jwplayer import JW_PLAYER
from provenance.platforms.kaltura import KALTURA
from provenance.platforms.kick import KICK
from provenance.platforms.kuaishou import KUAISHOU
from provenance.platforms.linkedin import LINKEDIN
from provenance.platforms.mastodon import MASTODON
from provenance.platforms.odysee import ODYSEE
from provenance.platforms.ok import OK
from provenance.platforms.reddit import REDDIT
from provenance.platforms.reuters import REUTERS
from provenance.platforms.rumble import RUMBLE
from provenance.platforms.rutube import RUTUBE
from provenance.platforms.snapchat import SNAPCHAT
from provenance.platforms.streamable import STREAMABLE
from provenance.platforms.telegram import TELEGRAM
from provenance.platforms.threads import THREADS
from provenance.platforms.tiktok import TIKTOK
from provenance.platforms.truth import TRUTH_SOCIAL
from provenance.platforms.twitch import TWITCH
from provenance.platforms.twitter import TWITTER
from provenance.platforms.urls import is_wrapper, unwrap
from provenance.platforms.vimeo import VIMEO
from provenance.platforms.vine import VINE
from provenance.platforms.vk import VK
from provenance.platforms.weibo import WEIBO
from provenance.platforms.whatsapp import WHATSAPP
from provenance.platforms.youtube import YOUTUBE

__all__ = ["PLATFORMS", "is_known_host", "may_name_post", "platform_of_host", "recognise"]

PLATFORMS: tuple[Platform, ...] = (
    INSTAGRAM,
    TWITTER,
    YOUTUBE,
    TIKTOK,
    FACEBOOK,
    TELEGRAM,
    VK,
    VIMEO,
    DAILYMOTION,
    THREADS,
    OK,
    RUTUBE,
    REDDIT,
    BLUESKY,
    RUMBLE,
    ODYSEE,
    BITCHUTE,
    STREAMABLE,
    TWITCH,
    KICK,
    BILIBILI,
    VINE,
    JW_PLAYER,
    BRIGHTCOVE,
    KALTURA,
    WEIBO,
    DOUYIN,
    SNAPCHAT,
    LINKEDIN,
    TRUTH_SOCIAL,
    GAB,
    COUB,
    KUAISHOU,
    WHATSAPP,
    DISCORD,
    AP,
    REUTERS,
    MASTODON,
)
"""In the order in which they are tried; Mastodon, which may live on any host, last."""

_BY_HOST = {host: platform for platform in PLATFORMS for host in platform.hosts}
_ANYWHERE = tuple(platform for platform in PLATFORMS if not platform.hosts)


def recognise(url: str, *, fallback: UrlPatterns | None = None) -> Recognised | None:
    """The post that ``url`` names, or ``None``: for profiles, share buttons, searches, and anything that is no http(s) URL.

    Known wrappers (archives, redirects of search engines and networks) are taken off first. ``fallback`` is
    asked about hosts that no platform here claims. Never raises, whatever the string.
    """
    for candidate in unwrap(url):
        found = _on_own_host(candidate)
        if found is not None:
            return found
        if (
            fallback is not None
            and not is_known_host(candidate.partition("/")[0])
            and (elsewhere := fallback(f"https://{candidate}"))
        ):
            return elsewhere
    return None


ADDRESS = re.compile(r"(?:https?:)?//(?:www\.)?([A-Za-z0-9_.-]+?)\.?(?::\d*)?(?:[/?]|$)")
"""An address without surprises (no user name, nothing encoded); others are looked at closely."""


def may_name_post(url: str) -> bool:
    """A quick look, much cheaper than :func:`recognise`: ``False`` means that it would find nothing on the platforms here."""
    if "oembed" in url or url[:5].lower() in {"tg://", "at://"} or "/@" in url or "/statuses/" in url:
        return True
    plain = ADDRESS.match(url)
    if plain is None:
        return True
    return _leads_somewhere(plain[1].lower())


@lru_cache(maxsize=4096)
def _leads_somewhere(host: str) -> bool:
    return is_known_host(host) or is_wrapper(host)


def is_known_host(host: str) -> bool:
    """Whether ``host`` or a domain above it belongs to one of the platforms."""
    return _claimed(host) is not None


def platform_of_host(host: str) -> Slug | None:
    """The platform that ``host`` belongs to."""
    domain = _claimed(host)
    return _BY_HOST[domain].slug if domain else None


def _claimed(host: str) -> str | None:
    """The longest listed host that ``host`` is or lies under."""
    labels = host.split(".")
    return next((domain for n in range(len(labels)) if (domain := ".".join(labels[n:])) in _BY_HOST), None)


def _on_own_host(candidate: str) -> Recognised | None:
    host, slash, rest = candidate.partition("/")
    domain = _claimed(host)
    if domain is None:
        return next((found for platform in _ANYWHERE if (found := _match(platform, candidate))), None)
    return _match(_BY_HOST[domain], f"{domain}{slash}{rest}")


def _match(platform: Platform, candidate: str) -> Recognised | None:
    for pattern in platform.patterns:
        found = pattern.match(candidate)
        if found is not None:
            account = found.groupdict().get("account")
            return Recognised(
                platform=platform.slug,
                platform_id=platform.identify(found),
                url=platform.canonical(found),
                account=account or None,
            )
    return None
