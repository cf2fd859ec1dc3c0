"""Subtitles, SubRip and WebVTT: a cue is a unit; times, numbers, settings and notes stay as they are."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.arabic import BLANKS
from toolkit.bitext import Unit
from toolkit.documents import edits
from toolkit.documents.contents import Content, Filled, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.encodings import LINE_BREAK
from toolkit.documents.languages import require_arabic
from toolkit.documents.messages.messages import woven
from toolkit.documents.subtitles import lines as subtitle_lines
from toolkit.documents.subtitles import tags as subtitle_tags
from toolkit.errors import InputError

_CLOCK = r"(?:\d+:)?\d{1,2}:\d{1,2}(?:[,.]\d{1,3})?"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?")
_LIKE_TIMES = re.compile(r"\s*\d[^>]*-->")
_ADVICE = "write them like 00:00:01,000 --> 00:00:02,500"
_LANGUAGE = re.compile(r"Language:\s*(\S+)", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file without its end: where it starts, its number from 1."""

    start: int
    number: int
    text: str

    @property
    def blank(self) -> bool:
        """Tell whether nothing is to be seen."""
        return not self.text.strip(BLANKS)

    @property
    def timed(self) -> bool:
        """Tell whether the line holds the times of a cue."""
        return "-->" in self.text and bool(_TIMES.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class Cue:
    """The unit of a cue, the stretch of the file that its text takes, and that text with its lines as they were."""

    unit: Unit
    start: int
    end: int
    text: str


def read_srt(content: Content) -> tuple[Unit, ...]:
    """Take a SubRip file apart into its cues; raise InputError for a file without one and for broken times."""
    return tuple(cue.unit for cue in _srt_cues(content))


def read_vtt(content: Content) -> tuple[Unit, ...]:
    """Take a WebVTT file apart into its cues; raise InputError, too, for one that declares another language."""
    return tuple(cue.unit for cue in _vtt_cues(content))


def fill_srt(content: Content, targets: Targets) -> bytes:
    """Put English into the cues that have a target, wrapped to lines that fit a screen."""
    return _filled(content, _changes(_srt_cues(content), targets, content, str))


def fill_vtt(content: Content, targets: Targets) -> bytes:
    """Put English into the cues that have a target, and say in the header that it is English."""
    changes = list(_changes(_vtt_cues(content), targets, content, subtitle_tags.encoded))
    declared = _declared(content) if targets else ()
    english = [Edit(line.start + found.start(1), line.start + found.end(1), "en") for line, found in declared]
    return _filled(content, [*changes, *english])


def _filled(content: Content, changes: Iterable[Edit]) -> bytes:
    return edits.encode(edits.apply(content.text(), changes), content)


def _srt_cues(content: Content) -> Iterator[Cue]:
    lines = _lines(content.text())
    cues = list(_stretches(lines, content.place))
    if not cues and any(not line.blank for line in lines):
        raise InputError(f"not SubRip: there is no line of times; {_ADVICE}", content.place)
    for number, (stretch, last) in enumerate(cues, 1):
        text = _without_blanks(stretch if last else _without_number(stretch))
        if text:
            yield _cue(number, text, str)


def _vtt_cues(content: Content) -> Iterator[Cue]:
    lines = _lines(content.text())
    if not re.match(r"WEBVTT(?:\s|$)", lines[0].text):
        raise InputError("not WebVTT: the first line is not WEBVTT", f"{content.place}:1")
    for line, found in _declared(content):
        require_arabic(found[1], f"{content.place}:{line.number}")
    for number, (stretch, _) in enumerate(_stretches(lines, content.place), 1):
        text = _paragraph(stretch)
        if any(not line.blank for line in text):
            yield _cue(number, text, subtitle_tags.decoded)


def _declared(content: Content) -> list[tuple[Line, re.Match[str]]]:
    """Find the language in the header of a WebVTT file, where some sites write it."""
    header = [(line, _LANGUAGE.match(line.text)) for line in _paragraph(_lines(content.text()))]
    return [(line, found) for line, found in header if found]


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    start = 0
    for number, end in enumerate(LINE_BREAK.finditer(text), 1):
        found.append(Line(start, number, text[start : end.start()]))
        start = end.end()
    return [*found, Line(start, len(found) + 1, text[start:])]


def _stretches(lines: Sequence[Line], place: str) -> Iterator[tuple[list[Line], bool]]:
    """Yield the lines between one line of times and the next, and whether they are the last."""
    stretch: list[Line] | None = None
    for line in lines:
        if line.timed:
            if stretch is not None:
                yield stretch, False
            stretch = []
        elif _LIKE_TIMES.match(line.text):
            raise InputError(
                f"times that cannot be read: {line.text.strip()[:60]}; {_ADVICE}", f"{place}:{line.number}"
            )
        elif stretch is not None:
            stretch.append(line)
    if stretch is not None:
        yield stretch, True


def _without_number(lines: list[Line]) -> list[Line]:
    """Take off the number of the cue that follows."""
    numbered = lines and lines[-1].text.strip(BLANKS).isdecimal() and (len(lines) == 1 or lines[-2].blank)
    return lines[:-1] if numbered else lines


def _without_blanks(lines: list[Line]) -> list[Line]:
    seen = [index for index, line in enumerate(lines) if not line.blank]
    return lines[: seen[-1] + 1] if seen else []


def _paragraph(lines: list[Line]) -> list[Line]:
    """Take the lines before the first empty one."""
    return lines[: next((index for index, line in enumerate(lines) if not line.text), len(lines))]


def _cue(number: int, lines: Sequence[Line], decode: Callable[[str], str]) -> Cue:
    text, codes = subtitle_tags.take_out("\n".join(line.text for line in lines), decode)
    sung = [code.offset for code in codes if subtitle_tags.SONG.fullmatch(code.text)]
    source = subtitle_lines.joined(text, {*sung, *(offset - 1 for offset in sung)})
    unit = Unit(f"c{number}", source, codes=codes, line=lines[0].number)
    return Cue(unit, lines[0].start, lines[-1].start + len(lines[-1].text), text)


def _changes(cues: Iterable[Cue], targets: Targets, content: Content, encode: Callable[[str], str]) -> Iterator[Edit]:
    """Yield the edits for the targets that say something else than the cue does."""
    line_break = LINE_BREAK.search(content.text())
    for cue in cues:
        filled = targets.get(cue.unit.id)
        if filled and filled.text != Filled(woven(cue.unit.source, cue.unit.codes)).text:
            spelled = _spelled(filled, subtitle_lines.width_of(cue.text), encode)
            yield Edit(cue.start, cue.end, spelled.replace("\n", line_break[0] if line_break else "\n"))


def _spelled(filled: Filled, width: int, encode: Callable[[str], str]) -> str:
    """Spell a cue's text: no line of it is empty, for that would end the cue, and none looks like times."""
    clean = tuple(LINE_BREAK.sub("\n", piece) if isinstance(piece, str) else piece for piece in filled.pieces)
    pieces = subtitle_lines.wrapped_pieces(clean, width)
    text = "".join(encode(piece) if isinstance(piece, str) else piece.text for piece in pieces)
    return _EMPTY_LINES.sub("\n", text).strip("\n").replace("-->", "->")
