"""The samples are what they say: articles that parse, a server that serves, footage that the code makes."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import av
import cv2
import numpy as np
import pytest
from lxml import html

from samples.edits import CLIP
from samples.make import CLIP_FILE, LIBRARY, ORIGINAL, TAKES, Take
from samples.scene import Frame, scene
from samples.serve import WRITTEN_BASE, SampleServer, asked_range
from samples.video import read_frames

ARTICLES = Path(__file__).parent.parent / "samples" / "articles"
PAGES = sorted(ARTICLES.glob("*.html"))
LIMIT = 6_000_000
"""Bytes of footage that a clone should have to carry."""


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer() as running:
        yield running


def likeness(a: Frame, b: Frame) -> float:
    """Correlation of two grey pictures, −1 to 1."""
    grey = [cv2.resize(cv2.cvtColor(f, cv2.COLOR_BGR2GRAY), (160, 90), interpolation=cv2.INTER_AREA).ravel() for f in (a, b)]
    return float(np.corrcoef(grey[0], grey[1])[0, 1])


def frame_at(path: Path, time: float) -> Frame:
    return next(frame for _, frame in read_frames(path, time))


def above_caption(frame: Frame) -> Frame:
    return frame[: CLIP.band[0]]


# ── articles ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_parse_and_say_they_are_invented(page: Path) -> None:
    tree = html.fromstring(page.read_bytes())
    assert tree.get("lang")
    assert tree.xpath("//article//h1")
    assert tree.xpath("//comment()"), "each page states that it is fiction"
    for script in tree.xpath("//script[@type='application/ld+json']"):
        assert json.loads(script.text)["@context"] == "https://schema.org"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_cite_nothing_playable_outside_the_loopback(page: Path, server: SampleServer) -> None:
    tree = html.fromstring(page.read_bytes())
    cited = tree.xpath("//video/@src | //source/@src | //iframe/@src | //meta[@property='og:video']/@content")
    assert cited
    for url in cited:
        assert url.startswith(WRITTEN_BASE + "/")
        request = Request(url.replace(WRITTEN_BASE, server.base), method="HEAD")
        if "/removed/" in url:
            with pytest.raises(HTTPError, match="410"):
                urlopen(request)
        else:
            assert urlopen(request).status == 200


def test_every_script_is_there() -> None:
    languages = {html.fromstring(page.read_bytes()).get("lang") for page in PAGES}
    assert {"fr", "en-GB", "uk", "ar"} <= languages


def test_the_saved_page_has_lost_its_embed() -> None:
    text = (ARTICLES / "fr-tripoli.txt").read_text("utf-8")
    assert "http" not in text
    assert "Instagram" in text


# ── the server ──────────────────────────────────────────────────────────────────────────────────


def test_articles_name_the_servers_own_address(server: SampleServer) -> None:
    page = urlopen(f"{server.base}/articles/fr.html")
    body = page.read().decode()
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert f"{server.base}/media/port-en-feu.mp4" in body
    assert WRITTEN_BASE not in body


def test_the_clip_is_served_whole_and_in_parts(server: SampleServer) -> None:
    url, body = f"{server.base}/media/{CLIP_FILE.name}", CLIP_FILE.read_bytes()
    whole = urlopen(url)
    assert (whole.headers["Content-Type"], whole.read()) == ("video/mp4", body)
    part = urlopen(Request(url, headers={"Range": "bytes=100-299"}))
    assert (part.status, part.headers["Content-Range"]) == (206, f"bytes 100-299/{len(body)}")
    assert part.read() == body[100:300]
    assert urlopen(Request(url, headers={"Range": "bytes=-50"})).read() == body[-50:]
    with pytest.raises(HTTPError, match="416"):
        urlopen(Request(url, headers={"Range": f"bytes={len(body)}-"}))


@pytest.mark.parametrize(
    ("header", "part"), [(None, None), ("bytes=0-", (0, 10)), ("bytes=3-99", (3, 10)), ("bytes=-4", (6, 10)), ("lines=1-2", None)]
)
def test_ranges(header: str | None, part: tuple[int, int] | None) -> None:
    assert asked_range(header, 10) == part


def test_a_player_page_points_at_the_clip(server: SampleServer) -> None:
    (script,) = html.fromstring(urlopen(f"{server.base}/embed/port-en-feu").read()).xpath("//script")
    assert json.loads(script.text)["contentUrl"] == f"{server.base}/media/port-en-feu.mp4"


@pytest.mark.parametrize(
    ("path", "status"), [("/removed/any.mp4", 410), ("/media/../make.py", 404), ("/media/%2e%2e/make.py", 404), ("/", 404)]
)
def test_what_is_not_there(server: SampleServer, path: str, status: int) -> None:
    with pytest.raises(HTTPError, match=str(status)):
        urlopen(server.base + path)


# ── the footage ─────────────────────────────────────────────────────────────────────────────────


def test_footage_is_small() -> None:
    files = [CLIP_FILE, *(take.path for take in TAKES)]
    assert sum(file.stat().st_size for file in files) < LIMIT


@pytest.mark.parametrize("take", TAKES, ids=lambda take: take.scene)
def test_takes_are_what_the_code_makes(take: Take) -> None:
    with av.open(str(take.path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, audio.codec_context.name) == ("h264", "aac")
        assert float(container.duration or 0) / 1e6 == pytest.approx(take.seconds, abs=0.1)
        assert container.metadata["creation_time"].startswith(take.tags["creation_time"][:10])
    for time in (1.0, take.seconds - 2):
        assert likeness(frame_at(take.path, time), scene(take.scene).frame(time)) > 0.97
    assert json.loads(take.path.with_suffix(".json").read_text("utf-8")) == dict(take.story)


def test_the_file_names_another_place_than_the_articles() -> None:
    for file in (ORIGINAL.path, CLIP_FILE):
        with av.open(str(file)) as container:
            assert container.metadata["location"].startswith("+44.10")


@pytest.mark.parametrize("time", [0.4, 4.0, 8.4])
def test_the_clip_is_the_stated_excerpt_mirrored_and_cropped(time: float) -> None:
    shown = above_caption(frame_at(CLIP_FILE, time))
    original = frame_at(ORIGINAL.path, CLIP.start + time)
    made = above_caption(CLIP.stripped(original))
    assert likeness(shown, made) > 0.985
    unmirrored = above_caption(CLIP.stripped(np.ascontiguousarray(original[:, ::-1])))
    assert likeness(shown, unmirrored) < 0.7
    whole = cv2.resize(original[:, ::-1], (CLIP.width, CLIP.height))
    assert likeness(shown, above_caption(whole)) < 0.8
    elsewhere = above_caption(CLIP.stripped(frame_at(ORIGINAL.path, CLIP.start + time - 5)))
    assert likeness(shown, elsewhere) < likeness(shown, made) - 0.05


def test_the_clip_is_captioned_shorter_and_smaller() -> None:
    frame = frame_at(CLIP_FILE, 2.0)
    top, bottom = CLIP.band
    red = frame[top + 2 : bottom - 2, 400:620].reshape(-1, 3).mean(axis=0)
    assert red[2] > red[0] + 40
    with av.open(str(CLIP_FILE)) as container:
        assert float(container.duration or 0) / 1e6 == pytest.approx(CLIP.length, abs=0.1)
    assert frame.shape == (CLIP.height, CLIP.width, 3)


def test_the_other_takes_are_other_footage() -> None:
    shown = above_caption(frame_at(CLIP_FILE, 4.0))
    for take in TAKES[1:]:
        for index, (_, frame) in enumerate(read_frames(take.path)):
            if index % 40 == 12:
                assert likeness(shown, above_caption(CLIP.stripped(frame))) < 0.85, take.file


def test_the_library_holds_only_takes() -> None:
    assert {file.name for file in LIBRARY.glob("*.mp4")} == {take.path.name for take in TAKES}
