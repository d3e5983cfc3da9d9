"""Geolocation records in the forms in which people exchange them. To add one: a module with an ``Exchange``, a line here."""

from provenance.geolocations.geojson import GEOJSON
from provenance.geolocations.interface import Exchange, Item
from provenance.geolocations.kml import KML
from provenance.geolocations.table import CSV

__all__ = ["EXCHANGES", "Exchange", "Item"]

EXCHANGES: tuple[Exchange, ...] = (CSV, GEOJSON, KML)
