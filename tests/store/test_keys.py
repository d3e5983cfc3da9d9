"""The signing key."""

import os
import subprocess
from pathlib import Path

import pytest

from provenance.custody.signing import fingerprint, public_pem
from provenance.errors import CaseError, StorageError
from provenance.store import keys
from tests.programs import needs


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(keys.PASSPHRASE, raising=False)
    return tmp_path


def test_one_key_is_made_and_kept_for_its_owner_alone() -> None:
    first = keys.signing_key()
    assert public_pem(keys.signing_key().public_key()) == public_pem(first.public_key())
    assert keys.key_path().stat().st_mode & 0o777 == 0o600
    assert not keys.is_locked()
    assert [path.name for path in keys.key_path().parent.iterdir()] == ["custody.key"]


def test_a_passphrase_locks_it_and_can_be_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    known = fingerprint(keys.signing_key().public_key())
    keys.lock("open sesame")
    assert keys.is_locked()
    with pytest.raises(CaseError, match="expected the passphrase"):
        keys.signing_key()
    with pytest.raises(CaseError, match="got another"):
        keys.signing_key("close sesame")
    assert fingerprint(keys.signing_key("open sesame").public_key()) == known
    monkeypatch.setenv(keys.PASSPHRASE, "open sesame")
    keys.lock(None)
    monkeypatch.delenv(keys.PASSPHRASE)
    assert fingerprint(keys.signing_key().public_key()) == known


def test_a_key_of_another_kind_is_refused() -> None:
    keys.key_path().parent.mkdir(parents=True)
    keys.key_path().write_text("-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n")
    with pytest.raises(CaseError, match="expected an Ed25519 key"):
        keys.signing_key()


@needs("openssl")
def test_the_fingerprint_is_the_one_that_openssl_gives(tmp_path: Path) -> None:
    public = keys.signing_key().public_key()
    (tmp_path / "key.pem").write_bytes(public_pem(public))
    der = subprocess.run(
        ["openssl", "pkey", "-pubin", "-in", tmp_path / "key.pem", "-outform", "DER"], check=True, capture_output=True
    ).stdout
    assert fingerprint(public).of(der) == fingerprint(public)


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc/self").exists(), reason="needs a folder that cannot be written")
def test_a_home_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/proc/self")
    with pytest.raises(StorageError, match=r"custody\.key"):
        keys.signing_key()
