"""Word documents in and out: paragraphs are units, only they change, and python-docx reads what comes out."""

import re
import struct
import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conformance.word import (
    HEAD,
    WORD,
    document,
    field,
    paragraph,
    part,
    run,
    unzipped,
    zipped,
)
from tests.strategies import arabic_text
from toolkit.bitext import Code, Unit
from toolkit.documents.contents import Content, Filled
from toolkit.documents.docx import document as docx
from toolkit.errors import InputError

RTL = "<w:rtl/>"
BOLD = "<w:b/><w:bCs/><w:rtl/>"
LINK = '<w:hyperlink r:id="rId9" w:history="1">'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
BOX = "<w:txbxContent>" + paragraph(run("نص الإطار")) + "</w:txbxContent>"
BOXES = (
    f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{BOX}</wps:txbx></mc:Choice>'
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
BODY = "".join(
    [
        paragraph(run("تقرير سنوي", RTL), properties="<w:bidi/>"),
        paragraph(run("قال الوزير إن ", RTL), run("الاجتماع", BOLD), run(" سيعقد غداً.", RTL), properties="<w:bidi/>"),
        paragraph(run("زوروا "), LINK, run("موقعنا"), "</w:hyperlink>", run(" اليوم"), NOTE),
        paragraph("<w:r><w:t>الاسم:</w:t><w:tab/><w:t>سمير</w:t><w:br/><w:t>العمر: ٤٠</w:t></w:r>"),
        paragraph(run("صفحة "), field("PAGE", run("٣")), run(" من "), field("NUMPAGES", run("٩"))),
        paragraph(field('HYPERLINK "https://example.org"', run("رابط خارجي")), run(" مفيد")),
        paragraph(run("  ")),
        paragraph(BOXES, run("بجانب الإطار")),
    ]
)
PARTS = {
    "footnotes": f'<w:footnote w:id="2">{paragraph(run("حاشية أولى"))}</w:footnote>',
    "header": paragraph(run("ترويسة الصفحة")),
    "comments": f'<w:comment w:id="0">{paragraph(run("تعليق"))}</w:comment>',
}
SAMPLE = document(BODY, PARTS)


def content(data: bytes) -> Content:
    """Name a document as the errors do."""
    return Content("a.docx", data)


def units(data: bytes) -> dict[str, Unit]:
    """Read a document into units by their ids."""
    return {unit.id: unit for unit in docx.read(content(data))}


def identity(unit: Unit) -> Filled:
    """Make a target that repeats the source with its codes."""
    pieces: list[str | Code] = []
    place = 0
    for code in unit.codes:
        pieces += [unit.source[place : code.offset], code]
        place = code.offset
    return Filled((*pieces, unit.source[place:]))


def repeated(data: bytes) -> bytes:
    """Fill a document with what it says already."""
    return docx.fill(content(data), {unit.id: identity(unit) for unit in docx.read(content(data))})


def english(body: str, *pieces: str | int, parts: dict[str, str] | None = None) -> str:
    """Fill the first unit of a body with text and the codes of some numbers; spell the part of the body."""
    data = document(body, parts)
    unit = docx.read(content(data))[0]
    filled = Filled(tuple(unit.codes[piece] if isinstance(piece, int) else piece for piece in pieces))
    return unzipped(docx.fill(content(data), {unit.id: filled}))["word/document.xml"].decode()


def texts(xml: str) -> list[str]:
    """List the tags of breaks, links and properties that matter, and the texts."""
    return re.findall(r"<w:(?:b|tab|br)/>|</?w:hyperlink|(?<=preserve\">)[^<]+", xml)


def test_paragraphs_are_units_wherever_they_stand() -> None:
    assert {name: unit.source for name, unit in units(SAMPLE).items()} == {
        "p1": "تقرير سنوي",
        "p2": "قال الوزير إن الاجتماع سيعقد غداً.",
        "p3": "زوروا موقعنا اليوم",
        "p4": "الاسم:\nسمير\nالعمر: ٤٠",
        "p5": "صفحة  من ",
        "p6": "رابط خارجي مفيد",
        "p8": "بجانب الإطار",
        "p9": "نص الإطار",
        "footnotes.p1": "حاشية أولى",
        "header.p1": "ترويسة الصفحة",
    }


def test_codes_stand_for_looks_links_fields_and_notes() -> None:
    codes = {name: [(code.offset, code.text) for code in unit.codes] for name, unit in units(SAMPLE).items()}

    assert codes["p1"] == []
    assert codes["p2"] == [(14, "<r1>"), (22, "</r1>")]
    assert codes["p3"] == [(6, "<hyperlink1>"), (12, "</hyperlink1>"), (18, "<footnoteReference2/>")]
    assert codes["p4"] == [(6, "<tab1/>"), (11, "<br2/>")]
    assert codes["p5"] == [(5, "<field1/>"), (9, "<field2/>")]
    assert codes["p6"] == [(0, "<field1>"), (10, "</field1>")]


def test_what_differs_only_for_arabic_and_for_revisions_is_one_look() -> None:
    noise = ['<w:rFonts w:hint="cs"/><w:rtl/>', '<w:lang w:bidi="ar-EG"/>', "<w:noProof/>", '<w:rFonts w:cs="Arial"/>']
    body = paragraph("".join(run("كلمة ", each) + '<w:proofErr w:type="spellStart"/>' for each in noise))

    assert units(document(body))["p1"].codes == ()


def test_a_blank_that_shows_nothing_has_the_look_of_its_neighbour() -> None:
    blank, line = (units(document(paragraph(run("الاسم"), run("   ", each))))["p1"] for each in ("<w:b/>", "<w:u/>"))

    assert (len(blank.codes), len(line.codes)) == (0, 2)


def test_the_same_text_again_reads_the_same() -> None:
    assert docx.read(content(SAMPLE)) == docx.read(content(repeated(SAMPLE)))


def test_one_target_changes_one_unit() -> None:
    before, after = (units(data) for data in (SAMPLE, docx.fill(content(SAMPLE), {"p1": Filled(("Annual report",))})))

    assert after.pop("p1").source == "Annual report"
    assert {name: unit for name, unit in before.items() if name != "p1"} == after


def test_all_other_parts_keep_their_bytes_and_the_zip_its_order() -> None:
    filled = docx.fill(content(SAMPLE), {"p1": Filled(("Annual report",))})

    before, after = unzipped(SAMPLE), unzipped(filled)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml"]


def test_the_same_targets_give_the_same_bytes() -> None:
    assert repeated(SAMPLE) == repeated(SAMPLE)


def test_codes_may_change_places_and_keep_what_they_stand_for() -> None:
    body = paragraph(run("قال "), run("زيد", BOLD), run(" في "), LINK, run("الموقع"), "</w:hyperlink>", run("."))
    xml = english(body, "On ", 2, "the site ", 0, "Zayd", 1, 3, " spoke.")

    assert texts(xml) == ["On ", "<w:hyperlink", "the site ", "<w:b/>", "Zayd", "</w:hyperlink", " spoke."]


def test_codes_that_cross_still_give_sound_xml() -> None:
    body = paragraph(run("قال "), run("زيد", BOLD), LINK, run("الموقع"), "</w:hyperlink>", run(" أمس"))

    assert texts(english(body, 0, "one", 2, "two", 1, "three", 3)) == [
        *("<w:b/>", "one", "<w:hyperlink", "two", "</w:hyperlink", "three"),
    ]


def test_a_tab_takes_the_blank_beside_it() -> None:
    body = paragraph("<w:r><w:t>الاسم:</w:t><w:tab/><w:t>سمير</w:t></w:r>")

    assert texts(english(body, "Name:", 0, " Samir")) == ["Name:", "<w:tab/>", "Samir"]
    assert texts(english(body, "Name: ", 0, "Samir")) == ["Name:", "<w:tab/>", "Samir"]


def test_english_goes_from_left_to_right() -> None:
    xml = english(paragraph(run("نص", RTL), properties='<w:bidi/><w:jc w:val="left"/><w:rPr><w:rtl/></w:rPr>'), "Text")

    assert '<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t' in xml


def test_a_direction_that_a_style_gives_is_taken_back() -> None:
    style = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:pPr><w:bidi/></w:pPr><w:rPr><w:rtl/></w:rPr>'
    xml = english(paragraph(run("نص")), "Text", parts={"styles": f"{style}</w:style>"})

    assert '<w:pPr><w:bidi w:val="0"/></w:pPr><w:r><w:rPr><w:rtl w:val="0"/>' in xml


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<w:jc w:val="right"/>', '<w:jc w:val="left"/>'),
        ('<w:bidi/><w:jc w:val="right"/>', '<w:jc w:val="right"/>'),
        ('<w:bidi/><w:jc w:val="center"/>', '<w:jc w:val="center"/>'),
        ('<w:bidi/><w:jc w:val="mediumKashida"/>', '<w:jc w:val="both"/>'),
    ],
)
def test_alignment_is_mirrored_as_word_wants_it(before: str, after: str) -> None:
    assert f"<w:pPr>{after}</w:pPr>" in english(paragraph(run("نص"), properties=before), "Text")


