"""What signers say their files were made from, as edges of the chain: joined by the manifests' labels, never measured."""

from dataclasses import replace

import pytest

from provenance.chain import derive
from provenance.chain.makings import makings
from provenance.exporters.prov import prov_document
from provenance.model import (
    Credentials,
    CredentialsState,
    DerivationRelation,
    Digest,
    FileRole,
    Ingredient,
    KeptFile,
    Manifest,
    MediaRecord,
    Probe,
    SignedAction,
    Snapshot,
    ValidationCode,
)
from tests.exporters.sample import READ

RAW, CUT, EDITED = (Digest.of(name) for name in (b"raw", b"cut", b"edited"))
BY_CAMERA = Manifest(label="urn:camera", signer="Camera Works", actions=(SignedAction(action="c2pa.created"),))
BY_CUTTER = Manifest(
    label="urn:cutter",
    signer="Cutting Room",
    actions=(SignedAction(action="c2pa.opened"), SignedAction(action="c2pa.trimmed", description="first half")),
    ingredients=(
        Ingredient(relationship="parentOf", title="raw.mp4", manifest="urn:camera"),
        Ingredient(relationship="componentOf", title="logo.png"),
    ),
)
BY_DESK = Manifest(
    label="urn:desk",
    signer="News Desk",
    ingredients=(Ingredient(relationship="parentOf", title="cut.mp4", manifest="urn:cutter"),),
)


def signed(digest: Digest, *manifests: Manifest, state: CredentialsState = CredentialsState.TRUSTED) -> MediaRecord:
    codes = (ValidationCode(code="assertion.hashedURI.mismatch", success=False, about="self#jumbf=/c2pa/urn:cutter/c2pa.claim"),)
    found = Credentials(state=state, tool="c2pa-python", active=manifests[0].label, manifests=manifests, codes=codes)
    probe = Probe(digest=digest, container="mp4", duration=None, streams=(), credentials=found)
    file = KeptFile(digest=digest, role=FileRole.MEDIA, size=1, name="a.mp4", suffix=".mp4")
    return MediaRecord(file=file, references=(), probe=probe)


def case(*media: MediaRecord) -> Snapshot:
    bare = Snapshot(case="c", taken_at=READ, program_version="0", media=media)
    return replace(bare, derivations=derive(bare))


def ends(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    return [(edge.child, edge.parent, str(edge.by)) for edge in snapshot.derivations]


def test_ingredients_are_followed_to_their_own_and_joined_to_files_that_carry_their_manifest() -> None:
    whole = signed(EDITED, BY_DESK, BY_CUTTER, BY_CAMERA)
    alone = [
        (str(EDITED), "c2pa:urn:cutter", "News Desk"),
        ("c2pa:urn:cutter", "c2pa:urn:camera", "Cutting Room"),
        ("c2pa:urn:cutter", "c2pa:urn:cutter#2", "Cutting Room"),
    ]
    assert ends(case(whole)) == alone
    together = case(whole, signed(RAW, BY_CAMERA), signed(CUT, BY_CUTTER, BY_CAMERA))
    assert ends(together) == [
        (str(EDITED), str(CUT), "News Desk"),
        (str(CUT), str(RAW), "Cutting Room"),
        (str(CUT), "c2pa:urn:cutter#2", "Cutting Room"),
    ], "each once, though two files hold the manifest"


def test_it_is_the_signers_word_and_says_so() -> None:
    edges = case(signed(EDITED, BY_DESK, BY_CUTTER, BY_CAMERA)).derivations
    assert {(edge.relation, edge.confidence) for edge in edges} == {(DerivationRelation.MADE_FROM, None)}
    first, second, _ = edges
    assert [reason.words for reason in first.evidence if reason.supports] == [
        "its signed manifest names it as parentOf: “cut.mp4”",
        "the signer is on the analyst's trust list",
    ]
    assert [reason.words for reason in first.evidence if not reason.supports] == ["the signer's word: nothing was measured"]
    assert "done, by the same word: c2pa.opened; c2pa.trimmed (first half)" in [reason.words for reason in second.evidence]
    assert [reason.words for reason in second.evidence if not reason.supports] == [
        "the validation says of that manifest: assertion.hashedURI.mismatch",
        "the signer's word: nothing was measured",
    ]


@pytest.mark.parametrize(
    "state", [state for state in CredentialsState if state not in {CredentialsState.TRUSTED, CredentialsState.UNTRUSTED}]
)
def test_where_no_signature_holds_nothing_is_joined(state: CredentialsState) -> None:
    assert case(signed(CUT, BY_CUTTER, BY_CAMERA, state=state)).derivations == ()


def test_manifests_that_name_each_other_end() -> None:
    loop = replace(BY_CAMERA, ingredients=(Ingredient(relationship="parentOf", manifest="urn:cutter"),))
    found = case(signed(CUT, BY_CUTTER, loop))
    assert len(found.derivations) == 3
    assert len(makings(found)) == 2


def test_in_prov_it_stands_in_the_signers_bundle_with_what_was_done() -> None:
    document = prov_document(case(signed(EDITED, BY_DESK, BY_CUTTER, BY_CAMERA)))
    said = {bundle.identifier.localpart: bundle.get_provn() for bundle in document.bundles}
    outside = document.get_provn().partition("bundle ")[0]
    assert "Ingredient" not in outside
    cutter = next(text for text in said.values() if "c2pa.trimmed" in text)
    assert cutter.count("wasDerivedFrom(") == 2
    assert cutter.count("used(") == 2
    assert "c2pa.created" not in cutter, "another signer's word"
