"""Plurals and selects of ICU inside a segment of XLIFF: each branch that English needs is a unit of its own."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.bitext import Code, Unit
from toolkit.documents import edits
from toolkit.documents.contents import Filled, Targets
from toolkit.documents.messages import messages
from toolkit.documents.messages.messages import Leaf
from toolkit.documents.xml.inline import Inline

_OWN, _OTHER, _LAST = 0xF0000, 0x100000, 0x10FFFD
"""Characters for private use: those from each number on stand for the codes of a source, and of another text."""
_SIGNS = f"[{chr(_OWN)}-{chr(_LAST)}]"
_SIGN, _PARTS = re.compile(_SIGNS), re.compile(f"({_SIGNS})")
_NUMBERED = re.compile(f"{_SIGNS}|'#'|#")


@dataclass(frozen=True, slots=True)
class _Signed:
    """A text with a sign in the place of each code, which the syntax of messages does not know."""

    text: str
    codes: Mapping[str, Code]


@dataclass(frozen=True, slots=True)
class _Branch:
    """A unit for a branch of a segment, or, without a label, for the whole; ``signs`` are those of its codes."""

    unit: Unit
    label: str
    signs: Mapping[Code, str]


def units(segments: Iterable[Unit]) -> tuple[Unit, ...]:
    """Put the units of their branches in the place of segments that have some."""
    return tuple(branch.unit for _, branches in _taken_apart(segments) for branch in branches)


def whole(segments: Iterable[Unit], targets: Targets) -> dict[str, Filled]:
    """Make the targets of segments of those of their branches; one without a target keeps the one that it had."""
    found: dict[str, Filled] = {}
    for segment, branches in _taken_apart(segments):
        given = [branch for branch in branches if branch.unit.id in targets]
        if given:
            filled = [targets[branch.unit.id] for branch in given]
            found[segment.id] = _whole(segment, given, filled) if given[0].label else filled[0]
    return found


def _taken_apart(segments: Iterable[Unit]) -> list[tuple[Unit, list[_Branch]]]:
    found = [(segment, _branches(segment)) for segment in segments]
    names = edits.unique(branch.unit.id for _, branches in found for branch in branches)
    return [
        (segment, [replace(branch, unit=replace(branch.unit, id=next(names))) for branch in branches])
        for segment, branches in found
    ]


def _branches(segment: Unit) -> list[_Branch]:
    if "{" not in segment.source or not _can_be_signed(segment):
        return [_Branch(segment, "", {})]
    source = _signed(segment.source, segment.codes, _OWN)
    shape = messages.skeleton(source.text)
    leaves = messages.leaves(shape)
    if not leaves or not all(_is_sound(text, source) for text in (shape, *(leaf.text for leaf in leaves))):
        return [_Branch(segment, "", {})]
    target = _signed(segment.target, segment.target_codes, _OTHER)
    beside = _signed(segment.beside, segment.beside_codes, _OTHER)
    return [_branch(segment, leaf, source, target, beside) for leaf in leaves]


def _branch(segment: Unit, leaf: Leaf, source: _Signed, target: _Signed, beside: _Signed) -> _Branch:
    own, signs = _unsigned(leaf, source)
    english, others = _unsigned(_counterpart(leaf, target), target)
    original, _ = _unsigned(_counterpart(leaf, beside), beside)
    unit = replace(segment, id=f"{segment.id}#{leaf.label}", source=own.text, codes=own.codes)
    unit = replace(unit, target=english.text, target_codes=english.codes, state=segment.state if english.text else "")
    return _Branch(replace(unit, beside=original.text, beside_codes=original.codes), leaf.label, {**others, **signs})


def _can_be_signed(segment: Unit) -> bool:
    """Tell whether there are signs enough, and none is in a text."""
    codes = max(len(segment.codes), len(segment.target_codes), len(segment.beside_codes))
    return codes < _LAST - _OTHER and not _SIGN.search(segment.source + segment.target + segment.beside)


def _signed(text: str, codes: Sequence[Code], first: int) -> _Signed:
    signs = {chr(number): code for number, code in enumerate(codes, start=first)}
    places = (edits.Edit(code.offset, code.offset, sign) for sign, code in signs.items())
    return _Signed(edits.apply(text, places), signs)


def _is_sound(text: str, signed: _Signed) -> bool:
    """Tell whether each sign in a part of a text stands for a code, and pairs nest in it."""
    waiting: list[int] = []
    for sign in _SIGN.findall(text):
        code = signed.codes.get(sign)
        if code is None or (code.kind == "close" and (not waiting or waiting.pop() != code.pair)):
            return False
        waiting += [code.pair] if code.kind == "open" else []
    return not waiting


def _counterpart(leaf: Leaf, signed: _Signed) -> Leaf:
    """Find what another text has under the label of a branch, in the shape that English needs."""
    others = messages.leaves(messages.skeleton(signed.text))
    return next((other for other in others if other.label == leaf.label), replace(leaf, text=""))


def _unsigned(leaf: Leaf, signed: _Signed) -> tuple[Inline, Mapping[Code, str]]:
    """Give a branch with its codes, and what stands for these; the number of a plural is one."""
    parts: list[str] = []
    codes: list[tuple[Code, str]] = []
    end = length = 0
    for found in (_NUMBERED if leaf.number else _SIGN).finditer(leaf.text):
        parts.append(leaf.text[end : found.start()])
        length += found.start() - end
        end = found.end()
        code = signed.codes.get(found[0], Code(0, found[0]))
        codes.append((replace(code, offset=length), found[0]))
    return Inline("".join([*parts, leaf.text[end:]]), tuple(code for code, _ in codes)), dict(codes)


def _whole(segment: Unit, branches: Sequence[_Branch], filled: Sequence[Filled]) -> Filled:
    source = _signed(segment.source, segment.codes, _OWN)
    target = _signed(segment.target, segment.target_codes, _OTHER)
    texts = {leaf.label: leaf.text for leaf in messages.leaves(messages.skeleton(target.text))}
    for branch, each in zip(branches, filled, strict=True):
        spelled = (piece if isinstance(piece, str) else branch.signs.get(piece, piece.text) for piece in each.pieces)
        texts[branch.label] = "".join(spelled)
    message = messages.put_back(source.text, texts)
    notes = tuple(dict.fromkeys(note for each in filled for note in each.notes))
    return Filled(tuple(_pieces(message, {**source.codes, **target.codes})), any(each.review for each in filled), notes)


def _pieces(message: str, codes: Mapping[str, Code]) -> Iterator[str | Code]:
    """Yield text and codes; a pair that stands in several branches gets a number in each."""
    pairs: dict[int, int] = {}
    for place, piece in enumerate(_PARTS.split(message)):
        code = codes.get(piece)
        if code and code.kind == "open":
            pairs[code.pair] = place
        if code:
            yield replace(code, pair=pairs.get(code.pair, code.pair))
        elif piece:
            yield piece
