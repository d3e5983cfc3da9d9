"""``match``, ``search`` and ``duplicates`` as an analyst types them: real processes on small films."""

import json
import subprocess
from pathlib import Path
from typing import Any

import cv2
import pytest
from jsonschema import Draft202012Validator

from tests import command
from tests.matching.scenes import caption, crop_left, edited, encode, mirror, scene

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "provenance" / "exporters" / "footage.schema.json").read_text("utf-8")))
HOSTILE = "<b>\x1b[31m]{{7*7}}\u202e.mp4"


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An original, a mirrored cropped captioned excerpt of it, another film, a photo of the original, and damage."""
    folder = tmp_path_factory.mktemp("films")
    (folder / "in").mkdir()
    encode(folder / "in" / "original.mp4", scene(1))
    frames = edited(scene(1), crop_left, mirror, caption, start=1.5, end=5.0)
    encode(folder / "in" / HOSTILE, frames, bit_rate=150_000)
    encode(folder / "in" / "other.mp4", scene(2))
    (folder / "in" / "again").mkdir()
    (folder / "in" / "again" / "copy of original.mp4").write_bytes((folder / "in" / "original.mp4").read_bytes())
    (folder / "in" / "broken.mp4").write_bytes((folder / "in" / "original.mp4").read_bytes()[:500])
    (folder / "in" / "empty.mp4").write_bytes(b"")
    cv2.imwrite(str(folder / "photo.png"), scene(1)[30][:, :, ::-1])
    return folder


def provenance(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return command.provenance(*arguments, cwd=cwd, environment={"XDG_CACHE_HOME": str(cwd / "cache"), "COLUMNS": "200"})


def answered(*arguments: str, cwd: Path) -> tuple[int, Any]:
    done = provenance(*arguments, "--json", cwd=cwd)
    document = json.loads(done.stdout)
    SCHEMA.validate(document)
    return done.returncode, document


def harmless(data: bytes) -> None:
    text = data.decode()
    assert "\x1b[31m]" not in text
    assert "\u202e" not in text


def test_a_pair_is_answered_in_words_in_json_and_on_a_page(films: Path) -> None:
    told = provenance("match", f"in/{HOSTILE}", "in/original.mp4", "--html", "pair.html", cwd=films)
    assert told.returncode == 0
    harmless(told.stdout + told.stderr)
    words = " ".join(told.stdout.decode().split())
    assert "SAME FOOTAGE" in words
    assert "is original.mp4 0:01.5–0:05: mirrored left–right, cropped to" in words
    assert "caption band along the bottom" in words
    assert "is the copy, original.mp4 is nearer to the source" in words
    page = (films / "pair.html").read_text("utf-8")
    assert page.count('class="moment"') == 5
    assert 'class="edge"' in page
    assert 'class="differs"' in page
    code, document = answered("match", f"in/{HOSTILE}", "in/original.mp4", cwd=films)
    assert code == 0
    (match,) = document["matches"]
    assert (document["found"], match["relation"]) == ("same_footage", "same_footage")
    assert match["direction"]["relation"] == "wasDerivedFrom"
    assert match["direction"]["child"] == document["files"][0]["digest"]
    assert match["segments"][0]["placement"] == pytest.approx([-0.7, 0, 0.7, 0, 0.9, 0], abs=0.03)
    assert any(box[1] > 0.7 and box[2] - box[0] > 0.9 for frame in match["frames"] for box in frame["differing"])
    assert all(frame["from_media"] == [True, True] for frame in match["frames"])


def test_each_command_prints_the_schema_of_its_own_answer(films: Path) -> None:
    schema = json.loads(provenance("match", "--schema", cwd=films).stdout)
    Draft202012Validator.check_schema(schema)
    own = Draft202012Validator(schema)
    document = answered("match", "in/original.mp4", "in/again/copy of original.mp4", cwd=films)[1]
    own.validate(document)
    assert schema["$id"] == document["schema"]
    assert not own.is_valid({**document, "schema": "urn:provenance:search:1"})


def test_exit_codes_answer_a_script(films: Path) -> None:
    apart = provenance("match", "in/original.mp4", "in/other.mp4", cwd=films)
    assert apart.returncode == 1
    assert b"No common footage" in apart.stdout
    assert answered("match", "in/original.mp4", "in/other.mp4", cwd=films)[1]["found"] is None
    assert provenance("match", "in/original.mp4", "in/empty.mp4", cwd=films).returncode == 3
    assert provenance("match", "in/original.mp4", "in/absent.mp4", cwd=films).returncode == 3
    assert provenance("search", "in/other.mp4", "-l", "absent.lib", cwd=films).returncode == 5
    same, document = answered("match", "in/original.mp4", "in/again/copy of original.mp4", cwd=films)
    assert same == 0
    assert document["answer"].endswith("are the same bytes")


def test_a_page_never_overwrites_what_it_is_about(films: Path) -> None:
    before = (films / "in" / "original.mp4").read_bytes()
    for arguments in (
        ("match", "in/original.mp4", "in/other.mp4", "--html", "in/original.mp4"),
        ("match", "in/original.mp4", "in/other.mp4", "--html", "-", "--json"),
        ("match", "in/original.mp4", "in/other.mp4", "--html", "absent/x.html"),
        ("search", "in/original.mp4", "-l", "in", "--html", "in"),
    ):
        assert provenance(*arguments, cwd=films).returncode == 2
    assert (films / "in" / "original.mp4").read_bytes() == before


def test_a_page_alone_goes_to_stdout(films: Path) -> None:
    done = provenance("match", "in/original.mp4", "in/other.mp4", "--html", "-", cwd=films)
    assert done.stdout.startswith(b"<!doctype html>")
    assert done.stdout.rstrip().endswith(b"</html>")


def test_a_search_is_a_ranked_table_with_a_page(films: Path) -> None:
    assert provenance("library", "add", "a.lib", "in/original.mp4", "in/other.mp4", cwd=films).returncode == 0
    done = provenance("search", f"in/{HOSTILE}", "--library", "a.lib", "--html", "found.html", cwd=films)
    assert done.returncode == 0
    harmless(done.stdout + done.stderr)
    assert "same footage" in done.stdout.decode()
    assert "small picture kept by the library" in (films / "found.html").read_text("utf-8")
    provenance("search", f"in/{HOSTILE}", "--library", "in", "--html", "own.html", cwd=films)
    assert "small picture kept by the library" not in (films / "own.html").read_text("utf-8")


def test_a_photo_finds_the_film_it_is_from_and_is_called_a_lead_at_least(films: Path) -> None:
    provenance("library", "add", "photo.lib", "in/original.mp4", "in/other.mp4", cwd=films)
    _, document = answered("search", "photo.png", "--library", "photo.lib", cwd=films)
    assert document["file"]["duration"] is None
    first = document["matches"][0]
    assert first["compared_name"] == "original.mp4"
    assert first["frames"][0]["likeness"] > 0.5
    shown = provenance("search", "photo.png", "--library", "photo.lib", cwd=films).stdout.decode()
    assert "picture" in shown


def test_duplicates_are_clusters_with_what_was_done(films: Path) -> None:
    code, document = answered("duplicates", "in", cwd=films)
    assert code == 1, "two files could not be read"
    assert document["files"] == 4
    assert {name for name in ("broken.mp4", "empty.mp4") if any(name in p for p in document["problems"])} == {
        "broken.mp4",
        "empty.mp4",
    }
    (cluster,) = document["clusters"]
    reference, copy = cluster["members"]
    assert reference["paths"] == ["in/again/copy of original.mp4", "in/original.mp4"]
    assert reference["match"] is None
    assert cluster["reference"] == reference["digest"] == cluster["longest"] == copy["tied_to"]
    assert copy["paths"] == [f"in/{HOSTILE}"]
    assert copy["match"]["query"] == copy["digest"], "told of the copy"
    assert any(edit["action"] == "c2pa.cropped" for edit in copy["match"]["edits"])
    assert copy["match"]["direction"]["child"] == copy["digest"]


def test_duplicates_on_the_terminal_and_on_a_page(films: Path) -> None:
    done = provenance("duplicates", "in", "--html", "duplicates.html", cwd=films)
    assert done.returncode == 1
    harmless(done.stdout + done.stderr)
    shown = done.stdout.decode()
    assert "1. 3 files of the same footage" in shown
    assert "same bytes: in/original.mp4" in shown
    assert "4 files read, 3 of them in 1 cluster\n" in shown
    assert b"broken.mp4" in done.stderr
    page = (films / "duplicates.html").read_text("utf-8")
    assert page.count('class="moment"') == 1
    assert "<b>" not in page


def test_what_was_measured_is_not_measured_again(films: Path, tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    for name in ("original.mp4", "other.mp4"):
        (tmp_path / "two" / name).write_bytes((films / "in" / name).read_bytes())
    none = provenance("duplicates", "two", "two", cwd=tmp_path)
    assert none.returncode == 0
    assert b"No two of the 2 files" in none.stdout
    (cached,) = (tmp_path / "cache").rglob("*.lib")
    before = cached.read_bytes()
    assert provenance("duplicates", "two", cwd=tmp_path).returncode == 0
    assert cached.read_bytes() == before


def test_duplicates_say_what_a_library_knows(films: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "clip.mp4").write_bytes((films / "in" / HOSTILE).read_bytes())
    provenance("library", "add", "old.lib", str(films / "in" / "original.mp4"), cwd=tmp_path)
    code, document = answered("duplicates", "new", "--library", "old.lib", cwd=tmp_path)
    assert code == 0
    (cluster,) = document["clusters"]
    assert {(m["name"], len(m["paths"])) for m in cluster["members"]} == {("original.mp4", 0), ("clip.mp4", 1)}


@pytest.mark.parametrize("arguments", [("duplicates", "absent"), ("duplicates", "bad"), ("duplicates", "bad/broken.mp4")])
def test_no_footage_at_all_is_unusable_input(films: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "broken.mp4").write_bytes(b"no film")
    done = provenance(*arguments, cwd=tmp_path)
    assert done.returncode == 3
    assert b"expected" in done.stderr
