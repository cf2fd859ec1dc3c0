"""Gettext PO line by line, so that a file can change in one message and stay as it is in all others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import polib

from toolkit.documents import encodings
from toolkit.documents.contents import Content
from toolkit.documents.encodings import LINE_BREAK
from toolkit.errors import InputError, UsageError

NO_PATH = "# \0\n"
"""A comment that makes no text a path: polib would open the file that its text names."""
WIDTH = 79
"""Where gettext breaks lines."""

UTF8 = ("utf-8", "utf8")

_POLIB_BREAKS = re.compile(r"[\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Where polib ends a line, and PO does not."""
_LINE = re.compile(r"\(line (\d+)\)(?:: (.*))?")
_STRING = re.compile(r'(?:msg\w+\s*(?:\[\d+\]\s*)?)?"(?:[^"\\]|\\.)*"')
_FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)\s*(?:\[\s*(\d+)\s*\])?\s*"(.*)"')
_PREVIOUS_STRING = re.compile(r'#\|\s*"')
_START = re.compile(r'msgid\s*"|msgctxt|#')
_CHARSET = re.compile(rb'^"[^"\n]*content-type:[^"\n]*charset=([\w.:+-]+)', re.IGNORECASE | re.MULTILINE)
_WORD = re.compile(r"\S*\s*")


@dataclass(frozen=True, slots=True)
class Field:
    """A string of a message, on the lines from ``start`` to before ``end``; ``form`` is the index of a plural form."""

    keyword: str
    form: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its comments, each with its line; lines count from 0. An obsolete one has no fields."""

    comments: tuple[tuple[int, str], ...]
    fields: tuple[Field, ...]

    @property
    def start(self) -> int:
        """Give the line of the first string."""
        return self.fields[0].start

    @property
    def is_header(self) -> bool:
        """Tell whether this is the message that holds the catalogue's own data."""
        return self.text("msgctxt") is None and self.text("msgid") == ""

    @property
    def flags(self) -> tuple[str, ...]:
        """List the flags, such as ``fuzzy`` and ``c-format``."""
        found = (flag.strip() for _, line in self.comments if line.startswith("#,") for flag in line[2:].split(","))
        return tuple(flag for flag in found if flag)

    @property
    def kinds(self) -> tuple[str, ...]:
        """List the kinds of placeholders that the message is said to have, such as ``c-format``."""
        return tuple(flag for flag in self.flags if flag.endswith("-format") and not flag.startswith("no-"))

    @property
    def forms(self) -> tuple[str, ...]:
        """List the translations in the order of their plural forms; one where there is no plural."""
        return tuple(field.text for field in sorted(self.translations, key=lambda field: field.form))

    @property
    def translations(self) -> tuple[Field, ...]:
        """List the fields that hold translations."""
        return tuple(field for field in self.fields if field.keyword == "msgstr")

    def text(self, keyword: str) -> str | None:
        """Give the string of a keyword, None where the message has none."""
        return next((field.text for field in self.fields if field.keyword == keyword), None)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The lines of a file with their ends, and its messages; ``encoding`` is empty where it was found by guessing."""

    lines: tuple[str, ...]
    messages: tuple[Message, ...]
    encoding: str = ""

    @property
    def header(self) -> Message | None:
        """Give the header, if there is one."""
        return next((message for message in self.messages if message.is_header), None)


def entries(content: Content) -> polib.POFile:
    """Read a catalogue with polib; raise InputError, with the line, for what is not PO."""
    return _checked(decoded(content)[0], content.place)


def catalogue(content: Content) -> Catalogue:
    """Take a file apart; raise InputError, with the line, for what is not PO."""
    text, encoding = decoded(content)
    _checked(text, content.place)
    lines = tuple(re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z", text))
    found = (_message(group, content.place) for group in _groups(lines))
    return Catalogue(lines, tuple(message for message in found if message), encoding)


def spelled(field: str, text: str, end: str, wrap: bool) -> list[str]:
    """Spell a string as lines that end in ``end``: one for each of its own lines, broken at spaces where it may."""
    pieces = [piece for line in re.findall(r"[^\n]*\n|[^\n]+\Z", text) for piece in _pieces(line, wrap)]
    whole = f'{field} "{polib.escape(text)}"'
    if len(pieces) <= 1 and not (wrap and len(whole) > WIDTH):
        return [f"{whole}{end}"]
    return [f'{field} ""{end}', *(f'"{polib.escape(piece)}"{end}' for piece in pieces)]


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether a file breaks strings where they have no newline."""
    stripped = [line.strip() for line in lines]
    return any(
        line.startswith('"') and len(line) > 2 and not line.endswith('\\n"') and following.startswith('"')
        for line, following in pairwise(stripped)
    )


