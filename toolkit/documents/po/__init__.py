"""Gettext catalogues, read, filled and exported."""
