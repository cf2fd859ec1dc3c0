"""JSON, Android, iOS and Java files taken apart and filled, through somebody else's readers."""

import json
import plistlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conformance.localised import case, filled, own_source, units
from tests.strategies import arabic_text
from toolkit.bitext import Code, Unit
from toolkit.documents.contents import Content, Filled
from toolkit.documents.messages import messages
from toolkit.errors import InputError

NAMES = (
    "app.ar.json",
    "app_ar.arb",
    "strings.xml",
    "Localizable.strings",
    "Localizable.stringsdict",
    "messages_ar.properties",
)
FILES = pytest.mark.parametrize("name", NAMES)
ARABIC = re.compile("[ء-ي]")


def written(text: str, name: str, encoding: str = "utf-8") -> Content:
    return Content(name, text.encode(encoding))


def again(content: Content) -> Content:
    """Take back that a file is in English, so that it can be read once more."""
    return Content(content.place, re.sub(rb'(locale"?[:=] ?")en', rb"\1ar", content.data))


def english(unit: Unit) -> Filled:
    """Translate each stretch of text between codes into its number."""
    pieces = messages.woven(unit.source, unit.codes)
    return Filled(
        tuple(each if isinstance(each, Code) else re.sub(r"[^\s%{}$@#\w]*\w[^\n%{$]*", "word", each) for each in pieces)
    )


def found(name: str) -> dict[str, tuple[str, list[str]]]:
    return {name: (unit.source, [code.text for code in unit.codes]) for name, unit in units(case(name)).items()}


@FILES
def test_a_file_in_which_nothing_is_filled_stays_byte_for_byte(name: str) -> None:
    assert case(name).data == filled(case(name), {}).data


@FILES
def test_a_file_that_is_filled_with_its_sources_gives_the_same_units(name: str) -> None:
    before = units(case(name))
    after = units(again(filled(case(name), {unit.id: own_source(unit) for unit in before.values()})))
    assert [(unit.id, unit.source, unit.codes) for unit in before.values()] == [
        (unit.id, unit.source, unit.codes) for unit in after.values()
    ]


@pytest.mark.parametrize("name", ["Localizable.strings", "messages_ar.properties"])
def test_a_file_that_is_filled_with_its_sources_stays_byte_for_byte(name: str) -> None:
    assert (
        case(name).data == filled(case(name), {unit.id: own_source(unit) for unit in units(case(name)).values()}).data
    )


@FILES
def test_where_one_target_changes_only_that_unit_does(name: str) -> None:
    before = units(case(name))
    for chosen in before.values():
        after = units(again(filled(case(name), {chosen.id: Filled(("A word “worth”",))})))
        changed = {key for key in before if before[key].source != after[key].source}
        assert changed == {chosen.id}
        assert after[chosen.id].source == "A word “worth”"


def test_strings_of_json_are_units_with_pointers() -> None:
    assert found("app.ar.json") == {
        "/nav/home": ("الرئيسية", []),
        "/nav/about~1us": ("من نحن", []),
        "/steps/0": ("افتح التطبيق", ["<strong>", "</strong>"]),
        "/steps/1": ('اختر "الإعدادات"\nثم اللغة', []),
        "/steps/2/note": ("النص محفوظ / جاهز", []),
        "/steps/2/empty": ("", []),
        "/inbox#=0": ("لا رسائل", []),
        "/inbox#one": ("رسالة واحدة", []),
        "/inbox#other": (" رسائل", ["#"]),
        "/greeting": ("أهلا {{name}}، لديك ${total}", []),
    }


def test_strings_of_json_change_in_their_places() -> None:
    data = filled(case("app.ar.json"), {"/steps/1": Filled(('Choose "settings"\nthen',))}).data.decode()
    expected = case("app.ar.json").data.decode().replace(r"اختر \"الإعدادات\"\nثم اللغة", r"Choose \"settings\"\nthen")
    assert expected == data


def test_a_json_file_in_ascii_stays_in_it() -> None:
    content = written('{"a": "\\u0646\\u0635", "b": "\\ud83d"}', "a.json")
    assert filled(content, {"/a": Filled(("café 😀",))}).data == b'{"a": "caf\\u00e9 \\ud83d\\ude00", "b": "\\ud83d"}'


def test_a_key_that_stands_twice_gives_two_units() -> None:
    content = written('{"a": "نص", "a": "آخر"}', "a.json")
    assert [(unit.id, unit.source) for unit in units(content).values()] == [("/a", "نص"), ("/a~2", "آخر")]


def test_what_a_bundle_says_about_messages_is_none_and_its_language_becomes_english() -> None:
    assert list(units(case("app_ar.arb"))) == ["/title", "/unread#one", "/unread#other"]
    data = json.loads(filled(case("app_ar.arb"), {"/title": Filled(("Reader",))}).data)
    assert (data["@@locale"], data["title"], data["@title"]["description"]) == ("en", "Reader", "عنوان الصفحة الأولى")


