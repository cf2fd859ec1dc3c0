"""No hostile input crashes a reader, hangs it, or makes it reach beyond its output."""

from pathlib import Path

import pytest

from tests.hostile import archives, inputs, runs, seeds
from tests.test_packages import OLD
from toolkit import documents, inline
from toolkit.bitext import Code
from toolkit.documents.contents import Content
from toolkit.engines import installation, packages
from toolkit.engines.argos import ArgosEngine
from toolkit.errors import InputError, ModelError, ToolkitError
from toolkit.glossaries import formats, stacking

MEMBERS = archives.members_of(OLD.read_bytes())
ROOT = "translate-ar_en-1_0"


def test_two_hundred_hostile_inputs_are_read_or_refused() -> None:
    table = runs.run(seed=7, count=200)
    assert table.defects == (), table.text
    assert table.parsed >= 0.5, table.text


def test_every_format_that_is_read_has_a_seed() -> None:
    names = {(seed.kind, seed.format) for seed in seeds.seeds()}
    assert {("document", known.name) for known in documents.FORMATS if known.reader} <= names
    assert {("glossary", known.name) for known in formats.FORMATS} <= names


def test_an_input_is_the_same_in_every_run() -> None:
    one, other = seeds.seeds(), seeds.seeds()
    for number in range(40):
        assert inputs.hostile(3, number, one) == inputs.hostile(3, number, other)


def package(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "p.argosmodel"
    path.write_bytes(archives.packed(members))
    return path


def test_a_name_in_a_zip_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = package(tmp_path, {**MEMBERS, f"{ROOT}/عنوان": b""})
    path.write_bytes(path.read_bytes().replace("عنوان".encode(), b"\xff" * 10))
    with pytest.raises(ModelError, match="not a sound"):
        packages.read(path)


def test_a_member_that_nobody_needs_cannot_break_an_installation(tmp_path: Path) -> None:
    path = package(tmp_path, {**MEMBERS, f"{ROOT}/extra": b"x"})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\1\2") + 8] |= 1  # locked with a password
    path.write_bytes(bytes(data))
    with pytest.raises(ToolkitError):
        installation.install_file(path)


def test_a_broken_line_of_a_tokenizer_does_not_end_the_process(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("argostranslate.apply_bpe")
    read = packages.read(package(tmp_path, {**MEMBERS, f"{ROOT}/bpe.model": "ا ل\nا\n".encode()}))
    with pytest.raises(ModelError, match="its tokenizer cannot be loaded: Error: invalid line"):
        ArgosEngine(read).size("نص")
    assert capfd.readouterr().err == ""


def test_the_number_of_a_plural_form_has_an_end() -> None:
    text = f'msgid "نص"\nmsgid_plural "نصوص"\nmsgstr[{"9" * 5000}] "text"\n'
    with pytest.raises(InputError, match=r"a\.po:1: not PO: the number of a plural form"):
        documents.for_input("a.po").read(Content("a.po", text.encode()))


def test_very_many_codes_keep_their_order_and_overflow_nothing() -> None:
    codes = [Code(number, "<b>", "open", number) for number in range(2000)]
    pieces = inline.place("ب" * 2000, "word " * 400, codes, [])
    assert [piece for piece in pieces if isinstance(piece, Code)] == codes
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == "word " * 400


def test_a_table_that_repeats_a_line_is_read_soon(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("source\ttarget\tstatus\n" + "شركة\tcompany\tadmitted\n" * 500, "utf-8")
    assert len({entry.target for entry in stacking.stack([path], default=False).entries}) == 1


def test_an_xlsx_that_is_broken_is_refused_in_one_line(tmp_path: Path) -> None:
    members = archives.members_of(seeds.workbook([["source", "target"]]))
    path = tmp_path / "t.xlsx"
    path.write_bytes(archives.packed({**members, "xl/workbook.xml": b"<workbook"}))
    with pytest.raises(InputError) as caught:
        formats.read(path)
    assert "\n" not in str(caught.value)


def test_brackets_without_end_are_text() -> None:
    units = documents.for_input("a.md").read(Content("a.md", ("نص " + "[" * 5000 + "ب" + "](x)" * 5000).encode()))
    assert len(units) == 1


def test_the_gap_of_a_term_is_no_endless_number(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text(f"source\ttarget\tgap\nشركة\tcompany\t{'9' * 5000}\n", "utf-8")
    with pytest.raises(InputError, match="t.tsv:2: gap holds a number of 5000 digits"):
        formats.read(path)


def test_an_xlsx_that_is_packed_as_nobody_packs_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    path = tmp_path / "t.xlsx"
    data = bytearray(seeds.workbook([["source", "target"]]))
    for place in (at for at in range(len(data)) if data[at : at + 4] in (b"PK\1\2", b"PK\3\4")):
        data[place + (10 if data[place + 2] == 1 else 8)] = 99
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match="not an XLSX workbook"):
        formats.read(path)
