"""A case in a few lines: what is there, what is missing and why."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from provenance.cli.console import results, safe
from provenance.cli.layout import INDENT, Column, Record, cut, room, show
from provenance.exporters.missing import Missing, missing
from provenance.exporters.text import plural
from provenance.model import MatchRelation, ReferenceState, Role, Snapshot
from provenance.pipeline.custody import LeftOut

__all__ = ["print_counts", "print_missing"]

SHOWN = 20
"""Rows of the table of what is missing; the rest is in the file."""
_COLUMNS = (
    Column(name="what", least=5, most=11),
    Column(name="which", least=9, most=60, gives=3, ends=True),
    Column(name="reason", least=10, most=16, gives=1),
)
_WORDS = {
    ReferenceState.ACQUIRED: "had",
    ReferenceState.ATTACHED: "brought by hand",
    ReferenceState.ARCHIVED: "had from an archive",
    ReferenceState.UNAVAILABLE: "not to be had",
    ReferenceState.UNRESOLVED: "without an address",
    ReferenceState.PENDING: "not tried yet",
}


def print_counts(snapshot: Snapshot, *, left_out: LeftOut | None = None) -> None:
    """How much there is of everything, and what was left out of this copy of the case.

    The stubs do not tell which posts were, so none of those without a record is said to be untried.
    """
    posts_out = left_out is not None and left_out.posts
    told = _WORDS | ({ReferenceState.PENDING: "left out of this copy, or not tried yet"} if posts_out else {})
    cited = [r for article in snapshot.articles for r in article.references if r.reference.role is Role.ARTICLE]
    states = Counter(record.state for record in cited)
    posts = ", ".join(f"{states[state]:,} {words}" for state, words in told.items() if states[state])
    size = sum(media.file.size for media in snapshot.media)
    relations = Counter(match.relation for match in snapshot.matches)
    matches = ", ".join(
        f"{relations[each]:,} {each.value.replace('_', ' ').replace('-', ' ')}" for each in MatchRelation if relations[each]
    )
    claims = len(snapshot.claims) + sum(len(article.reading.claims) for article in snapshot.articles)
    lines = (
        ("articles", f"{len(snapshot.articles):,}"),
        ("posts", f"{len(cited):,}" + (f": {posts}" if posts else "")),
        ("media", f"{plural(len(snapshot.media), 'file')}, {size / 1e6:,.1f} MB" if snapshot.media else "none"),
        ("matches", matches or "none"),
        ("claims", f"{claims:,}"),
        *_left_out(left_out),
    )
    for name, words in lines:
        results.print(safe(f"{name:<10}", "dim") + safe(words), soft_wrap=True)


def _left_out(left: LeftOut | None) -> Iterator[tuple[str, str]]:
    if left and left.reasons:
        yield "left out", f"of this copy: {plural(left.files, 'file')}; {'; '.join(left.reasons)}"


def print_missing(snapshot: Snapshot, *, files: tuple[Path, ...] = ()) -> None:
    """The reasons, counted, and the first rows of what was not had; ``files`` hold all of it."""
    found = missing(snapshot)
    if not found:
        results.print(safe("\nNothing is missing.", "green"))
        return
    counted = Counter((each.what, each.reason) for each in found)
    results.print()
    show(f"Not had: {len(found):,}", _COLUMNS, [_row(each) for each in found[:SHOWN]])
    if len(found) > SHOWN:
        rest = f"… and {len(found) - SHOWN:,} more" + (f": {files[0]}" if files else "")
        results.print(safe(rest, "dim"), soft_wrap=True)
        results.print(safe("by reason: " + ", ".join(f"{n:,} {what} {why}" for (what, why), n in counted.most_common())))


def _row(each: Missing) -> Record:
    message = each.message.removeprefix(f"{each.which}: ")
    below = ((cut(message, room() - INDENT), "dim"),) if message and message != each.url else ()
    return Record(cells=(each.what, each.which, each.reason), address=each.url, below=below)
