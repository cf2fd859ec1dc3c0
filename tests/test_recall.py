"""What a memory gives to a run, and what it gets from one."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import PhraseBook, match, segment
from toolkit import pipeline
from toolkit.bitext import Recipe, Translation, Verdict
from toolkit.drafts import Task
from toolkit.errors import UsageError
from toolkit.jobs import Job
from toolkit.memory import Entry, Memory, Scope
from toolkit.recall import Recall

SOURCE = "أقر المجلس خطة العمل."
RECIPE = Recipe("1", "model@1", "termbase@1", 4, enforce=True)
PLAN = match(SOURCE, "خطة العمل", "action plan")
TASK = Task(segment(SOURCE), (PLAN,))
MADE = Translation(TASK.segment, "The Council adopted the action plan.")


def recall(path: Path, *entries: Entry, recipe: Recipe = RECIPE, scope: Scope = Scope()) -> Recall:  # noqa: B008
    memory = Memory(path / "a.memory", write=True)
    memory.add(entries)
    return Recall(memory, scope, recipe, learns=True)


def test_a_translation_that_holds_the_terms_is_taken_and_says_where_they_are(tmp_path: Path) -> None:
    (found,) = recall(tmp_path, Entry(SOURCE, "An action plan was adopted.")).recalled([TASK])
    made = found.translation

    assert found.by_hand
    assert made
    assert (made.target, made.method, made.flags) == ("An action plan was adopted.", "memory", ())
    assert [(each.verdict, each.start, each.end) for each in made.outcomes] == [(Verdict.BY_MEMORY, 3, 14)]


def test_a_stale_term_is_only_suggested(tmp_path: Path) -> None:
    """The glossary changed since; the old translation may still help a person."""
    (found,) = recall(tmp_path, Entry(SOURCE, "The Council adopted the work plan.")).recalled([TASK])

    assert found.translation is None
    assert [(each.target, each.score) for each in found.suggestions] == [("The Council adopted the work plan.", 100)]


def test_an_older_translation_that_agrees_goes_before_a_newer_one_that_is_stale(tmp_path: Path) -> None:
    entries = Entry(SOURCE, "The action plan was adopted.", "older"), Entry(SOURCE, "The work plan was adopted.")
    (found,) = recall(tmp_path, *entries).recalled([TASK])

    assert found.translation
    assert found.translation.target == "The action plan was adopted."


def test_a_forbidden_rendering_is_not_taken(tmp_path: Path) -> None:
    plan = match(SOURCE, "خطة العمل", "action plan", forbidden=("scheme",))
    (found,) = recall(tmp_path, Entry(SOURCE, "The action plan, a scheme.")).recalled([Task(TASK.segment, (plan,))])

    assert found.translation is None


def test_without_enforcement_any_translation_of_the_text_is_taken(tmp_path: Path) -> None:
    free = Recipe("1", "model@1", "termbase@1", 4, enforce=False)
    (found,) = recall(tmp_path, Entry(SOURCE, "A plan."), recipe=free).recalled([TASK])

    assert found.translation
    assert [each.verdict for each in found.translation.outcomes] == [Verdict.MISSED]


def test_what_is_near_is_suggested(tmp_path: Path) -> None:
    (found,) = recall(tmp_path, Entry("أقر المجلس خطط العمل.", "Plans.", origin="old.tmx")).recalled([TASK])

    assert found.translation is None
    assert [(each.target, each.origin) for each in found.suggestions] == [("Plans.", "old.tmx")]
    assert 75 <= found.suggestions[0].score < 100


@pytest.mark.parametrize(
    "other",
    [
        Recipe("1", "model@2", "termbase@1", 4, enforce=True),
        Recipe("2", "model@1", "termbase@1", 4, enforce=True),
        Recipe("1", "model@1", "termbase@1", 5, enforce=True),
    ],
)
def test_what_was_learnt_serves_the_same_recipe_alone(tmp_path: Path, other: Recipe) -> None:
    learning = recall(tmp_path)
    learning.learn([TASK], [MADE])
    (same,) = learning.recalled([TASK])
    (strange,) = recall(tmp_path, recipe=other).recalled([TASK])

    assert same.translation
    assert not same.by_hand
    assert (strange.translation, strange.suggestions) == (None, ())


def test_what_was_learnt_with_another_entry_is_not_taken(tmp_path: Path) -> None:
    learning = recall(tmp_path)
    learning.learn([TASK], [MADE])
    edited = match(SOURCE, "خطة العمل", "action plan", target_variants=("plan of action",))

    assert learning.recalled([Task(TASK.segment, (edited,))])[0].translation is None


def test_copies_and_what_needs_a_review_are_not_learnt(tmp_path: Path) -> None:
    learning = recall(tmp_path)
    flagged = Translation(TASK.segment, "A plan.", flags=("term-missed",))
    copied = Translation(TASK.segment, SOURCE, method="copy", flags=("not-arabic",))
    learning.learn([TASK, TASK], [flagged, copied])

    assert learning.memory is not None
    assert len(learning.memory) == 0


def test_another_clients_translation_is_no_match(tmp_path: Path) -> None:
    entry = Entry(SOURCE, "The action plan.", client="ACME")

    assert recall(tmp_path, entry).recalled([TASK])[0].translation is None
    assert recall(tmp_path, scope=Scope("ACME")).recalled([TASK])[0].translation


class Counted(PhraseBook):
    """Stands in for the package that a run would load."""

    def __init__(self, *_: object) -> None:
        super().__init__({SOURCE: ["The Council adopted the action plan."]})


def _run(monkeypatch: pytest.MonkeyPatch, **options: Any) -> tuple[list[dict[str, Any]], int]:
    """Run a job; give the segments of its report, and the number of texts that were decoded."""
    book = Counted()
    monkeypatch.setattr(pipeline, "ArgosEngine", lambda *_: book)
    pipeline.run(Job(("a.txt",), "a.tsv", default_glossary=False, report=Path("r.json"), **options))
    return json.loads(Path("r.json").read_text(encoding="utf-8"))["segments"], len(book.requests)


def test_a_run_learns_and_the_next_one_asks_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(f"{SOURCE}\n{SOURCE}\n", encoding="utf-8")
    memory = tmp_path / "a.memory"
    first, decoded = _run(monkeypatch, memory=memory, learn=True)
    output = Path("a.tsv").read_text(encoding="utf-8")
    second, again = _run(monkeypatch, memory=memory)

    assert ([each["method"] for each in first], decoded) == (["model", "model"], 1)
    assert ([each["method"] for each in second], again) == (["memory", "memory"], 0)
    assert [each["target"] for each in first] == [each["target"] for each in second]
    assert "memory:a.memory@" in output


def test_learning_without_a_memory_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="--learn wants a memory"):
        pipeline.run(Job(("a.txt",), learn=True))
