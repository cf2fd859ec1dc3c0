"""The translation memory: what is stored, what matches whom and how well, and what is wrong with a file."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.conformance.bitexts import schema
from toolkit import cli
from toolkit.bitext import Segment
from toolkit.documents.contents import Content
from toolkit.errors import Exit, InputError, OutputError
from toolkit.memory import Added, Entry, Hit, Memory, Query, Scope, context, queries, tmx
from toolkit.memory.entries import comparable
from toolkit.memory.exchange import Bitexts, Taken
from toolkit.memory.stems import folded, stems
from toolkit.memory.store import GENERAL_ALONE
from toolkit.memory.tables import KIND

PLAN = "أقر المجلس خطة العمل الوطنية."
ADOPTED = "The council adopted the national action plan."
WORDS = "أقر المجلس خطة العمل الوطنية وناقش الوزراء ميزانية السنة المقبلة في جلسة مغلقة".split()
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1)
PO = f"""msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "{PLAN}"
msgstr "{ADOPTED}"

#, fuzzy
msgid "وصل الوفد أمس."
msgstr "The delegation came."

msgid "غادر الوفد اليوم."
msgstr ""
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def memory() -> Iterator[Memory]:
    with Memory("m.memory", write=True) as opened:
        yield opened


def targets(hits: tuple[Hit, ...]) -> list[tuple[int, str]]:
    return [(hit.score, hit.entry.target) for hit in hits]


def exact(memory: Memory, query: Query, scope: Scope = GENERAL_ALONE) -> tuple[int, str] | None:
    hit = memory.exact(query, scope)
    return (hit.score, hit.entry.target) if hit else None


def test_the_same_text_is_100_and_in_the_same_context_101(memory: Memory) -> None:
    here, there = context("", "وصل الوفد."), context("", "غادر الوفد.")
    memory.add([Entry(PLAN, "here", here), Entry(PLAN, "there", there), Entry(PLAN, "anywhere")])

    assert exact(memory, Query(PLAN, here)) == (101, "here")
    assert exact(memory, Query(PLAN, there)) == (101, "there")
    assert exact(memory, Query(PLAN, context("نص", ""))) == (100, "anywhere")
    assert exact(memory, Query(PLAN)) == (100, "anywhere")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (f"  {PLAN.replace(' ', '  ')}\n", True),
        (PLAN.replace("أ", "\u0627\u0654"), True),
        (PLAN.replace("خطة", "خُطّة"), False),
        (PLAN.replace("أقر", "اقر"), False),
    ],
)
def test_white_space_and_composition_do_not_count_but_vowel_signs_and_letters_do(
    text: str, same: bool, memory: Memory
) -> None:
    memory.add([Entry(PLAN, ADOPTED)])

    assert targets(memory.fuzzy(Query(text))) == [(100 if same else 99, ADOPTED)]
    assert (memory.exact(Query(text)) is not None) == same


def test_other_digits_are_another_text(memory: Memory) -> None:
    memory.add([Entry("صدر قرار المجلس عام ٢٠٢٤", "The decision came in 2024.")])

    assert memory.exact(Query("صدر قرار المجلس عام 2024")) is None
    assert [hit.score for hit in memory.fuzzy(Query("صدر قرار المجلس عام 2024"))] == [99]
    assert [hit.score for hit in memory.fuzzy(Query("صدر قرار المجلس عام 2025"))] == [95]


def test_other_clients_never_match_and_ones_own_go_first(memory: Memory) -> None:
    memory.add(
        [
            Entry(PLAN, "hers", client="ACME"),
            Entry(PLAN, "law", domain="Law"),
            Entry(PLAN, "sport", domain="sport"),
            Entry(PLAN, "general"),
        ]
    )

    assert exact(memory, Query(PLAN), Scope("acme", ("law",))) == (100, "hers")
    assert exact(memory, Query(PLAN), Scope("Bolt", ("law",))) == (100, "law")
    assert exact(memory, Query(PLAN), Scope(domains=("art",))) == (100, "general")
    assert [hit.entry.target for hit in memory.fuzzy(Query(PLAN), Scope("ACME", ("law",)))] == [
        "hers",
        "law",
        "general",
        "sport",
    ]


