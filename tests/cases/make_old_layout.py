"""Make ``old-layout.argosmodel``: a tiny package with random weights as the index's oldest ones are laid out.

Run once, by hand, where ctranslate2 2.24.0, numpy<2 and pyyaml are installed: ``python make_old_layout.py``.
It has ``shared_vocabulary.txt`` and no ``config.json``, ``bpe.model`` instead of SentencePiece, and a ``stanza/``.
"""

import json
import string
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from ctranslate2.specs import TransformerSpec

SIZE, HEADS, FEED = 16, 2, 32
LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي" + string.ascii_letters + ".,"
VOCABULARY = ["<unk>", "<s>", "</s>", *(letter + end for letter in LETTERS for end in ("@@", ""))]
NAME = "translate-ar_en-1_0"
METADATA = {"package_version": "1.0", "argos_version": "1.0", "from_code": "ar", "from_name": "Arabic"}
METADATA |= {"to_code": "en", "to_name": "English"}

random = np.random.default_rng(7)


def weights(*shape: int) -> np.ndarray:
    return random.normal(0, 0.5, shape).astype(np.float32)


def linear(spec, rows: int, columns: int) -> None:
    spec.weight, spec.bias = weights(rows, columns), weights(rows)


def norm(spec) -> None:
    spec.gamma, spec.beta = np.ones(SIZE, np.float32), np.zeros(SIZE, np.float32)


def layer(spec, attentions: tuple[tuple[str, tuple[int, ...]], ...]) -> None:
    for name, multiples in attentions:
        norm(getattr(spec, name).layer_norm)
        for part, multiple in zip(getattr(spec, name).linear, multiples, strict=True):
            linear(part, multiple * SIZE, SIZE)
    norm(spec.ffn.layer_norm)
    linear(spec.ffn.linear_0, FEED, SIZE)
    linear(spec.ffn.linear_1, SIZE, FEED)


def model() -> TransformerSpec:
    spec = TransformerSpec((1, 1), HEADS, pre_norm=True)
    embeddings = weights(len(VOCABULARY), SIZE)
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = embeddings
    spec.encoder.scale_embeddings = spec.decoder.scale_embeddings = True
    layer(spec.encoder.layer[0], (("self_attention", (3, 1)),))
    layer(spec.decoder.layer[0], (("self_attention", (3, 1)), ("attention", (1, 2, 1))))
    norm(spec.encoder.layer_norm)
    norm(spec.decoder.layer_norm)
    spec.decoder.projection.weight, spec.decoder.projection.bias = embeddings, weights(len(VOCABULARY))
    spec.register_source_vocabulary(VOCABULARY)
    spec.register_target_vocabulary(VOCABULARY)
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch, zipfile.ZipFile("old-layout.argosmodel", "w") as archive:
        model().save(scratch)
        for file in sorted(Path(scratch).iterdir()):
            archive.write(file, f"{NAME}/model/{file.name}", zipfile.ZIP_DEFLATED)
        archive.writestr(f"{NAME}/metadata.json", json.dumps(METADATA))
        archive.writestr(f"{NAME}/bpe.model", "#version: 0.2\n")
        archive.writestr(f"{NAME}/stanza/resources.json", "{}")


if __name__ == "__main__":
    main()
