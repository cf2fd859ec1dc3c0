"""Checks of what must come out as it went in: placeholders, tags, addresses."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from toolkit.addresses import addresses
from toolkit.bitext import Code
from toolkit.checks.subjects import Pair
from toolkit.placeholders import PLACEHOLDER, TAG

ANNOTATION = re.compile(r"<(?:\w+:)?mrk\b")
LOCALE = re.compile(r"(?:(?<=//)|^)(?:ar|en)\.|/(?:ar|en)(?:[-_][A-Za-z]{2})?(?=[/?#]|$)", re.IGNORECASE)
"""What an address has of a language: an Arabic page has its English one."""
WEB = re.compile(r"://|^www\.|.@[\w-]+\.", re.IGNORECASE)


def placeholders(pair: Pair) -> Iterator[str]:
    """Find the placeholders that are in one of the texts and not, or not as often, in the other."""
    yield from _differences(_placeholders(pair.source), _placeholders(pair.target), "the placeholder")


def tags(pair: Pair) -> Iterator[str]:
    """Find the inline codes and tags that are lost, added, or closed before they are opened."""
    source = [*_spelt(pair.source_codes), *TAG.findall(pair.source)]
    target = [*_spelt(pair.target_codes), *TAG.findall(pair.target)]
    differences = list(_differences(map(_tag, source), map(_tag, target), "the tag"))
    yield from differences
    if not differences:
        yield from (f"the tag «{code.text}» closes what is not open" for code in _crossing(pair.target_codes))


def links(pair: Pair) -> Iterator[str]:
    """Find the addresses of the web and of mail that are not the same; /ar/ may have become /en/."""
    source, target = _addresses(pair.source), _addresses(pair.target)
    for address in source:
        if address not in target:
            yield f"the address «{source[address]}» is not in the target"
    for address in target:
        if address not in source and WEB.search(target[address]):
            yield f"the address «{target[address]}» is not in the source"


def _placeholders(text: str) -> Iterator[str]:
    return ("".join(found.split()) for found in PLACEHOLDER.findall(TAG.sub(" ", text)))


def _spelt(codes: Iterable[Code]) -> Iterator[str]:
    """Spell codes but for the annotations of XLIFF, which say something of one side only."""
    listed = tuple(codes)
    remarks = {code.pair for code in listed if ANNOTATION.match(code.text) and code.kind == "open"}
    return (code.text for code in listed if code.kind == "alone" or code.pair not in remarks)


def _tag(text: str) -> str:
    """Spell a tag without what does not change it; texts in attributes are translated."""
    bare = re.sub(r"\s(?:alt|title|placeholder|aria-label)=(?:\"[^\"]*\"|'[^']*')", "", text)
    return re.sub(r"\s*(/?>)$", r"\1", " ".join(bare.split()))


def _differences(source: Iterable[str], target: Iterable[str], what: str) -> Iterator[str]:
    ours, theirs = Counter(source), Counter(target)
    yield from (f"{what} «{each}» is not in the target" for each in ours if not theirs[each])
    yield from (f"{what} «{each}» is not in the source" for each in theirs if not ours[each])
    for each in ours:
        if theirs[each] and ours[each] != theirs[each]:
            yield f"{what} «{each}» stands {ours[each]} times in the source, {theirs[each]} times in the target"


def _crossing(codes: Iterable[Code]) -> Iterator[Code]:
    """Yield the closing codes that do not close what was opened last."""
    opened: list[int] = []
    for code in codes:
        if code.kind == "open":
            opened.append(code.pair)
        elif code.kind == "close" and (not opened or opened.pop() != code.pair):
            yield code


def _addresses(text: str) -> dict[str, str]:
    """List the addresses of a text in its order, each by what it is whatever its language."""
    found = (text[start:end] for start, end in addresses(TAG.sub(" ", text)))
    return {LOCALE.sub("", each).rstrip("/"): each for each in found if each.isascii() and "." in each}
