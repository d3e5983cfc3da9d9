"""``provenance status``: a case in a few lines."""

from typing import Annotated

import typer

from provenance.cli.common import CasePath, command, write_json

__all__ = ["status"]


@command
def status(
    case: CasePath,
    json: Annotated[bool, typer.Option("--json", help="What is missing, as JSON on stdout.")] = False,
) -> int:
    """What is in a case, what is missing and why, and what to do next. Nothing is changed and no request is made.

    [bold]Examples[/bold]

      provenance status cases/story
      provenance status cases/story --json | jq '.missing[].next'
    """
    from provenance.cli.console import results, safe
    from provenance.cli.outcome import next_steps
    from provenance.cli.overview import print_counts, print_missing
    from provenance.pipeline import custody, jobs

    if json:
        write_json(jobs.render(case, "missing-json"))
        return 0
    snapshot = jobs.look(case)
    last = snapshot.activities[-1] if snapshot.activities else None
    sealed = snapshot.custody.key if snapshot.custody else None
    print_counts(snapshot, left_out=custody.left_out(case))
    results.print(safe(f"{'sealed':<10}", "dim") + safe(f"by {sealed}" if sealed else "not yet"), soft_wrap=True)
    if last is not None:
        results.print(safe(f"{'last step':<10}", "dim") + safe(f"{last.kind.value}, {last.ended}"), soft_wrap=True)
    print_missing(snapshot)
    next_steps(snapshot, str(case))
    return 0
