"""The files of the forms: each as DOCX beside its page."""

from __future__ import annotations

from collections.abc import Iterator

from .site import Site
from .views.forms import docx_of, docx_path
from .views.parts import public


def form_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the DOCX of every form that may be shown."""
    for form in public(site, "form"):
        yield docx_path(form), docx_of(site, form)