def test_values_of_ios_are_read_through_their_escapes() -> None:
    assert found("Localizable.strings") == {
        "login.button": ("تسجيل الدخول", []),
        "greeting": ('أهلا %@، قال: "نعم"\nثم مضى', []),
        "bare_key": ("مفتاح بلا علامات", []),
        "escaped": ("مرحبا", []),
        "html": ("اضغط هنا", ["<b>", "</b>"]),
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_strings_file_keeps_its_encoding(encoding: str) -> None:
    text = '/* زر */\r\n"a" = "نص";\r\n'
    result = filled(written(text, "a.strings", encoding), {"a": Filled(('It’s "on"\n\\',))})
    assert text.replace("نص", 'It’s \\"on\\"\\n\\\\').encode(encoding) == result.data


def test_plistlib_reads_the_forms_that_english_has() -> None:
    content = case("Localizable.stringsdict")
    targets = {name: Filled((f"{name} & <more>",)) for name in units(content)}
    files = plistlib.loads(filled(content, targets).data)["%d files"]
    assert files["NSStringLocalizedFormatKey"] == "%d files/NSStringLocalizedFormatKey & <more>"
    assert files["files"] == {
        "NSStringFormatSpecTypeKey": "NSStringPluralRuleType",
        "NSStringFormatValueTypeKey": "d",
        **{form: f"%d files/files/{form} & <more>" for form in ("zero", "one", "other")},
    }


def test_other_of_ios_is_made_of_few() -> None:
    rule = "<key>k</key><string>NSStringPluralRuleType</string><key>few</key><string>كتب</string>"
    content = written(f"<plist><dict>{rule} <key>many</key><string>كتابا</string></dict></plist>", "a.stringsdict")
    assert [(unit.id, unit.source) for unit in units(content).values()][1:] == [("other", "كتب")]
    made = filled(content, {"other": Filled(("books",))})
    assert plistlib.loads(made.data) == {"k": "NSStringPluralRuleType", "other": "books"}


def test_values_of_java_are_read_through_their_escapes() -> None:
    assert found("messages_ar.properties") == {
        "title": ("صفحة الدخول", []),
        "path.label": ("المسار C:\\temp", []),
        "greeting": ("أهلا {0}، عدت بعد {1}", []),
        "rights": ("جميع الحقوق محفوظة", []),
        "long.text": ("سطر أول وسطر ثان ينتهي هنا", []),
        "key with space": ("قيمة بارزة", ["<b>", "</b>"]),
    }


def test_values_of_java_change_in_their_places() -> None:
    targets = {"long.text": Filled((" One\nline\\",)), "greeting": Filled(("It's {0} after {1}",))}
    result = filled(case("messages_ar.properties"), targets).data.decode().split("\n")
    assert result[4] == "greeting=It''s {0} after {1}"
    assert result[6:8] == [r"long.text = \ One\nline\\", r"key\ with\ space=قيمة <b>بارزة</b>"]


def test_a_properties_file_in_ascii_or_latin_gets_escapes() -> None:
    for data in (b"a=\\u0646\\u0635\n", b"# caf\xe9\na=\\u0646\\u0635\n"):
        result = filled(Content("a.properties", data), {"a": Filled(("It’s café 😀",))})
        assert data.replace(rb"\u0646\u0635", rb"It\u2019s caf\u00e9 \ud83d\ude00") == result.data


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", "{'a': 1}", r"a\.json:1: not JSON: a key in quotation marks"),
        ("a.json", '{"a":\n"b" "c"}', r"a\.json:2: not JSON: a comma is missing"),
        ("a.json", '["a]', r"a\.json:1: not JSON: unterminated string"),
        ("a.json", '["a"]\n]', r"a\.json:2: not JSON: something stands behind"),
        ("a.json", '"نص"', r"a\.json:1: not an object or array"),
        ("a.json", "[" * 100_000, r"a\.json:1: not JSON: more than 500 levels"),
        ("a.json", "", r"a\.json:1: not JSON"),
        ("a.arb", '{"@@locale": "fr"}', r"a\.arb:1: declares the language «fr»"),
        ("a.xml", "<html/>", r"a\.xml:1: not Android's string resources: the root is <html>"),
        ("a.xml", "<resources>\n<string></resources>", r"a\.xml:2: not well-formed"),
        ("a.xml", "<resources>" + "<string>" * 5000, r"a\.xml:1: not well-formed"),
        ("a.xml", '<!DOCTYPE a [<!ENTITY b "ب">]><resources/>', r"a\.xml:1: declares entities"),
        ("a.xml", '<resources xmlns:tools="t" tools:locale="fr"/>', r"a\.xml:1: declares the language «fr»"),
        ("a.strings", '"a" = "ب"\n"c" = "د";', r"a\.strings:1: not \.strings: «;» is missing"),
        ("a.strings", "\n/* ب", r"a\.strings:2: not \.strings: a comment is not closed"),
        ("a.strings", '"a" = ب;', r"a\.strings:1: not \.strings: no value in quotation marks"),
        ("a.stringsdict", "<plist/>", r"a\.stringsdict:1: not \.stringsdict: no <plist> with a <dict>"),
        (
            "a.stringsdict",
            "<plist><dict>\n<string/><key/></dict></plist>",
            r"a\.stringsdict:2: not \.stringsdict: a <key>",
        ),
    ],
)
def test_another_file_is_an_input_error_with_its_line(name: str, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        units(written(text, name))


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("app.ar.json", "jsonl10n.JsonNestedFile"),
        ("strings.xml", "aresource.AndroidResourceFile"),
        ("Localizable.strings", "properties.stringsutf8file"),
        ("messages_ar.properties", "properties.javautf8file"),
    ],
)
def test_translate_toolkit_finds_no_arabic_where_all_is_translated(name: str, reader: str) -> None:
    module, _, store = reader.partition(".")
    storage = pytest.importorskip(f"translate.storage.{module}")
    before, after = (
        [str(unit.target or unit.source) for unit in getattr(storage, store).parsestring(content.data).units]
        for content in (case(name), filled(case(name), {key: english(unit) for key, unit in units(case(name)).items()}))
    )
    assert any(ARABIC.search(text) for text in before)
    assert not any(ARABIC.search(re.sub("example=.*?>", "", text)) for text in after)