def test_a_better_score_goes_before_a_nearer_client(memory: Memory) -> None:
    memory.add([Entry(PLAN.replace("العمل", "عمل"), "near", client="ACME"), Entry(PLAN, "same")])

    assert targets(memory.fuzzy(Query(PLAN), Scope("ACME"))) == [(100, "same"), (96, "near")]


def test_many_texts_of_other_clients_do_not_hide_ones_own(memory: Memory) -> None:
    others = [Entry(f"{PLAN} {number}", "other", client="Bolt") for number in range(300)]
    memory.add([*others, Entry(f"{PLAN} وناقشها", "own", client="ACME")])

    assert targets(memory.fuzzy(Query(f"{PLAN} 7"), Scope("ACME"), 70)) == [(88, "own")]


def test_a_near_text_is_found_among_many_that_share_common_stems(memory: Memory) -> None:
    others = [Entry(f"{' '.join(WORDS[:4])} رقم {number} {WORDS[number % 9]}", "other") for number in range(900)]
    memory.add([*others, Entry(" ".join(WORDS[:8]), "near")])

    assert [hit.entry.target for hit in memory.fuzzy(Query(" ".join(WORDS[:9])), most=1)] == ["near"]


def test_what_a_machine_made_matches_its_own_recipe_alone(memory: Memory) -> None:
    memory.add([Entry(PLAN, "old model", recipe="a1"), Entry(PLAN, "new model", recipe="b2")])
    near = PLAN.replace("المجلس", "مجلس")

    assert exact(memory, Query(PLAN, recipe="b2")) == (100, "new model")
    assert memory.exact(Query(PLAN)) is None
    assert memory.exact(Query(PLAN, recipe="c3")) is None
    assert [hit.entry.target for hit in memory.fuzzy(Query(near, recipe="a1"))] == ["old model"]
    memory.add([Entry(PLAN, "a person's")])
    assert exact(memory, Query(PLAN, recipe="b2")) == (100, "a person's")


def test_the_newer_target_takes_the_place_of_the_older(memory: Memory) -> None:
    assert memory.add([Entry(PLAN, "old"), Entry(PLAN, "client's", client="ACME")]) == Added(2, 0, 0)
    assert memory.add([Entry(PLAN, "new"), Entry(PLAN, "client's", client="ACME")]) == Added(0, 1, 1)
    assert sorted(entry.target for entry in memory) == ["client's", "new"]
    assert len(memory) == 2


def test_nothing_is_stored_where_something_fails(memory: Memory) -> None:
    def entries() -> Iterator[Entry]:
        yield Entry("نص آخر", "another text")
        raise InputError("broken", "x.tmx:7")

    memory.add([Entry(PLAN, ADOPTED)])
    with pytest.raises(InputError, match="x.tmx:7"):
        memory.add(entries())

    assert [entry.source for entry in memory] == [PLAN]
    assert memory.fuzzy(Query("نص آخر")) == ()


def test_hits_that_say_the_same_are_told_once(memory: Memory) -> None:
    memory.add([Entry(PLAN, ADOPTED, context(before, "")) for before in WORDS])

    assert targets(memory.fuzzy(Query(PLAN, context(WORDS[3], "")))) == [(101, ADOPTED)]


def test_forms_of_a_word_are_found(memory: Memory) -> None:
    memory.add([Entry("ناقش المجلس ميزانيات الوزارات", "The council discussed the budgets of the ministries.")])

    assert [hit.score for hit in memory.fuzzy(Query("وناقش مجلس ميزانيتها للوزارة"), least=60)] == [80]


def test_punctuation_alone_finds_no_neighbour(memory: Memory) -> None:
    memory.add([Entry("…", "…"), Entry(PLAN, ADOPTED)])

    assert memory.fuzzy(Query("!")) == ()
    assert targets(memory.fuzzy(Query("…"))) == [(100, "…")]


@settings(max_examples=15)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), min_size=1, max_size=5))
def test_every_text_that_was_stored_is_found_exactly(texts: list[list[str]]) -> None:
    sources = [" ".join(words) for words in texts]
    Path("h.memory").unlink(missing_ok=True)
    with Memory("h.memory", write=True) as memory:
        memory.add(Entry(source, f"English of {source}") for source in sources)

        assert [exact(memory, Query(source)) for source in sources] == [
            (100, f"English of {source}") for source in sources
        ]


