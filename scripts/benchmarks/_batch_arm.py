"""One arm of ``scripts/bench batch`` in a process of its own: python _batch_arm.py ARM, with texts as JSON on stdin.

``texts`` are lists of lines. The answer is JSON: the seconds by the clock and those of the processor, workers included.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from toolkit import arabic, batch, segmentation
from toolkit.batch.jobs import Batch
from toolkit.bitext import Unit
from toolkit.engines import installation, packages
from toolkit.jobs import Job

BEAM = 4
TOKENS = 1024
"""Tokens of one of CTranslate2's batches, padding included; 2048 were no faster."""
Texts = Sequence[Sequence[str]]


def raw(texts: Texts, threads: int) -> tuple[float, float]:
    """Time CTranslate2 alone, on pieces that were made and sorted before."""
    import ctranslate2
    import sentencepiece

    package = packages.read(installation.embedded())
    translator = ctranslate2.Translator(package.name, files=package.model, inter_threads=threads, intra_threads=1)
    tokenizer = sentencepiece.SentencePieceProcessor(model_proto=package.files["sentencepiece.model"])
    segments = [each.source for text in texts for line in text for each in segmentation.segments(Unit("p", line))]
    cleaned = [arabic.clean(segment).text for segment in segments if arabic.has_arabic(segment)]
    pieces = sorted(tokenizer.encode(cleaned, out_type=str), key=len, reverse=True)
    translate = partial(
        translator.translate_batch, beam_size=BEAM, max_batch_size=TOKENS, batch_type="tokens", replace_unknowns=True
    )
    translate(pieces[-20:])
    return _timed(lambda: translate(pieces))


def ours(texts: Texts, workers: int, terms: bool) -> tuple[float, float]:
    """Time a whole batch, from the files to the files: its workers start, load the model and end in it."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "in")
        folder.mkdir()
        for number, lines in enumerate(texts):
            (folder / f"{number:04}.ar.txt").write_text("\n".join(lines), "utf-8")
        job = Job(
            (str(folder),), str(Path(scratch, "out")), beam=BEAM, threads=1, enforce=terms, default_glossary=terms
        )
        return _timed(lambda: batch.run(Batch(job, workers)))


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, cpu = time.perf_counter(), _cpu()
    work()
    return time.perf_counter() - clock, _cpu() - cpu


def _cpu() -> float:
    """Sum user and system time of this process and of the children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


ARMS: Mapping[str, Callable[[Texts], tuple[float, float]]] = {
    "raw-1": partial(raw, threads=1),
    "raw-2": partial(raw, threads=2),
    "plain-1": partial(ours, workers=1, terms=False),
    "plain-2": partial(ours, workers=2, terms=False),
    "terms-1": partial(ours, workers=1, terms=True),
    "terms-2": partial(ours, workers=2, terms=True),
}


def main() -> None:
    print(json.dumps(ARMS[sys.argv[1]](json.load(sys.stdin))))


if __name__ == "__main__":
    main()
