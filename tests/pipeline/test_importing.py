"""Exports taken into a case: files to their messages, words to their speakers, hostile archives refused entry by entry."""

import io
import json
import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest

from provenance.custody.findings import Verdict
from provenance.errors import InputError, UsageError
from provenance.model import ActivityKind, Claim, ClaimKind, FileRole, ReferenceRecord, ReferenceState, Snapshot
from provenance.pipeline import jobs
from provenance.pipeline.importing import Handing
from provenance.pipeline.jobs import Outcome, import_into
from provenance.pipeline.run import Settings, Silent
from provenance.store.case import Case
from provenance.store.exports import Limits, open_export
from provenance.store.verifying import verify_case
from tests.pipeline.hearing import Hearing
from tests.pipeline.pages import clip

CHAT = """25/03/2025, 10:14 - Messages are end-to-end encrypted.
25/03/2025, 10:15 - Bob: VID-20250325-WA0001.mp4 (file attached)
This video was filmed in Odesa by a fisherman, apparently.
25/03/2025, 10:16 - Alice: It was first here https://t.me/harbourwatch/123
25/03/2025, 10:17 - Alice: IMG-20250325-WA0002.jpg (file attached)
25/03/2025, 10:18 - Bob: <Media omitted>
"""
PIXEL = b"\x89PNG\r\n\x1a\n"
HANDING = Handing(by="M., eyewitness", how="on her phone", when="2026-11-20")


def take(path: Path, case: Path, handing: Handing = HANDING) -> Outcome:
    return import_into(case, path, handing, settings=Settings(offline=True), progress=Silent())


def records(snapshot: Snapshot) -> list[ReferenceRecord]:
    return [record for article in snapshot.articles for record in article.references]


def said(snapshot: Snapshot, record: ReferenceRecord) -> list[tuple[ClaimKind, str, str]]:
    every: list[Claim] = [*snapshot.claims, *(c for article in snapshot.articles for c in article.reading.claims)]
    return [(c.kind, c.value, str(c.asserted_by)) for c in every if c.about == record.reference.id]


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    path = tmp_path / "WhatsApp Chat with Harbour watch.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("WhatsApp Chat with Harbour watch.txt", CHAT)
        archive.writestr("VID-20250325-WA0001.mp4", clip(1))
        archive.writestr("../IMG-20250325-WA0002.jpg", b"slipped")
        link = zipfile.ZipInfo("passwd.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bomb.txt", b"0" * 30_000_000)
    return path


def test_a_whatsapp_chat(chat: Path, tmp_path: Path) -> None:
    outcome = take(chat, tmp_path / "case")
    video, picture, omitted, post = records(outcome.snapshot)
    assert (video.state, video.reference.account, video.reference.platform) == (ReferenceState.ATTACHED, "Bob", "whatsapp")
    assert video.acquisition is not None
    assert video.acquisition.note == "exported by M., eyewitness; on her phone; on 2026-11-20"
    found = said(outcome.snapshot, video)
    caption = "This video was filmed in Odesa by a fisherman, apparently."
    export = "export of WhatsApp “Harbour watch”"
    assert (ClaimKind.POSTED_BY, "Bob", export) in found
    assert (ClaimKind.POSTED_ON, "2025-03-25T10:15:00", export) in found
    assert (ClaimKind.SHOWS, caption, "Bob") in found
    assert (ClaimKind.FILMED_AT, "Odesa", "Bob") in found, "the caption is read as an article is, and is about its file"
    assert [r.state for r in (picture, omitted, post)] == [ReferenceState.UNRESOLVED] * 2 + [ReferenceState.PENDING]
    assert post.url == "https://t.me/harbourwatch/123"
    problems = sorted(str(failure.error).partition(": ")[2] for failure in outcome.failures)
    assert len(problems) == 4, problems
    assert [
        words
        for words in ("plain path", "a link", "200 times", "in the export, found none")
        if not any(words in p for p in problems)
    ] == []
    assert not (tmp_path / "IMG-20250325-WA0002.jpg").exists()
    assert not list((tmp_path / "case").rglob(".partial-*"))
    assert verify_case(tmp_path / "case").verdict is Verdict.VERIFIED
    again = take(chat, tmp_path / "case")
    assert again.failures == ()
    assert [r.reference.id for r in records(again.snapshot)] == [r.reference.id for r in records(outcome.snapshot)]


