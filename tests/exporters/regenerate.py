"""Writes the golden files anew: ``python -m tests.exporters.regenerate``. Read the difference before you commit it."""

from pathlib import Path

from provenance.exporters import EXPORTERS
from tests.exporters.sample import snapshot

GOLDEN = Path(__file__).parent / "golden"


def main() -> None:
    for exporter in EXPORTERS:
        (GOLDEN / f"report{exporter.suffix}").write_bytes(exporter.render(snapshot()))


if __name__ == "__main__":
    main()
