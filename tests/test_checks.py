"""The checks of bilingual text: each finds what it is for, and lets pass what is right."""

import importlib
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import terms
from toolkit.bitext import Code, TermEntry, Unit
from toolkit.checks import CHECKS, choose, findings, months, numerals, pair
from toolkit.errors import UsageError
from toolkit.findings import Finding
from toolkit.glossaries import Glossary

INDEX = terms.index(
    Glossary(
        levels=(
            (
                TermEntry("خطة عمل", "action plan", forbidden=("work plan",), reason="House style."),
                TermEntry("الناتو", "NATO", target_variants=("Atlantic Alliance",), pos="proper noun", case="as-is"),
                TermEntry("فيروس", "virus", target_variants=("viral",)),
                TermEntry("وحدة العناية المركزة", "intensive care unit", target_variants=("ICU",)),
                TermEntry("المجر", "Hungary", pos="proper noun", case="as-is"),
                TermEntry("الصحة العامة", "public health"),
                TermEntry("UNESCO", "UNESCO", status="do-not-translate", pos="proper noun", case="as-is"),
                TermEntry("كوفيد-19", "COVID-19", pos="proper noun", case="as-is"),
                TermEntry("iPhone", "iPhone", pos="proper noun", case="as-is"),
                TermEntry("القمة", "summit", status="proposed"),
            ),
        )
    )
)

Texts = tuple[str, str]


def run(*units: Unit) -> tuple[Finding, ...]:
    return findings([pair("site.po", unit, INDEX) for unit in units])


def found(*texts: Texts) -> list[tuple[str, str]]:
    units = (Unit(f"m{number}", *each, line=number) for number, each in enumerate(texts, 1))
    return [(finding.segment.removesuffix(".s1"), finding.check) for finding in run(*units)]


def checks(*texts: Texts) -> list[str]:
    return [check for _, check in found(*texts)]


BAD: Sequence[tuple[str, Texts]] = [
    ("empty-target", ("افتح الملف.", " ")),
    ("untranslated", ("افتح الملف.", "افتح الملفّ.")),
    ("arabic-left", ("افتح الملف.", "Open الملف.")),
    ("arabic-sign", ("وصل ٥ وزراء، ثم غادروا.", "Five ministers came، then left.")),
    ("arabic-sign", ("وصل ٥ وزراء.", "٥ ministers came.")),
    ("term-missing", ("أقر الوزراء خطة عمل.", "The ministers adopted a scheme.")),
    ("term-forbidden", ("أقر الوزراء خطة عمل.", "The action plan is the work plan of the ministers.")),
    ("term-forbidden", ("أقر الوزراء خطة عمل.", "The action plan became two work plans.")),
    ("dnt-changed", ("قالت UNESCO ذلك.", "The organization said so.")),
    ("dnt-changed", ("قالت UNESCO ذلك.", "Unesco said so.")),
    ("term-form", ("أقر الوزراء خطة عمل.", "The ministers adopted action plans.")),
    ("term-form", ("انتهى سباق المجر.", "The Hungarian race is over.")),
    ("term-form", ("قالت الصحة العامة ذلك.", "The PHE said so.")),
    ("term-form", ("رحب الناتو بذلك، وقال الناتو ذلك.", "NATO welcomed it and said so.")),
    ("term-form", ("ينتشر فيروس كوفيد-19 هنا.", "COVID-19 spreads here.")),
    ("number", ("وصل 15 وزيرا.", "Some 16 ministers came.")),
    ("number", ("بلغ العدد ٣٫٥ ملايين.", "The number is 3.6 million.")),
    ("number", ("بلغ العدد 5 ملايين.", "The number is 5 billion.")),
    ("number", ("وصل الوزراء.", "Some 40 ministers came.")),
    ("number", ("ينتشر كوفيد-19 هنا.", "Here COVID-19, and not COVID-18, spreads in 7 towns.")),
    ("number", ("في 12/05/2020 وصلوا.", "They came on 12 May 2021.")),
    ("date", ("وصلوا في 3 مايو.", "They came on 3 June.")),
    ("date", ("وصلوا في كانون الثاني 2020.", "They came in December 2020.")),
    ("calendar", ("صدر عام ١٤٤١ هـ.", "It came out in 1441.")),
    ("placeholder", ("وجدت %d ملفا.", "Files were found.")),
    ("placeholder", ("مرحبا {name}!", "Hello {Name}!")),
    ("placeholder", ("مرحبا %(name)s!", "Hello!")),
    ("placeholder", ("مرحبا {{ user }}!", "Hello {{ user }} and {{ user }}!")),
    ("placeholder", ("الملف كبير.", "The file %s is big.")),
    ("tag", ("افتح <b>الملف</b>.", "Open <b>the file.")),
    ("tag", ("سطر<br/>آخر.", "Another line.")),
    ("link", ("راجع https://nato.int/ar/news الآن.", "See https://nato.int/en/new now.")),
    ("link", ("راسل press@nato.int الآن.", "Write to press@nato.org now.")),
    ("link", ("راجع الموقع الآن.", "See www.nato.int now.")),
    ("length", ("أعلن الوزراء في ختام اجتماعهم أنهم اتفقوا على موعد اللقاء المقبل ومكانه.", "They agreed.")),
    ("length", ("وصل الوزراء.", "The ministers, of whom there were very many indeed, came at last after a long trip.")),
    ("doubled-word", ("وصل الوزراء إلى المدينة.", "The ministers came to the the city.")),
    ("doubled-word", ("وصل الوزراء إلى المدينة.", "The The ministers came to the city.")),
    ("repetition", ("وصل الوزراء إلى المدينة.", "The ministers came at last, came at last, came at last.")),
    ("edge-space", ("وصل الوزراء.", "The ministers came. ")),
    ("edge-space", ("وصل الوزراء.\n", "The ministers came.")),
    ("double-space", ("وصل الوزراء.", "The ministers  came.")),
    ("end-punctuation", ("هل وصل الوزراء؟", "Did the ministers come.")),
    ("end-punctuation", ("وصل الوزراء", "The ministers came.")),
    ("bracket", ("وصل الوزراء (أمس).", "The ministers came (yesterday.")),
    ("bracket", ("وصل الوزراء (أمس).", "The ministers came yesterday).")),
    ("bracket", ("(1) وصل الوزراء.", "1) The ministers came.")),
    ("quote", ("قال: «وصل الوزراء».", 'He said: "The ministers came.')),
    ("quote", ("قال: «وصل الوزراء».", "He said: ”The ministers came”.")),
    ("bidi-control", ("وصل الوزراء.", "The ministers\u200f came.")),
    ("initial-capital", ("وصل الوزراء.", "the ministers came.")),
    ("initial-capital", ("• «وصل الوزراء».", "• “the ministers came”.")),
    ("initial-capital", ("1. وصل الوزراء.", "1. the ministers came.")),
]