def test_what_arabic_runs_show_english_runs_show() -> None:
    shown = "<w:bCs/><w:i/><w:szCs w:val='32'/><w:rtl/>"
    kept = '<w:b/><w:bCs/><w:i/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US"/>'

    assert f"<w:rPr>{kept}</w:rPr>" in english(paragraph(run("نص", shown)), "Text")


def test_tables_and_sections_begin_at_the_left() -> None:
    table = f"<w:tbl><w:tblPr><w:bidiVisual/></w:tblPr><w:tr><w:tc>{paragraph(run('خلية'))}</w:tc></w:tr></w:tbl>"

    xml = english(f"{table}<w:sectPr><w:bidi/></w:sectPr>", "Cell")
    assert ("bidi" in xml, "Cell" in xml) == (False, True)


def test_a_text_box_and_its_copy_for_older_programs_say_the_same() -> None:
    xml = english(BOX.replace("نص الإطار", "مقدمة") + paragraph(BOXES), "x")
    filled = docx.fill(content(SAMPLE), {"p9": Filled(("A box",)), "p8": identity(units(SAMPLE)["p8"])})

    assert xml.count("نص الإطار") == 2
    assert unzipped(filled)["word/document.xml"].count(b"A box") == 2


def test_tracked_changes_stay() -> None:
    deleted = '<w:del w:id="7"><w:r><w:delText>قديم</w:delText></w:r></w:del>'
    body = paragraph(run("نص "), deleted, '<w:ins w:id="8">', run("جديد"), "</w:ins>")

    assert units(document(body))["p1"].source == "نص جديد"
    assert deleted in english(body, "A ", 0, 1, "new", 2, " text")


