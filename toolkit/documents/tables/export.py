r"""CSV, TSV and JSON lines: a row for each segment, pure rows under a header.

A cell that holds a separator, a line break or a quotation mark is quoted, in TSV as in CSV: the dialects ``excel-tab``
and ``excel`` of Python's csv module, pandas and spreadsheets read both. Lines end with ``\n``.
"""

import csv
import io
import json
from collections.abc import Sequence

from toolkit.bitext import Bitext, Outcome, Translation
from toolkit.documents import records

COLUMNS = ("id", "source", "target", "score", "method", "flags", "terms", "recipe")
# Line ends to some readers of JSON lines, though not to JSON.
LINE_ENDS = {ord(character): f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"}


def write_csv(bitext: Bitext) -> str:
    """Spell a bitext as comma-separated values."""
    return _table(bitext, ",")


def write_tsv(bitext: Bitext) -> str:
    """Spell a bitext as tab-separated values."""
    return _table(bitext, "\t")


def write_jsonl(bitext: Bitext) -> str:
    """Spell a bitext as one JSON object a line; terms are as in the report."""
    return "".join(_object(translation, bitext.recipe.signature) for translation in bitext.translations)


def _object(translation: Translation, signature: str) -> str:
    row = {**records.segment_record(translation), "recipe": signature}
    return json.dumps(row, ensure_ascii=False).translate(LINE_ENDS) + "\n"


def _table(bitext: Bitext, delimiter: str) -> str:
    rows = (_cells(translation, bitext.recipe.signature) for translation in bitext.translations)
    return "".join(_line(cells, delimiter) for cells in (COLUMNS, *rows))


def _cells(translation: Translation, signature: str) -> Sequence[str]:
    return (
        translation.segment.id,
        translation.segment.source,
        translation.target,
        str(records.score(translation)),
        translation.method,
        "|".join(translation.flags),
        "|".join(_term(outcome) for outcome in translation.outcomes),
        signature,
    )


def _term(outcome: Outcome) -> str:
    return f"{outcome.match.entry.source}={outcome.match.entry.target}:{outcome.verdict.value}"


def _line(cells: Sequence[str], delimiter: str) -> str:
    """Spell one row; csv quotes a lone carriage return only where it belongs to the line's end."""
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n") + "\n"