def test_telegram_desktop(tmp_path: Path) -> None:
    folder = tmp_path / "ChatExport"
    (folder / "video_files").mkdir(parents=True)
    (folder / "video_files" / "v.mp4").write_bytes(clip(2))
    words = "This video was filmed in Odesa by a fisherman, apparently, and it shows the smoke over the port."
    message = {"id": 7, "type": "message", "date": "2025-03-05T10:14:33", "date_unixtime": "1741169673", "from": "Harbour"}
    message |= {"file": "video_files/v.mp4", "forwarded_from": "Other", "text": words}
    document = {"name": "Harbour", "type": "public_channel", "id": 1, "messages": [message]}
    (folder / "result.json").write_text(json.dumps(document), "utf-8")
    snapshot = take(folder, tmp_path / "case").snapshot
    (video,) = records(snapshot)
    assert video.state is ReferenceState.ATTACHED
    export = "export of Telegram Desktop “Harbour”"
    assert set(said(snapshot, video)) >= {
        (ClaimKind.POSTED_ON, "2025-03-05T10:14:33Z", export),
        (ClaimKind.REPOSTED_FROM, "Other", export),
        (ClaimKind.SHOWS, words, "Other"),
        (ClaimKind.FILMED_AT, "Odesa", "Other"),
    }, "the words are those of whoever wrote them first"
    claims = snapshot.articles[0].reading.claims
    assert {claim.said_at for claim in claims if claim.kind is ClaimKind.SHOWS} == {None}, "when, the export does not say"


