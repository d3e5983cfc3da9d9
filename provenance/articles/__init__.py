"""Bytes of a page to an article, its video references and the claims made about them."""
