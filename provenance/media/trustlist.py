"""The analyst's list of certificates that Content Credentials are held against."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509

from provenance.errors import UsageError
from provenance.model import Digest, Instant, TrustList

__all__ = ["Trust", "read_trust"]

MAX_TRUST = 8 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """A trust list with its certificates."""

    known: TrustList
    anchors: str
    """PEM."""


def read_trust(path: Path) -> Trust:
    """The analyst's trust list.

    Raises:
        UsageError: it cannot be read, or holds no certificate.
    """
    try:
        data = path.read_bytes()[:MAX_TRUST]
        certificates = x509.load_pem_x509_certificates(data)
        dated = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    except (OSError, ValueError) as error:
        raise UsageError(f"--trust-anchors {path}: expected certificates in PEM, found something else ({error})") from error
    known = TrustList(name=path.name, digest=Digest.of(data), certificates=len(certificates), dated=Instant(value=dated))
    return Trust(known=known, anchors=data.decode("utf-8", "replace"))
