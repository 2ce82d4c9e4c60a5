"""Which list is in force at a place, and which law on a day; pure functions over the catalogue."""
