"""Where a case keeps its files, as seen from a report that lies in the case: for players, which play nothing elsewhere."""

from urllib.parse import quote

from provenance.model import FileRole, KeptFile

__all__ = ["beside_report"]


def beside_report(file: KeptFile) -> str:
    """The file's address relative to the case's folder; empty where it is no film or sound of its own."""
    if file.role is not FileRole.MEDIA:
        return ""
    return quote(f"media/{file.digest.place(file.suffix)}")
