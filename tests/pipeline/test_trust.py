"""The analyst's trust list over a whole case: who signed is told with it, and told anew when another list is given."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from provenance.cli import app
from provenance.media.trustlist import read_trust
from provenance.model import ClaimKind, CredentialsState, Snapshot
from provenance.pipeline import jobs
from provenance.pipeline.custody import verify
from provenance.pipeline.run import Settings, Silent
from tests.media.signing import SHOT, Signing, picture
from tests.pipeline.pages import NOTE

pytest.importorskip("c2pa", reason="the extra c2pa is not installed")


def states(found: Snapshot) -> list[tuple[CredentialsState, bool]]:
    """(state, whether it was held against a list) of every file."""
    credentials = [record.probe.credentials for record in found.media if record.probe]
    return [(each.state, each.trust_list is not None) for each in credentials if each]


def signers(found: Snapshot) -> list[str]:
    return [claim.asserted_by.description for claim in found.claims if claim.kind is ClaimKind.EDITED]


def test_a_list_given_later_is_held_against_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    signing, case = Signing.made(), tmp_path / "case"
    (tmp_path / "shot.jpg").write_bytes(signing.signed(picture(), SHOT))
    (tmp_path / "root.pem").write_text(signing.root, "ascii")
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    offline = Settings(offline=True)
    read = jobs.trace(("note.txt",), case=case, settings=offline, progress=Silent()).snapshot
    (reference,) = (each.reference.id for each in read.articles[0].references)
    before = jobs.attach_file(case, reference, Path("shot.jpg"), obtained=jobs.Obtained(), settings=offline, progress=Silent())
    assert states(before.snapshot) == [(CredentialsState.UNTRUSTED, False)]
    assert [words.endswith("not on any trust list at hand") for words in signers(before.snapshot)] == [True]

    trusting = Settings(offline=True, trust=read_trust(Path("root.pem")))
    for _ in range(2):
        after = jobs.resume(case, settings=trusting, progress=Silent()).snapshot
        assert states(after) == [(CredentialsState.TRUSTED, True)]
        assert [words.endswith(", on the trust list") for words in signers(after)] == [True]
    asked = [each for each in after.activities if each.kind.value == "inspect"]
    assert len(asked) == 2  # once for each list
    assert states(jobs.resume(case, settings=offline, progress=Silent()).snapshot) == [(CredentialsState.TRUSTED, True)]
    assert verify(case).findings == ()


@pytest.mark.parametrize(
    "command",
    [
        ("trace", "note.txt", "--case", "case"),
        ("fetch", "case"),
        ("attach", "case", "r1", "note.txt"),
        ("import", "case", "note.txt", "--by", "me"),
    ],
)
def test_every_command_that_inspects_takes_it_and_refuses_what_is_none(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    done = CliRunner().invoke(app, [*command, "--trust-anchors", "note.txt"])
    assert done.exit_code == 2
    assert "expected certificates in PEM" in " ".join(done.stderr.split())
    assert not (tmp_path / "case").exists()
