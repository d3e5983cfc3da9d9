"""One question to a web archive: asked, told and kept, whatever comes of it."""

from provenance.errors import NetworkError
from provenance.fetch.archives import Archivist
from provenance.model import ActivityKind, Lookup
from provenance.pipeline.run import Run, now

__all__ = ["look_up"]


def look_up(run: Run, archivist: Archivist, url: str) -> Lookup:
    """Ask the archive what it holds of ``url``, and keep the answer."""
    started, before = now(), len(run.guard.sent)
    found = archivist.look_up(url, at=started)
    message = _told(found)
    activity = run.activity(
        ActivityKind.LOOK_UP,
        url,
        started,
        ok=found.answered,
        error="" if found.answered else NetworkError.__name__,
        message=message,
        options=(("archive", found.archive), ("spellings", " ".join(found.asked))),
        requests=tuple(run.guard.sent[before:]),
    )
    with run.case.commit(activity) as write:
        write.lookup(found)
    run.progress.note(f"{url}: {found.archive}: {message}", problem=not found.answered)
    return found


def _told(found: Lookup) -> str:
    if found.silent:
        return f"no answer: {_first(found.problems)}"
    if not found.mementos:
        counted = "no capture"
    else:
        first, last = found.mementos[0].captured, found.mementos[-1].captured
        more = " and more" if found.more else ""
        count = f"{len(found.mementos)} capture{'s' * (len(found.mementos) != 1)}{more}"
        counted = f"{count}, {len(found.whole)} whole, from {first} to {last}"
    return f"{counted}; {_first(found.problems)}" if found.problems else counted


def _first(problems: tuple[str, ...]) -> str:
    """The look-up keeps them all."""
    return problems[0] if len(problems) == 1 else f"{problems[0]} (and {len(problems) - 1} more)"
