"""Changing files: the canonical form, fixes, drafts, workbooks."""
