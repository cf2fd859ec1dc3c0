"""The report as JSON; ``report.schema.json`` beside this module says what it holds."""

import json
from collections.abc import Mapping, Sequence

from toolkit.bitext import Bitext, Recipe
from toolkit.documents.records import segment_record
from toolkit.reports.summary import Summary


def render(recipe: Recipe, summary: Summary, bitexts: Sequence[Bitext]) -> str:
    """Spell the report of a run over one file or many; ``file`` tells their segments apart."""
    report = {
        "tool": f"toolkit {recipe.tool}",
        "signature": recipe.signature,
        "summary": _counts(summary),
        "segments": [
            {"file": bitext.original, **segment_record(translation)}
            for bitext in bitexts
            for translation in bitext.translations
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _counts(summary: Summary) -> Mapping[str, object]:
    return {
        "segments": summary.segments,
        "words": summary.words,
        "terms": summary.terms,
        "verdicts": {verdict.value: number for verdict, number in summary.verdicts},
        "missed": summary.missed,
        "flagged": summary.flagged,
    }
