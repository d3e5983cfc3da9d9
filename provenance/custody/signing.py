"""Ed25519 over a seal: keys, fingerprints and signatures as values."""

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from provenance.errors import CaseError
from provenance.model import Digest

__all__ = ["Ed25519PrivateKey", "Ed25519PublicKey", "fingerprint", "public_pem", "read_public_key", "signs"]


def fingerprint(key: Ed25519PublicKey) -> Digest:
    """SHA-256 of the key in DER: ``openssl pkey -pubin -in KEY.pem -outform DER | sha256sum``."""
    return Digest.of(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def public_pem(key: Ed25519PublicKey) -> bytes:
    """The key as ``openssl`` reads it."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def read_public_key(pem: bytes, *, where: str) -> Ed25519PublicKey:
    """The key in ``pem``.

    Raises:
        CaseError: no Ed25519 public key, or something beside it.
    """
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise CaseError(f"{where}: expected an Ed25519 public key in PEM, found something else ({error})") from error
    if not isinstance(key, Ed25519PublicKey) or public_pem(key) != pem:
        raise CaseError(f"{where}: expected an Ed25519 public key in PEM and nothing else, found something else")
    return key


def signs(key: Ed25519PublicKey, data: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is ``key``'s over ``data``."""
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True
