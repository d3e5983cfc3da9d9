"""OpenTimestamps over a seal, by a calendar on loopback."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.custody.findings import FindingKind, Verdict
from provenance.errors import InputError, UsageError
from provenance.exporters.missing import missing
from provenance.pipeline import custody, jobs
from provenance.pipeline.run import Settings, Silent
from provenance.pipeline.sealing import working
from provenance.pipeline.stamping import Stamped
from tests.fetch.calendar import HEIGHT, Calendar, answer
from tests.fetch.servers import Server, serving
from tests.store.values import activity

pytest.importorskip("opentimestamps", reason="OpenTimestamps is an extra")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def calendar(server: Server) -> Calendar:
    return Calendar(server=server)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    with working(tmp_path / "case", settings=Settings(), progress=Silent(), create=True) as run, run.case.commit(activity()):
        pass
    return tmp_path / "case"


def asked(case: Path, calendar: Calendar, *urls: str, upgrade: bool = False, offline: bool = False) -> tuple[Stamped, ...]:
    settings = Settings(allow_hosts=frozenset({calendar.server.host}), offline=offline)
    return custody.timestamp(case, urls, settings=settings, progress=Silent(), upgrade=upgrade)


def test_promised_then_finished_then_held_against_the_block(case: Path, calendar: Calendar, tmp_path: Path) -> None:
    (promised,) = asked(case, calendar, f"ots:{calendar.uri}")
    assert promised.done
    result = custody.verify(case)
    assert (result.verdict, result.findings) == (Verdict.VERIFIED, ())
    assert [(proof.count, proof.blocks, proof.calendars) for proof in result.proofs] == [(1, (), (calendar.uri,))]

    (waiting,) = asked(case, calendar, f"ots:{calendar.uri}", upgrade=True)
    assert (waiting.done, "404" in waiting.detail) == (False, True)
    snapshot = jobs.look(case)
    assert snapshot.failures == ()
    told = [(each.which, each.reason, each.next) for each in missing(snapshot)]
    assert told == [(waiting.url, "pending", "provenance timestamp case --upgrade")]
    header = calendar.mine()
    (finished,) = asked(case, calendar, f"ots:{calendar.uri}", upgrade=True)
    assert finished.done
    assert missing(jobs.look(case)) == ()
    (proof,) = custody.verify(case).proofs
    (block,) = proof.blocks
    assert (block.height, block.root, block.time) == (HEIGHT, header[36:68][::-1].hex(), None)

    (tmp_path / "headers.txt").write_text(f"{bytes(80).hex()}\n{header.hex()}\n")
    result = custody.verify(case, headers=(tmp_path / "headers.txt",))
    assert result.verdict is Verdict.VERIFIED
    assert str(result.proofs[0].blocks[0].time) == "2023-11-14T22:13:20Z"
    with pytest.raises(UsageError, match="waits for its block"):
        asked(case, calendar, upgrade=True)
    sent = [url for entry in custody.log(case) for url in (entry.activity.requests if entry.activity else ())]
    commitment = hashlib.sha256(calendar.seen[0] + b"with others").hexdigest()
    assert sent == [f"{calendar.uri}/digest", *[f"{calendar.uri}/timestamp/{commitment}"] * 2]


def test_a_calendar_cannot_recognise_the_seal(case: Path, calendar: Calendar) -> None:
    asked(case, calendar, f"ots:{calendar.uri}", f"ots:{calendar.uri}/")
    digests = {hashlib.sha256(path.read_bytes()).digest() for path in case.glob("custody/*.seal")}
    assert len(set(calendar.seen)) == 2
    assert not digests & set(calendar.seen)


def test_a_calendar_that_a_proof_names_is_asked_only_if_the_analyst_names_it(case: Path, server: Server) -> None:
    calendar = Calendar(server=server, uri=server.url("/elsewhere"))
    asked(case, calendar, f"ots:{server.url('/calendar')}")
    before = len(server.seen)
    (waiting,) = asked(case, calendar, upgrade=True)
    assert (waiting.done, len(server.seen)) == (False, before)
    assert "is no public calendar and was not asked" in waiting.detail


def test_offline_is_queued_and_sent_later(case: Path, calendar: Calendar) -> None:
    assert [each.done for each in asked(case, calendar, f"ots:{calendar.uri}", offline=True)] == [False]
    assert calendar.seen == []
    assert [each.done for each in asked(case, calendar)] == [True]
    assert not asked(case, calendar, upgrade=True, offline=True)[0].done
    with pytest.raises(UsageError, match="none is queued"):
        asked(case, calendar)


@pytest.mark.parametrize("noise", [b"", b"\x00", b"<p>hello</p>", b"\xf0\xff\xff\xff\xff\x7f", b"\xff" * 5000, b"\x08" * 3000])
def test_noise_is_queued_with_the_reason(case: Path, calendar: Calendar, noise: bytes) -> None:
    calendar.server.routes["/calendar/digest"] = lambda handler: answer(handler, noise)
    (refused,) = asked(case, calendar, f"ots:{calendar.uri}")
    assert not refused.done
    assert "expected an OpenTimestamps proof" in refused.detail
    assert not list(case.glob("custody/*.ots"))


def test_a_proof_over_another_seal_or_damaged_is_named(case: Path, calendar: Calendar, tmp_path: Path) -> None:
    asked(case, calendar, f"ots:{calendar.uri}")
    with working(tmp_path / "other", settings=Settings(), progress=Silent(), create=True) as run, run.case.commit(activity()):
        pass
    asked(tmp_path / "other", calendar, f"ots:{calendar.uri}")
    mine, other = (next(each.glob("custody/*.ots")) for each in (case, tmp_path / "other"))
    for data, expected in ((other.read_bytes(), "over something else"), (mine.read_bytes()[:-3], "expected an OpenTimestamps")):
        mine.chmod(0o644)
        mine.write_bytes(data)
        found = [each for each in custody.verify(case).findings if each.file.endswith(".ots")]
        assert {each.kind for each in found} == {FindingKind.ALTERED}
        assert any(expected in each.detail for each in found)


def test_a_damaged_proof_is_named_and_the_others_are_finished(case: Path, calendar: Calendar) -> None:
    for _ in range(2):
        asked(case, calendar, f"ots:{calendar.uri}")
    calendar.mine()
    damaged, good = sorted(case.glob("custody/*.ots"), key=lambda path: path.name)
    damaged.chmod(0o644)
    damaged.write_bytes(b"\0" * 40)
    told = asked(case, calendar, f"ots:{calendar.uri}", upgrade=True)
    assert {each.url: each.done for each in told} == {f"custody/{damaged.name}": False, f"custody/{good.name}": True}
    assert told[0].detail.startswith(f"custody/{damaged.name}: expected an OpenTimestamps proof")
    assert [(each.which, each.reason) for each in missing(jobs.look(case))] == [(told[0].url, "case")]


def test_headers_that_are_none(case: Path, tmp_path: Path) -> None:
    for content in ("zz", "00" * 79):
        (tmp_path / "headers.txt").write_text(content)
        with pytest.raises(InputError, match="expected headers"):
            custody.verify(case, headers=(tmp_path / "headers.txt",))
