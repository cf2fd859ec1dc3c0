"""``toolkit check``: files are read, checked, held against waivers and a baseline, and judged."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from toolkit import cli, gate
from toolkit.bitext import Verdict
from toolkit.errors import Exit, InputError
from toolkit.gate import Gate

ROOT = Path(__file__).parents[1]
GLOSSARY = "source,target\nخطة عمل,action plan\nالناتو,NATO\n"
PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "أقر الناتو خطة عمل."
msgstr "NATO adopted a scheme."

msgid "وصل 15 وزيرا."
msgstr "Some 15 ministers  came."

msgid "أغلق الملف %s."
msgstr "Close the file."
"""
TMX = (
    '<tmx version="1.4"><header srclang="ar"/><body><tu><tuv xml:lang="ar"><seg>أغلق الملف</seg></tuv>'
    '<tuv xml:lang="en"><seg>{}</seg></tuv></tu></body></tmx>'
)
XLIFF = (
    '<xliff version="1.2"><file source-language="ar" target-language="en"><body><trans-unit id="u">'
    "<source>أغلق الملف</source><target>{}</target></trans-unit></body></file></xliff>"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("site.po").write_text(PO, encoding="utf-8")
    Path("g.csv").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


def job(*inputs: str, **options: object) -> Gate:
    return Gate(inputs or ("site.po",), (Path("g.csv"),), default_glossary=False, **options)  # type: ignore[arg-type]


def check(*arguments: str) -> int:
    return cli.run(["check", *arguments, "--glossary", "g.csv", "--no-default-glossary"])


def told(gated: gate.Gated) -> list[tuple[str, int]]:
    return [(finding.check, finding.line) for finding in gated.new]


def test_a_file_is_checked_with_its_terms() -> None:
    gated = gate.run(job())
    outcomes = gated.translations[0].outcomes

    assert told(gated) == [("term-missing", 4), ("double-space", 7), ("placeholder", 10)]
    assert [outcome.verdict for outcome in outcomes] == [Verdict.BY_MODEL, Verdict.MISSED]
    assert gated.translations[0].target[outcomes[0].start : outcomes[0].end] == "NATO"
    assert gated.term_accuracy == 0.5


def test_severity_and_term_accuracy_decide() -> None:
    gated = gate.run(job(checks=("double-space",)))

    assert not gated.fails(gate.failing("warning"))
    assert gated.fails(gate.failing("info"))
    assert not gated.fails((), 0.5)
    assert gated.fails((), 0.51)


def test_without_terms_all_are_there() -> None:
    assert gate.run(Gate(("site.po",), default_glossary=False)).term_accuracy == 1


def test_a_folder_is_searched_for_bilingual_files(folder: Path) -> None:
    (folder / "tree" / "below").mkdir(parents=True)
    (folder / "tree" / "below" / "a.po").write_text(PO, encoding="utf-8")
    (folder / "tree" / "a.txt").write_text("نص\n", encoding="utf-8")
    gated = gate.run(job("tree"))

    assert {finding.file for finding in gated.findings} == {"tree/below/a.po"}
    assert gated.notices == ("files that are not bilingual are left out: 1",)


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        (("a.txt",), r"a\.txt: is text, which holds no translations beside its texts"),
        (("tree",), "tree: holds no"),
        (("none.po",), r"none\.po: cannot be read"),
    ],
)
def test_what_is_not_bilingual_is_refused(inputs: tuple[str, ...], message: str, folder: Path) -> None:
    (folder / "a.txt").write_text("نص\n", encoding="utf-8")
    (folder / "tree").mkdir()
    (folder / "tree" / "a.txt").write_text("نص\n", encoding="utf-8")

    with pytest.raises(InputError, match=message):
        gate.run(job(*inputs))


