import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import PhraseBook, match, segment
from toolkit import enforcement, renderings
from toolkit.bitext import TermMatch, Translation, Verdict
from toolkit.drafts import Task

SOURCE = "التقى الوزير قادة حلف الناتو أمس"
NATO = match(SOURCE, "حلف الناتو", "NATO")


def translate(
    engine: PhraseBook, *matches: TermMatch, source: str = SOURCE, beam: int = 4, enforce: bool = True
) -> Translation:
    return enforcement.translate(engine, [Task(segment(source), matches)], beam, enforce)[0]


def verdicts(translation: Translation) -> list[Verdict]:
    return [outcome.verdict for outcome in translation.outcomes]


def test_a_term_that_the_model_gives_is_by_model() -> None:
    translation = translate(PhraseBook({SOURCE: ["The minister met leaders of Nato yesterday"]}), NATO)

    assert verdicts(translation) == [Verdict.BY_MODEL]
    assert translation.target == "The minister met leaders of NATO yesterday"
    assert translation.method == "model"


def test_a_term_in_another_hypothesis_is_by_nbest() -> None:
    book = {SOURCE: ["The minister met the alliance yesterday", "The minister met NATO yesterday"]}
    translation = translate(PhraseBook(book), NATO)

    assert verdicts(translation) == [Verdict.BY_NBEST]
    assert translation.target == "The minister met NATO yesterday"


def test_a_model_that_annotates_is_asked_for_the_terms_that_it_missed() -> None:
    source = "ناتو والكويت"
    engine = PhraseBook({source: ["Alliance Kuwait"]}, annotates=True)
    terms = match(source, "ناتو", "NATO"), match(source, "والكويت", "Kuwait")
    translation = translate(engine, *terms, source=source)

    assert verdicts(translation) == [Verdict.BY_ANNOTATION, Verdict.BY_MODEL]
    plain, asked, *_ = engine.requests
    assert ([each.target for each in plain.inline], [each.target for each in asked.inline]) == ([], ["NATO"])


@pytest.mark.parametrize(("seen", "confidence", "flags"), [(3, 0.52, ("unsure-place",)), (5, 1.0, ())])
def test_a_forced_term_says_how_sure_its_place_is(seen: int, confidence: float, flags: tuple[str, ...]) -> None:
    """Where the word beside it looks at its source, too, it may be the old rendering."""
    book = {SOURCE: ["The minister met the alliance yesterday", "The minister met NATO pact yesterday"]}
    translation = translate(PhraseBook(book, eyes={"NATO": 3, "pact": seen}), NATO)

    assert [round(outcome.confidence or 0.0, 2) for outcome in translation.outcomes] == [confidence]
    assert translation.flags == flags


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("وعن التعاون قال نعم.", "and on cooperation he said yes.", "And on cooperation he said yes."),
        ("التعاون", "cooperation", "cooperation"),
        ("آيفون جديد.", "iPhone is new.", "iPhone is new."),
    ],
)
def test_a_whole_sentence_begins_with_a_capital(source: str, english: str, expected: str) -> None:
    phone = [match(source, "آيفون", "iPhone", case="as-is")] if "آيفون" in source else []
    assert translate(PhraseBook({source: [english]}), *phone, source=source).target == expected


def test_a_term_of_the_model_has_no_confidence() -> None:
    translation = translate(PhraseBook({SOURCE: ["The minister met NATO"]}, eyes={"NATO": 3}), NATO)
    assert [outcome.confidence for outcome in translation.outcomes] == [None]


def test_a_term_that_no_hypothesis_has_is_forced_by_search() -> None:
    translation = translate(PhraseBook({SOURCE: ["The minister met the alliance yesterday"]}), NATO)

    assert verdicts(translation) == [Verdict.BY_SEARCH]
    assert "NATO" in translation.target


def test_the_method_names_the_step_that_gave_the_text_even_when_no_term_came_of_it() -> None:
    nato = match(SOURCE, "حلف الناتو", "NATO", forbidden=("alliance",))
    book = {SOURCE: ["The minister met NATO the alliances", "The minister met NATO"]}
    translation = translate(PhraseBook(book), nato)

    assert translation.target == "The minister met NATO"
    assert verdicts(translation) == [Verdict.BY_MODEL]
    assert translation.method == "n-best"


def test_several_missing_terms_are_forced_in_several_rounds() -> None:
    minister = match(SOURCE, "الوزير", "cabinet member")
    translation = translate(PhraseBook({SOURCE: ["The man met the alliance on that day"]}), minister, NATO)

    assert verdicts(translation) == [Verdict.BY_SEARCH, Verdict.BY_SEARCH]


