"""The HTML report on paper: the same page, laid out by WeasyPrint (extra ``pdf``); nothing is fetched."""

import logging
import re
from importlib import import_module

from provenance.errors import MissingExtraError
from provenance.exporters import html
from provenance.exporters.html.page import drawing_rules
from provenance.exporters.interface import Exporter
from provenance.model import Snapshot

__all__ = ["EXPORTER", "printed", "styled_drawings"]

ON_PAPER = """
svg .arrow { fill: #444; }
svg text.town { stroke: none; }
svg.over .back { stroke-width: 14; }
svg.over .edge:not(.back), svg.over .differs:not(.back) { stroke-width: 8; }
"""
"""What WeasyPrint's drawings lack: strokes that keep their width, an arrow in the colour of its line, outlined letters."""


def render(snapshot: Snapshot, language: str = "en") -> bytes:
    """The report as PDF.

    Raises:
        MissingExtraError: WeasyPrint or what it needs of the system is not there.
    """
    return printed(html.render(snapshot, language))


def styled_drawings(page: str) -> str:
    """``page`` with the rules of its style sheet for drawings inside each drawing, the only place where WeasyPrint looks."""
    rules = f"<style>{drawing_rules()}{ON_PAPER}</style>"
    return re.sub(r"<svg\b[^>]*>", lambda found: found[0] + rules, page)


def printed(page: bytes) -> bytes:
    """``page`` (HTML as UTF-8) as PDF. Only what stands inside the page is read; every address but ``data:`` is refused.

    Raises:
        MissingExtraError: see :func:`render`.
    """
    try:
        weasyprint, urls = import_module("weasyprint"), import_module("weasyprint.urls")
        fetcher = urls.URLFetcher(allowed_protocols=("data",))
    except (ImportError, OSError, AttributeError) as error:
        raise MissingExtraError(
            f"a PDF needs WeasyPrint 68 or newer ({error}): pip install 'provenance-osint[pdf]'; Debian: apt-get install "
            "libpango-1.0-0 libpangoft2-1.0-0"
        ) from error
    logging.getLogger("weasyprint").addHandler(logging.NullHandler())  # what it cannot lay out is no news to the analyst
    found: bytes = weasyprint.HTML(string=styled_drawings(page.decode()), url_fetcher=fetcher).write_pdf()
    return found


EXPORTER = Exporter(name="pdf", suffix=".pdf", media_type="application/pdf", render=render, in_language=render)
