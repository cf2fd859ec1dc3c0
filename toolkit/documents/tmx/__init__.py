"""TMX 1.4b, read, filled and exported."""
