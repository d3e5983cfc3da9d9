"""Every exporter: unique name, same bytes for the same case, golden file."""

import pytest

from provenance.exporters import EXPORTERS, Exporter
from tests.exporters.regenerate import GOLDEN, LASTING
from tests.exporters.sample import snapshot


def test_names_and_suffixes_are_unique() -> None:
    assert [exporter.name for exporter in EXPORTERS] == [
        "html",
        "json",
        "pdf",
        "md",
        "prov-json",
        "prov-n",
        "mediareview",
        "case",
        "csv",
        "geojson",
        "kml",
        "timemap",
        "missing-csv",
        "missing-json",
    ]
    assert len({exporter.suffix for exporter in EXPORTERS}) == len(EXPORTERS)


@pytest.mark.parametrize("exporter", LASTING, ids=lambda exporter: exporter.name)
def test_the_golden_file(exporter: Exporter) -> None:
    """Regenerate with ``python -m tests.exporters.regenerate`` and read the difference."""
    assert exporter.render(snapshot()) == (GOLDEN / f"report{exporter.suffix}").read_bytes()
