"""Bilingual files as entries of a memory, whatever their format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from toolkit import documents
from toolkit.arabic import BLANKS, has_arabic
from toolkit.bitext import Unit
from toolkit.documents import files
from toolkit.documents.contents import Content, Side
from toolkit.errors import InputError
from toolkit.memory import sentences, tmx
from toolkit.memory.entries import Entry, context

_SIDES = attrgetter("source", "target")


@dataclass(frozen=True, slots=True)
class Bitexts:
    """The files that entries are taken from, how to read them, and whose the entries are that do not say so."""

    inputs: tuple[str, ...]
    client: str = ""
    domain: str = ""
    encoding: str = ""
    side: Side = "source"
    source_column: str = ""
    target_column: str = ""


class Taken:
    """The entries of bitexts, read as they are asked for; ``left_out`` counts the units so far that gave none.

    A unit gives an entry if its source is Arabic, and its target neither missing nor in need of a review; one for each
    sentence where both sides have as many, and can be paired. Neighbouring sentences of a file are the context of each
    other, but for TMX, whose order means nothing. Raises InputError for what cannot be read, is not bilingual, or has
    its Arabic on the other side.
    """

    def __init__(self, bitexts: Bitexts) -> None:
        self._bitexts = bitexts
        self.left_out = 0

    def __iter__(self) -> Iterator[Entry]:
        self.left_out = 0
        for path in self._bitexts.inputs:
            yield from self._entries(path)

    def _entries(self, path: str) -> Iterator[Entry]:
        content = _content(path, self._bitexts)
        arabic = turned = english = 0
        for entries in _read(path, content):
            ours, theirs = (any(map(has_arabic, texts)) for texts in zip(*map(_SIDES, entries), strict=True))
            translated = all(entry.target.strip(BLANKS) for entry in entries)
            arabic += ours
            turned += theirs
            english += translated
            if ours and translated:
                yield from (self._owned(entry, content) for entry in entries if has_arabic(entry.source))
            else:
                self.left_out += 1
        if turned and not arabic:
            message = "has its Arabic where its English should stand; turn --source-side or the columns"
            raise InputError(message, content.place)
        if content.side == "target" and arabic and not english:
            message = "has no English beside its Arabic; of a table name both with --source-column and --target-column"
            raise InputError(message, content.place)

    def _owned(self, entry: Entry, content: Content) -> Entry:
        """Name the owners of an entry that does not, and the file that it comes from."""
        bitexts = self._bitexts
        client, domain = entry.client or bitexts.client, entry.domain or bitexts.domain
        return replace(entry, client=client, domain=domain, origin=entry.origin or Path(content.place).name)


def _content(path: str, bitexts: Bitexts) -> Content:
    kind = documents.for_input(path)
    if not kind.bilingual:
        known = ", ".join(suffix for each in documents.FORMATS if each.bilingual for suffix in each.suffixes)
        raise InputError(f"is {kind.name}, which holds no translations beside its texts; give {known}", path)
    columns = (bitexts.source_column, bitexts.target_column)
    return Content(path, files.read(path), bitexts.encoding, bitexts.side, columns)


def _read(path: str, content: Content) -> Iterator[tuple[Entry, ...]]:
    kind = documents.for_input(path)
    return map(_of_entry, tmx.read(content)) if kind.name == "tmx" else _of_units(kind.read(content), content.side)


def _of_units(units: Sequence[Unit], side: Side) -> Iterator[tuple[Entry, ...]]:
    """Yield the entries of each unit; one that is not cut stands between the same neighbours as its sentences."""
    cut = [sentences.sentences(unit.source) for unit in units]
    texts = ["", *(text for each in cut for text in each), ""]
    place = 0
    for unit, each in zip(units, cut, strict=True):
        pairs = sentences.cut(unit.source, _target(unit, side))
        around = [texts[place], *(source for source, _ in pairs), texts[place + len(each) + 1]]
        yield tuple(
            Entry(source, target, context(before, after))
            for (source, target), before, after in zip(pairs, around, around[2:], strict=False)
        )
        place += len(each)


def _of_entry(entry: Entry) -> tuple[Entry, ...]:
    """Cut an entry of TMX, but not one that a memory of ours exported with what it knows of a segment."""
    if entry.context or entry.recipe:
        return (entry,)
    return tuple(
        replace(entry, source=source, target=target) for source, target in sentences.cut(entry.source, entry.target)
    )


def _target(unit: Unit, side: Side) -> str:
    """Give the finished English of a unit, which is the original where the Arabic stands in the target."""
    if side == "target":
        return unit.beside
    return unit.target if unit.state == "translated" else ""
