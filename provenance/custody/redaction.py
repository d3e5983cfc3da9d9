"""What was left out of a bundle: each thing with its digest and the reason, signed by whoever left it out."""

from dataclasses import dataclass

from provenance.custody.canonical import Json, parse, write
from provenance.custody.log import Output, RecordChange
from provenance.errors import CaseError, InputError
from provenance.model import Digest

__all__ = ["NOTHING", "Redaction", "read_redaction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """The stubs of one redacted copy of a case."""

    seal: Digest | None
    """SHA-256 of the seal file that the copy was made under."""
    files: tuple[Output, ...] = ()
    """Left out: place and digest."""
    replaced: tuple[Output, ...] = ()
    """Made again without what was left out: place, and digest as it is now."""
    records: tuple[RecordChange, ...] = ()
    """Rows left out."""
    reasons: tuple[str, ...] = ()
    """In words, for everything above."""

    def written(self) -> bytes:
        """The bytes that are signed."""
        value: dict[str, Json] = {
            "format": 1,
            "seal": None if self.seal is None else str(self.seal),
            "reasons": list(self.reasons),
            "files": [{"path": each.path, "digest": str(each.digest)} for each in sorted(self.files)],
            "replaced": [{"path": each.path, "digest": str(each.digest)} for each in sorted(self.replaced)],
            "records": [
                {"table": each.table, "key": each.key, "digest": str(each.digest)}
                for each in sorted(self.records, key=lambda each: (each.table, each.key))
            ],
        }
        return write(value) + b"\n"


NOTHING = Redaction(seal=None)
"""Nothing was left out."""


def read_redaction(data: bytes, *, where: str) -> Redaction:
    """What :meth:`Redaction.written` wrote.

    Raises:
        CaseError: something else.
    """
    value = parse(data.removesuffix(b"\n"), where=where)
    try:
        found = Redaction(
            seal=None if value["seal"] is None else Digest.parse(str(value["seal"])),
            files=tuple(_output(each) for each in _array(value["files"])),
            replaced=tuple(_output(each) for each in _array(value["replaced"])),
            records=tuple(_record(each) for each in _array(value["records"])),
            reasons=tuple(str(each) for each in _array(value["reasons"])),
        )
    except (KeyError, TypeError, InputError) as error:
        raise CaseError(f"{where}: expected what was left out, found something else ({error!r})") from error
    if found.written() != data:
        raise CaseError(f"{where}: expected what was left out, found another form")
    return found


def _array(value: Json) -> list[dict[str, str]]:
    if isinstance(value, list):
        found: list[dict[str, str]] = value
        return found
    raise TypeError(f"expected an array, found {value!r:.80}")


def _output(value: dict[str, str]) -> Output:
    return Output(path=str(value["path"]), digest=Digest.parse(value["digest"]))


def _record(value: dict[str, str]) -> RecordChange:
    return RecordChange(table=str(value["table"]), key=str(value["key"]), digest=Digest.parse(value["digest"]))
