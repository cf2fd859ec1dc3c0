"""Gettext PO in and out, beside polib, msgfmt and translate-toolkit."""

import difflib
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import arabic_text
from toolkit import documents
from toolkit.bitext import Code, Unit
from toolkit.documents.contents import Content, Filled, Side
from toolkit.documents.messages.messages import woven
from toolkit.documents.po import catalogues as po_catalogues
from toolkit.errors import InputError

CASES = Path(__file__).parents[1] / "cases" / "documents"
PO = documents.by_name("po")
HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
ONE = 'msgid "باب"\nmsgstr "door"\n'


def case(name: str, side: Side = "source") -> Content:
    return Content(name, (CASES / name).read_bytes(), side=side)


def made(text: str, side: Side = "source") -> Content:
    return Content("a.po", text.encode(), side=side)


def units(content: Content) -> dict[str, Unit]:
    return {unit.id: unit for unit in PO.read(content)}


def same(content: Content) -> dict[str, Filled]:
    return {unit.id: Filled(woven(unit.source, unit.codes)) for unit in PO.read(content)}


def entries(data: bytes) -> list[str]:
    return [str(entry) for entry in polib.pofile(data.decode())]


def filled(content: Content, *pieces: str | Code, review: bool = False, notes: tuple[str, ...] = ()) -> str:
    return PO.fill(content, {"m1": Filled(pieces, review, notes)}).decode()


def changed(before: bytes, after: bytes) -> list[str]:
    lines = difflib.ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in lines if line[0] in "+-"]


def compiled(data: bytes, folder: Path) -> tuple[int, str]:
    if not shutil.which("msgfmt"):
        pytest.skip("gettext is not installed")
    path = folder / "out.po"
    path.write_bytes(data)
    command = ["msgfmt", "-c", "-o", str(folder / "out.mo"), str(path)]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    return result.returncode, result.stderr


def english(content: Content) -> dict[str, Filled]:
    """Make a target of another text, with the placeholders and the codes of its unit."""
    return {
        unit.id: Filled((" ".join(("It's English", *_kept(unit.source))), *unit.codes)) for unit in PO.read(content)
    }


def _kept(source: str) -> Sequence[str]:
    return [mark for mark in ("%d", "%s", "%(count)s") if mark in source]


def test_a_site_is_read() -> None:
    found = units(case("site.po"))
    assert list(found) == ["m1", "m2", "m3", "m4", "m5#one", "m5#other", "m6", "m7#one", "m7#other"]
    assert [found[name].state for name in ("m1", "m2", "m3")] == ["translated", "fuzzy", ""]
    assert found["m1"] == Unit(
        "m1",
        "أهلا بكم في مكتبة المدينة",
        "Welcome to the city library",
        "translated",
        ("يظهر في أعلى كل صفحة", "page title"),
        line=18,
    )
    assert found["m5#other"].source == "لديك %d كتب مستعارة"
    assert [code.text for code in found["m6"].codes] == ['<a href="/rules">', "</a>", "<b>", "</b>"]
    assert found["m3"].codes == (Code(0, "&"),)


def test_a_program_has_its_arabic_in_the_target() -> None:
    found = units(case("program.ar.po", "target"))
    assert {name: unit.source for name, unit in found.items()} == {
        "m1": "فتح…",
        "m2": "لا يمكن مشاركة المستند الذي لم يحفظ مع المستخدمين الآخرين على هذا الحاسوب.",
        "m3#one": "حذف ملف واحد",
        "m3#other": "حذفت %d ملفات",
    }
    assert {unit.target + unit.state for unit in found.values()} == {""}
    assert [found[name].beside for name in ("m1", "m3#one", "m3#other")] == ["Open…", "", "%d files were deleted"]
    assert found["m1"].beside_codes == (Code(0, "_"),)


def test_only_the_lines_of_a_changed_unit_and_of_the_header_change() -> None:
    content = case("site.po")
    after = PO.fill(content, {"m3": Filled((Code(0, "&"), "Save"), review=True, notes=("a  note",))})
    assert changed(content.data, after) == [
        '+ "Plural-Forms: nplurals=2; plural=(n != 1);\\n"',
        "+ #. a note",
        "+ #, fuzzy",
        '- msgstr ""',
        '+ msgstr "&Save"',
    ]
    assert PO.fill(content, {}) == content.data


