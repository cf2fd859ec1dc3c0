"""Terms are found in running Arabic as whole words, and nothing that only looks like one is."""

import csv
import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import CONTROLS, INVISIBLE, arabic_text, arabic_words, marked
from toolkit.arabic import has_arabic
from toolkit.bitext import Status, TermEntry, TermMatch
from toolkit.errors import InputError
from toolkit.glossaries import Glossary, stack
from toolkit.terms import Index, find, index

CASES = Path(__file__).parent / "cases" / "matching.tsv"
RESEARCH = Path(__file__).parents[2] / "shared" / "research" / "matching_cases.py"
WANTED_OF_RESEARCH = 139
TERMS = ["مجلس التعاون الخليجي", "الأمن السيبراني", "خطة عمل", "شركة", "مستشفى", "وزير", "تهديد", "قطر", "آلي"]
LATIN = ["NATO", "G20", "2030", "iPhone"]
FOREIGN = ["NATO", "C++", ".NET", "AT&T", "to NATO", "قمة NATO", "مجموعة 20", "G20"]


def joined(one: str, other: str) -> bool:
    return one.isalnum() and other.isalnum() and has_arabic(one) == has_arabic(other)


def entry(source: str, target: str, *variants: str, pos: str = "noun", gap: int = 0) -> TermEntry:
    if target[0].isupper():
        return TermEntry(source, target, variants, pos="proper noun", match="clitic", case="as-is", gap=gap)
    return TermEntry(source, target, variants, pos="adjective" if pos == "adjective" else "noun", gap=gap)


def indexed(*levels: tuple[TermEntry, ...]) -> Index:
    return index(Glossary(levels=levels))


def parsed(term: str) -> TermEntry:
    forms, target = term.split("=")
    forms, _, pos = forms.partition(":")
    source, *variants = forms.split(",")
    return entry(source, target, *variants, pos=pos or "noun")


def told(match: TermMatch, text: str) -> str:
    plural = ":plural" if match.plural else ""
    return f"{text[match.start : match.end]}={match.entry.target}:{match.kind}{plural}"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["claim"])
def test_cases(case: dict[str, str]) -> None:
    glossary = indexed(tuple(parsed(term) for term in case["terms"].split("|")))
    text = case["text"].replace("\\n", "\n")
    expected = case["expected"].replace("\\n", "\n")
    assert expected == "|".join(told(match, text) for match in find(glossary, text))


def test_research_cases() -> None:
    if not RESEARCH.exists():
        pytest.skip("the research is not beside this checkout")
    spec = importlib.util.spec_from_file_location("matching_cases", RESEARCH)
    assert spec and spec.loader
    research = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(research)
    entries = (
        TermEntry(forms[0], name, tuple(forms[1:]), pos="proper noun", match="clitic")
        if kind == "name"
        else TermEntry(forms[0], name, tuple(forms[1:]))
        for name, (kind, forms) in research.G.items()
    )
    glossary = indexed(tuple(entries))
    right = 0
    for category, text, expected in research.C:
        found = [(match.entry.target, text[match.start : match.end].rstrip(")")) for match in find(glossary, text)]
        right += found == [(name, form.rstrip(")")) for name, form in expected]
        assert category != "neg" or len(found) <= len(expected), text
    assert right >= WANTED_OF_RESEARCH


@given(
    st.one_of(marked([*TERMS, *FOREIGN, "قال", "والي", "الكويت", "في"]), arabic_text()), st.sampled_from(["", "\u200e"])
)
def test_matches_are_whole_words_in_order(text: str, mark: str) -> None:
    glossary = indexed(tuple(entry(mark + term + mark, "term") for term in (*TERMS, *FOREIGN)))
    place = 0
    for match in find(glossary, text):
        assert place <= match.start < match.end <= len(text)
        assert text[match.start : match.end] == text[match.start : match.end].strip(INVISIBLE)
        assert not joined(text[: match.start].rstrip(CONTROLS)[-1:], text[match.start])
        assert not joined(text[match.end - 1], text[match.end :].lstrip(CONTROLS)[:1])
        place = match.end


@given(st.one_of(marked(TERMS), arabic_text()))
def test_nested_matches_lie_inside_and_are_shorter(text: str) -> None:
    for match in find(indexed(tuple(entry(term, "term") for term in [*TERMS, "الخليجي", "عمل"])), text):
        for inner in match.nested:
            assert match.start <= inner.start and inner.end <= match.end
            assert (inner.start, inner.end) != (match.start, match.end)


@given(st.one_of(arabic_words(), st.sampled_from(LATIN)), st.one_of(arabic_words(), st.sampled_from(LATIN)))
def test_a_term_is_found_in_itself(first: str, second: str) -> None:
    term = f"{first} {second}"
    assert [(0, len(term))] == [(match.start, match.end) for match in find(indexed((entry(term, "term"),)), term)]


