"""One line of the custody log, and its chain.

A line is an object in canonical form (see ``canonical.py``) and a line break. ``previous`` is the SHA-256 of the line
before with its line break, so ``sed -n 3p custody.jsonl | sha256sum`` is what line 4 names; the first line has null.
A line that was left out of a bundle stands as a stub with its number, its digest and the reason: the chain goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from provenance.custody.canonical import Json, parse, text, write, write_object
from provenance.errors import CaseError, InputError
from provenance.model import Activity, Digest, Instant

__all__ = ["FORMAT", "Line", "Output", "RecordChange", "Scene", "compose", "digest_of_line", "read_line", "stub"]

FORMAT = 1
_STUB = b'{"redacted":'


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class RecordChange:
    """A row that an activity wrote, or (without a digest) removed."""

    table: str
    key: str
    """The row's primary key: a JSON array of its columns."""
    digest: Digest | None
    """Of the row as it was left: every column in canonical form, see ``store/rows.py``."""

    @property
    def name(self) -> str:
        """How findings call it."""
        return f"{self.table} {self.key}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Output:
    """A file that an activity put into the case."""

    path: str
    """From the case's folder, with ``/``: a case that is moved stays as it was."""
    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who works where, by which clock."""

    actor: str
    host: str
    clock: str
    """What is known of the clock: ``system clock, synchronised``."""
    time: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as it is stored."""

    stored: bytes
    """With its line break."""
    sequence: int
    """Counted from 1."""
    digest: Digest
    """Of the stored line; of the line that was left out, where this is its stub."""
    previous: Digest | None = None
    records: tuple[RecordChange, ...] = ()
    outputs: tuple[Output, ...] = ()
    activity: str = ""
    """The activity's id."""
    kind: str = ""
    subject: str = ""
    ok: bool = True
    scene: Scene | None = None
    tool: str = ""
    version: str = ""
    by: str = ""
    """Who decided, where a person did."""
    redacted: str = ""
    """Why it was left out; empty where it was not."""


def compose(
    activity: Activity,
    *,
    scene: Scene,
    sequence: int,
    previous: Digest | None,
    inputs: Sequence[Digest] = (),
    outputs: Sequence[Output] = (),
    records: Sequence[RecordChange] = (),
) -> bytes:
    """The line about ``activity``, with its line break."""
    # A line names thousands of files and rows: these are written one by one, without an object of each in between.
    files = (
        f'{{"digest":"{each.digest}","path":{text(each.path)}}}'
        for each in sorted(outputs, key=lambda each: (each.path, each.digest.value))
    )
    rows = (
        f'{{"digest":{_written(each.digest)},"key":{text(each.key)},"table":{text(each.table)}}}'
        for each in sorted(records, key=lambda each: (each.table, each.key))
    )
    about: dict[str, Json] = {
        "id": activity.id,
        "kind": activity.kind.value,
        "subject": activity.subject,
        "ok": activity.ok,
        **({"by": activity.by} if activity.by else {}),
    }
    line = {
        "format": str(FORMAT),
        "sequence": str(sequence),
        "previous": _written(previous),
        "time": text(str(scene.time)),
        "clock": text(scene.clock),
        "actor": text(scene.actor),
        "host": text(scene.host),
        "tool": text(activity.tool),
        "version": text(activity.version),
        "activity": write(about).decode(),
        "inputs": f"[{','.join(map(_written, inputs))}]",
        "outputs": f"[{','.join(files)}]",
        "records": f"[{','.join(rows)}]",
    }
    return (write_object(line) + "\n").encode()


def _written(digest: Digest | None) -> str:
    return "null" if digest is None else f'"{digest}"'


def stub(line: Line, *, reason: str) -> bytes:
    """What stands in a bundle in place of ``line``."""
    if line.redacted:
        return line.stored
    return write({"redacted": {"sequence": line.sequence, "digest": str(line.digest), "reason": reason}}) + b"\n"


def digest_of_line(stored: bytes) -> Digest:
    """What the next line names; a stub names the line that it stands for."""
    return read_line(stored, where="a line").digest if stored.startswith(_STUB) else Digest.of(stored)


def read_line(stored: bytes, *, where: str) -> Line:
    """The line that is stored as ``stored`` (with its line break).

    Raises:
        CaseError: no such line.
    """
    if not stored.endswith(b"\n"):
        raise CaseError(f"{where}: expected a whole line, found one without its end")
    value = parse(stored[:-1], where=where)
    try:
        return _stubbed(value["redacted"], stored) if "redacted" in value else _whole(value, stored)
    except (KeyError, TypeError, ValueError, InputError) as error:
        raise CaseError(f"{where}: expected a custody line, found something else ({error!r})") from error


def _stubbed(value: Json, stored: bytes) -> Line:
    found = _object(value)
    return Line(
        stored=stored,
        sequence=_number(found["sequence"]),
        digest=_digest(found["digest"]),
        redacted=_text(found["reason"]) or "-",
    )


def _whole(value: dict[str, Json], stored: bytes) -> Line:
    if value["format"] != FORMAT:
        raise ValueError(f"expected format {FORMAT}, found {value['format']!r}")
    activity = _object(value["activity"])
    return Line(
        stored=stored,
        sequence=_number(value["sequence"]),
        digest=Digest.of(stored),
        previous=None if value["previous"] is None else _digest(value["previous"]),
        records=tuple(_record(each) for each in _array(value["records"])),
        outputs=tuple(_output(each) for each in _array(value["outputs"])),
        activity=_text(activity["id"]),
        kind=_text(activity["kind"]),
        subject=_text(activity["subject"]),
        ok=activity["ok"] is True,
        by=_text(activity.get("by", "")),
        scene=Scene(
            actor=_text(value["actor"]), host=_text(value["host"]), clock=_text(value["clock"]), time=moment(_text(value["time"]))
        ),
        tool=_text(value["tool"]),
        version=_text(value["version"]),
    )


def moment(text: str) -> Instant:
    """An instant as these documents write it."""
    return Instant(value=datetime.fromisoformat(text))


def _record(value: Json) -> RecordChange:
    found = _object(value)
    digest = None if found["digest"] is None else _digest(found["digest"])
    return RecordChange(table=_text(found["table"]), key=_text(found["key"]), digest=digest)


def _output(value: Json) -> Output:
    found = _object(value)
    return Output(path=_text(found["path"]), digest=_digest(found["digest"]))


def _object(value: Json) -> dict[str, Json]:
    if isinstance(value, dict):
        return value
    raise TypeError(f"expected an object, found {value!r:.80}")


def _array(value: Json) -> list[Json]:
    if isinstance(value, list):
        return value
    raise TypeError(f"expected an array, found {value!r:.80}")


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(f"expected a string, found {value!r:.80}")


def _number(value: Json) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise TypeError(f"expected a number from 1, found {value!r:.80}")


def _digest(value: Json) -> Digest:
    return Digest.parse(_text(value))
