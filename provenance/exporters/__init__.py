"""Snapshots of a case to documents. To add a format: one module with an ``EXPORTER``, one line here."""

from provenance.exporters import html, json_report, missing
from provenance.exporters.interface import Exporter

__all__ = ["EXPORTERS", "Exporter"]

EXPORTERS: tuple[Exporter, ...] = (html.EXPORTER, json_report.EXPORTER, missing.CSV, missing.JSON)
