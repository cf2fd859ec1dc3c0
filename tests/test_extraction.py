"""``toolkit glossary extract``: terms are proposed from aligned text in every format that it comes in."""

import csv
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import pytest

from toolkit import cli, glossaries
from toolkit.errors import Exit, InputError, UsageError
from toolkit.extraction import Extraction, alignment, extract, pairs
from toolkit.extraction.candidates import Candidate
from toolkit.extraction.pairs import FORMATS, Pair, Reading
from toolkit.extraction.termhood import is_numbered

EXPORTS = Path(__file__).parent / "cases" / "exports"
BITEXT = (
    ("افتتحت الوزارة محطة التحلية الجديدة أمس", "The ministry opened the new desalination plant yesterday"),
    ("تنتج محطة التحلية مياه الشرب", "The desalination plant produces drinking water"),
    ("وتعمل محطة التحلية بالغاز", "The desalination plant runs on gas"),
    ("تعطلت محطة تحلية في الجزيرة", "A desalination plant on the island broke down"),
    ("تحتاج الجزيرة إلى مياه الشرب", "The island needs drinking water"),
    ("مياه الشرب غالية في الكويت", "Drinking water is expensive in Kuwait"),
    ("زار الوفد الكويت", "The delegation visited Kuwait"),
    ("ترحب الكويت بالوفد", "Kuwait welcomes the delegation"),
    ("شكر الوفد الوزارة", "The delegation thanked the ministry"),
    ("ناقشت الوزارة الأمن السيبراني", "The ministry discussed cyber security"),
    ("للأمن السيبراني خبراء في الكويت", "Cyber security has experts in Kuwait"),
    ("درس الخبراء الأمن السيبراني", "The experts studied cyber security"),
    ("وصل خبراء الأمن السيبراني إلى الجزيرة", "Experts in cyber security reached the island"),
)
PAIRS = tuple(Pair(source, target) for source, target in BITEXT)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def tsv(bitext: Sequence[tuple[str, str]] = BITEXT) -> str:
    return "".join(f"{source}\t{target}\n" for source, target in bitext)


def table(delimiter: str) -> str:
    text = StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([("id", "source", "target")])
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows((1, *pair) for pair in BITEXT)
    return text.getvalue()


def tmx(languages: tuple[str, str] = ("AR-kw", "en_US")) -> str:
    one, other = languages
    units = (
        f'<tu><tuv xml:lang="{other}"><seg>{target}</seg></tuv><tuv xml:lang="{one}"><seg>{source}</seg></tuv></tu>'
        for source, target in BITEXT
    )
    return f'<tmx version="1.4"><header/><body>{"".join(units)}</body></tmx>'


def xliff(bitext: Sequence[tuple[str, str]] = BITEXT) -> str:
    units = (f"<trans-unit><source>{one}</source><target>{two}</target></trans-unit>" for one, two in bitext)
    file = f'<file source-language="ar" target-language="en"><body>{"".join(units)}</body></file>'
    return f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">{file}</xliff>'


def xliff2() -> str:
    units = (f"<unit><segment><source>{one}</source><target>{two}</target></segment></unit>" for one, two in BITEXT)
    namespace = "urn:oasis:names:tc:xliff:document:2.0"
    return f'<xliff version="2.1" xmlns="{namespace}" srcLang="ar"><file>{"".join(units)}</file></xliff>'


def po() -> str:
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    return header + "".join(f'\nmsgid "{one}"\nmsgstr "{two}"\n' for one, two in BITEXT)


def jsonl() -> str:
    return "".join(json.dumps({"source": one, "target": two, "id": 1}) + "\n" for one, two in BITEXT)


SPELLINGS: dict[str, Callable[[], str]] = {
    "a.tmx": tmx,
    "a.xlf": xliff,
    "a.xlf2": xliff2,
    "a.xliff": xliff2,
    "a.po": po,
    "a.tsv": lambda: table("\t"),
    "bare.tsv": tsv,
    "a.csv": lambda: table(","),
    "semicolons.csv": lambda: table(";"),
    "a.jsonl": jsonl,
}


