"""A case as W3C PROV (https://www.w3.org/TR/prov-dm/): PROV-JSON and PROV-N, by the ``prov`` library."""

from prov.model import ProvDocument

from provenance.exporters.interface import Exporter
from provenance.exporters.prov.archives import add_archives
from provenance.exporters.prov.doings import add_doings
from provenance.exporters.prov.naming import Names, begin
from provenance.exporters.prov.speakers import add_reviews, add_speakers
from provenance.exporters.prov.things import add_things
from provenance.model import Snapshot

__all__ = ["JSON", "NOTATION", "prov_document"]


def prov_document(snapshot: Snapshot) -> ProvDocument:
    """Everything that the case holds, what was done, and what each speaker says, in a bundle of his own."""
    document, names = begin(snapshot), Names.of(snapshot)
    add_things(document, snapshot, names)
    add_archives(document, snapshot, names)
    add_doings(document, snapshot, names)
    add_speakers(document, snapshot, names)
    add_reviews(document, snapshot)
    return document


def _json(snapshot: Snapshot) -> bytes:
    return (str(prov_document(snapshot).serialize(format="json", indent=2)) + "\n").encode()


def _notation(snapshot: Snapshot) -> bytes:
    return (prov_document(snapshot).get_provn() + "\n").encode()


JSON = Exporter(name="prov-json", suffix=".prov.json", media_type="application/json", render=_json)
NOTATION = Exporter(name="prov-n", suffix=".provn", media_type="text/provenance-notation", render=_notation)
