"""The seal: what a key has signed for, and the list of files that goes with it.

A seal is one line in canonical form that names how many lines the log had, the digest of the last one, the digest of
the list of files and the key. The list is what ``sha256sum`` writes and ``sha256sum -c`` reads. Ed25519 (RFC 8032)
signs the seal's bytes; the key's fingerprint is the SHA-256 of its SubjectPublicKeyInfo (RFC 8410) in DER.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from provenance.custody.canonical import Json, parse, write
from provenance.custody.log import moment
from provenance.errors import CaseError, InputError
from provenance.model import Digest, Instant

__all__ = ["FORMAT", "Seal", "file_list", "read_file_list", "read_seal", "seal_name"]

FORMAT = 1
_LISTED = re.compile(rb"([0-9a-f]{64})  ([^\n]+)\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One seal."""

    count: int
    """Lines of the log."""
    head: Digest
    """Of the last line."""
    files: Digest
    """Of the list of files."""
    key: Digest
    """Fingerprint of the key that signs."""
    time: Instant
    clock: str

    def written(self) -> bytes:
        """The bytes that are signed."""
        value: dict[str, Json] = {
            "format": FORMAT,
            "count": self.count,
            "head": str(self.head),
            "files": str(self.files),
            "key": str(self.key),
            "time": str(self.time),
            "clock": self.clock,
        }
        return write(value) + b"\n"


def read_seal(data: bytes, *, where: str) -> Seal:
    """The seal that was written as ``data``.

    Raises:
        CaseError: no seal.
    """
    if not data.endswith(b"\n"):
        raise CaseError(f"{where}: expected one line, found one without its end")
    value = parse(data[:-1], where=where)
    try:
        seal = Seal(
            count=int(str(value["count"])),
            head=Digest.parse(str(value["head"])),
            files=Digest.parse(str(value["files"])),
            key=Digest.parse(str(value["key"])),
            time=moment(str(value["time"])),
            clock=str(value["clock"]),
        )
    except (KeyError, ValueError, InputError) as error:
        raise CaseError(f"{where}: expected a seal, found something else ({error!r})") from error
    if seal.written() != data:
        raise CaseError(f"{where}: expected a seal of format {FORMAT}, found another")
    return seal


def seal_name(count: int, seal: bytes) -> str:
    """The file name of a seal without its suffix: it sorts by lines and names its own digest."""
    return f"{count:08d}-{Digest.of(seal).value[:16]}"


def file_list(files: Mapping[str, Digest]) -> bytes:
    """The list of files as ``sha256sum`` writes it, in order of path.

    Raises:
        ValueError: a path that the format cannot carry.
    """
    for path in files:
        if not path or "\n" in path or "\\" in path or "\r" in path:
            raise ValueError(f"expected a plain path, got {path!r}")
    return b"".join(f"{files[path].value}  {path}\n".encode() for path in sorted(files))


def read_file_list(data: bytes, *, where: str) -> dict[str, Digest]:
    """The list that :func:`file_list` wrote.

    Raises:
        CaseError: another form.
    """
    found: dict[str, Digest] = {}
    end = 0
    for match in _LISTED.finditer(data):
        if match.start() != end:
            break
        try:
            found[match[2].decode()] = Digest(value=match[1].decode())
        except UnicodeDecodeError as error:
            raise CaseError(f"{where}: expected paths in UTF-8 ({error})") from error
        end = match.end()
    if end != len(data) or file_list(found) != data:
        raise CaseError(f"{where}: expected a sorted list as sha256sum writes it, found another form")
    return found