def run(*arguments: object) -> int:
    return cli.run(["glossary", "extract", *map(str, arguments)])


def proposed(path: Path, **options: object) -> dict[str, str]:
    """Extract from a bitext, without any glossary."""
    job = Extraction((str(path),), default_glossary=False, **options)  # type: ignore[arg-type]
    return {one.source: one.target for one in extract(job).proposals}


def test_terms_are_proposed_whole_in_their_dictionary_form(tmp_path: Path) -> None:
    found = proposed(write(tmp_path, "a.tsv", tsv()))

    assert found == {
        "الأمن السيبراني": "cyber security",
        "محطة التحلية": "desalination plant",
        "مياه الشرب": "drinking water",
        "الكويت": "Kuwait",
        "الجزيرة": "island",
        "الوزارة": "ministry",
        "الوفد": "delegation",
        "خبراء": "experts",
    }


def test_the_table_says_the_evidence_and_loads_as_a_glossary(tmp_path: Path) -> None:
    path = tmp_path / "proposals.csv"

    assert run(write(tmp_path, "a.tsv", tsv()), "--no-default-glossary", "-o", path) == Exit.DONE
    assert path.read_text("utf-8").splitlines()[:2] == [
        "source,target,status,pos,note",
        'الأمن السيبراني,cyber security,proposed,noun,"together 4, Arabic alone 0, English alone 0, score 117"',
    ]
    entries = {entry.target: entry for entry in glossaries.read(path)}
    assert {entry.status for entry in entries.values()} == {"proposed"}
    assert (entries["Kuwait"].pos, entries["island"].pos) == ("proper noun", "noun")


