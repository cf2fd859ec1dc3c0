import pytest

from tests.fakes import match
from toolkit import renderings

SOURCE = "أكد حلف الناتو أن الأمن السيبراني أولوية للكويت ولوكالة الأنباء الكويتية"
NATO = match(SOURCE, "حلف الناتو", "NATO")
CYBER = match(SOURCE, "الأمن السيبراني", "cybersecurity", target_variants=("cyber security",))
KUWAIT = match(SOURCE, "الكويت", "Kuwait")
KUNA = match(SOURCE, "وكالة الأنباء الكويتية", "Kuwait News Agency")


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("NATO", "NATO and Nato, NATO's", ["NATO", "Nato", "NATO"]),
        ("cybersecurity", "Cybersecurity and cybersecurity", ["Cybersecurity", "cybersecurity"]),
        ("sea", "Chelsea and the seaside", []),
        ("WHO", "Who knows the WHO", ["WHO"]),
        ("Turkey", "a turkey in Turkey", ["Turkey"]),
        ("action plan", "an action\u00a0plan", ["action\u00a0plan"]),
        ("5G network", "a 5G Network", ["5G Network"]),
        ("Diyarbakır", "in Diyarbakir", ["Diyarbakir"]),
    ],
)
def test_occurrences_are_whole_words_in_a_case_that_means_the_term(form: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in renderings.occurrences(form, text)] == expected


def test_a_short_term_is_not_counted_inside_a_longer_one() -> None:
    text = "The Kuwait News Agency said"
    assert renderings.locate([KUWAIT, KUNA], text) == (None, (4, 22))


def test_the_same_term_twice_wants_two_places() -> None:
    assert renderings.locate([NATO, NATO], "NATO met Nato") == ((0, 4), (9, 13))
    assert renderings.locate([NATO, NATO], "NATO met") == ((0, 4), None)


def test_a_variant_honours_the_term() -> None:
    assert renderings.locate([CYBER], "on cyber security") == ((3, 17),)


def test_a_plural_honours_the_term_only_where_the_arabic_is_plural() -> None:
    text = "two workshops"
    assert renderings.locate([match(SOURCE, "أولوية", "workshop")], text) == (None,)
    assert renderings.locate([match(SOURCE, "أولوية", "workshop", plural=True)], text) == ((4, 13),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nato on Cybersecurity", "NATO on cybersecurity"),
        ("cybersecurity is a priority", "Cybersecurity is a priority"),
        ("NATO met. Cyber Security came first", "NATO met. Cyber security came first"),
        ("the NATO works", "the NATO works"),
        ("NATO and an cybersecurity plan", "NATO and a cybersecurity plan"),
        ("NATO and Cybersecurity Commissioner Smith", "NATO and Cybersecurity Commissioner Smith"),
    ],
)
def test_terms_are_spelt_as_their_entries_say(text: str, expected: str) -> None:
    assert renderings.respell([NATO, CYBER], text) == expected


def test_many_equal_terms_find_their_places() -> None:
    text = " ".join(["NATO"] * 3000)

    assert renderings.locate([NATO] * 3000, text)[-1] == (len(text) - 4, len(text))


def test_a_forbidden_rendering_inside_an_accepted_form_is_allowed() -> None:
    entry = match(SOURCE, "حلف الناتو", "North Atlantic Treaty Organization", forbidden=("Atlantic Treaty", "Alliance"))
    assert renderings.forbidden([entry], "The North Atlantic Treaty Organization met") == ()
    assert renderings.forbidden([entry], "The Alliance met") == ("Alliance",)
