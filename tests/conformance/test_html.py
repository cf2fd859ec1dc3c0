"""HTML in and out: what is not translated stays byte for byte, and other parsers read what was put in."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from toolkit import documents
from toolkit.bitext import Code, Unit
from toolkit.documents import runs
from toolkit.documents.contents import Content, Filled, Targets
from toolkit.documents.html import page as html
from toolkit.errors import InputError

NEWS = (Path(__file__).parents[1] / "cases" / "documents" / "news.html").read_bytes()

TAGS = (
    *("<p>", "</p>", "<b>", "</b>", "<i class=x>", "</i>", "<a href='#'>", "</a>", "<br>", "<li>", "</ul>", "<ul>"),
    *("<code>", "</code>", "<div translate=no>", "</div>", "<img alt='صورة'>", "<!-- x -->", "<td>", "<table>"),
    *(
        "<span lang=ar dir=rtl>",
        "</span>",
        "&nbsp;",
        "&amp;",
        "&foo;",
        "<",
        "&",
        "\n  ",
        "مرحبا",
        " كلمة ",
        "x",
        "</x>",
    ),
    *(
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        '<a title="',
        "<svg>",
        "<g/>",
        "</svg>",
        "<textarea>",
        "<?php ?>",
    ),
)
SOUP = st.lists(st.sampled_from(TAGS), max_size=30).map("".join)


def content(text: str | bytes, place: str = "page.html", encoding: str = "") -> Content:
    return Content(place, text.encode() if isinstance(text, str) else text, encoding)


def read(text: str | bytes) -> tuple[Unit, ...]:
    return html.read(content(text))


def sources(text: str | bytes) -> list[str]:
    return [unit.source for unit in read(text)]


def identity(units: tuple[Unit, ...]) -> Targets:
    return {unit.id: Filled(runs.pieces(unit)) for unit in units}


def filled(text: str, **targets: str) -> str:
    return html.fill(content(text), {name: Filled((target,)) for name, target in targets.items()}).decode()


def moved(unit: Unit, words: str) -> Filled:
    """Put a unit's codes around and behind other words, in their order."""
    return Filled((*unit.codes, words))


def test_a_news_page_gives_its_text_in_order() -> None:
    units = {unit.id: unit for unit in read(NEWS)}
    assert units["p1.title"].source == "افتتاح ميناء الحاويات الجديد | صحيفة الساحل"
    assert units["p2.description"].source == "دشّن وزير النقل المرحلة الأولى من ميناء الحاويات & المنطقة الحرة."
    assert [unit.source for unit in units.values()][4:8] == ["الرئيسية", "اقتصاد", "رياضة", "تسجيل الدخول"]
    assert not [unit for unit in units.values() if "يترجم" in unit.source or "البرنامج" in unit.source]
    assert [unit.line for unit in units.values()] == sorted(unit.line for unit in units.values())


def test_a_page_that_is_given_back_is_the_same_bytes() -> None:
    assert html.fill(content(NEWS), identity(read(NEWS))) == NEWS
    assert html.fill(content(NEWS), {}) == NEWS


def test_one_target_changes_its_unit_and_the_language_around_it_only() -> None:
    made = html.fill(content(NEWS), {"p6": Filled(("Economy",))}).decode()
    expected = NEWS.decode().replace("<html lang=\"ar\" dir='rtl'>", "<html lang=\"en\" dir='ltr'>")
    assert made == expected.replace('"/اقتصاد">اقتصاد<', '"/اقتصاد">Economy<')


def test_lxml_reads_the_english_in_the_place_of_the_arabic() -> None:
    targets = {unit.id: moved(unit, f"English {unit.id}") for unit in read(NEWS)}
    before, after = (lxml_html.document_fromstring(data.decode()) for data in (NEWS, html.fill(content(NEWS), targets)))
    assert [element.tag for element in before.iter()] == [element.tag for element in after.iter()]
    assert after.findtext(".//h1/em") == "" or after.find(".//h1").text_content() == "English p11"
    assert after.get("lang") == "en"
    assert after.get("dir") == "ltr"
    assert [element.get("alt") for element in after.iter("img")] == ["English p13.alt"]


def test_text_is_decoded_and_spelled_again_with_what_it_needs() -> None:
    page = "<p>أ &amp; ب&nbsp;&lt;ج&gt; &copy; &quot;د&quot;</p>"
    assert sources(page) == ['أ & ب\xa0<ج> © "د"']
    assert filled(page, p1='A & B\xa0<C> © "D" > é') == "<p>A &amp; B&nbsp;&lt;C&gt; &copy; &quot;D&quot; &gt; é</p>"
    assert filled("<p>نص</p>", p1='"A" > é') == '<p>"A" > é</p>'


def test_an_unknown_reference_is_a_code() -> None:
    assert read("<p>قال &company; أمس</p>")[0].codes == (Code(4, "&company;"),)