def test_what_search_cannot_force_is_spliced_and_flagged() -> None:
    class Deaf(PhraseBook):
        """Forgets what it was told to begin with."""

        def translate(self, requests, decoding):  # type: ignore[no-untyped-def]
            return super().translate([type(each)(each.source) for each in requests], decoding)

    translation = translate(Deaf({SOURCE: ["The minister met them yesterday."]}), NATO)

    assert verdicts(translation) == [Verdict.BY_SPLICE]
    assert "spliced" in translation.flags
    assert translation.needs_review


def test_without_enforcement_a_missing_term_is_missed_and_flagged() -> None:
    engine = PhraseBook({SOURCE: ["The minister met them yesterday."]}, annotates=True)
    translation = translate(engine, NATO, enforce=False)

    assert verdicts(translation) == [Verdict.MISSED]
    assert translation.target == "The minister met them yesterday."
    assert translation.flags == ("term-missed",)
    assert [request.inline for request in engine.requests] == [()]


def test_a_term_that_is_only_reported_changes_nothing() -> None:
    engine = PhraseBook({SOURCE: ["The minister met them yesterday."]})
    translation = translate(engine, match(SOURCE, "حلف الناتو", "NATO", kind="ambiguous"))

    assert verdicts(translation) == [Verdict.MISSED]
    assert translation.flags == ()
    assert len(engine.requests) == 1


def test_a_segment_without_terms_takes_one_plain_decode() -> None:
    engine = PhraseBook({SOURCE: ["The minister met them yesterday."]})

    assert translate(engine).target == "The minister met them yesterday."
    assert len(engine.requests) == 1


def test_a_loop_is_tried_once_more_and_flagged_when_it_stays() -> None:
    engine = PhraseBook({SOURCE: ["The alliance alliance alliance alliance met"]})

    assert translate(engine).flags == ("repetition",)
    assert len(engine.requests) == 2


def test_a_forbidden_rendering_is_decoded_away() -> None:
    nato = match(SOURCE, "حلف الناتو", "NATO", forbidden=("alliance",))
    engine = PhraseBook({SOURCE: ["The minister met NATO the alliance yesterday"]})
    translation = translate(engine, nato)

    assert "alliance" not in translation.target
    assert translation.flags == ()
    assert translation.method == "search"
    assert engine.barred == ["alliance"]


def test_a_term_that_is_said_twice_is_said_once() -> None:
    nato = match(SOURCE, "حلف الناتو", "NATO")
    engine = PhraseBook({SOURCE: ["The minister met NATO of NATO yesterday"]})
    translation = translate(engine, nato)

    assert translation.target.count("NATO") == 1
    assert verdicts(translation) == [Verdict.BY_MODEL]


def test_a_term_that_stays_repeated_is_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enforcement, "MENDINGS", 0)
    engine = PhraseBook({SOURCE: ["The minister met NATO leaders of NATO yesterday"]})

    assert translate(engine, match(SOURCE, "حلف الناتو", "NATO")).flags == ("term-repeated",)
    assert translate(engine, match(SOURCE, "حلف الناتو", "NATO"), enforce=False).flags == ()


def test_a_forbidden_rendering_that_stays_is_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enforcement, "MENDINGS", 0)
    nato = match(SOURCE, "حلف الناتو", "NATO", forbidden=("alliance",))
    translation = translate(PhraseBook({SOURCE: ["The minister met NATO the alliance yesterday"]}), nato)

    assert translation.flags == ("forbidden-term",)


def test_a_segment_over_the_limit_is_cut_joined_and_flagged() -> None:
    source = "قال الوزير، وأضاف السفير"
    book = {"قال الوزير،": ["The minister said,"], "وأضاف السفير": ["And the ambassador added"]}
    translation = translate(PhraseBook(book, limit=3), match(source, "السفير", "ambassador"), source=source)

    assert translation.target == "The minister said, and the ambassador added"
    assert translation.flags == ("split",)
    assert verdicts(translation) == [Verdict.BY_MODEL]


def test_brackets_inside_a_term_are_not_shown_to_the_model() -> None:
    source = "زار حلف شمال الأطلسي (ناتو) أمس"
    engine = PhraseBook({})
    translate(engine, match(source, "حلف شمال الأطلسي (ناتو)", "NATO"), source=source)

    assert engine.requests[0].source == "زار حلف شمال الأطلسي ناتو أمس"


