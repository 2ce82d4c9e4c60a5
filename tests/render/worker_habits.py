"""Loaded into worker processes of tests (`--preload`): bad habits, chosen by the environment variable HABIT."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

from mingshi.render import worker

MARKS = Path(os.environ["MARKS"])
HABIT = os.environ["HABIT"]
calls = 0


def hang_in_the_middle(source: str, target: str) -> None:
    """Behave for five files, then hang between writing the sixth and putting it in its place."""
    global calls
    calls += 1
    if calls == 6:
        (MARKS / "hanging").write_text("here")
        time.sleep(600)
    os.replace(source, target)


def take_time(source: str, target: str) -> None:
    """Work slowly enough to leave something for others."""
    time.sleep(0.01)
    os.replace(source, target)


if HABIT in ("hang", "slow"):
    chosen = hang_in_the_middle if HABIT == "hang" else take_time
    vars(worker)["os"] = SimpleNamespace(replace=chosen, makedirs=os.makedirs)
elif HABIT == "old":
    worker.IDENTITY = "0.0.1+000000000000"
elif HABIT == "elsewhere":
    worker.greet = lambda folder, token, greet=worker.greet: greet(folder / "elsewhere", token)
elif HABIT == "without":
    # This is how an import is made to fail.
    sys.modules["mingshi.render.worker"] = None  # type: ignore[assignment]
