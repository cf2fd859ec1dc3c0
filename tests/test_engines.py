from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.engines import Decoding, Inline, Request, installation, packages
from toolkit.engines.argos import ArgosEngine

OLD = Path(__file__).parent / "cases" / "old-layout.argosmodel"
SOURCE = "زار وزير الخارجية العاصمة أمس."


@pytest.fixture(scope="module")
def embedded() -> ArgosEngine:
    return ArgosEngine(packages.read(installation.embedded()))


@pytest.fixture(scope="module")
def old() -> ArgosEngine:
    return ArgosEngine(packages.read(OLD))


def test_the_embedded_package_translates(embedded: ArgosEngine) -> None:
    ((hypothesis,),) = embedded.translate([Request(SOURCE)], Decoding())

    assert "minister" in hypothesis.text.lower()


def test_hypotheses_come_best_first_in_the_order_of_the_requests(embedded: ArgosEngine) -> None:
    requests = [Request(SOURCE), Request("شكرا لكم."), Request("انتهت الجلسة الأولى من المؤتمر صباح اليوم.")]
    results = embedded.translate(requests, Decoding(hypotheses=3))

    assert [len(result) for result in results] == [3, 3, 3]
    assert all(result[0].score >= result[1].score >= result[2].score for result in results)
    assert [result[0].text for result in results] == [
        embedded.translate([request], Decoding())[0][0].text for request in requests
    ]


@pytest.mark.parametrize("engine", ["embedded", "old"])
def test_a_prefix_is_kept(engine: str, request: pytest.FixtureRequest) -> None:
    prefix = "The Gulf Cooperation Council"
    ((hypothesis,),) = request.getfixturevalue(engine).translate([Request(SOURCE, prefix=prefix)], Decoding())

    assert hypothesis.text.startswith(prefix)


@pytest.mark.parametrize("engine", ["embedded", "old"])
def test_attention_is_given_word_by_word(engine: str, request: pytest.FixtureRequest) -> None:
    ((hypothesis,),) = request.getfixturevalue(engine).translate([Request(SOURCE)], Decoding(beam=1, attention=True))

    assert len(hypothesis.attention) == len(hypothesis.text.split())
    assert all(sum(row) <= 1.001 for row in hypothesis.attention)


LONG = "انتهت الجلسة الأولى من المؤتمر صباح اليوم، وغادر الوزراء العاصمة إلى بلدانهم قبل الظهر."
MANY = [
    Request(" ".join([*LONG.split()[:length], end])) for length in range(2, 14, 2) for end in ("أمس.", "غدا", "عاد")
]


def test_a_text_comes_out_the_same_whatever_shares_its_batch(embedded: ArgosEngine) -> None:
    prefixed = [replace(request, prefix="The first") for request in MANY]
    for how, requests in ((Decoding(hypotheses=4), MANY), (Decoding(beam=1, attention=True), prefixed)):
        together = embedded.translate(requests, how)
        assert together == [embedded.translate([request], how)[0] for request in requests]
        targets = [found[0].text for found in together]
        scores = [embedded.score([one], [two])[0] for one, two in zip(requests, targets, strict=True)]
        assert embedded.score(requests, targets) == scores


def test_an_inline_term_is_obeyed(embedded: ArgosEngine) -> None:
    start = SOURCE.index("وزير")
    inline = Inline(start, start + len("وزير الخارجية"), "top diplomat")
    ((hypothesis,),) = embedded.translate([Request(SOURCE, (inline,))], Decoding())

    assert "top diplomat" in hypothesis.text


def test_inline_terms_in_brackets_are_written_as_the_model_learnt_them(embedded: ArgosEngine) -> None:
    source = "أعلن (ناتو) ذلك"
    made = embedded._source(Request(source, (Inline(6, 10, "NATO"),)))
    pieces, words = made.pieces, made.words

    assert pieces[pieces.index("｟") - 1].endswith("(")
    assert pieces[pieces.index("｠") + 1] == ")"
    assert len(words) == len(pieces)
    assert words[-1] == len(source.split()) - 1


def test_marks_that_stand_in_the_source_are_no_annotation(embedded: ArgosEngine) -> None:
    source = embedded._source(Request("أعلن ｟ناتو⦂NATO｠ ذلك"))

    assert not {"｟", "⦂", "｠"} & set(source.pieces)


def test_underscores_survive(embedded: ArgosEngine) -> None:
    ((hypothesis,),) = embedded.translate([Request(SOURCE, prefix="user_name")], Decoding())

    assert hypothesis.text.startswith("user_name")


def test_a_good_translation_scores_above_a_bad_one(embedded: ArgosEngine) -> None:
    good, bad = "The foreign minister visited the capital yesterday.", "Please mind the gap."
    scores = embedded.score([Request(SOURCE)] * 2, [good, bad])

    assert scores[0] > scores[1]


def test_what_the_model_cannot_spell_is_told(old: ArgosEngine, embedded: ArgosEngine) -> None:
    assert old.spellable(["NATO", "NATO 2030", "☃"]) == [True, False, False]
    assert embedded.spellable(["NATO", "NATO 2030"]) == [True, True]


def test_an_old_package_offers_no_annotation(old: ArgosEngine) -> None:
    assert (old.annotates, old.name) == (False, "translate-ar_en-1_0")


def test_a_target_prefix_of_the_package_is_forced_and_left_out() -> None:
    package = packages.read(installation.embedded())
    prefixed = replace(package, metadata=replace(package.metadata, prefix="▁The"))
    ((hypothesis,),) = ArgosEngine(prefixed).translate([Request(SOURCE)], Decoding())

    assert hypothesis.text
    assert not hypothesis.text.startswith("The ")


def test_two_inline_terms_of_one_source_are_both_written(embedded: ArgosEngine) -> None:
    first, second = SOURCE.index("وزير"), SOURCE.index("العاصمة")
    terms = (Inline(first, first + len("وزير الخارجية"), "top diplomat"), Inline(second, second + 7, "capital city"))
    made = embedded._source(Request(SOURCE, terms))

    assert [piece for piece in made.pieces if piece in "｟⦂｠"] == ["｟", "⦂", "｠"] * 2
    assert [word for piece, word in zip(made.pieces, made.words, strict=True) if piece in "｟⦂｠"] == [1] * 3 + [3] * 3


def test_nothing_to_translate_is_nothing(embedded: ArgosEngine) -> None:
    assert embedded.translate([], Decoding()) == []
    assert embedded.score([], []) == []
