"""Convert a glossary from one format to another, and say what the other has no place for."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.bitext import TermEntry
from toolkit.documents import files
from toolkit.glossaries import formats, tables
from toolkit.glossaries.contents import ARABIC_ENGLISH, Content, Languages
from toolkit.glossaries.formats import Format
from toolkit.glossaries.tables import COLUMNS


@dataclass(frozen=True, slots=True)
class Options:
    """How to read and write; an empty name of a format means the suffix, an empty encoding that it is recognised."""

    reader: str = ""
    writer: str = ""
    encoding: str = ""
    languages: Languages = ARABIC_ENGLISH


BY_SUFFIX = Options()


def convert(source: Path, target: Path, options: Options = BY_SUFFIX) -> tuple[str, ...]:
    """Write the glossary ``source`` as ``target``, and give a notice for each kind of information that is lost.

    ``-`` is standard input or output. What was written is read again, and whatever comes back otherwise is told.
    Raises InputError with file and line, OutputError or UsageError; then nothing is written.
    """
    origin = formats.for_input(source, options.reader)
    written = formats.for_output(target, options.writer)
    files.check_writable(str(target))
    data = files.read(str(source))
    reading = origin.read(Content(source, data, options.encoding, options.languages))
    text = written.write(reading.entries, options.languages)
    back = written.read(Content(target, text.encode(errors="replace"), languages=options.languages)).entries
    files.write(str(target), text)
    return (*reading.notices, *_losses(reading.entries, back, written))


def _losses(entries: Sequence[TermEntry], back: Sequence[TermEntry], written: Format) -> Iterator[str]:
    pairs = list(_paired(entries, back))
    for column, count in _differences(pairs).items():
        yield f"{written.name} has no place of its own for {column}: lost in {count} of {len(entries)} entries"
    missing = Counter(entry.status for entry, other in pairs if other is None)
    for status, count in sorted(missing.items()):
        yield f"{written.name} holds no entry of its own for {count} of {len(entries)} entries ({status})"


def _paired(entries: Sequence[TermEntry], back: Sequence[TermEntry]) -> Iterator[tuple[TermEntry, TermEntry | None]]:
    """Pair each entry with the one of the same source and target that came back, in their order."""
    waiting: defaultdict[tuple[str, str], list[TermEntry]] = defaultdict(list)
    for entry in reversed(back):
        waiting[entry.source, entry.target].append(entry)
    for entry in entries:
        same = waiting[entry.source, entry.target]
        yield entry, same.pop() if same else None


def _differences(pairs: Sequence[tuple[TermEntry, TermEntry | None]]) -> Mapping[str, int]:
    compared = [(tables.cells(entry), tables.cells(other)) for entry, other in pairs if other]
    counts = {column: sum(one[column] != other[column] for one, other in compared) for column in COLUMNS}
    return {column: count for column, count in counts.items() if count}
