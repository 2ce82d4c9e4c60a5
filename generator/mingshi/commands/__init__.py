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
    reviewing,
    synthesis,
)

COMMANDS = (
    *checking.COMMANDS,
    *building.COMMANDS,
    *comparing.COMMANDS,
    *drafting.COMMANDS,
    *editing.COMMANDS,
    *exchanging.COMMANDS,
    *repairing.COMMANDS,
    *desk.COMMANDS,
    *printing.COMMANDS,
    *publishing.COMMANDS,
    *reviewing.COMMANDS,
    *synthesis.COMMANDS,
)
