"""The seals of a folder, each examined by itself: its name, its key, its signature."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from provenance.custody.findings import Finding, FindingKind, Pending
from provenance.custody.redaction import NOTHING, Redaction, read_redaction
from provenance.custody.seal import Seal, read_file_list, seal_name
from provenance.custody.signing import fingerprint, read_public_key, signs
from provenance.errors import CaseError
from provenance.model import Digest
from provenance.store.sealing import SEAL_NAME, SEALS, SealFiles, complete_seals, key_file

__all__ = ["REDACTED", "CheckedSeal", "check_redaction", "check_seals", "interrupted", "listed_files", "lost"]

REDACTED = "redacted"
"""Name of the stubs' file in ``custody/``, without its suffix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSeal:
    """A seal on disk, and what is wrong with it."""

    files: SealFiles
    seal: Seal | None
    """``None`` where it cannot be read."""
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether its signature can be relied on."""
        return self.seal is not None and not self.findings


def check_seals(folder: Path, keys: Collection[Digest]) -> tuple[CheckedSeal, ...]:
    """Every seal that has a signature, oldest first; with ``keys``, no other key may have sealed."""
    return tuple(_checked(files, keys) for files in complete_seals(folder))


def _checked(files: SealFiles, keys: Collection[Digest]) -> CheckedSeal:
    path = f"{SEALS}/{files.name}.seal"
    data = files.path(".seal").read_bytes()
    try:
        seal = files.read()
    except CaseError as error:
        return CheckedSeal(files=files, seal=None, findings=(_altered(path, str(error)),))
    if seal_name(seal.count, data) != files.name:
        detail = "its bytes have another digest than its name says"
        return CheckedSeal(files=files, seal=seal, findings=(_altered(path, detail),))
    return CheckedSeal(files=files, seal=seal, findings=tuple(_signature(files, seal, data, keys)))


def _signature(files: SealFiles, seal: Seal, data: bytes, keys: Collection[Digest]) -> Iterator[Finding]:
    if keys and seal.key not in keys:
        wanted = " or ".join(map(str, keys))
        detail = f"expected a seal by the key {wanted}, found one by {seal.key}"
        yield Finding(kind=FindingKind.OTHER_KEY, file=f"{SEALS}/{files.name}.seal", detail=detail)
    name = f"{SEALS}/{key_file(seal.key)}"
    pem = files.folder / name
    if not pem.is_file():
        yield Finding(kind=FindingKind.MISSING, file=name, detail=f"the key that signed {files.name}.seal")
        return
    try:
        key = read_public_key(pem.read_bytes(), where=name)
    except CaseError as error:
        yield _altered(name, str(error))
        return
    if fingerprint(key) != seal.key:
        yield _altered(name, f"expected the key {seal.key}, found {fingerprint(key)}")
    elif not signs(key, data, files.path(".sig").read_bytes()):
        yield _altered(f"{SEALS}/{files.name}.sig", f"expected the signature over {files.name}.seal, found another")


def _altered(file: str, detail: str) -> Finding:
    return Finding(kind=FindingKind.ALTERED, file=file, detail=detail)


def interrupted(folder: Path) -> Iterator[Pending]:
    """Seals without a signature: a run was stopped while it wrote them."""
    whole = {files.name for files in complete_seals(folder)}
    for path in sorted((folder / SEALS).glob("*.seal")):
        if path.stem not in whole and SEAL_NAME.fullmatch(path.stem):
            yield Pending(file=f"{SEALS}/{path.name}", detail="a seal without its signature: it counts for nothing")


def lost(folder: Path) -> Iterator[Finding]:
    """Seals of which the signature alone is left: it is written last, so the rest was there."""
    whole = {files.name for files in complete_seals(folder)}
    for path in sorted((folder / SEALS).glob("*.sig")):
        if path.stem not in whole and SEAL_NAME.fullmatch(path.stem):
            yield Finding(
                kind=FindingKind.MISSING, file=f"{SEALS}/{path.stem}.seal", detail=f"{path.name} is the signature over it"
            )


def listed_files(checked: CheckedSeal) -> tuple[dict[str, Digest], Finding | None]:
    """The list of a seal that holds, and what is wrong with it."""
    name = f"{SEALS}/{checked.files.name}.sha256"
    path = checked.files.path(".sha256")
    if checked.seal is None or not path.is_file():
        for gone in lost(checked.files.folder):
            return {}, gone
        for later in interrupted(checked.files.folder):
            # The list of an older seal goes only once the newer one is signed: its signature was there.
            signature = later.file.removesuffix(".seal") + ".sig"
            return {}, Finding(kind=FindingKind.MISSING, file=signature, detail="the signature over the newest seal")
        return {}, Finding(kind=FindingKind.MISSING, file=name, detail="the list of files that the seal names")
    data = path.read_bytes()
    if Digest.of(data) != checked.seal.files:
        return {}, _altered(name, f"expected the list {checked.seal.files}, found {Digest.of(data)}")
    return read_file_list(data, where=name), None


def check_redaction(folder: Path, keys: Collection[Digest]) -> tuple[Redaction, tuple[Finding, ...]]:
    """What was left out of this copy on purpose, where its list is signed by one of ``keys``."""
    name, path = f"{SEALS}/{REDACTED}.json", folder / SEALS / f"{REDACTED}.json"
    if not path.is_file():
        return NOTHING, ()
    data, signature = path.read_bytes(), path.with_suffix(".signature")
    for pem in sorted((folder / SEALS).glob("*.pem")):
        try:
            key = read_public_key(pem.read_bytes(), where=f"{SEALS}/{pem.name}")
            if fingerprint(key) in keys and signature.is_file() and signs(key, data, signature.read_bytes()):
                return read_redaction(data, where=name), ()
        except CaseError:
            continue
    return NOTHING, (
        _altered(name, f"expected a signature over it by {' or '.join(map(str, keys)) or 'a key'}, found none that fits"),
    )
