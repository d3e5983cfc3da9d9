"""What goes over the wire, recorded as it is: behind TLS, before any decoding."""

from dataclasses import dataclass, field

__all__ = ["Exchange", "Tape"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer, byte for byte."""

    url: str
    request: bytes
    response: bytes
    """Status line, headers and body, with chunks and compression."""
    address: str = ""
    """The server's IP address; empty through a proxy."""
    truncated: bool = False
    """Whether the answer went on (the body of a redirect or refusal is read to a limit)."""
    cleaned: bool = False
    """Whether the body said the analyst's session back, and that was taken out: it is no longer the bytes of the wire."""


@dataclass(kw_only=True)
class Tape:
    """A recording of one connection at a time."""

    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)
    address: str = ""

    def rewind(self) -> None:
        """Forget what was recorded: a new request begins, or what went before was a proxy's."""
        self.sent.clear()
        self.received.clear()

    def exchange(self, url: str, *, truncated: bool = False) -> Exchange:
        """What was recorded since, as one exchange; what a proxy's greeting put before it is left out."""
        return Exchange(
            url=url,
            request=_from(self.sent, b"GET "),
            response=_from(self.received, b"HTTP/"),
            address=self.address,
            truncated=truncated,
        )


def _from(data: bytearray, beginning: bytes) -> bytes:
    return bytes(data[max(data.find(beginning), 0) :])
