"""Invented articles and footage rendered by our own code, and the demonstration that runs on them."""
