"""mingshi (明示): certificate lists in Git, checked, resolved per place and published as a static site."""

__version__ = "0.1.0"
