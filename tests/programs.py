"""Programs that some tests compare with: a test that needs one is left out where it is not installed."""

import shutil

import pytest

__all__ = ["needs", "require"]

PACKAGES = {"openssl": "openssl"}
"""Program → Debian's package."""


def needs(program: str) -> pytest.MarkDecorator:
    """Mark of a test that cannot run without ``program``."""
    return pytest.mark.skipif(shutil.which(program) is None, reason=_reason(program))


def require(program: str) -> None:
    """Skip the test, or what asks for a fixture, where ``program`` is not installed."""
    if shutil.which(program) is None:
        pytest.skip(_reason(program))


def _reason(program: str) -> str:
    return f"needs the program {program}: apt-get install {PACKAGES[program]}"
