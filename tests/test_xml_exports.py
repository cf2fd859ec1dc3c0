"""TMX, XLIFF 1.2 and XLIFF 2.1."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.conformance.bitexts import AWKWARD, RECIPE, SAMPLE, bitext, schema, written
from toolkit import documents
from toolkit.bitext import Bitext, Suggestion, Unit
from toolkit.documents.contents import Content
from toolkit.documents.xml import markup

XML_NAMES = pytest.mark.parametrize("name", ["tmx", "xliff", "xliff2"])


@XML_NAMES
@given(source=st.text(min_size=1), target=st.text())
def test_any_text_comes_back_from_xml(name: str, source: str, target: str) -> None:
    root = _parsed(name, bitext([[(source, target)]]))
    assert [(markup.clean(source), markup.clean(target))] == _segments(name, root)


def test_what_xml_forbids_becomes_a_replacement_character_one_for_one() -> None:
    assert markup.clean("a\0b\x0bc\ud800d\ufffee") == "a\ufffdb\ufffdc\ufffdd\ufffde"


def test_what_xml_allows_stays() -> None:
    text = "\t\n\r \u200f\u202b\u2028\x85\U0001f642\U0010fffd"
    assert markup.clean(text) == text


@XML_NAMES
def test_marks_of_direction_stay_in_sources(name: str) -> None:
    assert "\u200fعمّان\u200e (Amman)" in written(name, AWKWARD)


def test_a_translation_unit_is_named_after_its_segment() -> None:
    assert _parsed("tmx", SAMPLE).xpath("//tu/@tuid") == ["p1.s1", "p1.s2", "p3.s1"]


def test_a_translation_unit_has_a_note_for_each_term() -> None:
    assert _parsed("tmx", SAMPLE).xpath("//tu/note/text()") == [
        "ميناء الحاويات → container terminal: BY_SEARCH",
        "الجمارك → customs: MISSED",
        "رافعة → crane: MISSED (not enforced)",
    ]


def test_flags_are_a_property() -> None:
    assert _parsed("tmx", SAMPLE).xpath("//prop[@type='x-flags']/text()") == ["term-missed length"]


def test_a_trans_unit_for_each_unit_that_has_segments() -> None:
    assert _parsed("xliff", SAMPLE).xpath("//*[local-name()='trans-unit']/@id") == ["p1", "p3"]


def test_the_source_is_the_whole_unit() -> None:
    assert [SAMPLE.units[0].source, SAMPLE.units[2].source] == _found(_parsed("xliff", SAMPLE), "source")


def test_segments_are_aligned_by_mid() -> None:
    mids = _parsed("xliff", SAMPLE).xpath("//*[@mtype='seg']/@mid")
    assert mids == ["1", "2", "1", "2", "1", "1"]


def test_terms_are_marked_in_the_source() -> None:
    marked = _parsed("xliff", SAMPLE).xpath("//*[local-name()='source']/*[@mtype='term']/text()")
    assert marked == ["ميناء الحاويات", "الجمارك", "رافعة"]


def test_a_unit_with_a_flagged_segment_needs_a_review() -> None:
    states = _parsed("xliff", SAMPLE).xpath("//*[local-name()='target']/@state")
    assert states == ["needs-review-translation", "translated"]


def test_nothing_is_approved() -> None:
    assert _parsed("xliff", SAMPLE).xpath("//@approved") == ["no", "no"]


def test_segments_and_ignorables_tile_a_unit() -> None:
    root = _parsed("xliff2", SAMPLE)
    sources = ["".join(_found(_alone(unit), "source")) for unit in root.iter("{*}unit")]
    assert [SAMPLE.units[0].source, SAMPLE.units[2].source] == sources


def test_the_english_of_segments_and_ignorables_is_that_of_plain_text() -> None:
    root = _parsed("xliff2", SAMPLE)
    targets = ["".join(_found(_alone(unit), "target")) for unit in root.iter("{*}unit")]
    assert [line for line in written("text", SAMPLE).split("\n") if line] == targets


def test_every_glossary_entry_refers_to_a_mark() -> None:
    root = _parsed("xliff2", SAMPLE)
    marks = [f"#{mark}" for mark in root.xpath("//*[@type='term']/@id")]
    assert marks == root.xpath("//*[local-name()='glossEntry']/@ref")


def test_a_flagged_segment_is_initial_and_says_why_in_its_sub_state() -> None:
    states = [
        (element.get("state"), element.get("subState")) for element in _parsed("xliff2", SAMPLE).iter("{*}segment")
    ]
    done = ("translated", "toolkit:mt")
    assert [done, ("initial", "toolkit:needs-review"), done] == states


def test_an_id_that_is_no_token_is_spelled_as_one_and_kept_as_a_name() -> None:
    made = bitext([[("نعم", "Yes")]])
    unit, translation = made.units[0], made.translations[0]
    renamed = Bitext(
        "a.txt",
        (type(unit)("menu/file open", unit.source),),
        (type(translation)(type(translation.segment)("menu/file open", 1, 0, 3, "نعم"), "Yes"),),
        RECIPE,
    )
    element = next(_parsed("xliff2", renamed).iter("{*}unit"))
    assert (element.get("id"), element.get("name")) == ("menu_2f_file_20_open", "menu/file open")


NEAR = (
    Suggestion("أقر المجلس خطة العمل.", "The council adopted the <plan>.\x0b", 101, "old.tmx"),
    Suggestion("أقر المجلس الخطة.", "The plan was adopted.", 87),
)


def _suggested() -> Bitext:
    """Give the second sentence of the first unit of a sample two suggestions."""
    first, second, *rest = SAMPLE.translations
    return replace(SAMPLE, translations=(first, replace(second, suggestions=NEAR), *rest))


def test_suggestions_are_alternatives_of_their_sentence() -> None:
    root = _parsed("xliff", _suggested())
    schema_of("xliff-core-1.2-strict.xsd").assertValid(root)
    found = list(root.iter("{*}alt-trans"))

    assert [each.getparent().get("id") for each in found] == ["p1", "p1"]
    assert [dict(each.attrib) for each in found] == [
        {"mid": "2", "match-quality": "101", "origin": "old.tmx"},
        {"mid": "2", "match-quality": "87"},
    ]
    assert [[part.text for part in each] for each in found] == [
        [each.source, markup.clean(each.target)] for each in NEAR
    ]


def test_suggestions_are_matches_of_their_segment() -> None:
    root = _parsed("xliff2", _suggested())
    unit = next(root.iter("{*}unit"))
    found = list(root.iter("{urn:oasis:names:tc:xliff:matches:2.0}match"))
    schema_of("xliff-2.0/xliff_core_2.0.xsd", "glossary", "matches").assertValid(root)

    assert [etree.QName(each).localname for each in unit][:2] == ["matches", "glossary"]
    assert [dict(each.attrib) for each in found] == [
        {"ref": "#s2", "type": "tm", "matchQuality": "100", "origin": "old.tmx"},
        {"ref": "#s2", "type": "tm", "matchQuality": "87"},
    ]
    assert [[part.text for part in each] for each in found] == [
        [each.source, markup.clean(each.target)] for each in NEAR
    ]
    assert {each.get("id") for each in unit.iter("{*}segment")} >= {"s2"}


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_suggestions_change_nothing_that_is_read_back(name: str) -> None:
    def read(made: Bitext) -> tuple[Unit, ...]:
        units = documents.by_name(name).read(Content("a.xlf", written(name, made).encode()))
        return tuple(replace(unit, line=0) for unit in units)

    assert read(_suggested()) == read(SAMPLE)


@pytest.mark.parametrize("name", ["tmx", "po", "tsv", "jsonl"])
def test_other_exports_leave_suggestions_out(name: str) -> None:
    assert written(name, _suggested()) == written(name, SAMPLE)


def schema_of(core: str, *modules: str) -> etree.XMLSchema:
    """Compile a grammar with modules of XLIFF 2."""
    paths = [schema(core), *(schema(f"xliff-2.0/modules/{module}.xsd") for module in modules)]
    spaces = [etree.parse(str(path)).getroot().get("targetNamespace") for path in paths]
    imports = (
        f'<import namespace="{space}" schemaLocation="{path}"/>' for space, path in zip(spaces, paths, strict=True)
    )
    return etree.XMLSchema(
        etree.fromstring(f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{"".join(imports)}</schema>')
    )


def _parsed(name: str, made: Bitext) -> etree._Element:
    return etree.fromstring(written(name, made).encode())


def _found(root: etree._Element, path: str) -> list[str]:
    """List the text of the elements with this local name or path of local names."""
    steps = "//".join(f"*[local-name()='{step}']" for step in path.split("/"))
    return ["".join(element.itertext()) for element in root.xpath(f"//{steps}")]


def _segments(name: str, root: etree._Element) -> list[tuple[str, str]]:
    if name == "tmx":
        sources, targets = root.xpath("//tuv[1]/seg"), root.xpath("//tuv[2]/seg")
    elif name == "xliff":
        sources, targets = root.xpath("//*[local-name()='seg-source']/*"), root.xpath("//*[local-name()='target']/*")
    else:
        sources, targets = (root.findall(f".//{{*}}segment/{{*}}{side}") for side in ("source", "target"))
    texts = [["".join(element.itertext()) for element in side] for side in (sources, targets)]
    return list(zip(*texts, strict=True))


def _alone(unit: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(unit, with_tail=False))


def test_a_unit_from_the_memory_says_so() -> None:
    made = tuple(replace(each, method="memory") for each in SAMPLE.translations)
    sample = replace(SAMPLE, translations=made)

    assert {each.get("state-qualifier") for each in _parsed("xliff", sample).iter("{*}target")} == {"leveraged-tm"}
    states = {each.get("subState") for each in _parsed("xliff2", sample).iter("{*}segment")}
    assert states <= {"toolkit:tm", "toolkit:needs-review"}
    assert "toolkit:tm" in states
