"""toolkit.toml: which one holds, what it may say, and what the commands make of it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import cli, setting_kinds, settings, toml
from toolkit.errors import Exit, InputError
from toolkit.settings import TABLE, Key

ROOT = Path(__file__).parents[1]
LINES = {
    "glossaries": 'glossaries = [\n  "terms/client.tsv",  # beam = 3\n  "terms/own.tsv",\n]',
    "default-glossary": "default-glossary = false",
    "client": '"client" = "شركة"',
    "domains": 'domains=["law", "finance"]',
    "memory": 'memory = "../client.memory"',
    "model": 'model = "models/own.argosmodel"',
    "beam": "  beam = 8 # hypotheses",
    "threads": "threads = 2",
    "encoding": 'encoding = "windows-1256"',
    "source-side": 'source-side = "target"',
    "source-column": 'source-column = "العربية"',
    "target-column": "target-column = 'English'",
    "srx": 'srx = "../rules.srx"',
    "abbreviations": 'abbreviations = ["أخ", "St"]',
    "waivers": 'waivers = "known.txt"',
    "translate.to": 'translate.to = "tmx"',
    "translate.strict": "translate.strict = true",
    "translate.enforce": "translate . enforce = false",
    "translate.consistent": "translate.consistent = true",
    "translate.mark": 'translate.mark = "all"',
    "check.checks": 'check.checks = ["-length", "-number"]',
    "check.fail-on": 'check.fail-on = "info"',
    "check.min-term-accuracy": "check.min-term-accuracy = 0.95",
    "check.baseline": 'check.baseline = "../known.json"',
}
VALUES = {
    "glossaries": (Path("project/terms/client.tsv"), Path("project/terms/own.tsv")),
    "default-glossary": False,
    "client": "شركة",
    "domains": ("law", "finance"),
    "memory": Path("project/../client.memory"),
    "model": "project/models/own.argosmodel",
    "beam": 8,
    "threads": 2,
    "encoding": "windows-1256",
    "source-side": "target",
    "source-column": "العربية",
    "target-column": "English",
    "srx": Path("project/../rules.srx"),
    "abbreviations": ("أخ", "St"),
    "waivers": Path("project/known.txt"),
    "translate.to": "tmx",
    "translate.strict": True,
    "translate.enforce": False,
    "translate.consistent": True,
    "translate.mark": "all",
    "check.checks": ("-length", "-number"),
    "check.fail-on": "info",
    "check.min-term-accuracy": 0.95,
    "check.baseline": Path("project/../known.json"),
}
WRONG: dict[str, tuple[str | bytes, int, str]] = {
    "unquoted": ("# acme\nclient = acme\n", 2, "broken TOML: Invalid value in column 10; text wants quotes"),
    "unclosed": ('beam = 4\ndomains = ["law",\n"finance"\n', 3, "broken TOML"),
    "nested-without-end": ("a = " + "[" * 10_000, 1, "broken TOML"),
    "not-utf-8": (b'beam = 4\nclient = "\xff"\n', 2, "is not UTF-8"),
    "misspelt": ("beam = 4\r\nglosary = []\r\n", 2, "unknown key «glosary»; did you mean «glossaries»?"),
    "unheard-of": ("\n\nbanana = 1\n", 3, "unknown key «banana»; there are: glossaries, default-glossary"),
    "unknown-table": ("[banana]\n", 1, "unknown key «banana»"),
    "unknown-in-a-table": ("[translate]\nstrict = true\nbanana = 1\n", 3, "unknown key «translate.banana»"),
    "without-its-table": ('beam = 4\nto = "tmx"\n', 2, "«to» belongs under [translate]"),
    "below-a-table": ("[translate]\n\nbeam = 4\n", 3, "«beam» belongs above the first [table]"),
    "table-as-value": ("translate = true\n", 1, "«translate» is a table"),
    "tables-in-a-list": ('beam = 4\n[[translate]]\nto = "tmx"\n', 2, "«translate» is a table"),
    "text-for-number": ('beam = "8"\n', 1, "«beam» must be a whole number from 1 to 32"),
    "flag-for-number": ("beam = true\n", 1, "«beam» must be a whole number"),
    "fraction-for-number": ("beam = 4.0\n", 1, "«beam» must be a whole number"),
    "too-large": ("threads = 1\nbeam = 33\n", 2, "«beam» must be a whole number from 1 to 32"),
    "text-for-flag": ('[translate]\nstrict = "yes"\n', 2, "«translate.strict» must be true or false"),
    "number-for-flag": ("default-glossary = 1\n", 1, "«default-glossary» must be true or false"),
    "number-for-text": ("client = 7\n", 1, "«client» must be text in quotes"),
    "null-in-text": ('client = "a\\u0000b"\n', 1, "«client» must be text in quotes"),
    "text-for-list": ('glossaries = "client.tsv"\n', 1, "«glossaries» must be a list"),
    "number-in-list": ('domains = [\n  "law",\n  7,\n]\n', 1, "«domains» must be a list"),
    "empty-path": ('glossaries = [""]\n', 1, "«glossaries» must be a list"),
    "unknown-format": ('[translate]\nto = "odt"\n', 2, "«translate.to» must be a format"),
    "unknown-encoding": ('encoding = "klingon"\n', 1, "«encoding» must be an encoding"),
    "unknown-side": ('source-side = "left"\n', 1, "«source-side» must be one of source, target, in quotes"),
    "unknown-check": (
        '[check]\n\nchecks = ["-length", "-spelling"]\n',
        3,
        "«check.checks»: no check has the id «spelling»; known are",
    ),
    "text-for-checks": ('[check]\nchecks = "number"\n', 2, "«check.checks» must be a list of ids of checks"),
    "number-for-a-check": ("[check]\nchecks = [7]\n", 2, "«check.checks» must be a list of ids of checks"),
    "unknown-severity": ('[check]\nfail-on = "note"\n', 2, "«check.fail-on» must be one of error, warning"),
    "too-great-a-share": (
        "[check]\nmin-term-accuracy = 95\n",
        2,
        "«check.min-term-accuracy» must be a number from 0 to",
    ),
    "inline-table": (
        'beam = 4\ntranslate = { strict = 1, to = "tmx" }\n',
        2,
        "«translate.strict» must be true or false",
    ),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a client's glossary; the working folder is one of its subfolders."""
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "client.tsv").write_text("source\ttarget\nالكويت\tState of Kuwait\n", encoding="utf-8")
    (tmp_path / "news" / "today").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "news" / "today")
    Path("visit.ar.txt").write_text("زار السفير الكويت أمس.\n", encoding="utf-8")
    return tmp_path


