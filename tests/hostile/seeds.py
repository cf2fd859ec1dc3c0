"""Valid files to begin with: one or more for every format of documents, glossaries, bitexts, packages and rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.conformance import word
from tests.conformance.bitexts import AWKWARD, SAMPLE, written
from toolkit.bitext import TermEntry
from toolkit.glossaries import formats
from toolkit.glossaries.contents import ARABIC_ENGLISH

Kind = Literal["document", "glossary", "bitext", "package", "rules", "settings"]
CASES = Path(__file__).parents[1] / "cases"
ENTRIES = (
    TermEntry("شركة", "company", ("شركات",), ("firm",), "admitted", note="<two> & a tab"),
    TermEntry("حلف الناتو", "NATO", pos="proper noun", match="clitic", case="as-is", forbidden=("Nato",)),
    TermEntry("وفد", "delegation", status="proposed", domain="diplomacy"),
    TermEntry("ميناء الحاويات", "container terminal", reason="the port's own name"),
)
SETTINGS = """# المشروع
encoding = "utf-8"
glossaries = ["terms.tsv"]
domains = ["القانون", "السياسة"]
beam = 5

[translate]
consistent = true
mark = "review"
"""
ARTICLE = "افتتح الوزير الميناء الجديد.\nقال: «نعم، نحن مستعدون»!\n\nعدد السفن ١٢ سفينة (انظر www.example.org).\n"
GUIDE = "> اقتباس **مهم** من [الدليل](guide.md).\n>> أعمق\n\n| اسم | قيمة |\n|---|---|\n| ميناء | `12` |\n"
PAGE = (
    '<!DOCTYPE html>\n<html lang="ar" dir="rtl"><head><title>الميناء</title></head>\n<body>\n<p title="وصف">'
    "نص <b>بارز</b> و<a href='x'>رابط</a>.</p>\n<ul><li>واحد<li>اثنان</ul><pre>  كما هو</pre></body></html>\n"
)
BITEXT = "ar\ten\nصباح الخير\tGood morning\nمساء الخير\tGood evening\nشكرا لكم\tThank you\n"
TARGETS = (("tmx", "tmx"), ("xliff", "xlf"), ("xliff2", "xlf2"), ("po", "po"), ("tsv", "tsv"), ("csv", "csv"))


@dataclass(frozen=True, slots=True)
class Seed:
    """A valid file: what reads it, its name, whose suffix says the format, and its bytes."""

    kind: Kind
    format: str
    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix

    @property
    def zipped(self) -> bool:
        return self.data.startswith(b"PK\x03\x04")

    @property
    def marked_up(self) -> bool:
        """Tell whether the file is XML, or HTML."""
        return self.data.lstrip().startswith(b"<")


def seeds() -> tuple[Seed, ...]:
    """Give the seeds in their order, the same in every run."""
    return (*_documents(), *_glossaries(), *_bitexts(), *_others())


def _documents() -> Iterator[Seed]:
    from toolkit import documents

    for path in sorted((CASES / "documents").iterdir()):
        yield Seed("document", documents.for_input(path.name).name, path.name, path.read_bytes())
    for name, suffix in (*TARGETS, ("jsonl", "jsonl")):
        yield Seed("document", name, f"awkward.{suffix}", written(name, AWKWARD).encode())
    yield Seed("document", "text", "article.txt", ARTICLE.encode())
    yield Seed("document", "markdown", "quotes.md", GUIDE.encode())
    yield Seed("document", "html", "page.xhtml", PAGE.encode())
    for name, data in (("report.docx", _report()), ("plain.docx", word.document(word.paragraph(word.run("نعم لا"))))):
        yield Seed("document", "docx", name, data)


def _report() -> bytes:
    linked = word.paragraph(
        word.run("قال "),
        word.run("الوزير", "<w:b/>"),
        word.field('HYPERLINK "x"', word.run("هنا")),
        word.run(" اليوم."),
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    table = f"<w:tbl><w:tr><w:tc>{word.paragraph(word.run('خلية'))}</w:tc></w:tr></w:tbl>"
    body = linked + word.paragraph(word.run("سطر"), note, properties="<w:bidi/>") + table
    footnotes = f'<w:footnote w:id="2">{word.paragraph(word.run("حاشية"))}</w:footnote>'
    return word.document(body, {"footnotes": footnotes, "styles": '<w:style w:type="paragraph" w:styleId="a"/>'})


def _glossaries() -> Iterator[Seed]:
    for known in formats.FORMATS:
        if known.writer:
            text = known.write(ENTRIES, ARABIC_ENGLISH)
            yield Seed("glossary", known.name, f"terms{known.suffixes[-1]}", text.encode())
    yield Seed("glossary", "xlsx", "terms.xlsx", workbook([["source", "target", "gap"], ["شركة", "company", "1"]]))


def workbook(rows: list[list[str]]) -> bytes:
    """Make an XLSX workbook of one sheet."""
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    cells = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    types = f"""<Types xmlns="{word.PACKAGE}/content-types"><Default Extension="rels"
      ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>
      <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>"""
    book = f"""<workbook xmlns="{sheet}" xmlns:r="{word.OFFICE}">
      <sheets><sheet name="terms" sheetId="1" r:id="rId1"/></sheets></workbook>"""
    parts: Mapping[str, str] = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/workbook.xml": book,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{sheet}"><sheetData>{cells}</sheetData></worksheet>',
    }
    return word.zipped({name: (word.HEAD + text).encode() for name, text in parts.items()})


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{word.PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{word.OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def _bitexts() -> Iterator[Seed]:
    for name, suffix in TARGETS:
        text = BITEXT if name == "tsv" else BITEXT.replace("\t", ",") if name == "csv" else written(name, SAMPLE)
        yield Seed("bitext", f"{name} pairs", f"pairs.{suffix}", text.encode())
    lines = '{"source": "صباح الخير", "target": "Good morning"}\n{"translation": {"ar": "نعم", "en": "Yes"}}\n'
    yield Seed("bitext", "jsonl pairs", "pairs.jsonl", lines.encode())
    for name in ("memory.tmx", "shop.xlf", "help.v2.xlf"):
        path = CASES / "documents" / name
        yield Seed("bitext", f"{path.suffix[1:]} pairs", name, path.read_bytes())


def _others() -> Iterator[Seed]:
    package = (CASES / "old-layout.argosmodel").read_bytes()
    yield from (Seed("package", "argosmodel", "translate-ar_en.argosmodel", package) for _ in range(3))
    yield Seed("rules", "srx", "arabic.srx", (CASES / "arabic.srx").read_bytes())
    yield Seed("settings", "toml", "toolkit.toml", SETTINGS.encode())
