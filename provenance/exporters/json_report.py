r"""The report for other programs: one JSON document, described key by key in ``docs/report.md``.

Same snapshot, same bytes. Characters that steer a terminal or the direction of text are written as ``\u`` escapes,
which changes no value. The schema lies beside this module (``report.schema.json``).
"""

import json
import re
from collections.abc import Iterable, Iterator

from provenance.chain import REUSED, Contradiction, ContradictionKind, contradictions
from provenance.chain.history import Period, history
from provenance.chain.uploads import after_article, upload_of
from provenance.exporters.interface import Exporter
from provenance.exporters.json_archives import lookup_objects, memento_object
from provenance.exporters.json_claims import ClaimLinks, claim_object, dated_object, span_of
from provenance.exporters.json_media import derivation_object, match_object, media_object, probe_object
from provenance.exporters.json_reviews import reviews_object
from provenance.exporters.json_values import Json, Object, place_of, precision, time_of
from provenance.exporters.picture_searches import language_of, languages_of
from provenance.exporters.steps import NextStep, next_steps
from provenance.exporters.text import plain
from provenance.model import (
    Activity,
    ArticleRecord,
    Attempt,
    Availability,
    Capture,
    IdentifierDate,
    KeptFile,
    LogState,
    PagePicture,
    ReferenceRecord,
    ReferenceState,
    Snapshot,
    Undated,
)

__all__ = ["EXPORTER", "REPORT", "SCHEMA", "contradiction_object", "document", "match_object", "probe_object", "render", "stream"]

SCHEMA = "urn:provenance:report:1"
REPORT = "report.html"

_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def render(snapshot: Snapshot) -> bytes:
    """The document as UTF-8, two spaces of indentation, one line break at the end."""
    return _written(document(snapshot)) + b"\n"


def stream(parts: Iterable[Snapshot]) -> Iterator[bytes]:
    """The document of many snapshots of one article each, piece by piece: each article is let go once it is written.

    Together the pieces are what :func:`render` makes of all of them. Only what is short is held to the end:
    contradictions, edges, steps. Without a single part nothing is written.
    """
    lists: dict[str, list[Json]] = {}
    for snapshot in parts:
        whole = document(snapshot)
        written = [_written(article).replace(b"\n", b"\n    ") for article in _list(whole.pop("articles"))]
        if not lists:
            head: Object = {key: value for key, value in whole.items() if not isinstance(value, list)}
            yield _written(head).removesuffix(b"\n}") + b',\n  "articles": ['
            lists = {key: [] for key, value in whole.items() if isinstance(value, list)}
            separator = b"\n    "
        for article in written:
            yield separator + article
            separator = b",\n    "
        for key, held in lists.items():
            held.extend(_list(whole[key]))
    if lists:
        order = [kind.value for kind in ContradictionKind]
        lists["contradictions"].sort(key=lambda found: order.index(str(found["kind"])) if isinstance(found, dict) else 0)
        yield b"]" if separator == b"\n    " else b"\n  ]"
        yield b"," + _written(dict(lists)).removeprefix(b"{") + b"\n"


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _written(value: Json) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _SURROGATES.sub("\ufffd", _ESCAPED.sub(_escape, text)).encode()


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def document(snapshot: Snapshot) -> Object:
    """The report as JSON values. Where order has no meaning, things are sorted by their ids."""
    records = [record for article in snapshot.articles for record in article.references]
    collisions, languages = contradictions(snapshot), languages_of(snapshot)
    links = ClaimLinks.of(snapshot, collisions)
    return {
        "schema": SCHEMA,
        "case": snapshot.case,
        "report": REPORT,
        "program": {"name": "provenance", "version": snapshot.program_version},
        "taken_at": str(snapshot.taken_at),
        "custody": _log_state(snapshot.custody),
        "articles": [_article(article, links) for article in snapshot.articles],
        "reused": [
            {"about": found.about, "kind": found.kind.value, "statement": found.statement}
            for found in collisions
            if found.kind in REUSED
        ],
        "claims": [claim_object(claim, links) for claim in sorted(snapshot.claims, key=lambda c: (str(c.about), c.id))],
        "media": [
            media_object(media, language_of(media, languages)) for media in sorted(snapshot.media, key=lambda m: m.file.digest)
        ],
        "matches": [match_object(m) for m in sorted(snapshot.matches, key=lambda m: (m.query, -m.score, m.compared.digest))],
        "derivations": [derivation_object(edge) for edge in snapshot.derivations],
        "contradictions": [contradiction_object(found) for found in collisions],
        "unavailable": [_unavailable(record) for record in records if record.state is ReferenceState.UNAVAILABLE],
        "next_steps": [_step(step) for step in next_steps(snapshot)],
        "reviews": reviews_object(snapshot.reviews, links),
        "failures": [_activity(activity) for activity in snapshot.failures],
        "activities": [_activity(activity) for activity in snapshot.activities],
    }


# ── articles ────────────────────────────────────────────────────────────────────────────────────


def _article(record: ArticleRecord, links: ClaimLinks) -> Object:
    article = record.reading.article
    return {
        "source": article.source,
        "sources": list(record.sources or (article.source,)),
        "digest": str(article.digest),
        "media_type": article.media_type,
        "title": article.title,
        "authors": list(article.authors),
        "site": article.site,
        "url": article.url,
        "language": article.language,
        "published": time_of(article.published),
        "published_precision": precision(article.published),
        "modified": time_of(article.modified),
        "modified_precision": precision(article.modified),
        "read_at": str(record.read_at),
        "notes": list(record.reading.notes),
        "captures": [_capture(capture) for capture in record.captures],
        "archives": lookup_objects(record.lookups),
        "picture": _picture(record.picture),
        "text": article.text,
        "references": [_reference(reference, record) for reference in record.references],
        "claims": [claim_object(claim, links) for claim in record.reading.claims],
        "dates": [dated_object(words) for words in record.reading.dates],
    }


