"""Text is cut where the rules of an SRX file cut it, and a rule that cannot be used is named with its line."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.strategies import INVISIBLE, arabic_text
from toolkit import srx
from toolkit.bitext import Unit
from toolkit.errors import InputError

SAMPLE = Path(__file__).parent / "cases" / "arabic.srx"
SAMPLE_RULES = srx.read(SAMPLE, str(SAMPLE))
SCHEMA = Path(__file__).parents[2] / "shared" / "schemas" / "srx20.xsd"

NAMESPACE = ' xmlns="http://www.lisa.org/srx20"'

Triple = tuple[str, str, str]


def document(
    rules: str, *, maps: str = "", header: str = '<header cascade="yes"/>', namespace: str = NAMESPACE
) -> bytes:
    """Spell a file whose rules stand on line 3 and whose maps stand on line 5."""
    maps = maps or '<languagemap languagepattern="ar" languagerulename="Arabic"/>'
    return (
        f"<srx{namespace}>{header}<body><languagerules>\n"
        '<languagerule languagerulename="Arabic">\n'
        f"{rules}\n"
        "</languagerule></languagerules><maprules>\n"
        f"{maps}\n"
        "</maprules></body></srx>"
    ).encode()


def rule(before: str, after: str, breaks: str = "yes") -> str:
    sides = (("beforebreak", before), ("afterbreak", after))
    texts = "".join(f"<{name}>{text.replace('&', '&amp;').replace('<', '&lt;')}</{name}>" for name, text in sides)
    return f'<rule break="{breaks}">{texts}</rule>'


def sentences(text: str, rules: srx.Rules) -> list[str]:
    return [segment.source for segment in srx.segments(Unit("p1", text), rules)]


def cut(text: str, *rules: str) -> list[str]:
    return sentences(text, srx.read(document("".join(rules)), "rules.srx"))


def failure(data: bytes) -> str:
    with pytest.raises(InputError) as raised:
        srx.read(data, "rules.srx")
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize(
    "expected",
    [
        ["زار د. سامي المصنع.", "ثم عاد إلى مكتبه!", "هل اقتنع؟", "لا أحد يعرف…"],
        ["كرّمت الجامعة أ. د. هدى وم. كريم.", "وصفق الحاضرون."],
        ["ارتفع السعر 3.5 في المئة؛", "وهبط بعدها 2٫1."],
        ["صاح الحارس: «من هناك؟!» قال الفتى: «أنا.»", "فتح الباب."],
        ["بنيت القلعة عام 300 ق.م. على التل.", "وهدمت بعد قرنين."],
        ["راسلونا على ص. ب. 512 أو زوروا www.almaktaba.example اليوم.", "ننتظركم."],
        ["1. المقدمة.", "2. الخاتمة."],
    ],
    ids=lambda expected: expected[0],
)
def test_the_sample_cuts_as_its_rules_say(expected: list[str]) -> None:
    between = "\n" if expected[0].startswith("1.") else " "
    assert expected == sentences(between.join(expected), SAMPLE_RULES)


def test_the_sample_has_other_rules_for_another_language() -> None:
    english = srx.read(SAMPLE, str(SAMPLE), "en-GB")
    assert sentences("Dr. Ali left. هل عاد؟ نعم. He did.", english) == ["Dr. Ali left. هل عاد؟ نعم.", "He did."]


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema is not part of the project")
def test_the_sample_holds_to_the_schema() -> None:
    etree.XMLSchema(etree.parse(str(SCHEMA))).assertValid(etree.parse(str(SAMPLE)))


def test_the_first_rule_that_fits_a_place_decides() -> None:
    cuts, keeps = rule("[.]", r"\s"), rule(r"د[.]", r"\s", "no")
    assert cut("د. علي", keeps, cuts) == ["د. علي"]
    assert cut("د. علي", cuts, keeps) == ["د.", "علي"]


def test_an_exception_between_two_breaks_yields_to_the_first_and_wins_over_the_second() -> None:
    rules = [rule("!", " "), rule("[!.]", " (?=لا)", "no"), rule("[!.]", " ")]
    assert cut("نعم! لا. لا! نعم", *rules) == ["نعم!", "لا. لا!", "نعم"]


def test_a_rule_that_fits_another_place_decides_nothing_here() -> None:
    assert cut("د. علي", rule(r"د[.]\s", "", "no"), rule("[.]", r"\s")) == ["د.", "علي"]


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ("<beforebreak>[.]</beforebreak>", ["نعم.", "لا.", "ربما"]),
        ("<afterbreak>ربما</afterbreak>", ["نعم. لا.", "ربما"]),
        ("<beforebreak>[.]</beforebreak><afterbreak/>", ["نعم.", "لا.", "ربما"]),
    ],
)
def test_a_side_that_is_missing_fits_everywhere_and_a_rule_breaks_unless_it_says_no(
    sides: str, expected: list[str]
) -> None:
    assert cut("نعم. لا. ربما", f"<rule>{sides}</rule>") == expected


def test_without_a_rule_that_fits_only_line_breaks_cut() -> None:
    assert cut("نعم. لا\r\nربما\u2028كلا", rule("!", " ")) == ["نعم. لا", "ربما", "كلا"]


def test_a_rule_sees_the_whole_unit_across_line_breaks() -> None:
    assert cut("بند\nأول ثان", rule(r"\A\w+\nأول", " ")) == ["بند", "أول", "ثان"]
    exception = rule(r"^\w+\nأول[.]", r"\s\w+\z", "no")
    assert cut("بند\nأول. ثان", exception, rule("[.]", " ")) == ["بند", "أول. ثان"]


MAPS = (
    '<languagemap languagepattern="en.*" languagerulename="Missing"/>'
    '<languagemap languagepattern="AR.*" languagerulename="Arabic"/>'
    '<languagemap languagepattern=".*" languagerulename="General"/>'
)
TWO = f'{rule("[.]", " ")}</languagerule><languagerule languagerulename="General">{rule("!", " ")}'


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('<header cascade="yes"/>', ["نعم.", "لا!", "ربما"]),
        ('<header cascade="no"/>', ["نعم.", "لا! ربما"]),
        ("<header/>", ["نعم.", "لا! ربما"]),
        ("", ["نعم.", "لا! ربما"]),
    ],
)
def test_all_maps_that_fit_hold_in_a_cascade_and_otherwise_the_first(header: str, expected: list[str]) -> None:
    rules = srx.read(document(TWO, maps=MAPS, header=header), "rules.srx")
    assert expected == sentences("نعم. لا! ربما", rules)


def test_srx_1_has_no_namespace_and_one_more_level_of_maps() -> None:
    maps = '<maprule maprulename="Default"><languagemap languagepattern="ar" languagerulename="Arabic"/></maprule>'
    data = document(rule("[.]", " "), maps=maps, header='<header segmentsubflows="yes"/>', namespace=' version="1.0"')
    assert sentences("نعم. لا", srx.read(data, "rules.srx")) == ["نعم.", "لا"]


def test_what_a_tool_added_in_its_own_namespace_is_passed_over() -> None:
    header = '<header cascade="yes"><own:rule xmlns:own="urn:own" break="perhaps">(</own:rule></header>'
    assert sentences("نعم. لا", srx.read(document(rule("[.]", " "), header=header), "rules.srx")) == ["نعم.", "لا"]


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (r"\p{L}\P{L}", "ب!"),
        (r"\pL", "ب"),
        (r"\p{IsLl}\p{InArabic}\p{IsArabic}\p{Script=Arabic}", "aببب"),
        (r"ب\h", "ب\u3000"),
        (r"ب[\h\v]", "ب\x0b"),
        (r"\H\V", "بت"),
        (r"ب[^\H]", "ب\u3000"),
        (r"ب\R", "ب\x85"),
        (r"\x{623}\u0623\x41", "أأA"),
        (r"[\x{1F600}-\x{1F64F}]", "😀"),
        (r"\Q[.](?\E!", "[.](?!"),
        (r"[\Q]^\E]", "^"),
        (r"\Qد.", "د."),
        (r"ب++\.", "بب."),
        (r"(?>ب+)\.", "بب."),
        ("[[:alpha:]][[:punct:]]", "ب."),
        (r"[\p{L}&&[^اوي]]", "ب"),
        (r"[\p{L}&[بتث]]", "ب"),
        (r"[\p{L}-[اوي]]", "ب"),
        (r"[[ا-ي]--[اوي]]", "ب"),
        ("[ا[بت]]", "ت"),
        ("[(?{*!]", "{"),
        ("[.||؟]", "|"),
        (r"[\[\(]", "["),
        (r"\؟\-\»", "؟-»"),
        (r"\b(?iu)MR\.", "mr."),
        (r"(?u)ب", "ب"),
        (r"(?i-u:A)ب", "aب"),
        (r"(?<name>ب)(?#كذا)", "ب"),
        (r"(?<!و)ب(?= )(?!!)", "ب"),
        (r"ب{2,3}", "بب"),
        (r"^ب\w+", "بَـتّ"),
        (r"\e\a\t\f", "\x1b\x07\t\f"),
    ],
)
def test_regular_expressions_are_those_of_icu(before: str, text: str) -> None:
    assert cut(f"{text} ا", rule(before, r"\s")) == [text.strip(INVISIBLE), "ا"]


@pytest.mark.parametrize(
    ("before", "text"),
    [(r"[\p{L}-[اوي]]", "ا"), (r"[\p{L}&[بتث]]", "ا"), (r"[^\h]", "ب "), (r"\bب", "َب"), ("(?i:A)b", "aB")],
)
def test_sets_subtract_and_words_hold_their_marks(before: str, text: str) -> None:
    assert cut(f"{text}، ا", rule(before, "،")) == [f"{text}، ا"]


def test_the_end_of_the_text_is_known() -> None:
    assert cut("نعم. لا. نعم", rule(r"[.]", r"\s\w+\z")) == ["نعم. لا.", "نعم"]
    assert cut("نعم. لا. نعم\n", rule(r"[.]", r"\s\w+\Z")) == ["نعم. لا.", "نعم"]


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("(ب", "missing )"),
        ("ب)|(ت", "unbalanced parenthesis"),
        ("[ب", "unterminated character set"),
        ("*", "nothing to repeat"),
        (r"\p{Nonsense}", "unknown property"),
        (r"(ب)\1", r"'\1' is not understood"),
        (r"\y", r"'\y' is not understood"),
        ("(?P&lt;ب&gt;ت)", "'(?' is not understood"),
        ("(?R)", "'(?' is not understood"),
        ("(*FAIL)", "'(*' is not understood"),
        ("(?:ب){e}", "'{' is not understood"),
        ("ب\\", "bad escape (end of pattern)"),
        ("(" * 3000, "too deeply nested"),
        ("ب{1,99999999999}", "repeat count too big"),
    ],
)
def test_an_expression_that_cannot_be_used_is_named_with_its_line(expression: str, reason: str) -> None:
    for side in ("beforebreak", "afterbreak"):
        found = failure(document(f"<rule>\n<{side}>{expression}</{side}>\n</rule>"))
        assert found.startswith(f"rules.srx:4: {side} cannot be used: ") and reason in found


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<tmx/>", "rules.srx:1: not SRX: the root element is <tmx>"),
        (b"<srx>\n<", "rules.srx:2: not well-formed XML"),
        (b'<!DOCTYPE srx [\n<!ENTITY a "b">]><srx>&a;</srx>', "rules.srx:2: declares entities"),
        (b"<srx/>", "rules.srx:1: no languagemap fits 'ar', add one; the patterns that are there: none"),
        (document("", maps='<languagemap languagepattern="en|fr"/>'), "the patterns that are there: en|fr"),
        (document("", maps='<languagemap languagepattern="ar.+"/>'), "the patterns that are there: ar.+"),
        (document("", maps='<languagemap languagepattern="(ar"/>'), "rules.srx:5: languagepattern cannot be used: "),
        (
            document("", maps='<languagemap languagepattern="ar" languagerulename="Arabi"/>'),
            "rules.srx:5: no languagerule is named 'Arabi'",
        ),
        (document('<rule break="maybe"/>'), "rules.srx:3: break must be yes or no, it is 'maybe'"),
        (document("", header='<header cascade=""/>'), "rules.srx:1: cascade must be yes or no, it is ''"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_line(data: bytes, expected: str) -> None:
    assert expected in failure(data)


def test_rules_of_other_languages_need_not_be_understood() -> None:
    other = f'</languagerule><languagerule languagerulename="Other">{rule("(", "[")}'
    assert cut("نعم. لا", rule("[.]", " ") + other) == ["نعم.", "لا"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        srx.read(tmp_path / "rules.srx", "rules.srx")


@pytest.mark.parametrize("sides", [("x", "(?:a|a|aa)+!", "yes"), ("x", "(?:a|a|aa)+!", "no")])
def test_a_rule_that_explodes_is_given_up_and_named(sides: Triple) -> None:
    data = document(f"{rule(*sides)}{rule('x', '')}")
    rules = replace(srx.read(data, "rules.srx"), patience=0.2)
    with pytest.raises(InputError, match=r"rules\.srx:3: this rule or one next to it takes more than 0\.2 seconds"):
        srx.segments(Unit("p1", "x" + "a" * 5000), rules)


def test_a_long_text_is_cut_in_time() -> None:
    text = "قال د. سعيد: «لن نتأخر!» ثم مضى. " * 15_000
    assert len(sentences(text, SAMPLE_RULES)) == 30_000


@given(arabic_text(120))
def test_segments_are_verbatim_and_leave_only_blanks_between(text: str) -> None:
    place = 0
    for number, segment in enumerate(srx.segments(Unit("p1", text), SAMPLE_RULES), start=1):
        assert number == segment.number
        assert text[segment.start : segment.end] == segment.source
        assert segment.source == segment.source.strip(INVISIBLE) and len(segment.source.splitlines()) == 1
        assert not text[place : segment.start].strip(INVISIBLE)
        place = segment.end
    assert not text[place:].strip(INVISIBLE)


PIECES = ["د[.]", "[.!]+", "(?:ا|اب)+", "ب*", "", "[^ا]{2}", "ا?[.]", "اب|ب", "!+?"]


def breaks_at(text: str, place: int, rules: Sequence[Triple]) -> bool:
    """Decide as the standard says it, rule by rule and place by place."""
    for before, after, breaks in rules:
        ends = any(regex.fullmatch(before, text[start:place]) for start in range(place + 1))
        if ends and regex.match(after, text[place:]):
            return breaks == "yes"
    return False


@given(
    st.text("ابد.!", max_size=12),
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(PIECES), st.sampled_from(["yes", "no"])), max_size=6),
)
def test_places_are_decided_as_the_standard_says(text: str, rules: list[Triple]) -> None:
    places = [0, *(place for place in range(1, len(text)) if breaks_at(text, place, rules)), len(text)]
    expected = [text[start:end] for start, end in pairwise(places) if start < end]
    assert expected == cut(text, *(rule(*each) for each in rules))