def configure(project: Path, *lines: str) -> Path:
    path = project / "toolkit.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "toolkit.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def command_of(name: str) -> click.Command:
    found: click.Command = cli.group
    for word in name.split():
        assert isinstance(found, click.Group)
        inner = found.get_command(click.Context(found), word)
        assert inner
        found = inner
    return found


def parameter_of(key: Key, command: str) -> click.Parameter:
    return next(each for each in command_of(command).params if each.name == key.parameter)


ROWS = [pytest.param(key, command, id=f"{key.name}-{command}") for key in TABLE for command in key.commands]


@pytest.mark.parametrize(("key", "command"), ROWS)
def test_every_row_is_a_parameter_of_its_commands_within_the_same_bounds(key: Key, command: str) -> None:
    kind = parameter_of(key, command).type

    if isinstance(kind, click.IntRange):
        assert key.kind.name == f"a whole number from {kind.min} to {kind.max}"
    elif isinstance(kind, click.Choice):
        assert all(key.kind.made(choice, Path()) == choice for choice in kind.choices)


def test_the_cases_cover_every_row() -> None:
    assert [key.name for key in TABLE] == list(LINES) == list(VALUES)


@given(order=st.permutations(list(LINES)), blank=st.integers(0, 2))
def test_values_and_lines_are_read_in_any_order(order: list[str], blank: int) -> None:
    text = "".join(LINES[name] + "\n" * (blank + 1) for name in order)
    starts = {name: text[: text.index(LINES[name])].count("\n") + 1 for name in order}
    items = {item.name: item.line for item in toml.parse(text, "toolkit.toml")}

    assert items == starts


def test_values_are_made_and_paths_are_relative_to_the_folder_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("project").mkdir()
    read = settings.read(written(Path("project"), "\n".join(LINES.values())))

    assert {each.key.name: each.value for each in read.values} == VALUES


def test_a_model_is_a_path_where_it_looks_like_one_and_a_name_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    models = {
        "own.argosmodel": str(tmp_path / "own.argosmodel"),
        "folder": str(tmp_path / "folder"),
        "/models/own": "/models/own",
        "translate-ar_en": "translate-ar_en",
    }
    for written_as, meant in models.items():
        assert settings.read(written(tmp_path, f'model = "{written_as}"')).values[0].value == meant


