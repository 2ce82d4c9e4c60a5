"""From bytes to records: decoding, YAML events, front matter, CSV, and the store that finds the files."""
