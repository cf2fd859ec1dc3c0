"""What the styles of a Word document say of direction and alignment, inheritance resolved."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.documents.docx.elements import Element, child, name, toggle, value


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; None and empty where it says nothing."""

    bidi: bool | None = None
    rtl: bool | None = None
    alignment: str = ""
    based_on: str = ""

    def over(self, other: "Style") -> "Style":
        """Say what this one says, and what the other says where this one is silent; based on what the other is."""
        return Style(
            other.bidi if self.bidi is None else self.bidi,
            other.rtl if self.rtl is None else self.rtl,
            self.alignment or other.alignment,
            other.based_on,
        )


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids; ``paragraph`` is that of a paragraph without one."""

    by_id: Mapping[str, Style] = field(default_factory=dict)
    defaults: Style = field(default_factory=Style)
    paragraph: str = ""

    def named(self, style: str) -> Style:
        """Give a style with what it inherits; one that inherits from itself is cut there."""
        found, seen = Style(based_on=style), set[str]()
        while found.based_on in self.by_id and found.based_on not in seen:
            seen.add(found.based_on)
            found = found.over(self.by_id[found.based_on])
        return found

    def of(self, paragraph: Element) -> Style:
        """Give what a paragraph inherits."""
        style = value(child(child(paragraph, "pPr"), "pStyle"))
        return self.named(style or self.paragraph).over(self.defaults)


def read(root: Element | None) -> Styles:
    """Read the part of the styles; a document may have none."""
    if root is None:
        return Styles()
    defaults = child(root, "docDefaults")
    every = Style(*_said(child(child(defaults, "pPrDefault"), "pPr"), child(child(defaults, "rPrDefault"), "rPr")))
    named = [each for each in root if name(each) == "style"]
    first = (value(each, "styleId") for each in named if _is_default(each))
    return Styles({value(each, "styleId"): _style(each) for each in named}, every, next(first, ""))


def _style(element: Element) -> Style:
    return Style(*_said(child(element, "pPr"), child(element, "rPr")), value(child(element, "basedOn")))


def _said(paragraph: Element | None, run: Element | None) -> tuple[bool | None, bool | None, str]:
    return toggle(child(paragraph, "bidi")), toggle(child(run, "rtl")), value(child(paragraph, "jc"))


def _is_default(style: Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on")
