"""What was not had, and why: articles that could not be read, posts without media, files that failed. As CSV and JSON."""

import json
import shlex
from dataclasses import asdict, dataclass

from provenance.exporters.interface import Exporter
from provenance.exporters.steps import folder, next_steps, typed
from provenance.exporters.text import plain
from provenance.geolocations.table import written
from provenance.model import (
    INTERRUPTED,
    TRANSIENT,
    Activity,
    ActivityKind,
    Availability,
    ReferenceRecord,
    ReferenceState,
    Snapshot,
)

__all__ = ["CSV", "JSON", "Missing", "missing"]

SCHEMA = "urn:provenance:missing:1"
REASONS = {
    "UsageError": "usage",
    "InputError": "unusable",
    "ArticleError": "unusable",
    "MediaError": "damaged",
    "NetworkError": "network-error",
    "GuardError": "refused",
    "CaseError": "case",
    "StorageError": "disk",
    "MissingExtraError": "missing-extra",
    INTERRUPTED: INTERRUPTED,
}
"""Class of an error → word; any other: ``our-fault``."""
PENDING = ReferenceState.PENDING.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing that is not in the case."""

    what: str
    """``post``, ``timestamp``, or the stage that failed (``list``, ``read``, ``acquire``, ``inspect``, …)."""
    which: str
    """The reference's id, or the source, file or row."""
    reason: str
    """Why a post, article or list could not be had (an availability), ``unresolved`` or ``pending``; of what failed here, one
    of :data:`REASONS`.
    """
    message: str
    """The tool's or the error's own words; the article's words for a post without an address."""
    url: str = ""
    article: str = ""
    """The source of the article that cites it."""
    tried: int = 0
    """Attempts so far."""
    next: str = ""
    """A command to go on with; ``SAVED.html`` is the page as the analyst's own browser saves it."""


def missing(snapshot: Snapshot) -> tuple[Missing, ...]:
    """Everything that is not had: what failed first, then posts in reading order and time-stamps that are to come. Site furniture
    is nothing to be had, nor are words of which people say that no video is meant.
    """
    steps = {step.reference: step for step in next_steps(snapshot)}
    posts = [
        _post(record, article.reading.article.source, steps[record.reference.id].commands[0])
        for article in snapshot.articles
        for record in article.references
        if record.reference.id in steps
    ]
    stamps = {step.subject: step for step in snapshot.activities if step.kind is ActivityKind.TIMESTAMP}
    pending = (_pending(snapshot.case, step) for step in stamps.values() if step.pending)
    return (*(_failed(snapshot.case, step) for step in snapshot.failures), *posts, *pending)


def _post(record: ReferenceRecord, source: str, command: str) -> Missing:
    last = record.tried[-1] if record.tried and record.state is ReferenceState.UNAVAILABLE else None
    return Missing(
        what="post",
        which=record.reference.id,
        reason=last.outcome.value if last else record.state.value,
        message=plain(last.message if last else record.reference.quote),
        url=plain(record.url or ""),
        article=plain(source),
        tried=len(record.tried),
        next=command,
    )


def _failed(case: str, activity: Activity) -> Missing:
    return Missing(
        what=activity.kind.value,
        which=plain(activity.subject),
        reason=activity.reason.value if activity.reason else REASONS.get(activity.error, "our-fault"),
        message=plain(activity.message),
        tried=1,
        next=_again(case, activity),
    )


def _again(case: str, activity: Activity) -> str:
    """What to do about an article that a server did not give: ask again, ask an archive, or save the page from a browser."""
    if activity.kind is not ActivityKind.READ or activity.reason is None:
        return ""
    lasting = activity.reason not in TRANSIENT
    gone = activity.reason is Availability.DELETED
    what = "SAVED.html" if lasting and not gone else plain(activity.subject)
    return shlex.join(["provenance", "trace", what, "--case", folder(case), *(["--archives"] if gone else [])])


def _pending(case: str, stamp: Activity) -> Missing:
    """A time-stamp that is still to come. Its subject is the file of a proof where that waits for its block."""
    more = ("--upgrade",) if stamp.subject.endswith(".ots") else ()
    return Missing(
        what=stamp.kind.value,
        which=plain(stamp.subject),
        reason=PENDING,
        message=plain(stamp.message),
        tried=1,
        next=typed("timestamp", case, *more),
    )


def _render_csv(snapshot: Snapshot) -> bytes:
    return written(Missing.__dataclass_fields__, (map(str, asdict(each).values()) for each in missing(snapshot)))


def _render_json(snapshot: Snapshot) -> bytes:
    document = {
        "schema": SCHEMA,
        "case": snapshot.case,
        "taken_at": str(snapshot.taken_at),
        "missing": [asdict(each) for each in missing(snapshot)],
    }
    return (json.dumps(document, ensure_ascii=True, indent=2) + "\n").encode()


CSV = Exporter(name="missing-csv", suffix=".missing.csv", media_type="text/csv", render=_render_csv)
JSON = Exporter(name="missing-json", suffix=".missing.json", media_type="application/json", render=_render_json)