def test_the_table_goes_to_stdout_and_the_summary_to_stderr(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert (
        run(write(tmp_path, "a.tsv", tsv((*BITEXT, BITEXT[0]))), "--no-default-glossary", "--limit", "2") == Exit.DONE
    )

    talk = capfd.readouterr()
    assert [line.partition(",")[0] for line in talk.out.splitlines()] == ["source", "الأمن السيبراني", "محطة التحلية"]
    assert talk.err == "pairs:    13 (1 repeated left out)\nterms:    2 proposed; 6 beyond the limit\n"


def test_pairs_too_long_to_align_are_left_out_and_counted(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    most = ("باب " * alignment.MOST_WORDS, "door " * alignment.MOST_WORDS)
    longer = ((most[0] + "باب", "door"), ("باب", most[1] + "door"))
    path = write(tmp_path, "a.tsv", tsv((*BITEXT, most, *longer)))

    assert run(path, "--no-default-glossary", "--limit", "1") == Exit.DONE
    assert "pairs:    14 (2 of more than 500 words left out)\n" in capfd.readouterr().err


def test_every_place_of_a_word_may_be_linked() -> None:
    segments = [("باب", "بيت"), ("باب",), ("بيت",), ("بيت", "باب", "بيت")]
    translated = [("door", "house"), ("door",), ("house",), ("house", "door", "house")]

    linked = [set(one.links) for one in alignment.align(segments * 3, translated * 3)[:4]]
    assert linked == [{(0, 0), (1, 1)}, {(0, 0)}, {(0, 0)}, {(0, 0), (1, 1), (2, 2)}]


def test_the_same_bitext_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tsv", tsv())
    command = [sys.executable, "-m", "toolkit", "glossary", "extract", str(path), "--no-default-glossary"]
    runs = [
        subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=True).stdout
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1] != b""


def test_the_order_of_the_pairs_does_not_change_what_is_proposed(tmp_path: Path) -> None:
    shuffled = random.Random(7).sample(BITEXT, len(BITEXT))

    assert proposed(write(tmp_path, "a.tsv", tsv(shuffled))) == proposed(write(tmp_path, "b.tsv", tsv()))


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_format_gives_the_same_pairs(name: str, tmp_path: Path) -> None:
    assert pairs.read(str(write(tmp_path, name, SPELLINGS[name]()))) == Reading(PAIRS)


def test_every_format_is_tested() -> None:
    assert {known.name for known in FORMATS} == {pairs._by_suffix(name).name for name in SPELLINGS}


@pytest.mark.parametrize("suffix", ["tmx", "xlf", "xlf2", "po", "tsv", "csv", "jsonl"])
def test_the_exports_of_translate_are_read(suffix: str) -> None:
    reading = pairs.read(str(EXPORTS / f"sample.{suffix}"))

    assert reading.pairs[0] == Pair("افتُتح ميناء الحاويات الجديد.", "The new container terminal has opened.")
    assert len(reading.pairs) + reading.skipped >= 3


def test_arabic_may_be_the_target(tmp_path: Path) -> None:
    turned = [(target, source) for source, target in BITEXT]

    assert pairs.read(str(write(tmp_path, "a.xlf", xliff(turned)))) == Reading(PAIRS)


def test_other_names_of_the_columns_are_known(tmp_path: Path) -> None:
    rows = [{"translation": {"en": target, "ar": source}} for source, target in BITEXT]
    lines = write(tmp_path, "a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    header = write(tmp_path, "a.tsv", "English\tArabic\n" + tsv([(target, source) for source, target in BITEXT]))

    assert pairs.read(str(lines)) == pairs.read(str(header)) == Reading(PAIRS)


def test_codes_inside_a_text_are_dropped_and_marked_text_is_kept(tmp_path: Path) -> None:
    units = (
        "<tu><tuv xml:lang='ar'><seg>مرحبا <bpt i='1'>&lt;b></bpt>بكم<ept i='1'>&lt;/b></ept></seg></tuv>"
        "<tuv xml:lang='en'><seg><hi>Wel</hi>come<ph>x</ph>\n here</seg></tuv></tu>"
    )

    assert pairs.read(str(write(tmp_path, "a.tmx", f"<tmx>{units}</tmx>"))).pairs == (
        Pair("مرحبا بكم", "Welcome here"),
    )


@pytest.mark.parametrize("languages", [("ar", "en"), ("ara", "eng"), ("arb-Arab", "EN-GB")])
def test_a_memory_may_spell_its_languages_with_two_or_three_letters(languages: tuple[str, str], tmp_path: Path) -> None:
    assert pairs.read(str(write(tmp_path, "a.tmx", tmx(languages)))) == Reading(PAIRS)


def test_sentences_that_xliff_marks_are_pairs(tmp_path: Path) -> None:
    source = '<mrk mtype="seg" mid="1">نعم.</mrk> <mrk mtype="seg" mid="2">كلا.</mrk>'
    target = '<mrk mtype="seg" mid="1">Yes.</mrk> <mrk mtype="seg" mid="2">No.</mrk>'
    unit = f"<source>نعم. كلا.</source><seg-source>{source}</seg-source><target>{target}</target>"
    alternative = "<alt-trans><target>Nothing</target></alt-trans>"
    path = write(tmp_path, "a.xlf", f"<xliff><trans-unit>{unit}{alternative}</trans-unit></xliff>")

    assert pairs.read(str(path)).pairs == (Pair("نعم.", "Yes."), Pair("كلا.", "No."))


def test_what_is_not_translated_is_left_out_and_counted(tmp_path: Path) -> None:
    fuzzy = '\n#, fuzzy\nmsgid "زار"\nmsgstr "x"\n\nmsgid "باب"\nmsgstr ""\n\n#~ msgid "بيت"\n#~ msgstr "house"\n'
    new = '<trans-unit><source>زار</source><target state="new">x</target></trans-unit><trans-unit><source>باب</source>'

    assert pairs.read(str(write(tmp_path, "a.po", po() + fuzzy))) == Reading(PAIRS, 2)
    text = xliff().replace("<body>", f"<body>{new}</trans-unit>")
    assert pairs.read(str(write(tmp_path, "a.xlf", text))) == Reading(PAIRS, 2)


def test_a_segment_of_xliff_2_in_its_initial_state_is_not_translated(tmp_path: Path) -> None:
    initial = "<unit><segment state='initial'><source>زار</source><target>x</target></segment></unit>"

    text = xliff2().replace("<file>", f"<file>{initial}").replace("<segment>", '<segment state="final">', 1)
    assert pairs.read(str(write(tmp_path, "a.xlf2", text))) == Reading(PAIRS, 1)


@pytest.mark.parametrize("name", ["other.txt", "other.txt\n", "\nother.txt", "# \nother.txt"])
def test_a_catalogue_whose_content_names_a_file_does_not_open_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, name, po())

    with pytest.raises(InputError, match=r":\d: not PO: syntax error"):
        pairs.read(str(write(tmp_path, "a.po", name)))


def test_a_message_may_hold_what_ends_lines_elsewhere(tmp_path: Path) -> None:
    text = 'msgid "باب\u2028كبير\x0cجدا"\nmsgstr "a big\x85door"\n'

    assert pairs.read(str(write(tmp_path, "a.po", text))).pairs == (Pair("باب كبير جدا", "a big door"),)


def test_the_plural_of_a_message_is_a_pair(tmp_path: Path) -> None:
    plural = '\nmsgid "file"\nmsgid_plural "files"\nmsgstr[0] "لا ملف"\nmsgstr[1] "ملفات"\n'

    assert pairs.read(str(write(tmp_path, "a.po", plural))).pairs == (Pair("ملفات", "files"),)


def test_plain_texts_are_read_line_for_line(tmp_path: Path) -> None:
    one, other = (write(tmp_path, f"{i}.txt", "\n".join(pair[i] for pair in BITEXT)) for i in (0, 1))

    assert pairs.read_plain((str(one), str(other))) == Reading(PAIRS)
    assert pairs.read_plain((str(other), str(one))) == Reading(PAIRS)
    assert run("--plain", one, other, "--no-default-glossary", "-o", tmp_path / "p.csv") == Exit.DONE


@pytest.mark.parametrize("cut", ["\u2028", "\x0c", "\x85", "\x1d"])
def test_plain_texts_are_cut_at_line_breaks_only(cut: str, tmp_path: Path) -> None:
    one, other = write(tmp_path, "a.txt", f"باب{cut}كبير\r\n\nبيت\n"), write(tmp_path, "b.txt", "door\n\rhouse")

    assert pairs.read_plain((str(one), str(other))) == Reading((Pair(f"باب{cut}كبير", "door"), Pair("بيت", "house")), 1)


@pytest.mark.parametrize(
    "arguments", [("--plain", "-", "-"), ("-", "-", "--from", "tmx"), ("-", "--from", "tmx", "--plain", "-", "a.txt")]
)
def test_stdin_is_read_once(arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments, "--no-default-glossary") == Exit.USAGE
    assert "stdin can be read only once" in capfd.readouterr().err


def test_stdin_has_a_name(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "toolkit", "glossary", "extract", "--no-default-glossary", "--plain"]
    path = str(write(tmp_path, "a.txt", "باب\nبيت\n"))
    runs = [
        subprocess.run([*command, *paths], input=b"door\n", capture_output=True, check=False).stderr.decode()
        for paths in ((path, "-"), ("-", path))
    ]

    assert runs == [
        f"toolkit: stdin: 1 lines, and {path} has 2; they must be aligned\n",
        f"toolkit: {path}: 2 lines, and stdin has 1; they must be aligned\n",
    ]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.tmx", "<tmx>\n<tu></tmx>", ":2: not well-formed XML: Opening and ending tag mismatch: tu line 2 and tmx"),
        (
            "a.tmx",
            '<!DOCTYPE tmx [\n<!ENTITY a "b">]>\n<tmx>&a;</tmx>',
            ":2: declares entities, which it may not",
        ),
        ("a.tmx", "<xliff/>", ": not TMX: the root element is <xliff>"),
        ("a.tmx", tmx(("fr", "en")), ": holds no aligned pair: a text and its translation"),
        ("a.xlf", "<xliff/>", ": holds no aligned pair: a text and its translation"),
        ("a.po", 'msgid "a"\nfoo "b"\n', ":2: not PO: syntax error"),
        ("a.po", 'msgid "a"b"\n', ":1: not PO: unescaped double quote found"),
        ("a.po", 'msgid "لجنة"\nmsgstr "committee\n', ":2: not PO: a string lacks a quotation mark"),
        ("a.po", 'msgid "لجنة"\nmsgstr ""\n"committee\\"\n', ":3: not PO: a string lacks a quotation mark"),
        ("a.po", 'msgid "لجنة"\nmsgstr[0] committee"\n', ":2: not PO: a string lacks a quotation mark"),
        ("a.po", "", ": holds no aligned pair: a text and its translation"),
        ("a.tsv", "one\ttwo\nthree\n", ":2: 1 cells; without a header, a line is source, tab, target"),
        ("a.tsv", "one\ttwo\n", ": Arabic stands on neither side; one must be English"),
        ("a.tsv", "باب\tبيت\n", ": Arabic stands on both sides; one must be English"),
        (
            "a.csv",
            "a,b\n1,2\n",
            ":1: the header lacks source/target or ar/en or arabic/english or msgid/msgstr; it has: a, b",
        ),
        ("a.csv", "source,target\nباب\n", ":2: 1 cells; source and target need 2"),
        ("a.csv", "source,target,Source\nباب,door,x\n", ":1: column «source» stands twice"),
        ("a.tsv", "en\tar\t EN\ndoor\tباب\tx\n", ":1: column «en» stands twice"),
        ("a.csv", 'source,target\n"a"b,c\n', ":2: ',' expected after '\"'"),
        ("a.jsonl", '{"source": "باب", "target": "door"}\n{', ":2: not JSON: Expecting property name"),
        ("a.jsonl", "\n" + "[" * 100_000, ":2: not JSON that can be read: nested too deeply"),
        ("a.jsonl", "[1]", ":1: not an object with the texts «source» and «target»"),
        ("a.tsv", "", ": holds no aligned pair: a text and its translation"),
        ("a.docx", "", ": not a bitext that can be read: .tmx, .xlf,"),
    ],
)
def test_a_broken_bitext_is_told_with_its_line(name: str, text: str, message: str, tmp_path: Path) -> None:
    path = write(tmp_path, name, text)

    with pytest.raises(InputError) as error:
        pairs.read(str(path))
    assert str(error.value).startswith(f"{path}{message}")


