from dataclasses import replace

from tests.fakes import PhraseBook, match
from toolkit import decoding
from toolkit.chunks import Chunk
from toolkit.engines import Hypothesis, Request

SOURCE = "التقى الوزير قادة حلف الناتو أمس"
NATO = match(SOURCE, "حلف الناتو", "NATO")
CHUNK = Chunk(Request(SOURCE), (NATO,))


def attention(words: int, peak: int) -> tuple[tuple[float, ...], ...]:
    """Let one word of the target look at the two words of the term."""
    return tuple(
        (0.1, 0.1, 0.1, 0.4, 0.3, 0.0) if word == peak else (0.9, 0.0, 0.0, 0.05, 0.05, 0.0) for word in range(words)
    )


def test_without_attention_every_place_is_tried() -> None:
    prefixes = decoding.prefixes(CHUNK, Hypothesis("They met the alliance", 0.0), 0)

    assert prefixes == ("NATO", "They NATO", "They met NATO", "They met the NATO", "They met the alliance NATO")


def test_clear_attention_narrows_the_places_and_puts_its_own_first() -> None:
    text = "one two three four five six seven the alliance ten eleven twelve"
    prefixes = decoding.prefixes(CHUNK, Hypothesis(text, 0.0, attention(12, 8)), 0)

    assert [len(prefix.split()) for prefix in prefixes] == [9, 10, 8, 11, 7]


def test_the_article_before_a_forced_term_fits_it() -> None:
    assert decoding.prefix("It is a", match(SOURCE, "الوزير", "ambassador")) == "It is an ambassador"
    assert decoding.prefix("It is an", match(SOURCE, "الوزير", "minister")) == "It is a minister"


def test_a_forced_term_at_the_start_has_a_capital() -> None:
    assert decoding.prefix("", match(SOURCE, "الوزير", "ambassador")) == "Ambassador"


def test_search_prefers_the_candidate_of_the_right_length() -> None:
    engine = PhraseBook({SOURCE: ["The minister met the alliance yesterday"]})
    (found,) = decoding.search(engine, [(CHUNK, Hypothesis("The minister met the alliance yesterday", 0.0), 0)], 4)

    assert found.rank == (0, 0, 0)
    assert len(found.hypothesis.text.split()) == 6


def test_other_places_are_tried_only_where_the_likeliest_fail() -> None:
    text = "one two three four five six seven the alliance ten eleven twelve"
    engine = PhraseBook({SOURCE: [text]})
    decoding.search(engine, [(CHUNK, Hypothesis(text, 0.0, attention(12, 8)), 0)], 4)
    assert len(engine.requests) == 3

    glued = replace(NATO, entry=replace(NATO.entry, target="flu"))
    engine = PhraseBook({SOURCE: [text]}, glue="ids")
    (found,) = decoding.search(
        engine, [(replace(CHUNK, matches=(glued,)), Hypothesis(text, 0.0, attention(12, 8)), 0)], 4
    )
    assert [request.prefix for request in engine.requests[5:]] == [request.prefix for request in engine.requests[:3]]
    assert found.rank == (0, 0, 0)


def test_a_candidate_where_another_word_renders_the_term_loses_to_a_worse_one() -> None:
    text = "Ministers met pact leaders"
    engine = PhraseBook({SOURCE: [text]}, eyes={"pact": 3})
    (found,) = decoding.search(engine, [(CHUNK, Hypothesis(text, 0.0), 0)], 4)

    assert (found.doubtful, found.hypothesis.text) == (False, "Ministers met NATO leaders")


def test_a_candidate_that_repeats_the_term_loses() -> None:
    once = decoding.candidate(CHUNK, Hypothesis("The minister met NATO leaders", -9.0))
    twice = decoding.candidate(CHUNK, Hypothesis("The minister met NATO leaders of NATO", -1.0))

    assert once.key < twice.key


def test_a_candidate_with_a_forbidden_rendering_loses() -> None:
    forbidding = replace(NATO, entry=replace(NATO.entry, forbidden=("the alliance",)))
    chunk = replace(CHUNK, matches=(forbidding,))

    assert decoding.rank(chunk, "They met NATO") < decoding.rank(chunk, "They met NATO, the alliance")


def test_the_hypotheses_of_a_second_try_win_only_when_the_first_are_faulty() -> None:
    class Stubborn(PhraseBook):
        """Stops repeating itself when repetition is made costly."""

        def _texts(self, request):  # type: ignore[no-untyped-def]
            return ["met met met met"] if len(self.requests) == 1 else ["They met"]

    ((first, *_),) = decoding.decode(Stubborn({}), [CHUNK], decoding.Decoding())

    assert first.text == "They met"
