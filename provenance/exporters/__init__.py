"""Snapshots of a case to documents. To add a format: one module with an ``EXPORTER``, one line here."""

from provenance.exporters import case_uco, geo, html, json_report, markdown, mediareview, missing, pdf, prov, timemap
from provenance.exporters.interface import Exporter

__all__ = ["EXPORTERS", "Exporter"]

EXPORTERS: tuple[Exporter, ...] = (
    html.EXPORTER,
    json_report.EXPORTER,
    pdf.EXPORTER,
    markdown.EXPORTER,
    prov.JSON,
    prov.NOTATION,
    mediareview.EXPORTER,
    case_uco.EXPORTER,
    *geo.EXPORTERS,
    timemap.EXPORTER,
    missing.CSV,
    missing.JSON,
)
