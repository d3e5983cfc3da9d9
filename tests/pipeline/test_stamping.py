"""Time-stamps over a seal, by an authority on loopback."""

import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.custody.findings import FindingKind, Verdict
from provenance.errors import UsageError
from provenance.exporters.missing import missing
from provenance.model import ActivityKind
from provenance.pipeline import custody, jobs
from provenance.pipeline.run import Settings, Silent
from provenance.pipeline.sealing import working
from provenance.store.case import Case
from tests.fetch.authority import answering, make_authority, reply
from tests.fetch.servers import Server, body, serving, status
from tests.store.values import activity


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two roots; the second's authority sends more certificates than asked for, in an order that is not that of DER."""
    folder = tmp_path_factory.mktemp("authorities")
    made = make_authority(folder / "a"), make_authority(folder / "b", name="Another")
    chain = sorted(made, key=lambda root: ssl.PEM_cert_to_DER_cert(root.read_text()), reverse=True)
    (folder / "b" / "chain.pem").write_text("".join(root.read_text() for root in chain))
    with (folder / "b" / "tsa.cnf").open("a") as config:
        config.write("certs = chain.pem\n")
    return made


@pytest.fixture
def server(roots: tuple[Path, Path]) -> Iterator[Server]:
    with serving() as running:
        running.routes["/a"], running.routes["/b"] = (answering(root.parent) for root in roots)
        yield running


@pytest.fixture
def case(tmp_path: Path) -> Path:
    with working(tmp_path / "case", settings=Settings(), progress=Silent(), create=True) as run, run.case.commit(activity()):
        pass
    return tmp_path / "case"


def stamped(case: Path, server: Server, *paths: str, offline: bool = False) -> list[bool]:
    settings = Settings(allow_hosts=frozenset({server.host}), offline=offline)
    done = custody.timestamp(case, tuple(map(server.url, paths)), settings=settings, progress=Silent())
    return [each.done for each in done]


def test_two_authorities_stamp_the_seal_and_openssl_accepts_both(case: Path, server: Server, roots: tuple[Path, Path]) -> None:
    assert stamped(case, server, "/a", "/b") == [True, True]
    result = custody.verify(case, roots=roots)
    assert (result.verdict, result.findings, result.lines) == (Verdict.VERIFIED, (), 3)
    assert [(stamp.count, stamp.trusted) for stamp in result.stamps] == [(1, True), (1, True)]
    for stamp in result.stamps:
        root = roots["Another" in stamp.authority]
        reply_file = case / stamp.file
        seal = case / "custody" / f"{reply_file.name.partition('.')[0]}.seal"
        for given in (("-data", seal), ("-queryfile", reply_file.with_suffix(".tsq"))):
            command = ["openssl", "ts", "-verify", *given, "-in", reply_file, "-CAfile", root]
            assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    asked = [url for entry in custody.log(case) for url in (entry.activity.requests if entry.activity else ())]
    assert asked == [server.url("/a"), server.url("/b")]


def test_an_authority_that_the_checker_does_not_trust(case: Path, server: Server, roots: tuple[Path, Path]) -> None:
    stamped(case, server, "/a")
    assert [stamp.trusted for stamp in custody.verify(case).stamps] == [False]
    (found,) = custody.verify(case, roots=(roots[1],)).findings
    assert (found.kind, found.file.endswith(".tsr")) == (FindingKind.OTHER_KEY, True)
    assert found.detail.startswith("expected a time-stamp signed under one of the roots"), (
        "the file is named once, by the finding"
    )


def test_a_stamp_over_another_seal_is_named(case: Path, server: Server, tmp_path: Path) -> None:
    stamped(case, server, "/a")
    with working(tmp_path / "other", settings=Settings(), progress=Silent(), create=True) as run, run.case.commit(activity()):
        pass
    stamped(tmp_path / "other", server, "/a")
    mine, other = (next(each.glob("custody/*.tsr")) for each in (case, tmp_path / "other"))
    mine.write_bytes(other.read_bytes())
    details = " ".join(finding.detail for finding in custody.verify(case).findings if finding.file.endswith(".tsr"))
    assert "over something else" in details


def test_offline_is_queued_said_so_and_sent_later(case: Path, server: Server) -> None:
    assert stamped(case, server, "/a", offline=True) == [False]
    assert server.seen == []
    assert custody.verify(case).verdict is Verdict.VERIFIED
    with Case.consult(case) as opened:
        last = opened.last_activity(ActivityKind.TIMESTAMP, server.url("/a"))
    assert last is not None
    assert last.message.startswith("queued: --offline")
    snapshot = jobs.look(case)
    assert snapshot.failures == (), "it is to come, and no step failed"
    (waiting,) = missing(snapshot)
    assert (waiting.what, waiting.reason, waiting.next) == ("timestamp", "pending", "provenance timestamp case")
    assert stamped(case, server) == [True], "without addresses those queued are asked"
    assert missing(jobs.look(case)) == ()
    with pytest.raises(UsageError, match="none is queued"):
        stamped(case, server)
    assert [stamp.count for stamp in custody.verify(case).stamps] == [2]


def test_bad_authorities_are_queued_with_the_reason(case: Path, server: Server, roots: tuple[Path, Path]) -> None:
    refusal = (roots[0].parent / "reply.tsr").read_bytes() if (roots[0].parent / "reply.tsr").exists() else b""
    server.routes["/gone"] = status(410)
    server.routes["/page"] = body(b"<p>hello</p>")
    server.routes["/noise"] = lambda handler: reply(handler, b"noise")
    server.routes["/old"] = lambda handler: reply(handler, refusal)
    assert stamped(case, server, "/gone", "/page", "/noise", "/old") == [False] * 4
    assert not list(case.glob("custody/*.tsr"))
    assert custody.verify(case).verdict is Verdict.VERIFIED


def test_a_private_address_is_refused(case: Path, server: Server) -> None:
    done = custody.timestamp(case, (server.url("/a"),), settings=Settings(), progress=Silent())
    assert [each.done for each in done] == [False]
    assert server.seen == []
    assert "--allow-host" in done[0].detail


def test_a_run_can_ask_at_its_end(server: Server, tmp_path: Path) -> None:
    settings = Settings(allow_hosts=frozenset({server.host}), timestamps=(server.url("/a"), server.url("/a")))
    with working(tmp_path / "case", settings=settings, progress=Silent(), create=True) as run, run.case.commit(activity()):
        pass
    assert run.seal is not None
    assert run.seal.count == 2
    result = custody.verify(tmp_path / "case")
    assert (result.verdict, [stamp.count for stamp in result.stamps]) == (Verdict.VERIFIED, [1])
