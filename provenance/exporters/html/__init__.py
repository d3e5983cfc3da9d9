"""The report for people: one HTML file that opens offline, asks nobody for anything and runs nothing."""

import base64
import hashlib
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from provenance.chain import contradictions
from provenance.chain.dates import spelled_days
from provenance.chain.subjects import all_claims
from provenance.chain.uploads import after_article, uploads
from provenance.exporters.html import words
from provenance.exporters.html.article import marked_blocks
from provenance.exporters.html.graph import draw
from provenance.exporters.html.maps import maps_of
from provenance.exporters.html.names import Names
from provenance.exporters.html.pictures import Pictures
from provenance.exporters.html.summary import summary
from provenance.exporters.html.views import claim_rows, kept_rows, match_views, media_views, requests_made, spots
from provenance.exporters.interface import Exporter
from provenance.exporters.steps import next_steps
from provenance.exporters.text import clock, clock_range, plain, shortened, visible, web_address
from provenance.model import IdentifierDate, ReferenceId, Role, Snapshot

__all__ = ["EXPORTER", "render", "render_reading"]

FIRST_STEPS = 8
"""Steps spelled out at the top; the others stand with their videos."""


def _neutral(value: object) -> object:
    """Every value on its way into the page: text is made visible, then escaped by jinja2."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("provenance.exporters.html"),
        autoescape=True,
        finalize=_neutral,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "clock": clock,
        "clock_range": clock_range,
        "days": spelled_days,
        "moment": words.moment,
        "plain": plain,
        "platform": words.written_platform,
        "short": shortened,
        "size": words.size,
        "web": web_address,
    }
    environment.globals |= {
        "CLAIM_KINDS": words.CLAIM_KINDS,
        "KINDS": words.KINDS,
        "OUTCOMES": words.OUTCOMES,
        "RELATIONS": words.RELATIONS,
        "ROLES": words.ROLES,
        "STATES": words.STATES,
        "STATUSES": words.STATUSES,
        "EDGE_LABELS": words.EDGE_LABELS,
        "FIRST_STEPS": FIRST_STEPS,
        "plural": words.plural,
    }
    return environment


def render(snapshot: Snapshot) -> bytes:
    """The page as UTF-8. Its style sheet is inline and named to the browser by its digest; scripts are forbidden."""
    return _page("report.html.j2", snapshot)


def render_reading(snapshot: Snapshot) -> bytes:
    """The articles alone, with their passages marked, and what they cite and say: for articles read without a case."""
    return _page("reading.html.j2", snapshot)


def _page(template: str, snapshot: Snapshot) -> bytes:
    environment = _environment()
    style = environment.get_template("style.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    page = environment.get_template(template).render(style=Markup(style), style_digest=digest, **_values(snapshot))  # noqa: S704
    return page.encode("utf-8", "replace")


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
        "media": media_views(snapshot, pictures),
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
