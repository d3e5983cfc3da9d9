"""The whole jobs that commands over a case ask for: stages in order, a case opened and sealed around them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from provenance import __version__, chain
from provenance.articles.names import NameFinder
from provenance.custody.seal import Seal
from provenance.errors import CaseError, MissingExtraError, ProvenanceError, UsageError
from provenance.exporters import Exporter
from provenance.fetch.devtools import executable
from provenance.model import ActivityKind, Review, Snapshot
from provenance.namefinders import open_finder
from provenance.pipeline.acquiring import acquire_all
from provenance.pipeline.archiving import archive_all
from provenance.pipeline.byhand import Obtained, attach, find_reference, resolve
from provenance.pipeline.comparing import match_all
from provenance.pipeline.handlists import attach_listed, resolve_listed
from provenance.pipeline.importing import Handing, import_export
from provenance.pipeline.inspecting import fingerprint_all, inspect_all
from provenance.pipeline.listing import Lists, read_lists, require_lists
from provenance.pipeline.picturing import picture_all
from provenance.pipeline.reading import expand, is_url, read_all, read_each, read_urls
from provenance.pipeline.rechecking import Recheck, recheck_all
from provenance.pipeline.reporting import LACKS, REPORTS, chosen, exporter, render_each, write_each, write_file, write_report
from provenance.pipeline.reviewing import import_geolocations
from provenance.pipeline.run import Failure, Progress, Run, Settings, Silent, Tools, now
from provenance.pipeline.sealing import is_locked, lock, working
from provenance.pipeline.snapshot import take
from provenance.store.case import Case

__all__ = [
    "Failure",
    "Handing",
    "Lists",
    "Obtained",
    "Outcome",
    "Progress",
    "Recheck",
    "Rechecked",
    "Run",
    "Settings",
    "Silent",
    "Written",
    "attach_file",
    "attach_many",
    "bring_geolocations",
    "exporter",
    "fetch_urls",
    "follow",
    "gather",
    "import_into",
    "is_locked",
    "knows",
    "lock",
    "look",
    "name_finder",
    "read_only",
    "recheck",
    "render",
    "report",
    "resolve_many",
    "resolve_mention",
    "resume",
    "review",
    "trace",
    "write_file",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run leaves: the case as it is now, the report's files, and what could not be done this time."""

    snapshot: Snapshot
    files: tuple[Path, ...]
    failures: tuple[Failure, ...]
    seal: Seal | None = None
    """``None`` where the case could not be sealed."""


def trace(sources: tuple[str, ...], *, lists: Lists | None = None, case: Path, settings: Settings, progress: Progress) -> Outcome:
    """The whole job: read ``sources``, and what ``lists`` name, into the case, then :func:`follow` what they cite.

    Raises:
        ArticleError: not one of the sources exists.
        CaseError: the case cannot be opened, or another process works on it.
        InputError: there are lists alone, and not one of them exists.
        MissingExtraError: pictures of pages are asked for, and there is no Chromium.
        StorageError: the report cannot be written.
        UsageError: a folder among the sources holds no article.
    """
    articles = expand(sources)
    if lists and not articles:
        require_lists(lists)
    if settings.page_picture:
        executable()  # said now, not after an hour
    with working(case, settings=settings, progress=progress, create=True) as run:
        named = read_lists(run, lists) if lists else ()
        read_all(run, tuple(dict.fromkeys((*articles, *named))))
        if settings.page_picture:
            picture_all(run)
        outcome = follow(run, formats=(*REPORTS, *LACKS) if lists else REPORTS)
    return replace(outcome, seal=run.seal)


def follow(run: Run, *, only: frozenset[str] = frozenset(), formats: tuple[str, ...] = REPORTS) -> Outcome:
    """Acquire, inspect, fingerprint and match what the case lacks, and write the report in ``formats``.

    ``only`` narrows the fetching to these reference ids.
    """
    gather(run, only=only)
    snapshot, files = write_report(run, formats)
    return Outcome(snapshot=snapshot, files=files, failures=tuple(run.failures))


def gather(run: Run, *, only: frozenset[str] = frozenset()) -> None:
    """:func:`follow` without the report."""
    acquire_all(run, only)
    archive_all(run, only)
    inspect_all(run)
    fingerprint_all(run)
    match_all(run)


