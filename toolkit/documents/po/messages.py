"""Gettext PO in and out: each message is a unit, each form of an English plural too; all else stays as it is."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from toolkit.bitext import Unit
from toolkit.documents.contents import Content, Side, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.messages import messages
from toolkit.documents.po import catalogues as po_catalogues
from toolkit.documents.po import changes as po_changes
from toolkit.documents.po import header as po_header
from toolkit.documents.po import slots as po_slots
from toolkit.documents.po.catalogues import Catalogue, Message
from toolkit.documents.po.slots import Setting, Slot


def read(content: Content) -> tuple[Unit, ...]:
    """Take a catalogue apart; the ids are ``m1``, ``m2`` …, of a plural ``m3#one`` and ``m3#other``.

    Raises InputError, with the line, for what is not PO and for another source language.
    """
    catalogue = po_catalogues.catalogue(content)
    po_header.require_arabic(catalogue, content)
    setting = _setting(catalogue, content.side)
    return tuple(
        unit
        for number, message in _numbered(catalogue)
        for slot in po_slots.slots(message, number, content.side)
        for unit in _units(slot, message, setting)
    )


def fill(content: Content, targets: Targets) -> bytes:
    """Put the targets of units into their messages; lines of other messages stay as they are, byte for byte.

    A file gets an English header, UTF-8 where its encoding cannot spell the English, and no byte order mark.
    Where its plurals had the forms of Arabic, those of messages without targets are cut to the two of English.
    """
    if not targets:
        return content.data
    catalogue = po_catalogues.catalogue(content)
    setting = _setting(catalogue, content.side)
    edits = [
        edit for number, message in _numbered(catalogue) for edit in po_changes.edits(message, number, setting, targets)
    ]
    if _spells_ascii(catalogue.encoding):
        with suppress(UnicodeEncodeError):
            return _with(catalogue, edits, catalogue.encoding, setting).encode(catalogue.encoding)
    return _with(catalogue, edits, "UTF-8", setting).encode("utf-8", "replace")


def _spells_ascii(encoding: str) -> bool:
    """Tell whether a catalogue may be in an encoding: gettext takes only those that spell ASCII as it is."""
    return bool(encoding) and "msgid".encode(encoding) == b"msgid"


def _setting(catalogue: Catalogue, side: Side) -> Setting:
    forms = catalogue.header.forms if catalogue.header else ()
    header = forms[0] if forms else ""
    end = "\r\n" if catalogue.lines and catalogue.lines[0].endswith("\r\n") else "\n"
    sign = po_header.value(header, "X-Accelerator-Marker")[:1]
    reduced = not po_header.has_two_forms(header)
    return Setting(side, sign, end, po_catalogues.is_wrapped(catalogue.lines), reduced)


def _numbered(catalogue: Catalogue) -> Iterator[tuple[int, Message]]:
    return enumerate((message for message in catalogue.messages if not message.is_header), start=1)


def _units(slot: Slot, message: Message, setting: Setting) -> Iterator[Unit]:
    notes = tuple(line[2:].strip() for _, line in message.comments if re.match(r"#[. ]", line) and line[2:].strip())
    context = message.text("msgctxt")
    for name, text, label, number in po_slots.parts(slot):
        target, beside = (_counterpart(other, label) for other in (slot.target, slot.beside))
        sign = _sign(text, setting)  # in English an underscore says too little: the Arabic tells what marks a letter
        source, codes = messages.take_apart(text, sign, number)
        english, target_codes = messages.take_apart(target, sign, number)
        original, beside_codes = messages.take_apart(beside, sign, number)
        yield Unit(
            name,
            source,
            english,
            "" if not target else "fuzzy" if "fuzzy" in message.flags else "translated",
            notes if context is None else (*notes, context),
            codes,
            target_codes,
            message.start + 1,
            original,
            beside_codes,
            message.kinds,
        )


def _counterpart(text: str, label: str) -> str:
    """Find what a text has in the place of a labelled part of another; the whole text where there is no label."""
    leaves = messages.leaves(messages.skeleton(text)) if label else ()
    return next((leaf.text for leaf in leaves if leaf.label == label), "") if label else text


def _sign(text: str, setting: Setting) -> str:
    return setting.sign or messages.accelerator(text)


def _with(catalogue: Catalogue, edits: Sequence[Edit], encoding: str, setting: Setting) -> str:
    """Put edits into the lines of a catalogue, and an English header over them."""
    result: list[str] = []
    done = 0
    for edit in sorted(
        (*po_changes.header_edits(catalogue, encoding, setting), *edits), key=lambda edit: (edit.start, edit.end)
    ):
        before = catalogue.lines[done : edit.start]
        ended = not before or before[-1].endswith(("\n", "\r"))
        result += [*before, edit.text] if ended else [*before, setting.end, edit.text]
        done = edit.end
    return "".join([*result, *catalogue.lines[done:]])
