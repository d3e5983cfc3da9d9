"""Real small media measured; damaged and false media named."""

import subprocess
import sys
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.errors import MediaError
from provenance.media.probe import probe
from provenance.metadata.stated import created, encoders, location, statements
from provenance.metadata.values import iso6709
from provenance.model import CalendarDay, Digest, Instant, Probe, Tag, ZonelessTime
from tests.media.small import film, photo, sound


def measured(path: Path) -> Probe:
    return probe(path, digest=Digest.of(path.read_bytes()))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    return film(folder / "clip.mp4", seconds=2, creation_time="2022-06-13T13:20:00Z", options={"movflags": "+faststart"})


def test_a_film_is_measured(clip: Path) -> None:
    found = measured(clip)
    (stream,) = found.streams
    assert (found.container, found.duration, stream.duration) == ("mp4", 2, 2)
    assert (stream.kind, stream.codec, stream.width, stream.height) == ("video", "h264", 64, 48)
    assert (stream.frame_rate, stream.pixel_format, stream.rotation) == (Fraction(25), "yuv420p", 0)
    assert isinstance(stream.frame_rate, Fraction)
    assert found.warnings == ()
    assert found.digest == Digest.of(clip.read_bytes())


def test_creation_times_of_mp4_stay_without_zone(clip: Path) -> None:
    assert measured(clip).created == (ZonelessTime(value=datetime(2022, 6, 13, 13, 20)),)  # noqa: DTZ001 - the point of the type


def test_traces_of_encoders_are_found(clip: Path) -> None:
    found = measured(clip).encoders
    assert any(name.startswith("x264 - core") for name in found)
    assert any(name.startswith("Lavf") for name in found)


@pytest.mark.parametrize(("anticlockwise", "clockwise"), [(90, 270), (-90, 90), (180, 180)])
def test_rotation_is_clockwise(tmp_path: Path, anticlockwise: int, clockwise: int) -> None:
    assert measured(film(tmp_path / "a.mp4", rotation=anticlockwise)).streams[0].rotation == clockwise


def test_apple_keys_give_place_time_and_device(tmp_path: Path) -> None:
    keys = {
        "com.apple.quicktime.location.ISO6709": "-33.4500-070.6667+520.000/",
        "com.apple.quicktime.location.accuracy.horizontal": "12.5",
        "com.apple.quicktime.creationdate": "2022-06-19T17:05:07+0300",
        "com.apple.quicktime.make": "Acme",
        "com.apple.quicktime.model": "One",
        "com.apple.quicktime.software": "7.1",
    }
    found = measured(film(tmp_path / "a.mov", options={"movflags": "use_metadata_tags"}, **keys))
    assert found.container == "mov"
    assert found.location is not None
    assert (found.location.name, found.location.lat, found.location.lon) == ("GPS in the file", -33.45, -70.6667)
    assert found.location.radius_m == 12.5
    assert found.created == (Instant(value=datetime(2022, 6, 19, 14, 5, 7, tzinfo=UTC)),)
    assert found.device == "Acme One"
    assert "7.1" in found.encoders


def test_matroska_states_utc(tmp_path: Path) -> None:
    found = measured(film(tmp_path / "a.mkv", creation_time="2022-06-13T13:20:00Z"))
    assert found.created == (Instant(value=datetime(2022, 6, 13, 13, 20, tzinfo=UTC)),)


def test_sound_alone_is_said(tmp_path: Path) -> None:
    found = measured(sound(tmp_path / "a.m4a"))
    assert [stream.kind for stream in found.streams] == ["audio"]
    assert (found.streams[0].sample_rate, found.streams[0].channels) == (8000, 1)
    assert any("sound only" in words for words in found.warnings)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_measured_with_its_exif(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "p"  # the bytes count, not the name
    path.write_bytes(photo(kind, lat=((10.0, 30.0, 0.0), "S"), lon=((20.0, 0.0, 0.0), "E"), make="Acme", software="Retouch 3"))
    found = measured(path)
    assert (found.container, found.duration, found.streams[0].width, found.streams[0].height) == (kind.lower(), None, 40, 30)
    assert found.streams[0].frame_rate is None
    assert found.location is not None
    assert (found.location.lat, found.location.lon) == (-10.5, 20)
    assert (found.device, found.encoders) == ("Acme", ("Retouch 3",))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty file"),
        (b"<!DOCTYPE html><html><title>Log in</title></html>", "HTML page"),
        (b"\n\n  <html lang='fr'>", "HTML page"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "playlist"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "playlist"),
        (b"just some words\n" * 50, "a video or picture that can be decoded, found 800 bytes of no known kind"),
        (bytes(5000), "5,000 bytes of no known kind"),
        (b"%PDF-1.7\n" * 50, "found a PDF document"),
        (b"\xff\xd8\xff\xe0 no picture", "jpeg picture"),
        (b"\x89PNG\r\n\x1a\n", "png picture"),
    ],
)
def test_what_is_no_media_is_named(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "saved.mp4"
    path.write_bytes(data)
    with pytest.raises(MediaError, match=rf"saved\.mp4: expected .*{words}") as told:
        measured(path)
    assert "Errno" not in str(told.value)


def test_a_playlist_is_not_followed(tmp_path: Path, clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clip.mp4").write_bytes(clip.read_bytes())
    (tmp_path / "list.mp4").write_text("ffconcat version 1.0\nfile clip.mp4\n")
    (tmp_path / "hls.mp4").write_text("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nclip.mp4\n#EXT-X-ENDLIST\n")
    for name in ("list.mp4", "hls.mp4"):
        with pytest.raises(MediaError, match="not followed"):
            measured(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"nowhere\.mp4"):
        probe(tmp_path / "nowhere.mp4", digest=Digest.of(b""))


def test_a_film_without_its_index_is_named(tmp_path: Path) -> None:
    whole = film(tmp_path / "w.mp4").read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MediaError, match=r"cut\.mp4: expected a whole MP4 file, found no moov"):
        measured(tmp_path / "cut.mp4")


def test_a_film_cut_off_after_its_index_is_readable_with_a_warning(tmp_path: Path, clip: Path) -> None:
    whole = clip.read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole[: len(whole) * 6 // 10])
    found = measured(tmp_path / "cut.mp4")
    assert found.streams[0].width == 64
    assert any("expected 2.00 s, found data for" in words for words in found.warnings)


def test_odd_names_are_only_names(tmp_path: Path, clip: Path) -> None:
    for name in ("subfile,,start,0,end,9,,:x.mp4", "concat:a|b.mp4", "%03d.jpg", "http:.mp4", "-i.mp4"):
        path = tmp_path / name
        path.write_bytes(clip.read_bytes())
        assert measured(path).container == "mp4"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=40)), min_size=1, max_size=6))
