"""A case handed on: as a bag that others' tools accept, the same every time, redacted without losing its proof."""

import json
import re
import shutil
import sqlite3
import subprocess
import zipfile
from pathlib import Path

import bagit
import pytest

from provenance.custody.findings import Verdict
from provenance.errors import CaseError, UsageError
from provenance.pipeline import bundling, jobs
from provenance.pipeline.custody import LeftOut, left_out, own_key, verify
from provenance.pipeline.run import Settings, Silent
from provenance.pipeline.sealing import working
from provenance.pipeline.snapshot import reference_records
from provenance.store.case import Case
from tests.command import provenance
from tests.fetch.servers import body, serving
from tests.pipeline.pages import clip, page

NOTE = "sent by Ms. Zweig, who must not be named"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two posts and a file attached by hand."""
    folder = tmp_path_factory.mktemp("story")
    with serving() as server:
        server.routes["/first.mp4"] = body(clip(1), "video/mp4")
        server.routes["/second.mp4"] = body(clip(2), "video/mp4")
        (folder / "a.html").write_text(page(server, "/first.mp4", "/second.mp4"), "utf-8")
        settings = Settings(allow_hosts=frozenset({server.host}))
        jobs.trace((str(folder / "a.html"),), case=folder / "case", settings=settings, progress=Silent())
        (folder / "mine.mp4").write_bytes(clip(3))
        second = reference(folder / "case", "/second.mp4")
        jobs.attach_file(
            folder / "case", second, folder / "mine.mp4", obtained=jobs.Obtained(how=NOTE), settings=settings, progress=Silent()
        )
    return folder / "case"


@pytest.fixture
def case(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "case"))


def reference(case: Path, ending: str) -> str:
    with Case.consult(case) as opened:
        return next(r.reference.id for r in reference_records(opened) if (r.url or "").endswith(ending))


def bundled(case: Path, out: str = "b.zip", **options: object) -> Path:
    given = {"reason": "names a source", "settings": Settings(), "progress": Silent()} | options
    return bundling.bundle(case, out=case.parent / out, **given).path  # type: ignore[arg-type]


def test_others_tools_accept_the_bag(case: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundled(case)) as archive:
        archive.extractall(tmp_path / "out")
    (root,) = (tmp_path / "out").iterdir()
    bag = bagit.Bag(str(root))
    assert bag.validate(processes=1)
    assert set(bag.algorithms) == {"sha256", "sha512"}
    assert {"verify-by-hand.md", "data"} <= {path.name for path in root.iterdir()}
    assert (root / "data" / "report.html").is_file()


def test_the_same_case_gives_the_same_bytes_wherever_it_lies(case: Path) -> None:
    other = Path(shutil.copytree(case, case.parent / "moved" / "case"))
    assert bundled(case).read_bytes() == bundled(other).read_bytes()


def test_a_bundle_is_verified_as_it_is_and_opened(case: Path) -> None:
    path = bundled(case)
    mine = str(own_key(None).fingerprint)
    assert verify(path, keys=(mine,)).verdict is Verdict.VERIFIED
    assert verify(case).verdict is Verdict.VERIFIED, "the line about the bundle is sealed too"
    assert bundling.open_bundle(path, case.parent / "received").verdict is Verdict.VERIFIED
    opened = case.parent / "received"
    assert verify(opened).verdict is Verdict.VERIFIED
    assert next(opened.glob("media/*/*.mp4")).stat().st_mode & 0o222 == 0
    with working(opened, settings=Settings(), progress=Silent()) as run:
        jobs.follow(run)
    assert verify(opened).verdict is Verdict.VERIFIED, "a received case can be worked on"
    with pytest.raises(UsageError, match="found something there"):
        bundling.open_bundle(path, opened)
    for what, found in ((path.with_name("none.zip"), "nothing there"), (opened, "a folder")):
        with pytest.raises(CaseError, match=f"expected a bundle .* found {found}"):
            bundling.open_bundle(what, case.parent / "again")


def test_a_download_that_broke_off_is_no_reason_to_refuse_and_is_not_handed_on(case: Path) -> None:
    partial = case / "work" / reference(case, "first.mp4") / "clip.mp4.part"
    partial.parent.mkdir(parents=True)
    partial.write_bytes(b"half of it")
    with zipfile.ZipFile(bundled(case)) as bag:
        assert not [name for name in bag.namelist() if "work/" in name]


def test_an_altered_bundle_is_named_and_not_opened(case: Path) -> None:
    path = bundled(case)
    with zipfile.ZipFile(path) as archive:
        film = next(info for info in archive.infolist() if info.filename.endswith(".mp4"))
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for info, data in entries:
            archive.writestr(info, data[:-1] + b"!" if info is film else data)
    found = verify(path).findings
    assert [(each.kind.value, each.file) for each in found] == [("altered", film.filename.partition("/data/")[2])]
    with pytest.raises(CaseError, match="not opened, because it was altered"):
        bundling.open_bundle(path, case.parent / "received")
    assert not (case.parent / "received").exists()
    assert not list(case.parent.glob(".partial-*"))


def test_an_altered_case_is_not_handed_on(case: Path) -> None:
    film = next(case.glob("media/*/*.mp4"))
    film.chmod(0o644)
    film.write_bytes(b"other")
    with pytest.raises(CaseError, match="see provenance verify"):
        bundled(case)
    assert not (case.parent / "b.zip").exists()
    with pytest.raises(UsageError, match="outside the case"):
        bundled(case, "case/b.zip")


def test_left_out_is_gone_to_the_last_byte_and_the_rest_verifies(case: Path) -> None:
    second = reference(case, "/second.mp4")
    assert any(NOTE.encode() in path.read_bytes() for path in case.rglob("*") if path.is_file()), (
        "there is something to leave out"
    )
    path = bundled(case, without=(second[:6],))
    data = path.read_bytes()
    assert NOTE.encode() not in data
    assert clip(2) not in data
    assert clip(3) not in data
    assert clip(1) in data
    result = verify(path)
    assert (result.verdict, result.findings) == (Verdict.VERIFIED, ())
    assert "names a source" in result.notes[-1]
    opened = case.parent / "received"
    bundling.open_bundle(path, opened)
    stubs = json.loads((opened / "custody" / "redacted.json").read_text("utf-8"))
    assert len([each for each in stubs["files"] if each["path"].startswith("media/")]) >= 2
    assert stubs["reasons"] == ["names a source"]
    assert b'"redacted"' in (opened / "custody.jsonl").read_bytes()
    with Case.consult(opened) as left:
        states = {(r.url or "").rpartition("/")[2]: r.state.value for r in reference_records(left)}
    assert states == {"first.mp4": "acquired", "second.mp4": "pending"}
    assert "second.mp4" in (opened / "report.html").read_text("utf-8"), "what the article says stays"
    shown = provenance("status", opened).stdout
    assert b"1 left out of this copy, or not tried yet" in shown
    assert b"media     1 file, " in shown
    assert re.search(rb"left out  of this copy: \d+ files; names a source", shown)
    assert left_out(case) == LeftOut()


def test_without_media_everything_known_of_it_stays(case: Path) -> None:
    path = bundled(case, media=False, reason="size")
    assert path.stat().st_size < sum(each.stat().st_size for each in case.rglob("*") if each.is_file())
    opened = case.parent / "received"
    assert bundling.open_bundle(path, opened).verdict is Verdict.VERIFIED
    assert not list(opened.glob("media/*/*"))
    assert b"data:image/jpeg" not in (opened / "report.html").read_bytes()
    assert b"Search by picture?" in provenance("status", case).stdout
    shown = provenance("status", opened).stdout
    assert b"files; size" in shown
    assert b"not tried yet" not in shown
    assert b"Search by picture?" not in shown, "no picture lies in this copy"
    with Case.consult(opened) as left, Case.consult(case) as whole:
        assert left.probes() == whole.probes()


@pytest.mark.parametrize(
    "forge",
    [
        "INSERT INTO source SELECT 'x', article, activity FROM source LIMIT 1",
        "UPDATE article SET notes = '[\"forged\"]'",
        "DELETE FROM reference",
    ],
)
def test_a_redacted_copy_is_as_strict_as_a_whole_one(case: Path, forge: str) -> None:
    opened = case.parent / "received"
    bundling.open_bundle(bundled(case, without=(reference(case, "/second.mp4"),)), opened)
    database = sqlite3.connect(opened / "case.sqlite", isolation_level=None)
    database.execute(forge)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    assert {each.record.partition(" ")[0] for each in verify(opened).findings} >= {
        re.findall(r"source|article|reference", forge)[0]
    }


def test_a_forged_report_or_stub_list_in_a_redacted_copy_is_named(case: Path) -> None:
    opened = case.parent / "received"
    bundling.open_bundle(bundled(case, without=(reference(case, "/second.mp4"),)), opened)
    report, stubs = opened / "report.html", opened / "custody" / "redacted.json"
    report.write_bytes(report.read_bytes().replace(b"first", b"third"))
    assert {each.file for each in verify(opened).findings} == {"report.html"}
    stubs.chmod(0o644)
    stubs.write_bytes(stubs.read_bytes().replace(b"names a source", b"names no source"))
    assert "custody/redacted.json" in {each.file for each in verify(opened).findings}


def test_the_recipe_names_in_a_redacted_copy_only_what_was_left_out(case: Path) -> None:
    opened = case.parent / "received"
    bundling.open_bundle(bundled(case, without=(reference(case, "/second.mp4"),)), opened)
    recipe = (Path(__file__).parents[2] / "docs" / "verify-by-hand.md").read_text("utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", recipe, re.DOTALL)
    said = subprocess.run(["python3", "-I", "-c", block], cwd=opened, capture_output=True, text=True, check=False).stdout
    stubs = json.loads((opened / "custody" / "redacted.json").read_text("utf-8"))
    listed = {each["path"] for each in stubs["files"]} | {f"case.sqlite: {r['table']} {r['key']}" for r in stubs["records"]}
    listed |= {each["path"] for each in stubs["replaced"]}
    assert said
    assert all(any(line.startswith(each) for each in listed) for line in said.splitlines()), said
