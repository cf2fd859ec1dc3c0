"""Hits as lines for a person and as JSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from toolkit.memory.entries import Hit

_BREAKS = dict.fromkeys(map(ord, "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029\t"), " ")


@dataclass(frozen=True, slots=True)
class Answer:
    """A text and the entries that are like it, the best first."""

    text: str
    hits: tuple[Hit, ...]


def text(answers: Sequence[Answer]) -> str:
    """Spell a hit a line: score, source, target, client, domain, with tabs between them.

    Of more than one text each stands above its hits, behind a number sign.
    """
    return "".join(f"{line}\n" for answer in answers for line in _lines(answer, len(answers) > 1))


def json_report(answers: Iterable[Answer]) -> str:
    """Spell all that is known of the hits."""
    records = [
        {"text": answer.text, "hits": [{"score": hit.score, **asdict(hit.entry)} for hit in answer.hits]}
        for answer in answers
    ]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def _lines(answer: Answer, headed: bool) -> Iterable[str]:
    if headed:
        yield f"# {answer.text.translate(_BREAKS)}"
    for hit in answer.hits:
        entry = hit.entry
        cells = (str(hit.score), entry.source, entry.target, entry.client, entry.domain)
        yield "\t".join(cell.translate(_BREAKS) for cell in cells)
