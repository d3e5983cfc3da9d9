"""``provenance bundle`` and ``open``: a case as one file to hand on, and one that was received."""

from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.common import CasePath, JsonFlag, Quiet, command, parse_size, passphrase, write_json
from provenance.cli.console import results, safe
from provenance.cli.custody import Keys, tell

__all__ = ["bundle", "open_"]


@command
def bundle(
    case: CasePath,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE.zip", help="The file (default: beside the case).")
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="REF", help="Leave out a reference's post: files, records, log lines. Repeatable."),
    ] = None,
    no_media: Annotated[bool, typer.Option("--no-media", help="Leave out all files of footage and pictures.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why something is left out; it stands in the stubs.")] = "not handed on",
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Write a case as one file that a stranger can verify: a BagIt bag with evidence, log, seals, keys, report and recipe.

    What is left out stands as a stub, with its digest and the reason: the rest verifies as before. What an article says stays.

    [bold]Examples[/bold]

      provenance bundle cases/story
      provenance bundle cases/story -o for-the-court.zip --without r1a2b3c4 --reason "names a source"
    """
    from provenance.cli.progress import Display
    from provenance.pipeline import bundling
    from provenance.pipeline.run import Settings

    settings = Settings(passphrase=passphrase())
    with Display(quiet=quiet) as display:
        done = bundling.bundle(
            case, out=out, without=tuple(without or ()), media=not no_media, reason=reason, settings=settings, progress=display
        )
    left = len(done.left_out.files) if done.left_out else 0
    if json:
        write_json({"path": str(done.path), "digest": str(done.digest), "key": str(done.seal.key), "files_left_out": left})
    else:
        results.print(safe(str(done.path), "bold"), soft_wrap=True)
        results.print(safe(f"{done.digest}; {left} files left out", "dim"), soft_wrap=True)
        results.print(
            safe(f"Tell the receiver by another way: provenance verify {done.path.name} --key {done.seal.key}"), soft_wrap=True
        )
    return 0


@command
def open_(
    file: Annotated[Path, typer.Argument(metavar="BUNDLE", help="The bundle.")],
    into: Annotated[
        Path | None, typer.Argument(metavar="[CASE]", help="The folder to make (default: the bundle's name).")
    ] = None,
    keys: Keys = None,
    max_size: Annotated[str, typer.Option("--max-size", metavar="SIZE", help="Most that it may hold, unpacked.")] = "100GB",
    json: JsonFlag = False,
) -> int:
    """Make a case folder from a bundle that was received, if it verifies.

    A bundle is a stranger's file: paths that lead out of the folder, links, names twice and what unpacks to far more than it
    packs are refused.

    [bold]Example[/bold]

      provenance open for-the-court.zip cases/received --key sender.pem
    """
    from provenance.custody.document import document
    from provenance.pipeline import bundling
    from provenance.pipeline.custody import key_of

    target = into or Path(file.name).with_suffix("")
    limits = bundling.Limits(total=parse_size(max_size))
    result = bundling.open_bundle(file, target, keys=tuple(key_of(key) for key in keys or ()), limits=limits)
    if json:
        write_json({**document(result, name=str(file)), "case": str(target)})
    else:
        tell(result, asked=bool(keys))
        results.print(safe(f"\n{target}", "bold"), soft_wrap=True)
    return 0
