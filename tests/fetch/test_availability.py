"""The reasons, from the sentences that yt-dlp's extractors raise (read from the sources of 2026.08.19, file by file)."""

import json
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yt_dlp.networking.exceptions import IncompleteRead, TransportError
from yt_dlp.utils import DownloadError, ExtractorError, GeoRestrictedError, UnsupportedError, UserNotLive

from provenance.errors import GuardError, NetworkError
from provenance.fetch.availability import classify, explain
from provenance.model import Availability
from tests.fetch import ytdlp_sources

COOKIES = (
    ". Use --cookies-from-browser or --cookies for the authentication. "
    "See  https://github.com/yt-dlp/yt-dlp/wiki/FAQ#how-do-i-pass-cookies-to-yt-dlp  for how to manually pass cookies"
)
SENTENCES = [
    # youtube/_video.py passes on YouTube's own "reason" and "subreason"
    ("youtube", f"Private video. Sign in if you've been granted access to this video{COOKIES}", "private"),
    ("youtube", "Video unavailable. This video is private", "private"),
    ("youtube", "Video unavailable. This video has been removed by the uploader", "deleted"),
    (
        "youtube",
        (
            "Video unavailable. This video is no longer available because the YouTube account "
            "associated with this video has been terminated."
        ),
        "deleted",
    ),
    ("youtube", "This video has been removed for violating YouTube's policy on violent or graphic content", "deleted"),
    ("youtube", "Video unavailable. This video is no longer available due to a copyright claim by Example Ltd", "deleted"),
    ("youtube", "Video unavailable", "unknown"),
    ("youtube", "Video unavailable. The uploader has not made this video available in your country", "geo-blocked"),
    (
        "youtube",
        "Video unavailable. This video contains content from Example TV, who has blocked it in your country on copyright grounds",
        "geo-blocked",
    ),
    ("youtube", f"Sign in to confirm your age. This video may be inappropriate for some users{COOKIES}", "age-gated"),
    ("youtube", f"Sign in to confirm you’re not a bot{COOKIES}", "bot-check"),
    (
        "youtube",
        (
            "Video unavailable. This content isn't available, try again later. The current session has "
            "been rate-limited by YouTube for up to an hour."
        ),
        "rate-limited",
    ),
    (
        "youtube",
        "Join this channel to get access to members-only content like this video, and other exclusive perks.",
        "login-required",
    ),
    ("youtube", "This live event will begin in 3 hours.", "live"),
    ("youtube", "Premieres in 2 days", "live"),
    ("youtube", "This video is DRM protected", "drm"),  # common.py report_drm
    # instagram.py
    ("Instagram", "There is no video in this post", "unsupported"),
    ("Instagram", f"This content is only available for registered users who follow this account{COOKIES}", "private"),
    ("Instagram", f"Restricted Video: You must be 18 years old or over to see this video{COOKIES}", "age-gated"),
    (
        "Instagram",
        (
            "The webpage request was redirected to the login page. You have exceeded the rate-limit "
            f"for accessing posts anonymously{COOKIES}"
        ),
        "rate-limited",
    ),
    (
        "Instagram",
        "Instagram sent an empty media response. Check if this post is accessible in your browser without being logged-in.",
        "login-required",
    ),
    ("instagram:story", f"This content is unreachable{COOKIES}", "login-required"),
    ("instagram:story", f"You need to log in to access this content{COOKIES}", "login-required"),
    # twitter.py
    ("twitter", "No video could be found in this tweet", "unsupported"),
    ("twitter", f"NSFW tweet requires authentication{COOKIES}", "age-gated"),
    ("twitter", f"You are not authorized to view this protected tweet{COOKIES}", "private"),
    ("twitter", "Requested tweet is unavailable", "unknown"),
    ("twitter", "Suspended", "deleted"),
    ("twitter", "Twitter API says: This Post was deleted by the Post author", "deleted"),
    ("twitter", "Twitter API says: This Tweet is from a suspended account", "deleted"),
    (
        "twitter",
        "Twitter API says: You’re unable to view this Post because this account owner limits who can view their Posts",
        "private",
    ),
    (
        "twitter",
        "Twitter API says: Age-restricted adult content. This content might not be appropriate for people under 18 years old.",
        "age-gated",
    ),
    ("twitter:broadcast", "Broadcast no longer exists", "deleted"),
    ("twitter:broadcast", "This live broadcast has not yet started", "live"),
    ("twitter:spaces", "Twitter Space not found", "deleted"),
    ("twitter:spaces", "Twitter Space not started yet", "live"),
    ("twitter", "Unable to download JSON metadata: HTTP Error 404: Not Found (caused by <HTTPError 404: Not Found>)", "unknown"),
    # facebook.py
    ("facebook", 'The video is not available, Facebook said: "This video has been removed"', "deleted"),
    (
        "facebook",
        f"This video is only available for registered users{COOKIES}",
        "login-required",
    ),  # common.py raise_login_required
    ("facebook", "Cannot parse data; please report this issue", "unknown"),
    # tiktok.py
    ("TikTok", f"You do not have permission to view this post. Log into an account that has access{COOKIES}", "private"),
    ("TikTok", "Your IP address is blocked from accessing this post", "rate-limited"),
    ("TikTok", "Video not available, status code 10231", "unknown"),
    ("TikTok", f"TikTok is requiring login for access to this content{COOKIES}", "login-required"),
    ("TikTok", f"This post may not be comfortable for some audiences. Log in for access{COOKIES}", "age-gated"),
    # telegram.py raises nothing of its own; its page fails, or has no video
    ("telegram:embed", "No video formats found!", "unsupported"),  # YoutubeDL.py raise_no_formats
    ("telegram:embed", "Unable to download webpage: HTTP Error 404: Not Found (caused by <HTTPError 404: Not Found>)", "deleted"),
    # vk.py
    ("vk", "Video -12_34 has been removed from public access due to rightholder complaint.", "deleted"),
    (
        "vk",
        (
            "Video -12_34 is only available for registered users, use --username and --password "
            "options to provide account credentials."
        ),
        "login-required",
    ),
    ("vk", "Video -12_34 does not exist.", "deleted"),
    ("vk", "Video -12_34 is temporarily unavailable.", "unknown"),
    ("vk", "Access denied to video -12_34.", "private"),
    ("vk", "Video -12_34 is no longer available, because its author has been blocked.", "deleted"),
    ("vk", "Video -12_34 is no longer available, because it has been deleted.", "deleted"),
    ("vk", "Video -12_34 is not available in your region.", "geo-blocked"),
    (
        "vk",
        "You are trying to log in from an unusual location. You should confirm ownership at vk.com to log in with this IP.",
        "login-required",
    ),
    # vimeo.py
    ("vimeo", "This video is protected by a password, use the --video-password option", "private"),
    (
        "vimeo",
        (
            "Cannot download embed-only video without embedding URL. Please call yt-dlp with the URL "
            "of the page that embeds this video."
        ),
        "private",
    ),
    ("vimeo", "Got HTTP Error 403. If you are using a data center IP or VPN/proxy, your IP may be blocked", "bot-check"),
    (
        "vimeo",
        "This request has been blocked due to its TLS fingerprint. Install a required impersonation dependency",
        "bot-check",
    ),
    ("vimeo:event", "This event has not been made available to anyone", "private"),
    ("vimeo:event", "This live event is scheduled for 2026-11-30 10:00:00", "live"),
    ("vimeo:event", "This event video is unavailable", "unknown"),
    # dailymotion.py passes on the error's title
    ("dailymotion", "dailymotion said: Deleted video", "deleted"),
    ("dailymotion", "dailymotion said: Private video", "private"),
    ("dailymotion", "dailymotion said: This video is geo-restricted by its owner.", "geo-blocked"),
    ("tiktok", "Fresh cookies (not necessarily logged in) are needed", "bot-check"),
    ("generic", "Got HTTP Error 403 caused by Cloudflare anti-bot challenge; try again with impersonation", "bot-check"),
    ("BiliBili", "Request is rejected by server (352)", "bot-check"),
    # guarded_ytdlp.py
    ("generic", "This stream is not fetched: this stream is DRM protected", "drm"),
    ("generic", "This stream is not fetched: this stream uses features that are not fetched natively", "unsupported"),
    # bluesky.py, reddit.py, twitch.py, bilibili.py
    ("Bluesky", "No video could be found in this post", "unsupported"),
    ("Reddit", "No media found", "unsupported"),
    ("Reddit", f"Account authentication is required{COOKIES}", "login-required"),
    ("twitch:vod", "Video v123 does not exist", "deleted"),
    ("twitch:clips", "This clip is no longer available", "deleted"),
    ("BiliBili", f"This video is for premium members only{COOKIES}", "login-required"),
    # generic.py, downloader/http.py, networking/
    ("generic", "Unsupported URL: https://example.org/this-video-has-been-removed", "unsupported"),
    ("generic", "Unable to download webpage: HTTP Error 403: Forbidden (caused by <HTTPError 403: Forbidden>)", "login-required"),
    ("Facebook", "Unable to download webpage: HTTP Error 403: Forbidden (caused by <HTTPError 403: Forbidden>)", "unknown"),
    ("youtube", "unable to download video data: HTTP Error 403: Forbidden", "bot-check"),
    ("generic", "Unable to download webpage: HTTP Error 302: Found (redirect loop detected)", "network-error"),
    ("generic", "Unable to download webpage: HTTP Error 429: Too Many Requests (caused by <HTTPError 429>)", "rate-limited"),
    ("generic", "Unable to download webpage: HTTP Error 503: Service Unavailable", "network-error"),
    (
        "generic",
        "Unable to download webpage: [Errno -2] Name or service not known (caused by TransportError('x'))",
        "network-error",
    ),
    ("generic", "Unable to download webpage: [Errno 111] Connection refused (caused by TransportError('x'))", "network-error"),
    ("generic", "Unable to download webpage: The read operation timed out (caused by TransportError('x'))", "network-error"),
    (
        "generic",
        "Unable to download webpage: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate",
        "network-error",
    ),
    ("generic", 'Unable to handle request: Unsupported url scheme: "file" (guarded)', "refused"),
]


