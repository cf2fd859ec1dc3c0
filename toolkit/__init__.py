"""Translate Arabic to English offline, with every term of a curated glossary as the glossary says."""

__version__ = "0.1.0"
