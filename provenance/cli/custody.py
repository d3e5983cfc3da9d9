"""``provenance verify``, ``log`` and ``key``: is the case as it was left, what was done, and whose seal is it?"""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.cli.common import (
    INCOMPLETE,
    AllowHosts,
    CasePath,
    JsonFlag,
    Offline,
    Proxy,
    Quiet,
    command,
    passphrase,
    write_json,
)
from provenance.cli.console import errors, results, safe
from provenance.errors import CaseError, UsageError

if TYPE_CHECKING:
    from provenance.custody.findings import Proof, Verification
    from provenance.pipeline.custody import Entry

__all__ = ["Keys", "key", "log", "tell", "timestamp", "verify"]

Keys = Annotated[
    list[str] | None,
    typer.Option(
        "--key",
        "-k",
        metavar="FINGERPRINT|FILE",
        help="The key that may have sealed it: a fingerprint, or a file with the public key. Repeatable. "
        "Get it by another way than the case: this is what shows a replaced key.",
    ),
]


@command
def verify(
    case: Annotated[Path, typer.Argument(metavar="CASE|BUNDLE", help="A case folder, or a bundle.")],
    keys: Keys = None,
    tsa_root: Annotated[
        list[Path] | None,
        typer.Option("--tsa-root", metavar="FILE", help="Root certificate (PEM) of a time-stamping authority. Repeatable."),
    ] = None,
    bitcoin_headers: Annotated[
        list[Path] | None,
        typer.Option(
            "--bitcoin-headers",
            metavar="FILE",
            help="Headers of Bitcoin blocks, as bitcoin-cli getblockheader HASH false prints them. Repeatable.",
        ),
    ] = None,
    json: JsonFlag = False,
) -> int:
    """Check that nothing in a case or bundle was altered, added, taken away, cut off or put in another order since it was sealed.

    Everything that is wrong is named: file, line of the log, record. Nothing is written. Exit codes: 0 all is as it was
    sealed; 1 nothing is wrong, but something after the last seal is not sealed yet (run the interrupted command again);
    5 altered.

    [bold]Examples[/bold]

      provenance verify cases/story --key sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
      provenance verify cases/story --key sender.pem --json | jq .findings
    """
    from provenance.custody.document import document
    from provenance.custody.findings import Verdict
    from provenance.pipeline import custody

    result = custody.verify(case, keys=tuple(keys or ()), roots=tuple(tsa_root or ()), headers=tuple(bitcoin_headers or ()))
    if json:
        write_json(document(result, name=str(case)))
    else:
        tell(result, asked=bool(keys))
    return {Verdict.VERIFIED: 0, Verdict.PENDING: INCOMPLETE, Verdict.ALTERED: CaseError.exit_code}[result.verdict]


def tell(result: "Verification", *, asked: bool) -> None:
    """Print what a check found."""
    for finding in result.findings:
        place = ", ".join(filter(None, (finding.file, f"line {finding.line}" if finding.line else "", finding.record)))
        results.print(safe(f"{finding.kind.value}: ", "bold red") + safe(f"{place}: {finding.detail}"), soft_wrap=True)
    for pending in result.pending:
        results.print(safe("pending: ", "yellow") + safe(f"{pending.file}: {pending.detail}"), soft_wrap=True)
    for stamp in result.stamps:
        who = f"{stamp.authority}" + ("" if stamp.trusted else ", which was not checked: give --tsa-root")
        results.print(safe(f"time-stamp: lines 1 to {stamp.count} existed at {stamp.time}, says {who}"), soft_wrap=True)
    for proof in result.proofs:
        results.print(safe(f"OpenTimestamps: lines 1 to {proof.count} {_shown(proof)}"), soft_wrap=True)
    for note in result.notes:
        results.print(safe(f"note: {note}", "dim"), soft_wrap=True)
    colour = {"verified": "bold green", "pending": "bold yellow", "altered": "bold red"}[result.verdict.value]
    seal = f"; sealed {result.seal.time} with {result.seal.count} lines by key {result.seal.key}" if result.seal else ""
    counted = Counter(finding.kind.value for finding in result.findings)
    found = f" ({', '.join(f'{count:,} {kind}' for kind, count in counted.items())})" if counted else ""
    words = f"{found}: {result.lines} lines of custody{seal}"
    results.print(safe(result.verdict.value.upper(), colour) + safe(words), soft_wrap=True)
    if result.seal and not asked:
        results.print(
            safe("Whose key it is nobody can tell from the case: compare it with --key FINGERPRINT.", "dim"), soft_wrap=True
        )


def _shown(proof: "Proof") -> str:
    if not proof.blocks:
        return f"are promised to a block by {', '.join(proof.calendars) or 'nobody'}: provenance timestamp CASE --upgrade"
    return "; ".join(
        f"existed at {block.time}, says the header of Bitcoin block {block.height} that you gave"
        if block.time
        else f"existed before Bitcoin block {block.height} if its Merkle root is {block.root}, which was not checked: "
        "look it up, or give --bitcoin-headers"
        for block in proof.blocks
    )