@pytest.mark.parametrize(("extractor", "sentence", "outcome"), SENTENCES, ids=lambda value: str(value)[:40])
def test_the_platforms_own_sentences(extractor: str, sentence: str, outcome: str) -> None:
    assert classify(sentence, extractor=extractor) == outcome
    assert classify(f"ERROR: [{extractor}] AbC_12-3: {sentence}", extractor=extractor) == outcome
    raised = ExtractorError(sentence, expected=True, video_id="AbC_12-3", ie=extractor)
    assert classify(DownloadError(f"ERROR: {raised}", (type(raised), raised, None)), extractor=extractor) == outcome


@pytest.mark.parametrize(
    "words",
    [
        "Monument to the soldiers has been removed (live from the square)",
        "[youtube] abc: Monument has been removed: could not write file",
        "unable to parse 'This video has been deleted.mp4'",
        "no such thing as a private video here, private video",
        "https://example.org/private-video-deleted",
    ],
)
def test_titles_and_addresses_decide_nothing(words: str) -> None:
    assert classify(words, extractor="youtube") is Availability.UNKNOWN


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (GeoRestrictedError("nothing for you", countries=["UA"]), Availability.GEO_BLOCKED),
        (UserNotLive(), Availability.LIVE),
        (UnsupportedError("https://example.org/"), Availability.UNSUPPORTED),
        (GuardError("refused x: expected a public address, got 10.0.0.1"), Availability.REFUSED),
        (TransportError("[Errno 104] Connection reset by peer"), Availability.NETWORK_ERROR),
        (IncompleteRead(partial=10, expected=90), Availability.NETWORK_ERROR),
        (NetworkError("expected 200 OK, got HTTP Error 410: Gone from http://example.org/"), Availability.DELETED),
        (NetworkError("expected 200 OK, got HTTP Error 404: Not Found from http://example.org/"), Availability.DELETED),
        (NetworkError("expected the whole answer within 30 s"), Availability.NETWORK_ERROR),
        (NetworkError("expected 200 OK, got HTTP Error 418: I'm a teapot from http://example.org/"), Availability.UNKNOWN),
        (RuntimeError("'NoneType' object has no attribute 'get'"), Availability.UNKNOWN),
    ],
)
def test_types_decide_before_words(error: Exception, outcome: Availability) -> None:
    assert classify(error, extractor=None) is outcome
    assert classify(DownloadError("ERROR: something", (type(error), error, None)), extractor=None) in {
        outcome,
        Availability.UNKNOWN,
    }


