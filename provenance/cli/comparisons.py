"""Answers of ``match``, ``search`` and ``duplicates`` on the terminal."""

from collections.abc import Iterator

from provenance.cli.console import results, safe, shorten
from provenance.cli.layout import Column, Record, show
from provenance.exporters.answers import (
    answer,
    direction,
    file_facts,
    how_sure,
    is_still,
    nothing_common,
    reasons,
    span,
    what_was_done,
)
from provenance.exporters.text import clock, plural
from provenance.exporters.vocabulary import RELATION_NOTES, RELATIONS
from provenance.model import (
    Cluster,
    ClusterMember,
    Comparison,
    Duplicates,
    FootageFile,
    FootageSearch,
    MatchRelation,
    PairComparison,
)

__all__ = ["print_duplicates", "print_pair", "print_search"]

STYLES = {
    MatchRelation.SAME_FOOTAGE: "bold green",
    MatchRelation.SAME_SCENE: "bold yellow",
    MatchRelation.SAME_SOUND: "bold cyan",
}
STILL = "THE SAME PLACE, perhaps the same recording (a lead: a still picture tells no more)"
FOUND = (
    Column(name="", least=2),
    Column(name="finding", least=12),
    Column(name="name", least=20, most=48, gives=3, ends=True),
    Column(name="here", least=11),
    Column(name="there", least=11),
    Column(name="score", least=5),
    Column(name="library", least=10, most=40, gives=4, ends=True),
)
MEMBERS = (
    Column(name="", least=9),
    Column(name="length", least=6),
    Column(name="size", least=9),
    Column(name="created", least=10, most=20, gives=2, first=True),
    Column(name="file", least=24, most=100, gives=3, ends=True),
)
LEADS = 20
"""Pairs of the same scene, and of the same sound, listed on the terminal."""


def print_pair(pair: PairComparison) -> None:
    """The answer about two files, in words."""
    if not pair.found:
        results.print(safe(f"{nothing_common(pair.query, pair.compared)}.", "yellow"), soft_wrap=True)
        return
    for found in pair.found:
        relation = found.match.relation
        words = f"{RELATIONS[relation].upper()} {RELATION_NOTES[relation]}".strip()
        if is_still(pair.query, found) and not found.same_footage:
            words = STILL
        results.print(safe(words, STYLES[relation]))
        results.print(safe(f"  {answer(pair.query, found)}."), soft_wrap=True)
        for text, look in _below(pair.query, found):
            results.print(safe(f"  {text}", look), soft_wrap=True)
        for file in (pair.query, pair.compared):
            results.print(safe(f"  {file.digest}  {file_facts(file)}  {file.name}", "dim"), soft_wrap=True)


def _below(query: FootageFile, found: Comparison) -> Iterator[tuple[str, str]]:
    """Direction with its reasons, and how sure."""
    names = {str(query.digest): query.name, str(found.compared.digest): found.compared.name}
    if found.derivation:
        yield f"{direction(found.derivation, names)}.", "bold"
        for supports, words in reasons(found.derivation, names):
            yield f"{'+' if supports else '−'} {words}", ""
    yield how_sure(found.match), "dim"


def print_search(result: FootageSearch) -> None:
    """A ranked table."""
    if result.found:
        show("Seen before", FOUND, [_found(i, result.query, each) for i, each in enumerate(result.found, start=1)])
    elif not result.problems:
        results.print(safe(f"Nothing like {result.query.where} in {', '.join(result.libraries)}.", "yellow"), soft_wrap=True)


def _found(number: int, query: FootageFile, found: Comparison) -> Record:
    match, other = found.match, found.compared
    first = match.segments[0] if match.segments else None
    more = f" +{len(match.segments) - 1}" if len(match.segments) > 1 else ""
    here = "picture" if query.still else f"{span(first.query)}{more}" if first else "–"
    there = "picture" if other.still else f"{span(first.compared)}{more}" if first else "–"
    same = match.relation is MatchRelation.SAME_FOOTAGE
    cells = (
        str(number),
        RELATIONS[match.relation],
        other.name,
        here,
        there,
        f"{match.score:.2f}",
        match.compared.library,
    )
    told = what_was_done(match) if same else answer(query, found)
    below = [(told, "")] if told else []
    names = {str(query.digest): "the clip", str(other.digest): other.name}
    below += [(f"{direction(found.derivation, names)}.", "")] if found.derivation else []
    below += [(f"known as: {shorten(match.compared.note, 200)}", "dim")] if match.compared.note else []
    below += [(how_sure(match), "dim")]
    return Record(cells=cells, below=tuple(below), style="green" if same else "yellow")


def print_duplicates(found: Duplicates) -> None:
    """Each cluster as a table, then the leads."""
    for number, cluster in enumerate(found.clusters, start=1):
        show(f"{number}. {_title(cluster)}", MEMBERS, list(_members(cluster)))
        results.print()
    if not found.clusters:
        results.print(safe(f"No two of the {found.files} files show the same footage.", "yellow"))
    for title, look, leads in (
        ("The same scene at another moment (leads, no copies)", "yellow", found.scenes),
        ("The same sound, whatever the pictures show (leads, no copies)", "cyan", found.sounds),
    ):
        if leads:
            results.print(safe(title, "bold"))
        for query, each in leads[:LEADS]:
            results.print(safe(f"  {query.where} and {each.compared.where}", look), soft_wrap=True)
        if len(leads) > LEADS:
            results.print(f"  and {len(leads) - LEADS} more (--json, --html)", style="dim")
    kept = sum(1 for cluster in found.clusters for member in cluster.members for _ in member.paths)
    clusters = plural(len(found.clusters), "cluster")
    results.print(f"{plural(found.files, 'file')} read, {kept} of them in {clusters}", style="dim")


def _title(cluster: Cluster) -> str:
    files = sum(max(1, len(member.paths)) for member in cluster.members)
    if len(cluster.members) == 1:
        return f"{files} files with the same bytes"
    return f"{files} files of the same footage"


def _members(cluster: Cluster) -> Iterator[Record]:
    names = {str(m.file.digest): m.file.name for m in cluster.members}
    for number, member in enumerate(cluster.members):
        file, where = member.file, member.paths or (f"{member.file.name} in {member.file.where}",)
        cells = (
            "reference" if number == 0 else "copy",
            "picture" if file.still else clock(file.duration),
            f"{file.width}×{file.height}",
            str(member.created or "–"),
            where[0],
        )
        below = [*((f"same bytes: {path}", "cyan") for path in where[1:]), *_told(member, cluster, names)]
        yield Record(cells=cells, below=tuple(below), style="bold" if number == 0 else "")


def _told(member: ClusterMember, cluster: Cluster, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    marks = [
        word
        for word, digest in (
            ("earliest known", cluster.earliest_known),
            ("earliest stated date", cluster.earliest),
            ("longest", cluster.longest),
            ("largest picture", cluster.largest),
        )
        if digest == member.file.digest
    ]
    if marks:
        yield ", ".join(marks), "green"
    if member.link is None:
        return
    query = next(m.file for m in cluster.members if m.file.digest == member.link.match.query)
    yield answer(query, member.link), ""
    if member.link.derivation:
        yield direction(member.link.derivation, names), "dim"
