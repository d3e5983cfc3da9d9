"""Content Credentials of files signed here: every state, and that the confined process reads them too."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.chain.makings import made_from
from provenance.errors import UsageError
from provenance.media.c2pa import examine
from provenance.media.inspection import inspected
from provenance.media.sandbox import Sandbox
from provenance.media.trustlist import Trust, read_trust
from provenance.model import CredentialsState, Digest, FileRole, Instant, KeptFile, MediaRecord, Probe, Snapshot
from tests.media.signing import EDITED, SHOT, Signing, picture

pytest.importorskip("c2pa", reason="the extra c2pa is not installed")


MOMENT = Instant(value=datetime(2026, 11, 27, tzinfo=UTC))


@pytest.fixture(scope="module")
def signing() -> Signing:
    return Signing.made()


@pytest.fixture
def trust(signing: Signing, tmp_path: Path) -> Trust:
    (tmp_path / "root.pem").write_text(signing.root, "ascii")
    return read_trust(tmp_path / "root.pem")


def kept(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_file_without_credentials(tmp_path: Path) -> None:
    assert examine(kept(tmp_path / "a.jpg", picture())).state is CredentialsState.NONE


def test_an_unknown_signer_is_not_false(signing: Signing, tmp_path: Path) -> None:
    found = examine(kept(tmp_path / "a.jpg", signing.signed(picture(), SHOT)))
    assert (found.state, found.trust_list) == (CredentialsState.UNTRUSTED, None)
    assert "signingCredential.untrusted" in {code.code for code in found.codes}


def test_a_signer_on_the_analysts_list(signing: Signing, trust: Trust, tmp_path: Path) -> None:
    found = examine(kept(tmp_path / "a.jpg", signing.signed(picture(), SHOT)), trust)
    assert (found.state, found.trust_list) == (CredentialsState.TRUSTED, trust.known)
    (manifest,) = found.manifests
    assert (manifest.signer, manifest.common_name, manifest.title) == ("Test Press", "Test Signer", "shot.jpg")
    assert manifest.generator.startswith("testcam 1.0")
    assert [(a.action, a.when, a.source_type) for a in manifest.actions] == [
        ("c2pa.created", "2026-03-08T10:00:00Z", "digitalCapture")
    ]


def test_another_root_does_not_vouch(signing: Signing, tmp_path: Path) -> None:
    (tmp_path / "other.pem").write_text(Signing.made().root, "ascii")
    found = examine(kept(tmp_path / "a.jpg", signing.signed(picture(), SHOT)), read_trust(tmp_path / "other.pem"))
    assert found.state is CredentialsState.UNTRUSTED


def test_one_bit_changed_after_signing(signing: Signing, trust: Trust, tmp_path: Path) -> None:
    data = bytearray(signing.signed(picture(), SHOT))
    data[-200] ^= 1
    found = examine(kept(tmp_path / "a.jpg", bytes(data)), trust)
    assert found.state is CredentialsState.INVALID
    assert "assertion.dataHash.mismatch" in {code.code for code in found.codes if code.success is False}


def test_what_was_done_and_from_what(signing: Signing, trust: Trust, tmp_path: Path) -> None:
    shot = signing.signed(picture(), SHOT)
    found = examine(kept(tmp_path / "b.jpg", signing.signed(picture(), EDITED, parent=shot)), trust)
    assert found.state is CredentialsState.TRUSTED
    active, parent = found.manifests
    assert active.label == found.active
    assert ("c2pa.cropped", "left half") in {(each.action, each.description) for each in active.actions}
    assert [(i.relationship, i.title, i.manifest) for i in active.ingredients] == [("parentOf", "shot.jpg", parent.label)]
    both = (shot, examine(kept(tmp_path / "a.jpg", shot), trust)), (b"edited", found)
    media = [
        MediaRecord(
            file=KeptFile(digest=Digest.of(data), role=FileRole.MEDIA, size=1, name="a.jpg", suffix=".jpg"),
            references=(),
            probe=Probe(digest=Digest.of(data), container="jpeg", duration=None, streams=(), credentials=each),
        )
        for data, each in both
    ]
    edges = made_from(Snapshot(case="", taken_at=MOMENT, program_version="", media=tuple(media)))
    assert [(edge.child, edge.parent, str(edge.by)) for edge in edges] == [
        (str(Digest.of(b"edited")), str(Digest.of(shot)), "Test Press")
    ], "the file that carries the ingredient's manifest is the ingredient"


def test_a_manifest_elsewhere_is_named_and_left_there(signing: Signing, tmp_path: Path) -> None:
    address = "http://127.0.0.1:9/a.c2pa"
    found = examine(kept(tmp_path / "a.jpg", signing.signed(picture(), SHOT, elsewhere=address)))
    assert (found.state, found.remote) == (CredentialsState.REMOTE, address)


def test_the_confined_process_reads_them_alike(signing: Signing, trust: Trust, tmp_path: Path) -> None:
    path = kept(tmp_path / "a.jpg", signing.signed(picture(), SHOT))
    sandbox = Sandbox()
    try:
        found = sandbox.call(inspected, path, digest=Digest.of(path.read_bytes()), trust=trust)
    finally:
        sandbox.close()
    assert found.credentials == examine(path, trust)
    assert found.credentials is not None
    assert found.credentials.state is CredentialsState.TRUSTED


def test_a_trust_list_without_certificates_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pem").write_text("nothing", "ascii")
    with pytest.raises(UsageError, match=r"a\.pem: expected certificates in PEM"):
        read_trust(tmp_path / "a.pem")
