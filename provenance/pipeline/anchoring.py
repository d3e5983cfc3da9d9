"""Ask OpenTimestamps calendars for the proofs that they promised."""

from provenance.custody.ots import commitments, completed, is_public_calendar
from provenance.errors import CaseError, NetworkError, UsageError
from provenance.fetch.timestamps import proof_of
from provenance.model import WAITING, ActivityKind
from provenance.pipeline.run import Run, now
from provenance.pipeline.stamping import CALENDAR, Stamped
from provenance.store.sealing import SEALS
from provenance.store.stamps import COMPLETE, PROOF, unfinished

__all__ = ["finish_proofs"]


def finish_proofs(run: Run, urls: tuple[str, ...]) -> tuple[Stamped, ...]:
    """Ask about every proof that is only promised so far; a finished one is put beside it.

    A proof names the calendar to ask, and it came from outside: only public calendars and those in ``urls`` are asked.

    Raises:
        UsageError: there is none.
        MissingExtraError: the library is not installed.
    """
    waiting = unfinished(run.case.folder)
    if not waiting:
        raise UsageError(f"{run.case.folder}: expected an OpenTimestamps proof that waits for its block, found none")
    named = frozenset(url.removeprefix(CALENDAR).rstrip("/") for url in urls)
    return tuple(_finish(run, name, named) for name in waiting)


def _finish(run: Run, name: str, named: frozenset[str]) -> Stamped:
    """Ask about the proof whose file in the folder of the seals is ``name``."""
    started, before, subject = now(), len(run.guard.sent), f"{SEALS}/{name}"
    whole, error = None, WAITING
    try:
        whole, said = _asked(run, (run.case.folder / subject).read_bytes(), subject, named)
    except CaseError as damage:  # the other proofs are asked about all the same
        error, said = type(damage).__name__, str(damage)
    if whole is not None:
        run.case.stage(subject.removesuffix(PROOF) + COMPLETE, whole)
    activity = run.activity(
        ActivityKind.TIMESTAMP,
        subject,
        started,
        ok=whole is not None,
        error="" if whole is not None else error,
        message=said,
        requests=tuple(run.guard.sent[before:]),
    )
    with run.case.commit(activity):
        pass
    return Stamped(url=subject, done=whole is not None, detail=said)


def _asked(run: Run, proof: bytes, subject: str, named: frozenset[str]) -> tuple[bytes | None, str]:
    """The finished proof, or ``None``, and what to tell.

    Raises:
        CaseError: no proof.
    """
    why = []
    for uri, commitment in commitments(proof, where=subject):
        if run.settings.offline:
            why.append("--offline forbids every request")
        elif not is_public_calendar(uri) and uri.rstrip("/") not in named:
            why.append(f"{uri} is no public calendar and was not asked (to ask it: --url {CALENDAR}{uri})")
        else:
            try:
                answer = proof_of(uri, commitment, guard=run.guard, proxy=run.settings.proxy)
                whole = completed(proof, commitment, answer, where=uri)
            except (NetworkError, CaseError) as error:
                why.append(str(error))
                continue
            if whole is not None:
                return whole, f"finished by {uri}"
            why.append(f"{uri} has not put it into a block yet")
    return None, f"{WAITING}: {'; '.join(why) or 'the proof names no calendar'}"