def test_a_bitext_that_cannot_be_read_ends_with_3(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none.tmx") == Exit.UNUSABLE
    assert run(write(tmp_path, "a.tsv", "one\ttwo\n")) == Exit.UNUSABLE
    assert len(capfd.readouterr().err.splitlines()) == 2


def test_plain_texts_of_different_length_are_refused(tmp_path: Path) -> None:
    one, other = write(tmp_path, "a.txt", "باب\nبيت\n"), write(tmp_path, "b.txt", "door\n")

    with pytest.raises(InputError, match=r"b\.txt: 1 lines, and .*a\.txt has 2"):
        pairs.read_plain((str(one), str(other)))


def test_the_format_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path, "memory.dat", tmx())

    assert pairs.read(str(path), name="tmx") == Reading(PAIRS)
    with pytest.raises(UsageError, match="known are tmx, xliff"):
        pairs.read(str(path), name="odt")
    with pytest.raises(UsageError, match="--from"):
        pairs.read("-")


def test_the_encoding_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes(tsv().encode("windows-1256"))

    assert pairs.read(str(path), "windows-1256") == Reading(PAIRS)


def test_nothing_to_read_and_an_output_over_an_input_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", table(","))

    assert run() == Exit.USAGE
    assert run(path, "-o", path) == Exit.UNUSABLE
    assert run(path, "-o", tmp_path / "none" / "a.csv") == Exit.UNUSABLE
    assert path.read_text("utf-8") == table(",")


