"""Read a term table (CSV or TSV): one entry a line, named columns, defaults filled in, every mistake with its line."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from io import StringIO
from pathlib import Path
from typing import TypeVar, get_args
from unicodedata import category

from toolkit.arabic import BLANKS
from toolkit.bitext import Case, Doubt, MatchMode, PartOfSpeech, Status, TermEntry
from toolkit.errors import InputError

Choice = TypeVar("Choice", bound=str)

COLUMNS = tuple(field.name for field in fields(TermEntry) if field.name != "place")
"""The columns of a term table: ``source`` and ``target`` must be there, the others may."""

SUFFIXES = (".csv", ".tsv", ".txt")

STATUSES: tuple[Status, ...] = get_args(Status)
PARTS_OF_SPEECH: tuple[PartOfSpeech, ...] = get_args(PartOfSpeech)
MATCH_MODES: tuple[MatchMode, ...] = get_args(MatchMode)
CASES: tuple[Case, ...] = get_args(Case)
DOUBTS: tuple[Doubt, ...] = get_args(Doubt)

MATCH_OF: Mapping[PartOfSpeech, MatchMode] = {
    "proper noun": "clitic",
    "noun": "inflected",
    "adjective": "inflected",
    "verb": "exact",
    "other": "exact",
}
"""How an entry matches when its ``match`` is empty."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, and the ``file:line`` where it begins."""

    cells: Mapping[str, str]
    place: str

    def text(self, column: str) -> str:
        """Give a cell without the white space and invisible marks around it; empty if the table lacks the column."""
        return self.cells.get(column, "").strip(BLANKS)

    def term(self, column: str) -> str:
        """Give a cell that holds a term, with one space between its words."""
        return _tidy(self.text(column))

    def items(self, column: str) -> tuple[str, ...]:
        """Give the terms of a cell that holds a list."""
        return tuple(filter(None, map(_tidy, self.text(column).split("|"))))

    def choice(self, column: str, allowed: tuple[Choice, ...], default: Choice) -> Choice:
        """Give a cell that must hold one of a few words, or the default where it is empty."""
        word = self.text(column)
        if not word:
            return default
        for option in allowed:
            if word.lower() == option:
                return option
        raise InputError(f"{column} «{word}» is not known; one of: {', '.join(allowed)}", self.place)

    def target(self, column: str) -> str:
        """Give a term that must come out in English, hence one that can; «|» would be read as a letter of it."""
        text = self.text(column)
        if "|" in text:
            raise InputError(f"{column} holds «|»; several targets go into target_variants", self.place)
        self._refuse_controls(column, text)
        return _tidy(text)

    def targets(self, column: str) -> tuple[str, ...]:
        """Give the terms of a list, each of which may come out in English."""
        for item in self.text(column).split("|"):
            self._refuse_controls(column, item.strip(BLANKS))
        return self.items(column)

    def _refuse_controls(self, column: str, text: str) -> None:
        for character in text:
            if character in "\r\n\u2028\u2029":
                advice = "several targets go into target_variants, with | between them"
                raise InputError(f"{column} holds a line break; {advice}", self.place)
            if category(character) in ("Cc", "Cf"):
                raise InputError(f"{column} holds the invisible character U+{ord(character):04X}", self.place)

    def count(self, column: str) -> int:
        """Give a cell that holds a number of words."""
        word = self.text(column) or "0"
        if not word.isdecimal():
            raise InputError(f"{column} «{word}» is not a number", self.place)
        return int(word)


def read(path: Path) -> tuple[TermEntry, ...]:
    """Read the entries of a table in the file's order; raise InputError with file and line for what cannot be meant."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"not a glossary that can be read; one of: {', '.join(SUFFIXES)}", str(path))
    return tuple(_entry(row) for row in _rows(_text(path), path))


def _entry(row: Row) -> TermEntry:
    status = row.choice("status", STATUSES, "preferred")
    target = row.target("target") or (row.target("source") if status == "do-not-translate" else "")
    pos = row.choice("pos", PARTS_OF_SPEECH, _part_of_speech(target))
    return TermEntry(
        source=row.term("source"),
        target=target,
        source_variants=row.items("source_variants"),
        target_variants=row.targets("target_variants"),
        status=status,
        pos=pos,
        match=row.choice("match", MATCH_MODES, MATCH_OF[pos]),
        ambiguous=row.choice("ambiguous", DOUBTS, "report"),
        gap=row.count("gap"),
        case=row.choice("case", CASES, _case(target)),
        forbidden=row.items("forbidden"),
        reason=row.text("reason"),
        domain=row.text("domain"),
        client=row.text("client"),
        note=row.text("note"),
        place=row.place,
    )


def _tidy(term: str) -> str:
    return " ".join(term.strip(BLANKS).split())


def _part_of_speech(target: str) -> PartOfSpeech:
    name = target[:1].isupper() or not any(character.islower() for character in target)
    return "proper noun" if name else "noun"


def _case(target: str) -> Case:
    letters = [character for character in target if character.isalpha()]
    return "as-is" if any(letter.isupper() for letter in letters[:2]) else "sentence"


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", str(path)) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError("not UTF-8; save the table with the encoding UTF-8", f"{path}:{line}") from error


def _rows(text: str, path: Path) -> Iterator[Row]:
    lines = _lines(text, path)
    columns = _columns(next(lines, (1, []))[1], path)
    for line, cells in lines:
        place = f"{path}:{line}"
        if len(cells) != len(columns):
            raise InputError(f"{len(cells)} cells where the header has {len(columns)}", place)
        yield Row(dict(zip(columns, cells, strict=True)), place)


def _delimiter(text: str, path: Path) -> str:
    header = text.partition("\n")[0]
    if path.suffix.lower() != ".csv":
        return "\t"
    return ";" if ";" in header and "," not in header else ","


def _lines(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything, each with the number of its first line."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text, path), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip(BLANKS) for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(str(error), f"{path}:{reader.line_num}") from error


def _columns(header: list[str], path: Path) -> list[str]:
    place = f"{path}:1"
    columns = [cell.strip(BLANKS).lower() for cell in header]
    for column in columns:
        if column not in COLUMNS:
            raise InputError(f"unknown column «{column}»; known: {', '.join(COLUMNS)}", place)
        if columns.count(column) > 1:
            raise InputError(f"column «{column}» stands twice", place)
    for column in ("source", "target"):
        if column not in columns:
            raise InputError(f"no column «{column}»; the header has: {', '.join(columns) or 'nothing'}", place)
    return columns
