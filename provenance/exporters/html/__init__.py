"""The report for people: one HTML file that opens offline, asks nobody for anything and runs nothing."""

from collections.abc import Mapping

from provenance.chain import contradictions
from provenance.chain.subjects import all_claims
from provenance.chain.uploads import after_article, uploads
from provenance.exporters.html.article import marked_blocks
from provenance.exporters.html.footage import duplicates_values, pair_values, search_values
from provenance.exporters.html.graph import draw
from provenance.exporters.html.maps import maps_of
from provenance.exporters.html.names import Names
from provenance.exporters.html.page import FIRST_STEPS, page
from provenance.exporters.html.pictures import Pictures
from provenance.exporters.html.summary import summary
from provenance.exporters.html.views import claim_rows, kept_rows, match_views, media_views, requests_made, spots
from provenance.exporters.interface import Exporter
from provenance.exporters.steps import next_steps
from provenance.model import Duplicates, FootageSearch, IdentifierDate, PairComparison, ReferenceId, Role, Snapshot

__all__ = ["EXPORTER", "render", "render_duplicates", "render_pair", "render_reading", "render_search"]


def render(snapshot: Snapshot) -> bytes:
    """The page of a case as UTF-8."""
    return page("report.html.j2", _values(snapshot))


def render_reading(snapshot: Snapshot) -> bytes:
    """The articles alone, with their passages marked, and what they cite and say: for articles read without a case."""
    return page("reading.html.j2", _values(snapshot))


def render_pair(pair: PairComparison) -> bytes:
    """The answer about two files, for looking at."""
    return page("pair.html.j2", pair_values(pair))


def render_search(search: FootageSearch) -> bytes:
    """Where a clip was seen before."""
    return page("search.html.j2", search_values(search))


def render_duplicates(found: Duplicates) -> bytes:
    """Clusters of the same footage."""
    return page("duplicates.html.j2", duplicates_values(found))


def _values(snapshot: Snapshot) -> Mapping[str, object]:
    names = Names.of(snapshot)
    pictures = Pictures.of(snapshot)
    collisions = contradictions(snapshot)
    places = spots(snapshot, names)
    steps = {step.reference: step for step in next_steps(snapshot)}
    return {
        "case": snapshot,
        "names": names,
        "articles": [(record, marked_blocks(record, names)) for record in snapshot.articles],
        "cited": [r for a in snapshot.articles for r in a.references if r.reference.role is Role.ARTICLE],
        "chrome": [r for a in snapshot.articles for r in a.references if r.reference.role is Role.CHROME],
        "summary": summary(snapshot, names, collisions),
        "contradictions": collisions,
        "article_of": {claim.id: names.link(claim.article) for claim in all_claims(snapshot) if claim.article},
        "uploads": uploads(snapshot),
        "younger": _younger(snapshot),
        "steps": steps,
        "later_steps": dict(list(steps.items())[FIRST_STEPS:]),
        "media": media_views(snapshot, pictures, collisions),
        "matches": match_views(snapshot, names, pictures),
        "graph": draw(snapshot, names),
        "claims": claim_rows(snapshot, names),
        "kept": kept_rows(snapshot, names),
        "spots": places,
        "maps": maps_of([spot.place for spot in places]),
        "requests": requests_made(snapshot),
    }


def _younger(snapshot: Snapshot) -> frozenset[ReferenceId]:
    """References to posts that are younger than the article by its own dates."""
    told = uploads(snapshot)
    pairs = ((article.reading.article, reference.id) for article in snapshot.articles for reference in article.reading.references)
    return frozenset(i for page, i in pairs if isinstance(when := told.get(i), IdentifierDate) and after_article(when, page))


EXPORTER = Exporter(name="html", suffix=".html", media_type="text/html", render=render)
