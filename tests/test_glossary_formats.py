"""Glossaries come and go in every format without losing a column, or the converter says which."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.conformance.bitexts import schema
from tests.strategies import arabic_words
from toolkit import cli, glossaries
from toolkit.arabic import BLANKS
from toolkit.bitext import TermEntry
from toolkit.errors import Exit, InputError, ToolkitError, UsageError
from toolkit.glossaries import formats, tables
from toolkit.glossaries.contents import ARABIC_ENGLISH, Content, Languages
from toolkit.glossaries.conversion import Options, convert
from toolkit.glossaries.formats import FORMATS, SUFFIXES, Format
from toolkit.glossaries.tables import COLUMNS, Row

FULL = TermEntry(
    "شركة", "company", ("شركات", "الشركة"), ("firm",), "admitted", "other", "stem", "enforce", 1, "as-is",
    ("society", "partnership"), "wrong", "law", "ACME", "ask",
)  # fmt: skip
ENTRIES = (
    FULL,
    TermEntry("حلف الناتو", "NATO", pos="proper noun", match="clitic", case="as-is", forbidden=("Nato",)),
    TermEntry("KUNA", "KUNA", status="do-not-translate", pos="proper noun", match="exact", case="as-is"),
    TermEntry("حصة", "quota", status="deprecated", target_variants=("share",), forbidden=("portion",)),
    TermEntry("وفد", "delegation", status="proposed", note='<two> "kinds" & a tab'),
    TermEntry("كبير", "senior", pos="adjective"),
)
LOSSLESS = pytest.mark.parametrize("name", ["csv", "tsv", "tbx", "tbx2", "utx"])
PRINTED = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Zl", "Zp"))
TARGET = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Zl", "Zp"), exclude_characters="|")


def line_of_text() -> st.SearchStrategy[str]:
    return st.text(PRINTED, max_size=30).map(lambda text: " ".join(text.split()))


def english() -> st.SearchStrategy[str]:
    return st.text(TARGET, max_size=12).filter(lambda text: text.strip(BLANKS) != "")


def several(terms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(terms, max_size=3).map("|".join)


def entries(text: st.SearchStrategy[str]) -> st.SearchStrategy[list[TermEntry]]:
    """Draw entries as a table would give them, every column filled now and then."""
    cells = {
        "source": st.lists(arabic_words(), min_size=1, max_size=3).map(" ".join),
        "target": english(),
        "source_variants": several(arabic_words()),
        "target_variants": several(english()),
        "status": st.sampled_from(("", *tables.STATUSES)),
        "pos": st.sampled_from(("", *tables.PARTS_OF_SPEECH)),
        "match": st.sampled_from(("", *tables.MATCH_MODES)),
        "ambiguous": st.sampled_from(tables.DOUBTS),
        "gap": st.integers(0, 3).map(str),
        "case": st.sampled_from(("", *tables.CASES)),
        "forbidden": several(english()),
        "reason": text,
        "domain": text,
        "client": text,
        "note": text | st.sampled_from(["toolkit:gap=9", "toolkit:", "-", "#", "a  b"]),
    }
    return st.lists(st.fixed_dictionaries(cells).map(lambda row: tables.entry(Row(row, "drawn:1"))), max_size=4)


def targets_of(entry: TermEntry) -> tuple[str, ...]:
    return (entry.target, *entry.target_variants)


def known(name: str) -> Format:
    return formats.for_input(Path("-"), name)


def read_back(name: str, written: list[TermEntry] | tuple[TermEntry, ...]) -> list[TermEntry]:
    text = known(name).write(written, ARABIC_ENGLISH)
    return list(known(name).read(Content(Path(f"back.{name}"), text.encode())).entries)


def file(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        glossaries.read(path)
    return str(refused.value).removeprefix(f"{path}")


@LOSSLESS
def test_every_column_comes_back(name: str) -> None:
    assert read_back(name, ENTRIES) == list(ENTRIES)


@pytest.mark.parametrize("name", ["csv", "tsv", "tbx", "tbx2"])
@given(drawn=entries(st.text(PRINTED | st.sampled_from("\n\t"), max_size=30)))
def test_any_text_comes_back(name: str, drawn: list[TermEntry]) -> None:
    assert read_back(name, drawn) == drawn


@given(drawn=entries(line_of_text()))
def test_any_line_of_text_comes_back_from_utx(drawn: list[TermEntry]) -> None:
    flat = [entry for entry in drawn if "  " not in entry.note]
    assert read_back("utx", flat) == flat


@given(drawn=entries(line_of_text()))
def test_omegat_offers_every_pair_that_is_not_deprecated(drawn: list[TermEntry]) -> None:
    offered = {(entry.source, target) for entry in read_back("omegat", drawn) for target in targets_of(entry)}
    wanted = {(entry.source, target) for entry in drawn if entry.status != "deprecated" for target in targets_of(entry)}
    assert wanted <= offered


@LOSSLESS
def test_no_entries_are_a_file_too(name: str) -> None:
    assert read_back(name, ()) == []


@pytest.mark.parametrize("made", [ENTRIES, ()], ids=["entries", "none"])
def test_tbx_is_valid_against_its_schema(made: tuple[TermEntry, ...]) -> None:
    grammar = etree.RelaxNG(etree.parse(str(schema("TBXcoreStructV03.rng"))))
    grammar.assertValid(etree.fromstring(known("tbx").write(made, ARABIC_ENGLISH).encode()))


@given(drawn=entries(line_of_text()))
def test_tbx_stays_valid_whatever_the_entries_say(drawn: list[TermEntry]) -> None:
    grammar = etree.RelaxNG(etree.parse(str(schema("TBXcoreStructV03.rng"))))
    grammar.assertValid(etree.fromstring(known("tbx").write(drawn, ARABIC_ENGLISH).encode()))


def test_the_example_of_tbx_basic_is_read() -> None:
    path = schema("tbx-basic-dca-example.tbx")
    reading = known("tbx").read(Content(path, path.read_bytes(), languages=Languages("en", "es")))
    disk = next(entry for entry in reading.entries if entry.source == "circumstellar accretion disk")

    assert len(reading.entries) == 39
    assert disk.source_variants == ("accretion disc", "circumstellar disk")
    assert (disk.target, disk.target_variants) == ("disco de acreción", ("disco de acrecimiento",))
    assert disk.domain == "Stellar Birth"
    assert disk.note.startswith("G-Source: http")
    assert reading.notices[:2] == (
        "left out for want of a term in en or in es: 6 of the concepts",
        "left out, for no column holds it: context (104 times)",
    )


def test_a_glossary_of_other_languages_is_refused_with_those_it_has() -> None:
    with pytest.raises(InputError, match="no concept with a term in ar and one in en; it has: en, es"):
        glossaries.read(schema("tbx-basic-dca-example.tbx"))


def test_translate_toolkit_reads_the_second_version_of_tbx() -> None:
    storage = pytest.importorskip("translate.storage.tbx")
    text = known("tbx2").write(ENTRIES, ARABIC_ENGLISH)
    units = storage.tbxfile.parsestring(text.encode(), sourcelanguage="ar", targetlanguage="en").units
    wordings = [[(term.text, term.deprecated) for term in unit.get_target_terms()] for unit in units]

    assert [(unit.source, unit.target) for unit in units] == [(entry.source, entry.target) for entry in ENTRIES]
    assert wordings[0] == [("company", False), ("firm", False), ("society", True), ("partnership", True)]
    assert [term.text for term in units[0].get_source_terms()] == ["شركة", "شركات", "الشركة"]


def test_translate_toolkit_reads_utx(tmp_path: Path) -> None:
    storage = pytest.importorskip("translate.storage.utx")
    path = tmp_path / "a.utx"
    path.write_bytes(known("utx").write(ENTRIES, ARABIC_ENGLISH).replace("\n", "\r\n").encode())
    units = storage.UtxFile.parsefile(str(path)).units
    assert [(unit.source, unit.target) for unit in units] == [(entry.source, entry.target) for entry in ENTRIES]


MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="1"><descripGrp><descrip type="definition">A military
   alliance.</descrip></descripGrp>
 <langSet xml:lang="en-GB">
  <ntig><termGrp><term>Atlantic pact</term><termNote type="administrativeStatus">superseded</termNote></termGrp></ntig>
  <ntig><termGrp><term>NATO</term><termNote type="normativeAuthorization">preferredTerm</termNote></termGrp></ntig>
 </langSet>
 <langSet xml:lang="ar-KW"><tig><term>حلف <hi>الناتو</hi></term></tig></langSet>
</termEntry>
<termEntry><langSet xml:lang="en"><tig><term>lonely</term></tig></langSet></termEntry>
</body></text></martif>"""

DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="ar" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry id="c1"><min:subjectField>law</min:subjectField><min:customerSubset>ACME</min:customerSubset>
<langSec xml:lang="ar"><termSec><term>شركة</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>company</term><min:partOfSpeech>verb</min:partOfSpeech>
<min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""


def test_the_second_version_of_tbx_is_read_as_others_write_it(tmp_path: Path) -> None:
    path = file(tmp_path, "a.tbx", MARTIF)
    nato = TermEntry(
        "حلف الناتو", "NATO", pos="proper noun", match="clitic", case="as-is",
        forbidden=("Atlantic pact",), note="A military alliance.",
    )  # fmt: skip
    assert glossaries.read(path) == (nato,)
    assert glossaries.read(path)[0].place == f"{path}:4"


def test_a_concept_without_a_pair_is_told(tmp_path: Path) -> None:
    notices = convert(file(tmp_path, "a.tbx", MARTIF), tmp_path / "a.tsv")
    assert notices == ("left out for want of a term in ar or in en: 1 of the concepts",)


def test_the_style_with_elements_of_its_own_is_read(tmp_path: Path) -> None:
    expected = TermEntry(
        "شركة", "company", status="admitted", pos="verb", match="exact", domain="law", client="ACME"
    )  # fmt: skip
    assert glossaries.read(file(tmp_path, "a.tbx", DCT)) == (expected,)


