"""The report for people: one HTML file that opens offline, asks nobody for anything and runs nothing."""

from provenance.chain import contradictions
from provenance.chain.subjects import all_claims
from provenance.chain.uploads import after_article, uploads
from provenance.exporters.html.article import marked_blocks
from provenance.exporters.html.decisions import decisions
from provenance.exporters.html.far import far
from provenance.exporters.html.footage import duplicates_values, pair_values, search_values
from provenance.exporters.html.graph import draw
from provenance.exporters.html.history import histories
from provenance.exporters.html.located import located, located_places
from provenance.exporters.html.maps import maps_of
from provenance.exporters.html.names import Names
from provenance.exporters.html.page import FIRST_STEPS, page
from provenance.exporters.html.pictures import Pictures
from provenance.exporters.html.statements import claim_rows
from provenance.exporters.html.strips import post_strips
from provenance.exporters.html.summary import Quote, summary
from provenance.exporters.html.views import kept_rows, match_views, media_views, requests_made, spots
from provenance.exporters.interface import Exporter
from provenance.exporters.steps import next_steps
from provenance.exporters.wording import wording
from provenance.model import Duplicates, FootageSearch, IdentifierDate, PairComparison, ReferenceId, Role, Snapshot

__all__ = ["EXPORTER", "render", "render_duplicates", "render_pair", "render_reading", "render_search"]


def render(snapshot: Snapshot, language: str = "en") -> bytes:
    """The page of a case as UTF-8."""
    return page("report.html.j2", _values(snapshot, language) | {"players": True}, language)


def render_reading(snapshot: Snapshot, language: str = "en") -> bytes:
    """The articles alone, with their passages marked, and what they cite and say: for articles read without a case."""
    return page("reading.html.j2", _values(snapshot, language) | {"players": False}, language)


def render_pair(pair: PairComparison, language: str = "en") -> bytes:
    """The answer about two files, for looking at."""
    return page("pair.html.j2", pair_values(pair, wording(language)), language)


def render_search(search: FootageSearch, language: str = "en") -> bytes:
    """Where a clip was seen before."""
    return page("search.html.j2", search_values(search, wording(language)), language)


def render_duplicates(found: Duplicates, language: str = "en") -> bytes:
    """Clusters of the same footage."""
    return page("duplicates.html.j2", duplicates_values(found, wording(language)), language)


def _values(snapshot: Snapshot, language: str) -> dict[str, object]:
    say = wording(language)
    names = Names.of(snapshot, say)
    pictures = Pictures.of(snapshot)
    collisions = contradictions(snapshot)
    matches = match_views(snapshot, names, pictures)
    media = media_views(snapshot, pictures, names, matches, collisions)
    places = spots(snapshot, names)
    found = located(snapshot, names, pictures)
    steps = {step.reference: step for step in next_steps(snapshot, say)}
    cited = [r for a in snapshot.articles for r in a.references if r.reference.role is Role.ARTICLE]
    claims = claim_rows(snapshot, names, collisions)
    decided = decisions(snapshot, names)
    kept = kept_rows(snapshot, names)
    things = {
        "contradictions": ("collision", collisions),
        "videos": ("video", cited),
        "media": ("media", media),
        "matches": ("match", matches),
        "claims": ("claim", claims),
        "located": ("match", found),
        "decisions": ("decision", decided),
        "digests": ("decision", kept),
    }
    return {
        "case": snapshot,
        "names": names,
        "articles": [(record, marked_blocks(record, names)) for record in snapshot.articles],
        "cited": cited,
        "chrome": [r for a in snapshot.articles for r in a.references if r.reference.role is Role.CHROME],
        "summary": summary(snapshot, names, collisions, matches, say),
        "contradictions": collisions,
        "article_of": {claim.id: names.link(claim.article) for claim in all_claims(snapshot) if claim.article},
        "uploads": uploads(snapshot),
        "younger": _younger(snapshot),
        "histories": histories(snapshot, names),
        "steps": steps,
        "later_steps": dict(list(steps.items())[FIRST_STEPS:]),
        "media": media,
        "file_views": {view.record.file.digest: view for view in media},
        "strips": post_strips(media),
        "matches": matches,
        "graphs": draw(snapshot, names),
        "claims": claims,
        "decisions": decided,
        "located": found,
        "kept": kept,
        "spots": places,
        "maps": maps_of([*(spot.place for spot in places), *located_places(found)], say, towns=snapshot.towns),
        "requests": requests_made(snapshot),
        "far": far(things, [record.reading.article.text for record in snapshot.articles]),
        "Quote": Quote,
    }


def _younger(snapshot: Snapshot) -> frozenset[ReferenceId]:
    """References to posts that are younger than the article by its own dates."""
    told = uploads(snapshot)
    pairs = ((article.reading.article, reference.id) for article in snapshot.articles for reference in article.reading.references)
    return frozenset(i for page, i in pairs if isinstance(when := told.get(i), IdentifierDate) and after_article(when, page))


EXPORTER = Exporter(name="html", suffix=".html", media_type="text/html", render=render, in_language=render)
