"""Read a term table (CSV or TSV): one entry a line, named columns, defaults filled in, every mistake with its line."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from io import StringIO
from pathlib import Path
from typing import TypeVar, get_args
from unicodedata import category

from toolkit.arabic import BLANKS
from toolkit.bitext import Case, Doubt, MatchMode, PartOfSpeech, Status, TermEntry
from toolkit.documents import files
from toolkit.errors import InputError
from toolkit.glossaries.contents import Content

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
LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one line of a file, or why they cannot be told apart."""

    cells: list[str]
    place: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, the ``file:line`` where it begins, and why it cannot be read, if so."""

    cells: Mapping[str, str]
    place: str
    fault: str = ""

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
        if len(word) > LONGEST_NUMBER:
            raise InputError(f"{column} holds a number of {len(word)} digits", self.place)
        return int(word)


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows that hold anything; a broken one has its fault, so that those behind it can be read.

    Raises InputError where the file cannot be read as a table at all.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"not a glossary that can be read; one of: {', '.join(SUFFIXES)}", str(path))
    content = text(path)
    return assemble(_lines(content, path, delimiter(content, path)), path)


def entry(row: Row) -> TermEntry:
    """Fill the defaults of a row in; raise InputError with file and line for what cannot be meant."""
    if row.fault:
        raise InputError(row.fault, row.place)
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


def cells(entry: TermEntry) -> dict[str, str]:
    """Spell every column of an entry, lists with ``|`` between their items; ``entry`` reads them back."""
    return {column: _spell(getattr(entry, column)) for column in COLUMNS}


def _spell(value: str | int | tuple[str, ...]) -> str:
    return "|".join(value) if isinstance(value, tuple) else str(value)


def _tidy(term: str) -> str:
    return " ".join(term.strip(BLANKS).split())


def _part_of_speech(target: str) -> PartOfSpeech:
    """Tell a name, whose first and last words have a capital, from a noun: Arab League, not Arab states."""
    words = [word for word in target.split() if any(map(str.isalpha, word))]
    name = not any(map(str.islower, target)) or (target[:1].isupper() and any(map(str.isupper, words[-1])))
    return "proper noun" if name else "noun"


def _case(target: str) -> Case:
    letters = [character for character in target if character.isalpha()]
    return "as-is" if any(letter.isupper() for letter in letters[:2]) else "sentence"


def text(path: Path) -> str:
    """Read the text of a table; raise InputError, with the line where there is one, if that is not UTF-8."""
    return Content(path, files.read(str(path))).text()


def parse(text: str, path: Path, separator: str = "") -> tuple[TermEntry, ...]:
    """Read the entries of a table's text; the separator is that of ``path``'s suffix where none is given."""
    lines = _lines(text, path, separator or delimiter(text, path))
    return tuple(entry(row) for row in assemble(lines, path))


def columns(text: str, path: Path) -> Sequence[str]:
    """List the columns of a table's text in their order."""
    return _columns(next(_lines(text, path, delimiter(text, path)), Line([], f"{path}:1")))


def assemble(lines: Iterator[Line], path: Path) -> Iterator[Row]:
    """Yield a row for each line under the header; raise InputError where the header cannot be one."""
    header = _columns(next(lines, Line([], f"{path}:1")))
    for line in lines:
        uneven = f"{len(line.cells)} cells where the header has {len(header)}"
        fault = line.fault or (uneven if len(line.cells) != len(header) else "")
        yield Row(dict(zip(header, line.cells, strict=False)), line.place, fault)


def delimiter(text: str, path: Path) -> str:
    """Tell what stands between the cells of a table's text."""
    header = text.partition("\n")[0]
    if path.suffix.lower() != ".csv":
        return "\t"
    return ";" if ";" in header and "," not in header else ","


def _lines(text: str, path: Path, separator: str) -> Iterator[Line]:
    """Yield the lines that hold anything, each with the place of its beginning; one that breaks off has a fault."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Line([], f"{path}:{reader.line_num}", str(error))
        else:
            if cells is None:
                return
            if any(cell.strip(BLANKS) for cell in cells):
                yield Line(cells, f"{path}:{number}")
        number = reader.line_num + 1


def _columns(header: Line) -> list[str]:
    if header.fault:
        raise InputError(header.fault, header.place)
    names = [cell.strip(BLANKS).lower() for cell in header.cells]
    for column in names:
        if column not in COLUMNS:
            raise InputError(f"unknown column «{column}»; known: {', '.join(COLUMNS)}", header.place)
        if names.count(column) > 1:
            raise InputError(f"column «{column}» stands twice", header.place)
    for column in ("source", "target"):
        if column not in names:
            message = f"no column «{column}»; the header has: {', '.join(names) or 'nothing'}"
            raise InputError(message, header.place)
    return names
