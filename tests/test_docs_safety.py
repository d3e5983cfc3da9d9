"""docs/safety.md names the test that holds each attack: every one of them is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_test_that_is_named_exists() -> None:
    found = NAMED.findall((ROOT / "docs" / "safety.md").read_text("utf-8"))
    assert len(found) > 25
    for path, name in found:
        assert f"def {name}" in (ROOT / path).read_text("utf-8"), f"{path}::{name}"
