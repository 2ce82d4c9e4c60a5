"""Files that were read to know their digest, kept for who reads them next: 20,000 need not be opened twice."""

from __future__ import annotations

from dataclasses import dataclass, field

# What an unusually large installation has beyond that is read again.
ROOM = 64 * 1024 * 1024


@dataclass(slots=True)
class Shelf:
    """Bytes and SHA-256 of files, by path; `room` is how many bytes more may be put there."""

    room: int = ROOM
    _kept: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def put(self, path: str, raw: bytes, digest: str) -> None:
        """Keep a file, if there is room."""
        if len(raw) <= self.room:
            self.room -= len(raw)
            self._kept[path] = (raw, digest)

    def take(self, path: str) -> tuple[bytes, str] | None:
        """Return a file, and keep it no longer; None for one that is not here."""
        found = self._kept.pop(path, None)
        if found is not None:
            self.room += len(found[0])
        return found

    def clear(self) -> None:
        """Let go of what nobody took."""
        self.room += sum(len(raw) for raw, _ in self._kept.values())
        self._kept.clear()
