"""Snapshots of a case to documents."""