BOMB = "".join(f'\n<!ENTITY b{one} "{f"&b{one - 1};" * 10}">' for one in range(1, 12))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (f'<!DOCTYPE tbx [<!ENTITY b0 "ha">{BOMB}]>\n<tbx>&b11;</tbx>', ":1: "),
        (f'<!DOCTYPE tbx [\n<!ENTITY b0 "ha">{BOMB}]>\n<tbx a="&b11;"/>', ":"),
        ('<!DOCTYPE tbx [\n<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<tbx>&x;</tbx>', ":2: declares entities"),
        ('<!DOCTYPE tbx [<!ENTITY % x SYSTEM "http://localhost/x.dtd"> %x;]>\n<tbx/>', ":1: declares entities"),
        ("<tbx>\n<text></tbx>", ":2: not well-formed XML: "),
        ("", ":1: not well-formed XML: "),
        ("<html/>", ":1: not TBX: the root element is <html>"),
        (MARTIF.replace("NATO", "NA|TO"), ":4: target holds «|»"),
    ],
)
def test_hostile_and_broken_xml_is_refused_in_one_line(tmp_path: Path, content: str, message: str) -> None:
    refused = refusal(file(tmp_path, "a.tbx", content))
    assert refused.startswith(message)
    assert "\n" not in refused


def test_lines_of_omegat_with_one_source_are_one_entry(tmp_path: Path) -> None:
    path = file(tmp_path, "a.utf8", "# remark\n\nشركة\tcompany\task\nوفد\tdelegation\nشركة\tfirm\n")
    assert glossaries.read(path) == (
        TermEntry("شركة", "company", target_variants=("firm",), note="ask"),
        TermEntry("وفد", "delegation"),
    )


def test_omegat_comes_back_but_for_what_is_told(tmp_path: Path) -> None:
    path = file(tmp_path, "a.tsv", known("tsv").write(ENTRIES, ARABIC_ENGLISH))
    notices = convert(path, tmp_path / "a.utf8")
    lines = (tmp_path / "a.utf8").read_text(encoding="utf-8").splitlines()

    assert lines[:4] == ["شركة\tcompany\task", "شركة\tfirm\task", "شركات\tcompany\task", "الشركة\tcompany\task"]
    assert "quota" not in "".join(lines)
    assert "omegat has no place of its own for client: lost in 1 of 6 entries" in notices
    assert "omegat holds no entry of its own for 1 of 6 entries (deprecated)" in notices


UTX = "#UTX 1.11; ar/en; 2013-12-20; license: CC-by 3.0\n#description: x\n#src\ttgt\tsrc:pos\tterm status\tconcept ID\n"