def test_a_byte_order_mark_and_an_empty_table_are_nothing(tmp_path: Path) -> None:
    assert settings.read(written(tmp_path, b"\xef\xbb\xbf[translate]\r\n# strict = true\r\n")).values == ()


def test_a_kind_of_listed_texts_takes_no_other() -> None:
    kind = setting_kinds.one_of("error", "warning")

    assert [kind.made(value, Path()) for value in ("error", "errors", 1, ["error"])] == ["error", None, None, None]


def test_a_kind_of_numbers_keeps_its_bounds() -> None:
    kind = setting_kinds.number(0, 1)

    assert [kind.made(value, Path()) for value in (0.5, 1, 1.5, float("nan"), True, "1")] == [0.5, 1, *[None] * 4]


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_told_with_its_line(case: str, tmp_path: Path) -> None:
    content, line, message = WRONG[case]
    path = written(tmp_path, content)
    with pytest.raises(InputError) as raised:
        settings.read(path)

    assert raised.value.place == f"{path}:{line}"
    assert raised.value.message.startswith(message)
    assert "\n" not in str(raised.value)


def test_the_nearest_file_holds(project: Path) -> None:
    outer = configure(project)
    found = settings.find(Path())
    assert found == Path("../../toolkit.toml")
    assert found.resolve() == outer.resolve()

    inner = configure(project / "news")
    assert settings.find(project / "news" / "today") == project / "news" / "today" / ".." / "toolkit.toml"
    assert settings.find(Path()) == Path("../toolkit.toml")
    inner.unlink()
    inner.mkdir()
    assert settings.find(Path()) == Path("../../toolkit.toml")


def test_a_folder_that_has_gone_has_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    assert settings.load() == settings.Settings()


