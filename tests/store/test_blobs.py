"""Content-addressed files."""

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import CaseError, StorageError
from provenance.model import Digest
from provenance.store.blobs import Blobs, safe_suffix
from provenance.store.staging import Staging


def kept_in(case: Path) -> Blobs:
    return Blobs(case / "media", room=Staging(case))


def test_kept_bytes_come_back_under_their_digest(tmp_path: Path) -> None:
    blobs = kept_in(tmp_path)
    digest = blobs.put(b"moving pictures", suffix=".mp4")
    assert digest == Digest.of(b"moving pictures")
    assert blobs.read(digest) == b"moving pictures"
    assert blobs.path(digest).name == f"media!{digest.value[:2]}!{digest.value}.mp4"
    assert blobs.path(digest).stat().st_mode & 0o222 == 0


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    blobs = kept_in(tmp_path)
    (tmp_path / "given.mov").write_bytes(b"same")
    assert blobs.put(b"same", suffix=".mp4") == blobs.put_file(tmp_path / "given.mov", suffix=".mov")[0]
    assert blobs.put_file(tmp_path / "given.mov") == (Digest.of(b"same"), 4)
    assert [path.suffix for path in (tmp_path / ".staged").iterdir()] == [".mp4"]


def test_a_source_that_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    blobs = kept_in(tmp_path)
    with pytest.raises(FileNotFoundError):
        blobs.put_file(tmp_path / "absent")
    assert not list(tmp_path.rglob("*.*"))


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    blobs = kept_in(tmp_path)
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "whole").write_bytes(b"whole")
    (tmp_path / "media" / ".partial-abc").write_bytes(b"half")
    blobs.sweep()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["whole"]


def test_a_missing_blob_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="incomplete"):
        kept_in(tmp_path).read(Digest.of(b"never kept"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_disk_is_a_storage_error(tmp_path: Path) -> None:
    # The real ENOSPC: the blob is written to /dev/full instead of where it would wait.
    (tmp_path / "given.mp4").write_bytes(b"x" * 100_000)
    with (
        patch("tempfile.NamedTemporaryFile", lambda **_: Path("/dev/full").open("wb")),
        patch("os.unlink") as removed,
        pytest.raises(StorageError, match="no space left"),
    ):
        kept_in(tmp_path).put_file(tmp_path / "given.mp4")
    removed.assert_called_once_with("/dev/full")


@given(st.text())
def test_suffixes_are_tame(name: str) -> None:
    suffix = safe_suffix(name)
    assert suffix == "" or (suffix.startswith(".") and suffix[1:].isalnum() and suffix.isascii())


def test_suffix_of_a_hostile_name() -> None:
    assert safe_suffix("../../etc/passwd") == ""
    assert safe_suffix("clip.MP4") == ".mp4"
    assert safe_suffix("clip.mp4/../x") == ""