def waive(*lines: str) -> Path:
    path = Path(".toolkit-waivers")
    path.write_text("# waived\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "line",
    [
        "term-missing\t*\t*\tThe client wants it so.",
        "term-missing\tm1\t*\tThe client wants it so.",
        "term-missing\tm1.s1\t«action plan»\tThe client wants it so.\t*.po",
        "term-missing\t*\taction plan\tThe client wants it so.\tsite.po",
    ],
)
def test_a_waiver_lets_a_finding_stand(line: str) -> None:
    waive(line)
    gated = gate.run(job())

    assert told(gated) == [("double-space", 7), ("placeholder", 10)]
    assert (gated.waived, gated.notices) == (1, ())


@pytest.mark.parametrize(
    "line",
    [
        "term-missing\tm2\t*\tElsewhere.",
        "term-missing\t*\tplan\tAnother term.",
        "term-missing\t*\t*\tAnother file.\tother.po",
        "number\t*\t*\tAnother check.",
    ],
)
def test_a_waiver_that_waives_nothing_is_told_with_its_line(line: str) -> None:
    waive(line)
    gated = gate.run(job())

    assert len(gated.new) == 3
    assert gated.notices == (f".toolkit-waivers:3: info: waives nothing any more [{line.split()[0]}]",)


def test_a_waiver_of_a_check_that_did_not_run_is_no_idle_one() -> None:
    waive("number\t*\t*\tAnother check.")

    assert gate.run(job(checks=("tag",))).notices == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("numbers\t*\t*\tWhy not.", "no check has the id «numbers»"),
        ("number\t*\t*", "«number» is waived without a reason"),
        ("number\t*\t*\t ", "«number» is waived without a reason"),
        ("number\t*", "is no waiver"),
        ("number\t*\t*\tWhy not.\t*\tmore", "is no waiver"),
    ],
)
def test_a_broken_waiver_is_refused_with_its_line(line: str, message: str) -> None:
    with pytest.raises(InputError, match=rf"other:3: {message}"):
        gate.run(job(waivers=waive(line).rename("other")))


