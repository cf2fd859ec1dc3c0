"""Inline codes come out where the words stand that they marked, all of them and rightly nested."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.bitext import Code
from toolkit.inline import place

SOURCE = "زار الوزير (الكويت)، وقال إن التعاون مستمر"
TARGET = "The minister visited (Kuwait), and said cooperation goes on"
LOOKS = [1, 1, 0, 2, 3, 3, 5, 6, 6]


def attention(looks: Sequence[int], words: int) -> list[list[float]]:
    return [[float(word == looked) for word in range(words)] for looked in looks]


def pair(word: str, name: str, number: int = 0, until: str = "") -> tuple[Code, Code]:
    start, last = SOURCE.index(word), until or word
    end = SOURCE.index(last) + len(last)
    return Code(start, f"<{name}>", "open", number), Code(end, f"</{name}>", "close", number)


def spelt(*codes: Code, looks: Sequence[int] = LOOKS) -> str:
    ordered = sorted(codes, key=lambda code: code.offset)
    pieces = place(SOURCE, TARGET, ordered, attention(looks, 7) if looks else ())
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (pair("الكويت", "b"), "The minister visited (<b>Kuwait</b>), and said cooperation goes on"),
        (pair("زار", "b"), "The minister <b>visited</b> (Kuwait), and said cooperation goes on"),
        (pair("زار", "b", until="مستمر"), f"<b>{TARGET}</b>"),
        (pair("الوزير", "i"), "<i>The minister</i> visited (Kuwait), and said cooperation goes on"),
        (
            (*pair("التعاون", "b"), *pair("زار", "i", 1)),
            "The minister <i>visited</i> (Kuwait), and said <b>cooperation</b> goes on",
        ),
    ],
    ids=["one word", "moved", "all", "two words for one", "order of the target"],
)
def test_a_pair_stands_around_what_renders_its_words(codes: tuple[Code, ...], expected: str) -> None:
    assert spelt(*codes) == expected


def test_a_pair_inside_another_stays_inside() -> None:
    outer, inner = pair("الوزير", "a", 0, until="الكويت"), pair("الكويت", "b", 1)
    pieces = place(SOURCE, TARGET, (outer[0], *inner, outer[1]), attention(LOOKS, 7))
    text = "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)

    assert text == "<a>The minister visited (<b>Kuwait</b></a>), and said cooperation goes on"


def test_a_code_alone_stands_before_what_renders_the_next_word_or_behind_the_one_it_hangs_on() -> None:
    before = Code(SOURCE.index("التعاون"), "<img>")
    hanging = Code(SOURCE.index("الوزير") + len("الوزير"), "<ref>")
    assert spelt(before) == "The minister visited (Kuwait), and said <img>cooperation goes on"
    assert spelt(hanging) in ("The<ref> minister visited (Kuwait), and said cooperation goes on",)


def test_a_code_that_stands_for_a_word_is_kept_apart_from_words() -> None:
    source, target = "يدرب  ضابطا", "he trains officers"
    pieces = place(source, target, [Code(5, "<27>")], attention([0, 0, 1], 2))
    assert pieces == ("he trains ", Code(5, "<27>"), " officers")


@pytest.mark.parametrize(
    ("source", "target", "looks", "expected"),
    [
        ("مرحبا ، لديك رسائل", "Welcome, you have messages", [0, 2, 2, 3], "Welcome <1>, you have messages"),
        ("وصل إلى الرياض .", "He arrived in Riyadh.", [0, 0, 1, 2], "He arrived in Riyadh <1>."),
        ("وصل () أمس", "He arrived yesterday", [0, 1, 2], "He arrived <1> yesterday"),
    ],
)
def test_a_code_before_a_sign_stands_behind_what_renders_the_word_before_it(
    source: str, target: str, looks: list[int], expected: str
) -> None:
    offset = next(source.index(sign) for sign in ("،", ".", ")") if sign in source)
    pieces = place(source, target, [Code(offset, "<1>")], attention(looks, len(source.split())))
    assert "".join(piece if isinstance(piece, str) else piece.text for piece in pieces) == expected


@pytest.mark.parametrize(
    ("source", "target", "looks", "expected"),
    [
        ("ل| رسائل", "for messages", [0, 1], "for <1> messages"),
        ("كتب وَلـ| رسالة", "wrote and for a letter", [0, 1, 1, 2, 2], "wrote and <1> for a letter"),
        ("هذا ال| هنا", "this here", [0, 2], "this <1> here"),
        ("أرسلها إلى محمد و|", "sent it to Muhammad", [0, 0, 1, 2], "sent it to Muhammad <1>"),
        ("زر الموقع (ب|) أمس", "visit the site (by) yesterday", [0, 1, 1, 2, 3], "visit the site (by <1>) yesterday"),
        ("بَل| رسائل", "rather messages", [0, 1], "rather<1> messages"),
        ("فبال| رسائل", "with messages", [0, 1], "with <1> messages"),
        ("جدول| آخر", "table other", [0, 1], "table<1> other"),
        ("و|محمد هنا", "and Muhammad here", [0, 0, 1], "and<1> Muhammad here"),
    ],
)
def test_a_code_behind_a_proclitic_stands_for_a_word(source: str, target: str, looks: list[int], expected: str) -> None:
    offset, source = source.index("|"), source.replace("|", "")
    pieces = place(source, target, [Code(offset, "<1>")], attention(looks, len(source.split())))
    assert "".join(piece if isinstance(piece, str) else piece.text for piece in pieces) == expected


def test_signs_that_the_model_adds_stay_outside() -> None:
    source, target = "الأمن والدفاع والطاقة", "security, defence and energy"
    codes = Code(0, "<b>", "open", 0), Code(5, "</b>", "close", 0)
    assert place(source, target, codes, attention([0, 1, 2, 2], 3))[1:3] == ("security", codes[1])


def test_what_renders_a_clitic_stays_outside_a_code_behind_it() -> None:
    source, target = "الكويت والناتو", "Kuwait and the NATO"
    pieces = place(
        source, target, [Code(8, "<b>", "open", 0), Code(14, "</b>", "close", 0)], attention([0, 1, 1, 1], 2)
    )
    assert pieces == ("Kuwait and the ", Code(8, "<b>", "open", 0), "NATO", Code(14, "</b>", "close", 0))


def test_a_pair_that_no_word_renders_still_holds_one() -> None:
    assert spelt(*pair("الكويت", "a"), looks=[0] * 9).count("<a></a>") == 0


def test_codes_at_the_edges_stay_there() -> None:
    assert spelt(Code(0, "<x>"), Code(len(SOURCE), "<y>")) == f"<x>{TARGET}<y>"


def test_half_a_pair_reaches_to_the_edge() -> None:
    opening = Code(SOURCE.index("التعاون"), "<b>", "open", 7)
    assert spelt(opening) == "The minister visited (Kuwait), and said <b>cooperation goes on"


def test_without_attention_the_share_of_the_text_decides() -> None:
    assert "<b>" in spelt(*pair("التعاون", "b"), looks=())


@st.composite
def coded(draw: st.DrawFn) -> tuple[str, str, list[Code], list[list[float]]]:
    words = st.lists(st.sampled_from(["نص", "(كلمة)،", "a", "."]), max_size=6).map(" ".join)
    source, target = draw(words), draw(words)
    offsets = sorted(draw(st.lists(st.integers(0, len(source)), max_size=6)))
    kinds = [draw(st.sampled_from(["open", "close", "alone"])) for _ in offsets]
    codes: list[Code] = []
    still_open: list[int] = []
    for number, (offset, kind) in enumerate(zip(offsets, kinds, strict=True)):
        if kind == "open":
            still_open.append(number)
            codes.append(Code(offset, f"<{number}>", "open", number))
        elif kind == "close":
            opened = still_open.pop() if still_open else number
            codes.append(Code(offset, f"</{opened}>", "close", opened))
        else:
            codes.append(Code(offset, f"<{number}/>"))
    weights = st.floats(0, 1)
    rows = draw(st.booleans()) and [[draw(weights) for _ in source.split()] for _ in target.split()]
    return source, target, codes, rows or []


@given(coded())
def test_every_code_comes_out_once_rightly_nested_and_the_text_stays(
    case: tuple[str, str, list[Code], list[list[float]]],
) -> None:
    source, target, codes, rows = case
    pieces = place(source, target, codes, rows)

    text = "".join(piece for piece in pieces if isinstance(piece, str))
    assert text.replace(" ", "") == target.replace(" ", "")
    assert len(target) <= len(text) <= len(target) + 2 * len(codes)
    found = [piece for piece in pieces if isinstance(piece, Code)]
    assert Counter(found) == Counter(codes)
    whole = {code.pair for code in codes if code.kind == "open"} & {code.pair for code in codes if code.kind == "close"}
    still_open: list[int] = []
    for code in found:
        if code.pair in whole and code.kind == "open":
            still_open.append(code.pair)
        elif code.pair in whole and code.kind == "close":
            assert still_open.pop() == code.pair
