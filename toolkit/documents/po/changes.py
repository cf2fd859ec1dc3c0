"""What changes in a PO message that gets English: its translations, its flags, notes for a person."""

import re
from collections.abc import Iterator, Sequence

from toolkit.documents.contents import Filled, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.messages import messages
from toolkit.documents.po import catalogues as po_catalogues
from toolkit.documents.po import header as po_header
from toolkit.documents.po import placeholders as po_placeholders
from toolkit.documents.po import slots as po_slots
from toolkit.documents.po.catalogues import Catalogue, Message
from toolkit.documents.po.slots import Setting, Slot


def edits(message: Message, number: int, setting: Setting, targets: Targets) -> Iterator[Edit]:
    """Yield the changes of a message: its lines, counted from 0, and what comes in their place."""
    slots = po_slots.slots(message, number, setting.side)
    names = [name for slot in slots for name, *_ in po_slots.parts(slot)]
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


def header_edits(catalogue: Catalogue, encoding: str, setting: Setting) -> Iterator[Edit]:
    """Yield the edits that make the header of a catalogue say that its translations are English."""
    header = catalogue.header
    old = header.forms[0] if header and header.forms else ""
    new = po_header.in_english(old, encoding)
    lines = "".join(po_catalogues.spelled("msgstr", new, setting.end, False))
    if header is None:
        yield Edit(0, 0, f'msgid ""{setting.end}{lines}{setting.end}')
    else:
        yield from [Edit(*_stretch(header), lines)] if new != old else []
        yield from _flags(header, False, setting)


def _named(slot: Slot, targets: Targets) -> bool:
    return any(name in targets for name, *_ in po_slots.parts(slot))


def _text(slot: Slot, message: Message, targets: Targets) -> str:
    """Spell the English of a slot; it starts and ends with a newline where the msgid does, as msgfmt demands."""
    given = {
        label: messages.put_together(targets[name].pieces)
        for name, _, label, _ in po_slots.parts(slot)
        if name in targets
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


def _translations(message: Message, texts: dict[int, str], setting: Setting) -> Iterator[Edit]:
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


def _forms(message: Message, texts: dict[int, str], setting: Setting) -> Sequence[str]:
    old = (*message.forms, "", "")[:2]
    if setting.reduced and (setting.side == "target" or len(message.forms) > 2):
        old = tuple(text for _, _, text in po_slots.english(message))
    return [texts.get(form, text) for form, text in enumerate(old)]


def _flags(message: Message, fuzzy: bool, setting: Setting) -> Iterator[Edit]:
    """Yield what sets or clears ``fuzzy``; with it goes the source that the translation was made of (``#|``)."""
    lines = [number for number, line in message.comments if line.startswith("#,")]
    if ("fuzzy" in message.flags) == fuzzy:
        return
    flags = ["fuzzy"] * fuzzy + [flag for flag in message.flags if flag != "fuzzy"]
    place = next((number for number, line in message.comments if line.startswith("#|")), message.start)
    spelled = f"#, {', '.join(flags)}{setting.end}" if flags else ""
    yield Edit(lines[0], lines[0] + 1, spelled) if lines else Edit(place, place, spelled)
    previous = [number for number, line in message.comments if line.startswith("#|") and not fuzzy]
    yield from (Edit(number, number + 1, "") for number in lines[1:] + previous)


def _notes(message: Message, given: Sequence[Filled], setting: Setting) -> Iterator[Edit]:
    """Yield the notes as extracted comments, which the next msgmerge takes away; those that are there stay single."""
    old = {line for _, line in message.comments}
    lines = dict.fromkeys(f"#. {' '.join(note.split())}" for filled in given for note in filled.notes if note.strip())
    new = [f"{line}{setting.end}" for line in lines if line not in old]
    place = next((number for number, line in message.comments if re.match(r"#[:,|]", line)), message.start)
    if new:
        yield Edit(place, place, "".join(new))
