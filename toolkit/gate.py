"""The quality gate: bilingual files are read, checked, held against waivers and a baseline, and judged."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import toolkit
from toolkit import arabic, checks, concordance, documents, planning, terms
from toolkit.bitext import Bitext, Recipe, Translation, Unit
from toolkit.checks import Check, Pair, baselines, subjects, waivers
from toolkit.checks.waivers import Waived
from toolkit.documents import Format
from toolkit.documents.contents import Content, Side
from toolkit.errors import InputError
from toolkit.findings import SEVERITIES, Finding, Severity

TABLES = ("tsv", "csv", "jsonl")
"""The formats whose columns can be named."""


@dataclass(frozen=True, slots=True)
class Gate:
    """All that ``check`` needs: inputs as for ``translate``, but bilingual; how to read them, what to look for.

    ``checks`` are ids, as ``checks.choose`` takes them; ``waivers`` is by default the file of the working folder;
    ``baseline`` is the JSON report of an earlier run.
    """

    inputs: tuple[str, ...]
    glossaries: tuple[Path, ...] = ()
    default_glossary: bool = True
    client: str = ""
    domains: tuple[str, ...] = ()
    encoding: str = ""
    side: Side = "source"
    source_column: str = ""
    target_column: str = ""
    checks: tuple[str, ...] = ()
    waivers: Path | None = None
    baseline: Path | None = None


@dataclass(frozen=True, slots=True)
class Gated:
    """What was checked and found: ``findings`` are those that are not waived, ``new`` those of no baseline.

    ``glossary`` names it with its hash; ``bitexts`` have one translation a unit, whose outcomes tell which terms stand
    in the target.
    """

    glossary: str
    bitexts: tuple[Bitext, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    new: tuple[Finding, ...]
    waived: int = 0
    notices: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[Finding, ...]:
        """List the findings that the baseline has."""
        return tuple((Counter(self.findings) - Counter(self.new)).elements())

    @property
    def translations(self) -> tuple[Translation, ...]:
        """List the segments of all files."""
        return tuple(translation for bitext in self.bitexts for translation in bitext.translations)

    @property
    def term_accuracy(self) -> float:
        """Give the share of the terms that have to be in their targets and are; 1 where there is none."""
        outcomes = [outcome for each in self.translations for outcome in each.outcomes if outcome.match.enforced]
        return 1 - sum(outcome.missed for outcome in outcomes) / len(outcomes) if outcomes else 1.0

    def fails(self, severities: Sequence[Severity], least_accuracy: float = 0.0) -> bool:
        """Tell whether there are new findings of these severities, or too few terms are in their targets."""
        return any(finding.severity in severities for finding in self.new) or self.term_accuracy < least_accuracy


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was read, its units as the checks take them, and what of it is not checked, for a person."""

    path: str
    units: tuple[Unit, ...]
    pairs: tuple[Pair, ...]
    notices: tuple[str, ...]


def run(gate: Gate) -> Gated:
    """Check bilingual files.

    Raises UsageError for unknown checks, InputError for what cannot be read, is not bilingual or waives nothing known.
    """
    chosen = checks.choose(gate.checks)
    path = waivers.find(gate.waivers)
    known = baselines.read(gate.baseline) if gate.baseline else Counter[baselines.Key]()
    rules = waivers.read(path) if path else ()
    index = terms.load(gate.glossaries, gate.default_glossary, gate.client, gate.domains)
    paths, skipped = _paths(gate.inputs)
    read = [_read(path, gate, index) for path in paths]
    found = checks.findings([pair for file in read for pair in file.pairs], chosen)
    left_out = (notice for file in read for notice in file.notices)
    active = {check.id for check in chosen}
    waived = waivers.apply([rule for rule in rules if rule.check in active], found)
    notices = (*index.glossary.unknown(gate.client, gate.domains), *skipped, *left_out, *_unused(waived))
    glossary = index.glossary.signature
    bitexts = tuple(_bitext(file, glossary) for file in read)
    new = baselines.new(waived.findings, known)
    return Gated(glossary, bitexts, chosen, waived.findings, new, waived.number, notices)


def failing(least: Severity) -> tuple[Severity, ...]:
    """List the severities from the gravest down to one.

    >>> failing("warning")
    ('error', 'warning')
    """
    return SEVERITIES[: SEVERITIES.index(least) + 1]