def test_a_field_over_several_paragraphs_is_kept() -> None:
    begin, end = field("TOC", run("المقدمة") + "</w:p><w:p>" + run("الخاتمة")).split("</w:p><w:p>")
    body = f"<w:p>{begin}</w:p><w:p>{end}</w:p>"

    assert [unit.source for unit in units(document(body)).values()] == ["المقدمة", "الخاتمة"]
    assert re.findall('fldCharType="(.*?)"', unzipped(repeated(document(body)))["word/document.xml"].decode()) == [
        *("begin", "separate", "end"),
    ]


def test_what_begins_elsewhere_never_ends_behind_what_begins_here() -> None:
    end, begin = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("end", "begin"))
    xml = english(paragraph(end, run("الفهرس"), begin), 1, "Contents", 0)

    assert re.findall('fldCharType="(.*?)"', xml) == ["end", "begin"]


def test_a_content_control_shows_the_english_and_no_data_outside() -> None:
    control = "<w:sdt><w:sdtPr><w:alias w:val='عنوان'/><w:dataBinding/></w:sdtPr><w:sdtContent>"
    xml = english(paragraph(control, run("نص"), "</w:sdtContent></w:sdt>"), 0, "Text", 1)

    assert ("dataBinding" in xml, "<w:alias" in xml, "Text" in xml) == (False, True, True)


def test_strict_documents_are_read_too() -> None:
    files = unzipped(document(paragraph(run("نص"))))
    strict = files["word/document.xml"].replace(WORD.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")

    assert [unit.source for unit in units(zipped({**files, "word/document.xml": strict})).values()] == ["نص"]


def _bomb() -> bytes:
    """Make a zip whose part unpacks beyond measure."""
    return zipped({**unzipped(SAMPLE), "word/media/bomb.png": b"\0" * 20_000_000})


def _locked() -> bytes:
    data = bytearray(SAMPLE)
    with zipfile.ZipFile(BytesIO(SAMPLE)) as archive:
        place = data.index(b"PK\1\2", archive.start_dir)
    struct.pack_into("<H", data, place + 8, 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old .doc or locked with a password"),
        (b"", "not a sound .docx file"),
        ("نص عادي".encode(), "not a sound .docx file"),
        (SAMPLE[:-200], "not a sound .docx file"),
        (_locked(), "locked with a password"),
        (_bomb(), "unpacks beyond measure"),
        (zipped({"../../etc/x": b""}), "unsafe path"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "no Word document"),
        (zipped({**unzipped(SAMPLE), "word/document.xml": b"<html/>"}), "no Word document"),
        (zipped({**unzipped(SAMPLE), "word/document.xml": b"<w:p"}), "word/document.xml:1: not well-formed XML"),
    ],
)
def test_what_is_no_word_document_is_told_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=f"^a.docx:.*{re.escape(message)}[^\n]*$"):
        docx.read(content(data))


