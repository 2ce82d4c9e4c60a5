"""Bringing a built site to where people are: packages to carry, channels, mirror releases. Knows no page layout."""
