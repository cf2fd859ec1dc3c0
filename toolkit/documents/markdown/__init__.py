"""Markdown, edited in place."""
