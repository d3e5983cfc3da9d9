"""Stage 5: has this footage been seen before, in a library, in another case, or elsewhere in this one?"""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from provenance.errors import LibraryError, ProvenanceError
from provenance.fingerprints.interface import Footage
from provenance.matching import ALGORITHM, VERSION, FootageIndex, FootageSource, sound
from provenance.model import ActivityKind, Digest, KeptFile, Match
from provenance.pipeline.run import Run, now
from provenance.pipeline.sources import CaseFootage, open_source
from provenance.pipeline.tracing import trace_copies
from provenance.store.case import Case

__all__ = ["libraries", "match_all", "with_pictures"]

THIS_CASE = "this case"


@contextlib.contextmanager
def libraries(run: Run) -> Iterator[tuple[tuple[str, FootageSource], ...]]:
    """Every library the analyst named, under a key that no other bears; one that cannot be opened is told and left out."""
    with contextlib.ExitStack() as stack:
        opened: dict[str, FootageSource] = {}
        for path in run.settings.libraries:
            key = str(path.resolve())
            if key in opened or key == str(run.case.folder.resolve()):
                continue  # named twice, or this case, which is searched anyway
            started, problems = now(), list[ProvenanceError]()
            with run.item(ActivityKind.MATCH, str(path), label=f"library {path.name}"):
                opened[key] = stack.enter_context(open_source(path, run.progress, problems))
            for problem in problems:
                run.fail(ActivityKind.MATCH, str(path), problem, started=started)
        yield tuple(opened.items())


def match_all(run: Run) -> None:
    """Search every fingerprinted media file wherever it was not searched yet."""
    fingerprinted = run.case.fingerprinted()
    queries = tuple(file for file in run.case.media_files() if file.digest in fingerprinted)
    with libraries(run) as known:
        run.progress.stage("match", len(queries) * (len(known) + 1))
        for key, source in known:
            state = _state([entry.digest for entry in source.entries()])
            _search(run, key, source, [(file, state) for file in queries])
    digests = [file.digest for file in queries]
    # Each file is compared with those that came before it, so that a pair inside the case is found once.
    earlier = [(file, _state(digests[:position])) for position, file in enumerate(queries)]
    _search(run, THIS_CASE, CaseFootage(case=run.case, label=THIS_CASE), earlier, before=digests)
    trace_copies(run, THIS_CASE, digests)


def _search(
    run: Run, key: str, source: FootageSource, queries: list[tuple[KeptFile, str]], *, before: list[Digest] | None = None
) -> None:
    """Search each query whose library has another state than when it was last searched there; the index is built once."""
    index: FootageIndex | None = None
    for file, state in queries:
        subject = f"{file.digest} in {source.label}"
        with run.item(ActivityKind.MATCH, subject, label=f"{file.name} in {source.label}"):
            if run.case.compared(file.digest, key) == state:
                continue
            if index is None:
                index = FootageIndex(source)
                for problem in index.problems:
                    error = LibraryError(f"{source.label}: not searched: {problem}")
                    run.fail(ActivityKind.MATCH, source.label, error, started=now())
            candidates = None if before is None else frozenset(before[: before.index(file.digest)])
            _match(run, file.digest, key, source, index, state=state, candidates=candidates)


def _match(
    run: Run,
    query: Digest,
    key: str,
    source: FootageSource,
    index: FootageIndex,
    *,
    state: str,
    candidates: frozenset[Digest] | None,
) -> None:
    started = now()
    footage = Footage.unpack(run.case.footage(query))
    matches = [match for match in index.search(footage) if candidates is None or match.compared.digest in candidates]
    found = tuple(with_pictures(match, footage, source, run.case) for match in matches)
    options = (("library", key), ("state", state))
    message = f"{len(found)} matches in {source.label}"
    activity = run.activity(ActivityKind.MATCH, f"{query} in {source.label}", started, message=message, options=options)
    with run.case.commit(activity) as write:
        write.comparison(query, key, state, found)


def _state(known: list[Digest]) -> str:
    """Changes when what is searched in, or the matcher, does."""
    return Digest.of("\n".join((ALGORITHM, VERSION, sound.ALGORITHM, sound.VERSION, *sorted(map(str, known)))).encode()).value


def with_pictures(match: Match, query: Footage, source: FootageSource, case: Case) -> Match:
    """``match`` with small pictures of its aligned frames, which are kept in the case."""
    compared = source.footage(match.compared.digest)
    pictures = tuple(
        (case.pictures.put(_nearest(query, a), suffix=".webp"), case.pictures.put(_nearest(compared, b), suffix=".webp"))
        for a, b in match.pairs
    )
    return replace(match, pictures=pictures)


def _nearest(footage: Footage, time: Fraction) -> bytes:
    return min(footage.keyframes, key=lambda frame: abs(frame.time - time)).picture
