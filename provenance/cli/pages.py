"""``--html FILE``: pages that commands write beside, or instead of, what they print."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.common import write_json
from provenance.cli.console import errors, safe
from provenance.errors import UsageError

__all__ = ["STDOUT", "HtmlFile", "check_page", "write_page"]

STDOUT = Path("-")

HtmlFile = Annotated[
    Path | None,
    typer.Option(
        "--html", metavar="FILE", help="Write the answer as one offline page to FILE, - for stdout: frames side by side."
    ),
]


def check_page(html: Path | None, inputs: Iterable[Path], *, json: bool) -> None:
    """Whether the page can be written, before any work begins.

    Raises:
        UsageError: it would share stdout with the JSON, or overwrite what is read.
    """
    if html is None:
        return
    if html == STDOUT:
        if json:
            raise UsageError("--html - and --json both want stdout: give --html a file")
        return
    if html.is_dir() or not html.absolute().parent.is_dir():
        found = "a folder" if html.is_dir() else "no folder to put it in"
        raise UsageError(f"--html {html}: expected a file to write, found {found}")
    if html.exists() and any(path.exists() and html.samefile(path) for path in inputs):
        raise UsageError(f"--html {html}: expected a file to write, found one to read")


def write_page(html: Path, data: bytes) -> None:
    """The page, whole or not at all."""
    from provenance.pipeline.reporting import write_file

    if html == STDOUT:
        write_json(data)
        return
    write_file(html, data)
    errors.print(safe(f"written: {html}"), soft_wrap=True)
