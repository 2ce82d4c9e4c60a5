"""Asking the person at the terminal."""

from __future__ import annotations

import sys


def somebody_there() -> bool:
    """Tell whether there is a terminal to ask at."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(question: str, proposed: str = "") -> str:
    """Return the answer to a question, the proposed one when only Enter was pressed or input ended."""
    hint = f"[{proposed}] " if proposed else ""
    try:
        return input(f"{question} {hint}").strip() or proposed
    except EOFError:
        print()
        return proposed


def agrees(question: str) -> bool:
    """Tell whether the person agrees; no answer is no."""
    return ask(f"{question}（y 是，其他否）").lower() in ("y", "yes", "是")
