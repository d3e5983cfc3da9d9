"""Fingerprints to matches: index, alignment in time and space, edits."""
