"""Bytes of a page to an article, its video references and the claims made about them."""

from provenance.articles.reading import read

__all__ = ["read"]
