"""The values that move between modules: units, segments, terms, translations and their recipe."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Literal

from toolkit.errors import InputError

Status = Literal["preferred", "admitted", "deprecated", "proposed", "do-not-translate"]
PartOfSpeech = Literal["noun", "proper noun", "adjective", "verb", "other"]
MatchMode = Literal["exact", "clitic", "inflected", "stem"]
MatchKind = Literal["exact", "inflected", "variant", "ambiguous"]
Doubt = Literal["report", "enforce"]
Case = Literal["as-is", "sentence"]


CodeKind = Literal["open", "close", "alone"]
State = Literal["", "fuzzy", "translated"]


@dataclass(frozen=True, slots=True)
class Code:
    """An inline code, which is no text: it stands before the character ``offset`` of the text that it was taken from.

    ``text`` is how the file spells it (``<b>``, ``</b>``, ``<x id="1"/>``); an opening and its closing code share the
    number ``pair``, which nothing else in the unit has; -1 for a code that stands alone.
    """

    offset: int
    text: str
    kind: CodeKind = "alone"
    pair: int = -1


@dataclass(frozen=True, slots=True)
class Unit:
    """What a file gives to translate: a paragraph, a message, a trans-unit. ``id`` is unique in its file.

    ``source`` and ``target`` are without their inline ``codes`` and ``target_codes``, which are in the order of the
    file; ``state`` is that of the target: empty where there is none, or one that is the source again, ``fuzzy`` where
    it needs a review. ``line`` is where the unit stands in its file, counted from 1; 0 where lines mean nothing.
    ``beside``, with its ``beside_codes``, is the text on the other side of a file whose Arabic stands in the target:
    the English original. ``kinds`` are those of placeholders that the file says the text has: ``qt-format``.
    """

    id: str
    source: str
    target: str = ""
    state: State = ""
    notes: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    target_codes: tuple[Code, ...] = ()
    line: int = 0
    beside: str = ""
    beside_codes: tuple[Code, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence of a unit, verbatim: ``unit.source[start:end] == source``; ``number`` counts from 1 in its unit."""

    unit: str
    number: int
    start: int
    end: int
    source: str

    @property
    def id(self) -> str:
        """Name the segment in reports and exports: ``p3.s2`` is the second sentence of unit ``p3``."""
        return f"{self.unit}.s{self.number}"


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One line of a glossary, its defaults resolved; the columns of the term table in the documentation.

    ``place`` (``file:line``) is for error messages and takes no part in equality.
    """

    source: str
    target: str
    source_variants: tuple[str, ...] = ()
    target_variants: tuple[str, ...] = ()
    status: Status = "preferred"
    pos: PartOfSpeech = "noun"
    match: MatchMode = "inflected"
    ambiguous: Doubt = "report"
    gap: int = 0
    case: Case = "sentence"
    forbidden: tuple[str, ...] = ()
    reason: str = ""
    domain: str = ""
    client: str = ""
    note: str = ""
    place: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise InputError("an entry without a source term", self.place)
        if not self.target.strip():
            raise InputError(f"«{self.source}» has no target", self.place)


@dataclass(frozen=True, slots=True)
class TermMatch:
    """Where an entry occurs in a segment: ``segment.source[start:end]``, in code points, clitics included.

    ``plural`` says that the Arabic is dual or plural, so that the English may be too.
    ``nested`` are the matches that this longer one covers, kept as information.
    """

    entry: TermEntry
    start: int
    end: int
    kind: MatchKind = "exact"
    plural: bool = False
    nested: tuple["TermMatch", ...] = ()

    @property
    def enforced(self) -> bool:
        """Tell whether the English must hold the term, or whether its fate is only reported."""
        if self.entry.status in ("proposed", "deprecated"):
            return False
        return self.kind != "ambiguous" or self.entry.ambiguous == "enforce"


class Verdict(Enum):
    """How one match fared: the step that first brought its term into the English."""

    BY_MODEL = "BY_MODEL"
    BY_NBEST = "BY_NBEST"
    BY_ANNOTATION = "BY_ANNOTATION"
    BY_SEARCH = "BY_SEARCH"
    BY_SPLICE = "BY_SPLICE"
    BY_MEMORY = "BY_MEMORY"
    MISSED = "MISSED"

    @property
    def forced(self) -> bool:
        """Tell whether the model had to be helped to the term."""
        return self not in (Verdict.BY_MODEL, Verdict.BY_MEMORY, Verdict.MISSED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One match with its verdict, and where the term stands: ``translation.target[start:end]`` (0, 0 when missed).

    ``confidence`` says of a forced term how sure its place is, from 0 to 1; None where nobody can tell.
    """

    match: TermMatch
    verdict: Verdict
    start: int = 0
    end: int = 0
    confidence: float | None = None

    @property
    def missed(self) -> bool:
        """Tell whether a term that had to be honoured is not in the English."""
        return self.match.enforced and self.verdict is Verdict.MISSED


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a memory offers for a segment: an earlier ``source`` near it, its ``target``, and how near (75–101)."""

    source: str
    target: str
    score: int
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """A segment in English: one outcome for each match, in text order of the source.

    ``score`` is the model's log-probability per piece (0.0 for a copy); ``method`` is ``model``, ``annotation``,
    ``n-best``, ``search`` or ``splice``, the costliest step that was needed, ``copy``, ``memory``, or ``none`` where
    the engine failed; ``flags`` name what a reviewer should look at, e.g. ``term-missed``, ``term-repeated``,
    ``unsure-place``, ``not-kept`` (a number, a code), ``spliced``, ``repetition``, ``length``, ``arabic``,
    ``not-arabic``, ``split``, ``failed``. ``suggestions`` are what a memory has that is near, the nearest first.
    """

    segment: Segment
    target: str
    outcomes: tuple[Outcome, ...] = ()
    score: float = 0.0
    method: str = "model"
    flags: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def needs_review(self) -> bool:
        """Tell whether an export should mark the segment (fuzzy, needs-review-translation)."""
        return bool(set(self.flags) - {"not-arabic", "split"})


@dataclass(frozen=True, slots=True)
class Recipe:
    """How translations were made: enough to make them again.

    ``tool`` is the bare version, ``date`` the one that the user gave, if any; ``consistent`` tells that terms were
    proposed for each document from its own translation, ``cut`` hashes the rules that text was cut by, if not ours,
    ``memory`` names the memory that was asked, with its hash.
    """

    tool: str
    model: str
    glossary: str
    beam: int
    enforce: bool
    date: datetime | None = None
    consistent: bool = False
    cut: str = ""
    memory: str = ""

    @property
    def signature(self) -> str:
        """Spell the recipe in one line for a file's header."""
        enforce = "yes" if self.enforce else "no"
        line = f"toolkit:{self.tool}|model:{self.model}|glossary:{self.glossary}|beam:{self.beam}|enforce:{enforce}"
        line += f"|cut:{self.cut}" if self.cut else ""
        line += f"|memory:{self.memory}" if self.memory else ""
        return f"{line}|consistent:yes" if self.consistent else line


@dataclass(frozen=True, slots=True)
class Bitext:
    """A file and its translation: units in the file's order, translations in text order."""

    original: str
    units: tuple[Unit, ...]
    translations: tuple[Translation, ...]
    recipe: Recipe

    def by_unit(self) -> Mapping[str, tuple[Translation, ...]]:
        """Group the translations by the id of their unit; a unit without segments has none."""
        groups: defaultdict[str, list[Translation]] = defaultdict(list)
        for translation in self.translations:
            groups[translation.segment.unit].append(translation)
        return {unit.id: tuple(groups[unit.id]) for unit in self.units}