def test_the_english_of_a_program_stands_where_the_arabic_was() -> None:
    content = case("program.ar.po", "target")
    targets = english(content) | {"m2": Filled(("A long text, " * 7 + "with an end.",))}
    after = PO.fill(content, targets).decode()
    assert 'msgid "%d file was deleted"\nmsgid_plural "%d files were deleted"\nmsgstr[0]' in after
    assert 'msgstr "_It\'s English"\n' in after and after.count("msgstr[") == 2
    assert '"Language: en\\n"' in after and '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in after
    assert '\nmsgstr ""\n"A long text, ' in after and max(map(len, after.splitlines()[23:])) < 90
    assert after.endswith('msgid "Not translated yet"\nmsgstr ""\n')


def test_forms_of_arabic_are_cut_in_messages_that_are_not_filled_too() -> None:
    after = PO.fill(case("program.ar.po", "target"), {"m1": Filled(("Open",))}).decode()
    assert 'msgstr[0] "حذف ملف واحد"\nmsgstr[1] "حذفت %d ملفات"\n\n' in after


@pytest.mark.parametrize(("name", "side"), [("site.po", "source"), ("program.ar.po", "target")])
def test_msgfmt_accepts_what_was_filled(name: str, side: Side, tmp_path: Path) -> None:
    content = case(name, side)
    for targets in (same(content), english(content)):
        assert compiled(PO.fill(content, targets), tmp_path) == (0, "")


@pytest.mark.parametrize(("name", "side"), [("site.po", "source"), ("program.ar.po", "target")])
def test_others_read_the_same_messages(name: str, side: Side) -> None:
    content = case(name, side)
    data = PO.fill(content, english(content))
    storage = pytest.importorskip("translate.storage.pypo")
    theirs = [
        list(map(str, (unit.target.strings if unit.hasplural() else [unit.target]))) for unit in _own(storage, data)
    ]
    ours = [
        [text for _, text in sorted(entry.msgstr_plural.items())] or [entry.msgstr]
        for entry in polib.pofile(data.decode())
        if not entry.obsolete
    ]
    assert ours == theirs


def _own(storage: Any, data: bytes) -> list[Any]:
    store = storage.pofile.parsestring(data)
    return [unit for unit in store.units if not unit.isheader() and not unit.isobsolete()]


def test_codes_come_out_in_the_order_of_the_target() -> None:
    content = made(f'{HEADER}\nmsgid "اضغط <b>حفظ</b> ثم<br/><i>إغلاق</i>"\nmsgstr ""\n')
    bold, bold_end, line, italic, italic_end = units(content)["m1"].codes
    text = filled(content, italic, "Close", italic_end, line, "\n", "after ", bold, "Save", bold_end)
    assert text.endswith('msgstr "<i>Close</i><br/>after <b>Save</b>"\n')


def test_a_plural_of_icu_is_a_unit_for_each_english_form() -> None:
    content = case("site.po")
    one, other = (units(content)[f"m7#{form}"] for form in ("one", "other"))
    targets = {one.id: Filled(("one hold",)), other.id: Filled((*other.codes, " holds"))}
    after = polib.pofile(PO.fill(content, targets).decode())
    assert after[6].msgstr == "{count, plural, one {one hold} other {# holds}}"
    assert units(Content("a.po", str(after).encode()))["m7#one"].target == "one hold"


@pytest.mark.parametrize(
    ("flags", "review", "expected"),
    [
        ("", True, "#, fuzzy\n"),
        ("#, fuzzy\n", False, ""),
        ("#, fuzzy\n", True, "#, fuzzy\n"),
        ("#, fuzzy, no-wrap\n", False, "#, no-wrap\n"),
        ("#, no-wrap\n", True, "#, fuzzy, no-wrap\n"),
        ("#, no-wrap\n#, fuzzy\n", False, "#, no-wrap\n"),
        ('#| msgid "بوابة"\n', True, '#, fuzzy\n#| msgid "بوابة"\n'),
        ('#, fuzzy\n#| msgctxt "أ"\n#| msgid ""\n#| "بوابة"\n', False, ""),
        ('#| msgid "بوابة"\n#, fuzzy, no-wrap\n', False, "#, no-wrap\n"),
        ('#, fuzzy\n#| msgid "بوابة"\n', True, '#, fuzzy\n#| msgid "بوابة"\n'),
    ],
)
def test_review_is_the_flag_fuzzy(flags: str, review: bool, expected: str) -> None:
    text = filled(made(f"{HEADER}\n{flags}{ONE}"), "gate", review=review)
    assert text.partition("\n\n")[2] == f'{expected}msgid "باب"\nmsgstr "gate"\n'


