"""QR codes as small vector drawings."""

from __future__ import annotations

import io


def qr_svg(text: str) -> str:
    """Return a QR code as SVG with the quiet zone the standard asks for; a quarter of it may be lost ("Q")."""
    import segno

    drawn = io.BytesIO()
    segno.make(text, error="q", micro=False).save(
        drawn, kind="svg", border=4, xmldecl=False, nl=False, svgclass=None, lineclass=None
    )
    return drawn.getvalue().decode()