@pytest.mark.parametrize(
    ("page", "expected"),
    [("<a title='نص'>", "title='It&#39;s \"A\"'"), ('<a title="نص">', 'title="It\'s &quot;A&quot;"')],
)
def test_an_attribute_keeps_its_quotation_marks(page: str, expected: str) -> None:
    assert expected in html.fill(content(page), {"p1.title": Filled(('It\'s "A"',))}).decode()


def test_a_bare_attribute_gets_quotation_marks() -> None:
    made = html.fill(content("<img alt=نص src=a.png>"), {"p1.alt": Filled(("Two words",))})
    assert made == b'<img alt="Two words" src=a.png>'


def test_the_attribute_of_a_code_is_translated_inside_it() -> None:
    page = '<p lang=ar>اقرأ <a href="x" title="دليل">الدليل</a> أولا</p>'
    text, title = read(page)
    opening, closing = text.codes
    targets = {text.id: Filled(("First read ", opening, "the guide", closing)), title.id: Filled(("Guide",))}
    made = html.fill(content(page), targets).decode()
    assert made == '<p lang=en>First read <a href="x" title="Guide">the guide</a></p>'


def test_a_line_break_cuts_sentences_and_comes_back_once() -> None:
    page = "<p>الأول.<br>\n  الثاني.</p>"
    (unit,) = read(page)
    assert unit.source == "الأول.\nالثاني."
    (code,) = unit.codes
    made = html.fill(content(page), {unit.id: Filled(("First.", code, "\n", "Second."))})
    assert made == b"<p>First.<br>\n  Second.</p>"


def test_code_and_what_is_not_to_be_translated_is_one_code_that_moves() -> None:
    (unit,) = read("<p>استخدم <code>ls <b>-l</b></code> و<span translate=no>نص<i>٢</i></span> الآن</p>")
    assert unit.source == "استخدم  و الآن"
    assert [code.text for code in unit.codes] == ["<code>ls <b>-l</b></code>", "<span translate=no>نص<i>٢</i></span>"]


def test_the_number_of_a_footnote_is_one_code() -> None:
    page = '<p>نجح الاجتماع<sup><a title="حاشية" href="#n">[2]</a></sup> أمس في م<sup>أ</sup>.</p>'
    unit, title = read(page)
    assert unit.source == "نجح الاجتماع أمس في مأ."
    assert [code.text for code in unit.codes[1:]] == ["<sup>", "</sup>"]
    made = html.fill(content(page), {unit.id: moved(unit, "words"), title.id: Filled(("A note",))}).decode()
    assert made == '<p><sup><a title="A note" href="#n">[2]</a></sup><sup></sup>words</p>'


def test_instructions_of_templates_are_codes() -> None:
    page = "<p>المجموع <%= total %> و{% if x %}نعم{% endif %} هنا</p>"
    assert [code.text for code in read(page)[0].codes] == ["<%= total %>", "{% if x %}", "{% endif %}"]
    assert html.fill(content(page), {"p1": moved(read(page)[0], "words")}).startswith(b"<p><%= total %>{% if x %}")


def test_translate_yes_is_text_again() -> None:
    assert sources("<div translate=no>لا <p translate=yes>نعم</p> لا <b translate=yes>بلى</b></div>") == ["نعم", "بلى"]


def test_codes_at_the_ends_are_left_out() -> None:
    (unit,) = read("<p><!-- x --><b><i class=icon></i> نص</b> <img src=x></p>")
    assert (unit.source, unit.codes) == ("نص", ())


def test_a_row_of_links_is_a_unit_for_each() -> None:
    assert sources("<p><a href=1>الأول</a> | <a href=2>الثاني</a></p>") == ["الأول", "الثاني"]
    assert sources("<p>راجع <a href=1>الأول</a> | <a href=2>الثاني</a></p>") == ["راجع الأول | الثاني"]


def test_wrong_nesting_pairs_what_nests_and_leaves_the_rest_alone() -> None:
    (unit,) = read("<p>هذا <b>نص <i>سيئ</b> جدا</i> هنا</p>")
    assert [(code.text, code.kind) for code in unit.codes] == [
        ("<b>", "open"),
        ("<i>", "alone"),
        ("</b>", "close"),
        ("</i>", "alone"),
    ]


def test_unclosed_cells_and_items_end_where_browsers_end_them() -> None:
    page = "<table><tr><td translate=no>لا<td>نعم<tr><td>بلى</table><ul><li translate=no>لا<li>حسنا</ul>"
    assert sources(page) == ["نعم", "بلى", "حسنا"]