def test_what_stands_in_a_baseline_fails_no_more() -> None:
    assert check("site.po", "--report", "known.json") == Exit.FOUND
    assert check("site.po", "--baseline", "known.json") == Exit.DONE

    moved = PO.replace('msgid "وصل', '# moved\n\nmsgid "وصل').replace("Close", "Close  2 of")
    Path("site.po").write_text(moved, encoding="utf-8")
    gated = gate.run(job(baseline=Path("known.json")))

    assert told(gated) == [("number", 12), ("double-space", 12)]
    assert len(gated.findings) == 5


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bomb.xlf", f'<!DOCTYPE x [<!ENTITY e0 "نص">{BOMB}]>\n{XLIFF.format("&e11;")}', "bomb.xlf:"),
        ("bomb.tmx", f'<!DOCTYPE x [<!ENTITY e0 "نص">{BOMB}]>\n{TMX.format("&e11;")}', "bomb.tmx:"),
        ("cut.tmx", "<tmx>\n<body>", "cut.tmx:2: not well-formed XML"),
        ("empty.xlf", "", "empty.xlf:1: not well-formed XML"),
        ("empty.tsv", "", "empty.tsv: is empty; a table has a header"),
        ("empty.jsonl", "\0", "empty.jsonl: is not text"),
        ("folder.po/a.txt", "نص", "folder.po: holds no bilingual file"),
    ],
)
def test_a_broken_file_is_told_in_a_line(
    name: str, content: str, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")

    assert check(path.parts[0], "--report", "r.json") == Exit.UNUSABLE
    out, err = capfd.readouterr()
    assert out == "" and err.startswith(f"toolkit: {message}") and err.count("\n") == 1
    assert not Path("r.json").exists()


@pytest.mark.parametrize("option", ["--waivers", "--baseline"])
@pytest.mark.parametrize("name", ["none", "folder", "image"])
def test_waivers_and_a_baseline_that_cannot_be_read_are_told_in_a_line(
    option: str, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("folder").mkdir()
    Path("image").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")

    assert check("site.po", option, name) == Exit.UNUSABLE
    err = capfd.readouterr().err
    assert err.startswith(f"toolkit: {name}") and err.count("\n") == 1


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"findings": [1]}', '{"findings": [{}]}', "\0", "[" * 100_000])
def test_a_baseline_that_is_no_report_is_refused(content: str) -> None:
    Path("known.json").write_text(content, encoding="utf-8")

    with pytest.raises(InputError, match=r"known\.json: is no report of toolkit check"):
        gate.run(job(baseline=Path("known.json")))


def test_a_person_reads_lines_as_compilers_write_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("site.po", "--checks", "placeholder") == Exit.FOUND
    out, err = capsys.readouterr()
    expected = (
        "site.po:10: error: the placeholder «%s» is not in the target [placeholder]\n"
        "  أغلق الملف %s.\n"
        "  Close the file.\n"
    )
    assert out == expected
    assert "terms:    50.0% in their targets\nfindings: errors: 1, warnings: 0, notes: 0\n" in err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--fail-on", "error"], Exit.FOUND),
        (["--fail-on", "never"], Exit.DONE),
        (["--fail-on", "never", "--min-term-accuracy", "0.9"], Exit.FOUND),
        (["--checks", "double-space"], Exit.DONE),
        (["--checks", "double-space", "--fail-on", "info"], Exit.FOUND),
        (["--checks", "-term-missing,-placeholder"], Exit.DONE),
        (["--checks", "spelling"], Exit.USAGE),
        (["--min-term-accuracy", "90"], Exit.USAGE),
        (["--baseline", "none.json"], Exit.UNUSABLE),
        (["--report", "site.po"], Exit.USAGE),
        (["--report", "none/r.json"], Exit.UNUSABLE),
        (["--source-side", "target"], Exit.UNUSABLE),
    ],
)
def test_the_status_says_what_a_job_has_to_know(arguments: list[str], status: Exit) -> None:
    assert check("site.po", "--quiet", *arguments) == status


AR_PO = """msgid ""
msgstr "Language: ar\\nContent-Type: text/plain; charset=UTF-8\\n"

msgid "NATO adopted an <b>%s</b>."
msgstr "أقر الناتو <b>خطة عمل</b>."

msgid "_Open"
msgstr "_فتح"

msgid "%d file was found"
msgid_plural "%d files were found"
msgstr[0] "لم يوجد ملف"
msgstr[1] "وجد ملف واحد"
msgstr[2] "وجد ملفان"
msgstr[3] "وجدت %d ملفات"
msgstr[4] "وجد %d ملفا"
msgstr[5] "وجد %d ملف"

msgid "Not yet"
msgstr ""
"""


def test_the_english_original_of_an_arabic_catalogue_is_checked() -> None:
    Path("ar.po").write_text(AR_PO, encoding="utf-8")
    gated = gate.run(job("ar.po", side="target"))

    assert told(gated) == [("term-missing", 4), ("placeholder", 4)]
    assert [unit.target for unit in gated.bitexts[0].units] == ["NATO adopted an %s.", "Open", "%d files were found"]
    assert gated.notices == (
        "ar.po: units that have no Arabic are left out: 1",
        "ar.po: units that have no English beside them are left out: 1",
    )


def test_a_catalogue_that_is_not_translated_at_all_says_so() -> None:
    Path("ar.po").write_text('msgid ""\nmsgstr "Language: ar\\n"\n\nmsgid "Open"\nmsgstr " "\n', encoding="utf-8")
    gated = gate.run(job("ar.po", side="target"))

    assert (gated.findings, gated.translations) == ((), ())
    assert gated.notices == ("ar.po: units that have no Arabic are left out: 1", "ar.po: nothing to check")


