"""Content Credentials of a file, by c2pa-python (the extra ``c2pa``): read, held against the analyst's trust list, never fetched.

No address is contacted: manifests that lie elsewhere are named and left there, and revocation is not asked for (OCSP).
No trust list comes with the library or with this program; the analyst gives one (PEM certificates), or every signer is
unknown, which is not the same as false.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from provenance.media.found import clean
from provenance.media.trustlist import Trust
from provenance.model import (
    Credentials,
    CredentialsState,
    Ingredient,
    Manifest,
    SignedAction,
    TrustList,
    ValidationCode,
)

__all__ = ["INSTALL", "examine"]

INSTALL = "pip install 'provenance-osint[c2pa]'"
MAX_MANIFESTS, MAX_PARTS, MAX_CODES = 50, 100, 200
MAX_TEXT = 500
REMOTE = re.compile(r"[Rr]emote manifests? from url (\S+)")
SETTINGS = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True, "verify_timestamp_trust": True},
    "core": {"allowed_network_hosts": [], "max_decompressed_manifest_size_in_mb": 50},
}


def examine(path: Path, trust: Trust | None = None) -> Credentials:
    """How ``path`` stands; whatever goes wrong is a state with the library's words."""
    try:
        import c2pa  # noqa: PLC0415 - an extra
    except ImportError:
        return Credentials(state=CredentialsState.NOT_EXAMINED, tool="c2pa-python", detail=f"not installed: {INSTALL}")
    tool = f"c2pa-python {c2pa.__version__}"
    known = trust.known if trust else None
    settings: dict[str, Any] = SETTINGS | ({"trust": {"user_anchors": trust.anchors}} if trust else {})
    try:
        with (
            c2pa.Context.from_dict(settings) as context,
            path.open("rb") as file,
            c2pa.Reader(None, file, context=context) as reader,  # the bytes tell the format, never the name
        ):
            document, state = json.loads(reader.json()), reader.get_validation_state()
    except c2pa.C2paError.ManifestNotFound:
        return Credentials(state=CredentialsState.NONE, tool=tool, trust_list=known)
    except c2pa.C2paError.NotSupported:
        return Credentials(state=CredentialsState.NONE, tool=tool, trust_list=known, detail="no format that can hold credentials")
    except (c2pa.C2paError, OSError, ValueError, RecursionError) as error:
        return _refused(tool, known, clean(error, MAX_TEXT))
    return _credentials(document, str(state or ""), tool, known)


def _refused(tool: str, known: TrustList | None, words: str) -> Credentials:
    """The library's error as a state: a manifest elsewhere, or one that cannot be read."""
    elsewhere = REMOTE.search(words)
    if elsewhere:
        detail = "not fetched: no address is contacted"
        return Credentials(state=CredentialsState.REMOTE, tool=tool, trust_list=known, remote=elsewhere[1], detail=detail)
    return Credentials(state=CredentialsState.UNREADABLE, tool=tool, trust_list=known, detail=words)


# ── the library's JSON ──────────────────────────────────────────────────────────────────────────


def _credentials(document: Any, state: str, tool: str, known: TrustList | None) -> Credentials:  # noqa: ANN401 - JSON
    whole = _object(document)
    codes = tuple(_codes(_object(whole.get("validation_results"))))[:MAX_CODES]
    states = {"Trusted": CredentialsState.TRUSTED, "Valid": CredentialsState.UNTRUSTED}
    manifests = [(str(label), _object(each)) for label, each in _object(whole.get("manifests")).items()]
    active = _words(whole.get("active_manifest"))
    manifests.sort(key=lambda pair: pair[0] != active)
    return Credentials(
        state=states.get(state, CredentialsState.INVALID),
        tool=tool,
        trust_list=known,
        active=active,
        manifests=tuple(_manifest(label, each) for label, each in manifests[:MAX_MANIFESTS]),
        codes=codes,
    )


def _manifest(label: str, given: Mapping[str, Any]) -> Manifest:
    signature = _object(given.get("signature_info"))
    programs = _objects(given, "claim_generator_info")
    generators = [f"{_words(each.get('name'))} {_words(each.get('version'))}".strip() for each in programs]
    return Manifest(
        label=_words(label),
        signer=_words(signature.get("issuer")),
        common_name=_words(signature.get("common_name")),
        algorithm=_words(signature.get("alg")),
        signed_at=_words(signature.get("time")),
        title=_words(given.get("title")),
        instance=_words(given.get("instance_id")),
        generator="; ".join(filter(None, generators)) or _words(given.get("claim_generator")),
        actions=tuple(_actions(given))[:MAX_PARTS],
        ingredients=tuple(_ingredient(each) for each in _objects(given, "ingredients")),
    )


def _actions(manifest: Mapping[str, Any]) -> Iterator[SignedAction]:
    for assertion in _objects(manifest, "assertions"):
        if _words(assertion.get("label")).startswith("c2pa.actions"):
            for each in _objects(_object(assertion.get("data")), "actions"):
                agent = each.get("softwareAgent")
                parameters = _object(each.get("parameters"))
                yield SignedAction(
                    action=_words(each.get("action")),
                    when=_words(each.get("when")),
                    software=_words(agent if isinstance(agent, str) else _object(agent).get("name")),
                    source_type=_words(each.get("digitalSourceType")).rstrip("/").rpartition("/")[2],
                    description=_words(each.get("description") or parameters.get("description")),
                )


def _ingredient(given: Mapping[str, Any]) -> Ingredient:
    return Ingredient(
        relationship=_words(given.get("relationship")),
        title=_words(given.get("title")),
        format=_words(given.get("format")),
        instance=_words(given.get("instance_id")),
        manifest=_words(given.get("active_manifest")),
    )


def _codes(results: Mapping[str, Any]) -> Iterator[ValidationCode]:
    """Of the active manifest, then of what changed about its ingredients."""
    parts = [_object(results.get("activeManifest"))]
    parts += [_object(each.get("validationDeltas")) for each in _objects(results, "ingredientDeltas")]
    for part in parts:
        for name, success in (("failure", False), ("informational", None), ("success", True)):
            for each in _objects(part, name):
                yield ValidationCode(
                    code=_words(each.get("code")),
                    success=success,
                    about=_words(each.get("url")),
                    explanation=_words(each.get("explanation")),
                )


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(holder: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    listed = holder.get(key)
    return [_object(each) for each in listed[:MAX_PARTS] if isinstance(each, dict)] if isinstance(listed, list) else []


def _words(value: object) -> str:
    return clean(value, MAX_TEXT) if isinstance(value, str | int | float) else ""