def read_only(
    sources: tuple[str, ...], *, settings: Settings, progress: Progress
) -> Iterator[tuple[Snapshot, ProvenanceError | None]]:
    """Read ``sources`` without a case, one at a time: for each a snapshot of it alone, and why it could not be read.

    Raises:
        ArticleError: not one of the sources exists.
        UsageError: a folder without a single article.
    """
    tools = Tools(settings=settings, progress=progress)
    for each in read_each(tools, expand(sources)):
        bare = Snapshot(
            case="",
            taken_at=each.activity.ended,
            program_version=__version__,
            articles=(each.record,) if each.record else (),
            activities=(each.activity,),
            failures=() if each.activity.ok else (each.activity,),
        )
        yield replace(bare, derivations=chain.derive(bare)), each.error


def import_into(case: Path, path: Path, handing: Handing, *, settings: Settings, progress: Progress) -> Outcome:
    """Take in what another program exported to ``path``, and follow the files that came with it.

    Raises:
        CaseError: the case cannot be opened, or another process works on it.
        InputError: nothing known is in it.
        UsageError: nobody is named who exported it.
    """
    with working(case, settings=settings, progress=progress, create=True) as run:
        import_export(run, path, handing)
        outcome = follow(run)
    return replace(outcome, seal=run.seal)


def look(case: Path) -> Snapshot:
    """A case as it is; nothing is changed."""
    with Case.consult(case) as opened:
        return take(opened, at=now())


def render(case: Path, name: str) -> bytes:
    """The report of ``case`` in one format; nothing is changed."""
    return exporter(name).render(look(case))


def name_finder(option: str | None) -> NameFinder | None:
    """The model that ``--names`` asks for, loaded before any work begins; see :func:`~provenance.namefinders.open_finder`."""
    return open_finder(option) if option else None


def fetch_urls(urls: tuple[str, ...], *, case: Path, settings: Settings, progress: Progress) -> Outcome:
    """Acquire and follow posts that the analyst names, as if an article had linked them."""
    with working(case, settings=settings, progress=progress, create=True) as run:
        read_urls(run, urls, source="addresses given by the analyst")
        outcome = follow(run)
    return replace(outcome, seal=run.seal)


def knows(case: Path, source: str) -> bool:
    """Whether ``case`` is a case in which ``source`` (a path seen from here, a folder, an address) was read or tried."""
    wanted = {_place(each) for each in expand((source,))}
    try:
        with Case.consult(case) as opened:
            return any(
                each.kind in {ActivityKind.READ, ActivityKind.LIST} and _place(each.subject) in wanted
                for each in opened.activities()
            )
    except CaseError:
        return False


def _place(source: str) -> str:
    return source if is_url(source) else str(Path(source).resolve())


