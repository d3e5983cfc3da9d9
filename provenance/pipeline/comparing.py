"""Stage 5: has this footage been seen before, in a library, in another case, or elsewhere in this one?"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import platformdirs

from provenance.errors import LibraryError
from provenance.fingerprints.interface import Footage
from provenance.matching import ALGORITHM, VERSION, Entry, FootageIndex, FootageSource
from provenance.model import ActivityKind, Digest, Instant, KeptFile, Match
from provenance.pipeline.run import Progress, Run, now
from provenance.store.case import Case
from provenance.store.library import folder_library, open_library

__all__ = ["CaseFootage", "libraries", "match_all", "open_source", "with_pictures"]

THIS_CASE = "this case"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFootage:
    """The media of a case, as footage to search in."""

    case: Case
    label: str
    before: Digest | None = None
    """Only media that came before this one, so that a pair inside a case is found once."""

    def entries(self) -> Iterator[Entry]:
        """Every fingerprinted media file, in the order it was had."""
        fingerprinted, probes = self.case.fingerprinted(), self.case.probes()
        for file in self.case.media_files():
            if file.digest == self.before:
                return
            if file.digest in fingerprinted:
                yield Entry(digest=file.digest, name=file.name, note="", added=None, duration=probes[file.digest].duration)

    def footage(self, digest: Digest) -> Footage:
        """The fingerprints of one of them."""
        return Footage.unpack(self.case.footage(digest))


def cache_folder() -> Path:
    """Where folders of footage are remembered once measured."""
    return platformdirs.user_cache_path("provenance", ensure_exists=True) / "footage"


@contextlib.contextmanager
def open_source(path: Path, progress: Progress) -> Iterator[FootageSource]:
    """A library file, another case, or a folder of footage (measured on first use) to search in.

    Raises:
        LibraryError: none of these.
    """
    if (path / "case.sqlite").is_file():
        with Case.open(path) as other:
            yield CaseFootage(case=other, label=str(path))
    elif path.is_dir():
        problems: list[str] = []
        with folder_library(path, cache=cache_folder(), progress=progress.item, added=now(), problems=problems) as library:
            for problem in problems:
                progress.note(problem, problem=True)
            yield library
    elif path.is_file():
        with open_library(path) as library:
            yield library
    else:
        raise LibraryError(f"{path}: expected a library file, a folder of footage or a case, found nothing there")


@contextlib.contextmanager
def libraries(run: Run) -> Iterator[tuple[FootageSource, ...]]:
    """Every library the analyst named; one that cannot be opened is told and left out."""
    with contextlib.ExitStack() as stack:
        opened: list[FootageSource] = []
        for path in run.settings.libraries:
            with run.item(ActivityKind.MATCH, str(path), label=f"library {path.name}"):
                opened.append(stack.enter_context(open_source(path, run.progress)))
        yield tuple(opened)


def match_all(run: Run) -> None:
    """Search every fingerprinted media file wherever it was not searched yet."""
    fingerprinted = run.case.fingerprinted()
    queries = tuple(file for file in run.case.media_files() if file.digest in fingerprinted)
    with libraries(run) as known:
        run.progress.stage("match", len(queries) * (len(known) + 1))
        for source in known:
            _search(run, queries, source)
        for file in queries:
            _search(run, (file,), CaseFootage(case=run.case, label=THIS_CASE, before=file.digest))


def _search(run: Run, queries: tuple[KeptFile, ...], source: FootageSource) -> None:
    """Search ``queries`` in ``source``, which is indexed once, and only if it holds anything new to one of them."""
    state = _state(source)
    index: FootageIndex | None = None
    for file in queries:
        with run.item(ActivityKind.MATCH, str(file.digest), label=f"{file.name} in {source.label}"):
            if run.case.compared(file.digest, source.label) != state:
                started, index = now(), index or FootageIndex(source)
                _match(run, file.digest, source, index, state=state, started=started)


def _match(run: Run, query: Digest, source: FootageSource, index: FootageIndex, *, state: str, started: Instant) -> None:
    footage = Footage.unpack(run.case.footage(query))
    found = tuple(with_pictures(match, footage, source, run.case) for match in index.search(footage))
    options = (("library", source.label), ("state", state))
    message = f"{len(found)} matches in {source.label}"
    with run.case.commit(run.activity(ActivityKind.MATCH, str(query), started, message=message, options=options)) as write:
        write.comparison(query, source.label, state, found)


def _state(source: FootageSource) -> str:
    """Changes when the library, or the matcher, does."""
    digests = sorted(str(entry.digest) for entry in source.entries())
    return Digest.of("\n".join((ALGORITHM, VERSION, *digests)).encode()).value


def with_pictures(match: Match, query: Footage, source: FootageSource, case: Case) -> Match:
    """``match`` with small pictures of its aligned frames, which are kept in the case."""
    compared = source.footage(match.compared.digest)
    pictures = tuple(
        (case.pictures.put(_nearest(query, a), suffix=".jpg"), case.pictures.put(_nearest(compared, b), suffix=".jpg"))
        for a, b in match.pairs
    )
    return replace(match, pictures=pictures)


def _nearest(footage: Footage, time: Fraction) -> bytes:
    return min(footage.keyframes, key=lambda frame: abs(frame.time - time)).picture
