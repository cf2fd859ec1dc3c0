import pytest

from tests.fakes import PhraseBook, match, segment
from toolkit import chunks
from toolkit.bitext import TermMatch
from toolkit.chunks import Chunk


def cut(source: str, *matches: TermMatch, limit: int = 100, annotates: bool = False) -> tuple[Chunk, ...]:
    return chunks.cut(PhraseBook({}, annotates=annotates, limit=limit), segment(source), matches)


def covered(chunk: Chunk) -> list[str]:
    return [chunk.request.source[each.start : each.end] for each in chunk.matches]


@pytest.mark.parametrize(
    ("source", "term", "words"),
    [
        ("أعلن ناتو ذلك", "ناتو", range(1, 2)),
        ("أعلن (ناتو) ذلك", "ناتو", range(1, 2)),
        ("«ناتو» أعلن", "ناتو", range(0, 1)),
        ("قادة حلف الناتو أمس", "حلف الناتو", range(1, 3)),
        ("أعلن حلف (ناتو)، أمس", "حلف (ناتو)", range(1, 3)),
    ],
)
def test_the_words_of_a_match_are_counted_through_brackets(source: str, term: str, words: range) -> None:
    (chunk,) = cut(source, match(source, term, "NATO"))

    assert chunk.words(0) == words


def test_matches_point_into_the_clean_source() -> None:
    source = "  زارَ  الوزيـــرُ   (ناتو) "
    (chunk,) = cut(source, match(source, "الوزيـــرُ", "minister"), match(source, "ناتو", "NATO"))

    assert chunk.request.source == "زار الوزير (ناتو)"
    assert covered(chunk) == ["الوزير", "ناتو"]


def test_every_match_lies_in_one_chunk_in_its_order() -> None:
    source = "زار الوزير الكويت ثم زار السفير قطر ثم عاد الوفد"
    terms = [match(source, "الكويت", "Kuwait"), match(source, "السفير", "ambassador"), match(source, "قطر", "Qatar")]
    parts = cut(source, *terms, limit=3)

    assert len(parts) > 1
    assert [text for chunk in parts for text in covered(chunk)] == ["الكويت", "السفير", "قطر"]


def test_inline_terms_count_toward_the_limit_where_the_model_takes_them() -> None:
    source = "زار الوزير الكويت ثم عاد"
    kuwait = match(source, "الكويت", "State of Kuwait")

    assert len(cut(source, kuwait, limit=7)) == 1
    assert len(cut(source, kuwait, limit=7, annotates=True)) == 2


def test_inline_terms_take_no_more_than_half_of_the_limit() -> None:
    source = "الكويت وقطر والبحرين"
    terms = [match(source, each, "one two three four five") for each in source.split()]

    assert len(cut(source, *terms, limit=8, annotates=True)) == 1


def test_vowel_signs_do_not_count_toward_the_limit() -> None:
    class Letters(PhraseBook):
        """Counts letters."""

        def size(self, text: str) -> int:
            return len(text)

    source = "زَارَ الوَزِيرُ"
    assert len(chunks.cut(Letters({}, limit=10), segment(source), ())) == 1


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("قال الوزير", "The minister said."), ("إنه سيعود", "That he would return.")],
         "The minister said that he would return."),
        ([("وصل الوفد أمس.", "The delegation arrived yesterday."), ("غادر اليوم", "The rest left today.")],
         "The delegation arrived yesterday. The rest left today."),
        ([("زار مدينة", "He visited the city of"), ("واشنطن أمس", "Washington yesterday")],
         "He visited the city of Washington yesterday"),
        ([("زار قطر", "He visited Qatar"), ("والبحرين", "Bahrain")], "He visited Qatar and Bahrain"),
        ([("زار قطر", "He visited Qatar"), ("والبحرين", "And Bahrain")], "He visited Qatar and Bahrain"),
        ([("وصل إلى", "He came to the U.S."), ("أمس", "yesterday")], "He came to the U.S. yesterday"),
    ],
)  # fmt: skip
def test_chunks_are_joined_to_one_sentence(parts: list[tuple[str, str]], expected: str) -> None:
    assert chunks.join(parts, ()) == expected


def test_a_name_keeps_its_capital_inside_the_sentence() -> None:
    source = "زار هو"
    who = match(source, "هو", "The Hague")

    assert chunks.join([("زار", "He visited"), ("لاهاي", "The Hague")], [who]) == "He visited The Hague"
