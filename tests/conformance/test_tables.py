"""CSV, TSV and JSON lines taken apart and filled, through the csv and json modules of Python."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conformance.localised import case, filled, own_source, own_target, units
from tests.strategies import arabic_text
from toolkit.documents.contents import Content, Filled
from toolkit.errors import InputError

SHOP, SITE, PAIRS = case("shop.csv"), case("site.tsv"), case("pairs.jsonl")
FILES = pytest.mark.parametrize("content", [SHOP, SITE, PAIRS], ids=["csv", "tsv", "jsonl"])


def table(text: str, name: str = "a.csv") -> Content:
    return Content(name, text.encode())


def rows(content: Content, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.text(), newline=""), delimiter=delimiter, strict=True))


def test_units_have_the_names_and_targets_of_their_rows() -> None:
    found = [*units(SHOP).values(), *units(PAIRS).values()]
    assert [(unit.id, unit.source, unit.target, unit.state, unit.line) for unit in found] == [
        ("s1", 'قال: "نعم"; ثم مضى', "", "", 2),
        ("s2", "مرحبا بالعالم", "Hello world", "fuzzy", 4),
        ("s3", "شكرا لكم", "", "", 5),
        ("7", "صباح الخير", "", "", 1),
        ("8", "مساء الخير", "Good evening", "fuzzy", 2),
    ]
    assert [code.text for code in units(SHOP)["s3"].codes] == ["<b>", "</b>"]


@FILES
def test_a_table_in_which_nothing_is_filled_stays_byte_for_byte(content: Content) -> None:
    assert content.data == filled(content, {}).data


def test_filling_a_target_with_what_it_is_changes_its_state_alone() -> None:
    result = filled(SHOP, {"s2": own_target(units(SHOP)["s2"])}).data
    assert SHOP.data == result.replace(b"needs-review", b"fuzzy")


def test_a_target_goes_into_its_cell_and_all_else_stays() -> None:
    result = filled(SHOP, {"s1": Filled(('Said: "yes"; left',)), "s2": Filled(("Hello",), review=True)})
    expected = SHOP.data.replace(b';;;"', b';"Said: ""yes""; left";translated;"').replace(
        b"Hello world;fuzzy", b"Hello;needs-review"
    )
    assert expected == result.data


def test_a_row_that_is_too_short_is_completed() -> None:
    first, last = units(SHOP)["s3"].codes
    result = filled(SHOP, {"s3": Filled(("Thank ", first, "you", last))})
    assert result.data == SHOP.data[:-2] + b';"Thank <b>you</b>"\r\n'


def test_an_empty_state_at_the_end_of_a_row_stays_before_a_new_column() -> None:
    result = filled(table("source,state\nمرحبا,\n"), {"r1": Filled(("Hello",))})
    assert result.data.decode() == "source,state,target\nمرحبا,translated,Hello\n"


def test_a_missing_column_is_added() -> None:
    result = filled(SITE, {"home": Filled(('The "first"\tpage',))})
    assert result.data.decode().split("\n") == [
        "key\tar\ten",
        'home\tالصفحة "الأولى"\tThe "first" page',
        'quote\t"اقتباس" في البداية\t',
        "",
        "end\tنهاية\t",
    ]


def test_a_missing_field_stands_behind_its_source() -> None:
    result = filled(PAIRS, {"7": Filled(("Good\u2028morning",)), "8": Filled(("Good night",), review=True)})
    expected = PAIRS.data.replace(
        "صباح الخير".encode() + b'"', "صباح الخير".encode() + b'", "target": "Good\\u2028morning"'
    )
    assert expected.replace(b"Good evening", b"Good night") == result.data


@pytest.mark.parametrize(
    ("text", "place", "columns", "message"),
    [
        ("id,نص\n1,مرحبا\n", "a.csv", ("", ""), r"^a\.csv:1: no column of the source.*; there are: id, نص"),
        ("id,ar\n1,مرحبا\n", "a.csv", ("text", "en"), r"^a\.csv:1: no column «text»; there are: id, ar"),
        ("", "a.csv", ("", ""), r"^a\.csv: is empty"),
        ('source\n"أ', "a.csv", ("", ""), r"^a\.csv:2: a quotation mark is not closed"),
        ('source\n"أ"ب', "a.csv", ("", ""), r"^a\.csv:2: something stands behind a closing"),
        ("source,ar,source\n", "a.csv", ("", ""), r"^a\.csv:1: column «source» stands twice"),
        ('{"source": "أ"}\n{"text": "ب"}', "a.jsonl", ("", ""), r"^a\.jsonl:2: no field «source»; there are: text"),
        ('{"source": "أ"}\n{"source": "ب}\n', "a.jsonl", ("", ""), r"^a\.jsonl:2: not JSON"),
        ("[1]", "a.jsonl", ("", ""), r"^a\.jsonl:1: not an object"),
    ],
)
def test_another_table_is_an_input_error_with_its_line(
    text: str, place: str, columns: tuple[str, str], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        units(Content(place, text.encode(), columns=columns))


def test_columns_are_those_that_were_named() -> None:
    content = replace(table("Text,Note,English\nمرحبا,م,\n"), columns=("text", "English"))
    assert [unit.source for unit in units(content).values()] == ["مرحبا"]
    assert filled(content, {"r1": Filled(("Hello",))}).data.decode() == "Text,Note,English\nمرحبا,م,Hello\n"


def test_the_arabic_of_the_target_gives_way_to_english() -> None:
    content = replace(table("source,target\nHello,مرحبا\nBye,\n"), side="target")
    assert [(unit.source, unit.target) for unit in units(content).values()] == [("مرحبا", "")]
    assert filled(content, {"r1": Filled(("Hello",))}).data == b"source,target\nHello,Hello\nBye,\n"


def test_a_plural_keeps_the_sub_messages_that_it_had() -> None:
    arabic = "{n, plural, one {كتاب} few {# كتب} other {# كتابا}}"
    content = table(f'source,target\n"{arabic}","{{n, plural, one {{book}} other {{# volumes}}}}"\n')
    assert [(unit.id, unit.target) for unit in units(content).values()] == [
        ("r1#one", "book"),
        ("r1#other", " volumes"),
    ]
    result = filled(content, {"r1#one": Filled(("a book",))})
    assert rows(result, ",")[1][1] == "{n, plural, one {a book} other {# volumes}}"


def test_a_byte_order_mark_and_utf16_stay() -> None:
    text = "source,target\r\nمرحبا,\r\n"
    for encoding in ("utf-8-sig", "utf-16"):
        result = filled(Content("a.csv", text.encode(encoding)), {"r1": Filled(("Hello",))})
        assert text.replace("\r\n", "Hello\r\n").replace("targetHello", "target").encode(encoding) == result.data


CELLS = st.text("اب \"';,\t\n\r<b>{}", max_size=8)


@settings(max_examples=80)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_only_the_target_of_what_is_filled_changes(cells: list[tuple[str, str, str]], delimiter: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([("x", "source", "target"), *cells])
    content = table(written.getvalue())
    targets = {name: Filled((f'a "{name}"\n;',)) for name in units(content)}
    expected = [(*row[:2], row[2]) for row in cells if any(row)]
    numbers = {f"r{number}": row for number, row in enumerate(expected, 1)}
    made = [[*row[:2], targets[name].text if name in targets else row[2]] for name, row in numbers.items()]
    assert made == [row for row in rows(filled(content, targets), delimiter)[1:] if any(row)]


@settings(max_examples=80)
@given(
    st.lists(
        st.dictionaries(st.text('aب/~ "', max_size=4), st.integers() | st.lists(arabic_text(9)), max_size=3), max_size=4
    )
)
def test_json_reads_the_objects_with_their_targets(objects: list[dict[str, object]]) -> None:
    given_rows = [{**each, "source": f"نص {number}"} for number, each in enumerate(objects)]
    content = table("\n".join(json.dumps(row) for row in given_rows), "a.jsonl")
    targets = {name: Filled((f"text “{name}”",)) for name in units(content)}
    result = [json.loads(line) for line in filled(content, targets).data.decode().split("\n") if line]
    expected = [{**row, "target": target.text} for row, target in zip(given_rows, targets.values(), strict=True)]
    assert expected == result


@FILES
def test_a_table_that_is_filled_with_its_sources_gives_the_same_units(content: Content) -> None:
    found = units(content)
    again = units(filled(content, {unit.id: own_source(unit) for unit in found.values()}))
    assert [(unit.id, unit.source, unit.source) for unit in found.values()] == [
        (unit.id, unit.source, unit.target) for unit in again.values()
    ]
