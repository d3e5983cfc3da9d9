"""What ``match``, ``search`` and ``duplicates`` answer with ``--json``; key by key in ``docs/footage.md``.

Each match stands as in the report (``matches[]``), with what tells the copy beside it. The schemas of the three lie beside this
module (``footage.schema.json``).
"""

from provenance.exporters.answers import answer, direction, nothing_common
from provenance.exporters.json_media import derivation_object, match_object
from provenance.exporters.json_values import Json, Object, seconds, time_of
from provenance.model import (
    AlignedPair,
    Cluster,
    ClusterMember,
    Comparison,
    Duplicates,
    FootageFile,
    FootageSearch,
    PairComparison,
)

__all__ = ["comparison_object", "duplicates_object", "search_object"]

PAIR, SEARCH, DUPLICATES = (f"urn:provenance:{name}:1" for name in ("match", "search", "duplicates"))


def comparison_object(pair: PairComparison) -> Object:
    """The answer about two files."""
    return {
        "schema": PAIR,
        "program": _program(pair.program_version),
        "taken_at": str(pair.taken_at),
        "query": pair.query.where,
        "compared": pair.compared.where,
        "files": [_file(pair.query), _file(pair.compared)],
        "found": pair.found[0].match.relation.value if pair.found else None,
        "answer": answer(pair.query, pair.found[0]) if pair.found else nothing_common(pair.query, pair.compared),
        "matches": [_match(pair.query, found) for found in pair.found],
    }


def search_object(search: FootageSearch) -> Object:
    """Where a clip was seen before."""
    return {
        "schema": SEARCH,
        "program": _program(search.program_version),
        "taken_at": str(search.taken_at),
        "query": search.query.where,
        "file": _file(search.query),
        "libraries": list(search.libraries),
        "matches": [_match(search.query, found) for found in search.found],
        "problems": list(search.problems),
    }


def duplicates_object(found: Duplicates) -> Object:
    """Which files of some folders show the same footage."""
    return {
        "schema": DUPLICATES,
        "program": _program(found.program_version),
        "taken_at": str(found.taken_at),
        "folders": list(found.folders),
        "libraries": list(found.libraries),
        "files": found.files,
        "clusters": [_cluster(cluster) for cluster in found.clusters],
        "scenes": [_match(query, each) for query, each in found.scenes],
        "sounds": [_match(query, each) for query, each in found.sounds],
        "problems": list(found.problems),
    }


def _program(version: str) -> Object:
    return {"name": "provenance", "version": version}


def _file(file: FootageFile) -> Object:
    return {
        "digest": str(file.digest),
        "name": file.name,
        "where": file.where,
        "duration": None if file.still else seconds(file.duration),
        "width": file.width,
        "height": file.height,
        "size": file.size,
        "warnings": list(file.warnings),
    }


def _match(query: FootageFile, found: Comparison) -> Object:
    names = {str(file.digest): file.name for file in (query, found.compared)}
    return {
        **match_object(found.match),
        "answer": answer(query, found),
        "direction": derivation_object(found.derivation) if found.derivation else None,
        "direction_words": direction(found.derivation, names),
        "frames": [_frames(pair) for pair in found.pairs],
    }


def _frames(pair: AlignedPair) -> Object:
    boxes: list[Json] = [[round(x, 4) for x in (b.left, b.top, b.right, b.bottom)] for b in pair.differing]
    return {
        "times": [seconds(time) for time in pair.times],
        "from_media": list(pair.from_media),
        "likeness": pair.likeness,
        "differing": boxes,
    }


def _cluster(cluster: Cluster) -> Object:
    return {
        "reference": str(cluster.reference),
        "earliest_known": _digest(cluster.earliest_known),
        "earliest": _digest(cluster.earliest),
        "longest": _digest(cluster.longest),
        "largest": _digest(cluster.largest),
        "pairs": cluster.matches,
        "derivations": [derivation_object(edge) for edge in cluster.derivations],
        "members": [_member(member, cluster) for member in cluster.members],
    }


def _member(member: ClusterMember, cluster: Cluster) -> Object:
    files = {each.file.digest: each.file for each in cluster.members}
    link = member.link
    # The link may have been found from either side: its query is whichever of the two was searched for.
    query = files[link.match.query] if link else None
    return {
        **_file(member.file),
        "paths": list(member.paths),
        "created": time_of(member.created),
        "tied_to": _digest(member.tied_to),
        "match": _match(query, link) if link and query else None,
    }


def _digest(value: object) -> Json:
    return None if value is None else str(value)