@pytest.mark.parametrize("declared", ['<!DOCTYPE x [<!ENTITY a "نص">]>', '<!DOCTYPE x SYSTEM "x.dtd">'])
@pytest.mark.parametrize("text", ["نص", "&a;"])
def test_entities_and_document_types_are_refused(declared: str, text: str) -> None:
    inside = part("document", f"<w:body>{paragraph(run(text))}</w:body>")
    hostile = inside.replace(HEAD, f'<?xml version="1.0" encoding="UTF-8"?>{declared}')

    with pytest.raises(InputError, match="declares"):
        docx.read(content(zipped({**unzipped(SAMPLE), "word/document.xml": hostile.encode()})))


@pytest.mark.parametrize("around", ["hyperlink", "smartTag"])
def test_deep_nesting_neither_fails_nor_loses(around: str) -> None:
    deep = document(paragraph(f"<w:{around}>" * 240 + run("نص") + f"</w:{around}>" * 240, run("آخر")))

    assert docx.read(content(deep)) == docx.read(content(repeated(deep)))


@settings(max_examples=60)
@given(st.data())
def test_a_broken_file_never_ends_in_a_traceback(data: st.DataObject) -> None:
    broken = bytearray(SAMPLE)
    for place in data.draw(st.lists(st.integers(0, len(SAMPLE) - 1), min_size=1, max_size=4)):
        broken[place] = data.draw(st.integers(0, 255))
    try:
        repeated(bytes(broken))
    except InputError as error:
        assert "\n" not in str(error)


PROPERTIES = st.sampled_from(
    ["", RTL, BOLD, "<w:b/>", "<w:bCs/>", "<w:u w:val='single'/>", "<w:szCs w:val='30'/><w:rtl/>", "<w:rtl w:val='0'/>"]
)
RUNS = st.builds(lambda text, said: run(text.replace("<", "").replace("&", ""), said), arabic_text(12), PROPERTIES)
MARKS = [
    "<w:r><w:tab/></w:r>",
    "<w:r><w:br/><w:t>سطر</w:t></w:r>",
    NOTE,
    field("PAGE", run("١")),
    '<w:bookmarkStart w:id="1" w:name="م"/>',
    '<w:bookmarkEnd w:id="1"/>',
    '<w:commentRangeStart w:id="1"/>',
    '<w:commentRangeEnd w:id="1"/>',
    "<w:proofErr/>",
]
FIELD_HALVES = [
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "<w:r><w:instrText>HYPERLINK</w:instrText><w:fldChar w:fldCharType='separate'/></w:r>",
]


def insides(marks: list[str]) -> st.SearchStrategy[list[str]]:
    """Draw what a paragraph holds: runs and marks, inside one another where they may be."""
    deeper = st.recursive(
        RUNS | st.sampled_from(marks),
        lambda inside: st.builds(
            lambda name, parts: f"<w:{name}>{''.join(parts)}</w:{name}>",
            st.sampled_from(["hyperlink", "ins", "smartTag", "customXml"]),
            st.lists(inside, max_size=4),
        ),
        max_leaves=12,
    )
    return st.lists(deeper, max_size=6)


@settings(max_examples=60)
@given(st.lists(insides(MARKS + FIELD_HALVES), min_size=1, max_size=3), st.booleans(), st.booleans())
def test_any_paragraph_filled_with_itself_reads_the_same(drawn: list[list[str]], bidi: bool, rtl: bool) -> None:
    said = f"{'<w:pPr><w:bidi/></w:pPr>' * bidi}{'<w:rPr><w:rtl/></w:rPr>' * rtl}"
    style = f'<w:style w:type="paragraph" w:default="1" w:styleId="a">{said}</w:style>'
    data = document("".join(paragraph(*each) for each in drawn), {"styles": style})

    assert docx.read(content(data)) == docx.read(content(repeated(data)))


@settings(max_examples=50)
@given(insides(MARKS), st.randoms(use_true_random=False))
def test_codes_in_any_order_give_a_document_that_holds_all_text(drawn: list[str], random: Any) -> None:
    data = document(paragraph(run("نص"), *drawn))
    unit = docx.read(content(data))[0]
    pieces: list[str | Code] = [*unit.codes, "one", "two", "three"]
    random.shuffle(pieces)

    filled = docx.read(content(docx.fill(content(data), {"p1": Filled(tuple(pieces))})))
    expected = "".join(piece for piece in pieces if isinstance(piece, str))
    assert expected == re.sub("[^a-z]", "", filled[0].source)


