"""Read the first sheet of an XLSX workbook: a term table, the names of its columns in the first row.

openpyxl reads it, an extra that is imported when it is needed.
"""

import lzma
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile

from toolkit.errors import InputError
from toolkit.glossaries import tables
from toolkit.glossaries.contents import Content, Reading
from toolkit.glossaries.tables import Line

BROKEN = (
    BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What openpyxl and the zip below it raise at a workbook that is none."""


def read(content: Content) -> Reading:
    """Read the rows of the first sheet; raise InputError with file and row for what cannot be meant."""
    rows = tables.assemble(_lines(content), content.path)
    return Reading(tuple(tables.entry(row) for row in rows))


def _lines(content: Content) -> Iterator[Line]:
    for number, values in enumerate(_values(content), start=1):
        cells = [_spell(value) for value in values]
        if any(cells):
            yield Line(cells, f"{content.path}:{number}")


def _values(content: Content) -> list[tuple[object, ...]]:
    try:
        import openpyxl
    except ImportError as error:
        message = "XLSX needs openpyxl: pip install 'toolkit[office]', or save the sheet as CSV in UTF-8"
        raise InputError(message, str(content.path)) from error
    try:
        book = openpyxl.load_workbook(BytesIO(content.data), read_only=True, data_only=True)
        return list(book.worksheets[0].iter_rows(values_only=True))
    except BROKEN as error:
        reason = " ".join(str(error).split())
        raise InputError(f"not an XLSX workbook that can be read: {reason}", str(content.path)) from error


def _spell(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