def test_a_refusal_deep_inside_is_found_and_explained() -> None:
    refusal = GuardError("refused 10.0.0.1: expected a public address, got 10.0.0.1")
    inner = TransportError(msg="x", cause=refusal)
    outer = DownloadError("ERROR: Unable to download webpage", (ExtractorError, ExtractorError("Unable", cause=inner), None))
    assert classify(outer, extractor="generic") is Availability.REFUSED
    assert explain(outer) == str(refusal)


def test_causes_that_go_round_end() -> None:
    first, second = NetworkError("one"), NetworkError("two")
    first.__cause__, second.__cause__ = second, first
    assert classify(first, extractor=None) is Availability.NETWORK_ERROR
    assert explain(socket.gaierror()) == "gaierror"


@given(st.text(max_size=300), st.one_of(st.none(), st.text(max_size=20)))
def test_any_text_has_an_outcome(text: str, extractor: str | None) -> None:
    assert isinstance(classify(text, extractor=extractor), Availability)


def test_every_sentence_in_yt_dlps_own_source_has_the_outcome_that_was_reviewed() -> None:
    table = json.loads(ytdlp_sources.TABLE.read_text("utf-8"))
    found = {(file, sentence): ytdlp_sources.outcome(file, sentence) for file, sentence in ytdlp_sources.sentences()}
    reviewed = {(file, sentence): said for file, rows in table["sentences"].items() for sentence, said in rows.items()}
    assert len(found) > 120
    assert set(reviewed.values()) > {
        "deleted",
        "private",
        "login-required",
        "age-gated",
        "rate-limited",
        "bot-check",
        "live",
        "drm",
    }
    assert {key: said for key, said in found.items() if key in reviewed and said != reviewed[key]} == {}
    if table["yt-dlp"] == ytdlp_sources.__version__:
        assert found.keys() == reviewed.keys(), "python -m tests.fetch.ytdlp_sources, and look at the difference"
    else:  # another yt-dlp than the one that was reviewed: its new sentences are classified, and most are known
        assert len(found.keys() & reviewed.keys()) > len(reviewed) / 2
