"""Every run over a case: it is opened, held, worked on, and left sealed."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from provenance.custody.seal import Seal
from provenance.custody.signing import Ed25519PrivateKey, fingerprint
from provenance.errors import CaseError, MissingExtraError, StorageError
from provenance.pipeline.run import Progress, Run, Settings
from provenance.pipeline.stamping import stamp_seal
from provenance.store.case import Case
from provenance.store.keys import is_locked, lock, signing_key
from provenance.store.sealing import seal_case

__all__ = ["is_locked", "lock", "seal_now", "working"]


@contextlib.contextmanager
def working(folder: Path, *, settings: Settings, progress: Progress, create: bool = False) -> Iterator[Run]:
    """A run over the case in ``folder``, sealed at its end, also when it is interrupted.

    The key is unlocked first: a wrong passphrase must show before hours of work. Where no key can be made (a home
    that cannot be written), the work is done all the same and the case is left unsealed, and said so.

    Raises:
        CaseError: the case cannot be opened, another process works on it, or the key cannot be unlocked.
    """
    key = _key(settings, progress)
    with Case.open(folder, create=create) as opened, opened.exclusive():
        run = Run(case=opened, settings=settings, progress=progress, key=fingerprint(key.public_key()) if key else None)
        try:
            yield run
        finally:
            _seal(run, key)


def seal_now(run: Run) -> Seal | None:
    """Seal the case in the middle of a run, because what follows is about the seal; ``None`` where there is nothing to seal.

    Raises:
        CaseError: it cannot be sealed.
        StorageError: no space or no permission.
    """
    return seal_case(run.case, signing_key(run.settings.passphrase))


def _key(settings: Settings, progress: Progress) -> Ed25519PrivateKey | None:
    try:
        return signing_key(settings.passphrase)
    except StorageError as error:
        progress.note(f"the case will not be sealed: {error}", problem=True)
        return None


def _seal(run: Run, key: Ed25519PrivateKey | None) -> None:
    """Seal the case; what prevents it is told, and hides no error of the run itself."""
    if key is None:
        return
    try:
        run.case.discard()
        run.seal = seal_case(run.case, key)
        if run.settings.timestamps and run.seal is not None:
            stamp_seal(run, run.settings.timestamps)
            run.seal = seal_case(run.case, key)
    except (CaseError, MissingExtraError, StorageError) as error:
        run.progress.note(f"the case is not sealed or not time-stamped: {error}", problem=True)
