"""Markdown's blocks of text, parsed by markdown-it, each of its marks with its place in the file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from toolkit.documents.markdown import extensions, titles

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]

SPAN, LABEL, TITLE, ORIGINS = "span", "words", "quoted", "origins"
_DEEPEST = 50
"""Quotes in quotes, images in images: what nests deeper is not read, and no stack overflows."""
_MOST_BRACKETS = 1000
"""Brackets in a paragraph; in one with more they are text."""


@dataclass(frozen=True, slots=True)
class Block:
    """The text of a paragraph, a heading or a cell; ``origins`` are the places of its characters and of its end."""

    content: str
    origins: Sequence[int]
    tokens: Sequence[Token]
    cell: bool


def blocks(text: str) -> Iterator[Block]:
    r"""Yield the blocks of a text whose lines end with ``\n``.

    Tokens that are no text have their place in the block's content under ``meta[SPAN]``; ``meta[LABEL]`` is that of the
    words of a link or an image, ``meta[TITLE]`` that of its title; the tokens in an image are counted from its label. A
    definition with a title is a block of nothing else.
    """
    cell = False
    for token in _parser().parse(text):
        cell = token.nesting > 0 and token.tag in ("th", "td") if token.type != "inline" else cell
        if token.type == "inline" and len(token.meta.get(ORIGINS, ())) == len(token.content) + 1:
            yield Block(token.content, token.meta[ORIGINS], token.children or (), cell)
        elif TITLE in token.meta:
            yield Block(token.content, token.meta[ORIGINS], (token,), cell=False)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST, "inline_definitions": True})
    parser.enable(["table", "strikethrough"]).disable("text_join")
    block, inline = parser.block.ruler, parser.inline.ruler
    block.at("reference", _reference, {"alt": []})
    block.at("heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})
    block.at("lheading", _lines(rules_block.lheading), {"alt": []})
    block.at("paragraph", _lines(rules_block.paragraph), {"alt": []})
    block.at("table", _table, {"alt": ["paragraph", "reference"]})
    for rule in (extensions.formulas, extensions.directive, extensions.abbreviation):
        block.before("paragraph", rule.__name__, rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    inline.at("newline", _newline)
    inline.at("link", _link)
    inline.at("image", _image)
    inline.at("emphasis", _delimiters(rules_inline.emphasis.tokenize))
    inline.at("strikethrough", _delimiters(rules_inline.strikethrough.tokenize))
    for name in ("escape", "entity", "autolink", "html_inline"):
        inline.at(name, _single(getattr(rules_inline, name)))
    inline.before("escape", "formula", _single(extensions.formula))
    inline.at("backticks", _single(rules_inline.backtick))
    return parser


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave footnotes, ``[^1]: …``, to be paragraphs."""
    place = state.bMarks[start] + state.tShift[start]
    if state.src.startswith("[^", place) or not rules_block.reference(state, start, end, silent):
        return False
    if not silent:
        _locate_title(state, state.tokens[-1], place)
    return True


def _locate_title(state: StateBlock, token: Token, place: int) -> None:
    """Note where the title of a definition stands, unless signs of a quote stand between its lines."""
    text = state.src[place : state.eMarks[state.line - 1]].rstrip()
    span = titles.span(text, text.find("]:") + 2, len(text))
    if span and titles.decoded(text[slice(*span)]) == token.meta["title"]:
        token.content = text
        token.meta |= {SPAN: (0, len(text)), TITLE: span, ORIGINS: range(place, place + len(text) + 1)}


