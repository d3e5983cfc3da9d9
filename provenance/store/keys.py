"""The analyst's signing key: one a user, made at first use, in the user's configuration folder, never in a case."""

import os
import tempfile
from pathlib import Path

import platformdirs
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from provenance.custody.signing import Ed25519PrivateKey
from provenance.errors import CaseError
from provenance.store.blobs import storage_errors

__all__ = ["PASSPHRASE", "is_locked", "key_path", "lock", "signing_key"]

PASSPHRASE = "PROVENANCE_PASSPHRASE"  # noqa: S105 - the name of a variable
"""Environment variable with the key's passphrase."""


def key_path() -> Path:
    """Where the key lies."""
    return platformdirs.user_config_path("provenance") / "custody.key"


def signing_key(passphrase: str | None = None) -> Ed25519PrivateKey:
    """The key; made now, and locked with ``passphrase`` if one is given, where there is none.

    Raises:
        CaseError: it cannot be unlocked, or is no such key.
        StorageError: it cannot be read or written.
    """
    path = key_path()
    secret = passphrase or os.environ.get(PASSPHRASE) or None
    with storage_errors(path):
        if not path.exists():
            _write(path, Ed25519PrivateKey.generate(), secret, fresh=True)
        data = path.read_bytes()
    locked = _is_locked(data)
    if locked and secret is None:
        raise CaseError(f"{path}: expected the passphrase of the signing key, in {PASSPHRASE} or typed in, found none")
    try:
        key = load_pem_private_key(data, password=secret.encode() if locked and secret else None)
    except (ValueError, TypeError) as error:
        what = "the passphrase of the signing key, got another" if locked else "an Ed25519 key in PEM, found something else"
        raise CaseError(f"{path}: expected {what} ({error})") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise CaseError(f"{path}: expected an Ed25519 key, found one of another kind")
    return key


def is_locked() -> bool:
    """Whether there is a key and it needs a passphrase."""
    path = key_path()
    return path.is_file() and _is_locked(path.read_bytes())


def _is_locked(pem: bytes) -> bool:
    return b"BEGIN ENCRYPTED PRIVATE KEY" in pem


def lock(passphrase: str | None, *, current: str | None = None) -> None:
    """Lock the key with another passphrase, or with none; the key itself, and its fingerprint, stay.

    Raises:
        CaseError: ``current`` does not unlock it.
    """
    _write(key_path(), signing_key(current), passphrase, fresh=False)


def _write(path: Path, key: Ed25519PrivateKey, secret: str | None, *, fresh: bool) -> None:
    """Write the key, whole or not at all, readable by its owner alone."""
    encryption = BestAvailableEncryption(secret.encode()) if secret else NoEncryption()
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=".partial-", dir=path.parent)  # mode 0600
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption))
                file.flush()
                os.fsync(file.fileno())
            if not fresh:
                partial.replace(path)
            elif not path.exists():
                _link(partial, path)
        finally:
            partial.unlink(missing_ok=True)


def _link(partial: Path, path: Path) -> None:
    try:
        path.hardlink_to(partial)
    except FileExistsError:
        return  # another process made one first: it is the key
