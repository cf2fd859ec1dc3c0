"""Lint a glossary: find what is broken, contradictory or of no effect in it, before a translation shows it."""

from toolkit.findings import SEVERITIES
from toolkit.linting.checks import CHECKS
from toolkit.linting.findings import Finding, Linted, lint

__all__ = ["CHECKS", "SEVERITIES", "Finding", "Linted", "lint"]
