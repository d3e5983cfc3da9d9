"""The languages that sentences are read in: one TOML file each (docs/languages.md)."""

LANGUAGES = ("fr", "en", "de", "es", "pt", "it", "ru", "uk", "ar", "pl", "tr", "ro", "nl")
"""ISO 639-1 codes, each with a file of that name beside this one."""