def test_terms_of_the_glossary_are_left_out(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bitext = write(tmp_path, "a.tsv", tsv())
    glossary = write(tmp_path, "g.csv", "source,target\nأمن سيبراني,cybersecurity\nالكويت,Kuwait\n")

    assert run(bitext, "--no-default-glossary", "--glossary", glossary) == Exit.DONE
    talk = capfd.readouterr()
    assert "السيبراني" not in talk.out
    assert "terms:    6 proposed; 2 that the glossary has, 1 of them with other English" in talk.err


def test_terms_of_the_glossary_are_proposed_on_request_and_say_its_english(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bitext = write(tmp_path, "a.tsv", tsv())
    glossary = write(tmp_path, "g.csv", "source,target\nأمن سيبراني,cybersecurity\n")

    assert run(bitext, "--no-default-glossary", "--glossary", glossary, "--known") == Exit.DONE
    assert "English alone 0, in the glossary: cybersecurity, score 117" in capfd.readouterr().out


def test_the_shipped_termbase_is_a_glossary_too(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tsv", tsv())

    assert "الكويت" not in {one.source for one in extract(Extraction((str(path),))).proposals}


def test_rare_and_long_terms_are_left_out_on_request(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tsv", tsv())

    assert set(proposed(path, least=4)) == {"الأمن السيبراني", "محطة التحلية", "الكويت"}
    assert "محطة التحلية" not in proposed(path, longest=1)


def extended(*more: tuple[str, str]) -> str:
    return tsv((*BITEXT, *more))


def test_an_acronym_is_no_stop_word(tmp_path: Path) -> None:
    more = (
        ("أصدرت منظمة الصحة العالمية بيانا", "The WHO issued a statement"),
        ("زار الوفد منظمة الصحة العالمية", "The delegation visited the WHO"),
        ("شكرت الكويت منظمة الصحة العالمية", "Kuwait thanked the WHO, who came"),
    )

    assert proposed(write(tmp_path, "a.tsv", extended(*more)))["منظمة الصحة العالمية"] == "WHO"


def test_a_word_that_is_always_beside_a_term_completes_it(tmp_path: Path) -> None:
    more = (
        ("زار الوفد الاتحاد الأوروبي", "The delegation visited the EU"),
        ("يرحب الاتحاد الأوروبي بالوفد", "The EU welcomes the delegation"),
        ("شكرت الكويت الاتحاد الأوروبي", "Kuwait thanked the EU"),
    )

    assert proposed(write(tmp_path, "a.tsv", extended(*more)))["الاتحاد الأوروبي"] == "EU"


def test_english_loses_the_capital_of_the_start_only(tmp_path: Path) -> None:
    more = (("مياه الشرب", "Drinking water"), ("مياه الشرب نقية", "Drinking Water is pure"))
    found = proposed(write(tmp_path, "a.tsv", extended(*more)))

    assert (found["مياه الشرب"], found["الكويت"]) == ("drinking water", "Kuwait")


def test_a_number_makes_no_term_of_a_paragraph() -> None:
    one = Candidate(("فقره", "#6"), ("paragraph", "#6"), 9, 9, 9, 99)

    assert is_numbered(one, {("فقره",): ("paragraph",)})
    assert not is_numbered(one, {})


def test_phrases_are_consistent_with_the_links() -> None:
    aligned = alignment.Aligned(("أمن", "سيبراني"), ("cyber", "security"), ((0, 1), (1, 0)))
    found = list(alignment.occurrences(aligned, 2))

    assert [(one.source, one.target) for one in found] == [((1, 2), (0, 1)), ((0, 2), (0, 2)), ((0, 1), (1, 2))]
    chosen = {("أمن", "سيبراني"): ("cyber", "security"), ("أمن",): ("cyber",)}
    assert list(alignment.matches(aligned, chosen, 2)) == [found[1]]


def test_a_bitext_too_small_for_terms_gives_an_empty_table(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(write(tmp_path, "a.tsv", tsv(BITEXT[:2])), "--no-default-glossary") == Exit.DONE

    talk = capfd.readouterr()
    assert (talk.out, talk.err) == ("source,target,status,pos,note\n", "pairs:    2\nterms:    none proposed\n")
