from pathlib import Path

import pytest

from provenance.fingerprints.interface import Footage
from tests.matching.scenes import encode, footage, scene


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("footage")


@pytest.fixture(scope="session")
def original(folder: Path) -> Footage:
    return footage(encode(folder / "original.mp4", scene(1)))


@pytest.fixture(scope="session")
def other(folder: Path) -> Footage:
    return footage(encode(folder / "other.mp4", scene(2)))
