"""From the translations of a unit to what a file gets for it: sentences, gaps and inline codes in one target."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit import chunks, inline, placement
from toolkit.bitext import Code, Translation, Unit
from toolkit.documents import pieces, records
from toolkit.documents.contents import Filled
from toolkit.documents.pieces import INVISIBLE, Piece
from toolkit.engines import Engine, Hypothesis
from toolkit.inline import Attention

Mark = Literal["review", "all", "none"]
"""What is marked for review in a file: what is flagged, all that a machine wrote, nothing."""

Done = tuple[Unit, Sequence[Translation]]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a unit from ``start`` to ``end``, and the codes in it."""

    piece: Piece
    start: int
    end: int
    codes: tuple[Code, ...] = ()

    @property
    def local(self) -> tuple[Code, ...]:
        """Give the codes with offsets into the piece's source."""
        return tuple(replace(code, offset=code.offset - self.start) for code in self.codes)

    @property
    def crossed(self) -> bool:
        """Tell whether a code stands between the words of a translated sentence."""
        return self.translated and any(self.start < code.offset < self.end for code in self.codes)

    @property
    def translated(self) -> bool:
        return self.piece.translation is not None and self.piece.translation.method != "copy"


def fill(engine: Engine, done: Sequence[Done], mark: Mark = "review") -> dict[str, Filled]:
    """Make the targets of translated units, by their ids; the codes of all are placed by one batch."""
    parts = [(unit, translations, _parts(unit, translations)) for unit, translations in done]
    crossed = [part for _, _, each in parts for part in each if part.crossed]
    looked = iter(_attention(engine, crossed))
    return {
        unit.id: _filled(translations, each, [next(looked) if part.crossed else () for part in each], mark)
        for unit, translations, each in parts
    }


def _attention(engine: Engine, parts: Sequence[_Part]) -> Iterator[Attention]:
    texts = [
        (chunks.whole(each.segment), Hypothesis(each.target, each.score))
        for part in parts
        if (each := part.piece.translation)
    ]
    return (hypothesis.attention for hypothesis in placement.aligned(engine, texts))


def _filled(
    translations: Sequence[Translation], parts: Sequence[_Part], attention: Sequence[Attention], mark: Mark
) -> Filled:
    flagged = any(translation.needs_review for translation in translations)
    spelt = (each for part, looked in zip(parts, attention, strict=True) for each in _spelt(part, looked))
    notes = tuple(note for translation in translations for note in records.notes(translation))
    suggestions = tuple(each for translation in translations for each in translation.suggestions)
    remembered = all(translation.method == "memory" for translation in translations)
    review = mark == "all" or (mark == "review" and flagged)
    return Filled(inline.joined(spelt), review, notes, suggestions, remembered)


def _spelt(part: _Part, attention: Attention) -> Iterator[str | Code]:
    if not part.translated:
        yield from _verbatim(part)
        return
    codes = dict(zip(part.local, part.codes, strict=True))
    for each in inline.place(part.piece.source, part.piece.target, part.local, attention):
        yield each if isinstance(each, str) else codes[each]


def _verbatim(part: _Part) -> Iterator[str | Code]:
    """Keep the codes of a gap or a copy where they are; what is invisible in a gap is left out."""
    copied = part.piece.translation is not None
    text = part.piece.target if copied else part.piece.source
    if not copied and not part.piece.source:
        yield part.piece.target
    place = 0
    for code, local in zip(part.codes, part.local, strict=True):
        yield text[place : local.offset] if copied else INVISIBLE.sub("", text[place : local.offset])
        yield code
        place = local.offset
    yield text[place:] if copied else INVISIBLE.sub("", text[place:])


def _parts(unit: Unit, translations: Sequence[Translation]) -> tuple[_Part, ...]:
    """Cut a unit into its pieces, and give each code to one of them: a closing code to the one that it ends."""
    parts: list[_Part] = []
    end = 0
    for piece in pieces.cut(unit, translations):
        parts.append(_Part(piece, end, end + len(piece.source)))
        end += len(piece.source)
    owned: Mapping[int, list[Code]] = _owned(unit.codes, parts)
    return tuple(replace(part, codes=tuple(owned[number])) for number, part in enumerate(parts))


def _owned(codes: Sequence[Code], parts: Sequence[_Part]) -> Mapping[int, list[Code]]:
    owned: defaultdict[int, list[Code]] = defaultdict(list)
    opened: dict[tuple[int, int], int] = {}
    for code in codes:
        owner = opened.get((code.pair, code.offset)) if code.kind == "close" else None
        owner = _owner(code, parts) if owner is None else owner
        owned[owner].append(code)
        if code.kind == "open":
            opened[code.pair, code.offset] = owner
    return owned


def _owner(code: Code, parts: Sequence[_Part]) -> int:
    for number, part in enumerate(parts):
        ends = part.start < code.offset <= part.end
        begins = part.start <= code.offset < part.end
        if ends if code.kind == "close" else begins:
            return number
    return 0 if code.offset == 0 else len(parts) - 1
