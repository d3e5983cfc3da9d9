"""How a page is written: one environment of templates, every value made visible and escaped, one policy."""

import base64
import hashlib
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from provenance.chain.dates import spelled_days
from provenance.exporters.answers import span
from provenance.exporters.html import words
from provenance.exporters.text import clock, clock_range, plain, shortened, visible, web_address
from provenance.metadata.words import STATES, summary_of, trust_words

__all__ = ["FIRST_STEPS", "page"]

FIRST_STEPS = 8
"""Steps spelled out at the top; the others stand with their videos."""


def _neutral(value: object) -> object:
    """Every value on its way into the page: text is made visible, then escaped by jinja2."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _sentence(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


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
        "sentence": _sentence,
        "clock": clock,
        "clock_range": clock_range,
        "days": spelled_days,
        "moment": words.moment,
        "plain": plain,
        "platform": words.written_platform,
        "short": shortened,
        "span": span,
        "size": words.size,
        "web": web_address,
    }
    environment.globals |= {
        "CLAIM_KINDS": words.CLAIM_KINDS,
        "CREDENTIALS": STATES,
        "KINDS": words.KINDS,
        "OUTCOMES": words.OUTCOMES,
        "RELATIONS": words.RELATIONS,
        "ROLES": words.ROLES,
        "STATES": words.STATES,
        "STATUSES": words.STATUSES,
        "EDGE_LABELS": words.EDGE_LABELS,
        "FIRST_STEPS": FIRST_STEPS,
        "plural": words.plural,
        "summary_of": summary_of,
        "trust_words": trust_words,
    }
    return environment


def page(template: str, values: Mapping[str, object]) -> bytes:
    """The page as UTF-8. Its style sheet is inline and named to the browser by its digest; scripts are forbidden."""
    environment = _environment()
    style = environment.get_template("style.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    written = environment.get_template(template).render(style=Markup(style), style_digest=digest, **values)  # noqa: S704
    return written.encode("utf-8", "replace")
