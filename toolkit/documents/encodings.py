"""Turn a file's bytes into text, whichever of the encodings of Arabic it is in."""

import codecs
import re

from toolkit.errors import InputError, UsageError

LINE_BREAK = re.compile(r"\r\n|\n|\r")
LONGEST_LINE = 1_000_000
SAMPLE = 100_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it starts with the mark of UTF-16 LE
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEGACY = ("windows-1256", "iso-8859-6")  # the first fits any bytes, and wins where nothing tells them apart

COMMON = re.compile("في|من|على|إلى|الى|أن|ان|إن|عن|مع|هذا|هذه|ذلك|التي|الذي|ما|لا|لم|كان|كانت|قد|بين|بعد|قبل")
ARTICLE = re.compile("[وفبك]?ال[ء-ي]{2,}|[وف]?لل[ء-ي]{2,}")
WORD = re.compile(r"[^\W\d_]+")
MIXED = re.compile("[ء-ي][A-Za-zÀ-ÿ]|[A-Za-zÀ-ÿ][ء-ي]")
BROKEN = "\ufffd"
BEYOND_ASCII = re.compile("[^\0-\x7f]")
CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f\x80-\x84\x86-\x9f]")
READABLE = re.compile("[\\s -~\u0600-\u06ff\u2010-\u203a]")


def decode(data: bytes, name: str, place: str) -> str:
    """Decode a file by the name of its encoding, or find the encoding out when the name is empty.

    In order: a byte order mark, UTF-16 by its zero bytes, UTF-8, then Windows-1256 or ISO-8859-6 by which reads
    as Arabic. A byte order mark is no part of the text. Raises UsageError for an unknown name and InputError
    for bytes that do not fit, for binary data and for a line that no sentence can be found in.
    """
    text = _named(data, name, place) if name else _detected(data, place)
    if _binary(text):
        raise InputError("is not text (binary data); save it as plain text in UTF-8", place)
    _check_lines(text, place)
    return text


def _named(data: bytes, name: str, place: str) -> str:
    try:
        return data.decode(name).removeprefix("\ufeff")
    except LookupError:
        raise UsageError(f"unknown encoding '{name}'; try utf-8, windows-1256 or iso-8859-6") from None
    except UnicodeError as error:
        raise InputError(f"is not {name}{_at(error)}; leave --encoding out or name another", place) from None


def _detected(data: bytes, place: str) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _named(data[len(mark) :], encoding, place)
    wide = _wide(data)
    if wide is not None:
        return wide
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, error, place)


def _wide(data: bytes) -> str | None:
    """Decode UTF-16 without a mark: Arabic has a byte of 6 in each letter, a space or ASCII one of 0."""
    if len(data) % 2 or not (b"\0" in data or b"\6" in data):
        return None
    texts = (_attempt(data, encoding) for encoding in ("utf-16-le", "utf-16-be"))
    best = max((text for text in texts if text is not None), key=_readable, default="")
    return best if _readable(best) > 0.7 else None


def _legacy(data: bytes, error: UnicodeDecodeError, place: str) -> str:
    if _mostly_utf8(data):
        raise InputError(f"is UTF-8 but for a broken sequence{_at(error)}; mend it or name another --encoding", place)
    texts = (_attempt(data, encoding) for encoding in LEGACY)
    return max((text for text in texts if text is not None), key=_plausibility)


def _mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    broken = text.count(BROKEN)
    return len(BEYOND_ASCII.findall(text)) - broken > broken


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _at(error: UnicodeError) -> str:
    return f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""


def _readable(text: str) -> float:
    sample = text[:SAMPLE]
    return len(READABLE.findall(sample)) / len(sample) if sample else 0.0


def _plausibility(text: str) -> int:
    """Count the words that are common in Arabic, less those that mix Arabic with Latin letters."""
    return sum(_worth(word) for word in WORD.findall(text[:SAMPLE]))


def _worth(word: str) -> int:
    if MIXED.search(word):
        return -1
    return int(bool(COMMON.fullmatch(word) or ARTICLE.fullmatch(word)))


def _binary(text: str) -> bool:
    return "\0" in text or len(CONTROL.findall(text)) > 2 + len(text) // 50


def _check_lines(text: str, place: str) -> None:
    if len(text) <= LONGEST_LINE:
        return
    for number, line in enumerate(LINE_BREAK.split(text), start=1):
        if len(line) > LONGEST_LINE:
            raise InputError(f"a line of {len(line)} characters; break it into paragraphs", f"{place}:{number}")
