"""The result of a check as JSON values, for other programs (``provenance verify --json``)."""

from provenance.custody.canonical import Json
from provenance.custody.findings import Finding, Proof, Verification

__all__ = ["SCHEMA", "document"]

SCHEMA = "urn:provenance:verification:1"


def document(result: Verification, *, name: str) -> dict[str, Json]:
    """``result`` of checking what is called ``name``."""
    seal = result.seal
    return {
        "schema": SCHEMA,
        "name": name,
        "verdict": result.verdict.value,
        "lines": result.lines,
        "seal": None
        if seal is None
        else {"lines": seal.count, "head": str(seal.head), "key": str(seal.key), "time": str(seal.time), "clock": seal.clock},
        "keys": [str(key) for key in result.keys],
        "findings": [_finding(finding) for finding in result.findings],
        "pending": [{"file": each.file, "detail": each.detail} for each in result.pending],
        "timestamps": [
            {"file": s.file, "lines": s.count, "time": str(s.time), "authority": s.authority, "trusted": s.trusted}
            for s in result.stamps
        ],
        "proofs": [_proof(each) for each in result.proofs],
        "notes": list(result.notes),
    }


def _finding(finding: Finding) -> dict[str, Json]:
    return {
        "kind": finding.kind.value,
        "file": finding.file,
        "line": finding.line,
        "record": finding.record or None,
        "detail": finding.detail,
    }


def _proof(proof: Proof) -> dict[str, Json]:
    return {
        "file": proof.file,
        "lines": proof.count,
        "blocks": [
            {"height": each.height, "merkle_root": each.root, "time": None if each.time is None else str(each.time)}
            for each in proof.blocks
        ],
        "promised_by": list(proof.calendars),
    }
