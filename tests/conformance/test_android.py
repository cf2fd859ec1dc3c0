"""Android's string resources taken apart and filled."""

import pytest
from hypothesis import given, settings
from lxml import etree

from tests.conformance.localised import canonical, case, filled, inline_xml, units
from toolkit.documents.contents import Content, Filled
from toolkit.documents.messages import messages

STRINGS = case("strings.xml")


def resources(text: str) -> Content:
    return Content("a.xml", text.encode())


def test_values_of_android_are_read_as_android_does() -> None:
    assert {name: (unit.source, [code.text for code in unit.codes]) for name, unit in units(STRINGS).items()} == {
        "welcome": ("مرحبا بك في المكتبة", ["<b>", "</b>"]),
        "signed_in": ("سجّل  الدخول.\nأهلا به!", ['<xliff:g id="user" example="سامي">%1$s</xliff:g>']),
        "quote": ('قال: "لا بأس" ثم مضى … & عاد', []),
        "layout": ("يُحفظ الكتاب في مجلدك.", []),
        "spaced": ("  النسخة:  ", []),
        "terms": ("اقرأ الشروط قبل المتابعة.", ['<a href="https://example.org/ar">', "</a>"]),
        "styled": ("ملف مهم\nللقراءة", ["&lt;i&gt;", "&lt;/i&gt;", " &lt;br/&gt; "]),
        "reference": ("@string/app_name", []),
        "days[0]": ("السبت", []),
        "days[1]": ("الأحد", []),
        "books#one": ("كتاب واحد", []),
        "books#other": ("%d كتب", []),
        "minutes#other": ("%d دقائق", []),
    }


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ('It\'s "done" & 1 < 2\n\tnext', r"It\'s \"done\" &amp; 1 &lt; 2\n\tnext"),
        ("@you", r"\@you"),
        (" ?  two ", r"\u0020? \u0020two\u0020"),
        ("back\\slash", r"back\\slash"),
        ("<b>no tag</b>", "&lt;b&gt;no tag&lt;/b&gt;"),
    ],
)
def test_values_of_android_are_escaped(target: str, expected: str) -> None:
    content = resources('<resources><string name="a">نص</string></resources>')
    result = filled(content, {"a": Filled((target,))})
    assert result.data.decode() == f'<resources><string name="a">{expected}</string></resources>'
    assert units(result)["a"].source == target or "<b>" in target


def test_tags_of_android_stay_elements_or_text_as_they_were() -> None:
    (opening, closing), (italic, italic_end, line) = (units(STRINGS)[name].codes for name in ("terms", "styled"))
    targets = {
        "terms": Filled(("Read the ", opening, "terms", closing, "'")),
        "styled": Filled((italic, "Important", italic_end, " file", line, "\nto read")),
    }
    lines = filled(STRINGS, targets).data.decode().split("\n")
    assert lines[12].strip() == (
        r"""<string name="terms"><![CDATA[Read the <a href="https://example.org/ar">terms</a>\']]></string>"""
    )
    assert lines[13].strip() == '<string name="styled">&lt;i&gt;Important&lt;/i&gt; file &lt;br/&gt; to read</string>'


def test_plurals_of_android_get_the_forms_of_english() -> None:
    targets = {"books#one": Filled(("One book",)), "minutes#other": Filled(("%d minutes",))}
    root = etree.fromstring(filled(STRINGS, targets).data)
    plurals = [(plural.get("name"), item) for plural in root.iterfind("plurals") for item in plural.iterfind("item")]
    items = [(name, item.get("quantity"), item.text) for name, item in plurals]
    assert items == [("books", "one", "One book"), ("books", "other", "%d كتب"), ("minutes", "other", "%d minutes")]
    assert root.get("{http://schemas.android.com/tools}locale") == "en"


def test_all_else_of_android_stays() -> None:
    result = filled(STRINGS, {"days[0]": Filled(("Saturday",))}).data.replace(b"Saturday", "السبت".encode())
    assert STRINGS.data == result.replace(b'locale="en"', b'locale="ar"')
    assert canonical(STRINGS.data) == canonical(result.replace(b'locale="en"', b'locale="ar"'))


@settings(max_examples=100)
@given(inline_xml(('<xliff:g id="{n}">%s</xliff:g>', "<br/>"), ("<b>…</b>", '<a href="x{n}">…</a>')))
def test_elements_of_android_come_back_from_a_value_that_changes(inner: str) -> None:
    namespace = 'xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2"'
    content = resources(f'<resources {namespace}><string name="a">{inner}</string></resources>')
    for unit in units(content).values():
        pieces = messages.woven(unit.source, unit.codes)
        after = units(filled(content, {"a": Filled((*pieces, "x"))}))["a"]
        assert (after.source, after.codes) == (unit.source + "x", unit.codes)
