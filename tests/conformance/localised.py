"""What the tests of XLIFF and TMX share: the files of the cases, fillings, and XML to compare and to draw."""

from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import strategies as st
from lxml import etree

from tests.strategies import arabic_text
from toolkit import documents
from toolkit.bitext import Unit
from toolkit.documents.contents import Content, Filled, Side
from toolkit.documents.messages import messages

CASES = Path(__file__).parents[1] / "cases" / "documents"


def case(name: str, side: Side = "source") -> Content:
    """Read a file of the cases."""
    return Content(name, (CASES / name).read_bytes(), side=side)


def units(content: Content) -> dict[str, Unit]:
    """Read a file in the format of its suffix."""
    return {unit.id: unit for unit in documents.for_input(content.place).read(content)}


def filled(content: Content, targets: dict[str, Filled]) -> Content:
    """Fill a file in the format of its suffix."""
    return Content(content.place, documents.for_input(content.place).fill(content, targets))


def own_source(unit: Unit, review: bool = False) -> Filled:
    """Make a target of a unit's source."""
    return Filled(messages.woven(unit.source, unit.codes), review)


def own_target(unit: Unit) -> Filled:
    """Make the target of a unit that it has."""
    return Filled(messages.woven(unit.target, unit.target_codes), unit.state == "fuzzy")


def canonical(data: bytes) -> str:
    """Spell XML so that equal documents are equal, comments and processing instructions included."""
    return etree.tostring(etree.fromstring(data), method="c14n2", with_comments=True).decode()


def paths(data: bytes) -> dict[str, str]:
    """Spell what each element of a document holds, by its path."""
    tree = etree.fromstring(data).getroottree()
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    return {tree.getpath(element): f"{sorted(element.attrib.items())} {element.text!r}" for element in elements}


@st.composite
def inline_xml(draw: st.DrawFn, leaves: tuple[str, ...], pairs: tuple[str, ...], depth: int = 3) -> str:
    """Draw what may stand between two tags: text, comments, CDATA, the given elements, pairs around more of it.

    ``{n}`` in a leaf or a pair becomes a number that nothing else has.
    """
    numbers = iter(range(1, 1000))

    def content(level: int) -> str:
        return "".join(piece(level) for _ in range(draw(st.integers(0, 4))))

    def piece(level: int) -> str:
        kind = draw(st.sampled_from(("text", "text", "reference", "other", "leaf", "pair")))
        if kind == "text":
            return escape("".join(each for each in draw(arabic_text(12)) if each.isprintable() or each in "\n\t"))
        if kind == "reference":
            return draw(
                st.sampled_from(("&amp;", "&lt;", "&#1576;", "&#x628;", "&#13;", "&quot;", "&lt;b&gt;ب&lt;/b&gt;"))
            )
        if kind == "other":
            return draw(st.sampled_from(("<!-- ب < -->", "<![CDATA[ب & <i>ب</i>]]>", "<?page 3?>", "\\n", "%s {0}")))
        name = draw(st.sampled_from(leaves if kind == "leaf" or not level else pairs)).replace(
            "{n}", str(next(numbers))
        )
        return name.replace("…", content(level - 1)) if "…" in name else name

    return content(depth)
