"""Which way to a post's media is tried after which answer."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from provenance.fetch import gallerydl
from provenance.fetch.guard import Guard
from provenance.fetch.interface import Failed
from provenance.fetch.politeness import Politeness
from provenance.model import Availability, Slug
from provenance.pipeline.run import Settings
from provenance.pipeline.ways import ways
from tests.fetch.answers import failed, had
from tests.fetch.servers import body, serving, small_mp4

POST, REEL = "https://www.instagram.com/p/AbCdEfGhIjK/", "https://www.instagram.com/reel/AbCdEfGhIjK/"
NO_VIDEO = "ERROR: [Instagram] AbC: There is no video in this post"


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gallerydl, "installed_version", lambda: "1.32")


def tried(url: str, platform: str, *answers: tuple[Availability, str], pictures: bool = True) -> list[str]:
    """The tools that are asked, where each answers so."""
    run = SimpleNamespace(settings=Settings(pictures=pictures), guard=Guard(), polite=Politeness())
    asked = []
    for way, (outcome, message) in zip(ways(run, url, Slug(platform)), answers, strict=False):  # type: ignore[arg-type]
        asked.append(way.client.tool)
        if not way.goes_on(Failed(outcome=outcome, message=message, requests=(url,))):
            break
    return asked


LAST = (Availability.UNSUPPORTED, "the page names no picture")


@pytest.mark.parametrize(
    ("url", "platform", "answers", "tools"),
    [
        (POST, "instagram", [(Availability.UNSUPPORTED, NO_VIDEO), (Availability.LOGIN_REQUIRED, "x"), LAST], 3),
        (POST, "instagram", [(Availability.UNSUPPORTED, NO_VIDEO), (Availability.DELETED, "x"), LAST], 2),
        (POST, "instagram", [(Availability.UNSUPPORTED, NO_VIDEO), (Availability.RATE_LIMITED, "x"), LAST], 2),
        (POST, "instagram", [(Availability.UNKNOWN, "ERROR: Cannot parse data"), LAST], 2),
        (REEL, "instagram", [(Availability.UNKNOWN, "ERROR: Cannot parse data"), LAST], 1),
        (POST, "instagram", [(Availability.DELETED, "ERROR: HTTP Error 404"), LAST], 1),
        (POST, "instagram", [(Availability.LOGIN_REQUIRED, "log in"), LAST], 1),
        ("https://example.org/a", "file", [(Availability.UNKNOWN, "ERROR: ?"), LAST], 1),
        ("https://example.org/a", "file", [(Availability.UNSUPPORTED, "A list of 300 videos, not one post"), LAST], 1),
        ("https://example.org/a", "file", [(Availability.UNSUPPORTED, "ERROR: Unsupported URL: https://example.org/a"), LAST], 2),
    ],
)
def test_what_follows_an_answer(url: str, platform: str, answers: list[tuple[Availability, str]], tools: int) -> None:
    assert tried(url, platform, *answers) == ["yt-dlp", "gallery-dl", "provenance"][:tools]


def test_a_picture_s_own_address_is_asked_first() -> None:
    url = "https://example.org/File:a.jpg"
    page = (Availability.UNSUPPORTED, "expected a picture, got an HTML page")
    assert tried(url, "file", page, (Availability.UNSUPPORTED, NO_VIDEO), LAST) == ["provenance", "yt-dlp", "gallery-dl"]
    assert tried(url, "file", (Availability.DELETED, "HTTP Error 404"), LAST) == ["provenance"]


def test_a_video_under_a_picture_s_name_is_asked_of_yt_dlp(tmp_path: Path) -> None:
    """As sites serve what they call GIFs."""
    with serving() as server:
        server.routes["/funny.gif"] = body(small_mp4(), "video/mp4")
        run = SimpleNamespace(settings=Settings(), guard=Guard(allow_hosts=frozenset({server.host})), polite=Politeness())
        first, second, *_ = ways(run, server.url("/funny.gif"), Slug("file"))  # type: ignore[arg-type]
        assert [first.client.tool, second.client.tool] == ["provenance", "yt-dlp"]
        answer = failed(first.media(server.url("/funny.gif"), folder=tmp_path, progress=lambda *_: None))
        assert first.goes_on(answer), answer.message
        assert had(second.media(server.url("/funny.gif"), folder=tmp_path, progress=lambda *_: None)).files


def test_without_pictures_yt_dlp_has_the_only_word() -> None:
    assert tried(POST, "instagram", (Availability.UNSUPPORTED, NO_VIDEO), LAST, pictures=False) == ["yt-dlp"]
