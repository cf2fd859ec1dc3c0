r"""The values of Android's strings: escapes with a backslash, quotation marks, tags as elements or as escaped text.

A value is made a message, as ``documents.messages`` knows it, and back. In a message, signs that XML forbids tell what
a tag was: ``_ESCAPED`` and ``_BARE`` stand in a tag that is text of the file (``&lt;b&gt;``), its quotation
marks with a backslash or without; ``_PROTECTED`` in an ``xliff:g``; ``_LESS`` is a ``<`` that belongs to the text.
"""

import re

from toolkit.documents.messages import messages
from toolkit.documents.strings import escapes
from toolkit.documents.xml import elements, markup

_ESCAPED, _BARE, _LESS = "\x0b", "\x0c", "\x0e"
_PROTECTED = '\x1ctranslate="no"'
_TOKEN = re.compile(r"<!\[CDATA\[(?P<data>.*?)\]\]>|<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_TAG = re.compile(r"<(/?[A-Za-z][\w:.-]*(?:\s[^<>]*?)?)\s*(/?)>")
_ANY_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_GROUP = re.compile(r"<xliff:g(?=[\s>])[^<>]*(?<!/)(?=>)")
_PIECE = re.compile(r'\\u([0-9a-fA-F]{4})|\\(.)|(")|[ \t\r\n]+', re.DOTALL)
_NAMED = {"n": "\n", "t": "\t", "r": "\r"}
_SPELLED = {ord("\\"): r"\\", ord("'"): r"\'", ord('"'): r"\"", ord("\n"): r"\n", ord("\t"): r"\t", ord("\r"): r"\r"}


def decoded(raw: str, data: bool = False) -> str:
    """Make a message of a value as the file spells it; ``data`` tells that it is the inside of a CDATA section."""
    if data:
        return _text(raw, False)[0]
    parts: list[str] = []
    end, quoted = 0, False
    for token in _TOKEN.finditer(raw):
        text, quoted = _text(elements.unescaped(raw[end : token.start()]), quoted)
        parts.append(text)
        if token["data"] is None:
            marked = _GROUP.sub(rf"\g<0>{_PROTECTED}", token[0])
            parts.append(marked if _is_code(marked) else token[0])
        else:
            text, quoted = _text(token["data"], quoted)
            parts.append(text)
        end = token.end()
    return "".join([*parts, _text(elements.unescaped(raw[end:]), quoted)[0]])


def guarded(text: str) -> str:
    """Make the text of a target part of a message, so that no ``<`` of it begins a tag."""
    return text.replace("<", _LESS)


def shown(text: str, data: bool = False) -> str:
    """Spell a message, or a code of one, as the file does."""
    parts: list[str] = []
    end = 0
    for tag in _ANY_TAG.finditer(text):
        parts += [_spelled(text[end : tag.start()], data), _tag(tag[0], data)]
        end = tag.end()
    return "".join([*parts, _spelled(text[end:], data)])


def encoded(message: str, data: bool = False) -> str:
    """Spell a message as a value: blanks that Android would drop, and a reference's sign at the start, are escaped."""
    raw = shown(message, data)
    if raw.startswith(" "):
        raw = r"\u0020" + raw[1:]
    if raw.endswith(" "):
        raw = raw[:-1] + r"\u0020"
    return "\\" + raw if raw.startswith(("@", "?")) else raw


def _text(text: str, quoted: bool) -> tuple[str, bool]:
    """Read text with escapes, and mark the tags in it; tell whether a quotation is open at its end."""
    parts: list[str] = []
    end = 0
    for tag in _TAG.finditer(text):
        inner = re.sub(r"\\(['\"])", r"\1", tag[1])
        marked = f"<{inner}{_ESCAPED if inner != tag[1] else _BARE}{tag[2]}>"
        if _is_code(marked):
            plain, quoted = _unescaped(text[end : tag.start()], quoted)
            parts += [plain, marked]
            end = tag.end()
    plain, quoted = _unescaped(text[end:], quoted)
    return escapes.whole("".join([*parts, plain])), quoted


def _is_code(tag: str) -> bool:
    """Tell whether a message has this as a code, so that no sign of ours gets into a text."""
    _, codes = messages.take_apart(tag)
    return [code.text for code in codes] == [tag]


def _unescaped(text: str, quoted: bool) -> tuple[str, bool]:
    parts: list[str] = []
    end = 0
    for piece in _PIECE.finditer(text):
        parts.append(text[end : piece.start()])
        end = piece.end()
        if piece[3]:
            quoted = not quoted
        elif piece[1] or piece[2]:
            parts.append(chr(int(piece[1], 16)) if piece[1] else _NAMED.get(piece[2], piece[2]))
        else:
            parts.append(piece[0] if quoted else " ")
    return "".join([*parts, text[end:]]), quoted


def _tag(tag: str, data: bool) -> str:
    if _ESCAPED in tag:
        return _in_file(tag.replace(_ESCAPED, "").replace('"', r"\"").replace("'", r"\'"), data)
    if _BARE in tag:
        return _in_file(tag.replace(_BARE, ""), data)
    return tag.replace(_PROTECTED, "")


def _spelled(text: str, data: bool) -> str:
    written = text.replace(_LESS, "<").translate(_SPELLED).replace("  ", r" \u0020")
    return _in_file(escapes.spelled(written, "u", ascii_only=False), data)


def _in_file(text: str, data: bool) -> str:
    text = markup.clean(text)
    if data:
        return text.replace("]]>", r"]]\u003e")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
