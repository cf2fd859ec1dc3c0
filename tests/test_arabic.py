"""Folding keeps the way back to the original, and ``clean`` is what the model was trained on."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import CONTROLS, arabic_text
from toolkit.arabic import BLANKS, Cleaned, clean, has_arabic, key, same_spelling, spelling, vowels, weak_letters


def trained_on(text: str) -> str:
    return re.sub(f"[\u064b-\u0652\u0670\u0640{CONTROLS}]", "", unicodedata.normalize("NFKC", text))


def with_european_digits(text: str) -> str:
    digits = "".join(str(int(letter)) if letter.isdecimal() else letter for letter in text)
    return digits.translate(str.maketrans("٫٬", ".,"))


def hold_offsets(folded: Cleaned, original: str) -> None:
    assert len(folded.text) + 1 == len(folded.origins)
    assert sorted(folded.origins) == list(folded.origins)
    assert folded.origins[-1] == len(original)
    assert all(0 <= origin < len(original) for origin in folded.origins[:-1])


@given(arabic_text())
def test_clean_is_what_the_model_was_trained_on_with_european_digits(text: str) -> None:
    assert with_european_digits(trained_on(text)) == clean(text).text


@given(st.text(max_size=30))
def test_clean_is_nfkc_for_any_script(text: str) -> None:
    assert with_european_digits(trained_on(text)) == clean(text).text


@pytest.mark.parametrize("control", ["\u00ad", "\u061c", "\u200b", "\u200f", "\u2060", "\u2063", "\u2069", "\ufeff"])
def test_no_reader_of_a_text_sees_its_invisible_controls(control: str) -> None:
    assert clean(f"حلف{control} NA{control}TO").text == "حلف NATO"
    assert spelling(f"حلف{control} NA{control}TO") == "حلف nato"
    assert f" {control}نعم{control}\n".strip(BLANKS) == "نعم"


@given(arabic_text())
def test_origins_point_into_the_original(text: str) -> None:
    hold_offsets(clean(text), text)


@given(arabic_text())
def test_each_cleaned_character_comes_from_its_origin(text: str) -> None:
    cleaned = clean(text)
    for place, letter in enumerate(cleaned.text):
        start = cleaned.origins[place]
        after = next(origin for origin in cleaned.origins[place + 1 :] if origin > start)
        assert letter in clean(text[start:after]).text


@given(arabic_text())
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert spelling(text) == spelling(spelling(text))


@given(arabic_text())
def test_a_key_keeps_the_length(text: str) -> None:
    assert len(spelling(text)) == len(key(spelling(text)))


@given(arabic_text())
def test_a_text_has_its_own_spelling(text: str) -> None:
    assert same_spelling(text, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مُبَادَرَةُ", "مبادرة"),
        ("مبـــادرة", "مبادرة"),
        ("ﺍﻟﻜﻮﻳﺖ", "الكويت"),
        ("ﻻﻷﻹﻵ", "لالألإلآ"),
        ("الکویت", "الكويت"),
        ("گراج", "كراج"),
        ("ا\u0655يران", "إيران"),
        ("٢٠٣٠ ۲۰۳۰", "2030 2030"),
        ("الأمن\u200f", "الأمن"),
        ("ＮATO", "nato"),
    ],
)
def test_spelling_undoes(text: str, expected: str) -> None:
    assert expected == spelling(text)


def test_a_ligature_maps_to_its_one_character() -> None:
    assert clean("ﻻ") == Cleaned("لا", (0, 0, 1))


@pytest.mark.parametrize("text", ["ناتو", "ﺍ", "abc ب", "ی", "ٱ"])
def test_an_arabic_letter_is_seen(text: str) -> None:
    assert has_arabic(text)


@pytest.mark.parametrize("text", ["", "NATO", "٢٠٣٠", "۲۰", "،؛؟", "\u064b", "\u0640", "﴾﴿", "۔", "٪"])
def test_digits_marks_and_punctuation_are_no_letters(text: str) -> None:
    assert not has_arabic(text)


def test_marks_and_spaces_do_not_make_another_spelling() -> None:
    assert same_spelling("الأمن \u200f السيبراني", "الأمن السيبراني")


def test_the_last_vowel_is_the_case_and_the_others_tell_words_apart() -> None:
    assert vowels("عُمانَ") == ((0, "\u064f"), (3, "\u064e"))
    assert same_spelling("عُمانَ", "عُمانُ")
    assert not same_spelling("عَمان", "عُمان")


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("الاعلام", "الإعلام", 0),
        ("اسطنبول", "إسطنبول", 0),
        ("المسئول", "المسؤول", 0),
        ("السيبرانى", "السيبراني", 1),
        ("مستشفي", "مستشفى", 1),
        ("أعلام", "إعلام", None),
        ("علي", "على", None),
        ("وحده", "وحدة", None),
        ("مكتبة", "مكتبه", None),
    ],
)
def test_weak_letters(text: str, term: str, expected: int | None) -> None:
    assert expected == weak_letters(text, term)
