"""``toolkit glossary find``: what would match where, without a model."""

import json
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from toolkit import cli, concordance
from toolkit.concordance import Concordance, Search
from toolkit.errors import Exit
from toolkit.reports import concordance as report
from toolkit.reports import concordance_page

SCHEMA = json.loads(resources.files("toolkit.reports").joinpath("report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
ROOT = Path(__file__).parents[1]
GLOSSARY = (
    "source,target,status,source_variants\nقمة الناتو,NATO summit,,\nالناتو,NATO,,\nلجنة,committee,proposed,لجان\n"
)
TEXT = "افتتحت <القمة> للناتو، أي قمة الناتو. ثم اجتمعت اللجان.\n\nلا شيء هنا.\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    text, glossary = tmp_path / "news.txt", tmp_path / "g.csv"
    text.write_text(TEXT, encoding="utf-8")
    glossary.write_text(GLOSSARY, encoding="utf-8")
    return text, glossary


@pytest.fixture
def made(files: tuple[Path, Path]) -> Concordance:
    return concordance.make(Search((str(files[0]),), (files[1],), default_glossary=False))


def find(files: tuple[Path, Path], *arguments: object) -> int:
    text, glossary = map(str, files)
    return cli.run(["glossary", "find", text, "--glossary", glossary, "--no-default-glossary", *map(str, arguments)])


def test_a_person_reads_the_line_with_its_terms_marked_and_a_line_for_each(
    made: Concordance, files: tuple[Path, Path]
) -> None:
    expected = (
        "news.txt:p1.s1\n"
        "  افتتحت <القمة> [للناتو]، أي [قمة الناتو].\n"
        f"    الناتو → NATO  inflected  {files[1]}:3\n"
        f"    قمة الناتو → NATO summit  exact  {files[1]}:2\n"
        "news.txt:p1.s2\n"
        "  ثم اجتمعت [اللجان].\n"
        f"    لجنة → committee  variant, not enforced  {files[1]}:4\n"
    )
    assert expected == report.text(made, isolated=False)


def test_on_a_terminal_each_arabic_run_is_isolated(made: Concordance) -> None:
    lines = report.text(made, isolated=True).splitlines()

    assert lines[1] == "  \u2067افتتحت <القمة> [للناتو]، أي [قمة الناتو].\u2069"
    assert lines[2].startswith("    \u2068الناتو\u2069 → NATO  ")


def test_isolates_add_nothing_else(made: Concordance) -> None:
    bare = report.text(made, isolated=True).translate(dict.fromkeys((0x2067, 0x2068, 0x2069)))

    assert bare == report.text(made, isolated=False)


def test_white_space_in_a_segment_moves_no_column(tmp_path: Path, files: tuple[Path, Path]) -> None:
    files[0].write_text("وصل حلف\tالناتو.", encoding="utf-8")
    made = concordance.make(Search((str(files[0]),), (files[1],), default_glossary=False))

    assert report.text(made, isolated=False).splitlines()[1] == "  وصل حلف [الناتو]."


def test_the_summary_counts_kinds_and_tells_of_a_misspelt_name(files: tuple[Path, Path]) -> None:
    made = concordance.make(Search((str(files[0]),), (files[1],), False, client="Akme", domains=("nato",)))
    expected = (
        "toolkit: no entry has the client «Akme»\n"
        "toolkit: no entry has the domain «nato»\n"
        "segments: 3\n"
        "terms:    3 (1 inflected, 1 exact, 1 variant)\n"
        f"glossary: {made.glossary}\n"
    )
    assert expected == report.summary(made)


def test_the_report_is_valid_against_the_schema_of_translates(made: Concordance) -> None:
    VALIDATOR.validate(json.loads(report.json_report(made)))


def test_the_report_has_the_segments_and_terms_that_translate_has_without_verdicts(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    found, translated = tmp_path / "found.json", tmp_path / "translated.json"
    text, glossary = map(str, files)
    arguments = ["--glossary", glossary, "--report", str(translated), "-o", str(tmp_path / "o.txt"), "--quiet"]
    assert find(files, "--report", found) == Exit.DONE
    assert cli.run(["translate", text, "--no-default-glossary", *arguments]) == Exit.DONE

    ours, theirs = (json.loads(path.read_text(encoding="utf-8")) for path in (found, translated))
    assert ours["tool"] == theirs["tool"]
    assert ours["summary"]["terms"] == theirs["summary"]["terms"] == 3
    for our, their in zip(ours["segments"], theirs["segments"], strict=True):
        assert list(our) == list(their)
        assert [our[key] for key in ("file", "id", "source")] == [their[key] for key in ("file", "id", "source")]
        assert our["terms"] == [
            {key: term[key] for key in term if key not in ("verdict", "confidence")} for term in their["terms"]
        ]
        assert (our["target"], our["score"], our["method"], our["flags"]) == ("", 0, "find", [])


@pytest.mark.parametrize(("key", "value"), [("target", "English"), ("method", "model"), ("flags", ["length"])])
def test_the_schema_lets_no_translation_into_a_search(key: str, value: object, made: Concordance) -> None:
    content = json.loads(report.json_report(made))
    content["segments"][0][key] = value

    assert not VALIDATOR.is_valid(content)


def test_the_schema_lets_no_verdict_into_a_search(made: Concordance) -> None:
    content = json.loads(report.json_report(made))
    content["segments"][0]["terms"][0]["verdict"] = "MISSED"

    assert not VALIDATOR.is_valid(content)


class Page(HTMLParser):
    """Collects the text of the paragraphs, the marks with their titles, and what would be fetched."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.fetched: list[str] = []
        self.html: dict[str, str | None] = {}
        self.inside = False
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.fetched += [name for name in found if name in ("src", "href")]
        if tag == "html":
            self.html = found
        if tag == "mark" and self.inside:
            self.marks.append((found["class"] or "", found["title"] or ""))
        if tag == "p":
            self.inside = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "p"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


def test_the_page_holds_the_text_unchanged_from_right_to_left_and_fetches_nothing(made: Concordance) -> None:
    page = Page(concordance_page.render(made))

    assert page.texts == [line for line in TEXT.splitlines() if line]
    assert page.html == {"lang": "ar", "dir": "rtl"}
    assert page.fetched == []


def test_the_page_marks_each_term_by_kind_with_its_entry_and_nested_ones_inside(
    made: Concordance, files: tuple[Path, Path]
) -> None:
    assert Page(concordance_page.render(made)).marks == [
        ("inflected", f"الناتو → NATO (inflected) {files[1]}:3"),
        ("exact", f"قمة الناتو → NATO summit (exact) {files[1]}:2"),
        ("exact", f"الناتو → NATO (exact) {files[1]}:3"),
        ("variant reported", f"لجنة → committee (variant, not enforced) {files[1]}:4"),
    ]


def test_the_command_writes_text_report_and_page(
    files: tuple[Path, Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert find(files, "--report", tmp_path / "r.json", "--html", tmp_path / "r.html") == Exit.DONE
    out, err = capfd.readouterr()

    assert out.startswith("news.txt:p1.s1\n  افتتحت")
    assert "terms:    3" in err
    assert (tmp_path / "r.json").exists() and (tmp_path / "r.html").exists()


def test_no_output_goes_over_what_is_read(files: tuple[Path, Path]) -> None:
    assert find(files, "--html", files[0]) == Exit.UNUSABLE
    assert find(files, "--html", files[1]) == Exit.UNUSABLE
    assert files[0].read_text(encoding="utf-8") == TEXT


def test_terms_are_found_in_a_pipe_without_the_libraries_that_translate(files: tuple[Path, Path]) -> None:
    heavy = "import sys; from toolkit import cli; cli.run(sys.argv[1:]); assert 'ctranslate2' not in sys.modules"
    command = [sys.executable, "-c", heavy, "glossary", "find", "-", "--glossary", str(files[1])]
    with files[0].open("rb") as stream:
        done = subprocess.run(command, stdin=stream, capture_output=True, cwd=ROOT, check=True)

    assert done.stdout.decode("utf-8").startswith("stdin:p1.s1\n")


def test_kinds_are_counted_over_all_texts(files: tuple[Path, Path]) -> None:
    made = concordance.make(Search((str(files[0]), str(files[0])), (files[1],), default_glossary=False))

    assert made.kinds == Counter(exact=2, inflected=2, variant=2)
