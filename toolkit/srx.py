"""Cut a unit into segments by the rules of an SRX file, the way the tool that filled a translation memory cut it.

SRX 2.0, https://www.unicode.org/uli/pas/srx/srx20.html; its regular expressions are those of ICU,
https://unicode-org.github.io/icu/userguide/strings/regexp.html, and ``regex`` comes closest to them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from lxml import etree

from toolkit import segmentation
from toolkit.bitext import Segment, Unit
from toolkit.documents import files
from toolkit.documents.xml import markup
from toolkit.enclosures import NEWLINE
from toolkit.errors import InputError

if TYPE_CHECKING:
    import regex

_LINE_BREAKS = re.compile(f"[{NEWLINE}]+")

_VERTICAL = "\\n\\x0b\\f\\r\\x85\\u2028\\u2029"
_ESCAPES: Mapping[str, str] = {
    **{letter: f"\\{letter}" for letter in "AaBbDdfnRrSstUuWwXx"},
    "e": "\\x1b",
    "h": "[\\t\\p{Zs}]",
    "H": "[^\\t\\p{Zs}]",
    "v": f"[{_VERTICAL}]",
    "V": f"[^{_VERTICAL}]",
    "z": "\\Z",
    "Z": "(?=\\n?\\Z)",
}
"""What a letter behind a backslash says in ICU, as ``regex`` spells it."""

_TOKEN = re.compile(
    r"""\\Q (?P<quoted> .*? ) (?: \\E | \Z )
    | \\x\{ (?P<point> [0-9A-Fa-f]{1,6} ) \}
    | \\ (?P<sense> [pP] ) \{ (?: Is )? (?P<property> [^{}]* ) \}
    | (?P<kept> \\[pP][A-Z] | \\N\{[^{}]*\} | \[:\^?\w+:\] | \(\?\#[^)]*\) )
    | \\ (?P<letter> [A-Za-z0-9] )
    | \\ (?P<sign> . )
    | (?P<opening> \[ \^? \]? )
    | (?P<closing> \] )
    | (?P<operator> (?: &&? | --? ) (?= \[ ) )
    | \(\? (?P<flags> [dimsuwx-]+ ) (?P<scope> [:)] )
    | (?P<foreign> \(\? (?! [:=!>] | <[=!A-Za-z] ) | \(\* | \{ (?! \d+ (?: ,\d* )? \} ) )
    | (?P<other> . )""",
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is decided where ``expression`` matches the empty string; ``place`` is its ``file:line``."""

    breaks: bool
    expression: str
    place: str


@dataclass(frozen=True, slots=True)
class Run:
    """Rules one after the other that decide alike, so that it does not matter which of them fits."""

    breaks: bool
    pattern: "regex.Pattern[str]"
    place: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one language in their order; ``patience`` is the seconds that a run may search half a megabyte."""

    runs: tuple[Run, ...]
    patience: float = 10.0


def read(source: Path | bytes, place: str, language: str = "ar") -> Rules:
    """Read the rules that a file, SRX 2.0 or 1.0, maps to a language, whatever the case of the codes in its patterns.

    The maps that fit hold one after the other where the header says ``cascade="yes"``, and otherwise the first alone.
    Raises InputError with file and line for what is no SRX, has no map that fits, names rules that are not there, or
    has a regular expression that cannot be used: back-references and what ICU does not know.
    """
    root = markup.parse(source if isinstance(source, bytes) else files.read(str(source)), "", place)
    kind = etree.QName(root).localname
    if kind != "srx":
        raise InputError(f"not SRX: the root element is <{kind}>", f"{place}:{root.sourceline}")
    maps = _maps(root, place, language)
    return Rules(tuple(_runs(rule for each in maps for rule in _mapped(root, each, place))))


def segments(unit: Unit, rules: Rules) -> tuple[Segment, ...]:
    """Cut a unit into the segments that rules make of it, in order; they are as those of ``segmentation.segments``.

    At each place between two characters the first rule that fits decides; where none fits nothing is cut. A line break
    always cuts, whatever the rules say, for no engine takes two lines as one sentence. ``formathandle`` and
    ``segmentsubflows`` speak of inline codes, which a unit has none of. Raises InputError with the line of a rule that
    searches for too long.
    """
    lines = (found.end() for found in _LINE_BREAKS.finditer(unit.source))
    return segmentation.divide(unit, sorted({*lines, *_breaks(unit.source, rules)}))


def _maps(root: etree._Element, place: str, language: str) -> list[etree._Element]:
    maps = list(_inside(root, "languagemap"))
    fitting = (each for each in maps if _fits(each, place, language))
    cascade = any(_says_yes(header, "cascade", "no", place) for header in _inside(root, "header"))
    found = list(islice(fitting, None if cascade else 1))
    if not found:
        patterns = ", ".join(each.get("languagepattern", "") for each in maps) or "none"
        message = f"no languagemap fits '{language}', add one; the patterns that are there: {patterns}"
        raise InputError(message, f"{place}:{root.sourceline}")
    return found


def _fits(language_map: etree._Element, place: str, language: str) -> bool:
    codes = _expression(language_map.get("languagepattern", ""), "languagepattern", _at(language_map, place))
    return _compiled(f"(?i:{codes})", "languagepattern", _at(language_map, place)).fullmatch(language) is not None


def _mapped(root: etree._Element, language_map: etree._Element, place: str) -> Iterator[Rule]:
    name = language_map.get("languagerulename", "")
    found = [each for each in _inside(root, "languagerule") if each.get("languagerulename") == name]
    if not found:
        raise InputError(f"no languagerule is named '{name}'", _at(language_map, place))
    return (_rule(rule, place) for each in found for rule in _inside(each, "rule"))


def _rule(element: etree._Element, place: str) -> Rule:
    before, after = (_side(element, name, place) for name in ("beforebreak", "afterbreak"))
    expression, line = f"(?<={before})(?={after})", _at(element, place)
    _compiled(expression, "rule", line)
    return Rule(_says_yes(element, "break", "yes", place), expression, line)


def _runs(rules: Iterable[Rule]) -> Iterator[Run]:
    for breaks, run in groupby(rules, lambda rule: rule.breaks):
        alike = list(run)
        place = alike[0].place
        yield Run(breaks, _compiled("|".join(rule.expression for rule in alike), "rule", place), place)


def _side(rule: etree._Element, name: str, place: str) -> str:
    side = next(_inside(rule, name), None)
    return "" if side is None else _expression("".join(map(str, side.itertext())), name, _at(side, place))


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return element.iter(etree.QName(etree.QName(element).namespace, name).text)


def _at(element: etree._Element, place: str) -> str:
    return f"{place}:{element.sourceline}"


def _says_yes(element: etree._Element, attribute: str, default: str, place: str) -> bool:
    value = element.get(attribute, default)
    if value not in ("yes", "no"):
        raise InputError(f"{attribute} must be yes or no, it is {value!r}", _at(element, place))
    return value == "yes"


def _breaks(text: str, rules: Rules) -> Iterator[int]:
    """Yield the places that are cut; exceptions are only tried where a rule would cut."""
    patience = rules.patience * max(1.0, len(text) / 500_000)
    places = [_search(run, text, patience) if run.breaks else set() for run in rules.runs]
    undecided = set().union(*places)
    for run, found in zip(rules.runs, places, strict=True):
        if run.breaks:
            yield from found & undecided
        undecided -= found if run.breaks else _search(run, text, patience, undecided)


def _search(run: Run, text: str, patience: float, places: set[int] | None = None) -> set[int]:
    """Find the places, of the whole text or of some, that a rule of a run fits."""
    deadline = monotonic() + patience
    fits = run.pattern.match
    try:
        if places is None:
            return {found.start() for found in run.pattern.finditer(text, timeout=patience)}
        return {place for place in places if fits(text, place, timeout=max(0.0, deadline - monotonic()))}
    except TimeoutError as error:
        message = f"this rule or one next to it takes more than {patience:.3g} seconds for one text; make it simpler"
        raise InputError(message, run.place) from error


def _expression(pattern: str, name: str, place: str) -> str:
    """Translate a regular expression of ICU for ``regex``."""
    return str(_compiled(_translated(pattern), name, place).pattern)


def _compiled(pattern: Iterable[str], name: str, place: str) -> "regex.Pattern[str]":
    import regex

    try:
        return regex.compile("".join(pattern), regex.VERSION1)
    except (ValueError, regex.error, RecursionError, OverflowError) as error:
        reason = "too deeply nested" if isinstance(error, RecursionError) else getattr(error, "msg", error)
        raise InputError(f"{name} cannot be used: {reason}", place) from error


def _translated(pattern: str) -> Iterator[str]:
    depth = 0
    for token in _TOKEN.finditer(pattern):
        depth = max(0, depth + bool(token["opening"]) - bool(token["closing"]))
        yield _in_set(token) if depth else _outside(token)


def _in_set(token: re.Match[str]) -> str:
    match token.lastgroup:
        case "scope" | "foreign":
            return token[0]
        case "operator":
            return token[0][0] * 2
        case "other" if token[0] in "|~":
            return f"\\{token[0]}"
    return _spelled(token)


def _outside(token: re.Match[str]) -> str:
    match token.lastgroup:
        case "scope":
            flags = re.sub("[du]", "", token["flags"]).rstrip("-")
            return f"(?{flags}{token['scope']}" if flags else f"(?:{token['scope'].strip(':')}"
        case "foreign":
            raise ValueError(f"'{token[0]}' is not understood")
    return _spelled(token)


def _spelled(token: re.Match[str]) -> str:
    match token.lastgroup:
        case "quoted" | "sign":
            return re.escape(token["quoted"] or token["sign"] or "")
        case "point":
            return f"\\U{token['point']:>08}"
        case "property":
            return f"\\{token['sense']}{{{token['property']}}}"
        case "letter" if token["letter"] not in _ESCAPES:
            raise ValueError(f"'{token[0]}' is not understood")
        case "letter":
            return _ESCAPES[token["letter"]]
    return token[0]