@pytest.mark.parametrize(("check", "texts"), BAD, ids=[f"{check}-{texts[1]}" for check, texts in BAD])
def test_what_is_wrong_is_found(check: str, texts: Texts) -> None:
    assert set(checks(texts)) == {check}


FILE_CHECKS = ("two-targets", "term-mixed")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_has_a_text_that_it_finds(check: object) -> None:
    assert getattr(check, "id", "") in {*(name for name, _ in BAD), *FILE_CHECKS}


GOOD: Sequence[Texts] = [
    ("", ""),
    ("NATO", "NATO"),
    ("أقر الوزراء خطط عمل.", "The ministers adopted action plans."),
    ("أقر الوزراء خطة عمل.", "The ministers adopted an Action Plan."),
    ("عقدت القمة أمس.", "The meeting was held yesterday."),
    ("وصل ثلاثة وزراء.", "3 ministers came."),
    ("وصل 3 وزراء.", "Three ministers came."),
    ("وصل ٢٬٥٠٠ جندي.", "2500 soldiers came."),
    ("وصل 2500 جندي.", "2,500 soldiers came."),
    ("بلغت النسبة ٣٫٥٪.", "The share is 3.5%."),
    ("بلغت النسبة 3,5 بالمئة.", "The share is 3.5 percent."),
    ("بلغ العدد مليونين و٣٠٠ ألف.", "The number is 2.3 million."),
    ("بلغ العدد 7 مليارات.", "The number is 7bn."),
    ("بلغ العدد خمسة وعشرين ألفا.", "The number is 25,000."),
    ("خلال شهرين فقط.", "Within 2 months only."),
    ("في التسعينيات.", "In the 1990s."),
    ("في القرن التاسع عشر.", "In the 19th century."),
    ("بعد ساعة ونصف.", "After 1.5 hours."),
    ("أكثر من 24 طائرة.", "More than two dozen aircraft."),
    ("من 10-15 طائرة.", "From 10 to 15 aircraft."),
    ("مساحتها 783،562 كم².", "Its area is 783,562 km²."),
    ("عند الساعة 14:30.", "At 2:30 p.m."),
    ("في 12/05/2020 وصلوا.", "They came on 12 May 2020."),
    ("وصلوا في 3 آذار/مارس 2020.", "They came on March 3, 2020."),
    ("وصلوا من مايو إلى يونيو.", "They came from May to June."),
    ("مارس الرياضة في يناير.", "He did sports in January; he may again."),
    ("وصلوا في مطلع آب.", "They came early in August."),
    ("سرعته عام ١٤٤١ هـ كبيرة.", "In 1441 H its speed in km/h was high."),
    ("صدر عام ١٤٤١ هـ.", "It came out in 1441 AH."),
    ("صدر عام ١٤٤١ هـ.", "It came out in 2019."),
    ("ينتشر الفيروس المستجد.", "The COVID-19 virus spreads."),
    ("وجدت %1$d ملفا في %2$s.", "In %2$s %1$d files were found."),
    ("اكتمل 50% من العمل.", "Done: 50% of the work."),
    ("مرحبا {0}، لديك {{ count }} ملفات.", "Hello {0}, you have {{count}} files."),
    ('افتح <a title="ملف">الملف</a>.', 'Open <a title="A file">the file</a>.'),
    ("راجع https://nato.int/ar/news.", "See https://nato.int/en/news."),
    ("قال إنه سعيد جدا جدا.", "He said that he had had enough."),
    ("عزفت دوران دوران أمس.", "Yesterday Duran Duran played."),
    ("أ) وصل الوزراء.", "a) The ministers came."),
    ("وصل الوزراء :)", "The ministers came :)"),
    ("طوله 5 أقدام و10 بوصات.", "He is 5'10\"."),
    ("قال إن الناتو «سعيد».", "He said NATO was “happy”."),
    ("هاتف iPhone جديد.", "iPhone is new."),
    ("… ثم وصلوا.", "… then they came."),
    ("وصلوا", "they came"),
]