@pytest.mark.parametrize(
    ("flag", "source", "target", "fuzzy"),
    [
        ("c-format", "%d باب", "%d doors", False),
        ("c-format", "%d باب", "doors", True),
        ("c-format", "100%% من %s", "100%% of %s", False),
        ("c-format", "باب", "50% off", True),
        ("python-brace-format", "{n} باب", "{n} doors", False),
        ("python-brace-format", "{n} باب", "{m} doors", True),
        ("no-c-format", "%d باب", "doors", False),
    ],
)
def test_a_target_with_other_placeholders_is_fuzzy(flag: str, source: str, target: str, fuzzy: bool) -> None:
    text = filled(made(f'{HEADER}\n#, {flag}\nmsgid "{source}"\nmsgstr ""\n'), target)
    assert ("#, fuzzy" in text) == fuzzy


def test_newlines_at_the_ends_are_those_of_the_msgid() -> None:
    text = filled(made(f'{HEADER}\nmsgid "\\nباب\\n"\nmsgstr ""\n'), "door")
    assert polib.pofile(text)[0].msgstr == "\ndoor\n"


def test_a_note_that_is_there_is_not_said_twice() -> None:
    content = made(f"{HEADER}\n#. a note\n{ONE}")
    assert filled(content, "gate", notes=("a note", "another")).count("#. a") == 2


@pytest.mark.parametrize(
    "text", [ONE, ONE.rstrip(), f'#, fuzzy\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n\n{ONE}']
)
def test_a_missing_or_raw_header_becomes_one_that_msgfmt_accepts(text: str, tmp_path: Path) -> None:
    after = filled(made(text), "gate")
    assert polib.pofile(after).metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert compiled(after.encode(), tmp_path)[0] == 0


def test_the_encoding_stays_where_it_spells_the_english() -> None:
    text = f"{HEADER.replace('UTF-8', 'windows-1256')}\n{ONE}"
    content = Content("a.po", text.encode("cp1256"))
    assert PO.fill(content, {"m1": Filled(("gate",))}) == filled(made(text), "gate").replace(
        "UTF-8", "windows-1256"
    ).encode("cp1256")
    assert "charset=UTF-8" in PO.fill(content, {"m1": Filled(("gate ☃",))}).decode()


def test_a_file_of_windows_keeps_its_line_ends_and_loses_its_mark() -> None:
    content = Content("a.po", b"\xef\xbb\xbf" + f"{HEADER}\n{ONE}".replace("\n", "\r\n").encode())
    after = PO.fill(content, {"m1": Filled(("gate\nand wall",), review=True)})
    assert after.startswith(b"msgid") and b"\n" not in after.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("text", "side", "message"),
    [
        ("hello\n", "source", "a.po:1: not PO"),
        ('msgid "باب"\nmsgstr "door\n', "source", "a.po:2: not PO: a string lacks a quotation mark"),
        ('msgid "باب"\nmsgstr[x] "door"\n', "source", "a.po"),
        (f"{HEADER.replace('Language: en', 'Language: fr')}\n{ONE}", "source", "a.po:1: holds translations into «fr»"),
        (f"{HEADER.replace('Language', 'X-Source-Language')}\n{ONE}", "source", "a.po:1: declares the language «en»"),
        (f"{HEADER}\n{ONE}", "target", "a.po:1: declares the language «en»"),
        (
            f'{HEADER.replace("Language: en", "Language: ar")}\nmsgid "door"\nmsgstr "باب"\n',
            "source",
            "a.po:1: has its Arabic in msgstr",
        ),
        ('msgid "باب"\n', "source", "a.po:1: not PO: a message lacks msgstr"),
        (f'{ONE}# جدار\n"باب"\n', "source", "a.po:4: not PO"),
        (f'{ONE}#| "جدار"\n"باب"\n', "source", "a.po:3: not PO: a string without a keyword"),
        ('msgid "a\0"\nmsgstr ""\n', "source", "a.po: is not text"),
    ],
)
def test_what_cannot_be_translated_is_refused_with_its_line(text: str, side: Side, message: str) -> None:
    with pytest.raises(InputError) as error:
        PO.read(made(text, side))
    assert str(error.value).startswith(message)


