"""yt-dlp's real code against real servers on loopback: what is had, what is refused, and why."""

import contextlib
import functools
import gc
import gzip
import importlib.util
import io
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import threading
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import av
import pytest
import yt_dlp
from yt_dlp.networking.exceptions import TransportError

from provenance.errors import InputError, StorageError
from provenance.fetch import guarded_ytdlp
from provenance.fetch.guard import Guard
from provenance.fetch.guarded_ytdlp import GuardedYoutubeDL
from provenance.fetch.interface import Downloaded, Failed, Found
from provenance.fetch.politeness import Politeness
from provenance.fetch.ytdlp import TOOL, YtDlp, facts, version
from provenance.fetch.ytdlp_run import YtDlpRun
from provenance.model import Availability, FileRole
from tests.fetch.servers import Server, body, cut_off, redirect, serving, small_m4a, small_mp4, socks_proxy, status


@pytest.fixture(scope="module")
def mp4() -> bytes:
    return small_mp4()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def acquire(server: Server, path: str, folder: Path, **options: object) -> Downloaded | Failed:
    options.setdefault("polite", Politeness(sleep=lambda _: None))
    tool = YtDlp(Guard(allow_hosts=frozenset({server.host})), **options)  # type: ignore[arg-type]
    return tool.acquire(server.url(path), folder=folder, progress=lambda _what, _share: None)


def media(result: Downloaded | Failed) -> list[bytes]:
    assert isinstance(result, Downloaded), result
    return [file.path.read_bytes() for file in result.files if file.role is FileRole.MEDIA]


def failed(result: Downloaded | Failed) -> Failed:
    assert isinstance(result, Failed), result
    assert result.message
    return result


def test_a_direct_file_is_had_unchanged(server: Server, tmp_path: Path, mp4: bytes) -> None:
    server.routes["/storm clip.mp4".replace(" ", "%20")] = body(mp4, "video/mp4")
    shares: list[tuple[str, float | None]] = []
    tool = YtDlp(Guard(allow_hosts=frozenset({server.host})))
    result = tool.acquire(server.url("/storm%20clip.mp4"), folder=tmp_path, progress=lambda *seen: shares.append(seen))
    assert media(result) == [mp4]
    assert isinstance(result, Downloaded)
    assert shares[-1] == ("downloading", 1.0)
    assert result.info.extractor == "generic"
    assert result.info.title == "storm clip"
    assert set(result.requests) == {server.url("/storm%20clip.mp4")}
    assert {file.role for file in result.files} == {FileRole.MEDIA, FileRole.INFO}
    assert all(file.path.parent == tmp_path for file in result.files)
    kept = next(json.loads(file.path.read_text()) for file in result.files if file.role is FileRole.INFO)
    assert kept["title"] == "storm clip"
    assert "http_headers" not in json.dumps(kept)


def test_a_page_with_a_player_gives_its_video(server: Server, tmp_path: Path, mp4: bytes) -> None:
    server.routes["/page"] = body(b"<html><title>River</title><video src='/clip.mp4' poster='/p.jpg'></video></html>")
    server.routes["/clip.mp4"] = body(mp4, "video/mp4")
    assert media(acquire(server, "/page", tmp_path)) == [mp4]


def test_every_video_of_a_page_is_had(server: Server, tmp_path: Path, mp4: bytes) -> None:
    tags = "".join(f"<video src='/clip{number}.mp4'></video>" for number in (1, 2, 3))
    server.routes["/page"] = body(f"<html><title>Three</title>{tags}</html>".encode())
    for number in (1, 2, 3):
        server.routes[f"/clip{number}.mp4"] = body(mp4 + bytes(number), "video/mp4")
    assert sorted(map(len, media(acquire(server, "/page", tmp_path)))) == [len(mp4) + 1, len(mp4) + 2, len(mp4) + 3]


def test_segments_are_joined_natively(server: Server, tmp_path: Path) -> None:
    playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n/s1.ts\n#EXTINF:1,\n/s2.ts\n#EXT-X-ENDLIST\n"
    server.routes["/v.m3u8"] = body(playlist.encode(), "application/vnd.apple.mpegurl")
    server.routes |= {"/s1.ts": body(b"G" * 188, "video/mp2t"), "/s2.ts": body(b"H" * 188, "video/mp2t")}
    assert media(acquire(server, "/v.m3u8", tmp_path)) == [b"G" * 188 + b"H" * 188]


