"""The strings of a PO message that there are to translate, and what stands beside them."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.documents.contents import Side
from toolkit.documents.messages import messages
from toolkit.documents.po.catalogues import Message


@dataclass(frozen=True, slots=True)
class Slot:
    """One string to translate, what it is in English so far, the plural form that its English has, if any.

    ``beside`` is the English that the string is the Arabic of, where the Arabic stands in the target.
    """

    id: str
    source: str
    target: str = ""
    form: int = -1
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a whole catalogue says of each of its messages.

    ``sign`` marks accelerators, ``end`` is a line break; plural forms are ``reduced`` to those of English.
    """

    side: Side
    sign: str
    end: str
    wrap: bool
    reduced: bool


def slots(message: Message, number: int, side: Side) -> tuple[Slot, ...]:
    """List the strings of a message, the ``number``-th of its catalogue: one, or those of the two plural forms."""
    name, one, plural = f"m{number}", message.text("msgid") or "", message.text("msgid_plural")
    if plural is None:
        target = next(iter(message.forms), "")
        found: tuple[Slot, ...] = (Slot(name, target, beside=one) if side == "target" else Slot(name, one, target),)
    elif side == "target":
        beside = ("", plural)  # the Arabic of one has no number as a rule, so that it is no counterpart of msgid
        found = tuple(Slot(f"{name}#{label}", text, "", form, beside[form]) for form, label, text in english(message))
    else:
        forms = (*message.forms, "", "")
        found = (Slot(f"{name}#one", one, forms[0], 0), Slot(f"{name}#other", plural, forms[1], 1))
    return tuple(slot for slot in found if slot.source.strip())


def english(message: Message) -> tuple[tuple[int, str, str], tuple[int, str, str]]:
    """Choose the forms for English: of the six of Arabic that for one, and that for few, where the noun is a plural."""
    forms = message.forms
    few = forms[3] if len(forms) > 4 else ""
    other = few or next((form for form in reversed(forms) if form), "")
    one = forms[1] if len(forms) > 4 else next(iter(forms), "")
    return (0, "one", one or other), (1, "other", other)


def parts(slot: Slot) -> Iterator[tuple[str, str, str, bool]]:
    """Yield the id, the text and the label of what a slot has to translate, and whether ``#`` is a number in it."""
    leaves = messages.leaves(messages.skeleton(slot.source))
    if not leaves:
        yield slot.id, slot.source, "", False
    for leaf in leaves:
        yield f"{slot.id}#{leaf.label}", leaf.text, leaf.label, leaf.number