STRINGS = st.one_of(arabic_text(30), st.text(st.sampled_from('ab "\\\nن<>&_%{}\t'), max_size=200)).filter(str.strip)


@st.composite
def catalogues(draw: st.DrawFn) -> polib.POFile:
    """Draw a catalogue of plain and plural messages, with what may stand beside them."""
    catalogue = polib.POFile(wrapwidth=draw(st.sampled_from([0, 78])))
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "en"}
    for number, msgid in enumerate(draw(st.lists(STRINGS, max_size=5))):
        texts: Mapping[str, object] = {"msgstr": draw(STRINGS | st.just(""))}
        if draw(st.booleans()):
            texts = {"msgid_plural": draw(STRINGS), "msgstr_plural": {0: draw(STRINGS), 1: ""}}
        entry = polib.POEntry(msgid=msgid, msgctxt=str(number), obsolete=draw(st.sampled_from([0, 0, 1])), **texts)
        entry.flags = draw(st.lists(st.sampled_from(["fuzzy", "c-format"]), unique=True))
        entry.occurrences = draw(st.just([]) | st.just([("a.py", "1")]))
        catalogue.append(entry)
    return catalogue


@settings(max_examples=40)
@given(catalogues())
def test_a_catalogue_is_read_as_polib_reads_it(catalogue: polib.POFile) -> None:
    read = po_catalogues.catalogue(made(str(catalogue)))
    theirs = [entry for entry in polib.pofile(str(catalogue)) if not entry.obsolete]
    ours = [message for message in read.messages if not message.is_header]
    assert "".join(read.lines) == str(catalogue)
    assert [
        (message.text("msgctxt"), message.text("msgid"), message.text("msgid_plural") or "") for message in ours
    ] == [(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in theirs]
    assert [list(message.flags) for message in ours] == [entry.flags for entry in theirs]
    assert [message.forms for message in ours] == [
        tuple(entry.msgstr_plural.values()) or (entry.msgstr,) for entry in theirs
    ]


@settings(max_examples=40)
@given(catalogues(), st.data())
def test_one_changed_unit_changes_one_message(catalogue: polib.POFile, data: st.DataObject) -> None:
    content = made(str(catalogue))
    read = units(content)
    if not read:
        return
    chosen = read[data.draw(st.sampled_from(sorted(read)))]
    text = data.draw(STRINGS.filter(lambda text: text.strip("\n") and "<" not in text and "{" not in text))
    before, after = entries(content.data), entries(PO.fill(content, {chosen.id: Filled((text,))}))
    number = int(chosen.id.partition("#")[0][1:])
    kept = [entry.obsolete for entry in polib.pofile(content.text())]
    position = [place for place, obsolete in enumerate(kept) if not obsolete][number - 1]
    assert before[:position] + before[position + 1 :] == after[:position] + after[position + 1 :]
    changed_units = units(Content("a.po", PO.fill(content, {chosen.id: Filled((text,))})))
    assert list(changed_units) == list(read)


@settings(max_examples=40)
@given(catalogues())
def test_a_file_filled_with_its_sources_says_them_everywhere(catalogue: polib.POFile) -> None:
    content = made(str(catalogue))
    after = PO.read(Content("a.po", PO.fill(content, same(content))))
    assert [unit.source for unit in after] == [unit.source for unit in PO.read(content)]
    assert [unit.target.strip("\n") for unit in after] == [unit.source.strip("\n") for unit in after]
    assert "" not in {unit.state for unit in after}


def test_only_what_msgfmt_would_refuse_is_fuzzy() -> None:
    frame = '#, {}-format\nmsgid "{}"\nmsgstr ""\n'
    cases = [
        ("c", "اكتمل 50% من العمل", "50% of the work", False),  # no format, whatever its flag says
        ("c", "نسخ %d إلى %s", "Copy % %d to %s", True),
        ("qt", "نسخ %1 من %L2، عدد %n", "Copy %1 of %L2, count %n", False),
        ("qt", "نسخ %1 من %L2", "Copy %1 of 2", True),
    ]
    for kind, source, target, fuzzy in cases:
        content = Content("a.po", frame.format(kind, source).encode())
        (unit,) = PO.read(content)
        assert unit.kinds == (f"{kind}-format",)
        assert ("fuzzy" in PO.fill(content, {unit.id: Filled((target,))}).decode()) == fuzzy
