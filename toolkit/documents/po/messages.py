"""Gettext PO in and out: each message is a unit, each form of an English plural too; all else stays as it is."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from toolkit.bitext import Unit
from toolkit.documents.contents import Content, Filled, Side, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.messages import messages
from toolkit.documents.po import catalogues as po_catalogues
from toolkit.documents.po import header as po_header
from toolkit.documents.po import placeholders as po_placeholders
from toolkit.documents.po.catalogues import Catalogue, Message


@dataclass(frozen=True, slots=True)
class _Slot:
    """One string to translate, what it is in English so far, the plural form that its English has, if any.

    ``beside`` is the English that the string is the Arabic of, where the Arabic stands in the target.
    """

    id: str
    source: str
    target: str = ""
    form: int = -1
    beside: str = ""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a whole catalogue says of each of its messages."""

    side: Side
    sign: str
    end: str
    wrap: bool
    reduced: bool


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
        for slot in _slots(message, number, content.side)
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
    edits = [edit for number, message in _numbered(catalogue) for edit in _filled(message, number, setting, targets)]
    if _spells_ascii(catalogue.encoding):
        with suppress(UnicodeEncodeError):
            return _with(catalogue, edits, catalogue.encoding, setting).encode(catalogue.encoding)
    return _with(catalogue, edits, "UTF-8", setting).encode("utf-8", "replace")


def _spells_ascii(encoding: str) -> bool:
    """Tell whether a catalogue may be in an encoding: gettext takes only those that spell ASCII as it is."""
    return bool(encoding) and "msgid".encode(encoding) == b"msgid"


def _setting(catalogue: Catalogue, side: Side) -> _Setting:
    forms = catalogue.header.forms if catalogue.header else ()
    header = forms[0] if forms else ""
    end = "\r\n" if catalogue.lines and catalogue.lines[0].endswith("\r\n") else "\n"
    sign = po_header.value(header, "X-Accelerator-Marker")[:1]
    reduced = not po_header.has_two_forms(header)
    return _Setting(side, sign, end, po_catalogues.is_wrapped(catalogue.lines), reduced)


def _numbered(catalogue: Catalogue) -> Iterator[tuple[int, Message]]:
    return enumerate((message for message in catalogue.messages if not message.is_header), start=1)


def _slots(message: Message, number: int, side: Side) -> tuple[_Slot, ...]:
    name, one, plural = f"m{number}", message.text("msgid") or "", message.text("msgid_plural")
    if plural is None:
        target = next(iter(message.forms), "")
        slots: tuple[_Slot, ...] = (_Slot(name, target, beside=one) if side == "target" else _Slot(name, one, target),)
    elif side == "target":
        beside = ("", plural)  # the Arabic of one has no number as a rule, so that it is no counterpart of msgid
        slots = tuple(_Slot(f"{name}#{label}", text, "", form, beside[form]) for form, label, text in _english(message))
    else:
        forms = (*message.forms, "", "")
        slots = (_Slot(f"{name}#one", one, forms[0], 0), _Slot(f"{name}#other", plural, forms[1], 1))
    return tuple(slot for slot in slots if slot.source.strip())


def _english(message: Message) -> tuple[tuple[int, str, str], tuple[int, str, str]]:
    """Choose the forms for English: of the six of Arabic that for one, and that for few, where the noun is a plural."""
    forms = message.forms
    few = forms[3] if len(forms) > 4 else ""
    other = few or next((form for form in reversed(forms) if form), "")
    one = forms[1] if len(forms) > 4 else next(iter(forms), "")
    return (0, "one", one or other), (1, "other", other)


def _units(slot: _Slot, message: Message, setting: _Setting) -> Iterator[Unit]:
    notes = tuple(line[2:].strip() for _, line in message.comments if re.match(r"#[. ]", line) and line[2:].strip())
    context = message.text("msgctxt")
    for name, text, label, number in _parts(slot):
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
        )


def _counterpart(text: str, label: str) -> str:
    """Find what a text has in the place of a labelled part of another; the whole text where there is no label."""
    leaves = messages.leaves(messages.skeleton(text)) if label else ()
    return next((leaf.text for leaf in leaves if leaf.label == label), "") if label else text


def _parts(slot: _Slot) -> Iterator[tuple[str, str, str, bool]]:
    """Yield the id, the text and the label of what a slot has to translate, and whether ``#`` is a number in it."""
    leaves = messages.leaves(messages.skeleton(slot.source))
    if not leaves:
        yield slot.id, slot.source, "", False
    for leaf in leaves:
        yield f"{slot.id}#{leaf.label}", leaf.text, leaf.label, leaf.number


def _sign(text: str, setting: _Setting) -> str:
    return setting.sign or messages.accelerator(text)


