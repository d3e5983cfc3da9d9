"""What each program that runs models tells of itself."""

from collections.abc import Callable
from dataclasses import dataclass

from provenance.articles.names import NameFinder
from provenance.errors import MissingExtraError

__all__ = ["Backend", "not_installed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """A program that runs models."""

    scheme: str
    """What stands before the colon of ``--names``; also the name of the extra that installs it."""
    wanted: str
    """What is to stand after it."""
    load: Callable[[str], NameFinder]


def not_installed(scheme: str, error: ImportError) -> MissingExtraError:
    """The error for a program that is not there, or lacks something itself."""
    return MissingExtraError(
        f"--names {scheme}:… needs a package that is missing ({error}): pip install 'provenance-osint[{scheme}]'"
    )