@pytest.mark.parametrize("texts", GOOD, ids=lambda texts: texts[1])
def test_what_is_right_passes(texts: Texts) -> None:
    assert checks(texts) == []


def test_a_source_has_one_target_in_a_file() -> None:
    texts = ("افتح الملف", "Open the file"), ("أغلق", "Close"), ("افتح  الملف", "Open a file"), ("أغلق", "Close")

    assert found(*texts) == [("m3", "two-targets")]


def test_a_term_has_one_rendering_in_a_file_and_the_first_of_others_is_told() -> None:
    texts = [("رحب الناتو بذلك.", "NATO welcomed it.")] * 2 + [
        ("رحب الناتو.", "The Atlantic Alliance welcomed it.")
    ] * 2

    assert found(*texts) == [("m3", "term-mixed")]


def test_forms_of_the_same_words_are_one_rendering() -> None:
    texts = [("انتشر فيروس.", "A virus spread."), ("عدوى فيروس.", "A viral infection.")]

    assert found(*texts) == []


def test_files_are_checked_each_by_itself() -> None:
    pairs = [pair(f"{name}.po", Unit("m1", "افتح", name), INDEX) for name in ("Open", "Start")]

    assert findings(pairs) == ()


def test_an_acronym_that_the_file_explains_holds_its_words() -> None:
    explained = ("يزداد فيروس الكبد.", "The Human Liver Virus (HLV) is on the rise.")

    assert "term-missing" in checks(("ينتشر فيروس.", "HLV spreads."))
    assert found(explained, ("ينتشر فيروس.", "HLV spreads."))[-1] == ("m2", "term-form")


@pytest.mark.parametrize(
    "texts",
    [
        ("أول الفيروسات هي الأخطر.", "The first ones are the most dangerous."),
        ("تنتشر هذه الفيروسات.", "They spread."),
        ("نعرف عائلة الفيروسات.", "We know the Paramyxoviridae."),
        ("قالت هيئة (الصحة العامة) ذلك.", "The agency (PHE) said so."),
    ],
    ids=lambda texts: texts[1],
)
def test_what_stands_for_a_term_is_a_trace(texts: Texts) -> None:
    assert checks(texts) == ["term-form"]


@pytest.mark.parametrize(
    "texts",
    [
        ("تنتشر الفيروسات.", "They spread."),
        ("قالت الصحة العامة (بي إتش إي) ذلك.", "The agency (PHE) said so."),
        ("قالت الصحة العامة إن الصحة العامة بخير.", "The PHE said so."),
        ("ينتشر الفيروس المجري.", "The Hungarian thing spreads."),
    ],
    ids=lambda texts: texts[0],
)
def test_what_stands_for_another_word_is_no_trace(texts: Texts) -> None:
    assert "term-missing" in checks(texts)


def test_where_targets_begin_with_capitals_labels_do_too() -> None:
    labels = [("افتح", "Open"), ("أغلق", "Close")] * 10

    assert found(*labels, ("احفظ", "save"))[-1] == ("m21", "initial-capital")


