"""Content Credentials made on the spot: a root and a signer of our own, and pictures that they sign."""

import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

__all__ = ["EDITED", "SHOT", "Signing", "picture"]

SHOT = {
    "claim_generator_info": [{"name": "testcam", "version": "1.0"}],
    "title": "shot.jpg",
    "assertions": [
        {
            "label": "c2pa.actions",
            "data": {
                "actions": [
                    {
                        "action": "c2pa.created",
                        "when": "2026-03-08T10:00:00Z",
                        "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
                    }
                ]
            },
        }
    ],
}
EDITED = {
    "claim_generator_info": [{"name": "editor", "version": "2"}],
    "title": "edited.jpg",
    "assertions": [
        {
            "label": "c2pa.actions",
            "data": {
                "actions": [
                    {"action": "c2pa.opened", "parameters": {"ingredientIds": ["shot"]}},
                    {"action": "c2pa.cropped", "parameters": {"description": "left half"}},
                ]
            },
        }
    ],
}
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)


def picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 48), 50).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@dataclass(frozen=True)
class Signing:
    """A root certificate in PEM, and a signer under it."""

    root: str
    chain: str
    key: str

    @classmethod
    def made(cls) -> "Signing":
        keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
        root = _certificate("Test Root", keys[0], keys[0], authority=True)
        signer = _certificate("Test Signer", keys[1], keys[0], authority=False)
        private = keys[1].private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return cls(root=_pem(root), chain=_pem(signer), key=private.decode())

    def signed(
        self, data: bytes, manifest: dict[str, Any], *, parent: bytes | None = None, elsewhere: str | None = None
    ) -> bytes:
        """``data``, a JPEG, with the manifest inside, or with its address only."""
        import c2pa  # noqa: PLC0415 - an extra

        info = c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ES256, self.chain.encode(), self.key.encode(), None)
        builder = c2pa.Builder(json.dumps(manifest))
        if parent is not None:
            told = {"title": "shot.jpg", "relationship": "parentOf", "label": "shot"}
            builder.add_ingredient(json.dumps(told), "image/jpeg", io.BytesIO(parent))
        if elsewhere:
            builder.set_remote_url(elsewhere)
            builder.set_no_embed()
        out = io.BytesIO()
        builder.sign(c2pa.Signer.from_info(info), "image/jpeg", io.BytesIO(data), out)
        return out.getvalue()


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey, *, authority: bool
) -> x509.Certificate:
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named("Test Root"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGAN)
        .not_valid_after(BEGAN + timedelta(days=36500))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(_usage(authority=authority), critical=True)
    )
    if not authority:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    return made.sign(signer, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Test Press"), x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
