"""XLIFF taken apart and filled, against the schemas and through somebody else's reader."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.conformance.bitexts import schema
from tests.conformance.localised import canonical, case, filled, inline_xml, own_source, own_target, paths, units
from toolkit.bitext import Code, Suggestion, Unit
from toolkit.documents.contents import Content, Filled
from toolkit.documents.xliff import branches
from toolkit.errors import InputError

FILES = pytest.mark.parametrize("name", ["shop.xlf", "report.sdlxliff", "help.v2.xlf"])
FIRST = '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a" datatype="plaintext"'
SECOND = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1"'


def first(units: str, attributes: str = 'source-language="ar"', encoding: str = "utf-8", mark: str = "") -> Content:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n{FIRST} {attributes}><body>\n{units}\n</body></file></xliff>'
    return Content("a.xlf", (mark + text).encode(encoding))


def second(segments: str, attributes: str = 'srcLang="ar"') -> Content:
    text = f'{SECOND} {attributes}>\n<file id="f"><unit id="u">\n{segments}</unit></file></xliff>'
    return Content("a.xlf", text.encode())


def english(text: str, *codes: Code, review: bool = False) -> Filled:
    return Filled((text, *codes), review)


@FILES
def test_a_file_in_which_nothing_is_filled_stays_byte_for_byte(name: str) -> None:
    assert case(name).data == filled(case(name), {}).data


@FILES
def test_filling_targets_with_what_they_are_stays_byte_for_byte(name: str) -> None:
    content = case(name)
    targets = {unit.id: own_target(unit) for unit in units(content).values() if unit.state}
    assert targets and content.data == filled(content, targets).data


@FILES
def test_sources_for_targets_are_read_back_as_they_were(name: str) -> None:
    content = case(name)
    before = units(content)
    after = units(filled(content, {unit.id: english("Done.") for unit in before.values()}))
    assert [replace(unit, target="Done.", target_codes=(), state="translated", line=0) for unit in before.values()] == [
        replace(unit, line=0) for unit in after.values()
    ]


@FILES
def test_one_target_changes_only_its_own_unit(name: str) -> None:
    content = case(name)
    before = units(content)
    for chosen in before.values():
        after = units(filled(content, {chosen.id: english("One.")}))
        expected = {**before, chosen.id: after[chosen.id]}
        lineless = [{key: replace(unit, line=0) for key, unit in each.items()} for each in (expected, after)]
        assert lineless[0] == lineless[1]
        assert after[chosen.id].target == "One."


def test_a_trans_unit_is_a_unit_with_its_codes_and_notes() -> None:
    found = units(case("shop.xlf"))
    assert list(found) == ["cart.title", "cart.empty", "cart.count", "cart.total", "sku.label", "terms", "copied"]
    empty = found["cart.empty"]
    assert empty.source == "سلتك فارغة. تصفّح المنتجات ثم عد إلينا."
    assert empty.codes == (Code(12, '<g id="1" ctype="x-html-a">', "open", 0), Code(26, "</g>", "close", 0))
    assert empty.notes == ("يظهر حين لا توجد منتجات",)
    assert (found["cart.title"].line, empty.line) == (12, 15)


def test_states_and_approval_tell_what_a_target_is_worth() -> None:
    states = {unit.id: (unit.target, unit.state) for unit in units(case("shop.xlf")).values() if unit.state}
    assert states == {
        "cart.count": ("You have  items", "translated"),
        "cart.total": ("Sum: %s riyals", "fuzzy"),
    }


def test_a_code_that_breaks_the_line_leaves_a_newline_in_the_source_alone() -> None:
    content = case("shop.xlf")
    unit = units(content)["cart.total"]
    assert unit.source == "المجموع: %s ريال\nشاملا الضريبة"
    target = Filled(("Total: ", *unit.codes[:1], "%s riyals", *unit.codes[1:], "\nwith tax"))
    spelled = filled(content, {unit.id: target}).data.decode()
    assert '%s riyals<ept id="2">&lt;/b&gt;</ept><ph id="3">&lt;br/&gt;</ph>with tax</target>' in spelled


def test_escaped_formatting_and_what_is_protected_are_codes() -> None:
    codes = units(case("shop.xlf"))["terms"].codes
    assert [code.text for code in codes] == [
        "&lt;b&gt;",
        "&lt;/b&gt;",
        '<mrk mtype="protected">شروط دكان</mrk>',
        "<?page 3?>",
    ]


def test_a_target_that_is_the_arabic_again_has_no_state() -> None:
    unit = units(case("shop.xlf"))["copied"]
    assert (unit.source, unit.target, unit.state) == ("الدفع عند الاستلام", "الدفع عند الاستلام", "")


def test_a_new_target_stands_below_the_source_and_only_its_lines_are_new() -> None:
    content = case("shop.xlf")
    lines = filled(content, {"cart.title": english("Cart", review=True)}).data.decode().split("\n")
    new = '        <target state="needs-review-translation" state-qualifier="mt-suggestion">Cart</target>'
    assert lines.pop(12) == new
    assert "\n".join(lines).encode() == content.data


def test_a_new_target_takes_the_approval_away() -> None:
    spelled = filled(case("shop.xlf"), {"cart.count": english("x")}).data.decode()
    assert '<trans-unit id="cart.count" approved="no">' in spelled
    assert '<target state="translated" state-qualifier="mt-suggestion">x</target>' in spelled


def test_notes_stand_behind_the_target_once() -> None:
    target = {"cart.empty": Filled(("Empty <cart>",), notes=("term missed: «سلة» & more",))}
    once = filled(case("shop.xlf"), target)
    note = '<note from="toolkit">cart.empty: term missed: «سلة» &amp; more</note>'
    assert once.data.decode().count(note) == 1
    assert once.data == filled(once, target).data


def test_sentences_that_are_marked_are_units_and_the_target_is_marked_alike() -> None:
    content = case("report.sdlxliff")
    assert list(units(content)) == ["a2/1", "a2/2", "a3/3", "a3/4"]
    spelled = filled(content, {"a2/2": english("Imports fell."), "a3/4": english("See the table.")}).data.decode()
    assert (
        '<target state="translated" state-qualifier="mt-suggestion"><g id="4"><mrk mtype="seg" mid="1"></mrk> '
        '<mrk mtype="seg" mid="2">Imports fell.</mrk></g></target><sdl:seg-defs>' in spelled
    )
    assert (
        '<mrk mtype="seg" mid="3">The trade balance.</mrk> <mrk mtype="seg" mid="4">See the table.</mrk> '
        '<mrk mtype="seg" mid="5">All rights reserved.</mrk>' in spelled
    )


def test_what_trados_says_of_a_sentence_is_its_state() -> None:
    content = case("report.sdlxliff")
    done = filled(content, {"a2/1": english("One.", review=True), "a3/3": english("Three.")})
    assert [units(done)[name].state for name in ("a2/1", "a3/3", "a3/4")] == ["fuzzy", "translated", ""]
    assert b'<sdl:seg id="1" conf="Draft" origin="mt"/>' in done.data
    assert b'<sdl:seg id="3" conf="Translated" origin="mt"/><sdl:seg id="4"/>' in done.data


def test_a_target_that_lacks_a_sentence_keeps_those_that_it_has() -> None:
    marks = '<mrk mtype="seg" mid="1">نعم.</mrk> <mrk mtype="seg" mid="2">لا.</mrk>'
    content = first(
        f'<trans-unit id="a"><source>نعم. لا.</source><seg-source>{marks}</seg-source>'
        '<target xml:lang="ar"><mrk mtype="seg" mid="1">Yes.</mrk></target></trans-unit>'
    )
    spelled = filled(content, {"a/2": english("No.")}).data.decode()
    assert '<mrk mtype="seg" mid="1">Yes.</mrk> <mrk mtype="seg" mid="2">No.</mrk></target>' in spelled
    assert '<target xml:lang="en" state' in spelled


def test_the_same_id_in_two_files_is_two_units() -> None:
    unit = '<trans-unit id="1"><source>نعم</source></trans-unit>'
    second_file = f'</body></file><file original="b" datatype="plaintext" source-language="ar"><body>{unit}'
    content = first(unit + second_file)
    assert list(units(content)) == ["1", "1~2"]
    spelled = filled(content, {"1~2": english("Yes")}).data.decode()
    assert spelled.count("<target") == spelled.count('target-language="en"') == 1
    assert 'original="b" datatype="plaintext" source-language="ar" target-language="en">' in spelled


def test_segments_of_xliff_2_are_units() -> None:
    found = units(case("help.v2.xlf"))
    assert {unit.id: unit.source for unit in found.values()} == {
        "u1": "كيف أغيّر كلمة المرور؟",
        "u2/s1": "افتح  الإعدادات.",
        "u2/s2": "اختر الحساب ثم .\nاحفظ.",
        "u2/s3": "انتهى.",
    }
    assert [(code.text, code.kind, code.pair) for code in found["u2/s2"].codes] == [
        ('<sc id="2" type="fmt"/>', "open", 0),
        ('<ec startRef="2"/>', "close", 0),
        ('<mrk id="m1" translate="no">OK</mrk>', "alone", -1),
        ('<ph id="3" dataRef="d1" type="fmt" subType="xlf:lb"/>', "alone", -1),
    ]
    assert found["u2/s3"].state == "translated"


def test_segments_of_xliff_2_say_whether_they_need_a_review() -> None:
    targets = {"u1": english("a", review=True), "u2/s1": english("b")}
    done = filled(case("help.v2.xlf"), targets)
    assert [units(done)[name].state for name in ("u1", "u2/s1")] == ["fuzzy", "translated"]
    assert b'<segment state="initial" subState="toolkit:needs-review">' in done.data
    assert b'srcLang="ar" trgLang="en">' in done.data


def test_notes_of_xliff_2_stand_where_the_schema_wants_them() -> None:
    targets = {name: Filled(("x",), notes=("look",)) for name in ("u1", "u2/s1")}
    done = filled(case("help.v2.xlf"), targets)
    _validate_second(done)
    assert units(done)["u2/s3"].notes == ("الخطوة الأولى", "u2/s1: look")
    assert done.data == filled(done, targets).data


def test_what_a_pair_of_markers_forbids_to_translate_is_one_code() -> None:
    content = second('<segment><source>اضغط <sm id="1" translate="no"/>حفظ<em startRef="1"/> الآن</source></segment>')
    unit = units(content)["u"]
    assert unit.source == "اضغط  الآن"
    assert unit.codes == (Code(5, '<sm id="1" translate="no"/>حفظ<em startRef="1"/>'),)


@pytest.mark.parametrize("name", ["shop.xlf", "report.sdlxliff"])
def test_a_filled_file_is_valid_xliff(name: str) -> None:
    grammar = etree.XMLSchema(etree.parse(str(schema("xliff-core-1.2-strict.xsd"))))
    content = case(name)
    targets = {unit.id: replace(own_source(unit, True), notes=("n",)) for unit in units(content).values()}
    grammar.assertValid(_without_trados(etree.fromstring(filled(content, targets).data)))


def _without_trados(root: etree._Element) -> etree._Element:
    """Leave out what the strict schema does not know."""
    trados = "{http://sdl.com/FileTypes/SdlXliff/1.0}"
    etree.strip_attributes(root, f"{trados}*")
    etree.strip_elements(root, f"{trados}*", with_tail=False)
    return root


def test_a_filled_file_is_valid_xliff_2() -> None:
    content = case("help.v2.xlf")
    _validate_second(filled(content, {unit.id: own_source(unit) for unit in units(content).values()}))


def _validate_second(content: Content) -> None:
    grammar = etree.XMLSchema(etree.parse(str(schema("xliff-2.0/xliff_core_2.0.xsd"))))
    grammar.assertValid(etree.fromstring(content.data))


@pytest.mark.parametrize(("name", "reader"), [("shop.xlf", "xliff.xlifffile"), ("help.v2.xlf", "xliff2.Xliff2File")])
def test_somebody_else_reads_the_new_targets(name: str, reader: str) -> None:
    module, _, store = reader.partition(".")
    storage = pytest.importorskip(f"translate.storage.{module}")
    content = case(name)
    targets = {unit.id: english(f"Text of {unit.id}") for unit in units(content).values()}
    read = getattr(storage, store).parsestring(filled(content, targets).data)
    assert [target.text for target in targets.values()] == [
        str(unit.target) for unit in read.units if str(unit.target).startswith("Text of")
    ]


def test_codes_that_cross_are_put_in_order() -> None:
    content = first(
        '<trans-unit id="a"><source><g id="1">واحد</g> <g id="2">اثنان</g><x id="3"/></source></trans-unit>'
    )
    one, end_one, two, end_two, alone = units(content)["a"].codes
    crossing = Filled((two, "Two ", one, end_two, alone, "one", end_one))
    spelled = filled(content, {"a": crossing}).data.decode()
    assert '<g id="2">Two <g id="1"></g></g><x id="3"/>one</target>' in spelled


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256", "iso-8859-6"])
def test_the_encoding_stays_and_what_it_lacks_becomes_a_reference(encoding: str) -> None:
    content = first('<trans-unit id="a"><source>نعم</source></trans-unit>', encoding=encoding)
    done = filled(content, {"a": english("“Yes” – naïve 日本")})
    assert done.data.decode(encoding).startswith(f'<?xml version="1.0" encoding="{encoding}"?>')
    assert units(done)["a"].target == "“Yes” – naïve 日本"
    assert etree.fromstring(done.data).find(".//{*}target").text == "“Yes” – naïve 日本"


def test_a_byte_order_mark_and_the_line_ends_stay() -> None:
    unit = '<trans-unit id="a">\n<source>نعم\nلا</source>\n</trans-unit>'.replace("\n", "\r\n")
    content = first(unit, mark="\ufeff")
    done = filled(content, {"a": english("yes\nno")}).data
    assert done.startswith("\ufeff<?xml".encode())
    assert b'\r\n<target state="translated" state-qualifier="mt-suggestion">yes\r\nno</target>\r\n' in done
    assert units(content)["a"].source == "نعم\nلا"


def test_what_xml_forbids_does_not_get_into_a_target() -> None:
    content = first('<trans-unit id="a"><source>نعم</source></trans-unit>')
    assert units(filled(content, {"a": english("a\0b\x0bc ]]> \r")}))["a"].target == "a\ufffdb\ufffdc ]]> \r"


def test_prefixed_elements_get_a_prefixed_target() -> None:
    text = f'{FIRST.replace("<", "<x:").replace("xmlns", "xmlns:x")} source-language="AR_eg"><x:body>'
    content = Content(
        "a.xlf",
        f'{text}<x:trans-unit id="a"><x:source>نعم</x:source></x:trans-unit></x:body></x:file></x:xliff>'.encode(),
    )
    spelled = filled(content, {"a": english("Yes")}).data.decode()
    assert 'state-qualifier="mt-suggestion">Yes</x:target></x:trans-unit>' in spelled
    assert "<x:target " in spelled


ARABIC_TARGETS = (
    first(
        '<trans-unit id="a" approved="yes"><source>Save</source>'
        '<target xml:lang="ar" state="final">احفظ <g id="1">الملف</g></target></trans-unit>'
        '<trans-unit id="b"><source>Open</source></trans-unit>',
        'source-language="en" target-language="ar"',
    ),
    second(
        '<segment><source>Save</source><target xml:lang="ar">احفظ <pc id="1">الملف</pc></target></segment>'
        "<segment><source>Open</source></segment>",
        'srcLang="en" trgLang="ar"',
    ),
)


@pytest.mark.parametrize("content", ARABIC_TARGETS, ids=["1.2", "2"])
def test_arabic_targets_can_be_translated_in_their_place(content: Content) -> None:
    content = replace(content, side="target")
    (unit,) = units(content).values()
    assert (unit.source, unit.target, unit.state, len(unit.codes)) == ("احفظ الملف", "", "", 2)
    assert unit.beside.startswith("Save")
    spelled = filled(content, {unit.id: Filled(("Save ", unit.codes[0], "it", unit.codes[1]))}).data.decode()
    assert 'xml:lang="en"' in spelled
    assert ">it</" in spelled
    assert 'target-language="en"' in spelled or 'trgLang="en"' in spelled
    assert "احفظ" not in spelled


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (first("", 'source-language="en" target-language="ar"'), r"a\.xlf:2: declares the language «en»"),
        (first("", 'source-language="ar" target-language="fr"'), r"a\.xlf:2: declares targets in the language «fr»"),
        (second("", 'srcLang="fa"'), r"a\.xlf:1: declares the language «fa»"),
        (replace(first("", 'source-language="en" target-language="de"'), side="target"), "declares the language «de»"),
        (Content("a.xlf", b"<html><body/></html>"), r"a\.xlf:1: not XLIFF: the root element is <html>"),
        (Content("a.xlf", "مرحبا".encode()), r"a\.xlf:1: not well-formed XML"),
        (Content("a.xlf", b""), r"a\.xlf:1: not well-formed XML"),
        (Content("a.xlf", f"{SECOND}>\n<file>".encode()), r"a\.xlf:2: not well-formed XML"),
        (Content("a.xlf", b"<xliff>\n\0</xliff>"), r"a\.xlf:2: not well-formed XML"),
        (Content("a.xlf", b"<xliff>\n\xff\xfe</xliff>"), r"a\.xlf:2: is not utf-8 at byte 8"),
        (Content("a.xlf", b'<?xml version="1.0" encoding="rot-13"?><a/>'), "declares the unknown encoding rot-13"),
        (Content("a.xlf", b'<?xml version="1.0" encoding="unicode_escape"?><a b="\\ud800"/>'), "unknown encoding"),
        (Content("a.xlf", b'<!DOCTYPE a [\n<!ENTITY b "c">\n]><a>&b;</a>'), r"a\.xlf:2: declares entities"),
        (Content("a.xlf", b"<xliff>" + b"<g>" * 50_000), r"a\.xlf:1: not well-formed XML: Excessive depth"),
    ],
)
def test_what_cannot_be_translated_is_an_error_in_one_line(content: Content, message: str) -> None:
    with pytest.raises(InputError, match=message):
        units(content)


def test_a_long_file_of_one_line_is_read_in_time() -> None:
    unit = '<trans-unit id="a"><source>نعم <mrk mtype="protected">x</mrk></source></trans-unit>'
    content = first(unit * 3_000)
    targets = {name: english("Yes") for name in units(content)}
    assert len(targets) == filled(content, targets).data.count(b"<target") == 3_000


@settings(deadline=None, max_examples=60)
@given(
    inline_xml(
        leaves=(
            '<x id="{n}"/>',
            '<ph id="{n}">&lt;br/&gt;</ph>',
            '<x id="{n}" ctype="lb"/>',
            '<bx id="{n}"/>',
            '<it id="{n}" pos="open">a</it>',
        ),
        pairs=(
            '<g id="{n}">…</g>',
            '<bpt id="{n}">&lt;i&gt;</bpt>…<ept id="{n}">&lt;/i&gt;</ept>',
            '<mrk mtype="protected">…</mrk>',
            '<mrk mtype="term">…</mrk>',
        ),
    )
)
def test_any_source_for_its_target_is_the_same_xml(content: str) -> None:
    before = first(f'<trans-unit id="a"><source>{content}</source></trans-unit>')
    unit = units(before)["a"]
    after = filled(before, {"a": own_source(unit)}).data
    source, target = (etree.fromstring(after).find(f".//{{*}}{name}") for name in ("source", "target"))
    for element in (source, target):
        element.tag, element.tail = "same", None
        element.attrib.clear()
    assert canonical(etree.tostring(source)) == canonical(etree.tostring(target))


@settings(deadline=None, max_examples=40)
@given(
    inline_xml(
        leaves=('<ph id="{n}"/>', '<sc id="{n}"/>', '<cp hex="0001"/>'),
        pairs=(
            '<pc id="{n}">…</pc>',
            '<sc id="{n}"/>…<ec startRef="{n}"/>',
            '<mrk id="{n}" translate="no">…</mrk>',
            '<sm id="{n}" translate="no"/>…<em startRef="{n}"/>',
        ),
    )
)
def test_any_source_of_xliff_2_for_its_target_is_the_same_xml(content: str) -> None:
    before = second(f"<segment><source>{content}</source></segment>")
    unit = units(before)["u"]
    after = filled(before, {"u": own_source(unit)}).data
    source, target = (etree.fromstring(after).find(f".//{{*}}{name}") for name in ("source", "target"))
    for element in (source, target):
        element.tag, element.tail = "same", None
    assert canonical(etree.tostring(source)) == canonical(etree.tostring(target))


MESSAGE = (
    "{n, plural, zero {لا رسائل} one {رسالة <g id='1'>واحدة</g> من <x id='2'/>} few {# <g id='3'>رسائل</g>} "
    "other {# رسالة}}"
)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (first(f'<trans-unit id="a"><source>{MESSAGE}</source></trans-unit>'), "a"),
        (second(f"<segment><source>{MESSAGE.replace('<g', '<pc').replace('/g', '/pc')}</source></segment>"), "u"),
    ],
    ids=["1.2", "2"],
)
def test_the_branches_of_a_plural_are_units_and_its_syntax_stays(content: Content, name: str) -> None:
    found = units(content)
    assert list(found) == [f"{name}#one", f"{name}#other"]
    one, other = found.values()
    assert (one.source, other.source) == ("رسالة واحدة من ", " رسائل")
    start, end, author = one.codes
    number, *bold = other.codes
    targets = {
        one.id: Filled((author, " sent ", start, "one", end, " mail"), review=True),
        other.id: Filled((number, " ", bold[0], "it's {mail}", bold[1])),
    }
    after = filled(content, targets)
    spelled = after.data.decode().replace("<pc", "<g").replace("/pc", "/g")
    assert (
        "{n, plural, one {<x id='2'/> sent <g id='1'>one</g> mail} other {# <g id='3'>it's {mail}</g>}}</target>"
    ) in spelled
    assert [unit.target for unit in units(after).values()] == [" sent one mail", " it's {mail}"]
    assert [unit.state for unit in units(after).values()] == ["fuzzy", "fuzzy"]


def test_a_branch_without_a_new_target_keeps_the_one_that_it_had() -> None:
    old = "{n, plural, one {A <g id='3'>mail</g>} other {# mails}}"
    content = first(f'<trans-unit id="a"><source>{MESSAGE}</source><target>{old}</target></trans-unit>')
    assert [unit.target for unit in units(content).values()] == ["A mail", " mails"]
    after = filled(content, {"a#other": Filled(("letters",))})
    assert ">{n, plural, one {A <g id='3'>mail</g>} other {letters}}</target>" in after.data.decode()
    assert filled(content, {unit.id: own_target(unit) for unit in units(content).values()}).data == content.data


def test_what_stands_beside_a_plural_with_its_codes_goes_into_each_branch() -> None:
    content = first(
        '<trans-unit id="a"><source>&lt;b&gt;لديك <g id="1">الآن</g>&lt;/b&gt; {n, plural, one {رسالة} few {# رسائل}}'
        "</source></trans-unit>"
    )
    found = units(content)
    assert [unit.source for unit in found.values()] == ["لديك الآن رسالة", "لديك الآن  رسائل"]
    after = filled(content, {unit.id: own_source(unit) for unit in found.values()}).data.decode()
    beside = '&lt;b&gt;لديك <g id="1">الآن</g>&lt;/b&gt;'
    assert f"<target>{{n, plural, one {{{beside} رسالة}} other {{{beside} # رسائل}}}}</target>" in after.replace(
        ' state="translated" state-qualifier="mt-suggestion"', ""
    )


def test_a_plural_whose_codes_reach_over_its_branches_stays_one_unit() -> None:
    content = first(
        '<trans-unit id="a"><source>{n, plural, one {<bx id="1"/>باب} other {أبواب<ex id="1"/>}}</source></trans-unit>'
    )
    assert list(units(content)) == ["a"]


@pytest.mark.parametrize(
    ("text", "codes"), [("\U000f0000 باب", (Code(0, "<x/>"),)), ("باب", (Code(0, "<x/>"),) * 70_000)]
)
def test_a_plural_with_signs_for_private_use_or_too_many_codes_stays_one_unit(
    text: str, codes: tuple[Code, ...]
) -> None:
    segment = Unit("a", f"{{n, plural, other {{{text}}}}}", codes=codes)
    assert branches.units([segment]) == (segment,)


ARMS = st.lists(
    st.sampled_from(
        ["باب ", "#", "l'a", "''", '<x id="1"/>', '<g id="2">جدار</g>', "{name}", "&lt;b&gt;دار&lt;/b&gt;", "<x/>"]
    ),
    max_size=6,
).map("".join)


@settings(deadline=None, max_examples=30)
@given(ARMS, ARMS, ARMS)
def test_any_branches_for_their_targets_are_the_same_xml(beside: str, one: str, other: str) -> None:
    message = f"{beside}{{n, plural, one {{{one}}} other {{{other}}}}}"
    content = first(f'<trans-unit id="a"><source>{message}</source></trans-unit>')
    before = units(content)
    after = filled(content, {unit.id: own_source(unit) for unit in before.values()})
    found = units(after)
    assert [(unit.source, unit.target) for unit in found.values()] == [
        (unit.source, unit.source if unit.source.strip() else "") for unit in before.values()
    ]


def test_an_arabic_plural_in_the_target_has_its_english_beside_it() -> None:
    content = first(
        '<trans-unit id="a"><source>{n, plural, one {# door} other {# doors}}</source>'
        "<target>{n, plural, one {باب} two {بابان} few {# أبواب} other {# بابا}}</target></trans-unit>",
        'source-language="en" target-language="ar"',
    )
    found = units(replace(content, side="target"))
    assert [(unit.source, unit.beside) for unit in found.values()] == [("باب", " door"), (" أبواب", " doors")]


def test_alternatives_matches_and_headers_are_left_alone() -> None:
    for name in ("shop.xlf", "help.v2.xlf"):
        content = case(name)
        after = paths(filled(content, {unit.id: english("x") for unit in units(content).values()}).data)
        for path, held in paths(content.data).items():
            if any(part in path for part in ("alt-trans", "header", "mtc:", "originalData")):
                assert held == after[path]


@pytest.mark.parametrize("between", ["&lt;/p&gt;&lt;p&gt;", "&lt;br&gt;", '<ph id="1">&lt;/li&gt;&lt;li&gt;</ph>'])
def test_blocks_that_are_escaped_stay_apart(between: str) -> None:
    content = first(f'<trans-unit id="1"><source>أولا{between}ثانيا</source></trans-unit>')
    unit = next(iter(units(content).values()))
    assert unit.source == "أولا\nثانيا"
    pieces = ("First", *unit.codes, "\nSecond")
    assert f"<target>First{between}Second</target>" in filled(content, {unit.id: Filled(pieces)}).data.decode().replace(
        ' state="translated"', ""
    ).replace(' state-qualifier="mt-suggestion"', "")


def test_what_a_memory_suggests_stands_beside_the_target_once() -> None:
    content = first(
        '<trans-unit id="1"><source>وصل الوفد اليوم.</source></trans-unit>', "source-language='ar' target-language='en'"
    )
    near = Suggestion("وصل الوفد أمس.", "The delegation <arrived> yesterday.", 92, "old.tmx")
    offered = replace(english("The delegation arrived today."), suggestions=(near,))
    once = filled(content, {"1": offered})
    twice = filled(once, {"1": replace(offered, pieces=("It arrived.",))})
    root = etree.fromstring(twice.data)
    (found,) = root.iter("{*}alt-trans")

    etree.XMLSchema(etree.parse(str(schema("xliff-core-1.2-strict.xsd")))).assertValid(root)
    assert dict(found.attrib) == {"match-quality": "92", "origin": "old.tmx"}
    assert [each.text for each in found] == [near.source, near.target]


def test_a_target_from_a_memory_says_so() -> None:
    content = first('<trans-unit id="1"><source>وصل الوفد اليوم.</source></trans-unit>')
    made = filled(content, {"1": replace(english("It arrived."), remembered=True)})

    assert b'state-qualifier="leveraged-tm"' in made.data