@given(st.sampled_from(WORDS), st.sampled_from(["", "و", "ف"]), st.sampled_from(["", "ب", "ك"]))
def test_clitics_leave_the_stem_alone(word: str, conjunction: str, preposition: str) -> None:
    bare = folded(word).removeprefix("ال")
    if len(bare) > 4 and bare[0] not in "وفبكل":
        assert stems(f"{conjunction}{preposition}ال{bare}") == stems(bare)


@given(st.text())
def test_any_text_is_folded_to_what_has_stems_without_blanks(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)
    assert all(stem and not any(character.isspace() for character in stem) for stem in stems(folded(text)))


@given(st.lists(st.builds(Entry, TEXTS, TEXTS, *[st.just("") | TEXTS] * 5), max_size=4))
def test_an_export_holds_all_that_an_import_needs(entries: list[Entry]) -> None:
    assert list(tmx.read(Content("x.tmx", tmx.write(entries)))) == entries


def test_an_export_keeps_to_the_dtd() -> None:
    document = etree.fromstring(tmx.write([Entry(f"<{PLAN}> &", "a\rb", "c0", "ACME", "law", "r1", "old.tmx")]))
    assert etree.DTD(str(schema("tmx14.dtd"))).validate(document)


def test_a_tmx_of_others_is_read_without_its_codes_and_reviews() -> None:
    def unit(arabic: str, english: str, code: str = "en-GB") -> str:
        return f'<tu><tuv lang="AR"><seg>{arabic}</seg></tuv><tuv xml:lang="{code}">{english}</tuv></tu>'

    written = (
        '<tmx version="1.4"><header srclang="ar"/><body>'
        + unit("قال <bpt i='1'>&lt;b></bpt><hi>الوزير</hi><ept i='1'/>.", "<seg>The minister said.</seg>")
        + unit("وصل الوفد.", '<prop type="x-state">needs-review</prop><seg>A delegation.</seg>')
        + unit("غادر الوفد.", "<seg>Parti.</seg>", "fr")
        + "</body></tmx>"
    )
    Path("o.tmx").write_text(written, encoding="utf-8")
    taken = Taken(Bitexts(("o.tmx",), client="ACME"))

    assert list(taken) == [Entry("قال الوزير.", "The minister said.", client="ACME", origin="o.tmx")]
    assert taken.left_out == 2


def test_finished_units_are_taken_in_their_context() -> None:
    Path("a.po").write_text(PO, encoding="utf-8")
    taken = Taken(Bitexts(("a.po",), domain="news"))
    place = context("", "وصل الوفد أمس.")

    assert list(taken) == [Entry(PLAN, ADOPTED, place, domain="news", origin="a.po")]
    assert taken.left_out == 2


LEFT, LEFT_ENGLISH = "غادر الوفد العاصمة مساء الأحد.", "The delegation left the capital on Sunday evening."


def paragraphs(*pairs: tuple[str, str]) -> Taken:
    messages = (f'msgid "{arabic}"\nmsgstr "{english}"\n' for arabic, english in (("", "Language: en\\n"), *pairs))
    Path("p.po").write_text("\n".join(messages), encoding="utf-8")
    return Taken(Bitexts(("p.po",)))


def test_a_paragraph_gives_its_sentences_each_between_its_neighbours() -> None:
    taken = list(paragraphs((f"{PLAN} {LEFT}", f"{ADOPTED} {LEFT_ENGLISH}"), ("نهاية", "End")))

    assert [(entry.source, entry.target) for entry in taken] == [
        (PLAN, ADOPTED),
        (LEFT, LEFT_ENGLISH),
        ("نهاية", "End"),
    ]
    assert [entry.context for entry in taken] == [context("", LEFT), context(PLAN, "نهاية"), context(LEFT, "")]


