"""CSV, TSV and JSON lines, read, filled and exported."""
