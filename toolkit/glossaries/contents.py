"""What a reader of a glossary takes and gives: a file's content, and its entries with what had no place in them."""

from dataclasses import dataclass
from pathlib import Path

from toolkit.bitext import TermEntry
from toolkit.documents import encodings
from toolkit.errors import InputError


@dataclass(frozen=True, slots=True)
class Languages:
    """The codes of the two languages of a glossary; ``ar`` stands for ``ar-KW`` as well."""

    source: str
    target: str


ARABIC_ENGLISH = Languages("ar", "en")


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a glossary and the path that errors name.

    ``encoding`` is the one that was named, empty where it is to be recognised, and None where only UTF-8 will do.
    """

    path: Path
    data: bytes
    encoding: str | None = None
    languages: Languages = ARABIC_ENGLISH

    def text(self) -> str:
        """Decode the bytes; raise InputError with file and line where they are not UTF-8 and nothing else will do."""
        if self.encoding is not None:
            return encodings.decode(self.data, self.encoding, str(self.path))
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.data[: error.start].count(b"\n") + 1
            advice = "not UTF-8; save the table with the encoding UTF-8"
            raise InputError(advice, f"{self.path}:{line}") from error


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries of a file in its order, and a line for each kind of information that no entry has a column for."""

    entries: tuple[TermEntry, ...]
    notices: tuple[str, ...] = ()