def test_what_was_read_before_changes_nothing() -> None:
    glossary = indexed((entry("مدير", "director"), entry("وزير", "minister")))
    for text in ("استقبل مديري.\nثم استقبل مديري شركات كبرى", "استقبل مديري شركات كبرى.\nثم استقبل مديري"):
        fresh = indexed((entry("مدير", "director"), entry("وزير", "minister")))
        assert [told(match, text) for match in find(glossary, text)] == ["مديري=director:inflected:plural"]
        assert find(glossary, text) == find(fresh, text)


@given(st.lists(marked([*TERMS, "مديري", "وزيرا", "شركات", "كبرى.", "الكبرى"]), max_size=4))
def test_a_warm_index_finds_what_a_fresh_one_finds(texts: list[str]) -> None:
    entries = tuple(entry(term, "term") for term in [*TERMS, "مدير"])
    warm = indexed(entries)
    assert [find(warm, text) for text in texts] == [find(indexed(entries), text) for text in texts]


def test_two_readings_of_a_word_do_not_double_the_work() -> None:
    term = " ".join(["أرخبيل"] * 40)
    glossary = indexed((entry(term, "term", pos="adjective"),))
    assert len(find(glossary, " ".join(["أرخبيلات"] * 40))) <= 1


@given(arabic_text())
def test_reading_twice_finds_the_same(text: str) -> None:
    glossary = indexed(tuple(entry(term, "term") for term in TERMS))
    assert find(glossary, text) == find(glossary, text)


def test_shorter_terms_stand_under_the_longer_one() -> None:
    text = "الأمانة العامة لمجلس التعاون"
    terms = (entry(text, "Secretariat"), entry("الأمانة العامة", "secretariat"), entry("مجلس التعاون", "Council"))
    (match,) = find(indexed(terms), text)
    assert [told(inner, text) for inner in match.nested] == [
        "الأمانة العامة=secretariat:exact",
        "لمجلس التعاون=Council:inflected",
    ]


def ranked(source: str, target: str, status: Status) -> TermEntry:
    return TermEntry(source, target, status=status)


@pytest.mark.parametrize("status", ["proposed", "deprecated"])
@pytest.mark.parametrize("longer", ["قوات الناتو", "الناتو الجديد", "قوات الناتو الجديد"])
def test_what_is_only_reported_never_hides_what_is_enforced(longer: str, status: Status) -> None:
    text = "زار قوات الناتو الجديد"
    terms = (ranked(longer, "longer", status), ranked("الناتو", "NATO", "preferred"))
    assert [told(match, text) for match in find(indexed(terms), text)] == ["الناتو=NATO:exact"]


def test_what_is_doubtful_never_hides_what_is_enforced() -> None:
    text = "زار قوات الناتو"
    terms = (entry("قوات الناتو", "forces"), entry("قوات الناتو", "troops"), entry("الناتو", "NATO"))
    assert [told(match, text) for match in find(indexed(terms), text)] == ["الناتو=NATO:exact"]


def test_what_is_only_reported_stands_where_nothing_is_enforced() -> None:
    text = "قوات الناتو في قوات الحدود"
    terms = (
        ranked("قوات", "forces", "proposed"),
        ranked("قوات الحدود", "border guard", "proposed"),
        entry("الناتو", "NATO"),
    )
    found = find(indexed(terms), text)
    assert [told(match, text) for match in found] == [
        "قوات=forces:exact",
        "الناتو=NATO:exact",
        "قوات الحدود=border guard:exact",
    ]
    assert [told(inner, text) for inner in found[2].nested] == ["قوات=forces:exact"]


def test_an_enforced_match_covers_what_is_only_reported() -> None:
    text = "قوات الناتو"
    terms = (ranked("قوات", "forces", "proposed"), ranked(text, "NATO forces", "preferred"))
    (match,) = find(indexed(terms), text)
    assert [inner.entry.target for inner in match.nested] == ["forces"]


@pytest.mark.parametrize(
    ("text", "target"), [("عاد إلى مسقط رأسه", "birthplace"), ("نصف قطر الدائرة", "radius"), ("زار مسقط أمس", "Muscat")]
)
def test_a_guard_of_the_termbase_keeps_a_name_out(text: str, target: str) -> None:
    assert [match.entry.target for match in find(index(stack(())), text)] == [target]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("NATO\u200e", "قمة NATO", "NATO"),
        ("NATO\u200e", "قمة NATO المقبلة", "NATO"),
        ("\u200eNATO ", "قمة NATO", "NATO"),
        ("\u200eC++", "لغة C++ أولا", "C++"),
        ("C++", "لغة C\u200e++\u200e أولا", "C\u200e++"),
        ("C++\u200e", "لغة C\u200e++", "C\u200e++"),
        (".NET", "بيئة .\u200fNET أولا", ".\u200fNET"),
        ("C++", "لغة C+", None),
        (".NET", "NET", None),
        ("NATO", "قمة NA\u00adTO", "NA\u00adTO"),
        ("NATO", "قمة \uff2e\uff21\uff34\uff2f", "\uff2e\uff21\uff34\uff2f"),
        ("NATO", "قمة na\u00adto", None),
        ("NATO", "حساب @\u200eNATO", None),
        ("NATO", "موقع \u200ehttps://nato.int/NATO\u200f", None),
        ("Air  Base", "زار Air \u200eBase", "Air \u200eBase"),
        ("قمة NATO\u200e", "في قمة NATO أمس", "قمة NATO"),
    ],
)
def test_invisible_marks_are_no_part_of_a_term(source: str, text: str, expected: str | None) -> None:
    found = [text[match.start : match.end] for match in find(indexed((entry(source, "term"),)), text)]
    assert found == ([expected] if expected else [])


