"""The time-stamps that lie beside a case's seals: ``custody/SEAL.AUTHORITY.tsq`` (request) and ``.tsr`` (reply)."""

from collections.abc import Collection, Iterator
from pathlib import Path

from cryptography.x509 import Certificate, load_pem_x509_certificates

from provenance.custody.findings import Finding, FindingKind, Stamp
from provenance.custody.tsp import read_reply, trusted_by
from provenance.errors import CaseError, InputError
from provenance.store.sealing import SEALS, SealFiles, complete_seals

__all__ = ["read_roots", "stamps_of"]


def read_roots(paths: Collection[Path]) -> tuple[Certificate, ...]:
    """The certificates in files of PEM.

    Raises:
        InputError: a file that cannot be read, or holds none.
    """
    found: list[Certificate] = []
    for path in paths:
        try:
            found += load_pem_x509_certificates(path.read_bytes())
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: expected certificates in PEM, found none ({error})") from error
    return tuple(found)


def stamps_of(folder: Path, roots: Collection[Certificate] = ()) -> Iterator[Stamp | Finding]:
    """Every time-stamp of the case, or what is wrong with it.

    Raises:
        MissingExtraError: there are some, and the library that reads them is not installed.
    """
    seals = {files.name: files for files in complete_seals(folder)}
    for path in sorted((folder / SEALS).glob("*.tsr")):
        name = f"{SEALS}/{path.name}"
        files = seals.get(path.name.partition(".")[0])
        request = path.with_suffix(".tsq")
        if files is None or not request.is_file():
            yield Finding(kind=FindingKind.MISSING, file=name, detail="expected its seal and request beside it")
            continue
        try:
            yield _stamp(path.read_bytes(), request.read_bytes(), files, roots, name=name)
        except CaseError as error:
            yield Finding(kind=FindingKind.ALTERED, file=name, detail=str(error))


def _stamp(reply: bytes, request: bytes, files: SealFiles, roots: Collection[Certificate], *, name: str) -> Stamp:
    data = files.path(".seal").read_bytes()
    found = read_reply(reply, request=request, data=data, where=name)
    trusted = bool(roots) and trusted_by(roots, reply, request=request, data=data, where=name)
    if roots and not trusted:
        raise CaseError(f"{name}: expected a signature that leads to a root you trust, found none (authority: {found.authority})")
    return Stamp(file=name, count=files.read().count, time=found.time, authority=found.authority, trusted=trusted)
