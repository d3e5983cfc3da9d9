"""Why media could not be had: the closed set :class:`~provenance.model.Availability`, from errors.

Read from exception types, HTTP status codes and the fixed sentences of yt-dlp and the platforms, never
from titles: a live video called "Monument has been removed" is not deleted. A sentence must therefore
*begin* with the platform's own words, and URLs and quoted file names are left out before looking.

"Deleted" is said only where somebody says so. A 404 from an inner API can equally mean that yt-dlp is
out of date (X renames its endpoints), so it counts only for the page that was asked for. A 403 refuses whoever asks as
we do (RFC 9110 §15.5.4): of a server that stands for itself it means that a session is wanted; a platform's page or inner
API says so in words of its own, and a bare 403 there may as well mean a robot, a country or a tool out of date.
"""

import re
from collections.abc import Iterator
from types import MappingProxyType

from provenance.errors import GuardError, NetworkError
from provenance.fetch.interface import OverLimitError
from provenance.fetch.politeness import BusyError
from provenance.model import Availability

__all__ = ["classify", "explain", "says_no_video", "with_causes"]

# By class name, so that yt-dlp need not be imported to judge a message.
BY_TYPE = MappingProxyType(
    {
        "GuardError": Availability.REFUSED,
        "OverLimitError": Availability.REFUSED,
        "BusyError": Availability.RATE_LIMITED,
        "GeoRestrictedError": Availability.GEO_BLOCKED,
        "UserNotLive": Availability.LIVE,
        "UnsupportedError": Availability.UNSUPPORTED,
    }
)
BY_STATUS = MappingProxyType(
    {
        401: Availability.LOGIN_REQUIRED,
        407: Availability.NETWORK_ERROR,
        408: Availability.NETWORK_ERROR,
        410: Availability.DELETED,
        425: Availability.NETWORK_ERROR,
        429: Availability.RATE_LIMITED,
        # RFC 7725: a legal demand, as a rule one of the visitor's country.
        451: Availability.GEO_BLOCKED,
    }
)
OWN_PAGE = MappingProxyType({403: Availability.LOGIN_REQUIRED, 404: Availability.DELETED})
"""What these mean of the very address that was asked for."""
STATUS = re.compile(r"HTTP Error (\d{3})")
PAGE = re.compile(r"Unable to download (?:webpage|embed)|expected 200 OK", re.IGNORECASE)
"""yt-dlp's and our own words for "the page that was asked for"."""
NOISE = re.compile(r"""https?://\S+|'[^'\n]*\.\w{2,5}'""")
PREFIX = re.compile(r"^(?:ERROR:\s+)?(?:\[[^\]\n]{1,60}\] )?(?:[\w-]{1,64}: )?(?=\S)")
START = r"(?:^|(?<=[.:!?…\"“]\s)|(?<=said: \"))"
SUBJECT = (
    r"(?:(?:this|the|requested|the requested) )?"
    r"(?:video|post|tweet|broadcast|media|clip|reel|page|content|item|file|story|live event|event video|livestream)(?: \S{1,64})?"
)


def _rule(outcome: Availability, *sentences: str) -> tuple[Availability, re.Pattern[str]]:
    joined = "|".join(sentence.replace("SUBJECT", SUBJECT) for sentence in sentences)
    return outcome, re.compile(f"{START}(?:{joined})", re.IGNORECASE)