def test_codes_are_tags() -> None:
    bold = Code(0, "<b>", "open", 1), Code(4, "</b>", "close", 1)
    whole = Unit("m1", "افتح", "Open", codes=bold, target_codes=bold)
    torn = Unit("m2", "أغلق", "Close", codes=bold, target_codes=bold[::-1])
    lost = Unit("m3", "احفظ", "Save", codes=bold, target_codes=bold[:1])
    told = [(finding.segment, finding.message) for finding in run(whole, torn, lost)]

    assert told == [
        ("m2.s1", "the tag «</b>» closes what is not open"),
        ("m3.s1", "the tag «</b>» is not in the target"),
    ]


def test_an_annotation_of_one_side_is_no_tag() -> None:
    term = Code(0, '<mrk mtype="term">', "open", 1), Code(4, "</mrk>", "close", 1)
    assert run(Unit("m1", "افتح", "Open", codes=term)) == ()


def test_findings_tell_their_place_and_stand_in_the_order_of_the_segments() -> None:
    texts = ("وصل 15 وزيرا.", "Some 16 ministers came.  "), ("وصل الوزراء.", "")
    units = [Unit(f"m{number}", *each, line=7 * number) for number, each in enumerate(texts, 1)]
    expected = [("number", 7), ("number", 7), ("edge-space", 7), ("empty-target", 14)]

    assert [(finding.check, finding.line) for finding in run(*units)] == expected
    assert run(*units)[0] == Finding(
        "number", "warning", "site.po", 7, "m1.s1", "the number «15» of the source is not in the target"
    )


def test_checks_are_chosen_by_their_ids() -> None:
    known = [check.id for check in CHECKS]

    assert [check.id for check in choose(["tag", "number"])] == ["number", "tag"]
    assert [check.id for check in choose(["-length"])] == [name for name in known if name != "length"]
    assert choose([]) == CHECKS
    with pytest.raises(UsageError, match="no check has the id «lenght»"):
        choose(["-lenght"])


def test_every_check_says_what_it_finds_in_a_line() -> None:
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    assert all(check.explanation.endswith(".") and len(check.explanation) <= 60 for check in CHECKS)


@given(st.integers(0, 10**12))
def test_a_number_is_the_same_in_the_digits_of_both_scripts_grouped_or_not(number: int) -> None:
    eastern = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    grouped = f"{number:,}"
    readings = [numerals.read(text).written[0] for text in (str(number), eastern, grouped, grouped.replace(",", "٬"))]

    assert all(numerals.read(str(number)).tell_of(reading) for reading in readings)


@given(st.text(alphabet="0123456789.,:/- و٠٩٬٫ألفمليون thousand%sهـ"))
def test_any_text_of_digits_and_words_can_be_read(text: str) -> None:
    read = numerals.read(text)

    assert all(read.tell_of(number) for number in read.written)


@given(st.text(), st.text())
def test_any_two_texts_can_be_checked(source: str, target: str) -> None:
    known = {check.id for check in CHECKS}

    assert set(checks((source, target))) <= known


@pytest.mark.parametrize(
    "part", ["-", " ", "(", "9", "1,", "half ", "ثلث ", "<a ", "{", "A.", "the ", "aa", '"', "%", "a."]
)
def test_a_long_text_of_any_sign_is_checked_in_time(part: str) -> None:
    started = time.process_time()
    checks((part * 10_000, part * 10_000), ("نص", part * 10_000), (part * 10_000, "text"))

    assert time.process_time() - started < 5


def test_months_are_read_in_all_their_names() -> None:
    for number, names in enumerate(months.ARABIC, 1):
        assert {frozenset({number})} == {months.of_arabic(f"في 5 {name} الماضي") for name in names}
    for number, name in enumerate(months.ENGLISH, 1):
        assert months.of_english(f"on {name.capitalize()} 5") == {number}


def test_the_benchmark_plants_an_error_for_every_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "scripts" / "benchmarks"))
    kinds = importlib.import_module("_planted").kinds(())

    assert {*(kind.check for kind in kinds), "two-targets"} == {check.id for check in CHECKS}


def test_a_blank_beside_a_code_that_stands_alone_is_inside_the_text() -> None:
    count, bold = Code(7, "{n}", "alone"), Code(0, "<b>", "open", 0)
    source, codes = "تم حذف  ملفات", (count,)
    assert not run(Unit("m1", source, " files deleted", codes=codes, target_codes=(Code(0, "{n}", "alone"),)))
    (finding,) = run(Unit("m1", "حذف", " Deleted", codes=(bold,), target_codes=(bold,)))
    assert finding.check == "edge-space"
    gap = Unit("m1", source, "Deleted  files", codes=codes, target_codes=(Code(8, "{n}", "alone"),))
    assert not run(gap)


def test_an_address_may_be_its_own_translation() -> None:
    assert checks(("https://x.com/ع", "https://x.com/ع")) == []