def test_a_stream_that_only_ffmpeg_could_fetch_is_not_fetched(server: Server, tmp_path: Path) -> None:
    playlist = '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-KEY:METHOD=SAMPLE-AES,URI="/k"\n#EXTINF:1,\n/s1.ts\n#EXT-X-ENDLIST\n'
    server.routes["/v.m3u8"] = body(playlist.encode(), "application/vnd.apple.mpegurl")
    result = failed(acquire(server, "/v.m3u8", tmp_path))
    assert result.outcome is Availability.UNSUPPORTED
    assert not {"/k", "/s1.ts"} & set(server.seen)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (401, Availability.LOGIN_REQUIRED),
        (403, Availability.LOGIN_REQUIRED),
        (404, Availability.DELETED),
        (410, Availability.DELETED),
        (429, Availability.RATE_LIMITED),
        (451, Availability.GEO_BLOCKED),
        (500, Availability.NETWORK_ERROR),
        (503, Availability.NETWORK_ERROR),
    ],
)
def test_a_status_tells_why(server: Server, tmp_path: Path, code: int, outcome: Availability) -> None:
    server.routes["/a.mp4"] = status(code)
    result = failed(acquire(server, "/a.mp4", tmp_path))
    assert result.outcome is outcome, result.message
    assert str(code) in result.message


def test_a_dead_host_is_a_network_error(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    tool = YtDlp(Guard(allow_hosts=frozenset({"127.0.0.1"})), polite=Politeness(sleep=lambda _: None))
    result = failed(tool.acquire(f"http://127.0.0.1:{port}/a.mp4", folder=tmp_path, progress=lambda *_: None))
    assert result.outcome is Availability.NETWORK_ERROR


def test_a_page_without_video_is_unsupported(server: Server, tmp_path: Path) -> None:
    server.routes["/deleted-video-removed"] = body(b"<html><title>This video has been removed</title><p>words</p></html>")
    assert failed(acquire(server, "/deleted-video-removed", tmp_path)).outcome is Availability.UNSUPPORTED


def test_loopback_without_permission_is_refused_before_any_request(server: Server, tmp_path: Path) -> None:
    result = failed(YtDlp(Guard()).acquire(server.url("/a.mp4"), folder=tmp_path, progress=lambda *_: None))
    assert result.outcome is Availability.REFUSED
    assert server.seen == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "2130706433", "0x7f.1", "[::1]"])
def test_a_redirect_from_an_allowed_host_gets_no_further(server: Server, tmp_path: Path, host: str) -> None:
    server.routes["/a.mp4"] = redirect(f"http://{host}:{server.server_address[1]}/secret.mp4")
    result = failed(acquire(server, "/a.mp4", tmp_path))
    assert result.outcome is Availability.REFUSED, result.message
    assert "/secret.mp4" not in server.seen


@pytest.mark.parametrize(
    "source",
    ["http://127.0.0.2:{port}/secret.mp4", "http://localhost:{port}/secret.m3u8", "file:///etc/passwd", "ftp://127.0.0.1/x.mp4"],
)
def test_what_a_page_points_to_is_judged_too(server: Server, tmp_path: Path, source: str) -> None:
    with serving("127.0.0.2") as other:
        target = source.format(port=other.server_address[1])
        server.routes["/page"] = body(f"<html><title>x</title><video src='{target}'></video></html>".encode())
        result = failed(acquire(server, "/page", tmp_path))
        assert other.seen == []
    assert result.outcome in {Availability.REFUSED, Availability.UNSUPPORTED}, result
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".json"]


# yt-dlp leaves the joined file open when a segment fails.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_segments_elsewhere_are_judged_too(server: Server, tmp_path: Path) -> None:
    with serving("127.0.0.2") as other:
        playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{other.url('/s.ts')}\n#EXT-X-ENDLIST\n"
        server.routes["/v.m3u8"] = body(playlist.encode(), "application/vnd.apple.mpegurl")
        result = failed(acquire(server, "/v.m3u8", tmp_path))
        assert other.seen == []
    gc.collect()
    assert result.outcome is Availability.REFUSED, result.message


def test_a_loop_of_redirects_ends(server: Server, tmp_path: Path) -> None:
    server.routes |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert failed(acquire(server, "/a", tmp_path)).outcome is Availability.NETWORK_ERROR
    assert len(server.seen) < 60


