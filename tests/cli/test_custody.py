"""``verify``, ``log`` and ``key`` as commands."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.custody.signing import fingerprint, public_pem
from tests.command import provenance
from tests.fetch.servers import Server, body, redirect, serving
from tests.pipeline.pages import busy_world, page
from tests.store.tampering import KEY, edit_log, sealed_case

FINGERPRINT = str(fingerprint(KEY.public_key()))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        busy_world(running)
        yield running


def test_a_traced_case_is_sealed_verified_and_told(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(server, "/clip.mp4"), "utf-8")
    traced = provenance("trace", "a.html", "--case", "case", "--allow-host", server.host, cwd=tmp_path)
    mine = json.loads(provenance("key", "--json", cwd=tmp_path).stdout)["fingerprint"]
    assert mine.encode() in traced.stdout
    assert mine in (tmp_path / "case" / "report.html").read_text("utf-8")
    done = provenance("verify", "case", "--key", mine, "--json", cwd=tmp_path)
    result = json.loads(done.stdout)
    assert (done.returncode, result["verdict"], result["findings"], result["pending"]) == (0, "verified", [], []), result
    told = json.loads(provenance("log", "case", "--json", cwd=tmp_path).stdout)["lines"]
    assert [line["kind"] for line in told] == ["read", "acquire", "inspect", "fingerprint", "match", "report"]
    assert result["lines"] == len(told)
    asked = json.loads(provenance("log", "case", "--network", "--json", cwd=tmp_path).stdout)["requests"]
    assert {request["url"] for request in asked} == {server.url("/clip.mp4")}
    assert server.url("/clip.mp4").encode() in provenance("log", "case", "--network", cwd=tmp_path).stdout
    again = provenance("verify", "case", cwd=tmp_path)
    assert (again.returncode, again.stdout.startswith(b"VERIFIED")) == (0, True), "reading changed nothing"


def test_findings_pending_and_their_exit_codes(tmp_path: Path) -> None:
    case = sealed_case(tmp_path / "case")
    (tmp_path / "key.pem").write_bytes(public_pem(KEY.public_key()))
    for key in (FINGERPRINT, FINGERPRINT.removeprefix("sha256:").upper(), "key.pem"):
        assert provenance("verify", "case", "--key", key, cwd=tmp_path).returncode == 0
    other = provenance("verify", "case", "--key", "0" * 64, cwd=tmp_path)
    assert (other.returncode, b"other-key: custody/" in other.stdout) == (5, True)
    assert provenance("verify", "case", "--key", "nonsense", cwd=tmp_path).returncode == 2
    assert provenance("verify", "absent", cwd=tmp_path).returncode == 5
    edit_log(case, lambda lines: lines[:5])
    cut = provenance("verify", "case", cwd=tmp_path)
    assert cut.returncode == 5
    assert b"truncated: custody.jsonl, line 6" in cut.stdout
    assert b"ALTERED (1 truncated, 1 altered): 6 lines of custody" in cut.stdout


def test_the_key_is_locked_and_unlocked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    first = provenance("key", "--out", "mine.pem", cwd=tmp_path)
    assert first.stdout.startswith(b"sha256:")
    assert (tmp_path / "mine.pem").read_bytes().startswith(b"-----BEGIN PUBLIC KEY-----")
    locked = provenance("key", "--lock", cwd=tmp_path, stdin=b"sesame\nsesame\n")
    assert locked.returncode == 0, locked.stderr
    (tmp_path / "a.txt").write_text("A video was shared on Telegram by a fisherman.", "utf-8")
    refused = provenance("trace", "a.txt", "--case", "case", cwd=tmp_path)
    assert (refused.returncode, b"PROVENANCE_PASSPHRASE" in refused.stderr) == (5, True)
    assert not (tmp_path / "case").exists()
    monkeypatch.setenv("PROVENANCE_PASSPHRASE", "sesame")
    assert provenance("trace", "a.txt", "--case", "case", cwd=tmp_path).returncode == 0
    assert provenance("key", "--unlock", cwd=tmp_path).stdout == first.stdout


def test_a_bundle_by_command(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A video was shared on Telegram by a retired fisherman.", "utf-8")
    provenance("trace", "a.txt", "--case", "case", cwd=tmp_path)
    made = provenance("bundle", "case", "--json", cwd=tmp_path)
    key = json.loads(made.stdout)["key"]
    assert provenance("verify", "case.zip", "--key", key, cwd=tmp_path).returncode == 0
    assert provenance("open", "case.zip", "received", "--key", key, cwd=tmp_path).returncode == 0
    assert provenance("verify", "received", "--key", key, cwd=tmp_path).returncode == 0
    assert provenance("open", "case.zip", "other", "--key", "0" * 64, cwd=tmp_path).returncode == 5
    assert provenance("open", "a.txt", "other", cwd=tmp_path).returncode == 5
    assert not (tmp_path / "other").exists()


def test_every_request_that_left_is_listed_also_of_what_failed(server: Server, tmp_path: Path) -> None:
    server.routes["/moved"] = redirect("/nowhere")
    server.routes["/story"] = body(page(server, "/clip.mp4", "/gone.mp4").encode())
    allowed = ("--allow-host", server.host)
    provenance("trace", server.url("/story"), server.url("/moved"), "--case", "case", *allowed, cwd=tmp_path)
    provenance("timestamp", "case", "--url", server.url("/authority"), *allowed, cwd=tmp_path)
    provenance("timestamp", "case", "--url", "http://10.0.0.1/authority", *allowed, cwd=tmp_path)
    asked = json.loads(provenance("log", "case", "--network", "--json", cwd=tmp_path).stdout)["requests"]
    listed = [request["url"].removeprefix(server.url("")) for request in asked]
    assert {"/story", "/moved", "/nowhere", "/clip.mp4", "/gone.mp4", "/authority"} <= set(listed)
    assert sorted(listed) == sorted(server.seen), "each request, and no other"
