"""Pixels to perceptual fingerprints."""