@pytest.mark.parametrize(
    "english",
    [
        f"{ADOPTED[:-1]} and the delegation left.",
        f"Yes. {ADOPTED[:-1]}, and on Sunday evening, when all of that was over, the delegation left the capital.",
    ],
)
def test_a_paragraph_whose_sentences_cannot_be_paired_stays_whole(english: str) -> None:
    both = f"{PLAN} {LEFT}"
    taken = list(paragraphs(("بداية", "Beginning"), (both, english), ("نهاية", "End")))

    assert [(entry.source, entry.target) for entry in taken[1:2]] == [(both, english)]
    assert [entry.context for entry in taken] == [context("", PLAN), context("بداية", "نهاية"), context(LEFT, "")]


def test_a_tmx_is_cut_but_not_what_a_memory_exported_of_a_segment() -> None:
    both = Entry(f"{PLAN} {LEFT}", f"{ADOPTED} {LEFT_ENGLISH}")
    entries = [both, replace(both, context="c0"), replace(both, recipe="r1")]
    Path("o.tmx").write_bytes(tmx.write(entries))

    assert [entry.source for entry in Taken(Bitexts(("o.tmx",)))] == [PLAN, LEFT, both.source, both.source]


def test_the_arabic_may_stand_in_the_target() -> None:
    Path("ar.po").write_text(f'msgid ""\nmsgstr ""\n\nmsgid "{ADOPTED}"\nmsgstr "{PLAN}"\n', encoding="utf-8")

    assert [(entry.source, entry.target) for entry in Taken(Bitexts(("ar.po",), side="target"))] == [(PLAN, ADOPTED)]
    with pytest.raises(InputError, match="turn --source-side"):
        list(Taken(Bitexts(("ar.po",))))


def test_of_a_table_the_columns_are_named() -> None:
    Path("t.tsv").write_text(f"ours\ttheirs\n{PLAN}\t{ADOPTED}\n", encoding="utf-8")
    taken = Taken(Bitexts(("t.tsv",), source_column="ours", target_column="theirs"))

    assert [(entry.source, entry.target) for entry in taken] == [(PLAN, ADOPTED)]
    with pytest.raises(InputError, match="name both"):
        list(Taken(Bitexts(("t.tsv",), side="target", target_column="ours")))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.tmx", "<tmx><body><tu></body></tmx>", "x.tmx:1: not well-formed"),
        ("x.tmx", "", "x.tmx:1: not well-formed"),
        ("x.tmx", "<html/>", "x.tmx:1: not TMX"),
        ("x.tmx", '<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', "declares entities"),
        ("x.txt", PLAN, "holds no translations"),
        ("x.xyz", PLAN, "cannot read .xyz"),
    ],
)
def test_a_bitext_that_cannot_be_read_leaves_no_memory(
    name: str, content: str, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("a.po").write_text(PO, encoding="utf-8")
    Path(name).write_text(content, encoding="utf-8")

    assert cli.run(["memory", "import", "m.memory", "a.po", name]) == Exit.UNUSABLE
    assert message in capfd.readouterr().err
    assert not list(Path().glob("m.memory*"))


def other_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (id)")
    connection.close()


def newer(path: Path) -> None:
    with Memory(path, write=True):
        pass
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {KIND.version + 1}")
    connection.close()


def damaged(path: Path) -> None:
    with Memory(path, write=True) as memory:
        memory.add(Entry(f"{PLAN} {number}", ADOPTED) for number in range(500))
    data = path.read_bytes()
    path.write_bytes(data[:4096] + os.urandom(len(data) - 8192) + data[-4096:])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "there is no such translation memory"),
        (lambda path: path.write_text("نص"), "is no translation memory"),
        (lambda path: path.touch(), "is no translation memory"),
        (lambda path: path.mkdir(), "cannot be read"),
        (other_program, "another program"),
        (newer, "newer toolkit"),
        (damaged, "is damaged"),
    ],
)
def test_a_file_that_is_no_memory_is_told_and_left_alone(make: object, message: str) -> None:
    path = Path("m.memory")
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(InputError, match=f"^m.memory: .*{message}"), Memory(path) as memory:
        memory.fuzzy(Query(PLAN))
    assert (path.read_bytes() if path.is_file() else None) == before


