"""``provenance report``: write a case's report again, in any format."""

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.common import INCOMPLETE, command, passphrase, write_json
from provenance.cli.console import errors, results, safe
from provenance.cli.language import Language, spoken
from provenance.errors import UsageError

__all__ = ["report"]


@command
def report(
    case: Annotated[Path | None, typer.Argument(metavar="CASE", help="The case folder.")] = None,
    format: Annotated[  # noqa: A002 - the option's name
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            help="html (the default), json, pdf, md, prov-json, prov-n, mediareview, case, csv, geojson, kml, timemap, "
            "missing-csv, missing-json, or all. Repeatable.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="File to write (a folder for several formats), - for stdout (default: in the case)."),
    ] = None,
    language: Language = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of the json (or mediareview) format and stop.")
    ] = False,
) -> int:
    """Write the report of a case. The case itself is not changed, but for the log line that says so.

    csv, geojson and kml hold where the videos are said to be filmed, mediareview only categories that a person set.

    [bold]Examples[/bold]

      provenance report cases/story
      provenance report cases/story --format pdf --format md --out handed-on/
      provenance report cases/story --format all
      provenance report cases/story --language fr
      provenance report cases/story --format json --out - | jq .matches
      provenance report --schema > report.schema.json
    """
    names = tuple(format or ("html",))
    if schema:
        name = "mediareview" if names == ("mediareview",) else "report"
        write_json(resources.files("provenance.exporters").joinpath(f"{name}.schema.json").read_bytes())
        return 0
    if case is None:
        raise UsageError("expected a CASE folder (or --schema), found none")
    from provenance.cli.progress import Display
    from provenance.pipeline import jobs

    settings = jobs.Settings(passphrase=passphrase() if out is None else None, language=spoken(language))
    with Display(quiet=False) as display:
        written = jobs.report(case, names, out=out, settings=settings, progress=display)
    if written.data:
        write_json(written.data)
    for path in written.files:
        results.print(safe(str(path)), soft_wrap=True)
    for problem in written.problems:
        errors.print(safe(str(problem), "yellow"), soft_wrap=True)
    return INCOMPLETE if written.problems else 0