def _filled(message: Message, number: int, setting: _Setting, targets: Targets) -> Iterator[Edit]:
    """Yield the changes of a message: its lines, counted from 0, and what comes in their place."""
    slots = _slots(message, number, setting.side)
    names = [name for slot in slots for name, *_ in _parts(slot)]
    given = [targets[name] for name in names if name in targets]
    if given:
        texts = {slot.form: _text(slot, message, targets) for slot in slots if _named(slot, targets)}
        fuzzy = any(filled.review for filled in given) or not po_placeholders.are_kept(message, texts)
        stays = len(given) < len(names) and "fuzzy" in message.flags
        yield from _notes(message, given, setting)
        yield from _flags(message, (fuzzy and any(texts.values())) or stays, setting)
        yield from _translations(message, texts, setting)
    elif setting.reduced and message.text("msgid_plural") is not None and len(message.forms) != 2:
        yield from _translations(message, {}, setting)


def _named(slot: _Slot, targets: Targets) -> bool:
    return any(name in targets for name, *_ in _parts(slot))


def _text(slot: _Slot, message: Message, targets: Targets) -> str:
    """Spell the English of a slot; it starts and ends with a newline where the msgid does, as msgfmt demands."""
    given = {
        label: messages.put_together(targets[name].pieces) for name, _, label, _ in _parts(slot) if name in targets
    }
    if "" in given:
        text = given[""]
    else:
        old = {leaf.label: leaf.text for leaf in messages.leaves(messages.skeleton(slot.target))}
        text = messages.put_back(slot.source, {**old, **given})
    return _with_newlines_of(message.text("msgid") or "", text) if text.strip("\n") else ""


def _with_newlines_of(msgid: str, text: str) -> str:
    if msgid.startswith("\n") != text.startswith("\n"):
        text = "\n" * msgid.startswith("\n") + text.lstrip("\n")
    if msgid.endswith("\n") != text.endswith("\n"):
        text = text.rstrip("\n") + "\n" * msgid.endswith("\n")
    return text


def _translations(message: Message, texts: dict[int, str], setting: _Setting) -> Iterator[Edit]:
    """Yield the new lines of a message's translations, if they say something else than before."""
    strings = [("msgstr", texts.get(-1, ""))]
    if message.text("msgid_plural") is not None:
        strings = [(f"msgstr[{form}]", text) for form, text in enumerate(_forms(message, texts, setting))]
    if tuple(text for _, text in strings) != message.forms:
        lines = (po_catalogues.spelled(field, text, setting.end, setting.wrap) for field, text in strings)
        yield Edit(*_stretch(message), "".join(line for string in lines for line in string))


def _stretch(message: Message) -> tuple[int, int]:
    """Give the lines that a message's translations are on, or would be."""
    fields = message.translations or message.fields[-1:]
    return fields[0].start if message.translations else fields[0].end, fields[-1].end


def _forms(message: Message, texts: dict[int, str], setting: _Setting) -> Sequence[str]:
    old = (*message.forms, "", "")[:2]
    if setting.reduced and (setting.side == "target" or len(message.forms) > 2):
        old = tuple(text for _, _, text in _english(message))
    return [texts.get(form, text) for form, text in enumerate(old)]


def _flags(message: Message, fuzzy: bool, setting: _Setting) -> Iterator[Edit]:
    lines = [number for number, line in message.comments if line.startswith("#,")]
    if ("fuzzy" in message.flags) == fuzzy:
        return
    flags = ["fuzzy"] * fuzzy + [flag for flag in message.flags if flag != "fuzzy"]
    place = next((number for number, line in message.comments if line.startswith("#|")), message.start)
    spelled = f"#, {', '.join(flags)}{setting.end}" if flags else ""
    yield Edit(lines[0], lines[0] + 1, spelled) if lines else Edit(place, place, spelled)
    yield from (Edit(number, number + 1, "") for number in lines[1:])


def _notes(message: Message, given: Sequence[Filled], setting: _Setting) -> Iterator[Edit]:
    """Yield the notes as extracted comments, which the next msgmerge takes away; those that are there stay single."""
    old = {line for _, line in message.comments}
    lines = dict.fromkeys(f"#. {' '.join(note.split())}" for filled in given for note in filled.notes if note.strip())
    new = [f"{line}{setting.end}" for line in lines if line not in old]
    place = next((number for number, line in message.comments if re.match(r"#[:,|]", line)), message.start)
    if new:
        yield Edit(place, place, "".join(new))


def _with(catalogue: Catalogue, edits: Sequence[Edit], encoding: str, setting: _Setting) -> str:
    """Put edits into the lines of a catalogue, and an English header over them."""
    result: list[str] = []
    done = 0
    for edit in sorted((*_header(catalogue, encoding, setting), *edits), key=lambda edit: (edit.start, edit.end)):
        before = catalogue.lines[done : edit.start]
        ended = not before or before[-1].endswith(("\n", "\r"))
        result += [*before, edit.text] if ended else [*before, setting.end, edit.text]
        done = edit.end
    return "".join([*result, *catalogue.lines[done:]])


def _header(catalogue: Catalogue, encoding: str, setting: _Setting) -> Iterator[Edit]:
    header = catalogue.header
    old = header.forms[0] if header and header.forms else ""
    new = po_header.in_english(old, encoding)
    lines = "".join(po_catalogues.spelled("msgstr", new, setting.end, False))
    if header is None:
        yield Edit(0, 0, f'msgid ""{setting.end}{lines}{setting.end}')
    else:
        yield from [Edit(*_stretch(header), lines)] if new != old else []
        yield from _flags(header, False, setting)
