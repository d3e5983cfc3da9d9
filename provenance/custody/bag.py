"""BagIt 1.0 (RFC 8493): the texts of a bag, written and read."""

import re
from collections.abc import Iterable, Mapping

from provenance.errors import CaseError

__all__ = ["ALGORITHMS", "DECLARATION", "bag_info", "manifest", "read_manifest"]

ALGORITHMS = ("sha256", "sha512")
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LINE = re.compile(r"([0-9a-f]{64}|[0-9a-f]{128})[ \t]+(\S.*)")


def bag_info(facts: Iterable[tuple[str, str]]) -> bytes:
    """``bag-info.txt``."""
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in facts).encode()


def manifest(digests: Mapping[str, str]) -> bytes:
    """Path → hexadecimal digest as a manifest, in order of path; CR, LF and % are percent-encoded."""
    return "".join(f"{digests[path]}  {_encoded(path)}\n" for path in sorted(digests)).encode()


def _encoded(path: str) -> str:
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def read_manifest(data: bytes, *, where: str) -> dict[str, str]:
    """What a manifest lists.

    Raises:
        CaseError: no manifest, or a path twice.
    """
    found: dict[str, str] = {}
    try:
        lines = data.decode().splitlines()
    except UnicodeDecodeError as error:
        raise CaseError(f"{where}: expected UTF-8, found something else ({error})") from error
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise CaseError(f"{where}, line {number}: expected a digest and a path, found {line[:80]!r}")
        path = re.sub("%0[dD]", "\r", match[2]).replace("%0A", "\n").replace("%0a", "\n").replace("%25", "%")
        if found.setdefault(path, match[1]) != match[1]:
            raise CaseError(f"{where}, line {number}: expected each path once, found {path!r} again")
    return found
