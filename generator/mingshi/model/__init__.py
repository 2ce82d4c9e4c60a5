"""Values everything else is built from: records, schemas, findings, areas, URLs, settings."""
