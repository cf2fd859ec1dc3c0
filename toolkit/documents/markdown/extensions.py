"""What CommonMark does not know and documentation has: formulas, and the lines of directives and abbreviations."""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

FORMULA = re.compile(r"\$\$[^$\n]{1,300}\$\$|\$(?=\S)[^$\n\u0600-\u06ff]{1,300}(?<=[^\s\\])\$(?![\w$])")
"""A formula in a line, as GitHub has it: no blank inside the signs, so that prices are none."""
_DIRECTIVE = re.compile(
    r":{3,}[ \t]*(?:(?:[A-Za-z][\w-]*|\{[^{}\n]*\})[ \t]*)?\[?(?P<title>[^\s\[\]][^\[\]\n]*)?(?:\][ \t]*)?$",
    re.MULTILINE,
)
_ABBREVIATION = re.compile(r"\*\[[^\[\]\n]{1,100}\]:[ \t]*(?P<title>\S[^\n]*)$", re.MULTILINE)


def formula(state: StateInline, silent: bool) -> bool:
    """Take ``$x$`` or ``$$x$$`` as a token of its own, whose signs are no marks."""
    before = state.src[state.pos - 1 : state.pos]
    found = FORMULA.match(state.src, state.pos, state.posMax)
    if not found or before in ("\\", "$"):
        return False
    if not silent:
        state.push("formula", "", 0).content = found[0]
    state.pos = found.end()
    return True


def formulas(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave the lines between two lines of ``$$`` alone."""
    if state.is_code_block(start) or _line(state, start) != "$$":
        return False
    closing = next((line for line in range(start + 1, end) if _line(state, line) == "$$"), None)
    if closing is not None and not silent:
        state.line = closing + 1
    return closing is not None


def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a line such as ``:::note title`` as a block, of which only the title is text."""
    return _titled(_DIRECTIVE, state, start, silent)


def abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a line such as ``*[HTML]: meaning`` as a block, of which only the meaning is text."""
    return _titled(_ABBREVIATION, state, start, silent)


def _titled(pattern: re.Pattern[str], state: StateBlock, start: int, silent: bool) -> bool:
    place = state.bMarks[start] + state.tShift[start]
    found = pattern.match(state.src, place, state.eMarks[start])
    if not found or state.is_code_block(start):
        return False
    if silent:
        return True
    if title := (found["title"] or "").rstrip():
        token = state.push("inline", "", 0)
        token.content, token.children = title, []
        token.meta["origins"] = range(found.start("title"), found.start("title") + len(title) + 1)
    state.line = start + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()
