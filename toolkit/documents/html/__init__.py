"""HTML pages, edited in place."""