def test_utx_is_read_as_others_write_it(tmp_path: Path) -> None:
    path = file(
        tmp_path, "a.utx", f"{UTX}شركة\tcompany\tnoun\tapproved\t1\nشركة\tfirm\tnoun\tforbidden\t-\nوفد\tgroup\n"
    )
    assert glossaries.read(path) == (
        TermEntry("شركة", "company"),
        TermEntry("شركة", "firm", status="deprecated"),
        TermEntry("وفد", "group"),
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.utx", "src\ttgt\n", ":1: not UTX: the first line"),
        ("a.utx", "#UTX 1.11; ar/en\nوفد\tx\n", ":1: not UTX: no line of the header"),
        ("a.utx", f"{UTX}وفد\tx\t\t\t\t\t\n", ":4: 7 cells where the header has 5"),
        ("a.utx", f"{UTX}وفد\tx\tnoun\tgood\n", ":4: status «good» is not known"),
        ("a.utf8", "وفد delegation\n", ":1: no tab between source and target"),
        ("a.utf8", "شركة\tcompany\nوفد\t\n", ":2: «وفد» has no target"),
        ("a.doc", "", ": not a glossary that can be read; one of: .csv, .tsv, .txt, .tbx"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    assert refusal(file(tmp_path, name, content)).startswith(message)


def test_a_workbook_is_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Source", "target", "gap"], [None, None, None], ["شركة", "company", 1], ["رؤية", 2030, None]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    company, vision = glossaries.read(tmp_path / "a.xlsx")
    assert (company.target, company.gap, vision.target) == ("company", 1, "2030")
    assert company.place == f"{tmp_path / 'a.xlsx'}:3"


def test_a_broken_workbook_is_refused_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    assert refusal(file(tmp_path, "a.xlsx", "PK")).startswith(": not an XLSX workbook that can be read: ")


def test_every_format_can_be_stacked(tmp_path: Path) -> None:
    for each in FORMATS:
        if each.writer:
            path = file(tmp_path, f"{each.name}{each.suffixes[0]}", each.write(ENTRIES[1:2], ARABIC_ENGLISH))
            assert glossaries.stack((path,), default=False).entries[0].target == "NATO"


def test_a_suffix_belongs_to_one_format() -> None:
    assert len(SUFFIXES) == len(set(SUFFIXES))


def test_the_shipped_termbase_comes_back_from_tbx(tmp_path: Path) -> None:
    table = sorted(glossaries.shipped().glob("*.tsv"))[0]
    assert convert(table, tmp_path / "a.tbx") == ()
    assert convert(tmp_path / "a.tbx", tmp_path / "a.tsv") == ()
    assert glossaries.read(tmp_path / "a.tsv") == glossaries.read(table)
    assert (tmp_path / "a.tsv").read_text(encoding="utf-8").startswith("\t".join(COLUMNS))


@pytest.mark.parametrize("encoding", ["", "windows-1256"])
def test_an_encoding_is_recognised_or_named(tmp_path: Path, encoding: str) -> None:
    path = file(tmp_path, "a.txt", "الشركة\tthe company\nالوفد\tthe delegation\n", "windows-1256")
    convert(path, tmp_path / "a.csv", Options(reader="omegat", encoding=encoding))
    assert [entry.source for entry in glossaries.read(tmp_path / "a.csv")] == ["الشركة", "الوفد"]


@pytest.mark.parametrize(
    ("target", "options", "error", "message"),
    [
        ("b.xlsx", Options(), UsageError, "not a glossary that can be written; one of: csv (.csv), tsv"),
        ("b", Options(), UsageError, "not a glossary that can be written"),
        ("b.csv", Options(writer="doc"), UsageError, "unknown format 'doc'; known are csv, tsv, tbx"),
        ("b.csv", Options(reader="tbx"), InputError, "not well-formed XML"),
        ("b.csv", Options(reader="tbx", encoding="klingon"), UsageError, "unknown encoding 'klingon'"),
        ("none/b.csv", Options(), ToolkitError, "there is no folder"),
    ],
)
def test_what_cannot_be_converted_is_told_and_writes_nothing(
    tmp_path: Path, target: str, options: Options, error: type[ToolkitError], message: str
) -> None:
    path = file(tmp_path, "a.csv", "source,target\nوفد,delegation\n")
    with pytest.raises(error) as refused:
        convert(path, tmp_path / target, options)
    assert message in str(refused.value)
    assert not (tmp_path / target).exists()


def test_the_command_tells_on_stderr_what_is_lost(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = file(tmp_path, "a.csv", "source,target,domain\nوفد,delegation,law\n")
    assert cli.run(["glossary", "convert", str(path), "-", "--to", "omegat"]) == Exit.DONE
    assert capfd.readouterr() == (
        "وفد\tdelegation\n",
        "toolkit: omegat has no place of its own for domain: lost in 1 of 1 entries\n",
    )


def test_the_languages_of_tbx_can_be_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = file(tmp_path, "a.csv", "source,target\nقصر,palais\n")
    assert cli.run(["glossary", "convert", str(path), str(tmp_path / "a.tbx"), "--languages", "ar/fr-CA"]) == Exit.DONE
    assert '<langSec xml:lang="fr-CA">' in (tmp_path / "a.tbx").read_text(encoding="utf-8")
    assert cli.run(["glossary", "convert", str(path), "-", "--to", "tbx", "--languages", "ar"]) == Exit.USAGE
    assert "is not SOURCE/TARGET" in capfd.readouterr().err
