"""What recurs in a document comes out in one way, and nothing becomes worse by it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import PhraseBook, match, segment
from toolkit import consistency, documents, enforcement, pipeline
from toolkit.bitext import Outcome, Recipe, TermEntry, Translation, Verdict
from toolkit.concordance import Text
from toolkit.consistency import Consistent
from toolkit.consistency.names import akin, is_name, likeness, repeats, same
from toolkit.consistency.phrases import Occurrence, Phrase, recurring
from toolkit.consistency.proposals import ALIKE, Proposal, proposals
from toolkit.consistency.readings import Reading, read
from toolkit.documents import records
from toolkit.documents.contents import Content
from toolkit.drafts import Task
from toolkit.engines import Decoding, Hypothesis, Request
from toolkit.errors import UsageError
from toolkit.jobs import Job, Listener
from toolkit.planning import Destination
from toolkit.sources import Source

CAME, SAID, ASKED = "وصل الجارالله أمس", "قال الجارالله نعم", "سأل الجارالله لماذا"
BOOK = {CAME: ["Then Doctor Jarallah came"], SAID: ["Said neighbours yes"], ASKED: ["Asked Jarallah why"]}
EYES = {"Jarallah": 1, "neighbours": 1, "Neighbours": 1, "Halal": 1}


def tasks(*sources: str) -> tuple[Task, ...]:
    return tuple(Task(segment(source, f"p{number}")) for number, source in enumerate(sources, 1))


def engine(**changes: list[str]) -> PhraseBook:
    said = {"came": CAME, "said": SAID, "asked": ASKED}
    return PhraseBook({**BOOK, **{said[name]: texts for name, texts in changes.items()}}, annotates=True, eyes=EYES)


def agreed(book: PhraseBook, document: tuple[Task, ...]) -> Consistent:
    return consistency.agree(book, "news.txt", document, enforcement.translate(book, document))


def found(*sources: str) -> list[str]:
    return [phrase.occurrences[0].bare for phrase in recurring(tasks(*sources))]


def targets(made: Consistent) -> list[str]:
    return [translation.target for translation in made.translations]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (("درست لجنة الدفاع الخطة", "وللجنة الدفاع رأي"), ["لجنة الدفاع"]),
        (("اشترى أسلحة كيميائية", "حظر الأسلحة الكيميائية"), ["أسلحة كيميائية"]),
        (("قال نواف العنزي نعم", "سأل نواف العنزي", "صمت العنزي"), ["نواف العنزي", "العنزي"]),
        (("ترأس لجنة الدفاع", "حضر لجنة الصحة"), ["لجنة"]),
        (("قرأ الكتاب، الأحمر", "شرب الكتاب، الأحمر"), ["الكتاب", "الأحمر"]),
        (("لجنة الدفاع ولجنة الدفاع",), []),
        (("زار من ثم", "زار من ثم غاب"), ["زار"]),
    ],
    ids=["a clitic", "the article", "inside a longer one", "half a construct", "a comma", "one segment", "a link"],
)
def test_phrases_recur_through_clitics_and_article_as_long_as_they_can_be(
    sources: tuple[str, ...], expected: list[str]
) -> None:
    assert found(*sources) == expected


def test_what_a_glossary_has_or_what_is_kept_is_no_phrase() -> None:
    known = [
        replace(task, matches=(match(task.segment.source, "الجارالله", "Jarallah"),)) for task in tasks(CAME, SAID)
    ]
    assert recurring(known) == ()


@given(st.lists(st.text("لجنة الدفاع وزير، 5", max_size=30), max_size=5))
def test_every_occurrence_is_whole_words_of_its_segment(sources: list[str]) -> None:
    document = tasks(*sources)
    for phrase in recurring(document):
        assert len({place.number for place in phrase.occurrences}) > 1
        for place in phrase.occurrences:
            source = document[place.number].segment.source
            around = source[: place.start][-1:] + source[place.end :][:1]
            assert source[place.start : place.end].strip() and not any(map(str.isalpha, around))


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("Jarallah", "الجارالله", True),
        ("Al-Anzi", "العنزي", True),
        ("George", "جورج", True),
        ("Washington", "واشنطن", True),
        ("neighbouringlah", "الجارالله", False),
        ("Shanghai", "شنجن", False),
        ("Wuhan", "ووهان", True),
        ("Hawan", "ووهان", False),
        ("Al-Shidallah", "الجارالله", False),
        ("Tanzanian", "العنزي", False),
        ("Tariq", "١٢", False),
    ],
)
def test_a_name_is_spelt_with_the_consonants_of_its_arabic(target: str, source: str, expected: bool) -> None:
    assert (likeness(target, source) > ALIKE) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the defense committee", "Defense Committees", True),
        ("restore the bridge", "restoration of the bridges", True),
        ("old port", "lives of the old port", True),
        ("UN", "United Nations", True),
        ("Kuwaiti army", "Kuwait army", True),
        ("Al-Anzi", "Al-Anezi", False),
        ("tourist ships", "tourist vessels", False),
    ],
)
def test_renderings_that_differ_in_form_alone_are_the_same(one: str, other: str, expected: bool) -> None:
    assert same(one.split(), other.split()) is same(other.split(), one.split()) is expected


def test_a_people_a_day_and_a_common_word_are_no_names() -> None:
    words = ("Kuwaiti", "Friday", "Brazilian", "committee", "Jarallah")
    assert [word for word in words if is_name([word])] == ["Jarallah"]


def test_a_rendering_knows_its_kin_and_its_repetitions() -> None:
    assert akin(["tourist", "ships"], ["tourist", "vessels"]) and not akin(["journey"], ["flight"])
    assert repeats(["phases", "of", "first", "phases"]) and not repeats(["first", "phase"])


@pytest.mark.parametrize(
    ("text", "eyes", "expected"),
    [
        ("the defense committee met", {"committee": 0, "defense": 1}, ("defense", "committee")),
        ("the committee met", {"committee": 0}, None),
        ("committee met defense", {"committee": 0, "defense": 1}, None),
        ("committee, defense", {"committee,": 0, "defense": 1}, None),
        ("committee of 5", {"committee": 0, "5": 1}, None),
        ("لجنة defense", {"لجنة": 0, "defense": 1}, None),
        ("it met", {"committee": 0}, None),
    ],
    ids=["sure", "half rendered", "torn", "a sign inside", "a number", "Arabic", "not rendered"],
)
def test_a_rendering_is_read_only_where_it_is_sure(
    text: str, eyes: dict[str, int], expected: tuple[str, ...] | None
) -> None:
    source = "لجنة الدفاع اجتمعت"
    (task,) = tasks(source)
    place = Occurrence(0, 0, 11, "لجنة الدفاع")
    readings = read(PhraseBook({source: [text]}, eyes=eyes), [task], [Translation(task.segment, text)], [place])
    assert (readings[place].words if place in readings else None) == expected


def test_a_rendering_inside_a_term_of_the_glossary_is_not_read() -> None:
    (task,) = tasks(SAID)
    term = match(SAID, "قال", "neighbours")
    (translation,) = enforcement.translate(engine(), [replace(task, matches=(term,))])
    place = Occurrence(0, 4, 13, "الجارالله")
    assert read(engine(), [task], [translation], [place]) == {}


def proposed(*renderings: str | None, words: int = 2, head: str = "committee") -> tuple[Proposal, ...]:
    places = tuple(Occurrence(number, 0, 11, "لجنة الدفاع") for number in range(len(renderings)))
    phrase = Phrase(("لجنه", "دفاع")[:words], places)
    readings = {
        place: Reading(place, tuple(text.split()), head)
        for place, text in zip(places, renderings, strict=True)
        if text is not None
    }
    return proposals([phrase], readings, [f"news.txt:p{number}.s1" for number in range(len(places))])


def test_the_first_rendering_of_a_phrase_is_the_term() -> None:
    (made,) = proposed("the defense committee", "defense board", "Defense committees")
    assert made.entry == TermEntry("لجنة الدفاع", "defense committee", target_variants=("Defense committees",))
    assert made.entry.place == "news.txt:p0.s1"
    assert [place.number for place in made.differing] == [1]


@pytest.mark.parametrize(
    ("renderings", "head"),
    [
        (("defense committee", "defense committees"), "committee"),
        ((None, "defense committee", "defense board"), "committee"),
        (("defense committee", "defense committee", "guard council"), "committee"),
        (("defense committee", "defense board"), "committee"),
        (("defense committee", "defense board", "defense committee", "defense board"), "committee"),
        (("defense of defense", "defense of defense", "defense board"), "committee"),
        (("defending all", "defending all", "guard of all"), "defending"),
    ],
    ids=["no difference", "the first is not sure", "nothing shared", "said once", "rivalled", "said twice", "a verb"],
)
def test_nothing_is_proposed_where_there_is_no_need_or_no_certainty(
    renderings: tuple[str | None, ...], head: str
) -> None:
    assert proposed(*renderings, head=head) == ()


def test_a_common_word_alone_is_never_proposed() -> None:
    assert proposed("committee", "board", words=1) == ()


def test_a_rendering_that_begins_a_sentence_loses_its_capital() -> None:
    places = tuple(Occurrence(number, 0, 11, "لجنة الدفاع") for number in range(3))
    renderings = ("Defense", "committee"), ("defense", "committee"), ("defense", "board")
    readings = {
        place: Reading(place, words, words[1], first=place.number == 0)
        for place, words in zip(places, renderings, strict=True)
    }
    (made,) = proposals([Phrase(("لجنه", "دفاع"), places)], readings, ["a:p1.s1", "a:p2.s1", "a:p3.s1"])
    assert (made.entry.target, made.entry.case) == ("defense committee", "sentence")


@pytest.mark.parametrize(("name", "expected"), [("Al-Anzi", ["Al-Anzi"]), ("Enezi", ["Enezi", "Ambassador Enezi"])])
def test_a_phrase_that_spells_a_name_in_it_otherwise_is_dropped(name: str, expected: list[str]) -> None:
    places = tuple(Occurrence(number, 0, 9, "العنزي") for number in range(2))
    longer = tuple(Occurrence(number, 20, 33, "السفير العنزي") for number in range(3))
    renderings = (name, "Tanzania", "Ambassador Enezi", "Ambassador Enezi", "envoy Enezi")
    readings = {
        place: Reading(place, tuple(text.split()), titled=True)
        for place, text in zip((*places, *longer), renderings, strict=True)
    }
    phrases = [Phrase(("عنزي",), places), Phrase(("سفير", "عنزي"), longer)]
    assert [made.entry.target for made in proposals(phrases, readings, ["a:p1.s1", "a:p2.s1", "a:p3.s1"])] == expected


@pytest.mark.parametrize(("titled", "expected"), [(True, 1), (False, 0)])
def test_a_capital_that_stands_alone_once_makes_no_name(titled: bool, expected: int) -> None:
    places = tuple(Occurrence(number, 0, 5, "الحمى") for number in range(2))
    readings = {places[0]: Reading(places[0], ("Hama",), titled=titled), places[1]: Reading(places[1], ("mouth",))}
    assert len(proposals([Phrase(("حمي",), places)], readings, ["a:p1.s1", "a:p2.s1"])) == expected


def test_a_name_is_brought_in_where_it_was_misread() -> None:
    made = agreed(engine(), tasks(CAME, SAID, ASKED))

    assert targets(made) == ["Then Doctor Jarallah came", "Said Jarallah yes", "Asked Jarallah why"]
    assert made.notices == ("news.txt: «الجارالله» → «Jarallah» as in p1.s1, also in p2.s1",)
    outcomes = [outcome for translation in made.translations for outcome in translation.outcomes]
    assert [outcome.verdict for outcome in outcomes] == [Verdict.BY_MODEL, Verdict.BY_ANNOTATION, Verdict.BY_MODEL]
    assert [t.target[o.start : o.end] for t in made.translations for o in t.outcomes] == ["Jarallah"] * 3


@pytest.mark.parametrize(
    ("renderings", "expected"),
    [(("Midoza", "Mundouza"), "Mundouza"), (("Mendoza", "Mundouza"), "Mendoza"), (("Hosa", "dozen"), None)],
    ids=["the better one", "the first of equals", "neither"],
)
def test_the_rendering_that_spells_a_name_best_is_the_term(renderings: tuple[str, str], expected: str | None) -> None:
    places = tuple(Occurrence(number, 0, 7, "ميندوزا") for number in range(2))
    readings = {place: Reading(place, (text,), titled=True) for place, text in zip(places, renderings, strict=True)}
    made = proposals([Phrase(("ميندوزا",), places)], readings, ["a:p1.s1", "a:p2.s1"])
    assert [each.entry.target for each in made] == ([expected] if expected else [])


def test_a_name_with_an_article_begins_a_sentence_with_a_capital() -> None:
    sources = "وصل المنصوري أمس", "المنصوري قال نعم"
    eyes = {"al-Mansouri": 1, "Victorious": 0}
    book = PhraseBook(
        {sources[0]: ["Then Doctor al-Mansouri came"], sources[1]: ["Victorious said yes"]}, True, eyes=eyes
    )
    assert targets(agreed(book, tasks(*sources)))[1] == "Al-Mansouri said yes"


def test_the_first_rendering_that_spells_the_name_is_taken() -> None:
    made = agreed(engine(), tasks(SAID, CAME))
    assert targets(made) == ["Said Jarallah yes", "Then Doctor Jarallah came"]
    assert [entry.place for entry in made.entries] == ["news.txt:p2.s1"]


def test_a_document_that_agrees_is_left_alone() -> None:
    document = tasks(CAME, ASKED)
    book = engine()
    translations = tuple(enforcement.translate(book, document))
    assert consistency.agree(book, "news.txt", document, translations) == Consistent((), translations)


class Doubting(PhraseBook):
    """An engine that finds a name very unlikely."""

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        return [-9.0 if "Jarallah" in target else 0.0 for target in targets]


def test_a_translation_that_the_model_finds_much_less_likely_is_not_taken() -> None:
    book = Doubting(BOOK, annotates=True, eyes=EYES)
    made = agreed(book, tasks(CAME, SAID))
    assert (targets(made), made.entries, made.notices) == (["Then Doctor Jarallah came", "Said neighbours yes"], (), ())


class Confused(PhraseBook):
    """An engine that leaves Arabic in what it writes for one source as soon as a term is asked for."""

    def translate(self, requests: Sequence[Request], decoding: Decoding) -> list[tuple[Hypothesis, ...]]:
        results = super().translate(requests, decoding)
        return [
            tuple(
                replace(each, text=f"{each.text} نعم") if request.inline and request.source == SAID else each
                for each in found
            )
            for request, found in zip(requests, results, strict=True)
        ]


def test_a_translation_with_a_flag_more_is_not_taken_and_its_term_is_missed_not_enforced() -> None:
    third = "صرخ الجارالله هنا"
    book = Confused({**BOOK, third: ["Cried Halal here"]}, annotates=True, eyes=EYES)
    made = agreed(book, tasks(CAME, SAID, third))

    assert targets(made) == ["Then Doctor Jarallah came", "Said neighbours yes", "Cried Jarallah here"]
    (outcome,) = made.translations[1].outcomes
    assert (outcome.verdict, outcome.missed, outcome.match.enforced) == (Verdict.MISSED, False, False)
    assert made.notices == ("news.txt: «الجارالله» → «Jarallah» as in p1.s1, also in p3.s1; not in p2.s1",)


def test_terms_of_the_glossary_stay() -> None:
    first, second = tasks(CAME, SAID)
    second = replace(second, matches=(match(SAID, "نعم", "yes"),))
    made = agreed(engine(), (first, second))
    assert [outcome.match.entry.target for outcome in made.translations[1].outcomes] == ["Jarallah", "yes"]


def test_reports_tell_a_term_of_the_document_from_one_of_a_glossary() -> None:
    first, second = tasks(CAME, SAID)
    second = replace(second, matches=(match(SAID, "نعم", "yes", place="core.tsv:7"),))
    made = agreed(engine(), (first, second)).translations
    segments: list[Any] = [{"file": "news.txt", **records.segment_record(translation)} for translation in made]
    schema = json.loads(resources.files("toolkit.reports").joinpath("report.schema.json").read_text(encoding="utf-8"))
    for each in segments:
        jsonschema.validate(each, {"$ref": "#/$defs/segment", "$defs": schema["$defs"]})

    assert [term.get("proposed_from") for each in segments for term in each["terms"]] == ["p1.s1", "p1.s1", None]
    notes = [records.term_note(outcome) for outcome in made[1].outcomes]
    assert [note.endswith(" (from p1.s1)") for note in notes] == [True, False]


def test_only_a_consistent_recipe_says_so() -> None:
    recipe = Recipe("0.1.0", "m@0", "none@0", beam=4, enforce=True)
    assert replace(recipe, consistent=True).signature == f"{recipe.signature}|consistent:yes"


def test_consistency_without_enforcement_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--consistent"):
        pipeline.run(Job(("a.txt",), str(tmp_path / "o.txt"), enforce=False, consistent=True))


def test_each_document_agrees_with_itself_alone() -> None:
    book, told = engine(), list[str]()
    sources = [
        Source(Destination(name, "-", documents.TEXT), Content(name, b""), Text(name, (), ()), document)
        for name, document in (("a.txt", tasks(CAME)), ("b.txt", tasks(SAID)), ("c.txt", tasks(CAME, SAID)))
    ]
    translations = enforcement.translate(book, [task for source in sources for task in source.tasks])
    made = list(pipeline._consistent(book, sources, translations, Job(()), Listener(told.append)))

    assert made[:2] == translations[:2]
    assert [translation.target for translation in made[2:]] == ["Then Doctor Jarallah came", "Said Jarallah yes"]
    assert told == ["c.txt: «الجارالله» → «Jarallah» as in p1.s1, also in p2.s1"]


def test_the_segment_of_a_unit_whose_name_has_a_colon_is_told_whole() -> None:
    found_there = match(CAME, "الجارالله", "Jarallah", place="app.po:main.c:12.s1")
    outcome = Outcome(found_there, Verdict.BY_MODEL, 5, 13)
    assert records.term_note(outcome).endswith("(from main.c:12.s1)")
