"""What stands in a translation and should not: a term once more, a forbidden rendering, the words it replaced."""

from dataclasses import replace

import pytest

from tests.fakes import match
from toolkit.bitext import TermMatch
from toolkit.chunks import Chunk
from toolkit.engines import Hypothesis, Request
from toolkit.flaws import flaws, remembering

SOURCE = "التقى الوزير قادة حلف الناتو أمس"
NATO = match(SOURCE, "حلف الناتو", "NATO")
MINISTER = match(SOURCE, "الوزير", "minister")


def found(text: str, *matches: TermMatch, old: tuple[str, ...] = ()) -> list[str]:
    chunk = Chunk(Request(SOURCE), matches, old)
    return [text[flaw.start : flaw.end] for flaw in flaws(chunk, text)]


def looking(*words: int) -> tuple[tuple[float, ...], ...]:
    """Let some words of a target look at the two words of the alliance."""
    return tuple((0.1, 0.1, 0.1, 0.4, 0.3, 0.0) if word in words else (0.9, 0.1, 0, 0, 0, 0) for word in range(7))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister met NATO", []),
        ("NATO, the NATO alliance, NATO", ["NATO", "NATO"]),
        ("The NATO minister met NATO", ["NATO"]),
    ],
)
def test_a_term_said_too_often_is_a_flaw(text: str, expected: list[str]) -> None:
    assert found(text, NATO) == expected


def test_a_term_inside_another_term_is_none() -> None:
    kuna = match("زار وكالة الأنباء الكويتية", "وكالة الأنباء الكويتية", "Kuwait News Agency")
    kuwait = match("زار وكالة الأنباء الكويتية", "الكويتية", "Kuwait")
    assert found("The Kuwait News Agency of Kuwait", kuna, kuwait) == []


def test_a_repeated_term_says_where_the_first_ends() -> None:
    text = "NATO of NATO"
    (flaw,) = flaws(Chunk(Request(SOURCE), (NATO,)), text)
    assert (text[: flaw.kept], text[flaw.start :]) == ("NATO", "NATO")


def test_flaws_come_in_the_order_of_the_text_each_place_once() -> None:
    nato = replace(NATO, entry=replace(NATO.entry, forbidden=("pact",), target_variants=("Nato",)))
    chunk = Chunk(Request(SOURCE), (nato,), ("alliance",))
    text = "The alliance NATO, the pact, Nato"
    assert [(flaw.kind, flaw.form) for flaw in flaws(chunk, text)] == [
        ("leftover", "alliance"),
        ("forbidden", "pact"),
        ("repeated", "NATO"),
    ]


def test_a_forbidden_rendering_is_a_flaw_in_either_number() -> None:
    nato = replace(NATO, entry=replace(NATO.entry, forbidden=("the pact",)))
    assert found("NATO and the pact, the pacts", nato) == ["the pact", "the pacts"]


def test_what_is_only_reported_forbids_nothing() -> None:
    nato = replace(NATO, kind="ambiguous", entry=replace(NATO.entry, forbidden=("pact",)))
    assert found("NATO and the pact", nato) == []


def test_the_old_rendering_near_its_term_is_a_flaw() -> None:
    assert found("He met leaders of the Natto NATO", NATO, old=("Natto",)) == ["Natto"]
    assert found("The Natto beans that he ate yesterday pleased NATO", NATO, old=("Natto",)) == []
    assert found("He met leaders of the Natto", NATO, old=("Natto",)) == []


def test_the_old_rendering_is_what_looks_at_the_term() -> None:
    text = "The minister met the northern pact yesterday"
    chunk = remembering(Chunk(Request(SOURCE), (MINISTER, NATO)), Hypothesis(text, 0.0, looking(3, 4, 5)))
    assert chunk.old == ("", "northern pact")


def test_without_attention_nothing_is_remembered() -> None:
    chunk = remembering(Chunk(Request(SOURCE), (NATO,)), Hypothesis("He met the pact", 0.0))
    assert chunk.old == ("",)
