"""Inline codes of messages, and the sub-messages of ICU plurals and selects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import PhraseBook
from toolkit import filling, segmentation
from toolkit.bitext import Code, Translation, Unit
from toolkit.documents.messages import messages

PLURAL = (
    "لديك {count, plural, zero {لا رسائل} one {رسالة واحدة} two {رسالتان} few {# رسائل} many {# رسالة} "
    "other {# رسالة}} في البريد."
)
SCRAPS = st.sampled_from(
    [
        *"&_#'{}<>\\ \n",
        *("<b>", "</b>", "<i>", "</i>", "<br/>", "<br>", "\\n", "\\r\\n", '<a href="/x?a=1&b=2">', "</a>", "<code>"),
        *("</code>", '<p translate="no">', "</p>", "ملف", "س", "PDF", "{0}", "%s", "{d, date, long}", "&&", "&amp;"),
        *("{n, plural, ", "{g, select, ", "one {", "many {", "other {", "=0 {", "}", "}}", "''", "'{'"),
    ]
)
TEXTS = st.lists(SCRAPS, max_size=25).map("".join)


def codes(text: str, sign: str = "") -> list[str]:
    return [code.text for code in messages.take_apart(text, sign)[1]]


@given(TEXTS, st.sampled_from(["", "&", "_"]), st.booleans())
def test_a_message_put_together_again_is_the_same(text: str, sign: str, number: bool) -> None:
    assert messages.put_together(messages.woven(*messages.take_apart(text, sign, number))) == text


@given(TEXTS)
def test_pairs_are_one_opening_and_one_closing_code_and_never_cross(text: str) -> None:
    opened: list[int] = []
    for code in messages.take_apart(text)[1]:
        if code.kind == "open":
            opened.append(code.pair)
        elif code.kind == "close":
            assert opened.pop() == code.pair
        else:
            assert code.pair == -1
    assert opened == []


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("اضغط <b>حفظ</b> الآن", "اضغط حفظ الآن", ["<b>", "</b>"]),
        ("اقرأ <0>الشروط</0>", "اقرأ الشروط", ["<0>", "</0>"]),
        ("سطر أول<br />سطر ثان", "سطر أول\nسطر ثان", ["<br />"]),
        ("سطر أول. \\n\\nسطر ثان", "سطر أول.\nسطر ثان", [" \\n\\n"]),
        ("نفذ <code>git push</code> ثم", "نفذ  ثم", ["<code>git push</code>"]),
        ("اكتب <code>كلمة السر</code>", "اكتب كلمة السر", ["<code>", "</code>"]),
        ('زر <span translate="no">دار <b>نون</b></span>', "زر ", ['<span translate="no">دار <b>نون</b></span>']),
        ("<b><i>نص</b></i>", "نص", ["<b>", "<i>", "</b>", "</i>"]),
        ("ينتهي في {day, date, long}", "ينتهي في ", ["{day, date, long}"]),
    ],
)
def test_codes_are_taken_out(text: str, source: str, expected: list[str]) -> None:
    assert (messages.take_apart(text)[0], codes(text)) == (source, expected)


@pytest.mark.parametrize(
    "text", ["a < b و c > d", "C:\\new\\name", "مرحبا {name} و %s و %(x)s", "أ\\\\nب", "AT&T", "&nbsp;", "x<y and z>w"]
)
def test_what_is_no_code_stays_in_the_text(text: str) -> None:
    assert messages.take_apart(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("&حفظ", "&"),
        ("_حفظ", "_"),
        ("إ_لغاء", "_"),
        ("م&لف", "&"),
        ("حفظ & إغلاق", ""),
        ("اسم_المستخدم", ""),
        ("#الأمن_القومي", ""),
        ("&حفظ &كل", ""),
        ("_" + "كلمة " * 10, ""),
        ("AT&T", ""),
    ],
)
def test_an_accelerator_is_one_sign_before_a_letter_in_a_short_message(text: str, sign: str) -> None:
    assert messages.accelerator(text) == sign


def test_an_accelerator_is_a_code_and_a_doubled_sign_too() -> None:
    assert codes("&حفظ && إغلاق (&C) R&D &amp;", "&") == ["&", "&&", "(&C)"]


def test_an_accelerator_comes_before_a_letter() -> None:
    sign = Code(4, "&")
    assert messages.put_together(("Save", sign, " file…")) == "Save &file…"
    assert messages.put_together(("Save", sign, "…")) == "&Save…"
    assert messages.put_together((sign, "…")) == "&…"


def test_a_line_break_takes_its_newline_away_wherever_that_is() -> None:
    code = Code(4, "<br>")
    assert messages.put_together(("One.", code, "\n", "Two.")) == "One.<br>Two."
    assert messages.put_together(("One.\n", code, "Two.")) == "One.<br>Two."
    assert messages.put_together(("One.", code, "Two.")) == "One.<br>Two."


def test_english_has_one_and_other_and_whole_sentences() -> None:
    message = messages.skeleton(PLURAL)
    assert message == "{count, plural, one {لديك رسالة واحدة في البريد.} other {لديك # رسائل في البريد.}}"
    assert [(leaf.label, leaf.text, leaf.number) for leaf in messages.leaves(message)] == [
        ("one", "لديك رسالة واحدة في البريد.", True),
        ("other", "لديك # رسائل في البريد.", True),
    ]


def test_targets_go_back_into_the_skeleton() -> None:
    targets = {"one": "You have a message.", "other": "You have # messages."}
    assert messages.put_back(PLURAL, targets) == (
        "{count, plural, one {You have a message.} other {You have # messages.}}"
    )


def test_explicit_branches_stay_and_many_becomes_other() -> None:
    text = "{n,plural,offset:1 =0{لا أحد} two{اثنان} many{# ضيفا}}"
    assert messages.skeleton(text) == "{n,plural,offset:1 =0{لا أحد} other{# ضيفا}}"


def test_selects_keep_their_branches_and_nest() -> None:
    text = "{g, select, female {{n, plural, one {دعتك إلى حفلة} many {دعتك إلى # حفلة}}} other {دعاك}}"
    assert [leaf.label for leaf in messages.leaves(messages.skeleton(text))] == ["female.one", "female.other", "other"]


def test_plurals_side_by_side_make_every_combination_of_them() -> None:
    text = "{a, plural, one {كتاب} other {# كتب}} و{b, plural, one {قلم} other {# أقلام}}"
    assert [(leaf.label, leaf.text) for leaf in messages.leaves(messages.skeleton(text))] == [
        ("one.one", "كتاب وقلم"),
        ("one.other", "كتاب و# أقلام"),
        ("other.one", "{a, number} كتب وقلم"),
        ("other.other", "{a, number} كتب و# أقلام"),
    ]


def test_a_hash_outside_a_plural_stays_one_when_it_moves_into_it() -> None:
    assert messages.skeleton("#طلب {n, plural, other {# كتب}}") == "{n, plural, other {'#'طلب # كتب}}"


def test_text_stays_beside_a_plural_where_its_number_could_not_be_said_inside() -> None:
    text = "{a, plural, offset:1 other {# زوار و{b, plural, other {# صور}}}}"
    assert [leaf.label for leaf in messages.leaves(messages.skeleton(text))] == ["other.text", "other.other"]


@pytest.mark.parametrize(
    "text",
    [
        "مرحبا {name}",
        "{n, plural, other {مفتوح}",
        "{n, plural, }",
        "{n, plural, one}",
        "'{n, plural, other {س}}'",
        "{a, plural, other {" * 1000 + "نص" + "}}" * 1000,
    ],
)
def test_what_is_no_plural_is_plain_text(text: str) -> None:
    assert (messages.skeleton(text), messages.leaves(text)) == (text, ())


@pytest.mark.parametrize("target", ["half {n", "half n}", "'{n}' and {n}", "{n, plural, other {", "it's }{"])
def test_a_target_cannot_break_its_message(target: str) -> None:
    result = messages.put_back(PLURAL, {"one": target, "other": "# messages"})
    assert [leaf.text for leaf in messages.leaves(result)][-1] == "# messages"


def test_a_quoted_hash_and_an_apostrophe_at_the_end_leave_placeholders_alone() -> None:
    text = "طلب #{n, plural, one {من {name}} other {من # مستخدمين}}"
    targets = {"one": "Order '#'from {name}, the users'", "other": "It's '#'from {name}'s #"}
    assert messages.put_back(text, targets) == (
        "{n, plural, one {Order '#'from {name}, the users''} other {It's '#'from {name}'s #}}"
    )


@given(TEXTS)
def test_leaves_are_stretches_of_a_skeleton_and_go_back_where_they_were(text: str) -> None:
    message = messages.skeleton(text)
    leaves = messages.leaves(message)
    assert all(message[leaf.start : leaf.end] == leaf.text for leaf in leaves)
    assert len({leaf.label for leaf in leaves}) == len(leaves)
    assert messages.skeleton(message) == message


@pytest.mark.parametrize(
    "text",
    [
        "{a, plural, other {" * 20000,
        "{a, plural, other {س}} " * 5000,
        "<a href='" * 50000,
        "<!--" * 50000,
        " " * 300000 + "\\n",
        "<b>" * 50000 + "</i>" * 50000,
        "{" * 300000,
        "<code>" * 30000 + "</code>" * 30000,
        "<a x=y " * 40000,
        "\\n " * 50000,
        "'" * 200000 + "{a, plural, other {س}}",
    ],
)
def test_hostile_messages_are_read_and_lose_no_code(text: str) -> None:
    """A reader that tries again at every place would not come back."""
    plain, codes = messages.take_apart(text)
    skeleton = messages.skeleton(text)

    assert all(0 <= code.offset <= len(plain) for code in codes)
    assert all(skeleton[leaf.start : leaf.end] == leaf.text for leaf in messages.leaves(skeleton))


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("<p>وصل الوفد.</p><p>ثم غادر</p>", "\nوصل الوفد.\nثم غادر\n", ["<p>", "</p><p>", "</p>"]),
        ("<ul>\n<li>خبز</li>\n<li>ماء", "\nخبز\nماء", ["<ul>\n<li>", "</li>\n<li>"]),
        ('<H2 title="a>b">عنوان</H2>نص', "\nعنوان\nنص", ['<H2 title="a>b">', "</H2>"]),
        ("<div>س<b>ص</b><br/>ع</div>", "\nسص\nع\n", ["<div>", "<b>", "</b>", "<br/>", "</div>"]),
        ('نص <p translate="no">دار</p>', "نص ", ['<p translate="no">دار</p>']),
        ("اختر <table> أو <name>", "اختر  أو ", ["<table>", "<name>"]),
    ],
)
def test_nothing_goes_on_between_blocks(text: str, source: str, expected: list[str]) -> None:
    assert (messages.take_apart(text)[0], codes(text)) == (source, expected)


def test_each_block_is_translated_in_its_place() -> None:
    source, found = messages.take_apart("<ul><li>افتح الملف</li><li>احفظ <b>الملف</b></li></ul>")
    unit = Unit("a", source, codes=found)
    book = {"افتح الملف": ["Open the file"], "احفظ الملف": ["Save the file"]}
    made = [Translation(each, book[each.source][0]) for each in segmentation.segments(unit)]
    done = filling.fill(PhraseBook(book, eyes={"Save": 0, "the": 1, "file": 1}), [(unit, made)])
    text = messages.put_together(done["a"].pieces)
    assert text == "<ul><li>Open the file</li><li>Save <b>the file</b></li></ul>"


CHOICE = "{0,choice,0#لا ملفات|1#ملف واحد|1<{0} ملفات}"


def test_the_arms_of_a_choice_are_translated_and_its_syntax_stays() -> None:
    assert messages.skeleton(CHOICE) == CHOICE
    found = messages.leaves(CHOICE)
    assert [(leaf.label, leaf.text, leaf.number) for leaf in found] == [
        ("0", "لا ملفات", False),
        ("1", "ملف واحد", False),
        ("1~2", "{0} ملفات", False),
    ]
    targets = {"0": "No one's files", "1": "Either | or", "1~2": "{0 files"}
    assert messages.put_back(CHOICE, targets) == "{0,choice,0#No one’s files|1#Either / or|1<(0 files}"


def test_text_beside_a_choice_stays_beside_it() -> None:
    message = f"لديك {CHOICE} في {{1}}."
    assert [leaf.label for leaf in messages.leaves(message)] == ["text", "0", "1", "1~2", "text~2"]
    assert messages.put_back(message, {"text": "You have ", "1": "a file"}) == (
        "You have {0,choice,0#لا ملفات|1#a file|1<{0} ملفات} في {1}."
    )


def test_a_choice_with_quoted_signs_is_one_code() -> None:
    choice = "{0,choice,0#لا '<'|1#{0} ملف}"
    assert messages.leaves(f"لديك {choice}") == ()
    assert codes(f"لديك {choice}") == [choice]


def test_a_quoted_brace_is_a_code() -> None:
    assert codes("استخدم '{'الاسم'}'") == ["'{'", "'}'"]
