"""What there is to say of each segment: the findings of ``check``, or those that flags and missed terms make."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from toolkit.bitext import Bitext, Segment, Translation
from toolkit.findings import Finding, Severity
from toolkit.reports import Report, Rule

MISSED = "term-missed"
FLAGS: Mapping[str, str] = {
    MISSED: "a term of the glossary had to be honoured and is not in the English",
    "forbidden-term": "the English has what the glossary forbids",
    "term-repeated": "a term stands once more than in the Arabic, or beside the words that it replaced",
    "unsure-place": "another word seems to render what a forced term renders",
    "spliced": "a term was put into the finished sentence",
    "not-kept": "a number, an address, a code or a placeholder is not as it was",
    "empty": "there is no English",
    "repetition": "the English says the same again and again",
    "length": "the English is far longer or shorter than the Arabic",
    "arabic": "there are Arabic letters in the English",
    "broken-characters": "there are characters in the English that could not be decoded",
    "split": "a long segment was translated in parts",
    "not-arabic": "a segment without Arabic was copied",
}
"""What each flag of ``translate`` means."""
BLANK = Translation(Segment("", 1, 0, 0, ""), "")


@dataclass(frozen=True, slots=True)
class Remarked:
    """A translation, the line of its unit (0 where lines mean nothing), and what there is to say of it.

    ``known`` is what the baseline has, which is no longer to be looked at; ``remarks`` are the others.
    """

    translation: Translation
    line: int
    remarks: tuple[Finding, ...]
    known: tuple[Finding, ...] = ()

    @property
    def needs_review(self) -> bool:
        """Tell whether somebody should look at the segment."""
        return self.translation.needs_review or any(each.severity != "info" for each in self.remarks)


@dataclass(frozen=True, slots=True)
class File:
    """A file, its segments in text order, and the findings that belong to none of them, new and ``known``."""

    name: str
    segments: tuple[Remarked, ...] = ()
    remarks: tuple[Finding, ...] = ()
    known: tuple[Finding, ...] = ()


Marked = tuple[Finding, bool]
"""A finding, and whether the baseline has it."""


def marked(report: Report) -> Iterator[Marked]:
    """Tell of each finding of ``check``, in order, whether the baseline has it; of twins it has the first ones."""
    left = Counter(report.known or ())
    for finding in report.findings or ():
        left[finding] -= 1
        yield finding, left[finding] >= 0


def by_file(report: Report) -> tuple[File, ...]:
    """Lay all that is to be said at its file and segment; files without a bitext come last. No finding is lost."""
    if report.findings is None:
        return tuple(File(bitext.original, tuple(_flagged(bitext))) for bitext in report.bitexts)
    left = _grouped(report)
    files = [File(bitext.original, tuple(_found(bitext, left))) for bitext in report.bitexts]
    loose: dict[str, tuple[Marked, ...]] = {}
    for (name, _), found in left.items():
        loose[name] = loose.get(name, ()) + found
    files = [_with(file, loose.pop(file.name, ())) for file in files]
    return (*files, *(_with(File(name), found) for name, found in loose.items()))


def remarks(files: Iterable[File]) -> Iterator[Finding]:
    """Yield all that is to be looked at, file by file, in text order."""
    for file in files:
        yield from file.remarks
        for segment in file.segments:
            yield from segment.remarks


def known(files: Iterable[File]) -> Iterator[Finding]:
    """Yield what the baseline has, file by file, in text order."""
    for file in files:
        yield from file.known
        for segment in file.segments:
            yield from segment.known


def rules(report: Report, files: Sequence[File]) -> tuple[Rule, ...]:
    """List the checks that looked, or the flags that there are; a finding of another check makes a rule of its own."""
    found = {rule.id: rule for rule in (report.rules if report.findings is not None else _flag_rules())}
    for finding in (*remarks(files), *known(files)):
        found.setdefault(finding.check, Rule(finding.check, finding.severity, ""))
    return tuple(found.values())


def _flag_rules() -> Iterator[Rule]:
    for flag, explanation in FLAGS.items():
        yield Rule(flag, "error" if flag == MISSED else _severity(flag), explanation)


def _severity(flag: str) -> Severity:
    return "warning" if replace(BLANK, flags=(flag,)).needs_review else "info"


def _flagged(bitext: Bitext) -> Iterator[Remarked]:
    lines = _lines(bitext)
    for translation in bitext.translations:
        line = lines.get(translation.segment.unit, 0)
        yield Remarked(translation, line, tuple(_own(translation, bitext.original, line)))


def _own(translation: Translation, file: str, line: int) -> Iterator[Finding]:
    """Make findings of the terms that were missed and of the flags that say something else."""
    missed = [outcome.match.entry for outcome in translation.outcomes if outcome.missed]
    for entry in missed:
        message = f"«{entry.source}» is not rendered by «{entry.target}»"
        yield Finding(MISSED, "error", file, line, translation.segment.id, message)
    for flag in translation.flags:
        if flag != MISSED or not missed:
            yield Finding(flag, _severity(flag), file, line, translation.segment.id, FLAGS.get(flag, flag))


def _found(bitext: Bitext, left: dict[tuple[str, str], tuple[Marked, ...]]) -> Iterator[Remarked]:
    """Take the findings of each segment from those that are left."""
    lines = _lines(bitext)
    for translation in bitext.translations:
        found = left.pop((bitext.original, translation.segment.id), ())
        yield Remarked(translation, lines.get(translation.segment.unit, 0), *_apart(found))


def _with(file: File, found: Iterable[Marked]) -> File:
    new, old = _apart(found)
    return replace(file, remarks=new, known=old)


def _apart(found: Iterable[Marked]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Tell new findings from known ones."""
    pairs = tuple(found)
    return tuple(each for each, is_known in pairs if not is_known), tuple(each for each, is_known in pairs if is_known)


def _grouped(report: Report) -> dict[tuple[str, str], tuple[Marked, ...]]:
    names = {bitext.original for bitext in report.bitexts}
    groups: dict[tuple[str, str], list[Marked]] = {}
    for finding, is_known in marked(report):
        bare = PurePath(finding.file).name
        name = bare if finding.file not in names and bare in names else finding.file
        groups.setdefault((name, finding.segment), []).append((finding, is_known))
    return {key: tuple(found) for key, found in groups.items()}


def _lines(bitext: Bitext) -> Mapping[str, int]:
    return {unit.id: unit.line for unit in bitext.units}
