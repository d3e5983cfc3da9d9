"""How a page is written: one environment of templates a language, every value made visible and escaped, one policy."""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from provenance.exporters import vocabulary
from provenance.exporters.html.history import availability
from provenance.exporters.html.keeping import beside_report
from provenance.exporters.html.pictures import data_address
from provenance.exporters.obtained import OBTAINED
from provenance.exporters.text import plain, shortened, visible, web_address
from provenance.exporters.told import outcome, told
from provenance.exporters.wording import Wording, wording
from provenance.metadata.words import summary_of

__all__ = ["FIRST_STEPS", "drawing_rules", "environment", "page"]

FIRST_STEPS = 8
"""Steps spelled out at the top; the others stand with their videos."""
ROWS = 250
"""Rows of one table; the next ones stand in another, so that a browser need not lay out all of them."""
TERMS = (
    *("ACTIVITIES", "AGENTS", "CATEGORIES", "CLAIM_KINDS", "CREDENTIALS", "EDGE_LABELS", "GEOLOCATION_STATUSES", "KINDS"),
    *("LEVELS", "LIGHTS", "METADATA"),
    *(
        "MATCH_VERDICTS",
        "ORIGINS",
        "OUTCOMES",
        "REFERENCE_VERDICTS",
        "RELATIONS",
        "RELATION_NOTES",
        "ROLES",
        "SCOPES",
        "STANCES",
        "STATES",
    ),
    *("STATUSES", "STATUS_NAMES", "STREAMS"),
)
"""Dictionaries of the vocabulary that templates use."""


def _neutral(value: object) -> object:
    """Every value on its way into the page: text is made visible, then escaped by jinja2."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _sentence(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


def _isolated(text: str) -> Markup:
    """For a sentence: words of others, whatever direction they run in."""
    return Markup("<bdi>{}</bdi>").format(visible(text))


def _code(value: object) -> Markup:
    """For a sentence: a command or a digest."""
    return Markup('<code class="digest">{}</code>').format(visible(str(value)))


class _Messages:
    """``_`` and ``many`` of the templates: a message is ours and may hold markup, the values put into it may not."""

    def __init__(self, say: Wording) -> None:
        self._say = say
        self._bare: dict[str, Markup] = {}

    def text(self, message: str, **values: object) -> Markup:
        if values:
            return self._filled(self._say.message(message), values)
        # The heading of a column stands in every cell of it.
        if message not in self._bare:
            self._bare[message] = self._filled(self._say.message(message), {})
        return self._bare[message]

    def many(self, count: int, one: str, more: str, **values: object) -> Markup:
        return self._filled(self._say.counted(count, one, more), values | {"count": count})

    def _filled(self, message: str, values: Mapping[str, object]) -> Markup:
        shown = {name: _neutral(self._say.shown(value)) for name, value in values.items()}
        return Markup(message).format(**shown)  # noqa: S704 - messages come from the program and its catalogues


@lru_cache(maxsize=4)
def environment(language: str) -> Environment:
    """The templates, speaking ``language``."""
    say = wording(language)
    made = Environment(
        loader=PackageLoader("provenance.exporters.html"),
        autoescape=True,
        finalize=_neutral,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "clock": say.clock,
        "clock_range": say.clock_range,
        "days": say.days,
        "inline": data_address,
        "distance": say.distance,
        "listed": say.listed,
        "moment": say.moment,
        "number": say.number,
        "outcome": lambda text: outcome(text, say),
        "plain": plain,
        "platform": lambda slug: say(vocabulary.platform_name(slug)),
        "sentence": _sentence,
        "short": shortened,
        "size": say.size,
        "span": say.span,
        "tongue": say.tongue,
        "told": lambda text: told(text, say),
        "unit": say.unit,
        "web": web_address,
        "whole": lambda value: say.shown(round(value)),
    }
    messages = _Messages(say)
    made.globals |= {
        name: {key: say(words) if words else "" for key, words in getattr(vocabulary, name).items()} for name in TERMS
    }
    made.globals |= {"OBTAINED": {way: say(words) for way, words in OBTAINED.items()}}
    made.globals |= {"FIRST_STEPS": FIRST_STEPS, "ROWS": ROWS, "_": messages.text, "many": messages.many, "say": say}
    made.globals |= {"availability": lambda record: availability(record, say)}
    made.globals |= {
        "beside_report": beside_report,
        "bdi": _isolated,
        "code": _code,
        "colon": say(": "),
        "semicolon": say("; "),
        "summary_of": summary_of,
    }
    sheet = say("page {number} of {all}", number='" counter(page) "', all='" counter(pages) "')
    made.globals |= {"sheet": sheet}  # the style sheet's own syntax between the words
    return made


def drawing_rules() -> str:
    """The rules for what is drawn as SVG, in the colours of print and with every variable spelled out."""
    made = environment("en")
    colours = [
        dict(re.findall(r"(--[\w-]+): ([^;]+);", block))
        for name in ("style.css", "print.css")
        for block in re.findall(r"^\s*:root \{(.*?)\}", made.get_template(name).render(far=None), re.DOTALL | re.MULTILINE)
    ]
    light, printed = colours[0], colours[-1]
    return re.sub(r"var\((--[\w-]+)\)", lambda found: (light | printed)[found[1]], made.get_template("drawings.css").render())


def page(template: str, values: Mapping[str, object], language: str = "en") -> bytes:
    """The page as UTF-8. Its style sheet is inline and named to the browser by its digest; scripts are forbidden.

    ``far`` among the values: of a page too large to be laid out whole, how many things of which kind its sections hold.
    """
    made = environment(language)
    style = made.get_template("style.css").render(far=values.get("far"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    written = made.get_template(template).render(style=Markup(style), style_digest=digest, **values)  # noqa: S704
    return written.encode("utf-8", "replace")
