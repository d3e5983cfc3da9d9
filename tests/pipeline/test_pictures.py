"""Posts without video: their pictures become evidence like any other, and those that a page merely names are told apart."""

import io
import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from provenance.chain import contradictions
from provenance.fetch import gallerydl
from provenance.model import (
    FILE,
    ActivityKind,
    Availability,
    ContradictionKind,
    Digest,
    FileRole,
    Likeness,
    MatchRelation,
    ReferenceState,
    Snapshot,
)
from provenance.pipeline import custody, jobs, ways
from provenance.pipeline.run import Settings, Silent
from tests.fetch.galleries import API, PATH, carousel, picture, post
from tests.fetch.servers import Server, body, serving, small_mp4, status
from tests.pipeline.pages import clip

needs_gallery_dl = pytest.mark.skipif(gallerydl.installed_version() is None, reason="gallery-dl is not installed")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def fetch(server: Server, case: Path, *paths: str, **settings: object) -> Snapshot:
    options = Settings(allow_hosts=frozenset({server.host}), **settings)  # type: ignore[arg-type]
    return jobs.fetch_urls(tuple(map(server.url, paths)), case=case, settings=options, progress=Silent()).snapshot


def bomb() -> bytes:
    """A PNG of 60,000 × 60,000 white pixels: some kilobytes of a picture of 11 GB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(bytes(1 << 20), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)) + chunk(b"IDAT", rows)


def first_frame(film: bytes) -> bytes:
    with av.open(io.BytesIO(film)) as container:
        out = io.BytesIO()
        next(container.decode(video=0)).to_image().save(out, "WEBP")
    return out.getvalue()


@pytest.mark.parametrize("own", [True, False])
def test_the_thumbnail_of_a_post_is_held_against_its_video(own: bool, server: Server, tmp_path: Path) -> None:
    server.routes["/post"] = body(b"<title>River</title><video src='/clip.mp4' poster='/p.webp'></video>")
    shown = first_frame(clip(1 if own else 2, seconds=1))
    server.routes |= {"/clip.mp4": body(clip(1, seconds=1), "video/mp4"), "/p.webp": body(shown, "image/webp")}
    snapshot = fetch(server, tmp_path, "/post", pictures=False)
    (probe,) = (media.probe for media in snapshot.media if media.probe)
    assert [(each.source, each.likeness) for each in probe.embedded] == [
        (f"thumbnail of the post, {Digest.of(shown)}", Likeness.SAME if own else Likeness.OTHER)
    ]
    told = [found for found in contradictions(snapshot) if found.kind is ContradictionKind.THUMBNAIL]
    assert [found.statement.partition(" is not")[0] for found in told] == ([] if own else ["The thumbnail of the post"])
    for picture_left_out in (tmp_path / "media").glob("*/*.webp"):
        picture_left_out.unlink()
    assert fetch(server, tmp_path, "/post", pictures=False).failures == (), "a copy without it can be worked on"


@needs_gallery_dl
def test_a_carousel_is_evidence_found_again_and_asked_for_again(server: Server, tmp_path: Path) -> None:
    carousel(server)
    server.routes[PATH] = body(b"<html><title>A post</title><body><p>Words.</p></body></html>")
    (copy := tmp_path / "seen").mkdir()
    (copy / "earlier.png").write_bytes(picture(1, suffix=".png"))
    case = tmp_path / "case"
    snapshot = fetch(server, case, PATH, libraries=(copy,))
    (record,) = snapshot.articles[0].references
    assert record.state is ReferenceState.ACQUIRED
    assert [(attempt.tool, attempt.outcome) for attempt in record.attempts] == [
        ("yt-dlp", Availability.UNSUPPORTED),
        ("gallery-dl", Availability.AVAILABLE),
    ]
    assert record.acquisition is not None
    media = [file for file in record.acquisition.files if file.role is FileRole.MEDIA]
    assert [file.source for file in media] == [server.url(f"/media/{n}.jpg") for n in range(3)]
    assert all(file.digest in {found.file.digest for found in snapshot.media if found.keyframes} for file in media)
    (match,) = [m for m in snapshot.matches if m.compared.name.endswith("earlier.png")]
    assert (match.query, match.relation) == (media[1].digest, MatchRelation.SAME_FOOTAGE)
    (gallery,) = [a for a in snapshot.activities if a.tool == "gallery-dl"]
    assert gallery.kind is ActivityKind.ACQUIRE
    assert gallery.version == gallerydl.installed_version()
    assert set(gallery.requests) == {server.url(API), *(file.source for file in media)}
    assert {claim.asserted_by.name for claim in snapshot.claims if claim.about == record.reference.id} == {server.host}
    assert not custody.verify(case).findings
    asked = len(server.seen)
    fetch(server, case, PATH)
    assert len(server.seen) == asked
    # What had it is asked again, not yt-dlp, which never knew of it.
    server.routes[API] = status(404)
    settings = Settings(allow_hosts=frozenset({server.host}))
    (gone,) = jobs.recheck(case, settings=settings, progress=Silent()).checks
    assert (gone.outcome, gone.changed) == (Availability.DELETED, True)


@needs_gallery_dl
def test_a_post_of_videos_and_pictures_is_had_whole(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # No platform of both kinds can be served here, so the posts of this server are taken for one.
    monkeypatch.setattr(ways, "MIXED", frozenset({FILE}))
    clip = body(small_mp4(), "video/mp4")
    post(server, {"/clip.mp4": clip, "/a.jpg": body(picture(1), "image/jpeg"), "/b.jpg": body(picture(2), "image/jpeg")})
    server.routes[PATH] = body(b"<html><title>Both</title><body><video src='/clip.mp4'></video></body></html>")
    snapshot = fetch(server, tmp_path, PATH)
    (record,) = snapshot.articles[0].references
    assert [(attempt.tool, attempt.outcome) for attempt in record.attempts] == [("yt-dlp", Availability.AVAILABLE)]
    assert record.acquisition is not None
    media = [file for file in record.acquisition.files if file.role is FileRole.MEDIA]
    assert [file.suffix for file in media] == [".mp4", ".jpg", ".jpg"]
    assert all(found.keyframes for found in snapshot.media)
    tools = [activity.tool for activity in snapshot.activities if activity.kind is ActivityKind.ACQUIRE]
    assert tools == ["yt-dlp", "gallery-dl"]
    assert {claim.asserted_by.name for claim in snapshot.claims if claim.about == record.reference.id} == {"html5"}


def test_a_picture_is_had_without_any_other_program(server: Server, tmp_path: Path) -> None:
    server.routes["/river.jpg"] = body(picture(4), "image/jpeg")
    snapshot = fetch(server, tmp_path, "/river.jpg")
    (record,) = snapshot.articles[0].references
    assert record.state is ReferenceState.ACQUIRED
    assert server.seen == ["/river.jpg"]
    assert [media.file.name for media in snapshot.media if media.keyframes] == ["river.jpg"]


def test_pictures_that_a_page_names_are_no_post(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gallerydl, "installed_version", lambda: None)
    page = "<html><head><meta property='og:image' content='/og.jpg'></head><body><p>Words.</p><img src=/bomb.png></body></html>"
    server.routes["/story"] = body(page.encode())
    server.routes["/og.jpg"] = body(picture(5), "image/jpeg")
    server.routes["/bomb.png"] = body(bomb(), "image/png")
    snapshot = fetch(server, tmp_path, "/story")
    (record,) = snapshot.articles[0].references
    assert (record.state, record.outcome) == (ReferenceState.UNAVAILABLE, Availability.UNSUPPORTED)
    assert record.acquisition is not None
    assert record.media == ()
    assert [(f.role, f.note) for f in record.acquisition.files] == [(FileRole.PICTURE, "og:image"), (FileRole.PICTURE, "img")]
    by_name = {media.file.name: media for media in snapshot.media}
    assert by_name["og.jpg"].keyframes
    assert by_name["og.jpg"].references == (record.reference.id,)
    assert by_name["bomb.png"].problem
    assert not by_name["bomb.png"].keyframes
    assert not [claim for claim in snapshot.claims if claim.about == record.reference.id]
    kept = json.loads((tmp_path / "report.json").read_bytes())
    assert {media["role"] for media in kept["media"]} == {"picture"}


def test_no_pictures_where_the_analyst_wants_none(server: Server, tmp_path: Path) -> None:
    server.routes["/story"] = body(b"<html><head><meta property='og:image' content='/og.jpg'></head><body><p>W</p></body></html>")
    snapshot = fetch(server, tmp_path, "/story", pictures=False)
    assert snapshot.media == ()
    assert "/og.jpg" not in server.seen
    assert {activity.tool for activity in snapshot.activities if activity.kind is ActivityKind.ACQUIRE} == {"yt-dlp"}
