"""Seals: what lies in the case is listed and signed, and standard tools accept both."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.custody.seal import read_file_list
from provenance.custody.signing import Ed25519PrivateKey, fingerprint
from provenance.errors import CaseError
from provenance.model import Digest
from provenance.store.case import Case
from provenance.store.sealing import complete_seals, key_file, latest_seal, seal_case
from tests.programs import needs

from . import values

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.open(tmp_path / "case", create=True) as opened:
        yield opened


def work(case: Case, number: int = 1) -> None:
    case.media.put(b"film %d" % number, suffix=".mp4")
    case.stage("report.json", b"{%d}" % number)
    with case.commit(values.activity(number=number)):
        pass


def test_nothing_done_nothing_sealed(case: Case) -> None:
    assert seal_case(case, KEY) is None
    assert not (case.folder / "custody").exists()


def test_a_seal_names_the_log_and_every_file(case: Case) -> None:
    work(case)
    seal = seal_case(case, KEY)
    assert seal is not None
    assert (seal.count, seal.key) == (1, fingerprint(KEY.public_key()))
    assert seal.head == Digest.of((case.folder / "custody.jsonl").read_bytes())
    files = latest_seal(case.folder)
    assert files is not None
    listed = read_file_list(files.path(".sha256").read_bytes(), where="list")
    case.close()
    there = {path.relative_to(case.folder).as_posix() for path in case.folder.rglob("*") if path.is_file()}
    assert set(listed) == there - {f"custody/{files.name}{suffix}" for suffix in (".seal", ".sig", ".sha256")}
    assert all(Digest.of((case.folder / path).read_bytes()) == digest for path, digest in listed.items())


@needs("openssl")
def test_openssl_and_sha256sum_accept_it(case: Case) -> None:
    work(case)
    seal_case(case, KEY)
    files = latest_seal(case.folder)
    assert files is not None
    case.close()
    pem = case.folder / "custody" / key_file(fingerprint(KEY.public_key()))
    check = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", pem, "-rawin", "-in", files.path(".seal")]
    command = [*check, "-sigfile", files.path(".sig")]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    listed = ["sha256sum", "--check", "--strict", "--quiet", files.path(".sha256")]
    assert subprocess.run(listed, check=False, cwd=case.folder).returncode == 0
    files.path(".seal").chmod(0o644)
    files.path(".seal").write_bytes(files.path(".seal").read_bytes().replace(b'"count":1', b'"count":2'))
    assert subprocess.run(command, check=False, capture_output=True).returncode != 0


def test_the_database_is_at_rest_and_stays_so(case: Case) -> None:
    work(case)
    seal_case(case, KEY)
    before = (case.folder / "case.sqlite").read_bytes()
    case.close()
    assert not (case.folder / "case.sqlite-wal").exists()
    with Case.open(case.folder) as again:
        again.activities()
    assert (case.folder / "case.sqlite").read_bytes() == before


def test_a_later_seal_keeps_the_earlier_one_and_a_changed_file_keeps_its_first_digest(case: Case) -> None:
    work(case)
    first = seal_case(case, KEY)
    film = next(case.folder.glob("media/*/*.mp4"))
    film.chmod(0o644)
    film.write_bytes(b"another")
    work(case, 2)
    second = seal_case(case, KEY)
    assert first is not None
    assert second is not None
    assert [each.read().count for each in complete_seals(case.folder)] == [1, 2]
    assert len(list(case.folder.glob("custody/*.sha256"))) == 1
    latest = latest_seal(case.folder)
    assert latest is not None
    listed = read_file_list(latest.path(".sha256").read_bytes(), where="list")
    assert listed[film.relative_to(case.folder).as_posix()] == Digest.of(b"film 1")
    assert seal_case(case, KEY) == second, "nothing new: no new seal"


@pytest.mark.parametrize("suffix", [".sig", ".seal"])
def test_an_interrupted_seal_is_no_seal(case: Case, suffix: str) -> None:
    work(case)
    seal_case(case, KEY)
    files = latest_seal(case.folder)
    assert files is not None
    files.path(suffix).unlink()
    assert latest_seal(case.folder) is None
    seal_case(case, KEY)
    assert len(complete_seals(case.folder)) == 1
    assert len(list(case.folder.glob("custody/*.seal"))) == 1


def test_a_reader_keeps_the_database_from_coming_to_rest(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    work(case)
    case._database.execute("PRAGMA busy_timeout = 1")
    with Case.open(case.folder) as reader:
        reader._database.execute("BEGIN")
        reader._database.execute("SELECT * FROM activity").fetchone()
        work(case, 2)
        with pytest.raises(CaseError, match="another program reads"):
            seal_case(case, KEY)
    assert seal_case(case, KEY) is not None
