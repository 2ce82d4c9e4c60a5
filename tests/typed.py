"""What somebody types at a terminal, put together beforehand."""

from __future__ import annotations

import io


class Typed(io.StringIO):
    """A standard input that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True
