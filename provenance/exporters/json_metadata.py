"""What a file's metadata comes to, as JSON values."""

from collections.abc import Iterable

from provenance.exporters.json_values import Json, Object, number, place_of, precision, range_of, seconds, time_of
from provenance.metadata.signatures import Sign
from provenance.metadata.view import Value, View
from provenance.model import Credentials, EmbeddedPicture, HiddenStretch, Manifest, Probe

__all__ = ["credentials_object", "inside_object", "view_object"]


def view_object(view: View) -> Object:
    """The investigator's view, as under ``probe.metadata``."""
    return {
        "captured": _times(view.captured),
        "created": _times(view.created),
        "modified": _times(view.modified),
        "places": [{"place": place_of(value.stated[0].place), **_value(value)} for value in view.places],
        "place_names": [_value(value) for value in view.named_places],
        "devices": [_value(value) for value in view.devices],
        "authors": [_value(value) for value in view.authors],
        "captions": [_value(value) for value in view.captions],
        "coders": [_value(value) for value in view.first_written],
        "writers": [_value(value) for value in view.last_written],
        "signs": [_sign(sign) for sign in view.signs],
        "missing": list(view.missing),
        "stripped": view.stripped,
    }


def _times(values: Iterable[Value]) -> Json:
    return [
        {"value": str(when), "precision": precision(when), **_value(value)}
        for value in values
        if (when := value.stated[0].when) is not None
    ]


def _value(value: Value) -> Object:
    stated: list[Json] = [{"source": each.source, "key": each.key, "quote": each.quote} for each in value.stated]
    return {"words": value.words, "stated": stated}


def _sign(sign: Sign) -> Object:
    row = sign.signature
    return {
        "consistent_with": row.name,
        "platform": row.platform,
        "mark": row.mark,
        "weak": row.weak,
        "rests_on": row.basis.value,
        "found": sign.found,
    }


def inside_object(probe: Probe) -> Object:
    """What was measured of the file's inside, as under ``probe``."""
    return {
        "brands": list(probe.brands),
        "layout": list(probe.layout),
        "chapters": [{"range": range_of(each.range), "title": each.title} for each in probe.chapters],
        "hidden": [_hidden(stretch) for stretch in probe.hidden],
        "embedded": [_embedded(picture) for picture in probe.embedded],
        "credentials": credentials_object(probe.credentials) if probe.credentials else None,
    }


def _hidden(stretch: HiddenStretch) -> Object:
    return {"stream": stretch.stream, "range": range_of(stretch.media), "frames": stretch.frames}


def _embedded(picture: EmbeddedPicture) -> Object:
    return {
        "source": picture.source,
        "width": picture.width,
        "height": picture.height,
        "likeness": picture.likeness.value,
        "score": number(picture.score),
        "algorithm": picture.version,
        "compared": picture.compared,
        "time": seconds(picture.time),
    }


def credentials_object(credentials: Credentials) -> Object:
    """How the file stands with its Content Credentials."""
    trusted = credentials.trust_list
    return {
        "state": credentials.state.value,
        "tool": credentials.tool,
        "detail": credentials.detail,
        "remote": credentials.remote,
        "trust_list": None
        if trusted is None
        else {
            "name": trusted.name,
            "digest": str(trusted.digest),
            "certificates": trusted.certificates,
            "dated": time_of(trusted.dated),
        },
        "active": credentials.active,
        "manifests": [_manifest(manifest) for manifest in credentials.manifests],
        "codes": [
            {"code": each.code, "success": each.success, "about": each.about, "explanation": each.explanation}
            for each in credentials.codes
        ],
    }


def _manifest(manifest: Manifest) -> Object:
    return {
        "label": manifest.label,
        "signer": manifest.signer,
        "common_name": manifest.common_name,
        "algorithm": manifest.algorithm,
        "signed_at": manifest.signed_at,
        "title": manifest.title,
        "instance": manifest.instance,
        "generator": manifest.generator,
        "actions": [
            {
                "action": each.action,
                "when": each.when,
                "software": each.software,
                "source_type": each.source_type,
                "description": each.description,
            }
            for each in manifest.actions
        ],
        "ingredients": [
            {
                "relationship": each.relationship,
                "title": each.title,
                "format": each.format,
                "instance": each.instance,
                "manifest": each.manifest,
            }
            for each in manifest.ingredients
        ],
    }
