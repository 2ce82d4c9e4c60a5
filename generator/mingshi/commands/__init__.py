"""The commands, one module per family; they parse nothing and know no rules, they call the pipeline and print."""

from __future__ import annotations

from . import (
    building,
    checking,
    comparing,
    desk,
    drafting,
    editing,
    exchanging,
    printing,
    publishing,
    repairing,
    synthesis,
)

COMMANDS = (
    *checking.COMMANDS,
    *building.COMMANDS,
    *comparing.COMMANDS,
    *drafting.COMMANDS,
    *editing.COMMANDS,
    *desk.COMMANDS,
    *exchanging.COMMANDS,
    *repairing.COMMANDS,
    *printing.COMMANDS,
    *publishing.COMMANDS,
    *synthesis.COMMANDS,
)
