"""Slow, obvious readings of a synthetic place's extracts, sharing no code with any reader."""
