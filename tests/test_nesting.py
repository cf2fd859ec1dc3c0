"""Inline codes that moved are put in order so that tags nest."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from toolkit.bitext import Code
from toolkit.documents.contents import Pieces
from toolkit.documents.nesting import nested
from toolkit.inline import place


def tag(name: str, pair: int) -> tuple[Code, Code]:
    return Code(0, f"<{name}>", "open", pair), Code(0, f"</{name}>", "close", pair)


A, END_A = tag("a", 0)
B, END_B = tag("b", 1)


def spelled(*pieces: str | Code) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in nested(pieces))


def test_what_nests_stays() -> None:
    pieces = ("x", A, "y", B, END_B, END_A)
    assert pieces == nested(pieces)


def test_a_tag_that_closes_too_late_closes_with_the_one_around_it() -> None:
    assert spelled(A, "1", B, "2", END_A, "3", END_B) == "<a>1<b>2</b></a>3"


def test_a_tag_that_closes_before_it_opens_holds_nothing() -> None:
    assert spelled("1", END_A, "2", A, "3") == "12<a></a>3"


def test_half_a_pair_is_left_out() -> None:
    assert spelled("1", A, "2", END_B, "3") == "123"


def test_codes_that_are_whole_may_cross_and_stand_alone() -> None:
    begin, end = Code(0, '<bpt i="1">&lt;b&gt;</bpt>', "open", 2), Code(0, "<ept i='1'/>", "close", 2)
    for pieces in (begin, A, end, END_A), (begin, "x", Code(0, "<br/>")):
        assert pieces == nested(pieces)


def test_halves_whose_words_change_places_nest_across_sentences() -> None:
    codes = Code(3, "</a>", "close", 0), Code(4, "<b>", "open", 1)
    sentence = place("باب دار", "house door", codes, [[0, 1], [1, 0]])
    etree.fromstring(f"<all>{spelled(A, 'One. ', *sentence, ' Two.', END_B)}</all>")


@given(st.permutations([piece for pair in range(4) for piece in tag(f"t{pair}", pair)] + ["x", "y"]))
def test_any_order_becomes_well_formed_with_each_code_once(pieces: Pieces) -> None:
    result = nested(tuple(pieces))
    etree.fromstring(f"<all>{spelled(*pieces)}</all>")
    assert sorted(map(str, pieces)) == sorted(map(str, result))
