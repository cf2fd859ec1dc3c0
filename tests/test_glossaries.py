"""Term tables are read strictly, and stacked so that the nearest entry holds."""

from pathlib import Path

import pytest

from toolkit.bitext import TermEntry
from toolkit.errors import InputError
from toolkit.glossaries import COLUMNS, Glossary, read, shipped, stack


def table(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def refusal(folder: Path, name: str, *lines: str) -> str:
    path = table(folder, name, *lines)
    with pytest.raises(InputError) as refused:
        read(path)
    return str(refused.value).removeprefix(f"{path}:")


def targets(glossary: Glossary) -> list[str]:
    return [entry.target for entry in glossary.entries]


def stacked(*paths: Path, client: str = "", domains: tuple[str, ...] = ()) -> list[str]:
    return targets(stack(paths, False, client, domains))


def test_source_and_target_are_enough(tmp_path: Path) -> None:
    path = table(tmp_path, "a.csv", "source,target", "شركة,company")
    assert read(path) == (TermEntry("شركة", "company", pos="noun", match="inflected", case="sentence"),)
    assert read(path)[0].place == f"{path}:2"


def test_every_column_is_read(tmp_path: Path) -> None:
    cells = "شركة|company|شركات|firm|admitted|noun|stem|enforce|1|as-is|society|wrong|law|ACME|ask".split("|")
    path = table(tmp_path, "a.tsv", "\t".join(COLUMNS), "\t".join(cells))
    expected = TermEntry(
        "شركة", "company", ("شركات",), ("firm",), "admitted", "noun", "stem", "enforce", 1, "as-is",
        ("society",), "wrong", "law", "ACME", "ask",
    )  # fmt: skip
    assert read(path) == (expected,)


def test_lists_are_separated_by_bars(tmp_path: Path) -> None:
    path = table(tmp_path, "a.tsv", "source\ttarget\tsource_variants", "لجنة\tcommittee\tلجان | اللجان|")
    assert read(path)[0].source_variants == ("لجان", "اللجان")


def test_terms_are_read_without_marks_and_spaces_around_them(tmp_path: Path) -> None:
    row = (
        "\u200fقمة  \u00a0الناتو\u200f,\u200eNATO  summit \u200e, \u200f قمة  الحلف\u200f|\u200f,\u200fpreferred\u200f"
    )
    path = table(tmp_path, "a.csv", "source,\u200etarget,source_variants,status\u200f", row)
    assert read(path) == (
        TermEntry("قمة الناتو", "NATO summit", ("قمة الحلف",), pos="noun", match="inflected", case="as-is"),
    )


@pytest.mark.parametrize("name", ["a.csv", "a.CSV", "a.tsv", "a.txt"])
def test_header_names_may_be_written_large_and_a_byte_order_mark_is_skipped(tmp_path: Path, name: str) -> None:
    separator = "," if name.lower().endswith("csv") else "\t"
    path = table(tmp_path, name, f"\ufeffSource{separator}TARGET", "", f"بنك{separator}bank")
    assert [entry.target for entry in read(path)] == ["bank"]


def test_a_table_of_a_spreadsheet_with_semicolons_is_read(tmp_path: Path) -> None:
    assert len(read(table(tmp_path, "a.csv", "source;target", "بنك;bank"))) == 1


@pytest.mark.parametrize(
    ("target", "pos", "match", "case"),
    [
        ("Kuwait", "proper noun", "clitic", "as-is"),
        ("NATO", "proper noun", "clitic", "as-is"),
        ("2030", "proper noun", "clitic", "sentence"),
        ("eGovernment", "noun", "inflected", "as-is"),
        ("bank", "noun", "inflected", "sentence"),
    ],
)
def test_defaults_follow_the_target(tmp_path: Path, target: str, pos: str, match: str, case: str) -> None:
    entry = read(table(tmp_path, "a.csv", "source,target", f"كلمة,{target}"))[0]
    assert (entry.pos, entry.match, entry.case) == (pos, match, case)


@pytest.mark.parametrize(
    ("pos", "match"), [("noun", "inflected"), ("adjective", "inflected"), ("proper noun", "clitic"), ("verb", "exact")]
)
def test_the_part_of_speech_sets_the_default_of_match(tmp_path: Path, pos: str, match: str) -> None:
    assert read(table(tmp_path, "a.csv", "source,target,pos", f"كلمة,word,{pos}"))[0].match == match


def test_a_term_that_is_not_translated_is_its_own_target(tmp_path: Path) -> None:
    entry = read(table(tmp_path, "a.csv", "source,target,status", "KUNA,,do-not-translate"))[0]
    assert entry.target == "KUNA"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["source,tgt", "ا,b"], "1: unknown column «tgt»; known: source, target,"),
        (["source,note", "ا,b"], "1: no column «target»; the header has: source, note"),
        ([], "1: no column «source»; the header has: nothing"),
        (["source,target,source"], "1: column «source» stands twice"),
        (["source,target", "ناتو,NATO", "ناتو"], "3: 1 cells where the header has 2"),
        (["source,target,status", "ناتو,NATO,wrong"], "2: status «wrong» is not known; one of: preferred, admitted,"),
        (["source,target,pos", "ناتو,NATO,name"], "2: pos «name» is not known; one of: noun,"),
        (["source,target,match", "ناتو,NATO,all"], "2: match «all» is not known; one of: exact, clitic,"),
        (["source,target,gap", "ناتو,NATO,-1"], "2: gap «-1» is not a number"),
        (["source,target", "", "ناتو,"], "3: «ناتو» has no target"),
        (["source,target", ",NATO"], "2: an entry without a source term"),
        (["source,target", "\u200f,NATO"], "2: an entry without a source term"),
        (["source,target", 'ناتو,"NATO" x'], "2: "),
        (["source,target", "ناتو,NATO|Nato"], "2: target holds «|»; several targets go into target_variants"),
        (["source,target,status", "A|B,,do-not-translate"], "2: source holds «|»; several"),
        (["source,target", "بنك,bank", 'ناتو,"NATO\nNato"'], "3: target holds a line break; several targets go into"),
        (["source,target", "ناتو,the\tNATO"], "2: target holds the invisible character U+0009"),
        (["source,target", "ناتو,NA\u00adTO"], "2: target holds the invisible character U+00AD"),
        (["source,target", "ناتو,NATO\x07"], "2: target holds the invisible character U+0007"),
        (["source,target,target_variants", 'ناتو,NATO,"Nato|the\nAlliance"'], "2: target_variants holds a line break;"),
        (["source,target,target_variants", "ناتو,NATO,Na\u200bto"], "2: target_variants holds the invisible character"),
        (["source,target", "نعم,yes", 'ناتو,"NATO', "كلمة,x"], "4: "),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, lines: list[str], message: str) -> None:
    assert refusal(tmp_path, "a.csv", *lines).startswith(message)


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"source,target\n" + "ناتو,NATO\n".encode("cp1256"))
    with pytest.raises(InputError, match=r"a\.csv:2: not UTF-8"):
        read(path)


