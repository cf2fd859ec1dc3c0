"""How translations are made, spelt out: the recipe of a run, and the key of one segment's translation."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from functools import lru_cache

import toolkit
from toolkit.bitext import Recipe, TermEntry, TermMatch
from toolkit.documents import files
from toolkit.drafts import Task
from toolkit.engines import Engine
from toolkit.errors import UsageError
from toolkit.glossaries import Glossary
from toolkit.jobs import Job

KEY = 16
"""Bytes of a segment's key."""


def recipe(job: Job, engine: Engine, glossary: Glossary) -> Recipe:
    """Say how a run makes its translations; raise UsageError for a date that is none."""
    return Recipe(
        tool=toolkit.__version__,
        model=f"{engine.name}@{engine.fingerprint}",
        glossary=glossary.signature,
        beam=job.beam,
        enforce=job.enforce,
        date=_source_date(),
        consistent=job.consistent,
        cut=_cut_hash(job),
    )


def key(recipe: Recipe, task: Task, remembered: str = "") -> bytes:
    """Hash all that the translation of a segment depends on: its text, the entries that matched in it, the model.

    The rest of the glossary is no part of it, so editing an entry changes the keys of its own segments alone. Of a
    segment that a person has translated, what is ``remembered`` goes in as well.
    """
    how = (recipe.tool, recipe.model, recipe.beam, recipe.enforce, remembered)
    parts = (*how, task.segment.source, _matches(task.matches), _kept(task.kept))
    return hashlib.blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=KEY).digest()


def _matches(matches: Sequence[TermMatch]) -> list[object]:
    return [
        (_entry(each.entry), each.start, each.end, each.kind, each.plural, _matches(each.nested)) for each in matches
    ]


def _kept(matches: Sequence[TermMatch]) -> list[object]:
    """Spell what is kept, which has no more to it than its text and place."""
    return [(each.entry.source, each.entry.target, each.start, each.end) for each in matches]


@lru_cache(maxsize=1 << 14)
def _entry(entry: TermEntry) -> str:
    return repr(replace(entry, place=""))


def _cut_hash(job: Job) -> str:
    """Hash the rules that text is cut by; empty for ours alone."""
    if not (job.srx or job.abbreviations):
        return ""
    rules = files.read(str(job.srx)) if job.srx else "\n".join(sorted(job.abbreviations)).encode()
    return hashlib.sha256(rules).hexdigest()[:12]


def _source_date() -> datetime | None:
    """Read SOURCE_DATE_EPOCH (seconds since 1970, reproducible-builds.org); no clock is asked."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not value:
        return None
    try:
        return datetime.fromtimestamp(int(value), timezone.utc)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is not a number of seconds: {value}") from None
