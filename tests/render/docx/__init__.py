"""The DOCX of a form."""
