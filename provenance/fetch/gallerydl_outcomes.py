"""Why gallery-dl had nothing: the closed set :class:`~provenance.model.Availability`, from its exceptions' classes and words.

An exception comes from another process as the names of its classes, the nearest first. As with yt-dlp, a 404 counts as deleted
where it is the post's own page, or where an extractor says that the post is not there; an inner address may have moved.
"""

from types import MappingProxyType

from provenance.errors import NetworkError
from provenance.fetch.availability import BY_STATUS, classify
from provenance.model import Availability

__all__ = ["CLASSES", "outcome_of"]

TOOL = "gallery-dl"
CLASSES = MappingProxyType(
    {
        "ChallengeError": Availability.BOT_CHECK,
        "AuthRequired": Availability.LOGIN_REQUIRED,
        "AuthenticationError": Availability.LOGIN_REQUIRED,
        "AuthorizationError": Availability.LOGIN_REQUIRED,
        "NotFoundError": Availability.DELETED,
        "NoExtractorError": Availability.UNSUPPORTED,
        "NoPostError": Availability.UNSUPPORTED,
        "ListError": Availability.UNSUPPORTED,
        "InputError": Availability.UNKNOWN,
        "StopExtraction": Availability.UNSUPPORTED,
        "MemoryError": Availability.REFUSED,
        # of requests
        "ConnectionError": Availability.NETWORK_ERROR,
        "Timeout": Availability.NETWORK_ERROR,
        "ChunkedEncodingError": Availability.NETWORK_ERROR,
        "ContentDecodingError": Availability.NETWORK_ERROR,
        # of urllib3
        "ProtocolError": Availability.NETWORK_ERROR,
        "TimeoutError": Availability.NETWORK_ERROR,
        "DecodeError": Availability.NETWORK_ERROR,
    }
)
"""By name: gallery-dl is not loaded to judge it. Classes that say nothing by themselves are judged by status and words."""
SAID = (
    ("protected", Availability.PRIVATE),
    ("private", Availability.PRIVATE),
    ("nsfw", Availability.AGE_GATED),
    ("age-restricted", Availability.AGE_GATED),
    ("rate limit", Availability.RATE_LIMITED),
    ("rate-limit", Availability.RATE_LIMITED),
    ("temporarily blocked", Availability.RATE_LIMITED),
    ("'challenge' page", Availability.BOT_CHECK),
    ("challenge page", Availability.BOT_CHECK),
    ("captcha", Availability.BOT_CHECK),
    ("login page", Availability.LOGIN_REQUIRED),
    ("login required", Availability.LOGIN_REQUIRED),
    ("access token", Availability.LOGIN_REQUIRED),
    ("authenticated user", Availability.LOGIN_REQUIRED),
    ("user input required", Availability.LOGIN_REQUIRED),
    ("user not found", Availability.DELETED),
    ("content too short", Availability.NETWORK_ERROR),
)
"""Words of gallery-dl's own sentences, of exceptions of the kinds that carry them; never of titles."""
SPOKEN = frozenset({"AuthRequired", "AuthorizationError", "AbortExtraction", "HttpError"})


def outcome_of(
    classes: tuple[str, ...], words: str, *, status: int | None, own: str, refusal: NetworkError | None = None
) -> Availability:
    """The outcome that a failure tells.

    Args:
        classes: of the exception, the nearest first.
        words: its message.
        status: of the answer, where one came.
        own: the address that was asked for.
        refusal: what of ours stood in the way.
    """
    if refusal is not None:
        return classify(refusal, extractor=None)
    if "Refused" in classes:
        told = classify(words, extractor=None)
        return Availability.REFUSED if told is Availability.UNKNOWN else told
    return (
        _by_words(classes, words)
        or _by_class(classes)
        or _by_status(status, own_page=f"'{own}'" in words)
        or _else(classes, words)
    )


def _by_words(classes: tuple[str, ...], words: str) -> Availability | None:
    quoted = words.partition(" for '")[0].lower()
    return None if SPOKEN.isdisjoint(classes) else next((outcome for said, outcome in SAID if said in quoted), None)


def _by_class(classes: tuple[str, ...]) -> Availability | None:
    return next((CLASSES[name] for name in classes if name in CLASSES), None)


def _by_status(status: int | None, *, own_page: bool) -> Availability | None:
    if not status:
        return None
    if status == 404:
        return Availability.DELETED if own_page else Availability.UNKNOWN
    return Availability.NETWORK_ERROR if 500 <= status < 600 else BY_STATUS.get(status, Availability.UNKNOWN)


def _else(classes: tuple[str, ...], words: str) -> Availability:
    return classify(words, extractor=TOOL) if "HttpError" in classes or not classes else Availability.UNKNOWN
