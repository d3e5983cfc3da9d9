"""Seals of a case: after each run, what lies in the folder is listed and signed.

    custody/00000012-1f0c….sha256  every file of the case, as sha256sum writes it (the newest seal's alone is kept)
    custody/00000012-1f0c….seal    lines of the log, digest of the last, digest of that list, key
    custody/00000012-1f0c….sig     Ed25519 over the .seal file; written last: a seal without it was interrupted
    custody/KEY.pem                the public key, named by the beginning of its fingerprint

The list takes the digests of evidence from the log, where they stand since arrival; to digest the files again would
bless what was altered since. ``case.sqlite`` is first brought to rest (its journal folded into it and emptied), then
digested as a file, with all its free pages.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from provenance.custody.seal import Seal, file_list, read_file_list, read_seal, seal_name
from provenance.custody.signing import Ed25519PrivateKey, fingerprint, public_pem
from provenance.model import Digest
from provenance.store.blobs import digest_of, storage_errors
from provenance.store.case import Case
from provenance.store.custody import LOG_FILE
from provenance.store.scene import scene_now

__all__ = ["SEALS", "SEAL_NAME", "SealFiles", "case_files", "complete_seals", "key_file", "latest_seal", "seal_case"]

SEALS = "custody"
SEAL_NAME = re.compile(r"\d{8}-[0-9a-f]{16}")
_READ_ONLY = 0o444


@dataclass(frozen=True, slots=True, kw_only=True)
class SealFiles:
    """A seal on disk that has its signature."""

    folder: Path
    """Of the case."""
    name: str
    """Without suffix."""

    def path(self, suffix: str) -> Path:
        """One of its files."""
        return self.folder / SEALS / f"{self.name}{suffix}"

    def read(self) -> Seal:
        """The seal.

        Raises:
            CaseError: it is damaged.
        """
        path = self.path(".seal")
        return read_seal(path.read_bytes(), where=f"{SEALS}/{path.name}")


def complete_seals(folder: Path) -> tuple[SealFiles, ...]:
    """Every seal of the case that has its signature, oldest first."""
    found = sorted(path.stem for path in (folder / SEALS).glob("*.sig") if SEAL_NAME.fullmatch(path.stem))
    return tuple(SealFiles(folder=folder, name=name) for name in found if (folder / SEALS / f"{name}.seal").is_file())


def latest_seal(folder: Path) -> SealFiles | None:
    """The newest of them."""
    return next(reversed(complete_seals(folder)), None)


def key_file(key: Digest) -> str:
    """The name of a public key's file."""
    return f"{key.value[:16]}.pem"


def seal_case(case: Case, key: Ed25519PrivateKey) -> Seal | None:
    """Seal the case as it is; ``None`` where there is nothing to seal yet. A state that is sealed already stays so.

    Raises:
        CaseError: another program reads the case and keeps its database from coming to rest.
        StorageError: no space or no permission.
    """
    case.custody.export(flush=True)
    count, head = case.custody.head()
    if head is None:
        return None
    public = fingerprint(key.public_key())
    before = latest_seal(case.folder)
    if before is not None and (known := before.read()).head == head and known.key == public:
        return known
    case.rest()
    _put(case.folder / SEALS / key_file(public), public_pem(key.public_key()))
    _sweep(case.folder)
    listed = file_list(dict(_files(case)))
    scene = scene_now()
    seal = Seal(count=count, head=head, files=Digest.of(listed), key=public, time=scene.time, clock=scene.clock)
    data = seal.written()
    files = SealFiles(folder=case.folder, name=seal_name(seal.count, data))
    _put(files.path(".sha256"), listed)
    _put(files.path(".seal"), data)
    _put(files.path(".sig"), key.sign(data))
    for older in (case.folder / SEALS).glob("*.sha256"):
        if older.stem != files.name:
            older.unlink()
    return seal


def _files(case: Case) -> Iterator[tuple[str, Digest]]:
    """What is to lie in the folder. What the log names stands with the digest that it had on arrival."""
    logged = case.custody.files()
    yield from logged.items()
    for name in (LOG_FILE, "case.sqlite"):
        yield name, digest_of(case.folder / name)
    for path in (case.folder / SEALS).iterdir():
        if path.suffix != ".sha256" and f"{SEALS}/{path.name}" not in logged:
            yield f"{SEALS}/{path.name}", digest_of(path)


def _sweep(folder: Path) -> None:
    """Remove what an interrupted seal left."""
    whole = {each.name for each in complete_seals(folder)}
    for path in (folder / SEALS).iterdir():
        if path.name.startswith(".partial-") or (path.suffix in {".seal", ".sha256"} and path.stem not in whole):
            path.unlink()


def case_files(folder: Path, sealed: SealFiles) -> dict[str, Path]:
    """Everything that a seal covers, and the seal itself: path from the case's folder → file."""
    listed = read_file_list(sealed.path(".sha256").read_bytes(), where=f"{sealed.name}.sha256")
    found = {path: folder / path for path in listed}
    return found | {f"{SEALS}/{sealed.name}{suffix}": sealed.path(suffix) for suffix in (".sha256", ".seal", ".sig")}


def _put(path: Path, data: bytes) -> None:
    """``data`` at ``path``, whole or not at all, flushed, read-only."""
    if path.is_file() and path.read_bytes() == data:
        return
    with storage_errors(path):
        path.parent.mkdir(exist_ok=True)
        partial = path.with_name(f".partial-{path.name}")
        try:
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            partial.chmod(_READ_ONLY)
            partial.replace(path)
        except OSError:
            partial.unlink(missing_ok=True)
            raise
