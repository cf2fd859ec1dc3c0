"""The tokenizers of Argos packages: text to pieces and back, and which word each piece belongs to."""

import io
import re
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from itertools import accumulate
from typing import Any, Protocol

from toolkit.errors import ModelError

SPACE = "\u2581"
BYTE = re.compile(r"<0x([0-9A-F]{2})>")


class Tokenizer(Protocol):
    """What an engine needs of a tokenizer."""

    def encode(self, text: str) -> list[str]:
        """Cut a text into pieces."""

    def encode_target(self, text: str) -> list[str]:
        """Cut the beginning of a translation into pieces."""

    def decode(self, pieces: Sequence[str]) -> str:
        """Join pieces to a text."""

    def words(self, pieces: Sequence[str]) -> list[int]:
        """Give the number of the word that each piece belongs to."""

    def range(self, pieces: Sequence[str], text: str, start: int, end: int) -> tuple[int, int] | None:
        """Find the pieces that spell ``text[start:end]``; None where a border falls inside a piece."""

    def knows(self, piece: str) -> bool:
        """Tell whether a piece is in the vocabulary."""


class SentencePiece:
    """``sentencepiece.model``. Underscores survive, unlike in Argos' own tokenizer."""

    def __init__(self, model: bytes) -> None:
        import sentencepiece

        self._processor = sentencepiece.SentencePieceProcessor(model_proto=model)

    def encode(self, text: str) -> list[str]:
        return list(self._processor.encode(text, out_type=str))

    encode_target = encode

    def decode(self, pieces: Sequence[str]) -> str:
        return str(self._processor.decode_pieces(list(pieces))).replace(SPACE, " ").strip()

    def words(self, pieces: Sequence[str]) -> list[int]:
        starts = accumulate(int(piece.startswith(SPACE)) for piece in pieces)
        return [max(0, number - 1) for number in starts]

    def range(self, pieces: Sequence[str], text: str, start: int, end: int) -> tuple[int, int] | None:
        spelt = [_spelling(piece) for piece in pieces]
        if b"".join(spelt) != f" {text}".encode():
            return None
        borders = [0, *accumulate(len(piece) for piece in spelt)]
        first, last = (len(f" {text[:offset]}".encode()) for offset in (start, end))
        first -= start == 0 or text[start - 1] == " "
        if first not in borders or last not in borders:
            return None
        return borders.index(first), borders.index(last)

    def knows(self, piece: str) -> bool:
        return int(self._processor.piece_to_id(piece)) != int(self._processor.unk_id())


def _spelling(piece: str) -> bytes:
    """Give the bytes that a piece stands for.

    >>> _spelling("▁في").decode(), _spelling("<0xE2>")
    (' في', b'\\xe2')
    """
    byte = BYTE.fullmatch(piece)
    return bytes.fromhex(byte[1]) if byte else piece.replace(SPACE, " ").encode()


class MosesBPE:
    """``bpe.model``: the tokenizer of the oldest packages, as argostranslate reads it."""

    def __init__(self, model: bytes, source_language: str, target_language: str) -> None:
        try:
            from argostranslate.apply_bpe import BPE
        except ImportError:
            raise ModelError(
                "this package needs argostranslate for its bpe.model: pip install --no-deps argostranslate"
            ) from None
        from sacremoses import MosesDetokenizer, MosesPunctNormalizer, MosesTokenizer

        self._bpe = _merges(BPE, model)
        self._normalizer = MosesPunctNormalizer(source_language)
        self._tokenizer = MosesTokenizer(source_language)
        self._target_tokenizer = MosesTokenizer(target_language)
        self._detokenizer = MosesDetokenizer(target_language)

    def encode(self, text: str) -> list[str]:
        return list(self._bpe.segment_tokens(self._tokenizer.tokenize(self._normalizer.normalize(text))))

    def encode_target(self, text: str) -> list[str]:
        return list(self._bpe.segment_tokens(self._target_tokenizer.tokenize(text)))

    def decode(self, pieces: Sequence[str]) -> str:
        return str(self._detokenizer.detokenize(" ".join(pieces).replace("@@ ", "").removesuffix("@@").split(" ")))

    def words(self, pieces: Sequence[str]) -> list[int]:
        ends = accumulate(int(not piece.endswith("@@")) for piece in pieces)
        return [0, *ends][: len(pieces)]

    def range(self, pieces: Sequence[str], text: str, start: int, end: int) -> tuple[int, int] | None:
        return None

    def knows(self, piece: str) -> bool:
        return True


def _merges(read: Callable[[io.StringIO], Any], model: bytes) -> Any:
    """Read a ``bpe.model``; raise ValueError where the library, at a broken line, would end the whole process."""
    try:
        with redirect_stderr(io.StringIO()) as said:
            return read(io.StringIO(model.decode("utf-8")))
    except SystemExit:
        raise ValueError(" ".join(said.getvalue().partition("\n")[0].split())) from None