def resume(case: Path, *, only: tuple[str, ...] = (), settings: Settings, progress: Progress) -> Outcome:
    """Go on with a case; ``only`` narrows the fetching to these references (ids or their beginnings)."""
    with working(case, settings=settings, progress=progress) as run:
        outcome = follow(run, only=frozenset(find_reference(run, prefix).reference.id for prefix in only))
    return replace(outcome, seal=run.seal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """What asking again gave, and the case as it is now."""

    checks: tuple[Recheck, ...]
    outcome: Outcome


def recheck(
    case: Path, *, only: tuple[str, ...] = (), download: bool = False, settings: Settings, progress: Progress
) -> Rechecked:
    """Ask again for what was tried before (``only`` these references), and write the report anew."""
    with working(case, settings=settings, progress=progress) as run:
        chosen = frozenset(find_reference(run, prefix).reference.id for prefix in only)
        checks = recheck_all(run, chosen, download=download)
        archive_all(run, chosen, again=True)
        inspect_all(run)
        fingerprint_all(run)
        match_all(run)
        snapshot, files = write_report(run)
        outcome = Outcome(snapshot=snapshot, files=files, failures=tuple(run.failures))
    return Rechecked(checks=checks, outcome=replace(outcome, seal=run.seal))


def attach_file(
    case: Path,
    reference: str,
    file: Path,
    *,
    obtained: Obtained,
    instead: bool = False,
    settings: Settings,
    progress: Progress,
) -> Outcome:
    """Attach ``file`` to a reference (``instead`` of those attached before) and follow it."""
    with working(case, settings=settings, progress=progress) as run:
        attach(run, reference, file, obtained=obtained, instead=instead)
        outcome = follow(run)
    return replace(outcome, seal=run.seal)


def attach_many(case: Path, listed: Path, *, obtained: Obtained, settings: Settings, progress: Progress) -> Outcome:
    """Attach the files that a table names to their references and follow them."""
    with working(case, settings=settings, progress=progress) as run:
        attach_listed(run, listed, obtained=obtained)
        outcome = follow(run)
    return replace(outcome, seal=run.seal)


def resolve_many(case: Path, listed: Path, *, note: str, settings: Settings, progress: Progress) -> Outcome:
    """Record where the posts are that a table names and follow them."""
    with working(case, settings=settings, progress=progress) as run:
        before = set(run.case.resolutions().values())
        resolve_listed(run, listed, note=note)
        found = frozenset(each.reference for each in run.case.resolutions().values() if each not in before)
        outcome = follow(run, only=found or frozenset({""}))
    return replace(outcome, seal=run.seal)


def resolve_mention(case: Path, reference: str, url: str, *, note: str, settings: Settings, progress: Progress) -> Outcome:
    """Record where a mention's post is and follow it."""
    with working(case, settings=settings, progress=progress) as run:
        resolution = resolve(run, reference, url, note=note)
        outcome = follow(run, only=frozenset({resolution.reference}))
    return replace(outcome, seal=run.seal)


def review(
    case: Path, decision: Callable[[Run], Review], *, settings: Settings, progress: Progress
) -> tuple[Review, tuple[Path, ...]]:
    """Take one decision (see ``reviewing.py``) and write the report anew; returns the decision and the report's files."""
    with working(case, settings=settings, progress=progress) as run:
        taken = decision(run)
        return taken, write_report(run)[1]


def bring_geolocations(
    case: Path,
    path: Path,
    *,
    about: str | None,
    camera: bool,
    by: str,
    note: str,
    settings: Settings,
    progress: Progress,
) -> tuple[tuple[Review, ...], tuple[str, ...]]:
    """Keep the geolocations of a list (see ``reviewing.import_geolocations``) and write the report anew."""
    with working(case, settings=settings, progress=progress) as run:
        found = import_geolocations(run, path, about=about, camera=camera, by=by, note=note)
        write_report(run)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of the formats that were asked for."""

    files: tuple[Path, ...] = ()
    data: bytes = b""
    """The document itself, where it was asked for on standard output."""
    problems: tuple[ProvenanceError, ...] = ()
    """Why the rest could not be made on this machine."""


def report(case: Path, names: tuple[str, ...], *, out: Path | None = None, settings: Settings, progress: Progress) -> Written:
    """Write the report of ``case`` in each format: into the case, or to ``out`` (a file for one, a folder for several).

    Raises:
        CaseError: no case.
        MissingExtraError: the one format that was asked for needs what is not installed.
        StorageError: no space or no permission.
        UsageError: no such format, or several for standard output.
    """
    formats = chosen(names)
    if out == Path("-") and len(formats) > 1:
        raise UsageError("--out -: expected one format for standard output, found several")
    if out is None:
        with working(case, settings=settings, progress=progress) as run:
            _, files, problems = write_each(run, formats)
        found = Written(files=files, problems=problems)
    else:
        with Case.open(case) as opened:
            snapshot = take(opened, at=now())
        progress.stage("report", len(formats))
        found = _beside(
            render_each(formats, snapshot, progress, language=settings.language),
            out,
            single=len(formats) == 1 and not out.is_dir(),
        )
    if len(formats) == 1:
        for problem in found.problems:
            raise problem
    return found


def _beside(made: Iterable[tuple[Exporter, bytes | MissingExtraError]], out: Path, *, single: bool) -> Written:
    files, data, problems = [], b"", []
    for each, document in made:
        if isinstance(document, MissingExtraError):
            problems.append(document)
        elif out == Path("-"):
            data = document
        else:
            place = out if single else out / f"report{each.suffix}"
            place.parent.mkdir(parents=True, exist_ok=True)
            write_file(place, document)
            files.append(place)
    return Written(files=tuple(files), data=data, problems=tuple(problems))