def test_the_entry_of_the_nearer_glossary_is_found() -> None:
    own, shipped = entry("لجان,لجنة".split(",")[1], "panel"), entry("لجنة", "committee")
    assert [match.entry.target for match in find(indexed((own,), (shipped,)), "لجنة")] == ["panel"]


def test_the_nearer_glossary_goes_before_the_same_case() -> None:
    own, shipped = entry("nato", "Alliance"), entry("NATO", "NATO")
    assert [match.entry.target for match in find(indexed((own,), (shipped,)), "قمة NATO")] == ["Alliance"]


@given(st.sampled_from(["https://a.int/{}", "{}.int", "x@{}.org", "/docs/{}/a", "@{}"]), st.sampled_from(LATIN[:2]))
def test_no_term_is_found_in_an_address(address: str, term: str) -> None:
    assert find(indexed((entry(term, "term"),)), f"قال {address.format(term)} أمس") == ()


def test_two_entries_with_one_target_are_no_doubt() -> None:
    terms = (entry("الناتو", "NATO"), entry("ناتو", "NATO", "الناتو"))
    assert [match.kind for match in find(indexed(terms), "الناتو")] == ["exact"]


@pytest.mark.parametrize(
    ("match", "text", "found"),
    [
        ("exact", "صرح الناطق", True),
        ("exact", "وصرح الناطق", False),
        ("clitic", "وصرح الناطق", True),
        ("clitic", "صرحه العالي", False),
        ("inflected", "صرحه العالي", True),
        ("inflected", "الصرح العالي", True),
        ("clitic", "الصرح العالي", False),
        ("stem", "صرحة", True),
        ("inflected", "صرحة", False),
    ],
)
def test_the_mode_says_which_affixes_are_allowed(match: str, text: str, found: bool) -> None:
    glossary = indexed((TermEntry("صرح", "edifice", match=match),))  # type: ignore[arg-type]
    assert found == bool(find(glossary, text))


@pytest.mark.parametrize(
    ("gap", "text", "found"),
    [
        (0, "عقد المجلس اجتماعا", False),
        (1, "عقد المجلس اجتماعا", True),
        (1, "عقد المجلس أمس اجتماعا", False),
        (2, "عقد المجلس أمس اجتماعا", True),
        (2, "عقد. أمس اجتماعا", False),
        (2, "عقد اجتماعا", True),
    ],
)
def test_a_gap_lets_words_stand_inside(gap: int, text: str, found: bool) -> None:
    assert found == bool(find(indexed((entry("عقد اجتماعا", "meet", gap=gap),)), text))


def test_an_entry_without_a_word_is_refused() -> None:
    with pytest.raises(InputError, match=r"a\.csv:2: no word stands in the term «…»"):
        indexed((TermEntry("…", "dots", place="a.csv:2"),))


def test_an_empty_glossary_finds_nothing() -> None:
    assert find(indexed(), "نعم") == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [("شركة " * 20_000, 20_000), ("C++ " * 20_000, 20_000), ("C" + "\u200e" * 100_000 + "++", 1), ("ا" * 200_000, 0),
     ("«" * 200_000, 0), ("و" * 200_000, 0), ("ش\u064b" * 100_000, 0),
     ("a" * 200_000 + "@", 0), ("a." * 100_000 + "@", 0), ("/" * 200_000, 0), ("." * 200_000 + "/a", 0),
     ("http://" + "." * 200_000, 0), ("#" * 200_000, 0), ("/a" * 100_000 + "/", 0), ("\\\\" * 100_000, 0),
     ("www." * 50_000, 0), ("1" * 200_000 + "#", 0), ("#" + "1" * 200_000, 0), ("#\u200e" * 100_000, 0),
     ("@a NATO " * 20_000, 20_000)],
    ids=lambda value: str(value)[:5],
)  # fmt: skip
def test_long_runs_are_read_to_their_end(text: str, count: int) -> None:
    assert count == len(find(indexed(tuple(entry(term, "term") for term in (*TERMS, *FOREIGN))), text))


def test_of_two_entries_for_the_same_words_the_one_written_alike_is_meant() -> None:
    text = "وباء كوفيد-19 وكوفيد 19"
    terms = (entry("كوفيد-19", "COVID-19"), entry("كوفيد 19", "COVID 19"), entry("كوفيد", "COVID"))

    assert [told(match, text) for match in find(indexed(terms), text)] == [
        "كوفيد-19=COVID-19:exact",
        "وكوفيد 19=COVID 19:inflected",
    ]
