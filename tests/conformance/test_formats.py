"""Every export against its official grammar and through somebody else's reader."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from tests.conformance.bitexts import AWKWARD, EMPTY, SAMPLE, pairs, schema, written
from toolkit.bitext import Bitext

BITEXTS = pytest.mark.parametrize("made", [SAMPLE, AWKWARD, EMPTY], ids=["sample", "awkward", "empty"])


@BITEXTS
def test_tmx_is_valid_against_its_dtd(made: Bitext) -> None:
    dtd = etree.DTD(str(schema("tmx14.dtd")))
    assert dtd.validate(_parsed("tmx", made)), dtd.error_log


@BITEXTS
def test_xliff_is_valid_against_the_strict_schema(made: Bitext) -> None:
    grammar = etree.XMLSchema(etree.parse(str(schema("xliff-core-1.2-strict.xsd"))))
    grammar.assertValid(_parsed("xliff", made))


@BITEXTS
def test_xliff2_is_valid_against_the_core_and_the_glossary_module(made: Bitext) -> None:
    core, glossary = schema("xliff-2.0/xliff_core_2.0.xsd"), schema("xliff-2.0/modules/glossary.xsd")
    both = f"""<schema xmlns="http://www.w3.org/2001/XMLSchema">
      <import namespace="urn:oasis:names:tc:xliff:document:2.0" schemaLocation="{core}"/>
      <import namespace="urn:oasis:names:tc:xliff:glossary:2.0" schemaLocation="{glossary}"/></schema>"""
    etree.XMLSchema(etree.fromstring(both)).assertValid(_parsed("xliff2", made))


@BITEXTS
@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_msgfmt_accepts_a_catalogue(made: Bitext, tmp_path: Path) -> None:
    path = tmp_path / "out.po"
    path.write_bytes(written("po", made).encode())
    command = ["msgfmt", "-c", "-o", str(tmp_path / "out.mo"), str(path)]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (result.returncode, _without_date(result.stderr)) == (0, "")


@BITEXTS
@pytest.mark.parametrize(
    ("name", "reader"), [("tmx", "tmx.tmxfile"), ("xliff2", "xliff2.Xliff2File"), ("po", "pypo.pofile")]
)
def test_translate_toolkit_reads_the_same_segments(name: str, reader: str, made: Bitext) -> None:
    assert pairs(made) == _read_by_others(reader, written(name, made))


def test_translate_toolkit_reads_the_same_units_from_xliff() -> None:
    sources = [unit.source for unit in SAMPLE.units if SAMPLE.by_unit()[unit.id]]
    lines = [line for line in written("text", SAMPLE).split("\n") if line]
    assert list(zip(sources, lines, strict=True)) == _read_by_others("xliff.xlifffile", written("xliff", SAMPLE))


def _read_by_others(reader: str, text: str) -> list[tuple[str, str]]:
    module, _, name = reader.partition(".")
    storage = pytest.importorskip(f"translate.storage.{module}")
    store = getattr(storage, name).parsestring(text.encode())
    return [(str(unit.source), str(unit.target)) for unit in store.units if not unit.isheader()]


def _without_date(messages: str) -> str:
    """Leave out the one warning that follows from having no clock."""
    return "".join(line for line in messages.splitlines(True) if "PO-Revision-Date" not in line)


def _parsed(name: str, made: Bitext) -> etree._Element:
    return etree.fromstring(written(name, made).encode())
