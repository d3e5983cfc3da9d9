"""The demonstration, whole: a real server, yt-dlp, the real command, and what its report must show."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from provenance.media import exiftool
from samples.edits import CLIP
from samples.make import ORIGINAL

ROOT = Path(__file__).parent.parent
WITH_EXIFTOOL = {name: value for name, value in os.environ.items() if name != exiftool.VARIABLE}


@pytest.fixture(scope="module")
def port() -> int:
    """One of our own, the same for every run: the articles name it, and another worker may hold the usual one."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory, port: int) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "case"
    done = subprocess.run(
        [sys.executable, "-m", "samples.demo", "--case", str(folder), "--port", str(port)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
        env=WITH_EXIFTOOL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith(str(folder / "report.html"))
    return folder


@pytest.fixture(scope="module")
def report(case: Path) -> dict[str, Any]:
    return json.loads((case / "report.json").read_text("utf-8"))


def references(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [r for article in report["articles"] for r in article["references"] if r["role"] == "article"]


def test_every_state_is_shown(report: dict[str, Any]) -> None:
    assert len(report["articles"]) == 5
    found = references(report)
    mentions = [r for r in found if r["kind"] == "mention"]
    assert {(r["platform"], r["state"]) for r in mentions} == {("instagram", "unresolved")}
    assert len([r for r in found if r["state"] == "acquired"]) == 4, "the clip, in four articles"
    (gone,) = report["unavailable"]
    assert gone["reason"] == "deleted"
    assert "410" in gone["message"]


def test_four_articles_share_one_clip_found_in_the_library(report: dict[str, Any]) -> None:
    (clip,) = report["media"]
    assert len(clip["references"]) == 4
    assert ('"exiftool ' in json.dumps(clip)) == bool(shutil.which("exiftool"))
    (match,) = [m for m in report["matches"] if m["relation"] == "same_footage"]
    assert match["compared_name"] == ORIGINAL.file
    start, end = match["segments"][0]["compared"]
    assert start == pytest.approx(CLIP.start, abs=1.5)
    assert end == pytest.approx(CLIP.start + CLIP.length, abs=1.5)
    assert "mirror" in json.dumps(match["edits"])


def test_the_places_compete(report: dict[str, Any]) -> None:
    claims = [c for article in report["articles"] for c in article["claims"] if c["kind"] == "filmed_at" and c["place"]]
    assert {"Pivdenne", "Izmail"} <= {c["place"]["name"] for c in claims}
    assert report["derivations"]


def test_running_it_again_does_nothing_twice(case: Path, port: int, report: dict[str, Any]) -> None:
    subprocess.run(
        [sys.executable, "-m", "samples.demo", "--case", str(case), "--port", str(port)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=300,
        env=WITH_EXIFTOOL,
    )
    again = json.loads((case / "report.json").read_text("utf-8"))
    for key in ("articles", "media", "matches", "derivations", "unavailable"):
        assert again[key] == report[key], key
