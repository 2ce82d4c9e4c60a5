"""The commands, one module per family; they parse nothing and know no rules, they call the pipeline and print."""

from __future__ import annotations

from . import building, checking, printing, publishing, reviewing, synthesis

COMMANDS = (
    *checking.COMMANDS,
    *building.COMMANDS,
    *printing.COMMANDS,
    *publishing.COMMANDS,
    *reviewing.COMMANDS,
    *synthesis.COMMANDS,
)
