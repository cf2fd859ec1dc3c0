"""What a run decides and says before the model is asked."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.fakes import PhraseBook, match, segment
from toolkit import documents, pipeline, sources
from toolkit.concordance import Text
from toolkit.documents.contents import Content
from toolkit.drafts import Task
from toolkit.errors import OutputError
from toolkit.jobs import Job, Listener
from toolkit.planning import Destination
from toolkit.sources import Source

TEXT = documents.TEXT


class Unlettered(PhraseBook):
    """An engine that can spell no plural."""

    def spellable(self, targets: Sequence[str]) -> list[bool]:
        return [not target.endswith("s") for target in targets]


def test_the_form_that_is_asked_for_is_the_one_that_must_be_spelt() -> None:
    plan = match("خطط", "خطط", "plan", plural=True)
    text = Text("stdin", (), ())
    source = Source(Destination("-", "-", TEXT), Content("stdin", b""), text, (Task(segment("خطط"), (plan,)),))
    said = list(sources.unspellable(Unlettered({}), [source]))

    assert [line.partition("«")[2] for line in said] == ["plans»; it is spliced in"]


@pytest.mark.parametrize("name", ["x" * 250 + ".txt", "x" * 250])
def test_an_input_whose_output_would_have_too_long_a_name_is_refused_early(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="File name too long"):
        pipeline.run(Job((name,), output=str(tmp_path)))


def test_a_client_or_domain_that_no_entry_has_is_told(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Yes.", encoding="utf-8")
    told: list[str] = []
    job = Job((str(source),), str(tmp_path / "o.txt"), client="Acem", domains=("nato", "sports"))
    pipeline.run(job, Listener(told.append))

    assert told == ["no entry has the client «Acem»", "no entry has the domain «sports»"]


def test_a_path_that_ends_in_a_slash_is_a_folder(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Yes.", encoding="utf-8")
    pipeline.run(Job((str(source),), f"{tmp_path}/new/"))

    assert (tmp_path / "new" / "a.en.txt").read_text(encoding="utf-8") == "Yes."
