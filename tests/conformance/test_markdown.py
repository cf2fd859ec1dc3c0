"""Markdown in and out: what is no text stays byte for byte, and a plain parser reads what was put in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from toolkit import documents
from toolkit.bitext import Code, Unit
from toolkit.documents import runs
from toolkit.documents.contents import Content, Filled, Targets
from toolkit.documents.markdown import document as markdown
from toolkit.errors import InputError

GUIDE = (Path(__file__).parents[1] / "cases" / "documents" / "guide.md").read_bytes()
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

PARTS = (
    *(
        "نص",
        "كلمة ",
        "x",
        " ",
        "\n",
        "\n\n",
        "  \n",
        "\\\n",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "``",
        "[",
        "](u)",
        "![",
        "][r]",
    ),
    *("[r]", "\n[r]: /u\n", "# ", "> ", "- ", "1. ", "    ", "\t", "| ", " |\n|---|\n| ", "\\|", "<b>", "</b>", "<br>"),
    *(
        "<https://x.y>",
        "&amp;",
        "&x;",
        "\\*",
        "```\n",
        "---\n",
        "===\n",
        "<div>\n",
        "[^1]",
        "\n[^1]: ",
        "[ ] ",
        "{#a}",
        "](u 'نص \\' ج')",
        '[r]: /u "نص"\n',
    ),
    *("\r\n", "\r", "{% x %}", "!", "<!-- x -->"),
)
PLAIN_PARTS = tuple(
    part
    for part in PARTS
    if part not in ("[^1]", "\n[^1]: ", "[ ] ", "{#a}", "{% x %}", "---\n") and "نص " not in part and '"' not in part
)
PLAIN_MIXTURE = st.lists(st.sampled_from(PLAIN_PARTS), max_size=30).map("".join)
MIXTURE = st.lists(st.sampled_from(PARTS), max_size=30).map("".join)
ENGLISH = st.text(
    st.one_of(st.characters(min_codepoint=32, max_codepoint=126), st.sampled_from("*_`[]()<>&#!|\\~-+=:. \n1a؟é“")),
    min_size=1,
    max_size=25,
)


def content(text: str | bytes, encoding: str = "") -> Content:
    return Content("guide.md", text.encode() if isinstance(text, str) else text, encoding)


def read(text: str | bytes) -> tuple[Unit, ...]:
    return markdown.read(content(text))


def sources(text: str | bytes) -> list[str]:
    return [unit.source for unit in read(text)]


def identity(units: tuple[Unit, ...]) -> Targets:
    return {unit.id: Filled(runs.pieces(unit)) for unit in units}


def filled(text: str, **targets: str) -> str:
    return markdown.fill(content(text), {name: Filled((target,)) for name, target in targets.items()}).decode()


def spelled(text: str, *pieces: str | int) -> str:
    """Fill the first unit with words, and with its codes by their numbers."""
    unit = read(text)[0]
    made = tuple(unit.codes[piece] if isinstance(piece, int) else piece for piece in pieces)
    return markdown.fill(content(text), {unit.id: Filled(made)}).decode()


def skeleton(text: str) -> list[str]:
    """List the blocks that a plain parser finds."""
    return [token.type for token in PARSER.parse(text)]


def _plain_text(text: str) -> str:
    return "".join(_words(PARSER.parse(text)))


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "text":
            yield token.content
        elif token.type in ("inline", "image"):
            children = token.children or []
            autolinks = [place for place, child in enumerate(children) if child.info == "auto" and child.nesting > 0]
            yield from _words([child for place, child in enumerate(children) if place - 1 not in autolinks])


def test_a_guide_gives_its_text_in_order() -> None:
    units = {unit.id: unit for unit in read(GUIDE)}
    assert units["p1.title"].source == "دليل التثبيت: البداية"
    assert units["p3"].source == "دليل التثبيت السريع"
    assert [unit.source for unit in units.values()][3:5] == ["حالة البناء", "الرخصة"]
    assert units["p16"].source == "يعرض الملفات | المجلدات"
    assert not [unit for unit in units.values() if "يترجم" in unit.source or "كتلة" in unit.source]
    assert [unit.line for unit in units.values()] == sorted(unit.line for unit in units.values())


def test_a_file_that_is_given_back_is_the_same_bytes() -> None:
    assert markdown.fill(content(GUIDE), identity(read(GUIDE))) == GUIDE
    assert markdown.fill(content(GUIDE), {}) == GUIDE


def test_windows_line_ends_are_kept() -> None:
    data = GUIDE.replace(b"\n", b"\r\n")
    assert sources(data) == sources(GUIDE)
    assert markdown.fill(content(data), identity(read(data))) == data
    made = markdown.fill(content(data), {"p9": Filled(("Second title",))})
    assert made == data.replace("العنوان الثاني".encode(), b"Second title").replace(b"lang: ar", b"lang: en")


def test_one_target_changes_its_unit_only() -> None:
    made = markdown.fill(content(GUIDE), {"p16": Filled(("Lists files | folders",))})
    english = GUIDE.replace(r"يعرض الملفات \| المجلدات".encode(), rb"Lists files \| folders")
    assert made == english.replace(b"lang: ar", b"lang: en")


def test_a_plain_parser_finds_the_same_blocks_in_the_english() -> None:
    targets = {unit.id: Filled((*unit.codes, f"English {unit.id}")) for unit in read(GUIDE)}
    assert skeleton(markdown.fill(content(GUIDE), targets).decode()) == skeleton(GUIDE.decode())


def test_soft_line_breaks_are_blanks_and_hard_ones_codes() -> None:
    (unit,) = read("> الأول\n> الثاني  \n> الثالث")
    assert unit.source == "الأول الثاني\nالثالث"
    assert unit.codes == (Code(12, "  \n> "),)
    assert spelled("> الأول\n> الثاني  \n> الثالث", "First.", 0, "\n", "- Third") == "> First.  \n> \\- Third"


def test_code_addresses_and_footnotes_are_codes_alone() -> None:
    (unit,) = read("استخدم `ls` و <https://a.b> كذلك[^1] مع {{< ref >}} أو <kbd>*إدخال*</kbd> هنا")
    assert [code.text for code in unit.codes] == [
        *("`ls`", "<https://a.b>", "[^1]", "{{< ref >}}", "<kbd>*إدخال*</kbd>")
    ]


def test_formulas_are_codes_and_prices_are_text() -> None:
    (unit,) = read("المعادلة $E_1 = m_2$ و$$\\int_0^1 x\\,dx$$ أيضا، السعر $5 و$10 أو 5$ و10$.\n$$\nx_1 * y_1\n$$\n")
    assert unit.source == "المعادلة  و أيضا، السعر $5 و$10 أو 5$ و10$."
    assert [code.text for code in unit.codes] == ["$E_1 = m_2$", "$$\\int_0^1 x\\,dx$$"]
    assert sources("نص\n$$\nبلا نهاية") == ["نص $$ بلا نهاية"]


@pytest.mark.parametrize("frame", ["{}", "- {}", "> {}"])
@pytest.mark.parametrize(
    ("line", "titles"),
    [(":::note", []), ("::: tip عنوان", ["عنوان"]), (":::info[عنوان]", ["عنوان"]), ("::::{warning} عنوان", ["عنوان"])],
)
def test_the_lines_of_directives_stay_lines(frame: str, line: str, titles: list[str]) -> None:
    text = "\n".join(frame.format(each) for each in (line, "ملاحظة", ":::"))
    assert sources(text) == [*titles, "ملاحظة"]
    assert filled(text, **{f"p{len(titles) + 1}": "A note"}) == text.replace("ملاحظة", "A note")


def test_a_long_line_of_a_directive_is_read_in_time() -> None:
    assert sources(f":::{' ' * 20_000}نص{' ' * 20_000}[[") == [f":::{' ' * 20_000}نص{' ' * 20_000}[["]


def test_the_words_of_a_reference_may_become_others() -> None:
    text = "راجع [الموقع] أو [الدليل][] أو [هذا][الموقع]\n\n[الموقع]: /a\n[الدليل]: /b\n"
    made = spelled(text, "See ", 0, "the site", 1, ", ", 2, "the guide", 3, ", ", 4, "this", 5)
    assert made.startswith("See [the site][الموقع], [the guide][الدليل], [this][الموقع]\n")


@pytest.mark.parametrize("frame", ["> {}", "- {}", "# {}", "| {} |\n|---|"])
def test_what_an_image_says_is_a_unit_of_its_own(frame: str) -> None:
    text = frame.format("اقتباس ![صورة *ملونة*](a.png)")
    sentence, said = read(text)
    assert (sentence.source.strip(), said.id, said.source) == ("اقتباس", "p2.alt", "صورة ملونة")
    targets = {"p1": Filled(("A quote ", *sentence.codes)), "p2.alt": Filled((said.codes[0], "A", said.codes[1], " x"))}
    assert markdown.fill(content(text), targets).decode() == frame.format("A quote ![*A* x](a.png)")
    assert filled(text, **{"p2.alt": "A picture"}) == frame.format("اقتباس ![A picture](a.png)")


def test_an_image_in_what_another_says_gets_its_words() -> None:
    text = 'نص [![أب ![أم](m.png "عنوان")](a.png)](u)'
    units = read(text)
    assert [unit.source for unit in units] == ["نص ", "أب ", "أم", "عنوان"]
    targets = {unit.id: Filled((f"E{unit.id[1]}", *unit.codes)) for unit in units}
    assert markdown.fill(content(text), targets).decode() == 'E1[![E2![E3](m.png "E4")](a.png)](u)'


def test_an_image_that_is_named_by_its_words_keeps_its_name() -> None:
    text = "![شعار] نص\n\n[شعار]: /a.png\n"
    said = read(text)[1]
    made = markdown.fill(content(text), {"p2.alt": Filled(("Logo", *said.codes))}).decode()
    assert made == "![Logo][شعار] نص\n\n[شعار]: /a.png\n"


@pytest.mark.parametrize(
    ("before", "english", "after"),
    [
        ('[نص](u "العنوان")', "The title", '[نص](u "The title")'),
        ("[نص](<u v> 'قال \\'نعم\\'' )", "It's 1", "[نص](<u v> 'It\\'s 1' )"),
        ("![نص](u (العنوان))", "The (new) title", "![نص](u (The \\(new\\) title))"),
        ('> [نص](u "عنوان\n> طويل") هنا', 'A "long" one', '> [نص](u "A \\"long\\" one") هنا'),
        ('| [نص](u "أ \\| ب") |\n|---|\n', "a | b", '| [نص](u "a \\| b") |\n|---|\n'),
        ("ن ` [نص](u 'عنوان')", "a ` \\b &amp; c", "ن ` [نص](u 'a &#96; \\b &amp;amp; c')"),
        ('[ن]\n\n[ن]: /a\n  "عنوان"\n', "Title", '[ن]\n\n[ن]: /a\n  "Title"\n'),
        ("> [ن]: <a b> 'عنوان' \n", "Title", "> [ن]: <a b> 'Title' \n"),
    ],
)
def test_titles_are_units_and_stay_valid(before: str, english: str, after: str) -> None:
    (title,) = [unit for unit in read(before) if unit.id.endswith(".title")]
    assert filled(before, **{title.id: english}) == after
    assert [unit.source for unit in read(after) if unit.id == title.id] == [english]


def test_a_title_moves_with_its_link() -> None:
    text = '[نص](u "عنوان") طويل'
    codes = read(text)[0].codes
    targets = {"p1": Filled(("A long ", codes[0], "text", codes[1])), "p2.title": Filled(("Title",))}
    assert markdown.fill(content(text), targets).decode() == 'A long [text](u "Title")'


def test_blanks_leave_emphasis_and_empty_emphasis_goes() -> None:
    assert spelled("هذا **مهم** جدا", "Very", 0, " important ", 1, "here") == "Very **important** here"
    assert spelled("هذا **مهم** جدا", "Very", 0, 1, " important") == "Very important"


def test_reordered_codes_nest() -> None:
    assert spelled("**أ** و _ب_ ج", 2, "b ", 0, "a", 3, " and ", 1, "c") == "_b **a**_ and c"


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("1986. A year", "1986\\. A year"),
        ("# 1 in the list", "\\# 1 in the list"),
        ("- or +", "\\- or +"),
        ("2 * 3 and snake_case_name", "2 * 3 and snake_case_name"),
        ("*note* [1] `x`", "\\*note\\* \\[1\\] \\`x\\`"),
        ("AT&T &copy; <b> a < b", "AT&T &amp;copy; \\<b> a < b"),
        ("C:\\dir \\* x", "C:\\dir \\\\\\* x"),
        ("News | Sport", "News | Sport"),
    ],
)
def test_only_what_would_be_a_mark_is_escaped(english: str, expected: str) -> None:
    assert filled("نص", p1=english) == expected
    assert sources(expected) == [english]


@pytest.mark.parametrize(
    ("value", "english", "expected"),
    [
        ('"عنوان"', 'The "A"', '"The \\"A\\""'),
        ("'عنوان'", "It's", "'It''s'"),
        ("عنوان", "A title", "A title"),
        ("عنوان", "A: title", '"A: title"'),
    ],
)
def test_titles_of_front_matter_stay_valid(value: str, english: str, expected: str) -> None:
    text = f'---\ntitle: {value}\nlang: ar\ndir: "rtl"\n---\n\nنص\n'
    made = markdown.fill(content(text), {"p1.title": Filled((english,))}).decode()
    assert made == f'---\ntitle: {expected}\nlang: en\ndir: "ltr"\n---\n\nنص\n'


def test_what_is_no_front_matter_is_text() -> None:
    assert sources("---\n\nنص\n") == ["نص"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256"])
def test_the_encoding_is_kept(encoding: str) -> None:
    data = "# هذا نص عربي من الملف\n".encode(encoding)
    assert markdown.fill(content(data), {"p1": Filled(("Text",))}) == "# Text\n".encode(encoding)


def test_binary_data_is_refused_in_one_line() -> None:
    with pytest.raises(InputError, match=r"guide\.md: is not text"):
        read(b"\x00\x01\x02\x03" * 50)


@pytest.mark.parametrize(
    "text",
    [
        *(">" * 3000 + "ن", "[" * 3000 + "ن", "*ن " * 2000, "`ن" * 2000, "- " * 1000 + "ن", "<b>ن" * 2000),
        "![" * 300 + "ن" + "](u)" * 300,
    ],
    ids=["quotes", "brackets", "stars", "ticks", "lists", "tags", "images"],
)
def test_hostile_files_are_read_and_given_back(text: str) -> None:
    assert markdown.fill(content(text), identity(read(text))) == text.encode()


@given(MIXTURE)
@settings(max_examples=120, deadline=None)
def test_any_mixture_is_given_back_and_gives_unique_ids(text: str) -> None:
    units = read(text)
    assert len({unit.id for unit in units}) == len(units)
    assert markdown.fill(content(text), identity(units)) == text.encode()


@given(PLAIN_MIXTURE)
@settings(max_examples=100, deadline=None)
def test_the_units_of_any_mixture_hold_the_letters_that_a_plain_parser_finds(text: str) -> None:
    assert Counter(filter(str.isalpha, "".join(sources(text)))) == Counter(filter(str.isalpha, _plain_text(text)))


@given(MIXTURE, st.data())
@settings(max_examples=100, deadline=None)
def test_one_changed_unit_of_any_mixture_leaves_the_others(text: str, data: st.DataObject) -> None:
    units = read(text)
    if not units:
        return
    chosen = data.draw(st.sampled_from(units))
    pieces = ("New 1. *text* ", *(piece for code in chosen.codes for piece in (code, " word ")))
    after = read(markdown.fill(content(text), {chosen.id: Filled(pieces)}))
    assert [unit.source for unit in after if unit.id != chosen.id] == [
        unit.source for unit in units if unit.id != chosen.id
    ]


@given(
    ENGLISH.filter(lambda words: any(map(str.isalnum, words))), st.sampled_from(["{}", "> {}\n", "# {}\n", "- {}\n"])
)
@settings(max_examples=120, deadline=None)
def test_any_english_is_read_back(english: str, frame: str) -> None:
    made = filled(frame.format("نص"), p1=english)
    assert " ".join(" ".join(sources(made)).split()) == " ".join(english.split())


@given(ENGLISH.filter(lambda words: any(map(str.isalnum, words))))
@settings(max_examples=100, deadline=None)
def test_any_english_is_read_back_from_a_cell(english: str) -> None:
    made = filled("| أ | ب |\n|---|---|\n| ج | د |\n", p3=english)
    found = sources(made)
    assert " ".join(found[2].split()) == " ".join(english.split())
    assert (len(found), found[3]) == (4, "د")


@given(
    ENGLISH.filter(lambda words: any(map(str.isalnum, words))),
    st.sampled_from(['ن ` [ن](u "{}")', "> ![a](u '{}')\n", "| أ |\n|---|\n| [a](u ({})) |\n", "[a]: u '{}'\n"]),
)
@settings(max_examples=150, deadline=None)
def test_any_english_is_read_back_from_a_title(english: str, frame: str) -> None:
    text = frame.format("عنوان")
    (name,) = [unit.id for unit in read(text) if unit.id.endswith(".title")]
    (title,) = [unit.source for unit in read(filled(text, **{name: english})) if unit.id == name]
    assert title.split() == english.split()


def test_a_backslash_before_a_bar_stays_in_its_cell() -> None:
    made = filled("| أ | ب |\n|---|---|\n", p1="a\\|b")
    assert (made, sources(made)) == ("| a\\\\\\|b | ب |\n|---|---|\n", ["a\\|b", "ب"])


def test_the_table_of_formats_knows_markdown() -> None:
    assert [documents.for_input(f"a{suffix}").name for suffix in (".md", ".markdown")] == ["markdown"] * 2


def test_an_underscore_in_an_address_is_no_mark() -> None:
    text = "راجع https://x.com/path_(a) الآن\n"
    assert filled(text, p1="See https://x.com/path_(a), not f_(a)") == "See https://x.com/path_(a), not f\\_(a)\n"


def test_of_an_abbreviation_only_the_meaning_is_text() -> None:
    text = "نص\n*[HTML]: لغة ترميز\n*[CSS]: أوراق أنماط\n"
    assert sources(text) == ["نص", "لغة ترميز", "أوراق أنماط"]
    assert filled(text, p2="A markup language") == "نص\n*[HTML]: A markup language\n*[CSS]: أوراق أنماط\n"


def test_what_would_be_a_formula_in_english_is_none() -> None:
    assert filled("نص\n", p1="from $0$ to $5") == "from \\$0$ to $5\n"
