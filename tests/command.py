"""The program as a command. Those that a test kills, or talks to while they run, it starts in the ordinary way."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.commands import start

__all__ = ["provenance"]

ROOT = Path(__file__).parents[1]
PATIENCE = 240.0
"""Seconds."""


def provenance(
    *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run ``provenance`` with ``arguments``; ``environment`` comes on top of this process's own."""
    words = [*map(str, arguments)]
    with TemporaryDirectory(prefix="streams-") as folder:
        given, told, complained = (Path(folder) / name for name in ("in", "out", "err"))
        given.write_bytes(stdin)
        told.touch()
        complained.touch()
        run = start(
            cwd or Path.cwd(),
            *words,
            environment={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
            stdin=given,
            stdout=told,
            stderr=complained,
        )
        run.join(PATIENCE)
        if run.exitcode is None:
            run.kill()
            raise subprocess.TimeoutExpired(words, PATIENCE, told.read_bytes(), complained.read_bytes())
        return subprocess.CompletedProcess(words, run.exitcode, told.read_bytes(), complained.read_bytes())
