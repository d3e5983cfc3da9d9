"""Media files decoded and measured."""