def test_a_missing_file_and_an_unknown_format_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: cannot be read: No such file"):
        read(tmp_path / "none.csv")
    with pytest.raises(InputError, match=r"a\.xls: not a glossary"):
        read(tmp_path / "a.xls")


def test_a_later_file_overrides_an_earlier_one(tmp_path: Path) -> None:
    first = table(tmp_path, "first.csv", "source,target", "الناتو,Nato", "لجنة,panel")
    second = table(tmp_path, "second.csv", "source,target", "الناتو,NATO")
    assert stacked(first, second) == ["NATO", "panel"]
    assert stack((first, second), False).names == ("second", "first")


def test_spelling_does_not_hide_that_a_source_is_the_same(tmp_path: Path) -> None:
    first = table(tmp_path, "first.csv", "source,target", "الأمن السيبراني,cybersecurity", "عَمَّان,Amman")
    second = table(tmp_path, "second.csv", "source,target", "الامن  السيبراني,cyber security", "عُمان,Oman")
    assert stacked(first, second) == ["cyber security", "Oman", "Amman"]


def test_marks_do_not_hide_that_a_source_is_the_same(tmp_path: Path) -> None:
    first = table(tmp_path, "first.csv", "source,target", "الأمن \u200f السيبراني,cybersecurity", "NATO\u200e,Nato")
    second = table(tmp_path, "second.csv", "source,target", "الأمن السيبراني,cyber security", "NATO,NATO")
    assert stacked(first, second) == ["cyber security", "NATO"]


def test_client_goes_before_domain_before_general_before_other_domains(tmp_path: Path) -> None:
    rows = ["ا ب,other,sea,", "ا ج,general,,", "ا د,domain,law,", "ا ه,client,,ACME", "ا و,rival,,Rival"]
    path = table(tmp_path, "a.csv", "source,target,domain,client", *rows)
    assert stacked(path, client="acme", domains=("Law",)) == ["client", "domain", "general", "other"]


def test_without_a_chosen_domain_all_are_general(tmp_path: Path) -> None:
    path = table(tmp_path, "a.csv", "source,target,domain", "لجنة,panel,sea", "بنك,bank,", "نهر,river,law")
    assert stacked(path) == ["panel", "bank", "river"]