def test_damage_gives_a_probe_or_a_media_error(tmp_path: Path, clip: Path, hits: list[tuple[float, bytes]]) -> None:
    data = bytearray(clip.read_bytes())
    for share, junk in hits:
        at = int(share * len(data))
        data[at : at + len(junk)] = junk
    path = tmp_path / "x.mp4"
    path.write_bytes(data)
    try:
        assert measured(path).streams
    except MediaError as error:
        assert "x.mp4" in str(error)  # noqa: PT017 - either is right


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(
        [
            b"",
            b"\0\0\0\x18ftypisom",
            b"RIFF\0\0\0\x10AVI ",
            b"\x1aE\xdf\xa3",
            b"OggS",
            b"\xff\xd8\xff",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"FLV\1",
        ]
    ),
    st.binary(max_size=2000),
)
def test_random_bytes_give_a_probe_or_a_media_error(tmp_path: Path, magic: bytes, rest: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(magic + rest)
    try:
        measured(path)
    except MediaError as error:
        assert "expected" in str(error)  # noqa: PT017 - either is right


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("+48.9483+038.4917/", (48.9483, 38.4917)),
        ("+48.9483+038.4917+070.5/", (48.9483, 38.4917)),
        ("-33.45-070.6667+520CRSWGS_84/", (-33.45, -70.6667)),
        ("+4856.9+03829.5/", (48.9483333, 38.4916667)),
        ("+485654+0382930/", (48.9483333, 38.4916667)),
        ("-05+035", (-5, 35)),
        ("+00.0000+000.0000/", None),
        ("+95.0+010.0/", None),
        ("48.9483,38.4917", None),
        ("", None),
        ("+1+2+3+4/", None),
    ],
)
def test_iso_6709(text: str, place: tuple[float, float] | None) -> None:
    assert iso6709(text) == place


@given(st.floats(-89.9, 89.9), st.floats(-179.9, 179.9))
def test_iso_6709_round_trip(lat: float, lon: float) -> None:
    found = iso6709(f"{lat:+08.4f}{lon:+09.4f}/")
    if abs(lat) > 1 or abs(lon) > 1:
        assert found == pytest.approx((lat, lon), abs=1e-4)


@given(st.text(max_size=50))
def test_any_text_is_a_place_or_none(text: str) -> None:
    warnings: list[str] = []
    place = location(statements([Tag(source="container", key="location", value=text)], warnings))
    assert (place is None) == bool(warnings)


def test_times_of_three_kinds() -> None:
    tags = [
        Tag(source="c", key="date", value=value)
        for value in ("2022-06-19", "2022-06-19T10:00:00", "2022-06-19T10:00:00+02:00", "2022", "x")
    ]
    assert [type(time) for time in created(statements(tags, []))] == [CalendarDay, ZonelessTime, Instant]


def test_software_is_named_once() -> None:
    tags = [Tag(source=str(number), key="encoder", value="Lavf60") for number in range(3)]
    assert encoders(statements(tags, [])) == ("Lavf60",)


def test_nothing_is_written_to_the_terminal(tmp_path: Path, clip: Path) -> None:
    data = clip.read_bytes()
    (tmp_path / "cut.mp4").write_bytes(data[: len(data) * 6 // 10])
    code = (
        "import sys; from pathlib import Path\n"
        "from provenance.media.probe import probe; from provenance.model import Digest\n"
        "probe(Path(sys.argv[1]), digest=Digest.of(b''))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "cut.mp4")], capture_output=True, text=True, check=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("", "")