NO_VIDEO = _rule(
    Availability.UNSUPPORTED,
    r"unsupported url",
    r"no video formats found",
    r"no video could be found",
    r"no video was found there",
    r"there is no video in this post",
    r"no media found",
    r"(?:media|video) #\S+ is not a video",
    r"no valid video url found",
    r"the post holds no video",
    r"expected a picture(?: or a page)?, got",
)
"""Sentences which leave open that a post holds pictures."""
# Order matters: the more telling sentence first. The table test holds the sentences of yt-dlp's own sources.
RULES = (
    _rule(
        Availability.REFUSED, r"refused \S+: expected", r"unable to handle request: unsupported url scheme", r"over the limit of"
    ),
    _rule(
        Availability.BOT_CHECK,
        r"sign in to confirm you['’]re not a bot",
        r"got http error \S+ when using impersonate",
        r"this request has been blocked due to its tls fingerprint",
        r"got http error \S+\. (?:if|try)",
        r"got http error 403 caused by cloudflare",
        r"unable to solve js challenge",
        r"unable to extract challenge data",
        r"fresh cookies \(not necessarily logged in\) are needed",
        r"(?:please )?(?:solve|complete) (?:the|a) (?:captcha|challenge)",
        r"request is (?:blocked|rejected) by server \((?:352|401|412)\)",
        r"(?:cloudflare|ddos-guard) (?:challenge|captcha)",
        r"(?:site|page) (?:is )?protected by (?:cloudflare|ddos-guard)",
    ),
    _rule(
        Availability.RATE_LIMITED,
        r"this content isn['’]t available, try again later",
        r"the current session has been rate-limited",
        r"your account has been rate-limited",
        r"(?:error\(s\) while querying api: )?rate[- ]limit(?:ed| exceeded)",
        r"you have exceeded the rate[- ]limit",
        r"too many requests",
        r"your ip (?:address )?is (?:likely being )?(?:blocked|unable to access)",
        r"please wait a few minutes",
    ),
    _rule(
        Availability.GEO_BLOCKED,
        r"the uploader has not made this video available in your country",
        r"SUBJECT (?:is|are|was|has been)? ?(?:not available|unavailable|blocked|withheld|restricted|geo[- ]?restricted)"
        r"(?: \w+){0,4} (?:in|from) your (?:country|region|location|territory)",
        r"this video contains content from .{1,200}, who has blocked it in your country",
        r"this (?:tweet|post|account)(?: from \S+)? has been withheld in",
        r"access to this webpage has been blocked by decision of the",
        r"(?:sorry, )?(?:this|the) \w+ is geo[- ]?(?:blocked|restricted)",
    ),
    _rule(
        Availability.AGE_GATED,
        r"sign in to confirm your age",
        r"SUBJECT (?:is|has been) age[- ](?:restricted|gated)",
        r"SUBJECT may be inappropriate for some users",
        r"nsfw tweet requires authentication",
        r"age[- ]restricted adult content",
        r"this post may not be comfortable for some audiences",
        r"restricted video",
    ),
    _rule(
        Availability.PRIVATE,
        r"private video",
        r"SUBJECT is (?:set to )?private",
        r"you are not authorized to view this protected tweet",
        r"you['’]re unable to view this (?:tweet|post) because this account owner limits who can view",
        r"you do not have permission to view this post",
        r"this (?:user|account)['’]?s? (?:account )?is (?:likely )?(?:either )?private",
        r"this content is only available for registered users who follow this account",
        r"this (?:video|album) is protected by a password",
        r"because of its privacy settings",
        r"this event has not been made available to anyone",
        r"cannot download embed-only video",
        r"access denied to video",
        r"private subreddit",
    ),
    _rule(
        Availability.LIVE,
        r"this live event will begin",
        r"this live event is scheduled",
        r"this live (?:broadcast|event) has not yet started",
        r"premieres in",
        r"premiere will begin",
        r"this video is processing",
        r"(?:this video|it) (?:is currently unavailable\. it )?may still be (?:uploading|processing)",
        r"this video is currently unavailable\. it may still be",
        r"this course episode is not yet available",
        r"twitter space (?:not started yet|ended but not downloadable yet)",
        r"(?:the|this) (?:channel|user) is not currently live",
        r"(?:streamer|this stream) is not live",
        r"this live stream recording is not available",
    ),
    _rule(
        Availability.LOGIN_REQUIRED,
        r"sign in (?:if you|to)",
        r"join this channel",
        r"login required",
        r"(?:you )?(?:need|must|have) to (?:log|sign) ?in",
        r"(?:you )?(?:need|have) to purchase",
        r"you must be logged in",
        r"login details are needed",
        r"account authentication is required",
        r"quarantined subreddit; an account that has opted in is required",
        r"this (?:is a supporter-only|video is for premium members only)",
        r"this video (?:is paid|requires a channel subscription)",
        r"your account does not have",
        r"log ?in (?:for access|to|into)",
        r"(?:this|the) (?:video|content|post|tweet) is only available (?:for|to) (?:registered|logged)",
        r"SUBJECT is only available for registered users",
        r"SUBJECT requires (?:authentication|login|purchase|payment)",
        r"the webpage request was redirected to the login page",
        r"instagram sent an empty media response",
        r"tiktok is requiring login",
        r"you are trying to log in from an unusual location",
        r"this content is unreachable",
        r"this video is available to this channel['’]s members",
        r"(?:this|the) (?:video|content) is (?:only )?available (?:for|to) (?:subscribers|members|premium)",
        r"requested content is not available, rate-limit reached or login required",
    ),
    _rule(
        Availability.DELETED,
        r"SUBJECT (?:has been|was|is) (?:permanently )?(?:deleted|removed)",
        r"SUBJECT (?:does not|doesn['’]t|no longer) exists?",
        r"SUBJECT is no longer available",
        r"this (?:tweet|post) (?:was deleted|is from (?:a suspended account|an account that no longer exists))",
        r"hmm\.\.\.this page doesn['’]t exist",
        r"(?:the )?(?:account|user)(?: \S+)? (?:has been|was|is) (?:suspended|terminated|deleted)",
        r"(?:tweet|post|video|page|broadcast|twitter space|clip) (?:was )?not found",
        r"suspended$",
        r"(?:deleted|removed) video",
        r"(?:the channel/)?playlist (?:is no longer available|does not exist)",
    ),
    _rule(
        Availability.DRM,
        r"(?:this|the requested) (?:format|video|site|website|stream|content)(?: \S+)? (?:is|are|uses?) (?:known to use )?drm",
        r"drm[- ]protected",
        r"this stream is not fetched: this stream is drm protected",
    ),
    NO_VIDEO,
    _rule(
        Availability.UNSUPPORTED,
        r"not a media file",
        r"the relinker returned no media url",
        r"the requested video is not archived or indexed",
        r"requested format is not available",
        r"this (?:protocol|stream) is not fetched",
        r"a list of \d+",
    ),
    _rule(
        Availability.NETWORK_ERROR,
        r".{0,120}?(?:timed out|connection (?:refused|reset|aborted|broken)|remote end closed|name or service not known)",
        r".{0,120}?(?:no address found|temporary failure in name resolution|network is unreachable|no route to host)",
        r".{0,120}?(?:incompleteread|bytes read|certificate verify failed|\bssl\b|did not get any data blocks)",
        r".{0,120}?(?:content too short|unable to resolve host)",
        r"unable to (?:download|connect)[^:]{0,80}: (?:\[errno|<urlopen|transport ?error)",
        r"(?:got error: )?downloaded \d+ bytes, expected \d+ bytes",
        r"got error: (?!http error)",
    ),
    # The hint that yt-dlp's raise_login_required() adds to whatever the site said.
    _rule(Availability.LOGIN_REQUIRED, r"use --cookies(?:,|-from-browser| for)", r"use --username and --password"),
)


