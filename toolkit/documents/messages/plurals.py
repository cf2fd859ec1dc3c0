"""Plurals and selects of ICU, choices of Java: the sub-messages to translate, in the shape that English needs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import prod

from toolkit.documents.messages.icu import Branch, Choice, Parts, merged, parsed, plain, sound, spelled

WIDEST = 32
"""Text beside plurals goes into their branches as long as no more sub-messages than this come of it."""
ARABIC_ONLY = frozenset("zero two few many".split())

_ARGUMENT = re.compile(r"\{[^{}]*\}")
_QUOTING = re.compile(r"('#')|(?<!')'(?=[{}#|]|\Z)")
"""An apostrophe before a sign of the syntax; one around a number sign is meant to quote it."""
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sub-message: ``message[start:end] == text``; ``label`` names its branches (``one``, ``other.female``).

    ``number`` says that a ``#`` in it is the number of a plural, ``arm`` that it is one of a choice of Java's.
    """

    label: str
    text: str
    start: int
    end: int
    number: bool = False
    arm: bool = False


def leaves(message: str) -> tuple[Leaf, ...]:
    """List the sub-messages that English needs, in their order; none where there is no plural, select or choice.

    Text beside a plural, which ``skeleton`` could not move into it, is a leaf of its own with the label ``text``.
    """
    parts = parsed(message)
    if not any(isinstance(part, Choice) for part in parts):
        return ()
    found = (leaf for leaf in _leaves(parts, 0, "", False) if _is_language(leaf.text))
    return tuple(_with_own_labels(found))


def skeleton(message: str) -> str:
    """Give a message in the shape that English needs, with the Arabic still in it.

    Branches for zero, two, few and many go; many becomes other where that is missing; explicit ones (``=0``) stay.
    Text beside a plural moves into its branches, so that each of them is a whole sentence. Other messages stay.
    """
    parts = parsed(message)
    if not any(isinstance(part, Choice) for part in parts):
        return message
    english = tuple(_english(part) for part in parts)
    return spelled(_spread(english) if _width(english) <= WIDEST else english)


def put_back(message: str, targets: Mapping[str, str]) -> str:
    """Put targets in the place of the leaves that their labels name, in the skeleton of a message.

    A target that would break the message, such as one with half a placeholder, is quoted.
    """
    whole = skeleton(message)
    parts: list[str] = []
    end = 0
    for leaf in leaves(whole):
        if leaf.label in targets:
            parts += [whole[end : leaf.start], _sound(targets[leaf.label], leaf)]
            end = leaf.end
    return "".join([*parts, whole[end:]])


def _english(part: str | Choice) -> str | Choice:
    if isinstance(part, str):
        return part
    kept = _needed(part)
    branches = (replace(each, parts=tuple(_english(inner) for inner in each.parts)) for each in kept)
    return replace(part, branches=tuple(branches))


def _needed(choice: Choice) -> tuple[Branch, ...]:
    """Choose the branches of a plural that English has.

    Its ``other`` comes from Arabic's ``few`` where there is one: behind three to ten the noun is a plural, as in
    English; behind more it is a singular, which models translate as one.
    """
    if choice.kind != "plural":
        return choice.branches
    named = {each.selector: each for each in choice.branches}
    rest = [each for each in choice.branches if each.selector in ARABIC_ONLY]
    best = named.get("few") or named.get("other") or named.get("many") or (rest[-1] if rest else None)
    kept = tuple(each for each in choice.branches if each.selector not in (*ARABIC_ONLY, "other"))
    return (*kept, replace(best, selector="other")) if best else kept


def _spread(parts: Parts, number: str = "#") -> Parts:
    """Move text beside a choice into its branches, where ``number`` spells what ``#`` means here.

    Text stays where it is if that cannot be said there: beside a plural with an offset, or a select with a ``#``.
    """
    first = next((index for index, part in enumerate(parts) if isinstance(part, Choice)), None)
    if first is None:
        return parts
    beside = any(isinstance(part, str) and _is_language(part) for part in parts)
    choice = parts[first]
    if not beside or isinstance(choice, str) or not all(_can_move(part, number) for part in parts):
        return tuple(part if isinstance(part, str) else _spread_in(part, (), (), number) for part in parts)
    return (_spread_in(choice, parts[:first], parts[first + 1 :], number),)


def _spread_in(choice: Choice, before: Parts, behind: Parts, number: str) -> Choice:
    inner = number
    if choice.kind != "select":
        inner = "" if "offset" in choice.head else f"{{{choice.name}, number}}"
        before, behind = _renumbered(before, number), _renumbered(behind, number)
    branches = (replace(each, parts=_spread(merged(before + each.parts + behind), inner)) for each in choice.branches)
    return replace(choice, branches=tuple(branches))


def _renumbered(parts: Parts, number: str) -> Parts:
    spelt = "'#'" if number == "#" else number
    return tuple(part.replace("#", spelt) if isinstance(part, str) else part for part in parts)


def _can_move(part: str | Choice, number: str) -> bool:
    """Tell whether a part means the same within a plural, once its own ``#`` is spelled as ``number``."""
    if not isinstance(part, str):
        return part.kind != "choice" and (
            part.kind != "select" or not any("#" in spelled(each.parts) for each in part.branches)
        )
    balanced = not set("{}") & set(_ARGUMENT.sub("", part))
    return balanced and ("#" not in part or bool(number and "'" not in part))


def _width(parts: Parts) -> int:
    """Count the sub-messages that come of moving all text into the branches."""
    widths = (sum(_width(each.parts) for each in part.branches) for part in parts if isinstance(part, Choice))
    return prod(min(width, WIDEST + 1) for width in widths)


def _leaves(parts: Parts, start: int, label: str, number: bool, arm: bool = False) -> Iterator[Leaf]:
    alone = len(parts) == 1
    for part in parts:
        end = start + len(spelled((part,)))
        if isinstance(part, str):
            yield Leaf(label if alone else f"{label}.text".lstrip("."), part, start, end, number, arm)
        else:
            yield from _leaves_of_choice(part, start, label, number)
        start = end


def _leaves_of_choice(choice: Choice, start: int, label: str, number: bool) -> Iterator[Leaf]:
    wanted = {each.selector for each in _needed(choice)}
    start += len(choice.head)
    for each in choice.branches:
        start += len(each.before + each.selector + each.gap)
        if each.selector in wanted:
            inner = f"{label}.{each.selector}".lstrip(".")
            counted = choice.kind in ("plural", "selectordinal")
            yield from _leaves(each.parts, start, inner, number or counted, choice.kind == "choice")
        start += len(spelled(each.parts) + each.end)


def _with_own_labels(found: Iterator[Leaf]) -> Iterator[Leaf]:
    """Number the labels that would stand twice, as where two plurals stand beside each other."""
    seen: dict[str, int] = {}
    for leaf in found:
        seen[leaf.label] = seen.get(leaf.label, 0) + 1
        yield leaf if seen[leaf.label] == 1 else replace(leaf, label=f"{leaf.label}~{seen[leaf.label]}")


def _is_language(text: str) -> bool:
    return bool(_LETTER.search(_ARGUMENT.sub("", text)))


def _sound(target: str, leaf: Leaf) -> str:
    """Give a target that is a sub-message: an apostrophe that would quote doubled, braces without partner quoted."""
    if leaf.arm:
        return plain(target)
    text = target if "'{" in leaf.text else _QUOTING.sub(lambda found: found[1] or "''", target)
    return sound(text)
