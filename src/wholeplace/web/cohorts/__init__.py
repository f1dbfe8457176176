"""Programmes and the people they are for."""
