"""Toponyms to ranked places."""
