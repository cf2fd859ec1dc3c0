"""Check bilingual text: small functions over its segments, in one table with their ids and severities."""

from toolkit.checks.checks import CHECKS, Check, choose, findings
from toolkit.checks.subjects import Pair, pair

__all__ = ["CHECKS", "Check", "Pair", "choose", "findings", "pair"]
