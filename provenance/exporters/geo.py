"""Where the case's videos are said to be filmed, as lists for maps and spreadsheets; see ``provenance/geolocations``."""

from collections.abc import Callable

from provenance.chain.located import geolocations
from provenance.exporters.interface import Exporter
from provenance.geolocations import EXCHANGES, Exchange
from provenance.model import Snapshot

__all__ = ["EXPORTERS"]


def _rendering(form: Exchange) -> Callable[[Snapshot], bytes]:
    return lambda snapshot: form.write(geolocations(snapshot))


EXPORTERS = tuple(
    Exporter(name=form.name, suffix=form.suffixes[0], media_type=form.media_type, render=_rendering(form)) for form in EXCHANGES
)
