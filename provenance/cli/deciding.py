"""One decision of a person over a case: made, told, and the report written anew."""

import shlex
from collections.abc import Callable
from pathlib import Path

from provenance.cli.common import INCOMPLETE, passphrase, write_json
from provenance.cli.console import errors, results, safe
from provenance.cli.progress import Display
from provenance.exporters.json_reviews import review_object
from provenance.model import GeolocationEntry, Review, Withdrawal
from provenance.pipeline import jobs, reviewing

__all__ = ["bring", "decide"]


def decide(case: Path, decision: Callable[..., Review], *, by: str | None, json: bool, quiet: bool) -> int:
    """Take ``decision`` (given the run and ``by``) in ``case`` and tell its id and how to take it back."""
    settings = jobs.Settings(offline=True, passphrase=passphrase())
    with Display(quiet=quiet or json) as display:
        name = by or reviewing.account_name()
        review, files = jobs.review(case, lambda run: decision(run, by=name), settings=settings, progress=display)
    if json:
        write_json(review_object(review))
    elif not quiet:
        results.print(safe(review.id, "bold") + safe(f"  {review.slot}: {review.matter.words}, by {review.by}"), soft_wrap=True)
        if not isinstance(review.matter, Withdrawal):
            back = shlex.join(["provenance", "decide", "undo", str(case), review.id])
            results.print(safe(f"  take it back: {back}", "dim"), soft_wrap=True)
        for path in files:
            results.print(safe(str(path), "bold"), soft_wrap=True)
    return 0


def bring(case: Path, table: Path, *, about: str | None, camera: bool, by: str | None, note: str, json: bool, quiet: bool) -> int:
    """Keep the geolocations of a list and tell which rows could not be read."""
    settings = jobs.Settings(offline=True, passphrase=passphrase())
    with Display(quiet=quiet or json) as display:
        name = by or reviewing.account_name()
        kept, problems = jobs.bring_geolocations(
            case, table, about=about, camera=camera, by=name, note=note, settings=settings, progress=display
        )
    if json:
        write_json({"reviews": [review_object(review) for review in kept], "problems": list(problems)})
    else:
        for problem in problems:
            errors.print(safe(problem, "yellow"), soft_wrap=True)
        if not quiet:
            about_something = sum(isinstance(r.matter, GeolocationEntry) and r.matter.geolocation.about is not None for r in kept)
            results.print(f"{len(kept)} geolocations kept, {about_something} of them about videos of this case.")
    return INCOMPLETE if problems else 0