def _paths(inputs: Sequence[str]) -> tuple[list[str], list[str]]:
    """List the files to check, and tell of those in folders that are not bilingual."""
    found, others = planning.found(inputs)
    bilingual = [each.path for each in found if each.path in inputs or documents.for_input(each.path).bilingual]
    left_out = len(found) - len(bilingual) + len(others)
    if not bilingual:
        raise InputError("holds no bilingual file", inputs[0])
    return bilingual, [f"files that are not bilingual are left out: {left_out}"] if left_out else []


def _read(path: str, gate: Gate, index: terms.Index) -> _File:
    kind = documents.for_input(path)
    if not kind.bilingual:
        raise InputError(f"is {kind.name}, which holds no translations beside its texts; give {_bilingual()}", path)
    content = concordance.read(path, gate.encoding, *_sides(path, kind, gate))
    every = kind.read(content)
    units, notices = _beside_targets(every, kind, content) if gate.side == "target" else (every, ())
    if _is_turned_round(units):
        raise InputError(
            "has its Arabic where its English should stand; turn --source-side or the columns", content.place
        )
    pairs = tuple(subjects.pair(content.place, unit, index) for unit in units)
    return _File(content.place, units, pairs, notices if units else (*notices, f"{content.place}: nothing to check"))


def _sides(path: str, kind: Format, gate: Gate) -> tuple[Side, tuple[str, str]]:
    """Say where the Arabic is looked for, and in which columns; those of a table are simply read the other way round.

    Raises InputError for a table whose Arabic is in the target, and whose columns are not both named.
    """
    columns = (gate.source_column, gate.target_column)
    if gate.side == "source" or kind.name not in TABLES:
        return gate.side, columns
    if not all(columns):
        message = "is a table with its Arabic in the target; name the column of the English with --source-column"
        raise InputError(f"{message}, that of the Arabic with --target-column", path)
    return "source", (gate.target_column, gate.source_column)


def _is_turned_round(units: Sequence[Unit]) -> bool:
    return not any(arabic.has_arabic(unit.source) for unit in units) and any(
        arabic.has_arabic(unit.target) for unit in units
    )


def _beside_targets(every: Sequence[Unit], kind: Format, content: Content) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    """Give the units whose target is Arabic with their originals as the English, and tell how many lack either."""
    arabic_units = [unit for unit in every if unit.source.strip()]
    units = tuple(_with_english(arabic_units))
    if arabic_units and not units:
        raise InputError("has no English beside its Arabic, so there is nothing to check", content.place)
    no_arabic = len(every) - len(arabic_units) + _empty_messages(kind, content)
    return units, tuple(_left_out(content.place, no_arabic, len(arabic_units) - len(units)))


def _empty_messages(kind: Format, content: Content) -> int:
    """Count the messages of a catalogue that are not translated into Arabic, which are no units."""
    if kind.name != "po":
        return 0
    from toolkit.documents.po import catalogues

    messages = catalogues.catalogue(content).messages
    return sum(bool(each.text("msgid")) and not "".join(each.forms).strip() for each in messages)


def _with_english(units: Sequence[Unit]) -> Iterator[Unit]:
    """Take the original beside an Arabic target for the English, and leave out what has none."""
    for unit in units:
        if unit.target.strip():  # TMX, which says of each text in which language it is
            yield unit
        elif unit.beside.strip():
            yield replace(unit, target=unit.beside, target_codes=unit.beside_codes)


def _left_out(place: str, no_arabic: int, no_english: int) -> Iterator[str]:
    for missing, number in (("Arabic", no_arabic), ("English beside them", no_english)):
        if number:
            yield f"{place}: units that have no {missing} are left out: {number}"


def _bilingual() -> str:
    return ", ".join(suffix for kind in documents.FORMATS if kind.bilingual for suffix in kind.suffixes)


def _bitext(file: _File, glossary: str) -> Bitext:
    recipe = Recipe(toolkit.__version__, "none", glossary, 0, enforce=False)
    translations = (_translation(unit, pair) for unit, pair in zip(file.units, file.pairs, strict=True))
    return Bitext(file.path, file.units, tuple(translations), recipe)


def _translation(unit: Unit, pair: Pair) -> Translation:
    return Translation(subjects.segment(unit), unit.target, pair.outcomes, method="check")


def _unused(waived: Waived) -> list[str]:
    return [f"{waiver.place}: info: waives nothing any more [{waiver.check}]" for waiver in waived.unused]
