"""The report as JSON; ``report.schema.json`` beside this module says what it holds."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from toolkit.bitext import Translation
from toolkit.documents.records import segment_record
from toolkit.reports import Report
from toolkit.reports.remarks import marked
from toolkit.reports.summary import Summary


def render(report: Report) -> str:
    """Spell the report of a run over one file or many; ``file`` tells their segments apart."""
    record = {
        "tool": f"toolkit {report.tool}",
        "signature": report.signature,
        "summary": _counts(report.summary),
        "segments": [
            {"file": bitext.original, **segment_record(translation), **_suggested(translation)}
            for bitext in report.bitexts
            for translation in bitext.translations
        ],
    }
    if report.findings is not None:
        record["findings"] = [
            {**asdict(finding), **({} if report.known is None else {"known": known})}
            for finding, known in marked(report)
        ]
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _suggested(translation: Translation) -> Mapping[str, object]:
    suggestions = [asdict(each) for each in translation.suggestions]
    return {"suggestions": suggestions} if suggestions else {}


def _counts(summary: Summary) -> Mapping[str, object]:
    return {
        "segments": summary.segments,
        "words": summary.words,
        "terms": summary.terms,
        "verdicts": {verdict.value: number for verdict, number in summary.verdicts},
        "missed": summary.missed,
        "flagged": summary.flagged,
    }