KEYS = st.text('aب/~#"\\ ', max_size=5)
TEXTS = st.text("ابت '\"\\\n\t<>&@?{}#=:!%é😀\u2028", max_size=20) | arabic_text(20)


@settings(max_examples=100)
@given(st.dictionaries(KEYS, TEXTS | st.lists(TEXTS, max_size=3), min_size=1, max_size=4), st.booleans())
def test_json_reads_what_was_filled(values: dict[str, str | list[str]], ascii_only: bool) -> None:
    content = written(json.dumps(values, ensure_ascii=ascii_only, indent=1), "a.json")
    assert content.data == filled(content, {unit.id: own_source(unit) for unit in units(content).values()}).data
    targets = {name: Filled((name,)) for name in units(content)}
    strings = sorted(text for value in values.values() for text in (value if isinstance(value, list) else [value]))
    result: dict[str, str | list[str]] = json.loads(filled(content, targets).data)
    made = [text for value in result.values() for text in (value if isinstance(value, list) else [value])]
    assert len(strings) == len(made)
    assert sorted(made) == sorted(targets)


@settings(max_examples=150)
@given(
    TEXTS.filter(lambda text: text and not set(text) & set("<>&") and not re.search("'[{}]'", text)),
    st.sampled_from(["a.strings", "a.properties", "a.xml"]),
)
def test_any_target_is_read_back_as_it_was_written(target: str, name: str) -> None:
    source = {
        "a.strings": '"a" = "نص"; "b" = "ب";',
        "a.properties": "a = نص\nb = ب",
        "a.xml": '<resources><string name="a">نص</string><string name="b">ب</string></resources>',
    }[name]
    after = units(filled(written(source, name), {"a": Filled((target,))}))
    assert after["b"].source == "ب"
    assert target == messages.put_together(own_source(after["a"]).pieces)


@pytest.mark.parametrize(
    ("value", "english", "expected"),
    [
        ("اكتب '{'الاسم'}' لدى ''{0}''", "It's '{'name'}' at '{0}'", "It''s '{'name'}' at ''{0}''"),
        ("اكتب '{'الاسم'}' وليس ''ب''", "It's '{'name'}', not 'b'", "It''s '{'name'}', not ''b''"),
        ("اكتب '{0}' في {1}", "Don't write '{0}' in {1}", "Don''t write '{0}' in {1}"),
        ("الملف '{0}' مفقود", "The file '{0}' isn't there", "The file '{0}' isn't there"),
    ],
)
def test_java_reads_the_apostrophes_that_it_read(value: str, english: str, expected: str) -> None:
    content = written(f"a={value}\n", "a.properties")
    assert filled(content, {"a": own_source(units(content)["a"])}).data == content.data
    assert filled(content, {"a": Filled((english,))}).data.decode() == f"a={expected}\n"


def test_each_paragraph_in_a_string_stays_one() -> None:
    for name, frame in (("a.json", '{{"a": "{}"}}'), ("a.csv", "id,ar,en\na,{},\n")):
        unit = units(written(frame.format("<p>أولا.</p><p>ثانيا</p>"), name))["/a" if name == "a.json" else "a"]
        assert unit.source.split("\n") == ["", "أولا.", "ثانيا", ""]
