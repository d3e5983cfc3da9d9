"""What signers say their files were made from: edges of the chain that are somebody's word, never measured.

A manifest (C2PA) names its ingredients, and an ingredient's own manifest those that it was made from in turn. The manifest's
label joins them to other files of the case: a file that carries the manifest of an ingredient is that ingredient, or a copy.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from provenance.model import (
    Agent,
    Credentials,
    CredentialsState,
    Derivation,
    DerivationRelation,
    Digest,
    Evidence,
    Ingredient,
    Manifest,
    Snapshot,
)

__all__ = ["PREFIX", "Making", "made_from", "makings"]

PREFIX = "c2pa:"
"""Before the label of a manifest, in the name of an ingredient that the case does not hold."""
UNTRUSTED = "signingCredential.untrusted"
"""The validation's code for a signer on no list at hand; the edge says so in words of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """One manifest: how its signer says that a file, or an ingredient of one, was made."""

    child: str
    """A digest, as printed; of an ingredient that the case does not hold ``c2pa:`` and the label of its manifest."""
    by: Agent
    manifest: Manifest
    parents: tuple[tuple[str, Ingredient], ...]
    """Named as the child is; one without a manifest of its own by its place in this one (``c2pa:LABEL#2``)."""
    told_in: Digest
    """The file whose credentials hold the manifest."""
    active: bool
    """Whether it speaks for that file; the others speak for ingredients."""
    trusted: bool
    doubts: tuple[str, ...]
    """Codes of the validation that speak against it."""


def makings(snapshot: Snapshot) -> tuple[Making, ...]:
    """Every manifest of every file whose signature holds, each once, in the case's order."""
    signed = [(each.file.digest, each.probe.credentials) for each in snapshot.media if each.probe and each.probe.credentials]
    holding = [(digest, found) for digest, found in signed if found.holds]
    held = {found.active: str(digest) for digest, found in reversed(holding) if found.active}
    told: dict[tuple[str, str], Making] = {}
    for digest, found in holding:
        for making in _of_one(digest, found, held):
            told.setdefault((making.child, making.manifest.label), making)
    return tuple(told.values())


def made_from(snapshot: Snapshot) -> Iterator[Derivation]:
    """An edge from every file or ingredient to each that its manifest names."""
    known = {str(each.file.digest) for each in snapshot.media}
    for making in makings(snapshot):
        for parent, ingredient in making.parents:
            if parent != making.child:
                yield Derivation(
                    child=making.child,
                    parent=parent,
                    relation=DerivationRelation.MADE_FROM,
                    evidence=tuple(_evidence(making, ingredient, held=parent in known)),
                    confidence=None,
                    by=making.by,
                )


def _of_one(digest: Digest, found: Credentials, held: Mapping[str, str]) -> Iterator[Making]:
    """The active manifest, then those of its ingredients, as they are named."""
    manifests = {each.label: each for each in found.manifests}
    waiting = dict.fromkeys([found.active])
    for label in (order := list(waiting)):
        manifest, active = manifests.get(label), label == found.active
        if manifest is None:
            continue
        yield Making(
            child=str(digest) if active else held.get(label, PREFIX + label),
            by=found.signer_of(manifest),
            manifest=manifest,
            parents=tuple((_named(manifest, each, number, held), each) for number, each in enumerate(manifest.ingredients, 1)),
            told_in=digest,
            active=active,
            trusted=found.state is CredentialsState.TRUSTED,
            doubts=tuple(
                code.code for code in found.codes if code.success is False and code.code != UNTRUSTED and label in code.about
            ),
        )
        fresh = [each.manifest for each in manifest.ingredients if each.manifest and each.manifest not in waiting]
        waiting.update(dict.fromkeys(fresh))
        order += dict.fromkeys(fresh)


def _named(manifest: Manifest, ingredient: Ingredient, number: int, held: Mapping[str, str]) -> str:
    label = ingredient.manifest
    return held.get(label, PREFIX + label) if label else f"{PREFIX}{manifest.label}#{number}"


def _evidence(making: Making, ingredient: Ingredient, *, held: bool) -> Iterator[Evidence]:
    title = f": “{ingredient.title}”" if ingredient.title else ""
    yield Evidence(words=f"its signed manifest names it as {ingredient.relationship or 'ingredient'}{title}")
    if actions := "; ".join(
        f"{each.action} ({each.description})" if each.description else each.action for each in making.manifest.actions
    ):
        yield Evidence(words=f"done, by the same word: {actions}")
    if held:
        yield Evidence(words="a file of the case carries the manifest of that ingredient")
    if making.active and making.trusted:
        yield Evidence(words="the signer is on the analyst's trust list")
    elif making.active:
        yield Evidence(words="the signer is on no trust list at hand: anybody can sign so", supports=False)
    yield from (Evidence(words=f"the validation says of that manifest: {code}", supports=False) for code in making.doubts)
    yield Evidence(words="the signer's word: nothing was measured", supports=False)
