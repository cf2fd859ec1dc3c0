"""Take an ICU message apart into text and choices, and spell it again, letter for letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

DEEPEST = 30
"""A message that nests deeper is taken as plain text."""

_CHOICE = re.compile(r"\{\s*([\w.-]+)\s*,\s*(plural|selectordinal|select)\s*,(?:\s*offset\s*:\s*\d+)?")
_BRANCH = re.compile(r"(\s*)(=\d+|[\w-]+)(\s*\{)")
_FORMAT = re.compile(r"\{\s*(\w+)\s*,\s*(choice)\s*,")
_ARM = re.compile(r"([|]?\s*)(-?(?:\d+(?:\.\d+)?|∞))(\s*[#<≤])((?:[^{}'|#<≤]|\{[^{}'|#<≤]*\})*)")
"""An arm of Java's choice, whose text has nothing quoted in it."""
_PLAIN = str.maketrans("'|#<≤", "’/№‹‹")
_ROUND = str.maketrans("{}", "()")
_END = re.compile(r"\s*\}")
_SPECIAL = re.compile(r"''|'[{}|#]|[{}]")
_QUOTED = re.compile(r"'[{}|#](?:[^']|'')*(?:'|$)")
_BRACE = re.compile("[{}]")


@dataclass(frozen=True, slots=True)
class Branch:
    """``before selector gap parts end``, where the braces of ICU are in ``gap`` and ``end``."""

    before: str
    selector: str
    gap: str
    parts: "Parts"
    end: str = "}"


@dataclass(frozen=True, slots=True)
class Choice:
    """``head branches tail``, where the head ends before the first branch."""

    head: str
    name: str
    kind: str
    branches: tuple[Branch, ...]
    tail: str


Parts: TypeAlias = tuple[str | Choice, ...]


class _NotICUError(Exception):
    """What looked like a message with choices is none."""


def parsed(message: str) -> Parts:
    """Take a message apart; one that is malformed is text."""
    if not _CHOICE.search(message) and not _FORMAT.search(message):
        return (message,)
    try:
        return _message(message, 0, 0)[0]
    except _NotICUError:
        return (message,)


def plain(text: str) -> str:
    """Give a text that is an arm of Java's choice: signs that would mean something there become others."""
    text = text.translate(_PLAIN)
    return text if sound(text) == text else text.translate(_ROUND)


def spelled(parts: Parts) -> str:
    """Spell parts: ``spelled(parsed(message)) == message``."""
    return "".join(part if isinstance(part, str) else _spelled_choice(part) for part in parts)


def merged(parts: Sequence[str | Choice]) -> Parts:
    """Join texts that stand beside each other, and leave out empty ones."""
    joined: list[str | Choice] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, str) and isinstance(last, str):
            joined[-1] = last + part
        elif part != "":
            joined.append(part)
    return tuple(joined)


def sound(text: str) -> str:
    """Give a text that is a sub-message: one whose braces have no partners comes out with its braces quoted."""
    try:
        _, end = _message(f"{text}}}", 0, 1)
    except _NotICUError:
        end = -1
    return text if end == len(text) else "".join(map(_quoted, text))


def _message(text: str, position: int, depth: int) -> tuple[Parts, int]:
    """Read to the brace that closes a sub-message, or to the end of the whole one; give what was read and where."""
    if depth > DEEPEST:
        raise _NotICUError
    parts: list[str | Choice] = []
    start = position
    while found := _SPECIAL.search(text, position):
        position = found.start()
        if found[0] == "}" and depth:
            parts.append(text[start:position])
            return merged(parts), position
        choice = _CHOICE.match(text, position)
        read = _choice(text, choice, depth) if choice else _format(text, position)
        if read:
            part, behind = read
            parts += [text[start:position], part]
            start = position = behind
        else:
            position = _behind(text, position)
    if depth:
        raise _NotICUError
    parts.append(text[start:])
    return merged(parts), len(text)


def _behind(text: str, position: int) -> int:
    """Say where what stands here ends: a quotation, a simple argument, an apostrophe."""
    if text[position] == "{":
        return _behind_argument(text, position)
    quoted = _QUOTED.match(text, position)
    if quoted:
        return quoted.end()
    return position + (2 if text.startswith("''", position) else 1)


def _behind_argument(text: str, position: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(text, position):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    raise _NotICUError


def _choice(text: str, head: re.Match[str], depth: int) -> tuple[Choice, int]:
    branches: list[Branch] = []
    position = head.end()
    while branch := _BRANCH.match(text, position):
        parts, position = _message(text, branch.end(), depth + 1)
        branches.append(Branch(branch[1], branch[2], branch[3], parts))
        position += 1
    end = _END.match(text, position)
    if not end or not branches:
        raise _NotICUError
    return Choice(head[0], head[1], head[2], tuple(branches), end[0]), end.end()


def _spelled_choice(choice: Choice) -> str:
    inner = (f"{each.before}{each.selector}{each.gap}{spelled(each.parts)}{each.end}" for each in choice.branches)
    return f"{choice.head}{''.join(inner)}{choice.tail}"


def _format(text: str, position: int) -> tuple[Choice, int] | None:
    """Read a choice of Java's; None for one with quoted signs, whose meaning changes from level to level."""
    head = _FORMAT.match(text, position)
    if not head:
        return None
    branches: list[Branch] = []
    position = head.end()
    while arm := _ARM.match(text, position):
        if bool(branches) != arm[1].startswith("|"):
            return None
        branches.append(Branch(arm[1], arm[2], arm[3], merged([arm[4]]), ""))
        position = arm.end()
    end = _END.match(text, position)
    return (Choice(head[0], head[1], head[2], tuple(branches), end[0]), end.end()) if end and branches else None


def _quoted(character: str) -> str:
    return {"{": "'{'", "}": "'}'", "'": "''"}.get(character, character)
