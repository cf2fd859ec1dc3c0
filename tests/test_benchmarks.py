"""The metrics of ``scripts/bench terms-honoured``, on examples computed by hand.

On the WMT21 scorer's own sample (971 segments, 901 terms) they give its window overlaps to the last digit and the 760
terms that its exact match finds without its lemmas; that sample is not here.
"""

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from toolkit import translating
from toolkit.bitext import Segment
from toolkit.drafts import Task

PLACE = Path(__file__).parents[1] / "scripts" / "benchmarks" / "_term_metrics.py"
SPEC = importlib.util.spec_from_file_location("term_metrics", PLACE)
assert SPEC and SPEC.loader
metrics = importlib.util.module_from_spec(SPEC)
sys.modules["term_metrics"] = metrics
SPEC.loader.exec_module(metrics)

VIRUS = metrics.Term(("virus",))
WHO = metrics.Term(("WHO",), name=True)
COVID = metrics.Term(("COVID-19",), name=True)


def found(terms: Sequence[Any], text: str) -> list[str | None]:
    return [text[slice(*span)] if span else None for span in metrics.places(terms, text)]


def test_the_metrics_import_nothing_of_the_toolkit() -> None:
    lines = PLACE.read_text("utf-8").splitlines()

    assert not [line for line in lines if line.startswith(("import", "from")) and "toolkit" in line]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        (VIRUS, "the virus spreads", "virus"),
        (VIRUS, "the viruses spread", None),
        (VIRUS, "an antivirus", None),
        (VIRUS, "Virus spreads", "Virus"),
        (VIRUS, "It came. Virus spreads", "Virus"),
        (VIRUS, "the Virus spreads", None),
        (WHO, "people who said", None),
        (WHO, "Who said", None),
        (COVID, "post-COVID-19-era", "COVID-19"),
        (COVID, "Covid-19 came", None),
        (metrics.Term(("intensive care",)), "in intensive  care", "intensive  care"),
        (metrics.Term(("centre", "center")), "the center", "center"),
    ],
)
def test_a_term_is_whole_words_in_the_case_of_its_entry(term: Any, text: str, expected: str | None) -> None:
    assert found([term], text) == [expected]


def test_no_place_serves_two_terms_and_a_longer_term_chooses_first() -> None:
    long = metrics.Term(("corona virus",))

    assert found([VIRUS, VIRUS, long], "a corona virus, or virus") == ["virus", None, "corona virus"]


def test_a_form_that_another_term_needs_is_left_to_it_where_a_better_one_stands() -> None:
    french, france = metrics.Term(("French", "Frenchman", "France")), metrics.Term(("France",))

    assert found([french, france], "the French of France") == ["French", "France"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("viruses", "virus"),
        ("diseases", "disease"),
        ("studies", "study"),
        ("studied", "study"),
        ("infecting", "infected"),
        ("stopped", "stop"),
        ("isolating", "isolate"),
        ("masks", "mask"),
        ("boxes", "box"),
        ("crashes", "crash"),
    ],
)
def test_inflected_forms_share_a_lemma(one: str, other: str) -> None:
    assert metrics.lemma(one) == metrics.lemma(other)


@pytest.mark.parametrize(
    ("one", "other"), [("virus", "viral"), ("illness", "ill"), ("infection", "infected"), ("bed", "b"), ("need", "ne")]
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert metrics.lemma(one) != metrics.lemma(other)


def test_lemmas_forgive_inflection_and_case_but_no_place_serves_two_terms() -> None:
    masks = metrics.Term(("face mask",))

    assert metrics.honoured_by_lemma([masks, masks, VIRUS], "Face masks stop viruses") == [True, False, True]


def test_window_overlap_is_the_share_of_the_references_neighbours() -> None:
    reference = "wash your hands because the virus stays on metal for days"
    text = "wash hands, the virus stays for days"

    # The reference has «because the» and «stays on», the text «hands the» and «stays for»: two of four.
    assert metrics.overlaps([VIRUS], text, reference, 2) == [0.5]
    # «hands because the», «stays on metal» against «wash hands the», «stays for days»: hands, the, stays of six.
    assert metrics.overlaps([VIRUS], text, reference, 3) == [0.5]


def test_window_overlap_sees_a_term_in_a_wrong_place() -> None:
    reference = "patients with fever see a doctor"
    fever = metrics.Term(("fever",))

    assert metrics.overlaps([fever], "patients with fever see the doctor", reference, 2) == [0.75]
    assert metrics.overlaps([fever], "fever patients see the doctor", reference, 2) == [0.5]
    assert metrics.overlaps([fever], "the doctor has fever", reference, 2) == [0.0]


def test_a_term_said_twice_is_paired_with_its_better_place() -> None:
    reference = "the virus came and another virus went"
    text = "another virus went, the virus came"

    assert metrics.overlaps([VIRUS, VIRUS], text, reference, 1) == [1.0, 1.0]


def test_what_text_or_reference_lacks_cannot_be_judged() -> None:
    assert metrics.overlaps([VIRUS], "no such thing", "the virus", 2) == [None]
    assert metrics.overlaps([VIRUS], "the virus", "no such thing", 2) == [None]
    assert metrics.segment_overlap([None, 0.5, 1.0]) == 0.75
    assert metrics.segment_overlap([None]) == 0.0


def test_a_duplicate_is_more_than_source_and_reference_have() -> None:
    assert metrics.duplicates([VIRUS], "the virus is a virus", "the virus") == 1
    assert metrics.duplicates([VIRUS], "the virus is a virus", "a virus and a virus") == 0
    assert metrics.duplicates([metrics.Term(("virus",), occurrences=2)], "the virus is a virus", "it") == 0
    assert metrics.duplicates([VIRUS, VIRUS], "virus, virus, virus", "virus") == 2


def test_the_old_rendering_is_what_the_term_replaced() -> None:
    plain, text = "he had a high temperature on Monday", "he had fever on Monday"
    place = metrics.places([metrics.Term(("fever",))], text)[0]

    assert metrics.old_rendering(plain, text, place) == "high temperature"


def test_a_sentence_said_anew_tells_no_old_rendering() -> None:
    plain, text = "one two three four five six seven eight", "he had fever"

    assert metrics.old_rendering(plain, text, (7, 12)) == ""


def test_a_leftover_stands_near_the_term_and_not_in_the_reference() -> None:
    text = "he had fever high temperature on Monday"

    assert metrics.is_left("high temperature", text, (7, 12), "he had fever")
    assert not metrics.is_left("high temperature", text, (7, 12), "a high temperature")
    assert not metrics.is_left(
        "high temperature", f"{text[:12]} and then for many days a high temperature", (7, 12), ""
    )


def test_the_long_run_has_different_segments_that_its_fake_engine_translates_without_fault(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("batch_flat", PLACE.with_name("_batch_flat.py"))
    assert spec and spec.loader
    flat = importlib.util.module_from_spec(spec)
    sys.modules["batch_flat"] = flat
    spec.loader.exec_module(flat)

    flat.write(tmp_path / "in", 50, 20)
    files = [path.read_text("utf-8").splitlines() for path in sorted((tmp_path / "in").iterdir())]
    lines = [line for file in files for line in file]
    tasks = [Task(Segment(f"p{n}", 1, 0, len(line), line)) for n, line in enumerate(lines)]

    assert list(map(len, files)) == [20, 20, 10]
    assert len(set(lines)) == 50
    assert not [each for each in translating.translate(flat.engine(), tasks, 4, enforce=False) if each.flags]
