"""Provenance: from an article to one case folder that says where each video came from."""

from provenance._version import __version__

__all__ = ["__version__"]