def test_a_bomb_is_refused(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.fetch.guarded_ytdlp.WHOLE_BODY_LIMIT", 100_000)
    server.routes["/page"] = body(gzip.compress(b"<p>" + b" " * 1_000_000), Content_Encoding="gzip")
    assert "at most 100000 bytes" in failed(acquire(server, "/page", tmp_path)).message


def test_an_endless_page_is_refused_while_it_comes(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.fetch.guarded_ytdlp.WHOLE_BODY_LIMIT", 100_000)
    sent = [0]

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        with contextlib.suppress(OSError):
            handler.wfile.write(b"<html>")
            for _ in range(500):
                sent[0] += handler.wfile.write(b" " * 100_000)

    server.routes["/page"] = endless
    assert "at most 100000 bytes" in failed(acquire(server, "/page", tmp_path)).message
    assert sent[0] < len(server.seen) * 500 * 100_000 / 2, "the whole page was read"


def test_a_server_that_drips_is_given_up(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.fetch.pace.GRACE", 0.2)
    release = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        with contextlib.suppress(OSError):
            handler.wfile.write(b"<html>")
            while not release.wait(0.02):
                handler.wfile.write(b".")
                handler.wfile.flush()

    server.routes["/page"] = drip
    try:
        result = failed(acquire(server, "/page", tmp_path))
    finally:
        release.set()
    assert result.outcome is Availability.NETWORK_ERROR
    assert "bytes a second" in result.message


def test_unpacking_stops_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.fetch.guarded_ytdlp.WHOLE_BODY_LIMIT", 1_000_000)
    bomb = gzip.compress(bytes(50_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(TransportError, match="at most 1000000 bytes"):
            guarded_ytdlp._unpacked(bomb, "gzip")
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    with pytest.raises(TransportError):
        guarded_ytdlp._unpacked(bomb[:-20], "gzip")
    assert guarded_ytdlp._unpacked(zlib.compress(b"words")[2:-4], "deflate") == b"words"


def test_a_compressed_page_is_read(server: Server, tmp_path: Path, mp4: bytes) -> None:
    server.routes["/page"] = body(gzip.compress(b"<html><title>x</title><video src='/c.mp4'></video>"), Content_Encoding="gzip")
    server.routes["/c.mp4"] = body(mp4, "video/mp4")
    assert media(acquire(server, "/page", tmp_path)) == [mp4]


def test_a_file_cut_off_in_the_middle_is_resumed(server: Server, tmp_path: Path, mp4: bytes) -> None:
    whole = body(mp4, "video/mp4")
    ranges: list[str] = []

    def first_half(handler: BaseHTTPRequestHandler) -> None:
        ranges.append(handler.headers.get("Range", ""))
        cut_off(mp4[: len(mp4) // 2], promised=len(mp4), kind="video/mp4")(handler)

    def rest(handler: BaseHTTPRequestHandler) -> None:
        ranges.append(handler.headers.get("Range", ""))
        whole(handler)

    server.routes["/a.mp4"] = first_half
    result = failed(acquire(server, "/a.mp4", tmp_path))
    assert result.outcome is Availability.NETWORK_ERROR, result.message
    server.routes["/a.mp4"] = rest
    ranges.clear()
    assert media(acquire(server, "/a.mp4", tmp_path)) == [mp4]
    assert f"bytes={len(mp4) // 2}-" in ranges


def test_media_over_the_limit_is_refused(server: Server, tmp_path: Path, mp4: bytes) -> None:
    server.routes["/a.mp4"] = body(mp4, "video/mp4")
    result = failed(acquire(server, "/a.mp4", tmp_path, max_bytes=len(mp4) - 1))
    assert result.outcome is Availability.REFUSED
    assert f"at most {len(mp4) - 1} bytes" in result.message
    assert media(acquire(server, "/a.mp4", tmp_path / "again", max_bytes=len(mp4))) == [mp4]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_a_storage_error(server: Server, tmp_path: Path, mp4: bytes) -> None:
    server.routes["/a.mp4"] = body(mp4, "video/mp4")
    (tmp_path / "001 a [a].mp4.part").symlink_to("/dev/full")
    with pytest.raises(StorageError, match="No space left"):
        acquire(server, "/a.mp4", tmp_path)


def test_a_folder_that_is_a_file_is_a_storage_error(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        acquire(server, "/a.mp4", tmp_path / "file" / "x")


def test_user_settings_and_proxies_of_the_environment_are_ignored(
    server: Server, tmp_path: Path, mp4: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    for name in (
        ".config/yt-dlp/config",
        ".config/yt-dlp.conf",
        ".yt-dlp/config",
        "yt-dlp.conf",
        ".yt-dlp.conf",
        "../yt-dlp.conf",
    ):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("--exec 'touch pwned'\n--proxy http://127.0.0.1:1\n--enable-file-urls\n")
    for name in (".config/yt-dlp/plugins", ".yt-dlp/plugins", "../yt-dlp-plugins"):
        plugins = home / name / "p" / "yt_dlp_plugins" / "extractor"
        plugins.mkdir(parents=True)
        (plugins / "evil.py").write_text(f"open({str(tmp_path / 'plugin-ran')!r}, 'w').close()\n")
    (home / ".netrc").write_text("machine 127.0.0.1 login me password mine\n")
    (home / ".netrc").chmod(0o600)
    code = (
        "import sys; from pathlib import Path\n"
        "from provenance.fetch.guard import Guard; from provenance.fetch.ytdlp import YtDlp\n"
        "tool = YtDlp(Guard(allow_hosts=frozenset({sys.argv[1]})))\n"
        "print(type(tool.acquire(f'http://{sys.argv[1]}/a.mp4', folder=Path(sys.argv[2]), progress=print)).__name__)\n"
    )
    server.routes["/a.mp4"] = body(mp4, "video/mp4")
    environment = os.environ | {"HOME": str(home), "http_proxy": "http://127.0.0.1:1", "YTDLP_CONFIG": str(home / "yt-dlp.conf")}
    environment.pop("XDG_CONFIG_HOME")
    done = subprocess.run(
        [sys.executable, "-c", code, server.host, str(tmp_path / "out")],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=600,
    )  # fmt: skip
    assert done.stdout.split()[-1] == "Downloaded"
    assert not (tmp_path / "plugin-ran").exists()
    assert not (tmp_path / "pwned").exists()


def test_a_given_proxy_is_used_and_addresses_spelt_out_are_still_refused(server: Server, tmp_path: Path, mp4: bytes) -> None:
    server.routes["http://video.example/a.mp4"] = body(mp4, "video/mp4")  # a proxy is asked for whole URLs
    server.routes["http://video.example/b.mp4"] = redirect("http://10.0.0.1/secret.mp4")
    tool = YtDlp(Guard(), proxy=server.url(""))
    assert media(tool.acquire("http://video.example/a.mp4", folder=tmp_path, progress=lambda *_: None)) == [mp4]
    result = failed(tool.acquire("http://video.example/b.mp4", folder=tmp_path, progress=lambda *_: None))
    assert result.outcome is Availability.REFUSED
    assert "http://10.0.0.1/secret.mp4" not in server.seen
    assert failed(tool.acquire(server.url("/x"), folder=tmp_path, progress=lambda *_: None)).outcome is Availability.REFUSED


@pytest.mark.parametrize("scheme", ["socks5h", "socks5", "SOCKS5"])
def test_names_are_resolved_by_the_proxy_whatever_it_is_called(
    server: Server, tmp_path: Path, mp4: bytes, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.routes["/a.mp4"] = body(mp4, "video/mp4")
    asked: list[str] = []
    own = socket.getaddrinfo

    def lookup(host: str, *rest: Any, **options: Any) -> Any:
        assert host in {"127.0.0.1", b"127.0.0.1"}, f"this machine's name server was asked for {host}"
        return own(host, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with socks_proxy(server, asked) as proxy:
        tool = YtDlp(Guard(), proxy=proxy.replace("socks5h", scheme))
        result = tool.acquire("http://video.invalid/a.mp4", folder=tmp_path, progress=lambda _what, _share: None)
    assert media(result) == [mp4]
    assert set(asked) == {"video.invalid:80"}


def test_poster_and_subtitles_are_kept(server: Server, tmp_path: Path, mp4: bytes) -> None:
    head = "<title>x</title><meta property='og:description' content='Rain over the mole'>"
    player = "<video poster='/p.jpg'><source src='/c.mp4'><track kind='subtitles' srclang='uk' src='/t.vtt'></video>"
    words = "WEBVTT\n\n00:00.000 --> 00:01.000\nДощ\n".encode()
    server.routes |= {"/page": body((head + player).encode()), "/c.mp4": body(mp4, "video/mp4")}
    server.routes |= {"/p.jpg": body(b"\xff\xd8\xff picture", "image/jpeg"), "/t.vtt": body(words, "text/vtt")}
    result = acquire(server, "/page", tmp_path)
    assert isinstance(result, Downloaded), result
    kept = {file.role: file.path.read_bytes() for file in result.files}
    assert kept[FileRole.THUMBNAIL] == b"\xff\xd8\xff picture"
    assert kept[FileRole.SUBTITLES] == words
    assert kept[FileRole.MEDIA] == mp4
    assert kept[FileRole.DESCRIPTION] == b"Rain over the mole"


def check(server: Server, path: str) -> Found | Failed:
    tool = YtDlp(Guard(allow_hosts=frozenset({server.host})), polite=Politeness(sleep=lambda _: None))
    return tool.check(server.url(path))


def test_a_check_asks_for_a_byte_and_leaves_nothing(server: Server, tmp_path: Path, mp4: bytes) -> None:
    server.routes["/page"] = body(b"<html><title>River</title><video src='/c.mp4' poster='/p.jpg'></video></html>")
    ranges: list[str | None] = []

    def noted(handler: BaseHTTPRequestHandler) -> None:
        ranges.append(handler.headers.get("Range"))
        body(mp4, "video/mp4")(handler)

    server.routes["/c.mp4"] = noted
    found = check(server, "/page")
    assert isinstance(found, Found), found
    assert found.message.startswith("River")
    assert (server.seen, ranges) == ([*found_paths(found.requests)], ["bytes=0-0"])
    assert "/p.jpg" not in server.seen


def found_paths(urls: tuple[str, ...]) -> list[str]:
    return ["/" + url.split("/", 3)[3] for url in urls]


@pytest.mark.parametrize(("code", "outcome"), [(404, Availability.UNKNOWN), (410, Availability.DELETED)])
def test_a_page_whose_media_are_gone_is_no_longer_available(server: Server, code: int, outcome: Availability) -> None:
    """404 is said of an address that yt-dlp may have got wrong; 410 says that it was right."""
    server.routes["/page"] = body(b"<html><title>River</title><video src='/c.mp4'></video></html>")
    server.routes["/c.mp4"] = status(code)
    result = failed(check(server, "/page"))
    assert result.outcome is outcome
    assert result.message.startswith(f"The post answers, its media do not: HTTP Error {code}")


def test_a_stream_is_checked_by_its_playlist(server: Server) -> None:
    playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n/s1.ts\n#EXT-X-ENDLIST\n"
    server.routes["/v.m3u8"] = body(playlist.encode(), "application/vnd.apple.mpegurl")
    assert isinstance(check(server, "/v.m3u8"), Found)
    assert "/s1.ts" not in server.seen


def test_a_check_of_a_private_address_is_refused_before_any_request(server: Server) -> None:
    assert failed(YtDlp(Guard()).check(server.url("/a.mp4"))).outcome is Availability.REFUSED
    assert server.seen == []


@pytest.mark.parametrize("promised", [-7, 7])
def test_a_length_that_is_not_kept_is_no_success(server: Server, tmp_path: Path, mp4: bytes, promised: int) -> None:
    """Less than was promised is a fault on the way; of more, only what was promised belongs to the answer."""
    server.routes["/a.mp4"] = cut_off(mp4, promised=len(mp4) + promised, kind="video/mp4")
    result = acquire(server, "/a.mp4", tmp_path)
    if promised > 0:
        assert failed(result).outcome is Availability.NETWORK_ERROR
    else:
        assert media(result) == [mp4[:promised]]


# As above.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_segments_go_on_where_the_stream_was_cut_off(server: Server, tmp_path: Path) -> None:
    playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n/s1.ts\n#EXTINF:1,\n/s2.ts\n#EXT-X-ENDLIST\n"
    server.routes["/v.m3u8"] = body(playlist.encode(), "application/vnd.apple.mpegurl")
    server.routes |= {"/s1.ts": body(b"G" * 188, "video/mp2t"), "/s2.ts": status(404)}
    failed(acquire(server, "/v.m3u8", tmp_path))
    gc.collect()
    server.seen.clear()
    server.routes["/s2.ts"] = body(b"H" * 188, "video/mp2t")
    assert media(acquire(server, "/v.m3u8", tmp_path)) == [b"G" * 188 + b"H" * 188]
    assert "/s1.ts" not in server.seen


MANIFEST = """<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S"><Period>
<AdaptationSet mimeType="video/mp4"><Representation id="v" bandwidth="9000" codecs="avc1.42c00a" width="64" height="48">
<BaseURL>{video}</BaseURL></Representation></AdaptationSet>
<AdaptationSet mimeType="audio/mp4"><Representation id="a" bandwidth="9000" codecs="mp4a.40.2"><BaseURL>{audio}</BaseURL>
</Representation></AdaptationSet></Period></MPD>"""


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
def test_picture_and_sound_are_merged_without_encoding(server: Server, tmp_path: Path, mp4: bytes) -> None:
    server.routes["/v.mpd"] = body(MANIFEST.format(video="/v.mp4", audio="/a.m4a").encode(), "application/dash+xml")
    server.routes |= {"/v.mp4": body(mp4, "video/mp4"), "/a.m4a": body(small_m4a(), "audio/mp4")}
    result = acquire(server, "/v.mpd", tmp_path)
    (merged,) = media(result)
    assert isinstance(result, Downloaded)
    parts = {file.path: file.path.read_bytes() for file in result.files if file.role is FileRole.PART}
    assert sorted(parts.values(), key=len) == sorted((mp4, small_m4a()), key=len), "what was served is kept as it was served"
    assert [set(file.parts) for file in result.files if file.role is FileRole.MEDIA] == [set(parts)]
    with av.open(io.BytesIO(merged)) as found, av.open(io.BytesIO(mp4)) as given:
        assert [stream.type for stream in found.streams] == ["video", "audio"]
        pictures = [bytes(packet) for packet in found.demux(found.streams.video[0])]
        assert pictures == [bytes(packet) for packet in given.demux(given.streams.video[0])]


SEGMENTING = """ffmpeg -loglevel error
    -f lavfi -i testsrc=size=64x48:rate=10:duration=3 -f lavfi -i sine=duration=3:sample_rate=8000
    -map 0:v -map 0:v -map 1:a -c:v libx264 -preset ultrafast -g 10 -s:v:1 32x24 -b:v:0 90k -b:v:1 9k -c:a aac
    -f dash -seg_duration 1 -hls_playlist 1 -adaptation_sets 'id=0,streams=v id=1,streams=a' v.mpd"""


@pytest.fixture(scope="module")
def segmented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds in segments of one, in two sizes and with sound: a DASH manifest and HLS playlists over the same fMP4."""
    folder = tmp_path_factory.mktemp("segmented")
    subprocess.run(shlex.split(SEGMENTING), cwd=folder, check=True, timeout=60)
    return folder


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
@pytest.mark.parametrize("manifest", ["v.mpd", "master.m3u8"])
def test_segments_of_dash_and_hls_are_had_as_they_were_served(
    server: Server, tmp_path: Path, segmented: Path, manifest: str
) -> None:
    kinds = {".mpd": "application/dash+xml", ".m3u8": "application/vnd.apple.mpegurl"}
    for file in segmented.iterdir():
        server.routes[f"/{file.name}"] = body(file.read_bytes(), kinds.get(file.suffix, "video/iso.segment"))
    result = acquire(server, f"/{manifest}", tmp_path)
    (merged,) = media(result)
    assert isinstance(result, Downloaded)
    parts = {file.path.read_bytes() for file in result.files if file.role is FileRole.PART}
    served = {n: [segmented / f"init-stream{n}.m4s", *sorted(segmented.glob(f"chunk-stream{n}-*"))] for n in (0, 1, 2)}
    best = [b"".join(segment.read_bytes() for segment in served[stream]) for stream in (0, 2)]
    assert parts == set(best), "the best of each, every segment once and in order, not a byte changed"
    assert not set(server.seen) & {f"/{segment.name}" for segment in served[1]}, "the smaller picture is not asked for"
    with av.open(io.BytesIO(merged)) as found, av.open(io.BytesIO(best[0])) as given:
        assert (found.streams.video[0].width, len(found.streams.audio)) == (64, 1)
        pictures = [bytes(packet) for packet in found.demux(found.streams.video[0])]
        assert pictures == [bytes(packet) for packet in given.demux(given.streams.video[0])]
        assert len(pictures) >= 30


def test_without_ffmpeg_picture_and_sound_are_had_apart(
    server: Server, tmp_path: Path, mp4: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    server.routes["/v.mpd"] = body(MANIFEST.format(video="/v.mp4", audio="/a.m4a").encode(), "application/dash+xml")
    server.routes |= {"/v.mp4": body(mp4, "video/mp4"), "/a.m4a": body(small_m4a(), "audio/mp4")}
    assert sorted(media(acquire(server, "/v.mpd", tmp_path / "out")), key=len) == sorted((mp4, small_m4a()), key=len)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
def test_a_playlist_in_place_of_sound_is_not_opened_by_ffmpeg(server: Server, tmp_path: Path, mp4: bytes) -> None:
    (tmp_path / "private.m4a").write_bytes(small_m4a())
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{tmp_path}/private.m4a\n#EXT-X-ENDLIST\n"
    server.routes["/v.mpd"] = body(MANIFEST.format(video="/v.mp4", audio="/a.m4a").encode(), "application/dash+xml")
    server.routes |= {"/v.mp4": body(mp4, "video/mp4"), "/a.m4a": body(playlist.encode(), "audio/mp4")}
    result = acquire(server, "/v.mpd", tmp_path / "out")
    assert media(result) == [mp4, playlist.encode()]
    assert isinstance(result, Downloaded)
    assert "stay apart: 001 v [v].mp4: expected picture and sound that can be joined; ffmpeg: " in " ".join(result.messages)


BROKEN = f"""#!{sys.executable}
import json, os, pathlib, socket, subprocess, sys, time
if "-i" not in sys.argv:
    pathlib.Path(OUTSIDE, "asked").write_bytes(b"")
    sys.exit(print("ffmpeg version 7.1"))
if HANGS:
    subprocess.Popen(["sleep", "3600"])
    time.sleep(3600)
whole = pathlib.Path(sys.argv[-1].removeprefix("file:"))
def secret(): os.environ["PROVENANCE_PASSPHRASE"]
def large():
    with open(whole.with_name("large"), "wb") as file:
        file.truncate(1 << 40)
can = []
for name, attempt in dict(
    tcp=lambda: socket.create_connection(("127.0.0.1", PORT), timeout=2),
    program=lambda: subprocess.run(["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/PORT"], check=True),
    outside=lambda: pathlib.Path(OUTSIDE, "written").write_bytes(b"x"),
    change=lambda: pathlib.Path(OUTSIDE, "kept").write_bytes(b"x"),
    remove=lambda: pathlib.Path(OUTSIDE, "kept").unlink(),
    signal=lambda: os.kill(PID, 0),
    secret=secret,
    large=large,
    beside=lambda: whole.with_name("beside").write_bytes(b"x"),
).items():
    try:
        attempt()
    except (OSError, KeyError, subprocess.CalledProcessError):
        continue
    can.append(name)
whole.write_text(json.dumps(can))
"""
"""What stands for an ffmpeg that the parts took over."""


def broken_ffmpeg(folder: Path, server: Server, *, hangs: bool) -> None:
    given = {"HANGS": str(hangs), "PORT": server.host.rpartition(":")[2], "OUTSIDE": repr(str(folder)), "PID": str(os.getpid())}
    code = functools.reduce(lambda code, pair: code.replace(*pair), given.items(), BROKEN)
    (folder / "kept").write_bytes(b"kept")
    (folder / "ffmpeg").write_text(code)
    (folder / "ffmpeg").chmod(0o755)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses these")
def test_an_ffmpeg_that_is_taken_over_reaches_and_changes_nothing(
    server: Server, tmp_path: Path, mp4: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_ffmpeg(tmp_path, server, hangs=False)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("PROVENANCE_PASSPHRASE", "open sesame")
    server.routes["/v.mpd"] = body(MANIFEST.format(video="/v.mp4", audio="/a.m4a").encode(), "application/dash+xml")
    server.routes |= {"/v.mp4": body(mp4, "video/mp4"), "/a.m4a": body(small_m4a(), "audio/mp4")}
    (merged,) = media(acquire(server, "/v.mpd", tmp_path / "out"))
    # The signal of number 0 kills nobody; Landlock refuses it since Linux 6.12.
    assert [each for each in json.loads(merged) if each != "signal"] == ["beside"]
    assert {path.name for path in tmp_path.iterdir()} == {"ffmpeg", "kept", "out"}
    assert (tmp_path / "kept").read_bytes() == b"kept"


def test_an_ffmpeg_that_hangs_is_ended_within_the_analysts_limit_and_what_was_had_is_kept(
    server: Server, tmp_path: Path, mp4: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_ffmpeg(tmp_path, server, hangs=True)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(YtDlpRun, "_left", lambda _: 0.5)  # whatever the downloads took
    server.routes["/v.mpd"] = body(MANIFEST.format(video="/v.mp4", audio="/a.m4a").encode(), "application/dash+xml")
    server.routes |= {"/v.mp4": body(mp4, "video/mp4"), "/a.m4a": body(small_m4a(), "audio/mp4")}
    result = acquire(server, "/v.mpd", tmp_path / "out")
    assert media(result) == [mp4, small_m4a()]
    assert isinstance(result, Downloaded)
    assert [words.rpartition("; ")[2] for words in result.messages] == ["ffmpeg was not done within 0.5 s"]


@pytest.mark.parametrize("name", ["phantomjs", "ffprobe", "rtmpdump", "curl"])
def test_no_program_is_started_for_an_extractor(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PhantomJS above all, by which some extractors read pages: it would reach the network by itself."""
    (tmp_path / name).write_text(f"#!/bin/sh\necho {name} 7.1\ntouch {tmp_path}/started\n")
    (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert not yt_dlp.utils.get_exe_version(name)
    assert not yt_dlp.utils.check_executable(name)
    with pytest.raises(OSError, match="not started"):
        yt_dlp.utils.Popen([str(tmp_path / name)])
    assert not (tmp_path / "started").exists()


@pytest.mark.parametrize("count", [20, 21])
def test_a_list_longer_than_any_post_is_no_post(server: Server, tmp_path: Path, count: int) -> None:
    videos = "".join(f"<video src='/{number}.mp4'></video>" for number in range(count))
    server.routes["/page"] = body(f"<title>x</title>{videos}".encode())
    server.routes |= {f"/{number}.mp4": body(b"\0\0\0\x18ftypisom", "video/mp4") for number in range(count)}
    result = acquire(server, "/page", tmp_path)
    if count == 20:
        assert len(media(result)) == 20
    else:
        assert failed(result).outcome is Availability.UNSUPPORTED
        assert server.seen == ["/page"] * len(server.seen)


def test_cookies_are_sent_and_never_kept(server: Server, tmp_path: Path, mp4: bytes) -> None:
    sent: list[str] = []
    whole = body(mp4, "video/mp4")

    def note(handler: BaseHTTPRequestHandler) -> None:
        sent.append(handler.headers.get("Cookie", ""))
        whole(handler)

    server.routes["/a.mp4"] = note
    jar = tmp_path / "cookies.txt"
    jar.write_text("# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t4102444800\tsession\ts3cret\n")
    before = jar.read_bytes()
    result = acquire(server, "/a.mp4", tmp_path / "out", cookies=jar)
    assert isinstance(result, Downloaded)
    assert sent
    assert all("session=s3cret" in cookie for cookie in sent)
    assert jar.read_bytes() == before
    assert not any(b"s3cret" in file.path.read_bytes() for file in result.files)
    with pytest.raises(InputError, match="cookie file"):
        acquire(server, "/a.mp4", tmp_path / "out2", cookies=tmp_path / "none.txt")


def test_a_session_in_an_address_is_not_kept_where_the_acquisition_fails(server: Server, tmp_path: Path) -> None:
    server.routes["/a.mp4"] = redirect("/b.mp4?token=s3cret-session-word")
    jar = tmp_path / "cookies.txt"
    jar.write_text("# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t4102444800\tsession\ts3cret-session-word\n")
    guard = Guard(allow_hosts=frozenset({server.host}))
    tool = YtDlp(guard, cookies=jar, polite=Politeness(sleep=lambda _: None))
    tool.acquire(server.url("/a.mp4"), folder=tmp_path / "out", progress=lambda _what, _share: None)
    assert len(guard.sent) >= 2
    assert not any("s3cret" in url for url in guard.sent), "a failure is recorded with what was sent"


def test_only_our_handler_is_there() -> None:
    with GuardedYoutubeDL({"quiet": True, "proxy": ""}, guard=Guard()) as ydl:
        assert [handler.RH_NAME for handler in ydl._request_director.handlers.values()] == ["guarded"]


def test_importing_the_command_line_does_not_import_yt_dlp() -> None:
    code = (
        "import sys, provenance.fetch.ytdlp, provenance.fetch.said, provenance.fetch.availability; print('yt_dlp' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=600)
    assert done.stdout.strip() == "False"


def test_the_facts_name_version_and_age() -> None:
    year, month, day = (int(part) for part in version().split(".")[:3])
    told = dict(facts(date(year, month, day)))
    assert TOOL in told
    assert told["yt-dlp"] == f"{version()}, 0 days old"
    assert "pip install -U" in dict(facts(date(year + 1, month, 1)))["yt-dlp"]
    assert ("not used" in told["browser impersonation"]) == (importlib.util.find_spec("curl_cffi") is not None)
    assert told["JavaScript runtime (YouTube)"]


@pytest.mark.parametrize(
    ("says", "told"), [("echo ffmpeg version 7.1 Copyright", "7.1, "), ("exit 1", "does not run where it is confined")]
)
def test_the_facts_tell_whether_ffmpeg_runs_confined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, told: str
) -> None:
    (tmp_path / "ffmpeg").write_text(f"#!/bin/sh\n{says}\n")
    (tmp_path / "ffmpeg").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dict(facts(date(2026, 1, 1)))["ffmpeg"].startswith(told)
