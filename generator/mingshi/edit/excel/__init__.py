"""Workbooks for Excel and WPS: laid out by the schema, written, read back, annotated."""