WORDS = st.sampled_from("the minister met NATO Nato leaders alliance Kuwait in of . ,".split())
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@given(hypotheses=st.lists(TEXTS, min_size=1, max_size=4), copies=st.integers(0, 3))
def test_each_match_has_one_verdict_and_a_place_unless_it_is_missed(hypotheses: list[str], copies: int) -> None:
    source = " ".join([SOURCE] * (copies + 1))
    matches = [
        TermMatch(NATO.entry, NATO.start + i * (len(SOURCE) + 1), NATO.end + i * (len(SOURCE) + 1))
        for i in range(copies + 1)
    ]
    translation = translate(PhraseBook({source: hypotheses}, limit=1000), *matches, source=source)

    assert [outcome.match for outcome in translation.outcomes] == matches
    for outcome in translation.outcomes:
        placed = translation.target[outcome.start : outcome.end]
        assert (outcome.verdict is Verdict.MISSED) == (placed == "")
        assert placed in ("", *renderings.forms(outcome.match))
    assert ("term-missed" in translation.flags) == any(outcome.missed for outcome in translation.outcomes)


def test_a_missed_term_takes_nobodys_place() -> None:
    source = "قال ناتو نعم، وأضاف ناتو لا"
    first = match(source, "ناتو", "NATO")
    second = TermMatch(first.entry, source.rindex("ناتو"), source.rindex("ناتو") + 4)
    book = {"قال ناتو نعم،": ["It said yes,"], "وأضاف ناتو لا": ["NATO said no"]}
    translation = translate(PhraseBook(book, limit=3), first, second, source=source, enforce=False)

    assert verdicts(translation) == [Verdict.MISSED, Verdict.BY_MODEL]


def test_a_term_that_stays_in_arabic_is_no_fault() -> None:
    name = match(SOURCE, "الوزير", "الوزير", status="do-not-translate")
    translation = translate(PhraseBook({SOURCE: ["The الوزير met them yesterday"]}), name)

    assert verdicts(translation) == [Verdict.BY_MODEL]
    assert translation.flags == ()


def test_a_term_that_mended_spaces_would_break_is_left_as_it_is() -> None:
    odd = match(SOURCE, "حلف الناتو", "eGov(AB)")
    translation = translate(PhraseBook({SOURCE: ["They met eGov(AB) yesterday"]}), odd)

    assert translation.target == "They met eGov(AB) yesterday"
    assert verdicts(translation) == [Verdict.BY_MODEL]


def test_the_model_alone_keeps_its_own_spaces_and_capitals() -> None:
    translation = translate(PhraseBook({SOURCE: ["They met ( Nato ) yesterday"]}), NATO, enforce=False)

    assert translation.target == "They met ( Nato ) yesterday"


def test_a_term_said_once_too_often_is_no_gain_over_one_that_is_only_reported() -> None:
    source = "زار البنك ثم وبنك"
    terms = match(source, "البنك", "bank"), match(source, "وبنك", "bank", kind="ambiguous")
    book = {source: ["The bank and another bank", "The bank and another one"]}

    assert translate(PhraseBook(book), *terms, source=source).target == "The bank and another bank"


def test_letters_that_casefolding_keeps_apart_break_nothing() -> None:
    city = match(SOURCE, "حلف الناتو", "İstanbul")

    assert verdicts(translate(PhraseBook({SOURCE: ["They met in Istanbul"]}), city)) != [Verdict.MISSED]


@given(st.integers(3, 8), st.lists(TEXTS, min_size=1, max_size=2))
def test_verdicts_stay_with_their_matches_when_a_segment_is_cut(limit: int, hypotheses: list[str]) -> None:
    source = "التقى الوزير قادة حلف الناتو في الكويت، وقال الوزير إن حلف الناتو عاد"
    terms = [
        TermMatch(entry, place, place + len(entry.source))
        for entry in (NATO.entry, match(source, "الكويت", "Kuwait").entry, match(source, "الوزير", "minister").entry)
        for place in range(len(source))
        if source.startswith(entry.source, place)
    ]
    terms.sort(key=lambda each: each.start)

    class Same(PhraseBook):
        """Says the same whatever it is asked."""

        def _texts(self, request):  # type: ignore[no-untyped-def]
            return hypotheses

    translation = translate(Same({}, limit=limit), *terms, source=source)

    assert [outcome.match for outcome in translation.outcomes] == terms
    for outcome in translation.outcomes:
        placed = translation.target[outcome.start : outcome.end]
        assert (outcome.verdict is Verdict.MISSED) == (placed == "")
        assert placed.casefold() in ("", outcome.match.entry.target.casefold())
