"""A case as one file to hand on: a BagIt bag (RFC 8493) in a zip file; the same case gives the same bytes.

    NAME/bagit.txt, bag-info.txt
    NAME/manifest-sha256.txt, manifest-sha512.txt          of everything in data/
    NAME/tagmanifest-sha256.txt, tagmanifest-sha512.txt    of the rest
    NAME/verify-by-hand.md                                 the recipe
    NAME/data/                                             the case

Nothing is compressed: footage is already, and what is not compressed cannot be a bomb.
"""

import hashlib
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path, PurePosixPath

from provenance._version import __version__
from provenance.custody.bag import ALGORITHMS, DECLARATION, bag_info, manifest
from provenance.custody.seal import Seal
from provenance.model import Digest
from provenance.store.blobs import storage_errors

__all__ = ["RECIPE", "write_bundle"]

RECIPE = "verify-by-hand.md"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The zip format's own beginning: files bear no time of packing."""
_CHUNK = 1 << 20
_LARGE = 1 << 31


@dataclass(kw_only=True)
class _Bag:
    """A bag on its way into a zip file."""

    archive: zipfile.ZipFile
    root: str
    digests: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in ALGORITHMS})
    """Algorithm → path in the bag → digest."""
    size: int = 0

    def add(self, path: str, content: Path | bytes) -> None:
        """Put one file in, digesting on the way."""
        info = zipfile.ZipInfo(f"{self.root}/{path}", EPOCH)
        info.create_system, info.external_attr = 3, 0o100644 << 16
        hashers = {name: hashlib.new(name) for name in ALGORITHMS}
        length = len(content) if isinstance(content, bytes) else content.stat().st_size
        with self.archive.open(info, "w", force_zip64=length >= _LARGE) as out:
            for chunk in _chunks(content):
                out.write(chunk)
                for hasher in hashers.values():
                    hasher.update(chunk)
                self.size += len(chunk)
        for name, hasher in hashers.items():
            self.digests[name][path] = hasher.hexdigest()


def _chunks(content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def write_bundle(out: Path, files: Mapping[str, Path | bytes], *, name: str, seal: Seal) -> Digest:
    """Write the bag of ``files`` (path in the case → content) called ``name``; returns the zip file's digest.

    Raises:
        StorageError: no space or no permission.
    """
    partial = out.with_name(f".partial-{out.name}")
    with storage_errors(out):
        try:
            with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
                _fill(_Bag(archive=archive, root=_root(name)), files, name=name, seal=seal)
            with partial.open("rb") as file:
                digest = Digest(value=hashlib.file_digest(file, "sha256").hexdigest())
                os.fsync(file.fileno())
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    return digest


def _root(name: str) -> str:
    tame = "".join(char if char.isalnum() or char in "-_." else "-" for char in name).strip(".-")
    return PurePosixPath(tame or "case").name


def _fill(bag: _Bag, files: Mapping[str, Path | bytes], *, name: str, seal: Seal) -> None:
    for path in sorted(files):
        bag.add(f"data/{path}", files[path])
    payload = {algorithm: dict(digests) for algorithm, digests in bag.digests.items()}
    facts = (
        ("Bag-Software-Agent", f"provenance {__version__}"),
        ("Bagging-Date", str(seal.time)[:10]),
        ("External-Identifier", str(seal.head)),
        ("External-Description", f"Case {name}: {seal.count} lines of custody, sealed by the key {seal.key}"),
        ("Payload-Oxum", f"{bag.size}.{len(files)}"),
    )
    tags: dict[str, bytes] = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": bag_info(facts),
        RECIPE: resources.files("provenance.store").joinpath(RECIPE).read_bytes(),
        **{f"manifest-{algorithm}.txt": manifest(digests) for algorithm, digests in payload.items()},
    }
    for path in sorted(tags):
        bag.add(path, tags[path])
    for algorithm in ALGORITHMS:
        written = {path: bag.digests[algorithm][path] for path in tags}
        bag.add(f"tagmanifest-{algorithm}.txt", manifest(written))
