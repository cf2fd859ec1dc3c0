"""Checks of how the cells of a glossary are written."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from unicodedata import category, name

from toolkit import arabic
from toolkit.linting.subjects import Remark, Subject, forms, texts
from toolkit.terms.extent import CLOSING
from toolkit.terms.grammar import split_article

_WORD = re.compile(f"[^\\W\\d_{arabic.TATWEEL}]+")
_SPACES = re.compile("^\\s|\\s$|\\s\\s")


def untidy_spaces(subject: Subject) -> Iterator[Remark]:
    """Find the cells with white space around them or twice inside; it is not read, but hides cells from a search."""
    for row in subject.rows:
        for column, cell in row.cells.items():
            if any(_SPACES.search(item) for item in cell.split("|")):
                yield Remark(row.place, f"white space around or twice inside {column} «{' '.join(cell.split())}»")


def unbalanced(subject: Subject) -> Iterator[Remark]:
    """Find the terms in which a bracket or quotation mark lacks its partner."""
    for entry in subject.entries:
        for column, term in texts(entry):
            if not _is_balanced(term):
                yield Remark(entry.place, f"a bracket or quotation mark stands alone in {column} «{term}»")


def mixed_scripts(subject: Subject) -> Iterator[Remark]:
    """Find the words in letters of two scripts: one of them only looks right, and the word will not be found."""
    for entry in subject.entries:
        for column, term in texts(entry):
            for word in _WORD.findall(term):
                scripts = sorted({_script(letter) for letter in word if category(letter) != "Lm"} - {""})
                if len(scripts) > 1:
                    yield Remark(entry.place, f"{column} «{word}» mixes letters: {', '.join(scripts)}")


def common_words(subject: Subject) -> Iterator[Remark]:
    """Find the enforced terms that are one frequent word: they would be found where the term is not meant."""
    for entry in subject.entries:
        if entry.status in ("preferred", "admitted"):
            for form in forms(entry):
                if split_article(arabic.spelling(form))[1] in _common():
                    yield Remark(entry.place, f"«{form}» is a common word and would be found too often")


@cache
def _common() -> frozenset[str]:
    text = resources.files("toolkit.linting").joinpath("common_words.txt").read_text(encoding="utf-8")
    return frozenset(arabic.spelling(word) for line in text.splitlines() if line[:1] != "#" for word in line.split())


@cache
def _script(letter: str) -> str:
    """Name the script of a letter by the first word of its Unicode name."""
    return name(letter, "").partition(" ")[0].capitalize()


def _is_balanced(term: str) -> bool:
    waiting: list[str] = []
    for sign in term:
        if sign in CLOSING:
            waiting.append(CLOSING[sign])
        elif sign in CLOSING.values() and (not waiting or waiting.pop() != sign):
            return False
    return not waiting and term.count('"') % 2 == 0