def _somebody_elses() -> Any:
    return pytest.importorskip("docx", reason="python-docx is not installed")


def _made_elsewhere() -> bytes:
    """Make a document with python-docx: headings, looks, a list, a table, a header, a picture's caption."""
    word = _somebody_elses().Document()
    word.add_heading("تقرير عن أسعار القمح", level=1)
    first = word.add_paragraph("ارتفعت الأسعار ")
    first.add_run("ارتفاعاً حاداً").bold = True
    first.add_run(" خلال الربع الثالث.")
    word.add_paragraph("الطلب العالمي", style="List Bullet")
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "الشهر", "السعر"
    word.sections[0].header.paragraphs[0].text = "وزارة الزراعة"
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def test_python_docx_reads_the_english_with_its_looks() -> None:
    library, data = _somebody_elses(), _made_elsewhere()
    targets = {
        "p1": Filled(("A report on wheat prices",)),
        "p2": Filled(
            ("Prices ", units(data)["p2"].codes[0], "rose sharply", units(data)["p2"].codes[1], " in autumn.")
        ),
        "p3": Filled(("World demand",)),
        "p4": Filled(("Month",)),
        "p5": Filled(("Price",)),
        "header1.p1": Filled(("Ministry of Agriculture",)),
    }

    word = library.Document(BytesIO(docx.fill(content(data), targets)))
    first = word.paragraphs[1]
    assert [each.text for each in word.paragraphs] == [
        *("A report on wheat prices", "Prices rose sharply in autumn.", "World demand"),
    ]
    assert [(each.text, bool(each.bold)) for each in first.runs] == [
        *(("Prices ", False), ("rose sharply", True), (" in autumn.", False)),
    ]
    assert [each.style.name for each in word.paragraphs] == ["Heading 1", "Normal", "List Bullet"]
    assert [cell.text for cell in word.tables[0].rows[0].cells] == ["Month", "Price"]
    assert word.sections[0].header.paragraphs[0].text == "Ministry of Agriculture"


def test_python_docx_reads_the_same_text_out_of_the_sample() -> None:
    library = _somebody_elses()
    before, after = (library.Document(BytesIO(data)) for data in (SAMPLE, repeated(SAMPLE)))

    assert [each.text for each in before.paragraphs] == [each.text for each in after.paragraphs]
    assert [len(each.hyperlinks) for each in before.paragraphs] == [len(each.hyperlinks) for each in after.paragraphs]


def described(inside: str) -> bytes:
    """Give a document the properties that Word keeps beside it."""
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    relation = f'<Relationship Id="rId7" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    files = {name: data.decode() for name, data in unzipped(document(paragraph(run("نص")))).items()}
    files["_rels/.rels"] = files["_rels/.rels"].replace("</Relationships>", relation)
    spaces = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    files["docProps/core.xml"] = f"{HEAD}<cp:coreProperties {spaces}>{inside}</cp:coreProperties>"
    return zipped({name: text.encode() for name, text in files.items()})


def test_title_subject_and_keywords_are_units() -> None:
    data = described(
        "<dc:creator>سعيد</dc:creator><dc:title>تقرير سنوي</dc:title><dc:subject> </dc:subject>"
        "<cp:keywords>قمح، أسعار</cp:keywords>"
    )
    assert [(unit.id, unit.source) for unit in docx.read(content(data))] == [
        ("p1", "نص"),
        ("core.title", "تقرير سنوي"),
        ("core.keywords", "قمح، أسعار"),
    ]
    made = unzipped(docx.fill(content(data), {"core.title": Filled(("Wheat & <more>",))}))
    assert made["docProps/core.xml"].decode().partition("<dc:creator>")[2] == (
        "سعيد</dc:creator><dc:title>Wheat &amp; &lt;more&gt;</dc:title><dc:subject> </dc:subject>"
        "<cp:keywords>قمح، أسعار</cp:keywords></cp:coreProperties>"
    )
    assert made["word/document.xml"] == unzipped(data)["word/document.xml"]
    assert docx.fill(content(data), {"p1": Filled(("Text",))}).count(b"core.xml") == data.count(b"core.xml")


def test_keywords_in_several_languages_and_a_document_without_properties_are_left_alone() -> None:
    data = described("<cp:keywords>قمح<cp:value>أسعار</cp:value></cp:keywords>")
    assert [unit.id for unit in docx.read(content(data))] == ["p1"]