def classify(error: BaseException | str, *, extractor: str | None) -> Availability:
    """The outcome that ``error`` tells; :attr:`Availability.UNKNOWN` where it tells none.

    Args:
        error: an exception with its causes, or its message alone.
        extractor: yt-dlp's extractor, or ``None`` for our own pages. A 404 of a direct file is its own page's.
    """
    chain = (error,) if isinstance(error, str) else tuple(with_causes(error))
    for link in chain:
        for kind in type(link).__mro__:
            if kind.__name__ in BY_TYPE:
                return BY_TYPE[kind.__name__]
    text = error if isinstance(error, str) else explain(error)
    return _by_words(text) or _by_status(text, chain, extractor) or Availability.UNKNOWN


def says_no_video(message: str) -> bool:
    """Whether the post answered and holds no video: pictures may be all that it holds."""
    return NO_VIDEO[1].search(_own_words(message)) is not None


def with_causes(error: BaseException) -> Iterator[BaseException]:
    """``error`` and everything that caused it, nearest first (yt-dlp keeps causes in ``exc_info`` and ``cause``)."""
    waiting, seen = [error], set[int]()
    while waiting:
        link = waiting.pop(0)
        if id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        kept = getattr(link, "exc_info", None)
        causes = (link.__cause__, getattr(link, "cause", None), getattr(link, "reason", None), kept[1] if kept else None)
        waiting += [cause for cause in causes if isinstance(cause, BaseException)]


def explain(error: BaseException) -> str:
    """The raw message; our own words before the tool's where it was we who refused."""
    refusal = next((link for link in with_causes(error) if isinstance(link, GuardError | OverLimitError | BusyError)), None)
    return str(refusal or error) or type(error).__name__


def _own_words(text: str) -> str:
    return PREFIX.sub("", NOISE.sub(" ", text).strip(), count=1)


def _by_words(text: str) -> Availability | None:
    words = _own_words(text)
    return next((outcome for outcome, sentence in RULES if sentence.search(words)), None)


def _by_status(text: str, chain: tuple[BaseException | str, ...], extractor: str | None) -> Availability | None:
    stated = STATUS.search(text)
    status = int(stated[1]) if stated else next((s for s in (getattr(link, "status", None) for link in chain) if s), None)
    if not isinstance(status, int):
        # Our own words for an answer that broke off, came too late or could not be read.
        return Availability.NETWORK_ERROR if isinstance(chain[0], NetworkError) else None
    site = (extractor or "generic").lower()
    alone = site == "generic"
    if status == 403 and site.startswith("youtube"):
        return Availability.BOT_CHECK  # streams for which it wants a proof of origin: yt-dlp, Wiki, PO Token Guide
    if status in OWN_PAGE:
        return OWN_PAGE[status] if alone or (status == 404 and PAGE.search(text)) else None
    # A redirect that is an error led nowhere: in a circle, or without an address.
    return Availability.NETWORK_ERROR if status // 100 in {3, 5} else BY_STATUS.get(status)
