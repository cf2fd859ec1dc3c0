"""The header of a PO catalogue: what it declares, and what it has to say once the translations are English."""

import re

from toolkit.documents import languages
from toolkit.documents.contents import Content
from toolkit.documents.po.catalogues import Catalogue
from toolkit.errors import InputError

ENGLISH_PLURAL = "nplurals=2; plural=(n != 1);"
NEW = "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"

_CHARSET = re.compile(r"(?i)(^content-type:[^\n]*charset=)([^\s;]*)", re.MULTILINE)
_TWO_FORMS = re.compile(r"nplurals\s*=\s*2\s*;")
_ARABIC = re.compile("[\u0621-\u064a]")


def value(header: str, name: str) -> str:
    """Give what a header says under a name, in any letter case; nothing where it does not."""
    found = re.search(rf"(?im)^{re.escape(name)}:[ \t]*(.*)$", header)
    return found[1].strip() if found else ""


def require_arabic(catalogue: Catalogue, content: Content) -> None:
    """Raise InputError, with the line, where the header says that the Arabic cannot stand where it is looked for."""
    header = catalogue.header
    text = header.forms[0] if header and header.forms else ""
    place = f"{content.place}:{header.start + 1}" if header else content.place
    if content.side == "target":
        languages.require_arabic(value(text, "Language"), place)
        return
    languages.require_arabic(value(text, "X-Source-Language"), place)
    target = value(text, "Language")
    if languages.is_arabic(target) and not _is_arabic(catalogue):
        raise InputError("has its Arabic in msgstr and none in msgid; give --source-side target", place)
    if target and not languages.is_arabic(target) and not languages.is_english(target):
        raise InputError(f"holds translations into «{target}»; toolkit translates into English (en)", place)


def in_english(header: str, charset: str) -> str:
    """Give the header of a catalogue whose translations are English, and whose bytes are in an encoding."""
    text = header or NEW
    if not _CHARSET.search(text):
        text = _with(text, "Content-Type", "text/plain; charset=UTF-8")
    text = _CHARSET.sub(lambda found: found[1] + _same_or(found[2], charset), text)
    if not languages.is_english(value(text, "Language")):
        text = _with(text, "Language", "en")
    return text if has_two_forms(text) else _with(text, "Plural-Forms", ENGLISH_PLURAL)


def has_two_forms(header: str) -> bool:
    """Tell whether a catalogue has two plural forms, as English needs."""
    return bool(_TWO_FORMS.match(value(header, "Plural-Forms")))


def _same_or(old: str, charset: str) -> str:
    return old if old.lower() in (charset.lower(), charset.lower().replace("-", "")) else charset


def _with(header: str, name: str, new: str) -> str:
    """Put a value in the place of the one that a header has under a name, or at its end."""
    pattern = re.compile(rf"(?im)^({re.escape(name)}:)[^\n]*$")
    if pattern.search(header):
        return pattern.sub(lambda found: f"{found[1]} {new}", header, count=1)
    return f"{header.rstrip()}\n{name}: {new}\n".lstrip()


def _is_arabic(catalogue: Catalogue) -> bool:
    return any(_ARABIC.search(message.text("msgid") or "") for message in catalogue.messages)
