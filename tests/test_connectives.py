"""An initial و is told from the conjunction by the word that has it; where that is unsure, it is no conjunction."""

import pytest
from hypothesis import given

from tests.strategies import arabic_text
from toolkit.connectives import begins_with_and, first_word, goes_on

NAMES = "واشنطن وارسو وهران ويلز وائل ووتش ويليام واتساب ووهان"
VERBS = (
    "وافق وافقت واصل واصلوا واصلته واجه واجهت واجهتها وقع وقّع وقعوا وقعته وصلت وضع وضعها وجدوا وقف ورد وعد وثقت وزعت"
)
NOUNS = """
    وزيرا وزيران وزيرة وزيرها وزارته وزارتي وفدا وفده وثيقتين وثائقها والده والدته والديه وزراؤه وزرائها وراءه ورائهم
    وكلاؤها وفاته وحده وحدهم ولايته وظيفته وقتا وقتها وطنية واسعة واضحين وارداتها وقائية وثائقيا وجودها وَزيرا
"""
WITH_AND = """
    والأمن وقال وقالت وأكد وفي ولا ومن وهو وقد وتم وهل ويكون ويبين وابن واتفق واجتمع واستقبل واهتم وتركيا وترك وليبيا
    ووزير ووصل وواشنطن ودعا ودعت وزار وزارت وردا وعودة وسعى وحدود وجهود وضحايا وزعم ولديه ونيسان وَقالَ
"""


@pytest.mark.parametrize("word", [*NAMES.split(), *VERBS.split(), *NOUNS.split()])
def test_a_word_of_a_root_in_waw_does_not_begin_with_and(word: str) -> None:
    assert not begins_with_and(word)


@pytest.mark.parametrize("word", WITH_AND.split())
def test_the_conjunction_is_known(word: str) -> None:
    assert begins_with_and(word)


@pytest.mark.parametrize(
    ("text", "expected"), [("«والأمن» أولا", True), ("\u200f(وقال", True), ("و", False), ("", False)]
)
def test_only_the_first_word_counts(text: str, expected: bool) -> None:
    assert expected == begins_with_and(text)


def test_the_word_at_a_place_is_judged() -> None:
    assert begins_with_and("زار قطر والأردن", 7)
    assert not begins_with_and("زار قطر والأردن")


@pytest.mark.parametrize("word", ["لكن", "ثم", "وقال", "فقال"])
def test_a_connective_goes_on_with_the_sentence(word: str) -> None:
    assert goes_on(word)


@pytest.mark.parametrize("word", ["النتائج", "وزارته", "فريق", "وارسو", ""])
def test_another_word_does_not(word: str) -> None:
    assert not goes_on(word)


@given(arabic_text())
def test_what_begins_with_and_begins_with_waw(text: str) -> None:
    assert first_word(text).startswith("و") or not begins_with_and(text)
