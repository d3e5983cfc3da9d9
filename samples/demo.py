"""The demonstration: ``python -m samples.demo`` traces the sample articles against the sample library, offline."""

import argparse
import errno
import json
import subprocess
import sys
from pathlib import Path

from samples.make import CLIP_FILE, LIBRARY, ORIGINAL
from samples.serve import DEFAULT_PORT, SampleServer

__all__ = ["ARTICLES", "main"]

ROOT = Path(__file__).parent.parent
ARTICLES = ("fr.html", "en.html", "uk.html", "ar.html")
"""Fetched from the loopback server, as a page on the web would be."""
SAVED = Path(__file__).parent / "articles" / "fr-tripoli.txt"
"""Read from the disk, as a page that the analyst saved."""
CASE = Path("out") / "demo-case"


def server(port: int) -> SampleServer:
    """On ``port``, or any other when that one is taken."""
    try:
        return SampleServer(port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        return SampleServer()


def command(running: SampleServer, case: Path) -> list[str]:
    """What an analyst would type, after the program's name."""
    pages = [f"{running.base}/articles/{name}" for name in ARTICLES]
    options = ["--case", str(case), "--library", str(LIBRARY.relative_to(ROOT)), "--allow-host", running.host]
    return ["trace", *pages, str(SAVED.relative_to(ROOT)), *options]


def main(case: Path = CASE, port: int = DEFAULT_PORT) -> int:
    """Trace the samples into ``case`` (seen from the repository's root).

    Returns:
        0 when the report names the earlier original (the video that its author removed is expected to be
        missing), 1 when it does not, otherwise the program's own exit code.
    """
    if not CLIP_FILE.is_file():
        print(f"expected {CLIP_FILE}: make it with python -m samples.make", file=sys.stderr)
        return 3
    with server(port) as running:
        arguments = command(running, case)
        print("$ provenance", *arguments, flush=True)
        code = subprocess.run([sys.executable, "-m", "provenance", *arguments], cwd=ROOT, check=False).returncode
    report = ROOT / case / "report.html"
    if code not in (0, 1):
        return code
    if not report.is_file():
        print(f"expected a report at {report}, found none", file=sys.stderr)
        return 70
    print(f"\nThe report: {report}")
    return 0 if found_again(report.with_suffix(".json")) else 1


def found_again(report: Path) -> bool:
    """Whether the report names the earlier original; exit code 1 alone does not tell, as one video is gone on purpose."""
    matches = json.loads(report.read_text("utf-8"))["matches"]
    if any(m["relation"] == "same_footage" and ORIGINAL.file in json.dumps(m, ensure_ascii=False) for m in matches):
        return True
    print(f"expected a match with {ORIGINAL.file} in {report}, found none among {len(matches)}", file=sys.stderr)
    return False


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m samples.demo", description="Trace the samples, offline.")
    parser.add_argument("--case", type=Path, default=CASE, help="case folder")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="of the loopback server, any other when it is taken")
    given = parser.parse_args()
    sys.exit(main(given.case, given.port))
