"""Time-stamps by an authority (RFC 3161), over the bytes of a seal.

Over the seal and not over its signature: a seal names its key, while a key can be made for which one signature fits many
texts (RFC 8032 lets small-order keys pass), and such a signer could stamp first and write the log afterwards.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cryptography.x509 import Certificate

from provenance.errors import CaseError, MissingExtraError
from provenance.model import Instant

if TYPE_CHECKING:
    from rfc3161_client import TimeStampRequest, TimeStampResponse

__all__ = ["Reply", "read_reply", "request_for", "trusted_by"]

_CERTIFICATES = 0xA0
"""Tag of the optional certificates among the fields of SignedData."""
_DIGESTS = {"2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an authority granted."""

    time: Instant
    authority: str
    """Issuer of the certificate that signed, as the reply names it."""


def _library() -> None:
    try:
        import rfc3161_client  # noqa: F401, PLC0415
    except ImportError as error:
        raise MissingExtraError("time-stamps need an extra: pip install 'provenance-osint[timestamps]'") from error


def request_for(data: bytes) -> bytes:
    """A request about ``data``, with a nonce; the authority's certificate is wanted in the reply.

    Raises:
        MissingExtraError: the library is not installed.
    """
    _library()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415

    return TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()


def read_reply(reply: bytes, *, request: bytes, data: bytes, where: str) -> Reply:
    """What ``reply`` grants, if it answers ``request`` and is about ``data``. Who signed it is not checked here.

    Raises:
        CaseError: it does not.
        MissingExtraError: the library is not installed.
    """
    found, asked = _parsed(reply, request, where=where)
    if found.status != 0:
        raise CaseError(f"{where}: expected a time-stamp, was refused one: {'; '.join(found.status_string) or found.status}")
    info = found.tst_info
    name = _DIGESTS.get(info.message_imprint.hash_algorithm.dotted_string)
    if name is None or info.message_imprint.message != hashlib.new(name, data).digest():
        raise CaseError(f"{where}: expected a time-stamp over the seal, found one over something else")
    if info.nonce != asked.nonce:
        raise CaseError(f"{where}: expected the answer to the request beside it, found the answer to another")
    signer = next(iter(found.signed_data.signer_infos))
    return Reply(time=Instant(value=info.gen_time), authority=signer.issuer.rfc4514_string())


def trusted_by(roots: Collection[Certificate], reply: bytes, *, request: bytes, data: bytes, where: str) -> bool:
    """Whether the signature in ``reply`` holds and leads to one of ``roots``, at the time that it states.

    Raises:
        CaseError: ``reply`` cannot be read.
    """
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415

    found, asked = _parsed(reply, request, where=where)
    try:
        return VerifierBuilder(roots=list(roots), nonce=asked.nonce).build().verify_message(found, data)
    except (VerificationError, ValueError):
        return False


def _parsed(reply: bytes, request: bytes, *, where: str) -> "tuple[TimeStampResponse, TimeStampRequest]":
    _library()
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415
    from rfc3161_client._rust import parse_timestamp_request  # noqa: PLC0415 - the library gives it no other name

    try:
        return decode_timestamp_response(_ordered(reply)), parse_timestamp_request(request)
    except ValueError as error:
        raise CaseError(
            f"{where}: expected an RFC 3161 reply and the request beside it, found something else ({error})"
        ) from error


def _ordered(reply: bytes) -> bytes:
    """``reply`` with the certificates in it in the order that DER gives to a SET, which the library insists on.

    Authorities, openssl among them, put the signer first. CMS asks for BER alone (RFC 5652, 5.1), and what is signed does not
    hold the certificates: their order says nothing.
    """
    try:
        token = _values(reply, *_values(reply, 0, len(reply))[0][1:])[1]
        content = _values(reply, *token[1:])[1]
        signed = _values(reply, *content[1:])[0]
        found = [place for tag, *place in _values(reply, *signed[1:]) if tag == _CERTIFICATES]
        start, end = found[0]
        edges = [start, *(stop for _, _, stop in _values(reply, start, end))]
    except IndexError:
        return reply  # refused, or no reply at all: the library says which
    return reply[:start] + b"".join(sorted(reply[a:b] for a, b in pairwise(edges))) + reply[end:]


def _values(data: bytes, start: int, end: int) -> list[tuple[int, int, int]]:
    """Tag, beginning and end of the content of each value between ``start`` and ``end``, lengths in DER's form (X.690, 8.1).

    Raises:
        IndexError: something else.
    """
    found = []
    while start < end:
        tag, size, at = data[start], data[start + 1], start + 2
        if size & 0x80:
            long = size & 0x7F
            size, at = int.from_bytes(data[at : at + long]), at + long
        start = at + size
        if start > end or tag & 0x1F == 0x1F:
            raise IndexError(at)
        found.append((tag, at, start))
    return found
