"""Measurements of this checkout and of other generators on the same content."""
