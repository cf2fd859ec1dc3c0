from tests.fakes import match
from toolkit.chunks import Chunk
from toolkit.engines import Hypothesis, Request
from toolkit.splicing import splice

SOURCE = "التقى الوزير قادة الحلف أمس"
ALLIANCE = match(SOURCE, "الحلف", "NATO")


def attention(*looks_at: int) -> tuple[tuple[float, ...], ...]:
    """Let each word of the target look at one word of the source."""
    return tuple(tuple(0.9 if word == looked else 0.02 for word in range(5)) for looked in looks_at)


def spliced(text: str, looks_at: tuple[int, ...], *matches: object) -> Hypothesis:
    chunk = Chunk(Request(SOURCE), matches or (ALLIANCE,))  # type: ignore[arg-type]
    return splice(chunk, Hypothesis(text, -1.0, attention(*looks_at)), 0)


def test_the_old_rendering_is_replaced() -> None:
    assert spliced("The minister met leaders of alliance yesterday", (1, 1, 0, 2, 2, 3, 4)).text == (
        "The minister met leaders of NATO yesterday"
    )


def test_an_old_rendering_of_several_words_goes_as_a_whole() -> None:
    text = "The minister met leaders of military pact members yesterday"

    assert spliced(text, (1, 1, 0, 2, 2, 3, 3, 3, 4)).text == "The minister met leaders of NATO yesterday"


def test_the_article_and_the_punctuation_around_it_stay() -> None:
    assert spliced("He met the alliance.", (0, 0, 3, 3)).text == "He met the NATO."


def test_without_attention_the_term_is_put_at_the_end() -> None:
    chunk = Chunk(Request(SOURCE), (ALLIANCE,))

    assert splice(chunk, Hypothesis("He met them", -1.0), 0).text == "He met them NATO"


def test_a_term_that_is_already_there_is_not_overwritten() -> None:
    leaders = match(SOURCE, "قادة", "leaders")
    result = spliced("He met leaders yesterday", (0, 0, 3, 4), ALLIANCE, leaders)

    assert "leaders" in result.text
    assert "NATO" in result.text


def test_the_attention_of_the_result_fits_its_words() -> None:
    result = spliced("The minister met leaders of military pact members yesterday", (1, 1, 0, 2, 2, 3, 3, 3, 4))

    assert len(result.attention) == len(result.text.split())
