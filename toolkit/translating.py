"""Segments in English: those that are Arabic go to the model, the others are copied."""

from collections.abc import Iterator, Sequence

from toolkit import arabic, enforcement
from toolkit.addresses import is_address
from toolkit.bitext import Segment, Translation
from toolkit.drafts import Task
from toolkit.engines import Engine

EUROPEAN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪،؛؟", "01234567890123456789.,%,;?")
"""What an English reader sees in a copy for Arabic and Persian digits and punctuation."""


def translate(engine: Engine, tasks: Sequence[Task], beam: int, enforce: bool) -> Iterator[Translation]:
    """Translate the Arabic segments together, and copy the others; all in their order."""
    arabic_tasks = [task for task in tasks if _is_language(task.segment.source)]
    translated = iter(enforcement.translate(engine, arabic_tasks, beam, enforce))
    for task in tasks:
        yield next(translated) if _is_language(task.segment.source) else copy(task.segment)


def _is_language(source: str) -> bool:
    return arabic.has_arabic(source) and not is_address(source)


def copy(segment: Segment) -> Translation:
    """Take a segment without Arabic words as it is, its digits as European ones unless it is an address."""
    target = segment.source if is_address(segment.source) else segment.source.translate(EUROPEAN)
    return Translation(segment, target, method="copy", flags=("not-arabic",))
