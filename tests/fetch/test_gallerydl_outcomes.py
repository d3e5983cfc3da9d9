"""Why gallery-dl had nothing: its real exception classes, and its own sentences, mapped to the closed set."""

import inspect

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import GuardError
from provenance.fetch.gallerydl_child import failure
from provenance.fetch.gallerydl_outcomes import CLASSES, outcome_of
from provenance.fetch.interface import OverLimitError
from provenance.fetch.politeness import BusyError
from provenance.model import Availability

exceptions = pytest.importorskip("gallery_dl.exception", reason="gallery-dl is not installed")
requests = pytest.importorskip("requests", reason="gallery-dl is not installed")

OWN = "https://example.org/p/1"


def answer(code: int, url: str = OWN) -> object:
    made = requests.Response()
    made.status_code, made.reason, made.url = code, "Because", url
    return made


EACH_CLASS = {
    "GalleryDLException": (exceptions.GalleryDLException("?"), Availability.UNKNOWN),
    "ExtractionError": (exceptions.ExtractionError("?"), Availability.UNKNOWN),
    "HttpError": (exceptions.HttpError("", answer(403)), Availability.UNKNOWN),
    "ChallengeError": (exceptions.ChallengeError("Cloudflare challenge", answer(403)), Availability.BOT_CHECK),
    "AuthorizationError": (exceptions.AuthorizationError(), Availability.LOGIN_REQUIRED),
    "AuthRequired": (exceptions.AuthRequired("'twid' cookie"), Availability.LOGIN_REQUIRED),
    "AuthenticationError": (exceptions.AuthenticationError(), Availability.LOGIN_REQUIRED),
    "NotFoundError": (exceptions.NotFoundError("post"), Availability.DELETED),
    "InputError": (exceptions.InputError("?"), Availability.UNKNOWN),
    "FormatError": (exceptions.FormatError("?"), Availability.UNKNOWN),
    "FilenameFormatError": (exceptions.FilenameFormatError("?"), Availability.UNKNOWN),
    "DirectoryFormatError": (exceptions.DirectoryFormatError("?"), Availability.UNKNOWN),
    "FilterError": (exceptions.FilterError("?"), Availability.UNKNOWN),
    "InputFileError": (exceptions.InputFileError("?"), Availability.UNKNOWN),
    "NoExtractorError": (exceptions.NoExtractorError("?"), Availability.UNSUPPORTED),
    "ControlException": (exceptions.ControlException(), Availability.UNKNOWN),
    "StopExtraction": (exceptions.StopExtraction(), Availability.UNSUPPORTED),
    "AbortExtraction": (exceptions.AbortExtraction("?"), Availability.UNKNOWN),
    "TerminateExtraction": (exceptions.TerminateExtraction(), Availability.UNKNOWN),
    "RestartExtraction": (exceptions.RestartExtraction(), Availability.UNKNOWN),
    "StopDownload": (exceptions.StopDownload(), Availability.UNKNOWN),
}
SENTENCES = (
    # mastodon, twitter, instagram, vk, facebook, tumblr, reddit: as their extractors raise them
    (exceptions.AbortExtraction("Invalid or missing access token.\nRun 'gallery-dl oauth:…"), Availability.LOGIN_REQUIRED),
    (exceptions.AbortExtraction("This method requires an authenticated user"), Availability.LOGIN_REQUIRED),
    (exceptions.AuthRequired(message="NSFW Tweet"), Availability.AGE_GATED),
    (exceptions.AuthRequired(message="Protected Tweet"), Availability.PRIVATE),
    (exceptions.AuthorizationError("somebody's Tweets are protected"), Availability.PRIVATE),
    (exceptions.AbortExtraction("Rate limit exceeded"), Availability.RATE_LIMITED),
    (exceptions.AbortExtraction("HTTP redirect to login page (https://www.instagram.com/x)"), Availability.LOGIN_REQUIRED),
    (exceptions.AbortExtraction("HTTP redirect to challenge page (https://www.instagram.com/x)"), Availability.BOT_CHECK),
    (exceptions.AbortExtraction("HTTP redirect to 'challenge' page:\nhttps://vk.com/x"), Availability.BOT_CHECK),
    (exceptions.AbortExtraction("You've been temporarily blocked from viewing images.\nPlease"), Availability.RATE_LIMITED),
    (exceptions.AbortExtraction("User input required (password)"), Availability.LOGIN_REQUIRED),
)
STATUSES = (
    (401, Availability.LOGIN_REQUIRED),
    (404, Availability.DELETED),
    (410, Availability.DELETED),
    (429, Availability.RATE_LIMITED),
    (451, Availability.GEO_BLOCKED),
    (500, Availability.NETWORK_ERROR),
    (418, Availability.UNKNOWN),
)


def told(error: BaseException, own: str = OWN) -> Availability:
    found = failure(error)
    return outcome_of(tuple(found["classes"]), str(found["words"]), status=found["status"], own=own)  # type: ignore[arg-type]


def test_every_class_of_gallery_dl_has_its_outcome() -> None:
    real = {name for name, kind in inspect.getmembers(exceptions, inspect.isclass) if issubclass(kind, Exception)}
    assert real == set(EACH_CLASS)
    assert {name: told(error) for name, (error, _) in EACH_CLASS.items()} == {n: wanted for n, (_, wanted) in EACH_CLASS.items()}


@pytest.mark.parametrize(("error", "outcome"), SENTENCES)
def test_sentences_of_its_extractors(error: Exception, outcome: Availability) -> None:
    assert told(error) is outcome


@pytest.mark.parametrize(("code", "outcome"), STATUSES)
def test_statuses(code: int, outcome: Availability) -> None:
    assert told(exceptions.HttpError("", answer(code))) is outcome


def test_an_inner_address_that_moved_is_no_deleted_post() -> None:
    assert told(exceptions.HttpError("", answer(404, "https://api.example.org/v2/1"))) is Availability.UNKNOWN


def test_a_title_in_an_address_decides_nothing() -> None:
    assert told(exceptions.HttpError("", answer(418, "https://example.org/private-rate limit-captcha"))) is Availability.UNKNOWN


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (requests.exceptions.ConnectTimeout("timed out"), Availability.NETWORK_ERROR),
        (requests.exceptions.SSLError("certificate"), Availability.NETWORK_ERROR),
        (requests.exceptions.TooManyRedirects("30"), Availability.UNKNOWN),
        (MemoryError(), Availability.REFUSED),
        (KeyError("media"), Availability.UNKNOWN),
    ],
)
def test_other_libraries(error: BaseException, outcome: Availability) -> None:
    assert told(error) is outcome


@pytest.mark.parametrize(
    ("refusal", "outcome"),
    [
        (GuardError("refused x"), Availability.REFUSED),
        (OverLimitError("expected at most 3 bytes"), Availability.REFUSED),
        (BusyError("rate-limited"), Availability.RATE_LIMITED),
    ],
)
def test_what_we_refused_comes_first(refusal: Exception, outcome: Availability) -> None:
    assert outcome_of(("NotFoundError",), "x", status=404, own=OWN, refusal=refusal) is outcome  # type: ignore[arg-type]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from([*CLASSES, "HttpError", "Refused", "Exception", "?"])),
    st.text(max_size=60),
    st.none() | st.integers(-1, 700),
)
def test_any_answer_has_an_outcome(classes: list[str], words: str, status: int | None) -> None:
    assert outcome_of(tuple(classes), words, status=status, own=OWN) in Availability
