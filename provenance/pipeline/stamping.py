"""Ask authorities to put the time under a seal; what could not be asked is queued in the log."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from provenance.custody.tsp import read_reply, request_for
from provenance.errors import CaseError, NetworkError
from provenance.fetch.timestamps import ask
from provenance.model import ActivityKind
from provenance.pipeline.run import Run, now
from provenance.store.sealing import SEALS, SealFiles, latest_seal

__all__ = ["Stamped", "queued", "stamp_seal"]

QUEUED = "queued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """What became of one authority."""

    url: str
    done: bool
    detail: str
    """The time that it states, or why it is queued."""


def queued(run: Run) -> tuple[str, ...]:
    """The authorities that were to be asked and could not be."""
    last = {each.subject: each for each in run.case.activities() if each.kind is ActivityKind.TIMESTAMP}
    return tuple(url for url, activity in last.items() if not activity.ok)


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
    request = request_for(data)
    try:
        reply = ask(url, request, guard=run.guard, proxy=run.settings.proxy)
        granted = read_reply(reply, request=request, data=data, where=url)
    except (NetworkError, CaseError) as error:
        return _queue(run, url, str(error), requests=tuple(run.guard.sent[before:]))
    name = _free_name(sealed, url)
    for suffix, content in ((".tsq", request), (".tsr", reply)):
        run.case.stage(f"{SEALS}/{name}{suffix}", content)
    message = f"{granted.time} by {granted.authority}, over the seal {sealed.name}"
    with run.case.commit(run.activity(ActivityKind.TIMESTAMP, url, started, message=message, requests=(url,))):
        pass
    return Stamped(url=url, done=True, detail=message)


def _queue(run: Run, url: str, why: str, *, requests: tuple[str, ...] = ()) -> Stamped:
    run.progress.note(f"time-stamp by {url} is {QUEUED}: {why} (send it later: provenance timestamp CASE)", problem=True)
    activity = run.activity(
        ActivityKind.TIMESTAMP, url, now(), ok=False, error=QUEUED, message=f"{QUEUED}: {why}", requests=requests
    )
    with run.case.commit(activity):
        pass
    return Stamped(url=url, done=False, detail=why)


def _free_name(sealed: SealFiles, url: str) -> str:
    """Seal and authority; a second stamp of the same authority over the same seal gets a number."""
    host = re.sub(r"[^a-z0-9-]+", "-", (urlsplit(url).hostname or "authority").lower()).strip("-")[:60]
    number, name = 1, f"{sealed.name}.{host}"
    while sealed.path(f"{name.removeprefix(sealed.name)}.tsr").exists():
        number += 1
        name = f"{sealed.name}.{host}-{number}"
    return name
