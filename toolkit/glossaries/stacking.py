"""Stack glossaries: choose the entries that hold for a job, and put them in the order of precedence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, combinations
from operator import attrgetter
from pathlib import Path

import toolkit
from toolkit.arabic import key, same_spelling, spelling
from toolkit.bitext import Status, TermEntry
from toolkit.errors import InputError
from toolkit.glossaries.capitals import capitals
from toolkit.glossaries.formats import SUFFIXES, read
from toolkit.glossaries.tables import COLUMNS

Level = tuple[TermEntry, ...]

STRENGTH: Mapping[Status, tuple[int, int]] = {
    "preferred": (0, 0),
    "do-not-translate": (0, 0),
    "proposed": (0, 1),
    "admitted": (1, 0),
    "deprecated": (2, 0),
}
"""Which entry stands for a source: the class goes before precedence, the second number decides inside a level."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """An entry and the number of its level; the entry of a source with the lowest ``order`` stands for it."""

    entry: TermEntry
    level: int

    @property
    def order(self) -> tuple[int, int, int]:
        strength, detail = STRENGTH[self.entry.status]
        return strength, self.level, detail

    @property
    def key(self) -> str:
        return key(" ".join(spelling(self.entry.source).split()))


@dataclass(frozen=True, slots=True)
class Glossary:
    """The entries that hold for a job. Those of a level have equal rights; an earlier level goes before a later one.

    ``fingerprint`` is the beginning of a SHA-256 over the entries in their order.
    """

    names: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    fingerprint: str = ""

    @property
    def entries(self) -> tuple[TermEntry, ...]:
        """List the entries in order of precedence."""
        return tuple(entry for level in self.levels for entry in level)

    @property
    def signature(self) -> str:
        """Name the glossaries with their hash, as a recipe does."""
        return f"{'+'.join(self.names) or 'none'}@{self.fingerprint}"

    def unknown(self, client: str, domains: Sequence[str]) -> Iterator[str]:
        """Tell of a client or a domain that no entry has: a misspelt name would lose its terms in silence."""
        if client and client.casefold() not in {entry.client.casefold() for entry in self.entries}:
            yield f"no entry has the client «{client}»"
        known = {entry.domain.casefold() for entry in self.entries}
        for domain in domains:
            if domain.casefold() not in known:
                yield f"no entry has the domain «{domain}»"


def stack(paths: Sequence[Path], default: bool = True, client: str = "", domains: Sequence[str] = ()) -> Glossary:
    """Stack term tables, each path a file or a folder of files, the later before the earlier, all before the shipped.

    Inside one, entries of the chosen client go before those of a chosen domain, then the general ones, then those of
    other domains; where no domain is chosen, all domains are general. Entries of other clients are left out. An entry
    overrides those of lower precedence with the same source. ``admitted`` entries add their targets to the accepted
    ones of the entry that stands for their source, ``deprecated`` ones to its forbidden ones.
    """
    folders = [*reversed(paths), *([shipped()] if default else [])]
    read_entries = [entries_of(folder) for folder in folders]
    for entries in read_entries:
        _refuse_conflicts(entries)
    ranked = [level for entries in read_entries for level in _ranked(entries, client, domains)]
    levels = tuple(_effective(ranked))
    names = tuple("termbase" if default and folder == folders[-1] else folder.stem for folder in folders)
    return Glossary(names, levels, _fingerprint(levels))


def shipped() -> Path:
    """Name the folder of the shipped termbase: inside an installed package, beside the package in a checkout."""
    package = Path(toolkit.__file__).parent
    installed = package / "termbase"
    return installed if installed.exists() else package.parent / "glossary"


def files(path: Path) -> Sequence[Path]:
    """List the tables of a glossary: the file itself, or those in a folder; raise InputError where there are none."""
    try:
        return _tables(path)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", str(path)) from error


def entries_of(path: Path) -> Level:
    """Read the entries of a glossary, a file or a folder of files; raise InputError as ``formats.read`` does."""
    return tuple(entry for table in files(path) for entry in read(table))


def _tables(path: Path) -> Sequence[Path]:
    if not path.is_dir():
        return [path]
    tables = sorted(table for table in path.iterdir() if table.suffix.lower() in SUFFIXES)
    if not tables and path != shipped():
        raise InputError(f"no glossary in this folder; it may hold: {', '.join(SUFFIXES)}", str(path))
    return tables


def _ranked(entries: Level, client: str, domains: Sequence[str]) -> Iterator[Level]:
    ranks: defaultdict[int, list[TermEntry]] = defaultdict(list)
    chosen = {domain.casefold() for domain in domains}
    for entry in entries:
        if entry.client.casefold() in ("", client.casefold()):
            ranks[_rank(entry, chosen)].append(entry)
    for rank in sorted(ranks):
        yield tuple(ranks[rank])


def _rank(entry: TermEntry, chosen: set[str]) -> int:
    if entry.client:
        return 0
    if entry.domain.casefold() in chosen:
        return 1
    return 3 if entry.domain and chosen else 2


def _by_key(entries: Iterable[_Ranked]) -> Mapping[str, list[_Ranked]]:
    groups: defaultdict[str, list[_Ranked]] = defaultdict(list)
    for one in entries:
        groups[one.key].append(one)
    return groups


def conflicts(entries: Iterable[TermEntry]) -> Iterator[tuple[TermEntry, TermEntry]]:
    """Yield the pairs of preferred entries that give one source two targets inside the same client and domain."""
    for group in _by_key(_Ranked(entry, 0) for entry in entries if entry.status == "preferred").values():
        for earlier, later in combinations([one.entry for one in group], 2):
            if _conflict(earlier, later):
                yield earlier, later


def _refuse_conflicts(entries: Level) -> None:
    for earlier, later in conflicts(entries):
        targets = f"{earlier.target}, {later.target}"
        raise InputError(f"two preferred targets for «{later.source}»: {targets} (also {earlier.place})", later.place)


def _conflict(one: TermEntry, other: TermEntry) -> bool:
    return _scope(one) == _scope(other) and one.target != other.target and _same_source(one, other)


def _scope(entry: TermEntry) -> tuple[str, str]:
    return entry.client.casefold(), entry.domain.casefold()


def _same_source(one: TermEntry, other: TermEntry) -> bool:
    if one.source == other.source:
        return True  # most rivals are, and a hostile table has many
    return same_spelling(one.source, other.source) and capitals(one.source) == capitals(other.source)


def _effective(levels: Sequence[Level]) -> Iterator[Level]:
    """Leave out overridden entries, and merge admitted and deprecated ones into the entry that they qualify."""
    ranked = [[_Ranked(entry, number) for entry in level] for number, level in enumerate(levels)]
    groups = _by_key(chain.from_iterable(ranked))
    for level in ranked:
        standing = tuple(_standing(one, groups[one.key]) for one in level)
        yield tuple(entry for entry in standing if entry)


def _standing(one: _Ranked, group: Sequence[_Ranked]) -> TermEntry | None:
    if len(group) == 1:
        return one.entry
    rivals = [other for other in group if _same_source(one.entry, other.entry)]
    if one.order > min(rival.order for rival in rivals):
        return None
    above = [
        rival.entry
        for rival in rivals
        if rival.level <= one.level and STRENGTH[rival.entry.status] > STRENGTH[one.entry.status]
    ]
    return _qualified(one.entry, above)


def _qualified(entry: TermEntry, others: Sequence[TermEntry]) -> TermEntry:
    """Accept the targets of admitted entries, and forbid those of deprecated ones that nothing accepts."""
    admitted = [
        form for other in others if other.status == "admitted" for form in (other.target, *other.target_variants)
    ]
    accepted = tuple(dict.fromkeys((*entry.target_variants, *admitted)))
    deprecated = [other for other in others if other.status == "deprecated"]
    forbidden = [other.target for other in deprecated if other.target not in (entry.target, *accepted)]
    reasons = [entry.reason, *(other.reason for other in deprecated)]
    return replace(
        entry,
        target_variants=accepted,
        forbidden=tuple(dict.fromkeys((*entry.forbidden, *forbidden))),
        reason=next(filter(None, reasons), ""),
    )


def _fingerprint(levels: Sequence[Level]) -> str:
    values = attrgetter(*COLUMNS)
    content = "\n".join(repr(values(entry)) for level in levels for entry in level)
    return sha256(content.encode()).hexdigest()[:12]
