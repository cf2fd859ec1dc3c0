"""Propose the terms of a glossary from aligned text: by frequency, association and word alignment."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from toolkit import terms
from toolkit.documents import files
from toolkit.errors import UsageError
from toolkit.extraction import alignment, analysis, candidates, edges, forms, proposals, standing
from toolkit.extraction import pairs as bitexts
from toolkit.extraction.alignment import MOST_WORDS, Aligned
from toolkit.extraction.analysis import BREAK, Stems
from toolkit.extraction.candidates import Candidate
from toolkit.extraction.forms import Languages
from toolkit.extraction.pairs import Pair, Reading
from toolkit.extraction.proposals import Proposal
from toolkit.extraction.summary import Extracted
from toolkit.extraction.termhood import is_numbered, is_term
from toolkit.extraction.words import exceeds


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that ``glossary extract`` needs: the bitexts, how the glossary is stacked, what to propose.

    ``inputs`` are paths or ``-``, ``plain`` pairs of paths of plain texts; ``reader`` names the format of the inputs,
    if their suffixes do not. A proposal stands together at least ``least`` times and has at most ``longest`` words;
    ``known`` asks for those that the glossary has, too.
    """

    inputs: tuple[str, ...] = ()
    plain: tuple[tuple[str, str], ...] = ()
    reader: str = ""
    encoding: str = ""
    glossaries: tuple[Path, ...] = ()
    default_glossary: bool = True
    client: str = ""
    domains: tuple[str, ...] = ()
    least: int = 3
    longest: int = 6
    limit: int = 0
    known: bool = False


def extract(job: Extraction) -> Extracted:
    """Propose terms; raise InputError or UsageError for what cannot be read."""
    index = terms.load(job.glossaries, job.default_glossary, job.client, job.domains)
    readings = _readings(job)
    read = [pair for reading in readings for pair in reading.pairs]
    distinct = tuple(dict.fromkeys(read))
    pairs = tuple(pair for pair in distinct if not _is_long(pair))
    found = tuple(proposals.ranked(list(_proposals(pairs, job, index))))
    kept = [one for one in found if job.known or not one.known]
    limited = tuple(kept[: job.limit] if job.limit else kept)
    return Extracted(
        limited,
        tuple(one for one in found if one.known),
        len(kept) - len(limited),
        len(pairs),
        sum(reading.skipped for reading in readings),
        len(read) - len(distinct),
        len(distinct) - len(pairs),
        tuple(index.glossary.unknown(job.client, job.domains)),
    )


def _readings(job: Extraction) -> list[Reading]:
    if [*job.inputs, *chain.from_iterable(job.plain)].count(files.STANDARD) > 1:
        raise UsageError("stdin can be read only once; name a file in the place of the other -")
    inputs = [bitexts.read(path, job.encoding, job.reader) for path in job.inputs]
    return inputs + [bitexts.read_plain(paths, job.encoding) for paths in job.plain]


def _is_long(pair: Pair) -> bool:
    return exceeds(pair.source, MOST_WORDS) or exceeds(pair.target, MOST_WORDS)


def _proposals(pairs: Sequence[Pair], job: Extraction, index: terms.Index) -> Iterator[Proposal]:
    languages = Languages(
        analysis.arabic(pair.source for pair in pairs), analysis.english(pair.target for pair in pairs)
    )
    aligned = _aligned(pairs, languages, job.least)
    found = _candidates(aligned, languages, job)
    spelt = forms.spell(found, pairs, aligned, languages)
    for one in found:
        if not spelt[one.source].piece:
            yield proposals.propose(one, spelt[one.source], index)


def _aligned(pairs: Sequence[Pair], languages: Languages, least: int) -> list[Aligned]:
    sources = _frequent([analysis.reduce(pair.source, languages.arabic) for pair in pairs], least)
    targets = _frequent([analysis.reduce(pair.target, languages.english) for pair in pairs], least)
    return alignment.align(sources, targets)


def _frequent(texts: Sequence[Stems], least: int) -> list[Stems]:
    """Put a break for each word that is too rare to be part of a proposal."""
    counts = Counter(stem for text in texts for stem in text)
    return [tuple(stem if counts[stem] >= least else BREAK for stem in text) for text in texts]


def _candidates(aligned: Sequence[Aligned], languages: Languages, job: Extraction) -> list[Candidate]:
    counted = candidates.candidates(aligned, job.least, job.longest)
    complete = edges.complete(counted, aligned, job.least, job.longest)
    targets = {one.source: one.target for one in complete}
    whole = standing.whole(complete, aligned, job.longest)
    return [one for one in whole if is_term(one, languages.arabic) and not is_numbered(one, targets)]