def _capture(capture: Capture) -> Object:
    return {
        "requested": capture.requested,
        "url": capture.url,
        "hops": list(capture.hops),
        "status": capture.status,
        "headers": [[name, value] for name, value in capture.headers],
        "address": capture.address or None,
        "at": str(capture.at),
        "warc": str(capture.warc),
        "size": capture.size,
        "memento": memento_object(capture.memento),
    }


def _picture(picture: PagePicture | None) -> Json:
    if picture is None:
        return None
    return {
        "picture": str(picture.picture),
        "width": picture.width,
        "height": picture.height,
        "cut": picture.cut,
        "tool": picture.tool,
        "version": picture.version,
    }


def _reference(record: ReferenceRecord, article: ArticleRecord) -> Object:
    reference, found, had = record.reference, record.resolution, record.acquisition
    upload = upload_of(record, read_at=article.read_at)
    return {
        "id": reference.id,
        "platform": record.platform,
        "platform_id": found.platform_id if found else reference.platform_id,
        "kind": reference.kind.value,
        "role": reference.role.value,
        "role_reason": reference.role_reason,
        "media": reference.media.value,
        "url": record.url,
        "account": reference.account,
        "uploaded": _uploaded(upload, article) if isinstance(upload, IdentifierDate) else None,
        "uploaded_dropped": {"rule": upload.rule, "reason": upload.reason} if isinstance(upload, Undated) else None,
        "state": record.state.value,
        "quote": reference.quote,
        "hints": [hint.text for hint in reference.hints],
        "hint_sources": [
            {"origin": hint.origin.value, "span": span_of(hint.span), "element": hint.element} for hint in reference.hints
        ],
        "citations": [
            {"kind": c.kind.value, "quote": c.quote, "where": c.where, "span": span_of(c.span), "element": c.element}
            for c in reference.citations
        ],
        "resolution": {"url": found.url, "note": found.note, "at": str(found.at)} if found else None,
        "acquisition": {
            "by_hand": had.by_hand,
            "note": had.note,
            "at": str(had.at),
            "files": [_kept(file) for file in had.files],
        }
        if had
        else None,
        "attempts": [_attempt(attempt) for attempt in record.attempts],
        "availability": [_period(period) for period in history(record)],
        "archives": lookup_objects(record.lookups),
    }


def _kept(file: KeptFile) -> Object:
    return {
        "digest": str(file.digest),
        "role": file.role.value,
        "size": file.size,
        "name": file.name,
        "note": file.note,
        "source": file.source,
        "memento": memento_object(file.memento),
    }


def _uploaded(upload: IdentifierDate, article: ArticleRecord) -> Object:
    return {
        "at": str(upload.at),
        "precision": upload.precision,
        "rule": upload.rule,
        "weak": upload.weak,
        "caveat": upload.caveat,
        "after_article": after_article(upload, article.reading.article),
    }


def _attempt(attempt: Attempt) -> Object:
    return {
        "url": attempt.url,
        "tool": attempt.tool,
        "version": attempt.version,
        "outcome": attempt.outcome.value,
        "message": attempt.message,
        "started": str(attempt.started),
        "ended": str(attempt.ended),
        "checked": attempt.checked,
        "archive": attempt.archive or None,
    }


def _period(period: Period) -> Object:
    return {"outcome": period.outcome.value, "first": str(period.first), "last": str(period.last)}


def _unavailable(record: ReferenceRecord) -> Object:
    last = record.tried[-1] if record.tried else None
    reason = last.outcome if last else Availability.UNKNOWN
    return {"reference": record.reference.id, "reason": reason.value, "message": plain(last.message) if last else ""}


# ── the chain and the record ────────────────────────────────────────────────────────────────────


def contradiction_object(found: Contradiction) -> Object:
    """One collision, as under ``contradictions[]``."""
    return {
        "kind": found.kind.value,
        "about": found.about,
        "statement": found.statement,
        "sides": [
            {"speaker": s.speaker, "statement": s.statement, "quote": s.quote, "claim": s.claim, "place": place_of(s.place)}
            for s in found.sides
        ],
    }


def _step(step: NextStep) -> Object:
    return {
        "reference": step.reference,
        "state": step.state.value,
        "why": step.why,
        "commands": list(step.commands),
        "searches": [{"label": search.label, "url": search.url} for search in step.searches],
    }


def _log_state(state: LogState | None) -> Json:
    if state is None:
        return None
    return {"lines": state.count, "head": str(state.head), "key": None if state.key is None else str(state.key)}


def _activity(activity: Activity) -> Object:
    return {
        "id": activity.id,
        "kind": activity.kind.value,
        "subject": activity.subject,
        "tool": activity.tool,
        "version": activity.version,
        "options": dict(activity.options),
        "started": str(activity.started),
        "ended": str(activity.ended),
        "ok": activity.ok,
        "message": activity.message,
        "reason": activity.reason.value if activity.reason else None,
        "by": activity.by or None,
        "requests": list(activity.requests),
    }


EXPORTER = Exporter(name="json", suffix=".json", media_type="application/json", render=render)
