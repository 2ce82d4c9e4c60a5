"""Forms as DOCX for Word and WPS: the few parts of Office Open XML they need, the same bytes on every machine."""
