"""The properties of Word's paragraphs and runs, and what becomes of them in English.

A run from right to left shows its properties for complex scripts (``w:bCs``, ``w:iCs``, ``w:szCs``), one from left to
right the others (17.3.2 of ISO/IEC 29500-1), so these are said again. ``left`` in a paragraph from right to left
means where its lines begin, so it stays; in one that only stands at the right it does not.
"""

from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache

from lxml import etree

from toolkit.documents.docx.elements import Element, child, drop, made, name, put, qualified, toggle, value
from toolkit.documents.docx.styles import Style, Styles

LANGUAGE = "en-US"
COMPLEX = {"bCs": "b", "iCs": "i", "szCs": "sz"}
UNSEEN = (*COMPLEX, "rtl", "cs", "lang", "noProof")
UNSEEN_FONTS = ("hint", "cs", "cstheme")
MARKED = ("u", "strike", "dstrike", "highlight", "shd", "bdr", "em")
BINDINGS = ("dataBinding", "w15:dataBinding")
KASHIDA = ("mediumKashida", "highKashida", "lowKashida")

# The order of the schema, as far as it is needed.
RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish"
    " webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
).split()
PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc"
).split()


def inherits_rtl(properties: Element | None, inherited: Style, styles: Styles) -> bool:
    """Tell whether a run goes from right to left where its own properties do not say."""
    own = styles.named(value(child(properties, "rStyle"))).rtl
    return bool(inherited.rtl if own is None else own)


def look(properties: Element | None, inherits: bool) -> str:
    """Spell how a run looks in English: equal for properties that show no difference."""
    return "" if properties is None else _look(etree.tostring(properties, with_tail=False), inherits)


def marks_blanks(properties: Element | None) -> bool:
    """Tell whether a blank with these properties is seen: underlined, highlighted …"""
    return any(child(properties, each) is not None for each in MARKED)


def english_run(run: Element, properties: Element | None, inherits: bool) -> None:
    """Give a new run the properties that an Arabic one had, as English has them."""
    english = made(run, "rPr") if properties is None else _turned(properties, inherits)
    if inherits:
        put(english, "rtl", "0", RUN_ORDER)
    if len(english):
        run.insert(0, english)


def speak_english(run: Element) -> None:
    """Say that the text of a run is English, for whoever checks its spelling."""
    properties = child(run, "rPr")
    if properties is None:
        properties = made(run, "rPr")
        run.insert(0, properties)
    put(properties, "lang", LANGUAGE, RUN_ORDER)


def turn_paragraph(paragraph: Element, inherited: Style) -> None:
    """Let a paragraph go from left to right, and begin where an English one begins."""
    properties = child(paragraph, "pPr")
    own = toggle(child(properties, "bidi"))
    bidi = inherited.bidi if own is None else own
    alignment = _alignment(value(child(properties, "jc")) or inherited.alignment, bool(bidi))
    if properties is None:
        properties = made(paragraph, "pPr")
        paragraph.insert(0, properties)
    drop(properties, "bidi")
    if inherited.bidi:
        put(properties, "bidi", "0", PARAGRAPH_ORDER)
    if alignment:
        put(properties, "jc", alignment, PARAGRAPH_ORDER)
    _turn_mark(properties)
    if not len(properties):
        paragraph.remove(properties)


def turn_surroundings(paragraph: Element) -> None:
    """Let the tables around a paragraph begin at the left, and let no data outside fill the fields around it."""
    for around in paragraph.iterancestors():
        properties = child(around, f"{name(around)}Pr") if name(around) in ("tbl", "sdt") else None
        if properties is not None:
            drop(properties, "bidiVisual", *BINDINGS)


def turn_sections(root: Element) -> None:
    """Let columns and page gutters begin at the left."""
    for section in root.iter(qualified(root, "sectPr")):
        drop(section, "bidi", "rtlGutter")


def _alignment(alignment: str, bidi: bool) -> str:
    """Give the alignment that has to be said in English; empty where it stays."""
    if alignment in KASHIDA:
        return "both"
    return "left" if not bidi and alignment in ("right", "end") else ""


def _turn_mark(properties: Element) -> None:
    mark = child(properties, "rPr")
    if mark is not None:
        drop(mark, "rtl", "cs")
        if not len(mark):
            properties.remove(mark)


@lru_cache(maxsize=1000)
def _look(properties: bytes, inherits: bool) -> str:
    return "".join(sorted(_shown(_turned(etree.fromstring(properties), inherits))))


def _shown(properties: Element) -> Iterator[str]:
    for each in properties:
        for attribute in UNSEEN_FONTS if name(each) == "rFonts" else ():
            each.attrib.pop(qualified(each, attribute), "")
        if name(each) not in UNSEEN and (name(each) != "rFonts" or each.attrib):
            yield etree.tostring(each, method="c14n", exclusive=True, with_tail=False).decode()


def _turned(properties: Element, inherits: bool) -> Element:
    """Copy properties, those for complex scripts said for the others where they were the ones that showed."""
    turned = deepcopy(properties)
    turned.tail = None
    own = toggle(child(turned, "rtl"))
    rtl = inherits if own is None else own
    for complex_script, other in COMPLEX.items() if rtl or toggle(child(turned, "cs")) else ():
        shown = child(turned, complex_script)
        if shown is not None:
            put(turned, other, value(shown), RUN_ORDER)
    drop(turned, "rtl", "cs")
    fonts = child(turned, "rFonts")
    if fonts is not None:
        fonts.attrib.pop(qualified(fonts, "hint"), "")
        if not fonts.attrib:
            turned.remove(fonts)
    return turned