def decoded(content: Content) -> tuple[str, str]:
    """Decode a file as its header says, or else by what its bytes look like; give the name of the encoding too."""
    name = content.encoding or _declared(content.data)
    if not name:
        return content.text(), ""
    try:
        return encodings.decode(content.data, name, content.place), name
    except (UsageError, InputError):
        if content.encoding:
            raise
        return content.text(), ""


def _declared(data: bytes) -> str:
    """Give the encoding that a header names; nothing where the bytes say otherwise."""
    named = _CHARSET.search(data)
    name = named[1].decode("ascii") if named else ""
    if any(data.startswith(mark) for mark, _ in encodings.MARKS) or name.lower() in UTF8:
        return ""
    return "" if not data.isascii() and _is_utf8(data) else name


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _checked(text: str, place: str) -> polib.POFile:
    text = _POLIB_BREAKS.sub(" ", text)
    try:
        found = polib.pofile(NO_PATH + text, encoding="utf-8")
    except (OSError, ValueError, LookupError) as error:
        match = _LINE.search(str(error))
        line = f":{int(match[1]) - 1}" if match else ""
        raise InputError(f"not PO: {match[2] or 'syntax error' if match else error}", place + line) from error
    _refuse_open_strings(text, place)
    return found


def _refuse_open_strings(text: str, place: str) -> None:
    """Raise InputError for a string that polib would cut, for it takes any last letter for the quotation mark."""
    for number, line in enumerate(map(str.strip, LINE_BREAK.split(text)), start=1):
        if line.startswith(("msg", '"')) and not _STRING.fullmatch(line):
            raise InputError("not PO: a string lacks a quotation mark", f"{place}:{number}")


def _groups(lines: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines of each message: it ends where, after its translation, a comment or another message starts."""
    group: list[tuple[int, str]] = []
    translated = False
    for number, line in enumerate(map(str.strip, lines)):
        bare = _bare(line)
        if translated and _START.match(bare):
            yield group
            group, translated = [], False
        if line:
            group.append((number, line))
            translated = translated or bare.startswith("msgstr")
    yield group


def _bare(line: str) -> str:
    return line[2:].strip() if line.startswith("#~") and not line.startswith("#~|") else line


def _message(group: Sequence[tuple[int, str]], place: str) -> Message | None:
    """Make a message of its lines; None for an obsolete one, or for comments alone."""
    try:
        fields = _fields(group)
    except ValueError:
        raise InputError("not PO: the number of a plural form has no end", f"{place}:{group[0][0] + 1}") from None
    for (_, before), (number, line) in pairwise([(0, ""), *group]):
        loose = line.startswith('"') and not (fields and fields[0].start < number)
        if loose or (_PREVIOUS_STRING.match(line) and not before.startswith("#|")):
            raise InputError("not PO: a string without a keyword", f"{place}:{number + 1}")
    if not fields:
        return None
    for keyword in ("msgid", "msgstr"):
        if not any(field.keyword == keyword for field in fields):
            raise InputError(f"not PO: a message lacks {keyword}", f"{place}:{fields[-1].end}")
    comments = tuple((number, line) for number, line in group if number < fields[0].start)
    return Message(comments, fields)


def _fields(group: Sequence[tuple[int, str]]) -> tuple[Field, ...]:
    fields: list[Field] = []
    for number, line in group:
        found = _FIELD.fullmatch(line)
        if found:
            fields.append(Field(found[1], int(found[2] or 0), polib.unescape(found[3]), number, number + 1))
        elif line.startswith('"') and fields:
            last = fields[-1]
            text = last.text + polib.unescape(line[1:-1])
            fields[-1] = Field(last.keyword, last.form, text, last.start, number + 1)
    return tuple(fields)


def _pieces(line: str, wrap: bool) -> Iterator[str]:
    """Cut a line where it would be too long, after blanks."""
    if not wrap:
        yield line
        return
    piece = ""
    for word in filter(None, _WORD.findall(line)):
        if piece and len(polib.escape(piece + word.rstrip(" "))) + 2 > WIDTH:
            yield piece
            piece = ""
        piece += word
    yield piece
