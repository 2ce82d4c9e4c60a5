"""The commands, one module per family; they parse nothing and know no rules, they call the pipeline and print."""

from __future__ import annotations

from . import building, checking, desk, editing, printing, publishing, synthesis

COMMANDS = (
    *checking.COMMANDS,
    *building.COMMANDS,
    *editing.COMMANDS,
    *desk.COMMANDS,
    *printing.COMMANDS,
    *publishing.COMMANDS,
    *synthesis.COMMANDS,
)
