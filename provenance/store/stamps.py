"""The time-stamps that lie beside a case's seals.

custody/SEAL.AUTHORITY.tsq, .tsr    request and reply of an authority (RFC 3161)
custody/SEAL.CALENDAR.ots           what an OpenTimestamps calendar promised
custody/SEAL.CALENDAR.complete.ots  the same proof, led to a block
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from cryptography.x509 import Certificate, load_pem_x509_certificates

from provenance.custody.findings import Finding, FindingKind, Proof, Stamp
from provenance.custody.ots import HEADER, read_proof
from provenance.custody.tsp import read_reply, trusted_by
from provenance.errors import CaseError, InputError
from provenance.store.sealing import SEALS, SealFiles, complete_seals

__all__ = ["COMPLETE", "PROOF", "proofs_of", "read_headers", "read_roots", "stamps_of", "unfinished"]

PROOF, COMPLETE = ".ots", ".complete.ots"


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


def read_headers(paths: Collection[Path]) -> tuple[bytes, ...]:
    """The headers of Bitcoin blocks in files, each on a line in hexadecimal, as ``bitcoin-cli getblockheader HASH false`` prints.

    Raises:
        InputError: a file that cannot be read, or holds something else.
    """
    found: list[bytes] = []
    for path in paths:
        try:
            found += [bytes.fromhex(line) for line in path.read_text(encoding="ascii").split()]
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: expected headers of Bitcoin blocks in hexadecimal, found none ({error})") from error
    if wrong := next((each for each in found if len(each) != HEADER), None):
        raise InputError(f"expected headers of {HEADER} bytes, found one of {len(wrong)}")
    return tuple(found)


def unfinished(folder: Path) -> tuple[str, ...]:
    """The files of proofs that have no finished one beside them."""
    names = {path.name for path in (folder / SEALS).glob(f"*{PROOF}")}
    return tuple(
        sorted(name for name in names if not name.endswith(COMPLETE) and name.removesuffix(PROOF) + COMPLETE not in names)
    )


def proofs_of(folder: Path, headers: Collection[bytes] = ()) -> Iterator[Proof | Finding]:
    """Every OpenTimestamps proof of the case (where it is finished, that one), or what is wrong with it.

    Raises:
        MissingExtraError: there are some, and the library that reads them is not installed.
    """
    seals, waiting = {files.name: files for files in complete_seals(folder)}, frozenset(unfinished(folder))
    for path in sorted((folder / SEALS).glob(f"*{PROOF}")):
        name, files = f"{SEALS}/{path.name}", seals.get(path.name.partition(".")[0])
        if path.name not in waiting and not path.name.endswith(COMPLETE):
            continue
        if files is None:
            yield Finding(kind=FindingKind.MISSING, file=name, detail="expected its seal beside it")
            continue
        try:
            data = files.path(".seal").read_bytes()
            blocks, calendars = read_proof(path.read_bytes(), data=data, headers=headers, where=name)
            yield Proof(file=name, count=files.read().count, blocks=blocks, calendars=calendars)
        except CaseError as error:
            yield Finding(kind=FindingKind.ALTERED, file=name, detail=str(error).removeprefix(f"{name}: "))


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
            yield Finding(kind=FindingKind.ALTERED, file=name, detail=str(error).removeprefix(f"{name}: "))


def _stamp(reply: bytes, request: bytes, files: SealFiles, roots: Collection[Certificate], *, name: str) -> Stamp | Finding:
    data = files.path(".seal").read_bytes()
    found = read_reply(reply, request=request, data=data, where=name)
    trusted = bool(roots) and trusted_by(roots, reply, request=request, data=data, where=name)
    if roots and not trusted:
        detail = (
            f"expected a time-stamp signed under one of the roots that you gave, found none: it names {found.authority} "
            "(if you trust that authority, give its root too)"
        )
        return Finding(kind=FindingKind.OTHER_KEY, file=name, detail=detail)
    return Stamp(file=name, count=files.read().count, time=found.time, authority=found.authority, trusted=trusted)
