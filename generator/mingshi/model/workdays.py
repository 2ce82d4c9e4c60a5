"""Working days by a register of holidays, which ends where nothing has been published yet instead of guessing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Workdays:
    """The holidays and the weekend days on which people work; a year without any row is not known."""

    holidays: frozenset[str]
    worked: frozenset[str]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str]]) -> Workdays:
        """Return the calendar of rows (ISO date, "holiday" or "workday")."""
        known = list(rows)
        return cls(
            frozenset(day for day, kind in known if kind == "holiday"),
            frozenset(day for day, kind in known if kind == "workday"),
        )

    def years(self) -> frozenset[str]:
        """Return the years that are known."""
        return frozenset(day[:4] for day in self.holidays | self.worked)

    def unknown(self, first: datetime.date, last: datetime.date) -> list[str]:
        """Return the years from one day to another that are not known."""
        known = self.years()
        return [str(year) for year in range(first.year, last.year + 1) if str(year) not in known]

    def between(self, first: datetime.date, last: datetime.date) -> int:
        """Return how many working days lie after the first day, up to and with the last one.

        Raises ValueError when a year in between is not known.
        """
        if missing := self.unknown(first, last):
            raise ValueError(f"no calendar for {', '.join(missing)}")
        days = (first + datetime.timedelta(days=n) for n in range(1, (last - first).days + 1))
        return sum(1 for day in days if self._is_workday(day))

    def _is_workday(self, day: datetime.date) -> bool:
        written = day.isoformat()
        return written in self.worked or (day.weekday() < 5 and written not in self.holidays)