def test_another_programs_file_is_not_written_either() -> None:
    other_program(Path("m.memory"))
    before = Path("m.memory").read_bytes()

    with pytest.raises(InputError, match="another program"):
        Memory("m.memory", write=True)
    assert Path("m.memory").read_bytes() == before


def test_a_memory_that_another_run_writes_can_be_read(memory: Memory) -> None:
    memory.add([Entry(PLAN, ADOPTED)])

    def entries() -> Iterator[Entry]:
        yield Entry("نص آخر", "another text")
        with Memory("m.memory") as reader:
            assert exact(reader, Query(PLAN)) == (100, ADOPTED)
            assert len(reader) == 1

    memory.add(entries())
    assert len(memory) == 2


def test_a_folder_that_takes_no_files_can_still_be_read(folder: Path) -> None:
    with Memory("m.memory", write=True) as memory:
        memory.add([Entry(PLAN, ADOPTED)])
    Path("m.memory").chmod(stat.S_IRUSR)
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with Memory("m.memory") as memory:
            assert exact(memory, Query(PLAN)) == (100, ADOPTED)
        if os.geteuid():
            with pytest.raises(OutputError, match="write-protected"), Memory("m.memory", write=True) as memory:
                memory.add([Entry("نص", "text")])
    finally:
        folder.chmod(stat.S_IRWXU)


def test_nothing_is_left_beside_a_memory() -> None:
    with Memory("m.memory", write=True) as memory:
        memory.add([Entry(PLAN, ADOPTED)])
    with Memory("m.memory") as memory:
        memory.fuzzy(Query(PLAN))

    assert [path.name for path in Path().iterdir()] == ["m.memory"]


def test_queries_know_their_neighbours() -> None:
    segments = [Segment("p1", number, 0, 0, source) for number, source in enumerate("اب", 1)]

    assert queries(segments) == (Query("ا", context("", "ب")), Query("ب", context("ا", "")))


def test_import_search_and_export_from_the_command_line(capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.po").write_text(PO, encoding="utf-8")
    Path("news.txt").write_text(f"{PLAN} وصل الوفد أمس.\n", encoding="utf-8")

    assert cli.run(["memory", "import", "m.memory", "a.po", "--client", "ACME"]) == Exit.DONE
    assert "1 new" in capfd.readouterr().err
    near = PLAN.replace("العمل", "عمل")
    assert cli.run(["memory", "search", "m.memory", near, "--client", "ACME"]) == Exit.DONE
    assert capfd.readouterr().out == f"96\t{PLAN}\t{ADOPTED}\tACME\t\n"
    assert cli.run(["memory", "search", "m.memory", near]) == Exit.DONE
    assert capfd.readouterr().out == ""
    assert cli.run(["memory", "search", "m.memory", "--input", "news.txt", "--client", "ACME", "--json"]) == Exit.DONE
    answers = json.loads(capfd.readouterr().out)
    assert [[hit["score"] for hit in answer["hits"]] for answer in answers] == [[101], []]

    assert cli.run(["memory", "export", "m.memory", "-o", "out.tmx"]) == Exit.DONE
    assert cli.run(["memory", "import", "n.memory", "out.tmx", "--client", "Bolt"]) == Exit.DONE
    with Memory("m.memory") as one, Memory("n.memory") as other:
        assert list(one) == list(other)


def test_outputs_and_inputs_are_kept_apart(capfd: pytest.CaptureFixture[str]) -> None:
    with Memory("m.memory", write=True):
        pass

    assert cli.run(["memory", "export", "m.memory", "-o", "m.memory"]) == Exit.UNUSABLE
    assert cli.run(["memory", "search", "m.memory"]) == Exit.USAGE
    assert "--input" in capfd.readouterr().err


def test_help_imports_no_heavy_library() -> None:
    script = (
        "import sys; from toolkit import cli; cli.run(['memory', 'search', '--help']);"
        "print([m for m in ('rapidfuzz', 'numpy', 'ctranslate2', 'sentencepiece') if m in sys.modules])"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root)

    assert "Example" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_header_of_a_file_names_us() -> None:
    with Memory("m.memory", write=True):
        pass

    assert int.from_bytes(Path("m.memory").read_bytes()[68:72], "big") == KIND.application
