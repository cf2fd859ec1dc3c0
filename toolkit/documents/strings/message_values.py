"""Messages that stand as strings in a file: their units, and the strings that targets make of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.bitext import Code, State, Unit
from toolkit.documents import edits
from toolkit.documents.contents import Filled, Pieces, Targets
from toolkit.documents.messages import messages

FOR_OTHER = ("few", "other", "many", "two")
"""The plural forms of Arabic that the English ``other`` may be made of, the best first.

Behind three to ten the noun is a plural as in English; behind more it is a singular, which models translate as one.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of a file, read: its key, the stretch of the file that a target takes, its text and its line.

    ``target`` and ``state`` are those of a file with two languages.
    """

    key: str
    start: int
    end: int
    text: str
    line: int
    target: str = ""
    state: State = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a message becomes; ``review`` says that a person has to look."""

    entry: Entry
    text: str
    review: bool = False

    @property
    def needed(self) -> bool:
        """Tell whether the message says something else than before; one that does not can keep its spelling."""
        return self.text != self.entry.text


@dataclass(frozen=True, slots=True)
class _Part:
    """A unit of an entry, the label of the sub-message that it is, and its codes as the message has them."""

    unit: Unit
    label: str
    codes: tuple[Code, ...]


Shown = Callable[[str, Entry], str]
"""How the code of a message is spelled in the file."""


def _as_it_is(text: str, entry: Entry) -> str:
    return text


def units(entries: Iterable[Entry], shown: Shown = _as_it_is) -> tuple[Unit, ...]:
    """Make a unit of each message, or of each sub-message of a plural or select."""
    return tuple(part.unit for _, parts in _taken_apart(entries, shown) for part in parts)


def changes(
    entries: Iterable[Entry],
    targets: Targets,
    guarded: Callable[[str], str] = str,
    shown: Shown = _as_it_is,
) -> Iterator[Change]:
    """Yield the messages that have targets; ``guarded`` makes a message of the text of a target."""
    for entry, parts in _taken_apart(entries, shown):
        filled = {part.label: targets[part.unit.id] for part in parts if part.unit.id in targets}
        if filled:
            put = {part.label: _spelled(filled[part.label], part, guarded) for part in parts if part.label in filled}
            yield Change(entry, _whole(entry, put), any(each.review for each in filled.values()))


def _whole(entry: Entry, put: Mapping[str, str]) -> str:
    """Make the message of its sub-messages; one without a target keeps the one that it had."""
    if "" in put:
        return put[""]
    own, old = _leaves(messages.skeleton(entry.text)), _leaves(entry.target)
    changed = {label: text for label, text in {**old, **put}.items() if own.get(label) != text}
    return messages.put_back(entry.text, changed)


def _leaves(message: str) -> dict[str, str]:
    return {leaf.label: leaf.text for leaf in messages.leaves(message)}


def _spelled(filled: Filled, part: _Part, guarded: Callable[[str], str]) -> str:
    own = dict(zip(part.unit.codes, part.codes, strict=True))
    pieces: Pieces = tuple(
        guarded(piece) if isinstance(piece, str) else own.get(piece, piece) for piece in filled.pieces
    )
    return messages.put_together(pieces)


def _taken_apart(entries: Iterable[Entry], shown: Shown) -> Iterator[tuple[Entry, list[_Part]]]:
    found = [(entry, list(_parts(entry, shown))) for entry in entries]
    names = edits.unique(part.unit.id for _, parts in found for part in parts)
    for entry, parts in found:
        yield entry, [replace(part, unit=replace(part.unit, id=next(names))) for part in parts]


def _parts(entry: Entry, shown: Shown) -> Iterator[_Part]:
    leaves = messages.leaves(messages.skeleton(entry.text))
    if not leaves:
        yield _part(entry, "", entry.text, entry.target, shown)
    targets = _leaves(entry.target)
    for leaf in leaves:
        yield _part(entry, leaf.label, leaf.text, targets.get(leaf.label, ""), shown, leaf.number)


def _part(entry: Entry, label: str, text: str, target: str, shown: Shown, number: bool = False) -> _Part:
    source, codes = messages.take_apart(text, number=number)
    english, english_codes = messages.take_apart(target, number=number)
    unit = Unit(
        f"{entry.key}#{label}" if label else entry.key,
        source,
        english,
        entry.state if target else "",
        codes=tuple(replace(code, text=shown(code.text, entry)) for code in codes),
        target_codes=tuple(replace(code, text=shown(code.text, entry)) for code in english_codes),
        line=entry.line,
    )
    return _Part(unit, label, codes)
