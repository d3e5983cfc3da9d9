"""What the analyst can do next about a reference without media: commands spelled out, searches prepared but not made."""

import shlex
from dataclasses import dataclass

from provenance.chain import Standing
from provenance.chain.subjects import all_claims
from provenance.exporters.picture_searches import by_address
from provenance.exporters.searches import Search, searches_for
from provenance.exporters.text import plain
from provenance.exporters.vocabulary import OUTCOMES
from provenance.exporters.wording import ENGLISH, Wording
from provenance.model import TRANSIENT, Availability, Claim, ReferenceId, ReferenceRecord, ReferenceState, Role, Snapshot
from provenance.platforms.media import POSTS

__all__ = ["NextStep", "Search", "folder", "next_steps", "prepared", "typed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What is missing for one reference and how to go on."""

    reference: ReferenceId
    state: ReferenceState
    why: str
    commands: tuple[str, ...]
    """To be typed as they stand; ``URL`` and ``FILE`` are the analyst's to fill in."""
    searches: tuple[Search, ...] = ()


def next_steps(snapshot: Snapshot, say: Wording = ENGLISH) -> tuple[NextStep, ...]:
    """One step for every cited reference whose media is not in the case, in reading order; none where people say that no video
    is meant, or one that another reference means.
    """
    standing = Standing.of(snapshot.reviews)
    about: dict[str, list[Claim]] = {}
    for claim in all_claims(snapshot):
        about.setdefault(str(claim.about), []).append(claim)
    return tuple(
        _step(snapshot.case, record, about.get(str(record.reference.id), []), article.reading.article.language, say)
        for article in snapshot.articles
        for record in article.references
        if record.reference.role is Role.ARTICLE
        and not standing.rejected(record.reference.id)
        and record.reference.id not in standing.same
        and record.state not in {ReferenceState.ACQUIRED, ReferenceState.ATTACHED, ReferenceState.ARCHIVED}
    )


def _step(case: str, record: ReferenceRecord, claims: list[Claim], language: str | None, say: Wording) -> NextStep:
    known = record.reference.id
    attach, resolve = typed("attach", case, known, "FILE"), typed("resolve", case, known, "URL")
    retry = typed("fetch", case, known, "--retry")
    archives = () if record.looked_up else (typed("fetch", case, known, "--archives"),)
    commands = {
        ReferenceState.UNRESOLVED: (resolve, attach),
        ReferenceState.PENDING: (typed("fetch", case), attach),
        ReferenceState.UNAVAILABLE: (retry, attach) if _passing(record) else (*archives, attach, retry),
    }[record.state]
    searching = record.state in {ReferenceState.UNRESOLVED, ReferenceState.UNAVAILABLE}
    found = prepared(record, claims, language, say) if searching else ()
    return NextStep(reference=known, state=record.state, why=_why(record, say), commands=commands, searches=found)


def prepared(record: ReferenceRecord, claims: list[Claim], language: str | None, say: Wording = ENGLISH) -> tuple[Search, ...]:
    """Every search that can be made for a reference, by words and by picture."""
    return (*searches_for(record, claims, language, say), *by_address(record, language, say))


def typed(command: str, case: str, *more: str) -> str:
    """A line for a POSIX shell."""
    return shlex.join(["provenance", command, folder(case), *more])


def folder(case: str) -> str:
    """The case as an argument. Its name is the analyst's, or a stranger's who sent the folder."""
    name = plain(case)
    return f"./{name}" if name.startswith("-") else name


def _passing(record: ReferenceRecord) -> bool:
    return record.outcome in TRANSIENT


def _why(record: ReferenceRecord, say: Wording) -> str:
    if record.state is ReferenceState.UNRESOLVED:
        return say("The words speak of a post that the page does not show. Find the post, or attach its file.")
    if record.state is ReferenceState.PENDING:
        return say("Nobody has tried to get it yet.")
    reason = say(OUTCOMES[record.outcome or Availability.UNKNOWN])
    if _passing(record):
        return say("The media could not be had: {reason}. A later run tries again by itself.", reason=reason)
    words = [say("The media could not be had: {reason}. Attach a copy if you can get one by hand.", reason=reason)]
    if record.outcome is Availability.UNSUPPORTED and record.platform in POSTS and {a.tool for a in record.tried} == {"yt-dlp"}:
        install = "pip install 'provenance-osint[pictures]'"
        words.append(say("If it is a post of pictures, gallery-dl gets them ({install}); then try again.", install=install))
    if record.named:
        words.append(say("Pictures that its page names are kept: perhaps mere previews."))
    return " ".join(words)
