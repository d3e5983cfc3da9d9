"""Files, matches and their direction as JSON values."""

from provenance.exporters.engines import picture_engines
from provenance.exporters.json_metadata import inside_object, view_object
from provenance.exporters.json_values import Json, Object, number, place_of, precision, range_of, seconds, time_of
from provenance.exporters.picture_searches import uploads
from provenance.metadata.view import view_of
from provenance.model import Derivation, Fingerprint, Keyframe, Match, MediaRecord, Probe, Segment, Stream

__all__ = ["derivation_object", "match_object", "media_object", "probe_object"]


def media_object(record: MediaRecord, language: str | None = None) -> Object:
    """One file, as under ``media[]``; ``language``: of the article that cites it."""
    return {
        "digest": str(record.file.digest),
        "role": record.file.role.value,
        "name": record.file.name,
        "source": record.file.source,
        "note": record.file.note,
        "size": record.file.size,
        "references": [str(name) for name in sorted(record.references)],
        "problem": record.problem,
        "probe": probe_object(record.probe, record.file.name) if record.probe else None,
        "companions": [
            {
                "digest": str(file.digest),
                "role": file.role.value,
                "name": file.name,
                "size": file.size,
                "probe": probe_object(probe, file.name) if probe else None,
            }
            for file, probe in record.companions
        ],
        "keyframes": [_keyframe(frame) for frame in sorted(record.keyframes, key=lambda f: f.time)],
        "picture_search": {
            "upload": [{"time": seconds(each.time), "path": each.path} for each in uploads(record)],
            "engines": [{"name": engine.name, "url": engine.page} for engine in picture_engines(language)],
        },
    }


def probe_object(probe: Probe, name: str = "") -> Object:
    """What was measured from a file, as under ``media[].probe``; ``name`` is the one that it came with."""
    return {
        "container": probe.container,
        "duration": seconds(probe.duration),
        "streams": [_stream(stream) for stream in probe.streams],
        "tags": [{"source": tag.source, "key": tag.key, "value": tag.value} for tag in probe.tags],
        "created": [{"value": str(when), "precision": precision(when)} for when in probe.created],
        "location": place_of(probe.location),
        "device": probe.device,
        "encoders": list(probe.encoders),
        "warnings": list(probe.warnings),
        **inside_object(probe),
        "metadata": view_object(view_of(probe, name)),
    }


def _stream(stream: Stream) -> Object:
    return {
        "index": stream.index,
        "kind": stream.kind,
        "codec": stream.codec,
        "duration": seconds(stream.duration),
        "width": stream.width,
        "height": stream.height,
        "frame_rate": seconds(stream.frame_rate),
        "rotation": stream.rotation,
        "pixel_format": stream.pixel_format,
        "sample_rate": stream.sample_rate,
        "channels": stream.channels,
        "bit_rate": stream.bit_rate,
        "language": stream.language,
    }


def _keyframe(frame: Keyframe) -> Object:
    return {
        "time": seconds(frame.time),
        "width": frame.width,
        "height": frame.height,
        "picture": str(frame.picture),
        "fingerprints": [_fingerprint(value) for value in frame.fingerprints],
    }


def _fingerprint(value: Fingerprint) -> Object:
    return {"algorithm": value.algorithm, "version": value.version, "value": value.value.hex(), "quality": value.quality}


def match_object(match: Match) -> Object:
    """One match, as under ``matches[]``."""
    compared = match.compared
    return {
        "query": str(match.query),
        "compared": str(compared.digest),
        "compared_name": compared.name,
        "compared_duration": seconds(compared.duration),
        "library": compared.library,
        "added": time_of(compared.added),
        "note": compared.note,
        "relation": match.relation.value,
        "score": number(match.score),
        "threshold": number(match.threshold),
        "algorithm": match.algorithm,
        "version": match.version,
        "probability": number(match.probability),
        "segments": [_segment(segment) for segment in match.segments],
        "edits": [{"action": e.action, "description": e.description, "on_query": e.on_query} for e in match.edits],
        "sound": number(match.sound),
        "pairs": [[seconds(query), seconds(other)] for query, other in match.pairs],
    }


def _segment(segment: Segment) -> Object:
    """The map's numbers to six digits: finer than any picture."""
    placement: Json = None if segment.placement is None else [number(round(x, 6)) for x in segment.placement]
    return {"query": range_of(segment.query), "compared": range_of(segment.compared), "placement": placement}


def derivation_object(edge: Derivation) -> Object:
    """Who came from whom, as under ``derivations[]``."""
    return {
        "child": edge.child,
        "parent": edge.parent,
        "relation": edge.relation.value,
        "evidence": [{"words": reason.words, "supports": reason.supports} for reason in edge.evidence],
        "confidence": number(edge.confidence),
        "claimed_by": str(edge.by) if edge.by else None,
    }
