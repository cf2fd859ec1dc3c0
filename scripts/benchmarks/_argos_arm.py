"""Argos' arm, run by the Python of its own environment: reads paragraphs as JSON lines, answers with seconds."""

import json
import sys
import time
from pathlib import Path

import ctranslate2
from argostranslate import package, settings, translate


class Sentences:
    """Our sentences in the place of its sentence splitter."""

    def __init__(self):
        self.sentences = {}

    def split_sentences(self, paragraph):
        return self.sentences[paragraph]


pkg = package.Package(Path(sys.argv[1]))
translator = ctranslate2.Translator(
    str(pkg.package_path / "model"), inter_threads=settings.inter_threads, intra_threads=settings.intra_threads
)
for line in sys.stdin:
    sentencizer = Sentences()
    sentencizer.sentences = {" ".join(paragraph): paragraph for paragraph in json.loads(line)}
    started = time.perf_counter()
    for paragraph in sentencizer.sentences:
        translate.apply_packaged_translation(pkg, paragraph, translator, sentencizer, 4)
    print(time.perf_counter() - started, flush=True)
