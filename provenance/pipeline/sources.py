"""What can be searched in: a library file, a folder of footage, the media of a case."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from provenance.errors import LibraryError, ProvenanceError
from provenance.fingerprints.interface import Footage
from provenance.matching import Entry, FootageSource
from provenance.model import Digest
from provenance.pipeline.telling import Progress, now
from provenance.store.library import folder_library, open_library

if TYPE_CHECKING:
    from provenance.store.case import Case

__all__ = ["CaseFootage", "open_source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFootage:
    """The media of a case, as footage to search in."""

    case: "Case"
    label: str

    def entries(self) -> Iterator[Entry]:
        """Every fingerprinted media file, in the order it was had."""
        fingerprinted, probes = self.case.fingerprinted(), self.case.probes()
        for file in self.case.media_files():
            if file.digest in fingerprinted:
                yield Entry(digest=file.digest, name=file.name, note="", added=None, duration=probes[file.digest].duration)

    def footage(self, digest: Digest) -> Footage:
        """The fingerprints of one of them."""
        return Footage.unpack(self.case.footage(digest))


def cache_folder() -> Path:
    """Where folders of footage are remembered once measured."""
    return platformdirs.user_cache_path("provenance") / "footage"


@contextlib.contextmanager
def open_source(
    path: Path, progress: Progress, problems: list[ProvenanceError], *, digests: Mapping[Path, Digest] | None = None
) -> Iterator[FootageSource]:
    """A library file, another case, or a folder of footage (measured on first use) to search in.

    Files of the folder that cannot be read are added to ``problems``; their ``digests``, by resolved path, where they are known.

    Raises:
        LibraryError: none of these.
        CaseError: the other case cannot be read.
    """
    if (path / "case.sqlite").is_file():
        from provenance.store.case import Case  # noqa: PLC0415 - whoever searches a library need not wait for it

        with Case.consult(path) as other:
            yield CaseFootage(case=other, label=str(path))
    elif path.is_dir():
        unread: list[str] = []
        with folder_library(
            path, cache=cache_folder(), progress=progress.item, added=now(), problems=unread, digests=digests
        ) as library:
            problems.extend(LibraryError(f"{path}: not searched: {each}") for each in unread)
            yield library
    elif path.is_file():
        with open_library(path) as library:
            yield library
    else:
        raise LibraryError(f"{path}: expected a library file, a folder of footage or a case, found nothing there")
