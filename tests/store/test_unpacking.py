"""A stranger's bundle: what it may not do, and what its manifests must say."""

import contextlib
import io
import re
import struct
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.custody.bag import DECLARATION, manifest, read_manifest
from provenance.errors import CaseError, InputError
from provenance.store.exports import open_export
from provenance.store.unpacking import Limits, unpack

GOOD = {"b/bagit.txt": DECLARATION, "b/data/x": b"x"}


def zipped(path: Path, entries: list[tuple[zipfile.ZipInfo | str, bytes]], *, method: int = zipfile.ZIP_STORED) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in [*GOOD.items(), *entries]:
            archive.writestr(name, data)
    return path


def refused(path: Path, tmp_path: Path, *, words: str, limits: Limits | None = None) -> None:
    inside = tmp_path / "deep" / "inside"
    inside.mkdir(parents=True)
    with pytest.raises(CaseError, match=words):
        unpack(path, inside, limits or Limits())
    assert not [each for each in tmp_path.rglob("*") if "evil" in each.name]


def special(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "b/../../evil",
        "/evil",
        "/tmp/evil",  # noqa: S108 - a hostile path
        "b//evil",
        "b/./evil",
        "b\\..\\..\\evil",
        "C:\\evil",
        "C:evil",
        "b/evil\x1b[2J",
        "b/\u202eevil",
        "b/evil.",
        "b/evil ",
        "b/evil:stream",
        "b/evil" + "x" * 300,
        "b/evil" + "/x" * 1500,
    ],
)
def test_paths_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    refused(zipped(tmp_path / "b.zip", [(name, b"x")]), tmp_path, words="expected a plain path")


def test_a_name_with_a_nul_that_python_would_cut_off(tmp_path: Path) -> None:
    path = zipped(tmp_path / "b.zip", [("b/evil_.txt", b"x")])
    path.write_bytes(path.read_bytes().replace(b"b/evil_.txt", b"b/evil\x00.txt"))
    refused(path, tmp_path, words="expected a plain path")


@pytest.mark.parametrize("mode", [0o120777, 0o010644, 0o020644, 0o060644, 0o140644, 0o040755])
def test_links_and_devices(tmp_path: Path, mode: int) -> None:
    refused(
        zipped(tmp_path / "b.zip", [(special("b/evil", mode), b"/etc/passwd")]), tmp_path, words="expected a file, got a link"
    )


@pytest.mark.parametrize(
    "names", [("b/evil", "b/evil"), ("b/evil", "b/EVIL"), ("b/evil\u00e9", "b/evile\u0301"), ("b/evil", "b/evil/x")]
)
def test_one_path_twice(tmp_path: Path, names: tuple[str, str]) -> None:
    refused(zipped(tmp_path / "b.zip", [(name, b"x") for name in names]), tmp_path, words="expected each path once")


def test_bombs(tmp_path: Path) -> None:
    path = zipped(tmp_path / "b.zip", [("b/evil", bytes(3_000_000))], method=zipfile.ZIP_DEFLATED)
    refused(path, tmp_path, words="times its packed size")


@pytest.mark.parametrize("limits", [Limits(total=1000), Limits(files=3)])
def test_more_than_the_limits(tmp_path: Path, limits: Limits) -> None:
    refused(
        zipped(tmp_path / "b.zip", [("b/evil", bytes(2000)), ("b/evil2", b"")]), tmp_path, words="expected at most", limits=limits
    )


def test_entries_that_share_bytes(tmp_path: Path) -> None:
    path = zipped(tmp_path / "b.zip", [("b/evil1", b"x" * 100), ("b/evil2", b"y" * 100)])
    with zipfile.ZipFile(path) as archive:
        first, second = (archive.getinfo(f"b/evil{n}").header_offset for n in (1, 2))
    data = bytearray(path.read_bytes())
    at = data.rindex(struct.pack("<L", second) + b"b/evil2")
    data[at : at + 4] = struct.pack("<L", first)
    path.write_bytes(data)
    refused(path, tmp_path, words="bytes of its own|damaged")


def test_an_entry_that_holds_more_than_it_says(tmp_path: Path) -> None:
    path = zipped(tmp_path / "b.zip", [("b/evil", b"e" * 5000)], method=zipfile.ZIP_DEFLATED)
    data = path.read_bytes().replace(struct.pack("<L", 5000), struct.pack("<L", 10))
    path.write_bytes(data)
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(CaseError):
        unpack(path, inside, Limits())


def damaged(path: Path, how: str) -> Path:
    """A zip file whose packed bytes are broken, or whose directory points before the file's beginning."""
    data = bytearray(zipped(path, [("b/evil", bytes(range(256)) * 20)], method=zipfile.ZIP_DEFLATED).read_bytes())
    if how == "packed":
        at = data.index(b"b/evil") + len(b"b/evil")
        data[at : at + 8] = b"\xff" * 8
    else:
        at = data.rindex(b"PK\x05\x06") + 16
        data[at : at + 4] = struct.pack("<L", struct.unpack_from("<L", data, at)[0] + 500)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("how", ["packed", "place"])
def test_damage_inside_is_told_as_such(how: str, tmp_path: Path) -> None:
    path = damaged(tmp_path / "b.zip", how)
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(CaseError, match=r"a damaged one|bytes of its own"):
        unpack(path, inside, Limits())
    with open_export(path) as source, pytest.raises(InputError, match="damaged"):
        source.read("b/evil", limit=10_000)


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_no_bundle(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(data)
    refused(tmp_path / "b.zip", tmp_path, words="expected")


def test_a_zip_that_is_no_bag(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("b/readme.txt", "hello")
    refused(tmp_path / "b.zip", tmp_path, words="BagIt 1.0")


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_as_ours(data: bytes) -> None:
    import tempfile  # noqa: PLC0415

    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("b/bagit.txt", DECLARATION)
    noise = bytearray(whole.getvalue())
    for place, byte in enumerate(data):
        noise[(place * 7919) % len(noise)] ^= byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "b.zip")
        path.write_bytes(noise)
        Path(folder, "in").mkdir()
        with pytest.raises(CaseError):
            unpack(path, Path(folder, "in"), Limits())


paths = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), min_size=1, max_size=10)


@given(
    st.dictionaries(st.tuples(paths, st.sampled_from(["", "\n", "%", "\r"]), paths).map("".join), st.just("ab" * 32), max_size=4)
)
def test_manifests_come_back(digests: dict[str, str]) -> None:
    assert read_manifest(manifest(digests), where="m") == digests


@given(st.binary(max_size=100))
def test_any_manifest_is_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(CaseError):
        assert all(re.fullmatch(r"[0-9a-f]{64}|[0-9a-f]{128}", each) for each in read_manifest(data, where="m").values())
