"""Content Credentials (C2PA): what a signature in a file says, how far it was checked, against which trust list.

Vocabulary of the C2PA specification 2.2 (https://spec.c2pa.org/specifications/specifications/2.2/). A manifest is its
signer's word; that the signature holds says that nobody changed the word or the file since, not that the word is true.
"""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.claims import Agent, AgentKind
from provenance.model.identity import Digest
from provenance.model.time import Instant

__all__ = ["ACTIONS", "Credentials", "CredentialsState", "Ingredient", "Manifest", "SignedAction", "TrustList", "ValidationCode"]

_NAMES = """
addedText adjustedColor changedSpeed color_adjustments converted copied created cropped deleted drawing dubbed edited
edited.metadata enhanced filtered formatted managed mastered mixed opened orientation placed printed produced published
redacted remixed removed repackaged resized resized.proportional saved transcoded translated trimmed unknown version_updated
watermarked watermarked.bound watermarked.unbound
"""
ACTIONS = frozenset(f"c2pa.{name}" for name in _NAMES.split())
"""Names of actions in the specification, versions 1.0 to 2.3; deprecated ones are read, never written."""


class CredentialsState(StrEnum):
    """How a file stands with its credentials."""

    NOT_EXAMINED = "not_examined"
    """The extra ``c2pa`` is not installed."""
    NONE = "none"
    """No manifest, which proves nothing: platforms strip it."""
    TRUSTED = "trusted"
    """Whole, and its signer is on the trust list."""
    UNTRUSTED = "untrusted"
    """Whole, but its signer is on no trust list that we have: not known is not false."""
    INVALID = "invalid"
    """The file or the manifest was changed after signing, or the signature does not hold."""
    UNREADABLE = "unreadable"
    """There is something, but it cannot be read."""
    REMOTE = "remote"
    """The manifest lies at an address, which was not contacted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustList:
    """The certificates that a signer was held against; the analyst's own, none comes with the program."""

    name: str
    """File name."""
    digest: Digest
    certificates: int
    dated: Instant
    """When the file was last changed: how old the list is, as far as that tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationCode:
    """One result of the validation, in the specification's own code (section "Validation status codes")."""

    code: str
    success: bool | None
    """``None``: for information."""
    about: str = ""
    """The part of the manifest (a JUMBF URI)."""
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAction:
    """What the signer says was done."""

    action: str
    when: str = ""
    """Verbatim."""
    software: str = ""
    source_type: str = ""
    """IPTC digital source type, the last part of its URI (``digitalCapture``, ``trainedAlgorithmicMedia``…)."""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient:
    """What the signer says it was made from."""

    relationship: str
    """``parentOf``, ``componentOf`` or ``inputTo``."""
    title: str = ""
    format: str = ""
    instance: str = ""
    """``xmp.iid:…``, chosen by its maker."""
    manifest: str = ""
    """Label of its own manifest, where it had one: another file with that label is this ingredient, or a copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One signed manifest."""

    label: str
    signer: str
    """Organisation in the certificate; of an unknown signer it is his own word."""
    common_name: str = ""
    algorithm: str = ""
    signed_at: str = ""
    """From a time-stamp, verbatim; empty without one."""
    title: str = ""
    instance: str = ""
    generator: str = ""
    """Program and version that made the claim."""
    actions: tuple[SignedAction, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """The answer about one file."""

    state: CredentialsState
    tool: str
    """Library and version."""
    detail: str = ""
    """The library's own words where there is nothing else to show; the command that installs it."""
    remote: str = ""
    """Address of a manifest that was not fetched; hostile text."""
    trust_list: TrustList | None = None
    """``None``: no trust list."""
    active: str = ""
    """Label of the manifest that speaks for the file; the others belong to ingredients."""
    manifests: tuple[Manifest, ...] = ()
    codes: tuple[ValidationCode, ...] = ()
    """Raw, of the active manifest and of its ingredients."""

    @property
    def manifest(self) -> Manifest | None:
        """The active one."""
        return next((manifest for manifest in self.manifests if manifest.label == self.active), None)

    @property
    def holds(self) -> bool:
        """Whether the signature holds; where it does not, nobody's word is known."""
        return self.state in {CredentialsState.TRUSTED, CredentialsState.UNTRUSTED}

    def signer_of(self, manifest: Manifest) -> Agent:
        """Whose word ``manifest`` is."""
        known = "on the trust list" if self.state is CredentialsState.TRUSTED else "not on any trust list at hand"
        described = f"signer of {manifest.label}, {known if manifest.label == self.active else 'the manifest of an ingredient'}"
        return Agent(kind=AgentKind.SIGNER, name=manifest.signer or manifest.common_name or None, description=described)
