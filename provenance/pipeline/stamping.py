"""Ask authorities and calendars to put the time under a seal; what could not be asked is queued in the log."""

import os
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from provenance.custody.ots import NONCE, begun
from provenance.custody.tsp import read_reply, request_for
from provenance.errors import CaseError, NetworkError
from provenance.fetch.timestamps import ask, submit
from provenance.model import QUEUED, ActivityKind
from provenance.pipeline.run import Run, now
from provenance.store.sealing import SEALS, SealFiles, latest_seal
from provenance.store.stamps import PROOF

__all__ = ["CALENDAR", "Stamped", "queued", "stamp_seal"]

CALENDAR = "ots:"
"""Before the address of an OpenTimestamps calendar, which may stand wherever an authority's may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """What became of one authority or calendar."""

    url: str
    done: bool
    detail: str
    """The time that it states, what it promised, or why it is queued."""


def queued(run: Run) -> tuple[str, ...]:
    """The authorities and calendars that were to be asked and could not be."""
    last = {each.subject: each for each in run.case.activities() if each.kind is ActivityKind.TIMESTAMP}
    return tuple(url for url, activity in last.items() if activity.error == QUEUED)


def stamp_seal(run: Run, urls: tuple[str, ...]) -> tuple[Stamped, ...]:
    """Have the newest seal stamped by each of ``urls``. The line that says so comes after the seal: seal again.

    Raises:
        CaseError: the case is not sealed.
        MissingExtraError: the library is not installed.
    """
    sealed = latest_seal(run.case.folder)
    if sealed is None:
        raise CaseError(f"{run.case.folder}: expected a sealed case to time-stamp, found no seal")
    return tuple(_stamp(run, sealed, url) for url in dict.fromkeys(urls))


def _stamp(run: Run, sealed: SealFiles, url: str) -> Stamped:
    started = now()
    if run.settings.offline:
        return _queue(run, url, "--offline forbids every request")
    data, before = sealed.path(".seal").read_bytes(), len(run.guard.sent)
    try:
        files, said = _promised(run, url, data) if url.startswith(CALENDAR) else _granted(run, url, data)
    except (NetworkError, CaseError) as error:
        return _queue(run, url, str(error), requests=tuple(run.guard.sent[before:]))
    name = _free_name(sealed, url, tuple(files))
    for suffix, content in files.items():
        run.case.stage(f"{SEALS}/{name}{suffix}", content)
    message, requests = f"{said}, over the seal {sealed.name}", tuple(run.guard.sent[before:])
    with run.case.commit(run.activity(ActivityKind.TIMESTAMP, url, started, message=message, requests=requests)):
        pass
    return Stamped(url=url, done=True, detail=message)


def _granted(run: Run, url: str, data: bytes) -> tuple[dict[str, bytes], str]:
    """What an authority's time-stamp of ``data`` is kept as, by suffix, and what it says."""
    request = request_for(data)
    reply = ask(url, request, guard=run.guard, proxy=run.settings.proxy)
    granted = read_reply(reply, request=request, data=data, where=url)
    return {".tsq": request, ".tsr": reply}, f"{granted.time} by {granted.authority}"


def _promised(run: Run, subject: str, data: bytes) -> tuple[dict[str, bytes], str]:
    """The same of a calendar's promise."""
    url = subject.removeprefix(CALENDAR)

    def answered(digest: bytes) -> bytes:
        return submit(url, digest, guard=run.guard, proxy=run.settings.proxy)

    proof = begun(data, nonce=os.urandom(NONCE), answered=answered, where=url)
    return {PROOF: proof}, f"promised by {url} (in some hours: provenance timestamp --upgrade)"


def _queue(run: Run, url: str, why: str, *, requests: tuple[str, ...] = ()) -> Stamped:
    run.progress.note(f"time-stamp by {url} is {QUEUED}: {why} (send it later: provenance timestamp CASE)", problem=True)
    activity = run.activity(
        ActivityKind.TIMESTAMP, url, now(), ok=False, error=QUEUED, message=f"{QUEUED}: {why}", requests=requests
    )
    with run.case.commit(activity):
        pass
    return Stamped(url=url, done=False, detail=why)


def _free_name(sealed: SealFiles, url: str, suffixes: tuple[str, ...]) -> str:
    """Seal and authority; a second stamp of the same authority over the same seal gets a number."""
    host = re.sub(r"[^a-z0-9-]+", "-", (urlsplit(url.removeprefix(CALENDAR)).hostname or "authority").lower()).strip("-")[:60]
    number, tail = 1, f".{host}"
    while any(sealed.path(f"{tail}{suffix}").exists() for suffix in suffixes):
        number += 1
        tail = f".{host}-{number}"
    return f"{sealed.name}{tail}"