def _lines(rule: BlockRule) -> BlockRule:
    def located(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not rule(state, start, end, silent):
            return False
        if not silent:
            _locate(state, state.tokens[-2], start, 0)
        return True

    return located


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not rules_block.heading(state, start, end, silent):
        return False
    if not silent:
        _locate(state, state.tokens[-2], start, len(state.tokens[-3].markup))
    return True


def _locate(state: StateBlock, token: Token, line: int, skipped: int) -> None:
    """Note where each character of a block stands; blanks at the beginning of a line stand where its words do."""
    origins: list[int] = []
    for number, content in enumerate(token.content.split("\n"), start=line):
        words = content.lstrip(" \t")
        begin = state.bMarks[number] + state.tShift[number] + skipped
        place = state.src.index(words, begin, state.eMarks[number])
        origins += [place] * (len(content) - len(words))
        origins += range(place, place + len(words) + 1)  # the last one is that of the line break
    token.meta[ORIGINS] = origins


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    count = len(state.tokens)
    if not rules_block.table(state, start, end, silent):
        return False
    cells: Iterator[list[int]] = iter(())
    for token in state.tokens[count:]:
        if token.type == "tr_open" and token.map:
            line = token.map[0]
            cells = _cells(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
        elif token.type == "inline":
            token.meta[ORIGINS] = next(cells, [])
    return True


def _cells(text: str, start: int, end: int) -> Iterator[list[int]]:
    r"""Yield the places of each cell's characters; ``\|`` is one."""
    row = text[start:end]
    start += len(row) - len(row.lstrip())
    row = row.strip()
    bars = [place for place, sign in enumerate(row) if sign == "|" and row[place - 1 : place] != "\\"]
    bounds = [-1, *bars, len(row)]
    for number in range(len(bounds) - 1):
        first, last = bounds[number] + 1, bounds[number + 1]
        if first < last or 0 < number < len(bounds) - 2:
            yield _cell(row[first:last], start + first)


def _cell(raw: str, start: int) -> list[int]:
    words = raw.strip()
    start += raw.index(words)
    places = [place for place in range(len(words)) if words[place : place + 2] != "\\|"]
    slashed = {place for place in range(len(words)) if words[place : place + 2] == "\\|"}
    return [start + (place - 1 if place - 1 in slashed else place) for place in places] + [start + len(words)]


def _newline(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not rules_inline.newline(state, silent):
        return False
    if not silent:
        while start and state.src[start - 1] == " ":
            start -= 1
        state.tokens[-1].meta[SPAN] = (start, state.pos)
    return True


def _single(rule: InlineRule) -> InlineRule:
    def located(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if len(state.tokens) > count:
            state.tokens[-1].meta[SPAN] = (start, state.pos)
        return True

    return located


def _delimiters(rule: InlineRule) -> InlineRule:
    def located(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        place = state.pos
        for token in reversed(state.tokens[count:]):
            if place <= start:
                break
            place -= len(token.content)
            token.meta[SPAN] = (place, place + len(token.content))
        return True

    return located


def _link(state: StateInline, silent: bool) -> bool:
    start, count, pending = state.pos, len(state.tokens), bool(state.pending)
    if _is_thicket(state.src) or not rules_inline.link(state, silent):
        return False
    if not silent:
        end = state.md.helpers.parseLinkLabel(state, start, True)
        state.tokens[count + pending].meta[SPAN] = (start, start + 1)
        state.tokens[-1].meta |= {SPAN: (end, state.pos), LABEL: (start + 1, end), **_title(state, end)}
    return True


def _image(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if _is_thicket(state.src) or not rules_inline.image(state, silent):
        return False
    if not silent:
        end = state.md.helpers.parseLinkLabel(state, start + 1, False)
        state.tokens[-1].meta |= {SPAN: (start, state.pos), LABEL: (start + 2, end), **_title(state, end)}
    return True


@lru_cache(maxsize=1)
def _is_thicket(text: str) -> bool:
    """Tell whether a text has so many brackets that looking for the ends of all would never end."""
    return text.count("[") > _MOST_BRACKETS


def _title(state: StateInline, label: int) -> dict[str, tuple[int, int]]:
    """Find the title of a link or an image that the parser has just left; ``label`` is the end of its words."""
    written = state.src.startswith("](", label) and state.pos > label + 2  # else a reference has the title
    span = titles.span(state.src, label + 2, state.pos - 1) if written else None
    return {TITLE: span} if span else {}
