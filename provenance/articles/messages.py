"""A page or a text inside a saved MHTML file (RFC 2557) or an e-mail (RFC 5322, MIME)."""

import email
import email.policy
import re
from email.message import Message
from typing import NamedTuple

from provenance.errors import ArticleError

__all__ = ["Unpacked", "unpack"]

HEADERS = re.compile(rb"(?:[A-Za-z][\w-]{0,60}+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+){1,100}+")
OF_MESSAGE = re.compile(rb"^(?:MIME-Version:|Content-Type:\s*(?:multipart/|text/html))", re.IGNORECASE | re.MULTILINE)
PAGES = frozenset({"text/html", "application/xhtml+xml"})
LONGEST = 65_536
"""Bytes of a message's headers."""


class Unpacked(NamedTuple):
    """What is read of a file."""

    data: bytes
    charset: str | None = None
    """As its part states it."""
    url: str | None = None
    """Where the browser that saved it says it was."""


def unpack(data: bytes, *, source: str) -> Unpacked:
    """The main page of an MHTML file, the page (else the text) of an e-mail; any other bytes come back as they are.

    Raises:
        ArticleError: an e-mail that holds neither a page nor a text.
    """
    headers = HEADERS.match(data[:LONGEST])
    if headers is None or not OF_MESSAGE.search(headers[0]):
        return Unpacked(data)
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if part.get_content_disposition() != "attachment"]
    except (RecursionError, LookupError, ValueError, TypeError):
        return Unpacked(data)  # no message after all, or one made to break its readers
    pages = [part for part in parts if part.get_content_type() in PAGES]
    part = next(iter(pages or (part for part in parts if part.get_content_type() == "text/plain")), None)
    payload = _payload(part) if part is not None else None
    if part is None or payload is None:
        raise ArticleError(f"{source}: expected a page or a text, got an e-mail that holds neither")
    address = _address(message, "Snapshot-Content-Location") or _address(part, "Content-Location")
    return Unpacked(_with_frames(payload, pages), part.get_content_charset(), address)


def _payload(part: Message) -> bytes | None:
    try:
        payload = part.get_payload(decode=True)
    except (LookupError, ValueError, TypeError):
        return None
    return payload if isinstance(payload, bytes) else None


def _address(part: Message, header: str) -> str | None:
    value = str(part.get(header) or "").strip()
    return value if value.startswith(("http://", "https://")) else None


def _with_frames(page: bytes, parts: list[Message]) -> bytes:
    """``page`` with the addresses that its frames had before the browser kept their contents beside it (``cid:…``)."""
    if b"cid:" not in page:
        return page
    for part in parts:
        name, address = str(part.get("Content-ID") or "").strip(" <>"), _address(part, "Content-Location")
        if len(name) > 3 and address:
            page = page.replace(f"cid:{name}".encode("ascii", "ignore"), address.encode("ascii", "ignore"))
    return page
