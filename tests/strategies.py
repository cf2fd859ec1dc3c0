"""Hypothesis strategies for Arabic text as it is found: marks, ligatures, two kinds of digits, invisible controls."""

from hypothesis import strategies as st

from toolkit.arabic import BLANKS as INVISIBLE

LETTERS = "اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىةءؤئ"
FOREIGN_LETTERS = "یکگہپچڤٱ"
PRESENTATION_FORMS = "ﻻﻼﻷﻹﻵﷲﷺﺍﻟﻜﻮﻳﺖﺩﻭﻟﺔﱞﹰﹱ"
MARKS = "\u064b\u064c\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670\u0640"
CONTROLS = "".join(character for character in INVISIBLE if not character.isspace())
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳"
PUNCTUATION = '.!?؟؛،:…۔«»()[]“”"-–/'
BLANKS = " \n\t\u00a0"

ALPHABET = (
    LETTERS + FOREIGN_LETTERS + PRESENTATION_FORMS + MARKS + CONTROLS + DIGITS + PUNCTUATION + BLANKS + "NATOnato½é"
)


def arabic_text(max_size: int = 80) -> st.SearchStrategy[str]:
    """Draw text in which any Arabic character may stand beside any other."""
    return st.text(st.sampled_from(ALPHABET), max_size=max_size)


def arabic_words() -> st.SearchStrategy[str]:
    """Draw one word of two to eight plain letters."""
    return st.text(st.sampled_from(LETTERS), min_size=2, max_size=8)


def marked(words: list[str]) -> st.SearchStrategy[str]:
    """Draw running text of the given words, with marks inside them and anything that may stand between words."""
    between = st.sampled_from([" ", " ", "\u00a0", "\n", " «", "» ", " (", ") ", "، ", ". ", "\u200f ", "\n\n", "-"])
    word = st.builds(_with_marks, st.sampled_from(words), st.lists(st.sampled_from(MARKS + CONTROLS), max_size=3))
    return st.lists(st.builds("".join, st.tuples(word, between)), max_size=12).map("".join)


def _with_marks(word: str, marks: list[str]) -> str:
    for place, mark in enumerate(marks, start=1):
        word = word[: 2 * place] + mark + word[2 * place :]
    return word
