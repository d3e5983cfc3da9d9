"""Stages 3 and 4: what each media file is, and its fingerprints."""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from provenance import __version__
from provenance.errors import CaseError, MediaError
from provenance.fingerprints.interface import Footage
from provenance.media import footage, said
from provenance.media.embedded import compared_with_posted
from provenance.media.trustlist import Trust
from provenance.model import ActivityKind, Digest, FileRole, KeptFile, Keyframe, Probe
from provenance.pipeline.measuring import measured, readers
from provenance.pipeline.run import Run, now
from provenance.store.case import Case

__all__ = ["fingerprint_all", "inspect_all"]

MOST = 4
"""Thumbnails of one post that are compared with its film."""


def inspect_all(run: Run) -> None:
    """Probe every media file and thumbnail that was not probed yet, or whose signer was held against another trust list."""
    done = {digest for digest, probe in run.case.probes().items() if not _to_be_held_against(run.settings.trust, probe)}
    todo = [file for file in run.case.media_files() if file.digest not in done and not _hopeless(run, ActivityKind.INSPECT, file)]
    posted = _thumbnails(run.case)
    run.progress.stage("inspect", len(todo))
    for file in todo:
        with run.item(ActivityKind.INSPECT, str(file.digest), label=file.name):
            started = now()
            with _named(run, file) as path:
                found = measured(run.decoders, path, digest=file.digest, trust=run.settings.trust)
                if shown := posted.get(file.digest):
                    seen = run.decoders.call(compared_with_posted, path, shown, duration=found.duration)
                    found = replace(found, embedded=(*found.embedded, *seen))
            activity = run.activity(ActivityKind.INSPECT, str(file.digest), started, options=readers(found))
            with run.case.commit(activity) as write:
                write.probe(found)
                write.unsay(file.digest)
                write.said((*said.by_file(found), *said.by_signer(found)))


def _thumbnails(case: Case) -> dict[Digest, tuple[tuple[Digest, Path], ...]]:
    """The thumbnails that came with each film, of posts with one film: of several nobody tells whose a thumbnail is."""
    found: dict[Digest, tuple[tuple[Digest, Path], ...]] = {}
    for acquisition in case.acquisitions().values():
        films = [file for file in acquisition.files if file.role is FileRole.MEDIA]
        pictures = {file.digest for file in acquisition.files if file.role is FileRole.THUMBNAIL}
        if len(films) == 1 and pictures:
            found[films[0].digest] = tuple(_lying(case, sorted(pictures, key=str)[:MOST]))
    return found


def _lying(case: Case, pictures: Iterable[Digest]) -> Iterator[tuple[Digest, Path]]:
    """Those that are in the case: what was left out of a copy that was handed on is not."""
    for digest in pictures:
        with contextlib.suppress(CaseError):
            yield digest, case.media.path(digest)


def _to_be_held_against(trust: Trust | None, probe: Probe) -> bool:
    signed = probe.credentials
    return trust is not None and signed is not None and bool(signed.manifests) and signed.trust_list != trust.known


def fingerprint_all(run: Run) -> None:
    """Fingerprint the keyframes of every media file that has a picture and no fingerprints yet."""
    done, probes = run.case.fingerprinted(), run.case.probes()
    todo = [
        file
        for file in run.case.media_files()
        if file.role in {FileRole.MEDIA, FileRole.PICTURE}
        and file.digest in probes
        and file.digest not in done
        and not _hopeless(run, ActivityKind.FINGERPRINT, file)
    ]
    run.progress.stage("fingerprint", len(todo))
    for file in todo:
        with run.item(ActivityKind.FINGERPRINT, str(file.digest), label=file.name):
            if not any(stream.kind == "video" for stream in probes[file.digest].streams):
                raise MediaError(f"{file.name}: expected a picture to fingerprint, found none (sound only)")
            _fingerprint(run, file)


def _hopeless(run: Run, kind: ActivityKind, file: KeptFile) -> bool:
    """Bytes that this very version could not read will not be read next time either; a full disk may have passed."""
    last = run.case.last_activity(kind, str(file.digest))
    failed_on_bytes = last is not None and not last.ok and last.error == MediaError.__name__
    return failed_on_bytes and last is not None and last.version == __version__ and not run.settings.retry


@contextlib.contextmanager
def _named(run: Run, file: KeptFile) -> Iterator[Path]:
    """Where ``file`` lies; an error about it names the file as the analyst knows it, not the blob."""
    path = run.case.media.path(file.digest)
    try:
        yield path
    except MediaError as error:
        raise MediaError(str(error).replace(str(path), f"{file.name} ({file.digest.short}…)")) from error


def _fingerprint(run: Run, file: KeptFile) -> None:
    started = now()
    with _named(run, file) as path:
        found = run.decoders.call(footage.measure, path, telling=run.progress.fraction, digest=file.digest)
    keyframes = keep_keyframes(run.case, file.digest, found)
    message = "; ".join((f"{len(keyframes)} keyframes", *found.warnings))
    with run.case.commit(run.activity(ActivityKind.FINGERPRINT, str(file.digest), started, message=message)) as write:
        write.footage(file.digest, found.pack(), keyframes)


def keep_keyframes(case: Case, digest: Digest, measured: Footage) -> tuple[Keyframe, ...]:
    """The keyframes as the report shows them, their pictures kept in the case."""
    return tuple(
        Keyframe(
            media=digest,
            time=frame.time,
            width=frame.width,
            height=frame.height,
            fingerprints=frame.fingerprints,
            picture=case.pictures.put(frame.picture, suffix=".webp"),
        )
        for frame in measured.keyframes
    )