def test_reordered_codes_still_nest() -> None:
    page = "<p>قرأ <b>الوزير</b> <i>الخطاب</i> أمس</p>"
    (unit,) = read(page)
    b, b_end, i, i_end = unit.codes
    made = html.fill(content(page), {unit.id: Filled((i, "Yesterday ", b, "the minister", i_end, " read", b_end))})
    etree.fromstring(made)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<html lang="ar-EG">', '<html lang="en">'),
        ('<html xml:lang="AR_sa" DIR=RTL>', '<html xml:lang="en" DIR=ltr>'),
        ('<div dir="rtl">', '<div dir="ltr">'),
        ('<div lang="fa" dir="rtl">', '<div lang="fa" dir="rtl">'),
        ('<bdo dir="rtl">', '<bdo dir="rtl">'),
    ],
)
def test_what_declares_arabic_declares_english(before: str, after: str) -> None:
    assert filled(f"{before}<p>نص", p1="Text") == f"{after}<p>Text"


def test_an_element_without_new_text_stays_arabic() -> None:
    page = "<p lang=ar>نص</p><p lang=ar>آخر</p>"
    assert filled(page, p1="Text") == "<p lang=en>Text</p><p lang=ar>آخر</p>"


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6"])
def test_the_charset_of_the_page_is_kept(charset: str) -> None:
    data = f'<meta charset="{charset}"><p>هذا نص عربي من الصفحة</p>'.encode(charset)
    assert sources(data) == ["هذا نص عربي من الصفحة"]
    made = html.fill(content(data), {"p1": Filled(("“Ω”",))})
    assert made.decode(charset).replace("&#8220;", "“").replace("&#8221;", "”").endswith("<p>“&#937;”</p>")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_kept(encoding: str) -> None:
    data = "<p>نص عربي</p>".encode(encoding)
    made = html.fill(content(data), {"p1": Filled(("Text",))})
    assert made == "<p>Text</p>".encode(encoding)


def test_a_lie_about_the_charset_is_not_believed() -> None:
    assert sources('<meta charset="windows-1256"><p>نص</p>') == ["نص"]
    data = '<meta charset="utf-8"><p>هذا نص عربي من الصفحة</p>'.encode("windows-1256")
    assert sources(data) == ["هذا نص عربي من الصفحة"]


def test_xhtml_keeps_its_form() -> None:
    page = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ar" lang="ar">'
        '<head><title>صفحة</title><script src="a.js"/></head><body><p>نص<br/>آخر <a id="x"/></p></body></html>'
    )
    units = html.read(content(page, "page.xhtml"))
    assert [unit.source for unit in units] == ["صفحة", "نص\nآخر"]
    made = html.fill(content(page, "page.xhtml"), {unit.id: moved(unit, "A < B & C") for unit in units})
    assert etree.fromstring(made).findtext(".//{*}title") == "A < B & C"


def test_binary_data_is_refused_in_one_line() -> None:
    with pytest.raises(InputError, match=r"page\.html: is not text"):
        read(b"\x00\x01\x02\x03" * 50)


@pytest.mark.parametrize(
    "page",
    ["<b>ن" * 5000, "<div>" * 5000, "<a " * 5000, "<!--" * 5000, "&x;" * 5000, "<a>ن</a><a>" * 1000 + "</a>" * 1000],
    ids=["inline", "blocks", "tags", "comments", "references", "links"],
)
def test_hostile_pages_are_read_and_given_back(page: str) -> None:
    assert html.fill(content(page), identity(read(page))) == page.encode()


@given(SOUP)
@settings(max_examples=100, deadline=None)
def test_any_soup_is_given_back_and_gives_unique_ids(page: str) -> None:
    units = read(page)
    assert len({unit.id for unit in units}) == len(units)
    assert html.fill(content(page), identity(units)) == page.encode()


@given(SOUP, st.data())
@settings(max_examples=100, deadline=None)
def test_one_changed_unit_of_any_soup_leaves_the_others(page: str, data: st.DataObject) -> None:
    units = read(page)
    if not units:
        return
    chosen = data.draw(st.sampled_from(units))
    targets = {chosen.id: Filled((*(code for code in chosen.codes), "New & <text>"))}
    after = html.read(content(html.fill(content(page), targets)))
    assert [unit.source for unit in after if unit.source in {other.source for other in units if other != chosen}] == [
        unit.source for unit in units if unit != chosen
    ]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool))
@settings(max_examples=100, deadline=None)
def test_any_english_is_read_back_by_the_standard_library(words: str) -> None:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            found.append(data)

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(value or "" for name, value in attrs if name == "title")

    reader = Reader()
    reader.feed(filled("<p title='عنوان'>نص</p>", **{"p1.title": words, "p2": words}))
    reader.close()
    assert found[0] == words
    assert "".join(found[1:]) == words


def test_the_table_of_formats_knows_html() -> None:
    assert [documents.for_input(f"a{suffix}").name for suffix in (".html", ".HTM", ".xhtml")] == ["html"] * 3
