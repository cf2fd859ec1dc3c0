"""A text and its translation, cut into pairs of sentences where both sides have as many."""

from toolkit import segmentation
from toolkit.bitext import Unit

_FACTOR, _SLACK = 2, 12
"""How much longer or shorter than by the lengths of both texts a translation may be, and how many letters besides."""


def cut(source: str, target: str) -> tuple[tuple[str, str], ...]:
    """Pair the sentences of two texts; both whole where they differ in number, or a pair in length too much.

    >>> cut("وصل الوفد. غادر الوزير.", "The delegation arrived. The minister left.")
    (('وصل الوفد.', 'The delegation arrived.'), ('غادر الوزير.', 'The minister left.'))
    >>> cut("وصل الوفد. غادر الوزير.", "The delegation arrived and the minister left.")
    (('وصل الوفد. غادر الوزير.', 'The delegation arrived and the minister left.'),)
    """
    ours, theirs = sentences(source), sentences(target)
    pairs = tuple(zip(ours, theirs, strict=False))
    ratio = len(target) / max(1, len(source))
    if len(ours) < 2 or len(ours) != len(theirs) or not all(_is_like(ratio, *pair) for pair in pairs):
        return ((source, target),)
    return pairs


def sentences(text: str) -> tuple[str, ...]:
    """Cut a text as one that is to be translated is cut; English has the same signs."""
    return tuple(segment.source for segment in segmentation.segments(Unit("", text)))


def _is_like(ratio: float, source: str, target: str) -> bool:
    expected = ratio * len(source)
    return expected / _FACTOR - _SLACK <= len(target) <= expected * _FACTOR + _SLACK
