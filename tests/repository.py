"""The toy province as a Git repository with one commit on `main`."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .conftest import copy_toy


def git(root: Path, *arguments: str) -> str:
    """Return what Git says."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


def toy_repository(root: Path) -> Path:
    """Make the repository and return its folder."""
    copy_toy(root)
    (root / ".gitignore").write_text(".mingshi\n", encoding="utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "示例编辑")
    git(root, "config", "user.email", "editor@example.invalid")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "开始")
    return root
