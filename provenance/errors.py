"""Every error this program raises on purpose, as one tree with an exit code on each class.

    ProvenanceError               70  something we did not foresee in our own work
    ├── UsageError                 2  the command line asks for what cannot be
    ├── InputError                 3  a file or URL given by the analyst cannot be used
    │   ├── ArticleError           3  … as an article
    │   └── MediaError             3  … as media (damaged, truncated, no picture)
    ├── NetworkError               4  a server could not be reached or answered badly
    │   └── GuardError             4  the address is one we refuse to contact
    ├── CaseError                  5  the case folder cannot be opened or written
    │   └── LibraryError           5  the footage library cannot be opened or written
    ├── StorageError               6  the disk is full or not writable
    └── MissingExtraError          7  an optional dependency is not installed

0 is success, 1 is success with items that could not be had, 130 is Ctrl-C.
A message says what was expected, what was found, and where (file, URL or id).
"""

from typing import ClassVar

__all__ = [
    "ArticleError",
    "CaseError",
    "GuardError",
    "InputError",
    "LibraryError",
    "MediaError",
    "MissingExtraError",
    "NetworkError",
    "ProvenanceError",
    "StorageError",
    "UsageError",
]


class ProvenanceError(Exception):
    """Root of the tree."""

    exit_code: ClassVar[int] = 70


class UsageError(ProvenanceError):
    """The command line asks for something that cannot be done."""

    exit_code = 2


class InputError(ProvenanceError):
    """A file or URL that the analyst gave cannot be used."""

    exit_code = 3


class ArticleError(InputError):
    """The input cannot be read as an article (empty, over the limit, not text)."""


class MediaError(InputError):
    """The input cannot be read as media (damaged, truncated, no picture)."""


class NetworkError(ProvenanceError):
    """A server could not be reached, or answered with something unusable."""

    exit_code = 4


class GuardError(NetworkError):
    """The address is one this program refuses to contact (see ``fetch/guard.py``)."""


class CaseError(ProvenanceError):
    """The case folder cannot be opened, read or written."""

    exit_code = 5


class LibraryError(CaseError):
    """The footage library cannot be opened, read or written."""


class StorageError(ProvenanceError):
    """The disk is full, or not writable."""

    exit_code = 6


class MissingExtraError(ProvenanceError):
    """An optional dependency is missing; the message names the command that installs it."""

    exit_code = 7
