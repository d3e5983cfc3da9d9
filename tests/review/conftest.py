"""One traced case for all tests here; each that changes it takes a copy."""

from pathlib import Path

import pytest

from tests.review.cases import traced


@pytest.fixture(scope="session")
def traced_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds ``case`` and the library ``earlier``."""
    return traced(tmp_path_factory.mktemp("traced"))
