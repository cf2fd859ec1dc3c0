"""How sure it is that a term stands where its source is rendered."""

import pytest

from tests.fakes import PhraseBook, match
from toolkit.chunks import Chunk
from toolkit.engines import Hypothesis, Request
from toolkit.placement import aligned, places

SOURCE = "التقى الوزير قادة حلف الناتو أمس"
CHUNK = Chunk(Request(SOURCE), (match(SOURCE, "حلف الناتو", "NATO"), match(SOURCE, "الوزير", "minister")))
NOWHERE, MINISTER, ALLIANCE = (0.0,) * 6, (0, 0.9, 0, 0, 0, 0), (0, 0, 0, 0.5, 0.4, 0)
HALF = (0, 0, 0, 0.2, 0.1, 0)


def confidences(text: str, *attention: tuple[float, ...]) -> list[float | None]:
    return [place and round(place.confidence, 2) for place in places(CHUNK, Hypothesis(text, 0.0, attention))]


def test_a_term_that_alone_looks_at_its_source_is_sure() -> None:
    assert confidences("The minister met NATO", NOWHERE, MINISTER, NOWHERE, ALLIANCE) == [1.0, 1.0]


@pytest.mark.parametrize(
    ("text", "attention", "expected"),
    [
        ("The minister Alliance NATO", (NOWHERE, MINISTER, ALLIANCE, HALF), 0.31),
        ("The minister of, NATO", (NOWHERE, MINISTER, ALLIANCE, HALF), 1.0),
        ("The minister (2) NATO", (NOWHERE, MINISTER, ALLIANCE, HALF), 1.0),
    ],
    ids=["another word", "a function word", "a number"],
)
def test_a_word_that_looks_at_the_source_of_a_term_is_its_rival(
    text: str, attention: tuple[tuple[float, ...], ...], expected: float
) -> None:
    assert confidences(text, *attention)[0] == expected


def test_without_attention_or_term_nothing_is_said() -> None:
    assert confidences("The minister met NATO") == [None, None]
    assert confidences("The minister met them", NOWHERE, MINISTER, NOWHERE, ALLIANCE) == [None, 1.0]


def test_texts_are_looked_at_without_what_was_written_inline_and_without_what_comes_after() -> None:
    engine = PhraseBook({SOURCE: ["The minister met NATO again and again"]}, eyes={"NATO": 3})
    (hypothesis,) = aligned(engine, [(CHUNK.annotated([0]), Hypothesis("The minister met NATO", -1.0))])

    assert (hypothesis.text, len(hypothesis.attention)) == ("The minister met NATO", 4)
    assert engine.looks == [Request(SOURCE, prefix="The minister met NATO")]
