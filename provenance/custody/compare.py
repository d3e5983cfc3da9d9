"""The log against its chain, against its other copy, and against the rows: pure comparisons."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from provenance.custody.findings import Finding, FindingKind
from provenance.custody.log import Line, RecordChange, read_line
from provenance.custody.seal import Seal
from provenance.errors import CaseError
from provenance.model import Digest

__all__ = ["break_of", "compare_lines", "compare_rows", "is_torn", "latest_files", "latest_rows", "read_log"]

Stored = Sequence[bytes]
Rows = Mapping[tuple[str, str], tuple[Digest | None, int]]
"""(table, key) → digest of the row as last left, and the line that says so."""


def read_log(stored: Stored, *, where: str) -> tuple[Line, ...]:
    """The lines as values.

    Raises:
        CaseError: one of them is no line; the message says which.
    """
    return tuple(read_line(line, where=f"{where}, line {number}") for number, line in enumerate(stored, start=1))


def break_of(stored: Stored, seals: Iterable[Seal], *, file: str) -> Finding | None:
    """The first place where the lines do not follow from each other or are not what a seal signed; ``None`` if all is well."""
    previous: Digest | None = None
    digests: list[Digest] = []
    for number, data in enumerate(stored, start=1):
        try:
            line = read_line(data, where=f"line {number}")
        except CaseError as error:
            return Finding(kind=FindingKind.ALTERED, file=file, line=number, detail=str(error))
        if line.sequence != number:
            detail = f"expected line {number}, found the line that calls itself {line.sequence}"
            return Finding(kind=FindingKind.REORDERED, file=file, line=number, detail=detail)
        if not line.redacted and line.previous != previous:
            detail = "expected what the next line names, found another" if number > 1 else "expected no line before the first"
            return Finding(kind=FindingKind.ALTERED, file=file, line=max(number - 1, 1), detail=detail)
        previous = line.digest
        digests.append(line.digest)
    for seal in seals:
        if seal.count > len(digests):
            detail = f"expected {seal.count} lines, as was signed, found {len(digests)}"
            return Finding(kind=FindingKind.TRUNCATED, file=file, line=len(digests) + 1, detail=detail)
        if digests[seal.count - 1] != seal.head:
            detail = "expected the line that was signed as the last, found another"
            return Finding(kind=FindingKind.ALTERED, file=file, line=seal.count, detail=detail)
    return None


def compare_lines(found: Stored, truth: Stored, *, file: str) -> Iterator[Finding]:
    """How ``found`` differs from ``truth``, line by line; a tail that is missing is one finding."""
    if list(found) == list(truth[: len(found)]):
        if len(found) < len(truth):
            yield _cut(len(found) + 1, len(truth), file)
        return
    if (
        found
        and found[:-1] == truth[: len(found) - 1]
        and truth[len(found) - 1 : len(found)]
        and is_torn(found[-1], truth[len(found) - 1])
    ):
        yield _cut(len(found), len(truth), file)
        return
    there = Counter(found)
    if there == Counter(truth):
        for number, (line, expected) in enumerate(zip(found, truth, strict=True), start=1):
            if line != expected:
                yield Finding(kind=FindingKind.REORDERED, file=file, line=number, detail="another line stands in its place")
        return
    known = set(truth)
    for first, last, start, end in _gaps(truth, found):
        yield from _difference(truth[first:last], found[start:end], there, known, first=first + 1, start=start + 1, file=file)


def _gaps(truth: Stored, found: Stored) -> Iterator[tuple[int, int, int, int]]:
    """What lies between the lines that both have in the same order: from where to where, in ``truth`` and in ``found``.

    The lines of ``truth`` differ from each other, so the longest run of common lines is a longest increasing subsequence
    (Fredman 1975, n log n); difflib's time would grow with the square, and a stranger's log may be long.
    """
    place = {line: number for number, line in enumerate(truth)}
    last: list[int] = []  # of each length of run: the place in truth where the best one ends
    ends: list[int] = []  # and the number of that line in found
    before: dict[int, int] = {}
    for number, line in enumerate(found):
        if (at := place.get(line)) is None:
            continue
        length = bisect_left(last, at)
        if last[length : length + 1] == [at]:
            continue  # the same line once more: the first of them stands in its place
        last[length : length + 1] = [at]
        ends[length : length + 1] = [number]
        before[number] = ends[length - 1] if length else -1
    run: list[int] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        run.append(number)
        number = before[number]
    first = start = 0
    for number in (*reversed(run), len(found)):
        at = place[found[number]] if number < len(found) else len(truth)
        if at > first or number > start:
            yield first, at, start, number
        first, start = at + 1, number + 1


def is_torn(line: bytes, whole: bytes) -> bool:
    """Whether ``line`` is what a run that broke off left of ``whole``: a power cut may leave zeros where bytes were to come."""
    return not line.endswith(b"\n") and whole.startswith(line.rstrip(b"\0"))


def _cut(first: int, last: int, file: str) -> Finding:
    what = f"line {first}" if first == last else f"lines {first} to {last}"
    return Finding(
        kind=FindingKind.TRUNCATED, file=file, line=first, detail=f"expected {last} lines, found the end before {what}"
    )


def _difference(
    expected: Stored, found: Stored, there: Mapping[bytes, int], known: set[bytes], *, first: int, start: int, file: str
) -> Iterator[Finding]:
    strange = [line for line in found if line not in known]
    for number, line in enumerate(expected, start=first):
        if there.get(line):
            yield Finding(kind=FindingKind.REORDERED, file=file, line=number, detail="the line stands in another place")
        elif strange:
            strange.pop(0)
            yield Finding(kind=FindingKind.ALTERED, file=file, line=number, detail="expected another line here")
        else:
            yield Finding(kind=FindingKind.MISSING, file=file, line=number, detail="the line is not there")
    for _ in strange:
        yield Finding(kind=FindingKind.UNEXPECTED, file=file, line=start, detail="a line that the log does not have")
    for number, line in enumerate(found, start=start):
        if there[line] > 1:
            yield Finding(kind=FindingKind.UNEXPECTED, file=file, line=number, detail="a line that stands there twice")


def latest_rows(lines: Iterable[Line]) -> dict[tuple[str, str], tuple[Digest | None, int]]:
    """Every row that the log knows, as it was last left."""
    return {(each.table, each.key): (each.digest, line.sequence) for line in lines for each in line.records}


def latest_files(lines: Iterable[Line]) -> dict[str, tuple[Digest, int]]:
    """Every file that the log knows, as it was last put there."""
    return {each.path: (each.digest, line.sequence) for line in lines for each in line.outputs}


def compare_rows(rows: Iterable[RecordChange], expected: Rows, *, file: str, stubs: frozenset[RecordChange]) -> Iterator[Finding]:
    """How the rows differ from what the log says of them; ``stubs`` were left out on purpose."""
    seen = set()
    for row in rows:
        digest, line = expected.get((row.table, row.key), (None, None))
        seen.add((row.table, row.key))
        if digest is None:
            what = "no line of the log wrote it" if line is None else "the log says that it was removed"
            yield Finding(kind=FindingKind.UNEXPECTED, file=file, line=line, record=row.name, detail=what)
        elif digest != row.digest:
            yield Finding(kind=FindingKind.ALTERED, file=file, line=line, record=row.name, detail="not what that line wrote")
    for (table, key), (digest, line) in expected.items():
        gone = RecordChange(table=table, key=key, digest=digest)
        if digest is not None and (table, key) not in seen and gone not in stubs:
            yield Finding(kind=FindingKind.MISSING, file=file, line=line, record=gone.name, detail="that line wrote it")