def test_entries_of_other_clients_never_match(tmp_path: Path) -> None:
    path = table(tmp_path, "a.csv", "source,target,client", "لجنة,panel,Rival", "لجنة,committee,")
    assert stacked(path) == ["committee"]


def test_the_client_overrides_the_general_entry_of_the_same_file(tmp_path: Path) -> None:
    path = table(tmp_path, "a.csv", "source,target,client", "لجنة,committee,", "لجنة,panel,ACME")
    assert stacked(path, client="ACME") == ["panel"]


def test_two_preferred_targets_are_refused_with_both_lines(tmp_path: Path) -> None:
    table(tmp_path, "a.csv", "source,target", "بنك,bank", "ناتو,NATO")
    table(tmp_path, "b.csv", "source,target", "ناتو,Nato")
    with pytest.raises(InputError) as refused:
        stack([tmp_path], False)
    expected = f"{tmp_path}/b.csv:2: two preferred targets for «ناتو»: NATO, Nato (also {tmp_path}/a.csv:3)"
    assert str(refused.value) == expected


@pytest.mark.parametrize("column", ["client", "domain"])
def test_the_case_of_a_client_or_domain_does_not_hide_a_conflict(tmp_path: Path, column: str) -> None:
    path = table(tmp_path, "a.csv", f"source,target,{column}", "ناتو,NATO,acme", "ناتو,Nato,Acme")
    with pytest.raises(InputError, match=r"a\.csv:3: two preferred targets for «ناتو»: NATO, Nato"):
        stack([path], False)


def test_sources_that_differ_in_case_are_no_conflict_and_both_hold(tmp_path: Path) -> None:
    own = table(tmp_path, "own.csv", "source,target", "GCC,Gulf", "gcc,compiler")
    later = table(tmp_path, "later.csv", "source,target", "Gcc,Gallium", "GCC,GCC")
    assert stacked(own, later) == ["Gallium", "GCC", "compiler"]


@pytest.mark.parametrize(
    "second", ["ناتو,NATO,preferred,", "ناتو,Nato,admitted,", "ناتو,Nato,preferred,law", "نات,N,preferred,"]
)
def test_other_entries_beside_a_preferred_one_are_fine(tmp_path: Path, second: str) -> None:
    path = table(tmp_path, "a.csv", "source,target,status,domain", "ناتو,NATO,preferred,", second)
    assert "NATO" in stacked(path)


def test_admitted_and_deprecated_entries_qualify_the_preferred_one(tmp_path: Path) -> None:
    rows = ["إدارة,board,deprecated,a band of wood", "إدارة,management,admitted,", "إدارة,administration,preferred,"]
    path = table(tmp_path, "a.csv", "source,target,status,reason", *rows)
    (entry,) = stack([path], False).entries
    assert (entry.target, entry.target_variants) == ("administration", ("management",))
    assert (entry.forbidden, entry.reason) == (("board",), "a band of wood")


def test_a_deprecated_entry_of_a_client_forbids_without_overriding(tmp_path: Path) -> None:
    base = table(tmp_path, "base.csv", "source,target", "إدارة,administration")
    client = table(tmp_path, "client.csv", "source,target,status", "إدارة,board,deprecated")
    (entry,) = stack([base, client], False).entries
    assert (entry.target, entry.forbidden) == ("administration", ("board",))


def test_a_deprecated_entry_alone_stands_for_itself(tmp_path: Path) -> None:
    path = table(tmp_path, "a.csv", "source,target,status", "إدارة,board,deprecated")
    assert stacked(path) == ["board"]


def test_the_fingerprint_follows_the_contents_only(tmp_path: Path) -> None:
    one = table(tmp_path, "one.csv", "source,target", "ناتو,NATO")
    same = table(tmp_path, "same.tsv", "target\tsource", "NATO\tناتو")
    other = table(tmp_path, "other.csv", "source,target", "ناتو,Nato")
    prints = [stack([path], False).fingerprint for path in (one, same, other)]
    assert prints[0] == prints[1] != prints[2]
    assert len(prints[0]) == 12


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no glossary in this folder"):
        stack([tmp_path], False)


def test_the_shipped_termbase_is_found_and_without_conflict() -> None:
    assert shipped().is_dir()
    assert stack(()).names == ("termbase",)


def test_the_shipped_termbase_goes_last(tmp_path: Path) -> None:
    path = table(tmp_path, "own.csv", "source,target", "كلمة خاصة,own word")
    assert targets(stack([path]))[0] == "own word"
