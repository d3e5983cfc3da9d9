"""A case to be handed on as one file, whole or with something left out, and a bundle that was received."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.x509 import Certificate

from provenance.custody.findings import Finding, Verdict, Verification
from provenance.custody.log import Output
from provenance.custody.redaction import Redaction
from provenance.custody.seal import Seal
from provenance.custody.signing import Ed25519PrivateKey
from provenance.errors import CaseError, UsageError
from provenance.exporters import EXPORTERS
from provenance.exporters.wording import LANGUAGES
from provenance.model import ActivityKind, Digest, ReferenceRecord
from provenance.pipeline.byhand import find_reference
from provenance.pipeline.run import Progress, Run, Settings, now
from provenance.pipeline.sealing import working
from provenance.pipeline.snapshot import reference_records, take
from provenance.store.blobs import storage_errors
from provenance.store.bundles import write_bundle
from provenance.store.case import Case
from provenance.store.custody import LOG_FILE
from provenance.store.keys import signing_key
from provenance.store.redacting import Omission, redact
from provenance.store.sealcheck import REDACTED
from provenance.store.sealing import SEALS, SealFiles, case_files, latest_seal, seal_case
from provenance.store.unpacking import Limits, check_bag, unpack
from provenance.store.verifying import verify_case

__all__ = ["Bundled", "Limits", "bundle", "open_bundle", "verify_bundle"]

READ_ONLY = ("articles", "intake", "pages", "media", "pictures", "custody")
Contents = dict[str, Path | bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """What was handed on."""

    path: Path
    digest: Digest
    """Of the file."""
    seal: Seal
    left_out: Redaction | None


def bundle(
    case: Path,
    *,
    out: Path | None,
    without: tuple[str, ...] = (),
    media: bool = True,
    reason: str,
    settings: Settings,
    progress: Progress,
) -> Bundled:
    """Write ``case`` as a bundle: sealed first, and verified; a line of its log says that it was handed on.

    Args:
        case: its folder.
        out: the file; beside the case where it is ``None``.
        without: references whose posts are left out, with all that was got for them.
        media: whether files of footage and pictures go along.
        reason: stands in the stubs of what is left out.
        settings: the key's passphrase.
        progress: told what goes on.

    Raises:
        CaseError: the case is altered, or cannot be sealed.
        UsageError: no such reference, or a place inside the case.
    """
    target = out or case.resolve().with_name(f"{case.resolve().name}.zip")
    if target.resolve().is_relative_to(case.resolve()):
        raise UsageError(f"{target}: expected a place outside the case, which is to stay as it is sealed")
    key = signing_key(settings.passphrase)
    with working(case, settings=settings, progress=progress) as run:
        seal, sealed = _seal(run, key)
        omission = _omission(run, without, media=media, reason=reason)
        with tempfile.TemporaryDirectory(prefix=".partial-", dir=target.resolve().parent) as folder:
            contents: Contents = {**case_files(case, sealed)}
            left = None
            if omission is not None:
                left = _without(run.case, omission, sealed, contents=contents, key=key, folder=Path(folder))
            digest = write_bundle(target, contents, name=run.case.name, seal=seal)
        words = f"{digest}, {len(contents)} files" + (f", {len(left.files)} files left out: {reason}" if left else "")
        with run.case.commit(run.activity(ActivityKind.BUNDLE, target.name, now(), message=words)):
            pass
    return Bundled(path=target, digest=digest, seal=seal, left_out=left)


def _seal(run: Run, key: Ed25519PrivateKey) -> tuple[Seal, SealFiles]:
    seal = seal_case(run.case, key)
    sealed = latest_seal(run.case.folder)
    if seal is None or sealed is None:
        raise CaseError(f"{run.case.folder}: expected a case in which something was done, found an empty one")
    result = verify_case(run.case.folder)
    if result.verdict is not Verdict.VERIFIED:
        raise CaseError(f"{run.case.folder}: expected a case as it was sealed, found it {result.verdict}: see provenance verify")
    return seal, sealed


def _omission(run: Run, without: tuple[str, ...], *, media: bool, reason: str) -> Omission | None:
    if not without and media:
        return None
    chosen = [find_reference(run, prefix) for prefix in without]
    names = frozenset(_names(chosen, reference_records(run.case)))
    return Omission(names=names, media=not media, reason=reason)


def _names(chosen: list[ReferenceRecord], every: tuple[ReferenceRecord, ...]) -> Iterator[str]:
    """Ids, addresses and digests of the posts of ``chosen``: also of other references to the same post or footage."""
    found: dict[str, ReferenceRecord] = {record.reference.id: record for record in chosen}
    while True:
        posts = {record.url for record in found.values() if record.url}
        footage = {digest for record in found.values() for digest in record.media}
        more = [r for r in every if r.reference.id not in found and (r.url in posts or footage & set(r.media))]
        if not more:
            break
        found |= {record.reference.id: record for record in more}
    for record in found.values():
        yield record.reference.id
        yield from (url for url in (record.url, record.reference.url) if url)
        files = record.acquisition.files if record.acquisition else ()
        yield from (str(file.digest) for file in files)


def _without(
    case: Case, omission: Omission, sealed: SealFiles, *, contents: Contents, key: Ed25519PrivateKey, folder: Path
) -> Redaction:
    """Take out of ``contents`` what is to be left out, and put in what stands for it."""
    copy = redact(case, omission, into=folder)
    for output in copy.redaction.files:
        contents.pop(output.path, None)
    again: dict[str, bytes] = {LOG_FILE: copy.log, **_reports(folder, case, contents, media=not omission.media)}
    contents |= again
    contents["case.sqlite"] = copy.database
    replaced = [Output(path=path, digest=Digest.of(data)) for path, data in again.items()]
    replaced.append(Output(path="case.sqlite", digest=Digest.of(copy.database.read_bytes())))
    seal = Digest.of(sealed.path(".seal").read_bytes())
    redaction = replace(copy.redaction, seal=seal, replaced=tuple(replaced))
    contents[f"{SEALS}/{REDACTED}.json"] = redaction.written()
    contents[f"{SEALS}/{REDACTED}.signature"] = key.sign(redaction.written())
    return redaction


def _reports(folder: Path, case: Case, contents: Contents, *, media: bool) -> dict[str, bytes]:
    """The case's reports, made again from what is left."""
    with Case.consult(folder) as left:
        snapshot = replace(take(left, at=now()), case=case.name)
    pictures = {digest: case.pictures.read(digest) for digest in _shown(contents)} if media else {}
    snapshot = replace(snapshot, pictures=pictures)
    language = _spoken(case.folder / "report.html")
    return {name: each.document(snapshot, language) for each in EXPORTERS if (name := f"report{each.suffix}") in contents}