def test_a_folder_of_ytdlp(tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    info = {"id": "abcdefghijk", "title": "Smoke", "extractor": "youtube", "uploader": "Jo", "timestamp": 1741169673}
    info |= {"webpage_url": "https://www.youtube.com/watch?v=abcdefghijk"}
    for name, data in (
        ("mp4", clip(3)),
        ("jpg", b"\xff\xd8\xff\xe0"),
        ("en.vtt", b"WEBVTT"),
        ("mp4.part", b"x"),
        ("description", b"x"),
    ):
        (folder / f"Clip [a].{name}").write_bytes(data)
    (folder / "alone.mp4").write_bytes(b"x")
    (folder / "Clip [a].info.json").write_text(json.dumps(info), "utf-8")
    (folder / "broken.info.json").write_text("{", "utf-8")
    outcome = take(folder, tmp_path / "case")
    snapshot = outcome.snapshot
    assert [str(failure.error).partition(" (")[0] for failure in outcome.failures[:2]] == [
        f"{folder}, broken.info.json: expected the platform's answer in JSON, found something else or a damaged file",
        f"{folder}: expected each file to be named in the export, found none for 1 video or sound file: alone.mp4",
    ]
    (video,) = records(snapshot)
    assert (video.state, video.reference.platform_id) == (ReferenceState.ATTACHED, "abcdefghijk")
    assert video.acquisition is not None
    roles = sorted(file.role for file in video.acquisition.files)
    assert roles == [FileRole.DESCRIPTION, FileRole.INFO, FileRole.MEDIA, FileRole.SUBTITLES, FileRole.THUMBNAIL]
    assert (ClaimKind.POSTED_BY, "Jo", "youtube") in said(snapshot, video)


URL = "https://x.com/a/status/1897219876543210000"
METADATA = (
    "{'_processed_at': datetime.datetime(2025, 3, 6, 8, 0, tzinfo=datetime.timezone.utc), "
    f"'url': '{URL}', 'title': 'Smoke', "
    "'timestamp': datetime.datetime(2025, 3, 5, 10, 0, tzinfo=tzutc()), 'evil': __import__('os').system('touch evil')}"
)
MEDIA = (
    "[{'filename': '/tmp/q/v.mp4', '_key': './local/x/v.mp4', 'urls': ['https://bucket.example/x/v.mp4'], "
    "'properties': {'hash': 'SHA-256:00', 'thumbnails': [{'filename': '/tmp/q/t.jpg', '_key': './local/x/t.jpg'}]}}, "
    "{'filename': '/tmp/q/s.png', '_key': './local/x/s.png', 'urls': [], 'properties': {'id': 'screenshot'}}, "
    "{'filename': '/tmp/q/f.html', '_key': './local/x/f.html', 'urls': [], 'properties': {'id': '_final_media'}}]"
)
SHEET = (
    "Link,Archive status,Archive location,Upload timestamp,Upload title,Screenshot\n"
    f'{URL},youtube: success,"./local/x/f.html\nhttps://bucket.example/x/f.html",2025-03-05T10:00:00+00:00,Smoke,./local/x/s.png\n'
)
ABOUT = '<ul><li><b>key:</b> <span class="copy">./local/x/{}</span></li><li><b>{}:</b> <span class="copy">{}</span></li></ul>'
PAGE = (
    f'<html><title>{URL}</title><body><h2>Archived media for <span>{URL}</span> <a href="{URL}">open</a></h2>'
    '<table class="content">'
    f'<tr><td>{ABOUT.format("v.mp4", "hash", "SHA-256:00")}<div class="collapsible-content"><img src="./local/x/t.jpg">'
    f'{ABOUT.format("t.jpg", "id", "thumbnail_0")}</div></td><td><a href="./local/x/v.mp4">open</a></td></tr>'
    f"<tr><td>{ABOUT.format('s.png', 'id', 'screenshot')}</td><td></td></tr></table>"
    "<table class='metadata'><tr><td>title</td><td>Smoke</td></tr>"
    "<tr><td>timestamp</td><td>2025-03-05 10:00:00+00:00</td></tr></table>"
    '<a href="https://github.com/bellingcat/auto-archiver">bellingcat/auto-archiver</a></body>'
    '<script src="https://cdnjs.cloudflare.com/ajax/libs/forge/0.10.0/forge.min.js"></script></html>'
)


@pytest.mark.parametrize("form", ["database", "sheet", "pages", "all"])
def test_what_auto_archiver_left(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "archive"
    stored = folder / "local" / "x"
    stored.mkdir(parents=True)
    (stored / "v.mp4").write_bytes(clip(4))
    (stored / "f.html").write_text(PAGE, "utf-8")
    for name in ("t.jpg", "s.png"):
        (stored / name).write_bytes(PIXEL)
    if form in {"database", "all"}:
        (folder / "db.csv").write_text(f'status,metadata,media\ngeneric: success,"{METADATA}","{MEDIA}"\n', "utf-8")
    if form in {"sheet", "all"}:
        (folder / "sheet.csv").write_text(SHEET, "utf-8")
    snapshot = take(folder, tmp_path / "case").snapshot
    (video,) = records(snapshot)
    assert (video.state, video.url) == (ReferenceState.ATTACHED, URL)
    found = said(snapshot, video)
    assert (ClaimKind.SHOWS, "Smoke", "export of auto-archiver") in found
    assert (ClaimKind.POSTED_ON, "2025-03-05T10:00:00Z", "export of auto-archiver") in found
    assert not (tmp_path / "evil").exists()
    assert video.acquisition is not None
    kept = {file.name: (file.role, "another digest" in file.note) for file in video.acquisition.files}
    page = {"s.png": (FileRole.PAGE, False), "f.html": (FileRole.PAGE, False)}
    assert kept == {"v.mp4": (FileRole.MEDIA, True)} | page, "its page names the files, and cut the thumbnail itself"
    assert (form == "all") is any("other tables" in note for a in snapshot.articles for note in a.reading.notes)


def test_a_post_of_which_only_the_page_was_archived_is_still_to_be_had(tmp_path: Path) -> None:
    stored = tmp_path / "archive" / "local" / "x"
    stored.mkdir(parents=True)
    (stored / "f.html").write_text(PAGE, "utf-8")
    outcome = take(tmp_path / "archive", tmp_path / "case")
    (post,) = records(outcome.snapshot)
    assert post.state is ReferenceState.PENDING
    assert post.acquisition is not None
    assert [file.role for file in post.acquisition.files] == [FileRole.PAGE]
    assert [str(failure.error).rpartition(": ")[2] for failure in outcome.failures] == [
        "expected the file './local/x/v.mp4' in the export, found none"
    ]


def test_a_damaged_export_stops_no_other_and_two_forms_of_one_chat_are_read_once(tmp_path: Path) -> None:
    folder = tmp_path / "ChatExport"
    folder.mkdir()
    message = '<div class="message default" id="message7"><div class="body"><div class="from_name">A</div>'
    message += '<div class="text">https://t.me/harbourwatch/123</div></div></div>'
    (folder / "messages.html").write_text(f"<html><body>{message}</body></html>", "utf-8")
    (folder / "result.json").write_text('{"name": "N", "messages": [{"id": 7', "utf-8")
    (folder / "_chat.txt").write_text("25/03/2025, 10:14 - A: https://t.me/harbourwatch/124\n", "utf-8")
    outcome = take(folder, tmp_path / "case")
    assert [post.url for post in records(outcome.snapshot)] == [f"https://t.me/harbourwatch/{n}" for n in (124, 123)]
    assert [str(failure.error).partition(" (")[0] for failure in outcome.failures] == [
        f"{folder}, result.json: expected Telegram's result.json, found something else or a damaged file"
    ]
    said = {"id": 7, "type": "message", "from": "A", "text": "https://t.me/harbourwatch/123"}
    (folder / "result.json").write_text(json.dumps({"name": "N", "messages": [said]}), "utf-8")
    read = [article.reading.article for article in take(folder, tmp_path / "other").snapshot.articles]
    assert [article.title for article in read] == [None, "N"], "the pages tell the same"


def test_who_exported_it_must_be_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--by"):
        take(tmp_path, tmp_path / "case", Handing(by=" "))


def test_what_is_no_export_is_named(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("hello", "utf-8")
    for path in (tmp_path / "note.txt", tmp_path / "nothing"):
        with pytest.raises(InputError, match=r"expected an? "):
            take(path, tmp_path / "case")


def test_an_archive_of_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20):
            archive.writestr(f"{number}.txt", b"x")
    with pytest.raises(InputError, match="at most 10 files"), open_export(path, Limits(files=10)):
        pass


def test_an_entry_that_holds_more_than_it_says_or_is_damaged_is_an_error(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"abcdefgh" * 1000)
    data = bytearray(out.getvalue())
    data[50] ^= 0xFF
    path = tmp_path / "damaged.zip"
    path.write_bytes(data)
    with open_export(path) as source, pytest.raises(InputError, match="damaged"):
        source.read("a.txt", limit=1_000_000)


def test_names_are_found_whatever_the_systems_spelling(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "été.mp4")).write_bytes(b"x")
    (tmp_path / "\u200eb.mp4").write_bytes(b"x")
    with open_export(tmp_path) as source:
        assert [bool(source.find(name)) for name in ("été.mp4", "b.mp4", "t.mp4")] == [True, True, False]


def test_a_folders_links_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    (folder / "out").symlink_to("/etc")
    (folder / "a.txt").symlink_to("/etc/passwd")
    with open_export(folder) as source:
        assert source.names == ()
        assert [name for name, _ in source.refused] == ["a.txt", "out"]


def test_status_tells_what_is_there(chat: Path, tmp_path: Path) -> None:
    take(chat, tmp_path / "case")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "case").rglob("*") if path.is_file()}
    missing = json.loads(jobs.render(tmp_path / "case", "missing-json"))["missing"]
    assert {each["reason"] for each in missing if each["what"] == "post"} == {"unresolved", "pending"}
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_files_and_posts_by_table(chat: Path, tmp_path: Path) -> None:
    outcome = take(chat, tmp_path / "case")
    _, picture, omitted, _ = records(outcome.snapshot)
    (tmp_path / "found.mp4").write_bytes(clip(5))
    rows = f"note,ref,file,when,from\nby e-mail,{picture.reference.id},found.mp4,3 May,https://quay.invalid/a\n,,,,\n"
    rows += f",{omitted.reference.id},nothing.mp4,,\n,rffffffff,found.mp4,,\n"
    rows += f",{picture.reference.id},found.mp4,,ftp://quay.invalid\n,rfffffff,found.mp4,,\n"
    (tmp_path / "files.csv").write_text(rows, "utf-8")
    settings, heard = Settings(offline=True), Hearing()
    said = jobs.Obtained(how="x", by="Alice")
    attached = jobs.attach_many(tmp_path / "case", tmp_path / "files.csv", obtained=said, settings=settings, progress=heard)
    known = {record.reference.id: record for record in records(attached.snapshot)}
    assert known[picture.reference.id].state is ReferenceState.ATTACHED
    had = known[picture.reference.id].acquisition
    assert had is not None
    assert had.note == "by e-mail; obtained by Alice; on 3 May; from https://quay.invalid/a"
    assert [file.source for file in had.files if file.by_hand] == ["https://quay.invalid/a"]
    (step,) = [each for each in attached.snapshot.activities if each.kind is ActivityKind.ATTACH and each.ok]
    told = {"how": "by e-mail", "obtained_by": "Alice", "obtained_when": "3 May", "obtained_from": "https://quay.invalid/a"}
    assert told.items() <= dict(step.options).items()
    assert [str(failure.subject).rpartition(", ")[2] for failure in attached.failures] == ["row 4", "row 5", "row 6", "row 7"]
    assert all(str(failure.error).startswith(f"{failure.subject}: ") for failure in attached.failures), "the row is named"
    assert [note.count(f"\n  {omitted.reference.id} ") for note in heard.notes if omitted.reference.id in note] == [1], "once"
    (tmp_path / "posts.csv").write_text(f"{omitted.reference.id},https://t.me/harbourwatch/124\n", "utf-8")
    found = jobs.resolve_many(tmp_path / "case", tmp_path / "posts.csv", note="x", settings=settings, progress=Silent())
    assert {r.url for r in records(found.snapshot) if r.reference.id == omitted.reference.id} == {"https://t.me/harbourwatch/124"}
    assert found.failures == ()


def test_a_table_of_headings_alone_is_no_export(tmp_path: Path) -> None:
    (tmp_path / "archive.csv").write_text("Link,Archive status,Archive location\n", "utf-8")
    with pytest.raises(InputError, match="none of them"):
        take(tmp_path / "archive.csv", tmp_path / "case")
    with Case.consult(tmp_path / "case") as case:
        (activity,) = case.activities()
    assert "expected entries in what auto-archiver exported, found none" in activity.message