@pytest.mark.parametrize("content", ["", "source,target\n"], ids=["po", "csv"])
def test_a_file_without_units_is_told(content: str) -> None:
    path = "a.csv" if content else "a.po"
    Path(path).write_text(content, encoding="utf-8")

    assert gate.run(job(path)).notices == (f"{path}: nothing to check",)


@pytest.mark.parametrize(
    "content",
    [
        '<xliff version="1.2"><file source-language="en" target-language="ar"><body><trans-unit id="u">'
        '<source>The <g id="1">scheme</g></source><target><g id="1">خطة عمل</g></target>'
        "</trans-unit></body></file></xliff>",
        '<xliff version="1.2"><file source-language="en" target-language="ar"><body><trans-unit id="u">'
        '<source>It</source><seg-source><mrk mtype="seg" mid="1">Hi</mrk> '
        '<mrk mtype="seg" mid="2">The scheme</mrk></seg-source>'
        '<target><mrk mtype="seg" mid="2">خطة عمل</mrk></target></trans-unit></body></file></xliff>',
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="ar"><file id="f">'
        '<unit id="u"><segment><source>The <pc id="1">scheme</pc></source><target><pc id="1">خطة عمل</pc></target>'
        "</segment></unit></file></xliff>",
    ],
    ids=["1.2", "1.2-in-sentences", "2.0"],
)
def test_the_english_source_of_an_arabic_xliff_is_checked(content: str) -> None:
    Path("a.xlf").write_text(content, encoding="utf-8")
    gated = gate.run(job("a.xlf", side="target"))

    assert [finding.check for finding in gated.new] == ["term-missing"]
    assert gated.translations[0].target == "The scheme"


def test_an_empty_arabic_target_of_an_xliff_is_counted_and_not_checked() -> None:
    Path("a.xlf").write_text(
        '<xliff version="1.2"><file source-language="en" target-language="ar"><body><trans-unit id="u">'
        "<source>Close 2</source><target>أغلق 2</target></trans-unit>"
        '<trans-unit id="v"><source>Open 3</source><target/></trans-unit></body></file></xliff>',
        encoding="utf-8",
    )
    gated = gate.run(job("a.xlf", side="target"))

    assert (gated.new, len(gated.translations)) == ((), 1)
    assert gated.notices == ("a.xlf: units that have no Arabic are left out: 1",)


@pytest.mark.parametrize(("text", "check"), [("أغلق الملف", "untranslated"), (" ", "empty-target")])
@pytest.mark.parametrize(("name", "frame"), [("a.tmx", TMX), ("a.xlf", XLIFF)])
def test_a_target_that_is_the_source_again_is_told_from_none(name: str, frame: str, text: str, check: str) -> None:
    Path(name).write_text(frame.format(text), encoding="utf-8")

    assert [finding.check for finding in gate.run(job(name)).new] == [check]


def test_the_sign_of_an_accelerator_is_no_lost_tag() -> None:
    Path("menu.po").write_text('msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "_فتح"\nmsgstr "_Open"\n', encoding="utf-8")

    assert gate.run(job("menu.po")).new == ()


def test_a_file_that_is_read_the_wrong_way_round_is_refused() -> None:
    Path("ar.po").write_text(AR_PO.replace("Language: ar\\n", ""), encoding="utf-8")

    with pytest.raises(InputError, match=r"ar\.po: has its Arabic where its English should stand"):
        gate.run(job("ar.po"))


def test_a_memory_is_checked_wherever_the_arabic_is_said_to_stand() -> None:
    Path("a.tmx").write_text(TMX.format("Close 2 files"), encoding="utf-8")

    assert [finding.check for finding in gate.run(job("a.tmx", side="target")).new] == ["number"]