@command
def log(
    case: CasePath,
    network: Annotated[bool, typer.Option("--network", help="Only what went over the network: every address contacted.")] = False,
    json: JsonFlag = False,
) -> int:
    """What was done with a case, line by line: when, by whom, with which tool, about what.

    It tells what the case says of itself; whether that is true, provenance verify checks.

    [bold]Examples[/bold]

      provenance log cases/story
      provenance log cases/story --network --json | jq -r .requests[].url
    """
    from provenance.pipeline import custody

    entries = custody.log(case)
    if json:
        write_json(_requests(entries) if network else {"lines": [_entry(entry) for entry in entries]})
        return 0
    for entry in entries:
        line, done = entry.line, entry.activity
        if line.redacted:
            results.print(safe(f"{line.sequence:>6}  left out of this copy: {line.redacted}", "dim"), soft_wrap=True)
        elif not network or (done and done.requests):
            outcome = "" if done is None else done.message if done.ok or done.pending else f"failed: {done.message}"
            when = str(line.scene.time)[:19] + "Z" if line.scene else ""
            head = f"{line.sequence:>6}  {when}  {line.kind:<11}  {line.subject}"
            results.print(
                safe(head) + safe(f"  {line.by or f'{line.tool} {line.version}'}  {outcome}".rstrip(), "dim"), soft_wrap=True
            )
            for url in done.requests if network and done else ():
                results.print(safe(f"        {url}", "cyan"), soft_wrap=True)
    if network and not any(entry.activity and entry.activity.requests for entry in entries):
        results.print("No request was sent.")
    return 0


def _entry(entry: "Entry") -> dict[str, object]:
    line, done, scene = entry.line, entry.activity, entry.line.scene
    return {
        "sequence": line.sequence,
        "digest": str(line.digest),
        "left_out": line.redacted or None,
        "time": str(scene.time) if scene else None,
        "clock": scene.clock if scene else None,
        "actor": scene.actor if scene else None,
        "by": line.by or None,
        "host": scene.host if scene else None,
        "tool": line.tool,
        "version": line.version,
        "activity": line.activity,
        "kind": line.kind,
        "subject": line.subject,
        "ok": line.ok,
        "message": done.message if done else None,
        "options": dict(done.options) if done else None,
        "requests": list(done.requests) if done else None,
        "files": [{"path": each.path, "digest": str(each.digest)} for each in line.outputs],
        "records": len(line.records),
    }


def _requests(entries: "tuple[Entry, ...]") -> dict[str, object]:
    return {
        "requests": [
            {
                "url": url,
                "line": entry.line.sequence,
                "started": str(done.started),
                "kind": entry.line.kind,
                "tool": entry.line.tool,
            }
            for entry in entries
            if (done := entry.activity) is not None
            for url in done.requests
        ]
    }


@command
def timestamp(
    case: CasePath,
    url: Annotated[
        list[str] | None,
        typer.Option(
            "--url",
            "-u",
            help="Address of an authority, or ots: and that of an OpenTimestamps calendar (default: those queued). Repeatable.",
        ),
    ] = None,
    upgrade: Annotated[
        bool,
        typer.Option("--upgrade", help="Ask OpenTimestamps calendars for the proofs that they promised (some hours earlier)."),
    ] = False,
    allow_host: AllowHosts = None,
    proxy: Proxy = None,
    offline: Offline = False,
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Have the time of a case's seal stated by authorities (RFC 3161) or OpenTimestamps: so far its log existed then.

    An authority sees a digest and your address, nothing of the case. Request and reply are kept in the case. What cannot be sent
    is queued, and sent by the same command without --url.

    An OpenTimestamps calendar needs no trust in an authority: it leads a digest, hashed with random bytes, to a Bitcoin block.
    It promises that at once and has done it some hours later; --upgrade fetches the finished proof.

    [bold]Examples[/bold]

      provenance timestamp cases/story --url https://freetsa.org/tsr --url http://timestamp.digicert.com
      provenance timestamp cases/story --url ots:https://a.pool.opentimestamps.org
      provenance timestamp cases/story --upgrade
    """
    from provenance.cli.progress import Display
    from provenance.pipeline import custody
    from provenance.pipeline.run import Settings

    settings = Settings(allow_hosts=frozenset(allow_host or ()), proxy=proxy, offline=offline, passphrase=passphrase())
    with Display(quiet=quiet) as display:
        stamped = custody.timestamp(case, tuple(url or ()), settings=settings, progress=display, upgrade=upgrade)
    if json:
        write_json({"timestamps": [{"url": each.url, "done": each.done, "detail": each.detail} for each in stamped]})
    elif not quiet:
        for each in (each for each in stamped if each.done or upgrade):
            results.print(safe(f"{each.url}: {each.detail}"), soft_wrap=True)
    return 0 if all(each.done for each in stamped) else INCOMPLETE


@command
def key(
    lock: Annotated[bool, typer.Option("--lock", help="Ask for a passphrase and lock the key with it.")] = False,
    unlock: Annotated[bool, typer.Option("--unlock", help="Take the passphrase off.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the public key there, to hand it to others.")] = None,
    json: JsonFlag = False,
) -> int:
    """The key that seals your cases: its fingerprint, to be told to whoever will verify them. It is made at first use.

    [bold]Examples[/bold]

      provenance key
      provenance key --lock
      provenance key --out my-desk.pem
    """
    from provenance.pipeline import custody

    if lock and unlock:
        raise UsageError("expected --lock or --unlock, found both")
    current = passphrase()
    facts = custody.own_key(current)
    if lock or unlock:
        custody.lock(_new_passphrase() if lock else None, current=current)
        facts = custody.own_key(None) if unlock else facts
    if out is not None:
        out.write_bytes(facts.public)
    if json:
        write_json({"fingerprint": str(facts.fingerprint), "path": str(facts.path), "locked": custody.is_locked()})
    else:
        results.print(safe(str(facts.fingerprint), "bold"), soft_wrap=True)
        state = (
            "locked with a passphrase" if custody.is_locked() else "not locked: whoever can read the file can seal in your name"
        )
        errors.print(safe(f"{facts.path}, {state}", "dim"), soft_wrap=True)
    return 0


def _new_passphrase() -> str:
    return str(typer.prompt("New passphrase of your signing key", hide_input=True, confirmation_prompt=True, err=True))