def _spoken(page: Path) -> str:
    """The language in which the case's report was written: its copy keeps it."""
    head = page.read_bytes()[:200].decode("utf-8", "replace") if page.is_file() else ""
    return next((code for code in LANGUAGES if f'<html lang="{code}"' in head), LANGUAGES[0])


def _shown(left: Contents) -> Iterator[Digest]:
    for path in left:
        if path.startswith("pictures/"):
            yield Digest(value=Path(path).name.partition(".")[0])


# ── received ────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _unpacked(path: Path, limits: Limits, *, beside: Path | None = None) -> Iterator[tuple[Path, tuple[Finding, ...]]]:
    """The case in a bundle, in a folder that goes away, and what is wrong with the bag."""
    with tempfile.TemporaryDirectory(prefix=".partial-", dir=beside) as folder:
        root = unpack(path, Path(folder), limits)
        yield root / "data", check_bag(root)


def _checked(
    folder: Path,
    bag: tuple[Finding, ...],
    keys: tuple[Digest, ...],
    roots: tuple[Certificate, ...] = (),
    headers: tuple[bytes, ...] = (),
) -> Verification:
    """The check of the case, and of the bag around it; a file that both name is named once."""
    result = verify_case(folder, keys=keys, roots=roots, headers=headers)
    known = {f"data/{finding.file}" for finding in result.findings}
    return replace(result, findings=(*result.findings, *(finding for finding in bag if finding.file not in known)))


def verify_bundle(
    path: Path,
    *,
    keys: tuple[Digest, ...] = (),
    roots: tuple[Certificate, ...] = (),
    headers: tuple[bytes, ...] = (),
    limits: Limits | None = None,
) -> Verification:
    """Check a bundle, unpacked into a folder that goes away.

    Raises:
        CaseError: no bundle, or one that must not be unpacked.
    """
    with _unpacked(path, limits or Limits()) as (folder, bag):
        return _checked(folder, bag, keys, roots, headers)


def open_bundle(path: Path, into: Path, *, keys: tuple[Digest, ...] = (), limits: Limits | None = None) -> Verification:
    """Make a case folder at ``into`` from a bundle, if it verifies; nothing is left there if it does not.

    Raises:
        CaseError: no bundle, one that must not be unpacked, or one that was altered.
        UsageError: something is at ``into`` already.
    """
    if not path.is_file():
        raise CaseError(f"{path}: expected a bundle (a zip file), found {'a folder' if path.is_dir() else 'nothing there'}")
    if into.exists():
        raise UsageError(f"{into}: expected a new folder for the case, found something there")
    with storage_errors(into):
        into.parent.mkdir(parents=True, exist_ok=True)
    with _unpacked(path, limits or Limits(), beside=into.resolve().parent) as (folder, bag):
        result = _checked(folder, bag, keys)
        if result.verdict is Verdict.ALTERED:
            first = result.findings[0]
            more = f" and {len(result.findings) - 1} more" if len(result.findings) > 1 else ""
            raise CaseError(
                f"{path}: not opened, because it was altered: {first.kind}: {first.file}{more} (provenance verify {path})"
            )
        for name in READ_ONLY:
            for each in (folder / name).rglob("*"):
                if each.is_file():
                    each.chmod(0o444)
        with storage_errors(into):
            shutil.move(folder, into)
    return result
