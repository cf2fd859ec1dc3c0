"""The shipped termbase keeps the rules of its own guide."""

from collections import Counter
from pathlib import Path

import pytest

from toolkit import arabic, glossaries, renderings, terms
from toolkit.bitext import TermEntry, TermMatch
from toolkit.engines import installation, packages
from toolkit.engines.argos import ArgosEngine

GLOSSARY = glossaries.stack((), default=True)
ENTRIES = GLOSSARY.entries
FILES = sorted(glossaries.shipped().glob("*.tsv"))


def name(entry: TermEntry) -> str:
    return entry.place.rsplit("/", 1)[-1]


def test_it_is_large_enough_to_be_of_use() -> None:
    domains = Counter(entry.domain for entry in ENTRIES)
    assert len(ENTRIES) >= 1500
    assert domains.pop("countries") <= 400
    assert len(domains) >= 10
    assert min(domains.values()) >= 80


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_sorted_tidy_and_of_its_domain(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    cells = [line.split("\t") for line in lines]
    keys = [arabic.key(arabic.spelling(row[0])) for row in cells[1:]]

    assert cells[0] == list(glossaries.COLUMNS)
    assert keys == sorted(keys)
    assert all(cell == cell.strip() for row in cells for cell in row)
    assert {entry.domain for entry in glossaries.read(path)} == {path.stem}


def test_a_form_stands_once_in_the_whole_termbase() -> None:
    forms = [arabic.key(arabic.spelling(form)) for entry in ENTRIES for form in (entry.source, *entry.source_variants)]

    assert sorted(set(forms)) == sorted(forms)


def test_every_form_of_every_entry_is_found_as_itself() -> None:
    index = terms.index(GLOSSARY)
    lost = [
        f"{name(entry)}: {form}"
        for entry in ENTRIES
        for form in (entry.source, *entry.source_variants)
        if [(match.entry, match.start, match.end) for match in terms.find(index, form)] != [(entry, 0, len(form))]
    ]

    assert lost == []


def test_a_target_is_never_among_its_own_forbidden_renderings() -> None:
    for entry in ENTRIES:
        assert renderings.forbidden([TermMatch(entry, 0, 1)], entry.target) == (), name(entry)


def test_a_forbidden_rendering_has_its_reason() -> None:
    assert [name(entry) for entry in ENTRIES if bool(entry.forbidden) and not entry.reason] == []


def test_the_embedded_model_can_spell_every_target() -> None:
    engine = ArgosEngine(packages.read(installation.embedded()))
    spelt = engine.spellable([entry.target for entry in ENTRIES])

    assert [entry.target for entry, known in zip(ENTRIES, spelt, strict=True) if not known] == []
