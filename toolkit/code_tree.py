"""Nest the inline codes of a text: pairs, halves of pairs, codes alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.bitext import Code


@dataclass(frozen=True, slots=True)
class Node:
    """A pair of codes, one of which may be in another segment, or a code alone: around ``source[start:end]``."""

    start: int
    end: int
    opening: Code | None
    closing: Code | None = None
    inside: tuple["Node", ...] = ()

    @property
    def alone(self) -> bool:
        """Tell whether there is nothing between the codes."""
        return self.start == self.end


def tree(codes: Sequence[Code], length: int) -> tuple[Node, ...]:
    """Nest codes: what closes nothing began before the text, what is never closed goes on behind it."""
    open_nodes: list[tuple[Code | None, list[Node]]] = [(None, [])]
    for code in codes:
        if code.kind == "open":
            open_nodes.append((code, []))
        elif code.kind == "alone":
            open_nodes[-1][1].append(Node(code.offset, code.offset, code))
        elif any(opened and opened.pair == code.pair for opened, _ in open_nodes):
            _close(open_nodes, code)
        else:
            inside = open_nodes[-1][1]
            inside[:] = [Node(0, code.offset, None, code, tuple(inside))]
    while len(open_nodes) > 1:
        opened, inside = open_nodes.pop()
        start = opened.offset if opened else 0
        open_nodes[-1][1].append(Node(start, length, opened, None, tuple(inside)))
    return tuple(open_nodes[0][1])


def _close(open_nodes: list[tuple[Code | None, list[Node]]], code: Code) -> None:
    """Close a pair; what was opened inside it and not closed is a code alone."""
    opened, inside = open_nodes.pop()
    while opened and opened.pair != code.pair:
        open_nodes[-1][1].extend([Node(opened.offset, opened.offset, opened), *inside])
        opened, inside = open_nodes.pop()
    start = opened.offset if opened else 0
    open_nodes[-1][1].append(Node(start, code.offset, opened, code, tuple(inside)))
