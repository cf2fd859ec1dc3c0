"""TMX taken apart and filled, against its DTD and through somebody else's reader."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from lxml import etree

from tests.conformance.bitexts import schema
from tests.conformance.localised import canonical, case, filled, inline_xml, own_source, own_target, units
from toolkit.bitext import Code
from toolkit.documents.contents import Content, Filled
from toolkit.errors import InputError

MEMORY = case("memory.tmx")


def memory(units: str, language: str = "ar") -> Content:
    header = f'<header srclang="{language}"/>'
    return Content("a.tmx", f'<tmx version="1.4">{header}<body>\n{units}</body></tmx>'.encode())


def test_units_are_those_with_an_arabic_variant_whichever_comes_first() -> None:
    found = units(MEMORY).values()
    assert [(unit.id, unit.source, unit.target, unit.state) for unit in found] == [
        ("c1", "يلتزم الطرف الأول بدفع الأجرة.", "", ""),
        ("c2", "مدة العقد سنة واحدة.", "The term is one year.", "translated"),
        ("tu3", "يجدد العقد تلقائيا\nما لم يُخطر أحد الطرفين الآخر.", "", ""),
    ]


def test_inline_elements_are_codes() -> None:
    first, second, third = units(MEMORY).values()
    assert [(code.text, code.kind, code.pair) for code in (*first.codes, *second.codes, *third.codes)] == [
        ('<bpt i="1">&lt;b&gt;</bpt>', "open", 0),
        ('<ept i="1">&lt;/b&gt;</ept>', "close", 0),
        ('<hi type="term">', "open", 0),
        ("</hi>", "close", 0),
        ('<ph x="1" type="lb"/>', "alone", -1),
    ]
    assert (first.notes, first.line) == (("المادة الأولى",), 10)


def test_a_memory_in_which_nothing_is_filled_stays_byte_for_byte() -> None:
    own = {unit.id: own_target(unit) for unit in units(MEMORY).values() if unit.state}
    assert MEMORY.data == filled(MEMORY, {}).data == filled(MEMORY, own).data


def test_a_new_variant_stands_behind_the_arabic_one_in_its_likeness() -> None:
    unit = units(MEMORY)["c1"]
    target = Filled(("The ", unit.codes[0], "first party", unit.codes[1], " pays."))
    lines = filled(MEMORY, {"c1": target}).data.decode().split("\n")
    assert [lines.pop(11) for _ in range(3)] == [
        '      <tuv xml:lang="en">',
        '        <seg>The <bpt i="1">&lt;b&gt;</bpt>first party<ept i="1">&lt;/b&gt;</ept> pays.</seg>',
        "      </tuv>",
    ]
    assert "\n".join(lines).encode() == MEMORY.data


def test_an_english_variant_gets_another_text_and_keeps_all_else() -> None:
    done = filled(MEMORY, {"c2": Filled(("One year.",))}).data
    assert done == MEMORY.data.replace(b"The term is one year.", b"One year.")


def test_the_language_is_named_by_the_attribute_that_the_file_uses() -> None:
    assert b'<tuv lang="en"><seg>It renews.</seg></tuv>' in filled(MEMORY, {"tu3": Filled(("It renews.",))}).data


def test_one_target_changes_only_its_own_unit() -> None:
    before = units(MEMORY)
    for chosen in before:
        after = units(filled(MEMORY, {chosen: Filled(("One.",))}))
        assert after[chosen].target == "One."
        assert [replace(unit, line=0) for key, unit in before.items() if key != chosen] == [
            replace(unit, line=0) for key, unit in after.items() if key != chosen
        ]


def test_a_review_and_notes_are_kept_with_the_variant_and_go_with_the_next_target() -> None:
    doubtful = {name: Filled(("x",), review=True, notes=("look & see",)) for name in ("c1", "c2")}
    once = filled(MEMORY, doubtful)
    assert {unit.id: unit.state for unit in units(once).values()} == {"c1": "fuzzy", "c2": "fuzzy", "tu3": ""}
    assert once.data == filled(once, doubtful).data
    sure = filled(once, {"c1": Filled(("y",))})
    assert units(sure)["c1"].state == "translated"
    _validate(sure)


def test_a_filled_memory_is_valid() -> None:
    _validate(filled(MEMORY, {unit.id: own_source(unit, True) for unit in units(MEMORY).values()}))


def _validate(content: Content) -> None:
    dtd = etree.DTD(str(schema("tmx14.dtd")))
    assert dtd.validate(etree.fromstring(content.data)), dtd.error_log


def test_somebody_else_reads_the_new_variants() -> None:
    storage = pytest.importorskip("translate.storage.tmx")
    text = '<tu tuid="a"><tuv xml:lang="ar"><seg>نعم &amp; لا</seg></tuv></tu>'
    store = storage.tmxfile.parsestring(filled(memory(text), {"a": Filled(("Yes & <no>",))}).data)
    assert [(str(unit.source), str(unit.target)) for unit in store.units] == [("نعم & لا", "Yes & <no>")]


def test_a_variant_without_a_segment_gets_one() -> None:
    content = memory('<tu><tuv xml:lang="ar-EG"><seg>نعم</seg></tuv><tuv xml:lang="en"/></tu>')
    assert b'<tuv xml:lang="en"><seg>Yes</seg></tuv>' in filled(content, {"tu1": Filled(("Yes",))}).data


def test_a_memory_without_arabic_that_does_not_claim_any_is_an_error() -> None:
    other = '<tu><tuv xml:lang="de"><seg>Ja</seg></tuv><tuv xml:lang="en"><seg>Yes</seg></tuv></tu>'
    with pytest.raises(InputError, match=r"a\.tmx:1: declares the language «de-DE»"):
        units(memory(other, "de-DE"))
    assert {} == units(memory(other, "*all*")) == units(memory("", "ar-SA"))
    turned = '<tu><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="ar"><seg>نعم</seg></tuv></tu>'
    assert [unit.source for unit in units(memory(turned, "en")).values()] == ["نعم"]


@pytest.mark.parametrize("data", [b"<html/>", b"", b"<tmx><body>", b"\x00\x01", b"PK\x03\x04\xff\xff"])
def test_what_is_no_memory_is_an_error_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.tmx:1: "):
        units(Content("a.tmx", data))


def test_units_of_one_name_are_told_apart() -> None:
    content = memory('<tu tuid="a"><tuv xml:lang="ar"><seg>نعم</seg></tuv></tu>' * 2)
    assert list(units(content)) == ["a", "a~2"]
    assert filled(content, {"a~2": Filled(("Yes",))}).data.endswith(b"<seg>Yes</seg></tuv></tu></body></tmx>")


@settings(deadline=None, max_examples=40)
@given(
    inline_xml(
        leaves=('<ph x="{n}"/>', '<it pos="begin">&lt;b&gt;</it>', '<ph type="lb"/>', "<ut>{{\\b</ut>"),
        pairs=('<bpt i="{n}">&lt;i&gt;</bpt>…<ept i="{n}">&lt;/i&gt;</ept>', '<hi x="{n}">…</hi>'),
    )
)
def test_any_arabic_segment_for_the_english_one_is_the_same_xml(content: str) -> None:
    before = memory(f'<tu><tuv xml:lang="ar"><seg>{content}</seg></tuv></tu>')
    (unit,) = units(before).values()
    after = etree.fromstring(filled(before, {unit.id: own_source(unit)}).data)
    arabic, english = after.iter("seg")
    assert canonical(etree.tostring(arabic)) == canonical(etree.tostring(english))


def test_overlapping_pairs_may_stay_crossed() -> None:
    crossed = '<bpt i="1">a</bpt>نعم<bpt i="2">b</bpt>و<ept i="1">c</ept>لا<ept i="2">d</ept>'
    content = memory(f'<tu><tuv xml:lang="ar"><seg>{crossed}</seg></tuv></tu>')
    (unit,) = units(content).values()
    assert [code.pair for code in unit.codes] == [0, 1, 0, 1]
    assert filled(content, {unit.id: own_source(unit)}).data.decode().count(crossed) == 2
    assert unit.codes[0] == Code(0, '<bpt i="1">a</bpt>', "open", 0)
