"""``provenance report``: write a case's report again, in any format."""

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.common import command, passphrase, write_json
from provenance.cli.console import errors, results, safe
from provenance.errors import UsageError

__all__ = ["report"]


@command
def report(
    case: Annotated[Path | None, typer.Argument(metavar="CASE", help="The case folder.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="html, json, missing-csv or missing-json.")] = "html",  # noqa: A002 - the option's name
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File to write, - for stdout (default: in the case folder).")
    ] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the json format and stop.")] = False,
) -> int:
    """Write the report of a case. The case itself is not changed, but for the log line that says so.

    [bold]Examples[/bold]

      provenance report cases/story
      provenance report cases/story --format json --out - | jq .matches
      provenance report --schema > report.schema.json
    """
    if schema:
        write_json(resources.files("provenance.exporters").joinpath("report.schema.json").read_bytes())
        return 0
    if case is None:
        raise UsageError("expected a CASE folder (or --schema), found none")
    from provenance import pipeline
    from provenance.cli.progress import Display

    settings = pipeline.Settings(passphrase=passphrase() if out is None else None)
    with Display(quiet=False) as display:
        written = pipeline.report(case, format, out=out, settings=settings, progress=display)
    if isinstance(written, bytes):
        write_json(written)
    else:
        (errors if out == Path("-") else results).print(safe(str(written)), soft_wrap=True)
    return 0