def test_a_table_with_its_arabic_in_the_target_wants_its_columns_named() -> None:
    Path("a.csv").write_text("source,target\nThe scheme,خطة عمل\n", encoding="utf-8")

    for named in ({}, {"source_column": "source"}, {"target_column": "target"}):
        with pytest.raises(
            InputError, match=r"a\.csv: is a table with its Arabic in the target; name .* --source-column"
        ):
            gate.run(job("a.csv", side="target", **named))
    with pytest.raises(InputError, match="has its Arabic where its English should stand"):
        gate.run(job("a.csv", side="target", source_column="target", target_column="source"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "source,target\nThe scheme,خطة عمل\n"),
        ("a.tsv", "source\ttarget\nThe scheme\tخطة عمل\n"),
        ("a.jsonl", '{"source": "The scheme", "target": "خطة عمل"}\n'),
    ],
)
@pytest.mark.parametrize("side", ["source", "target"])
def test_a_table_is_checked_either_way_round_when_its_columns_are_named(name: str, content: str, side: str) -> None:
    Path(name).write_text(content, encoding="utf-8")
    columns = ("source", "target") if side == "target" else ("target", "source")
    gated = gate.run(job(name, side=side, source_column=columns[0], target_column=columns[1]))

    assert [finding.check for finding in gated.new] == ["term-missing"]
    assert gated.translations[0].target == "The scheme"


@pytest.mark.parametrize("suffix", ["json", "xml", "sarif", "html"])
def test_every_report_tells_the_findings_known_or_not(suffix: str) -> None:
    assert check("site.po", "--quiet", "--report", "known.json") == Exit.FOUND
    assert check("site.po", "--quiet", "--baseline", "known.json", "--report", f"r.{suffix}") == Exit.DONE

    assert "action plan" in Path(f"r.{suffix}").read_text(encoding="utf-8")


def test_reports_tell_what_is_new_of_the_baseline_and_are_baselines_themselves() -> None:
    check("site.po", "--quiet", "--report", "known.json")
    Path("site.po").write_text(PO.replace("Some 15", "Some 16"), encoding="utf-8")
    for suffix in ("json", "xml", "sarif", "html"):
        assert check("site.po", "--quiet", "--baseline", "known.json", "--report", f"r.{suffix}") == Exit.FOUND
    report = json.loads(Path("r.json").read_text(encoding="utf-8"))
    log = json.loads(Path("r.sarif").read_text(encoding="utf-8"))
    suites = Path("r.xml").read_text(encoding="utf-8")

    assert Counter(each["check"] for each in report["findings"] if not each["known"]) == {"number": 2}
    assert sorted(each["check"] for each in report["findings"] if each["known"]) == [
        "double-space",
        "placeholder",
        "term-missing",
    ]
    assert Counter(each["baselineState"] for each in log["runs"][0]["results"]) == {"unchanged": 3, "new": 2}
    assert (suites.count("<failure "), suites.count("<skipped ")) == (1, 2)
    assert check("site.po", "--quiet", "--baseline", "r.json") == Exit.DONE


def test_the_report_in_json_has_segments_and_findings() -> None:
    assert check("site.po", "--quiet", "--report", "r.json") == Exit.FOUND
    report = json.loads(Path("r.json").read_text(encoding="utf-8"))

    assert [segment["method"] for segment in report["segments"]] == ["check"] * 3
    assert {finding["segment"] for finding in report["findings"]} <= {segment["id"] for segment in report["segments"]}
    assert (report["summary"]["terms"], report["summary"]["missed"]) == (2, 1)


def test_the_checks_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "--list-checks"]) == Exit.DONE

    assert "term-missing     error    A term of the glossary is not in the target.\n" in capsys.readouterr().out


def test_a_check_needs_no_library_that_translates(folder: Path) -> None:
    heavy = "import sys; from toolkit import cli; cli.run(sys.argv[1:]); assert 'ctranslate2' not in sys.modules"
    command = [sys.executable, "-c", heavy, "check", str(folder / "site.po"), "--no-default-glossary"]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=True)

    assert b"[placeholder]" in done.stdout
