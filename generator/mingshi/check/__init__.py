"""Rules: one module per family; each takes values and yields findings."""
