"""OpenTimestamps proofs over the bytes of a seal (https://opentimestamps.org).

A calendar gathers digests and puts one over all of them into a Bitcoin block. A proof is first *pending*, the calendar's word,
and after some hours *complete*: it leads from the digest to the Merkle root of a block, which whoever has that block can check.

Only the format is left to the library; what goes over the network goes through our own guard. Everything read here is
hostile: the library bounds lengths and depth, and each of its errors becomes one of ours.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from provenance.custody.findings import Block
from provenance.errors import CaseError, MissingExtraError
from provenance.model import Instant

if TYPE_CHECKING:
    from opentimestamps.core.timestamp import DetachedTimestampFile

__all__ = ["HEADER", "NONCE", "begun", "commitments", "completed", "is_public_calendar", "read_proof"]

NONCE = 16
"""Bytes hashed in before a digest is sent, so that a calendar cannot recognise a seal that it meets elsewhere."""
LIMIT = 1_000_000
"""Bytes of a proof; real ones have a few thousand."""
HEADER, _ROOT = 80, 32
"""Bytes of a block's header, and of the Merkle root in it."""
_HIGHEST = 2**32
"""Of block heights: an attestation may hold a number of any length."""


def begun(data: bytes, *, nonce: bytes, answered: Callable[[bytes], bytes], where: str) -> bytes:
    """A proof over ``data``, pending: ``answered`` is given the digest for the calendar and returns the calendar's bytes.

    Raises:
        CaseError: the calendar answered with something else.
        MissingExtraError: the library is not installed.
    """
    with _Library(where) as lib:
        proof = lib.stamp.DetachedTimestampFile(lib.op.OpSHA256(), lib.stamp.Timestamp(hashlib.sha256(data).digest()))
        leaf = proof.timestamp.ops.add(lib.op.OpAppend(nonce)).ops.add(lib.op.OpSHA256())
        leaf.merge(_tree(lib, answered(leaf.msg), leaf.msg))
        return _written(lib, proof)


def commitments(proof: bytes, *, where: str) -> tuple[tuple[str, bytes], ...]:
    """The calendars that have only promised, each with what to ask it about.

    Raises:
        CaseError: no proof.
        MissingExtraError: the library is not installed.
    """
    with _Library(where) as lib:
        return tuple(
            sorted({(each.uri, msg) for msg, each in _read(lib, proof).timestamp.all_attestations() if _pending(lib, each)})
        )


def completed(proof: bytes, commitment: bytes, answer: bytes, *, where: str) -> bytes | None:
    """``proof`` with a calendar's ``answer`` about ``commitment`` added; ``None`` where that leads to no block yet.

    Raises:
        CaseError: the answer is something else.
        MissingExtraError: the library is not installed.
    """
    with _Library(where) as lib:
        found, more = _read(lib, proof), _tree(lib, answer, commitment)
        if not any(isinstance(each, lib.notary.BitcoinBlockHeaderAttestation) for _, each in more.all_attestations()):
            return None
        for node in _nodes(found.timestamp):
            if node.msg == commitment:
                node.merge(more)
        return _written(lib, found)


def read_proof(proof: bytes, *, data: bytes, headers: Collection[bytes], where: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks that ``proof`` leads ``data`` to, with times where ``headers`` has theirs, and the calendars that only promised.

    Raises:
        CaseError: it is damaged or about something else.
        MissingExtraError: the library is not installed.
    """
    with _Library(where) as lib:
        found = _read(lib, proof)
        if not isinstance(found.file_hash_op, lib.op.OpSHA256) or found.file_digest != hashlib.sha256(data).digest():
            raise CaseError(f"{where}: expected a proof over the seal, found one over something else")
        known = {header[36:68]: _time(header) for header in headers}
        blocks, calendars = set(), set()
        for msg, each in found.timestamp.all_attestations():
            if isinstance(each, lib.notary.BitcoinBlockHeaderAttestation):
                if len(msg) != _ROOT or each.height > _HIGHEST:
                    raise CaseError(f"{where}: expected a proof that leads to a block, found one that cannot")
                blocks.add(Block(height=each.height, root=msg[::-1].hex(), time=known.get(msg)))
            elif _pending(lib, each):
                calendars.add(each.uri)
        return tuple(sorted(blocks, key=lambda each: (each.height, each.root))), tuple(sorted(calendars))


def is_public_calendar(uri: str) -> bool:
    """Whether ``uri`` is one of the public calendars, to which the pools lead that are asked first."""
    from opentimestamps.calendar import DEFAULT_CALENDAR_WHITELIST  # noqa: PLC0415

    return uri in DEFAULT_CALENDAR_WHITELIST


# ── the library ─────────────────────────────────────────────────────────────────────────────────


class _Library:
    """The library's modules, loaded when needed; inside, its errors become :class:`CaseError`."""

    def __init__(self, where: str) -> None:
        self.where = where
        try:
            from opentimestamps.core import notary, op, serialize, timestamp  # noqa: PLC0415
        except ImportError as error:
            raise MissingExtraError("OpenTimestamps needs an extra: pip install 'provenance-osint[opentimestamps]'") from error
        self.stamp: Any = timestamp
        self.op: Any = op
        self.notary: Any = notary
        self.serialize: Any = serialize

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        # Operations that cannot be applied are ValueErrors and assertions there.
        if isinstance(error, (self.serialize.DeserializationError, ValueError, TypeError, AssertionError)):
            raise CaseError(f"{self.where}: expected an OpenTimestamps proof, found something else ({error})") from error


def _read(lib: _Library, proof: bytes) -> "DetachedTimestampFile":
    if len(proof) > LIMIT:
        raise CaseError(f"{lib.where}: expected at most {LIMIT} bytes of proof, found {len(proof)}")
    return lib.stamp.DetachedTimestampFile.deserialize(lib.serialize.BytesDeserializationContext(proof))


def _tree(lib: _Library, answer: bytes, message: bytes) -> Any:  # noqa: ANN401 - the library has no types
    context = lib.serialize.BytesDeserializationContext(answer)
    tree = lib.stamp.Timestamp.deserialize(context, message)
    context.assert_eof()
    return tree


def _written(lib: _Library, proof: "DetachedTimestampFile") -> bytes:
    context = lib.serialize.BytesSerializationContext()
    proof.serialize(context)
    return bytes(context.getbytes())


def _pending(lib: _Library, attestation: object) -> bool:
    return isinstance(attestation, lib.notary.PendingAttestation)


def _nodes(tree: Any) -> Iterator[Any]:  # noqa: ANN401 - the library has no types
    yield tree
    for below in list(tree.ops.values()):
        yield from _nodes(below)


def _time(header: bytes) -> Instant:
    """Bytes 68 to 72, little end first (https://developer.bitcoin.org/reference/block_chain.html)."""
    return Instant(value=datetime.fromtimestamp(int.from_bytes(header[68:72], "little"), tz=UTC))
