"""``provenance decide``: what a person makes of matches, mentions and claims, and the list of all decisions."""

from functools import partial
from typing import Annotated

import typer

from provenance.cli.common import CasePath, JsonFlag, Quiet, command
from provenance.cli.stating import By, Note, choice

__all__ = ["app"]

app = typer.Typer(
    name="decide",
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="What you make of matches, mentions and claims: kept with your name, listed, taken back; never erased.",
)

About = Annotated[str, typer.Argument(metavar="ABOUT", help="The reference's id, or the file's digest, or its beginning.")]


@app.command("match")
@command
def decide_match(
    case: CasePath,
    one: Annotated[str, typer.Argument(metavar="DIGEST", help="One file's digest, or its beginning.")],
    other: Annotated[str, typer.Argument(metavar="DIGEST", help="The other's.")],
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="confirmed, rejected or same-scene.")],
    relation: Annotated[
        str | None,
        typer.Option("--relation", help="Which finding, where there are several: same-footage, same-scene, same-sound."),
    ] = None,
    by: By = None,
    note: Note = "",
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Confirm or reject a match, or say that the two show but the same scene.

    A rejected match stays in the case and is no longer counted: it makes no link in the chain and no contradiction.

    [bold]Example[/bold]

      provenance decide match cases/story 9f2c01d4 77ab93e0 rejected --note "another ship"
    """
    from provenance.cli.deciding import decide
    from provenance.model import MatchRelation, MatchVerdict
    from provenance.pipeline import reviewing

    found = choice(MatchVerdict, verdict, "VERDICT", among=tuple(MatchVerdict))
    kind = choice(MatchRelation, relation, "--relation", among=tuple(MatchRelation)) if relation else None
    decision = partial(reviewing.decide_match, one=one, other=other, verdict=found, relation=kind, note=note)
    return decide(case, decision, by=by, json=json, quiet=quiet)


@app.command("mention")
@command
def decide_mention(
    case: CasePath,
    reference: Annotated[str, typer.Argument(metavar="REF", help="The reference's id, or its beginning.")],
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="confirmed, rejected (no video is meant) or same-as.")],
    same_as: Annotated[
        str | None, typer.Option("--same-as", metavar="REF", help="The reference that means the same video.")
    ] = None,
    by: By = None,
    note: Note = "",
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Say whether words mean a video at all, or which other reference means the same video.

    Found the post itself? See [bold]provenance resolve[/bold]; have the file: [bold]provenance attach[/bold].

    [bold]Examples[/bold]

      provenance decide mention cases/story r1a2b3c4 rejected --note "a painting is meant"
      provenance decide mention cases/story r1a2b3c4 same-as --same-as r5d6e7f8
    """
    from provenance.cli.deciding import decide
    from provenance.model import ReferenceVerdict
    from provenance.pipeline import reviewing

    found = choice(ReferenceVerdict, verdict, "VERDICT", among=tuple(ReferenceVerdict))
    decision = partial(reviewing.decide_reference, reference=reference, verdict=found, same_as=same_as, note=note)
    return decide(case, decision, by=by, json=json, quiet=quiet)


@app.command("claim")
@command
def decide_claim(
    case: CasePath,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id, or its beginning.")],
    stance: Annotated[str, typer.Argument(metavar="STANCE", help="supports or disputes.")],
    ground: Annotated[
        list[str] | None, typer.Option("--ground", "-g", help="What it rests on: an id, a digest, an address. Repeatable.")
    ] = None,
    by: By = None,
    note: Note = "",
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Support or dispute a claim, with a reason or what it rests on. The claim stays as it is.

    [bold]Example[/bold]

      provenance decide claim cases/story c1a2b3c4 disputes --note "the mast was taken down in 2021" -g https://example.org/mast
    """
    from provenance.cli.deciding import decide
    from provenance.model import Stance
    from provenance.pipeline import reviewing

    found = choice(Stance, stance, "STANCE", among=tuple(Stance))
    decision = partial(reviewing.take_stance, claim=claim, stance=found, grounds=tuple(ground or ()), note=note)
    return decide(case, decision, by=by, json=json, quiet=quiet)


@app.command("category")
@command
def decide_category(
    case: CasePath,
    about: About,
    category: Annotated[
        str,
        typer.Argument(
            metavar="CATEGORY",
            help="schema.org's: OriginalMediaContent, DecontextualizedContent, EditedOrCroppedContent, TransformedContent, "
            "StagedContent or SatireOrParodyContent.",
        ),
    ],
    original: Annotated[str, typer.Option("--original", metavar="URL", help="Where the original can be seen.")] = "",
    context: Annotated[str, typer.Option("--context", help="What the original shows and where it comes from.")] = "",
    by: By = None,
    note: Note = "",
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Set the MediaReview category of a video. No program sets it.

    [bold]Example[/bold]

      provenance decide category cases/story r1a2b3c4 DecontextualizedContent --original https://example.org/2019/drill
    """
    from provenance.cli.deciding import decide
    from provenance.model import MediaCategory
    from provenance.pipeline import reviewing

    found = choice(MediaCategory, category, "CATEGORY", among=tuple(MediaCategory))
    decision = partial(
        reviewing.categorise, about=about, category=found, original_url=original, original_context=context, note=note
    )
    return decide(case, decision, by=by, json=json, quiet=quiet)


@app.command("undo")
@command
def undo(
    case: CasePath,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="The decision's id, or its beginning.")],
    by: By = None,
    note: Note = "",
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Take a decision back; what stood before it stands again. Both stay in the case and its log.

    [bold]Example[/bold]

      provenance decide undo cases/story d1a2b3c4
    """
    from provenance.cli.deciding import decide
    from provenance.pipeline import reviewing

    return decide(case, partial(reviewing.withdraw, review=decision, note=note), by=by, json=json, quiet=quiet)


@app.command("list")
@command
def list_decisions(
    case: CasePath,
    json: JsonFlag = False,
) -> int:
    """Every decision, oldest first: which stand, which were replaced or taken back.

    [bold]Example[/bold]

      provenance decide list cases/story
    """
    from provenance.cli.common import write_json
    from provenance.cli.console import results, safe
    from provenance.exporters.json_reviews import reviews_object
    from provenance.pipeline import reviewing

    reviews, standing = reviewing.decisions(case)
    if json:
        write_json({"reviews": reviews_object(reviews)})
        return 0
    for review in reviews:
        told = "" if standing.stands(review) else "  (taken back)" if review.id in standing.withdrawn else "  (replaced)"
        note = f"  “{review.note}”" if review.note else ""
        head = f"{review.id}  {str(review.at)[:16]}Z  {review.by}  {review.slot}: {review.matter.words}{note}"
        results.print(safe(head, "" if standing.stands(review) else "dim") + safe(told, "yellow"), soft_wrap=True)
    if not reviews:
        results.print("No decision yet.")
    return 0
