"""TMX, XLIFF 1.2 and XLIFF 2.1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.conformance.bitexts import AWKWARD, RECIPE, SAMPLE, bitext, written
from toolkit.bitext import Bitext
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