def test_a_translation_takes_the_settings_of_the_folder_above(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configure(project, 'glossaries = ["terms/client.tsv"]', "beam = 2", "[translate]", 'to = "tmx"')

    assert cli.run(["translate", "visit.ar.txt", "--quiet"]) == Exit.DONE
    out = capfd.readouterr().out
    assert "State of Kuwait" in out
    assert "|glossary:client+termbase@" in out
    assert "|beam:2|" in out


def test_the_command_line_holds_instead(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configure(project, "default-glossary = true", "beam = 2", "[translate]", 'to = "tmx"', "enforce = true")
    arguments = ["--no-default-glossary", "--beam", "1", "--to", "xliff", "--no-enforce", "--quiet"]

    assert cli.run(["translate", "visit.ar.txt", *arguments]) == Exit.DONE
    out = capfd.readouterr().out
    assert "<xliff" in out
    assert "termbase@" not in out
    assert "|beam:1|enforce:no" in out


def test_the_suffix_of_an_output_holds_instead_of_the_projects_format(project: Path) -> None:
    configure(project, "[translate]", 'to = "tmx"')
    Path("out").mkdir()
    for output in ("visit.po", "out", "visit"):
        assert cli.run(["translate", "visit.ar.txt", "-o", output, "--quiet"]) == Exit.DONE

    assert Path("visit.po").read_text(encoding="utf-8").startswith("#")
    assert "<tmx" in Path("out/visit.tmx").read_text(encoding="utf-8")
    assert "<tmx" in Path("visit").read_text(encoding="utf-8")


PAIR = 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "زار الكويت 5 مرات."\nmsgstr "He visited it."\n'


@pytest.mark.parametrize(
    ("lines", "status", "told"),
    [
        (["default-glossary = false"], Exit.FOUND, ["number"]),
        (["default-glossary = false", "[check]", 'checks = ["-number"]'], Exit.DONE, []),
        (["default-glossary = false", "[check]", 'fail-on = "error"'], Exit.DONE, ["number"]),
        (['glossaries = ["terms/client.tsv"]', "[check]", 'checks = ["term-missing"]'], Exit.FOUND, ["term-missing"]),
        (
            ['glossaries = ["terms/client.tsv"]', "check.min-term-accuracy = 1", 'check.checks = ["tag"]'],
            Exit.FOUND,
            [],
        ),
        (["default-glossary = false", 'waivers = "known.txt"'], Exit.DONE, []),
        (["default-glossary = false", "[check]", 'baseline = "known.json"'], Exit.DONE, []),
    ],
)
def test_a_check_takes_the_settings_of_its_project(
    lines: list[str], status: Exit, told: list[str], project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("a.po").write_text(PAIR, encoding="utf-8")
    (project / "known.txt").write_text("number\t*\t*\tThe client counts elsewhere.\n", encoding="utf-8")
    cli.run(["check", "a.po", "--no-default-glossary", "--report", str(project / "known.json"), "--quiet"])
    configure(project, *lines)

    assert cli.run(["check", "a.po"]) == status
    assert [line.rpartition("[")[2] for line in capfd.readouterr().out.splitlines() if line.endswith("]")] == [
        f"{check}]" for check in told
    ]


def test_ids_of_checks_may_share_a_text_as_on_the_command_line(tmp_path: Path) -> None:
    file = written(tmp_path, 'check.checks = ["-length, -number", ""]')

    assert settings.read(file).values[0].value == ("-length", "-number")


def test_a_memory_is_filled_and_searched_for_the_projects_client(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    configure(project, 'client = "acme"', 'domains = ["law"]')
    Path("a.po").write_text(PAIR, encoding="utf-8")

    assert cli.run(["memory", "import", "m.memory", "a.po"]) == Exit.DONE
    assert cli.run(["memory", "search", "m.memory", "زار الكويت 5 مرات."]) == Exit.DONE
    assert capfd.readouterr().out == "100\tزار الكويت 5 مرات.\tHe visited it.\tacme\t\n"
    assert cli.run(["memory", "search", "m.memory", "زار الكويت 5 مرات.", "--client", ""]) == Exit.DONE
    assert capfd.readouterr().out == ""


def test_a_batch_takes_the_settings_of_its_project(project: Path) -> None:
    configure(project, 'memory = "none.memory"', "[translate]", 'to = "xliff"', 'mark = "all"')
    run = settings.load().defaults("batch run")["batch"]["run"]

    assert {name: run[name] for name in ("to", "mark")} == {"to": "xliff", "mark": "all"}
    assert run["memory"] == Path("../../none.memory")
    assert "consistent" not in run


AR_PO = 'msgid ""\nmsgstr "Language: ar\\n"\n\nmsgid "He came 5 times"\nmsgstr "جاء مرات"\n'


def test_the_side_of_the_arabic_is_a_setting_and_the_command_line_goes_before_it(project: Path) -> None:
    configure(project, "default-glossary = false", 'source-side = "target"')
    Path("ar.po").write_text(AR_PO, encoding="utf-8")

    assert cli.run(["check", "ar.po", "--quiet"]) == Exit.FOUND
    assert cli.run(["analyse", "ar.po"]) == Exit.DONE
    assert cli.run(["translate", "ar.po", "-o", "en.po", "--quiet"]) == Exit.DONE
    assert cli.run(["check", "ar.po", "--source-side", "source", "--quiet"]) == Exit.UNUSABLE


@pytest.mark.parametrize("name", ["glossary find", "glossary extract", "check", "translate", "batch run"])
def test_glossaries_of_the_command_line_come_behind_those_of_the_file(name: str, project: Path) -> None:
    configure(project, 'glossaries = ["terms/client.tsv", "terms/more.tsv"]')
    defaults = settings.load().defaults(name)
    for word in name.split():
        defaults = defaults[word]
    group = click.Context(cli.group, **cli.group.context_settings)

    def parsed(*words: str) -> click.Context:
        needed = ["-o", "out"] if name == "batch run" else []
        return command_of(name).make_context(name, ["x", *needed, *words], parent=group, default_map=defaults)

    given, plain = parsed("--glossary", "own.tsv", "--glossary", "-.tsv"), parsed()

    ours = (Path("../../terms/client.tsv"), Path("../../terms/more.tsv"))
    assert given.params["glossaries"] == (*ours, Path("own.tsv"), Path("-.tsv"))
    assert plain.params["glossaries"] == ours


def test_a_glossary_of_the_command_line_goes_before_those_of_the_file(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    configure(project, 'glossaries = ["terms/client.tsv"]')
    Path("own.tsv").write_text("source\ttarget\nالكويت\tKoweit\n", encoding="utf-8")

    assert cli.run(["glossary", "find", "visit.ar.txt", "--glossary", "own.tsv"]) == Exit.DONE
    out = capfd.readouterr().out
    assert "Koweit" in out
    assert "State of Kuwait" not in out


@pytest.mark.parametrize(
    "arguments", [["translate", "visit.ar.txt", "-o", "o.tmx"], ["glossary", "find", "-"], ["config"]]
)
def test_a_wrong_file_ends_a_command_in_one_line_before_any_work(
    arguments: list[str], project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    configure(project, "", "beam = 99")

    assert cli.run(arguments) == Exit.UNUSABLE
    out, err = capfd.readouterr()
    assert (out, err) == ("", "toolkit: ../../toolkit.toml:2: «beam» must be a whole number from 1 to 32\n")
    assert not Path("o.tmx").exists()


@pytest.mark.parametrize(
    "arguments", ["--help", "translate --help", "glossary find -h", "config --help", "model list", "glossary stats"]
)
def test_a_wrong_file_keeps_nobody_from_help_and_from_what_takes_no_settings(
    arguments: str, project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    configure(project, "beam =")

    assert cli.run(arguments.split()) == Exit.DONE
    assert capfd.readouterr().err == ""


def test_a_file_that_is_named_holds_instead_of_the_nearest(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configure(project, "beam =")
    configure(project / "terms", "threads = 3")

    assert cli.run(["--config", "../../terms/toolkit.toml", "config"]) == Exit.DONE
    assert "threads = 3  # ../../terms/toolkit.toml:1\n" in capfd.readouterr().out
    assert cli.run(["--config", "nowhere.toml", "translate", "visit.ar.txt"]) == Exit.UNUSABLE
    assert capfd.readouterr().err == "toolkit: nowhere.toml: cannot be read: No such file or directory\n"


def test_config_shows_every_value_and_where_it_is_from(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configure(project, 'glossaries = ["terms/client.tsv"]', 'client = "شركة"', "[translate]", "strict = true")

    assert cli.run(["config"]) == Exit.DONE
    lines = capfd.readouterr().out.splitlines()
    assert [re.split(" = |: ", line.removeprefix("# "))[0] for line in lines] == [key.name for key in TABLE]
    assert lines[0] == 'glossaries = ["../../terms/client.tsv"]  # ../../toolkit.toml:1'
    assert lines[2] == 'client = "شركة"  # ../../toolkit.toml:2'
    assert "beam = 4  # default" in lines
    assert "default-glossary = true  # default" in lines
    assert {"domains = []  # default", "# encoding: not set", "# check.baseline: not set"} <= set(lines)
    assert "translate.strict = true  # ../../toolkit.toml:4" in lines


def test_what_config_shows_is_a_file_of_settings_itself(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configure(project, *LINES.values())
    before = settings.load()
    cli.run(["config"])
    shown = written(Path(), capfd.readouterr().out)

    assert [(each.key, each.value) for each in settings.read(shown).values] == [
        (each.key, each.value) for each in before.values
    ]


def test_what_config_shows_of_no_file_can_be_pasted_too(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cli.run(["config"])
    shown = capfd.readouterr().out
    written(Path(), shown)
    cli.run(["config"])

    values = [line.partition("  # ")[0] for line in shown.splitlines()]
    assert [line.partition("  # ")[0] for line in capfd.readouterr().out.splitlines()] == values


def test_a_sign_that_toml_allows_in_no_text_is_escaped(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configure(project, r'client = "a\u007f\"\\\nb"')
    cli.run(["config"])

    assert settings.read(written(Path(), capfd.readouterr().out)).values[2].value == 'a\x7f"\\\nb'


def test_config_speaks_json(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configure(project, 'glossaries = ["terms/client.tsv"]')

    assert cli.run(["config", "--json"]) == Exit.DONE
    told = json.loads(capfd.readouterr().out)
    assert list(told) == [key.name for key in TABLE]
    assert told["glossaries"] == {"value": ["../../terms/client.tsv"], "file": "../../toolkit.toml", "line": 1}
    assert told["beam"] == {"value": 4, "file": None, "line": None}
    assert (told["client"]["value"], told["srx"]["value"], told["domains"]["value"]) == (None, None, [])


def test_config_says_where_there_is_no_file(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["config"]) == Exit.DONE
    out, err = capfd.readouterr()
    assert all(line.endswith(("  # default", ": not set")) for line in out.splitlines())
    assert err == "toolkit: there is no toolkit.toml in this folder or above it\n"


@pytest.mark.parametrize("arguments", [["--help"], ["model", "--help"]])
def test_who_needs_no_settings_loads_no_parser(arguments: list[str], project: Path) -> None:
    configure(project, "beam = 2")
    script = (
        f"import sys; from toolkit import cli; cli.run({arguments}); print({{'tomllib', 'tomli'}} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT)}
    )

    assert done.stdout.splitlines()[-1] == "set()"
