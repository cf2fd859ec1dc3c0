"""What every export says of a segment beside its text: its terms, its score, the recipe's date."""

import re
from collections.abc import Mapping, Sequence
from datetime import timezone

from toolkit.bitext import Outcome, Recipe, Segment, TermEntry, TermMatch, Translation

Record = Mapping[str, object]

IN_SEGMENT = re.compile(r":(.*\.s\d+)$")
"""The end of the place of a term that was proposed from a translation: ``news.ar.txt:p1.s2``; others have a line."""


def term_note(outcome: Outcome) -> str:
    """Spell an outcome for a person: ``ناتو → NATO: BY_MODEL``; behind a forced one how sure its place is.

    A term of the document itself says which segment it was taken from.
    """
    entry = outcome.match.entry
    sure = "" if outcome.confidence is None else f" {outcome.confidence:.2f}"
    note = f"{entry.source} → {entry.target}: {outcome.verdict.value}{sure}"
    told = note if outcome.match.enforced else f"{note} (not enforced)"
    segment = _proposed_from(entry)
    return f"{told} (from {segment})" if segment else told


def _proposed_from(entry: TermEntry) -> str:
    """Name the segment whose translation proposed a term; empty for a glossary's."""
    found = IN_SEGMENT.search(entry.place)
    return found[1] if found else ""


def notes(translation: Translation) -> tuple[str, ...]:
    """Spell what a reviewer should know: one note for each term, one for the flags if there are any."""
    flags = (f"flags: {' '.join(translation.flags)}",) if translation.flags else ()
    return tuple(term_note(outcome) for outcome in translation.outcomes) + flags


def score(translation: Translation) -> float:
    """Round a score to what is worth printing: four decimals, and no negative zero."""
    return round(translation.score, 4) + 0.0


def stamp(recipe: Recipe, form: str) -> str:
    """Spell the recipe's date in UTC after a ``strftime`` form; empty when it has none."""
    if recipe.date is None:
        return ""
    return recipe.date.astimezone(timezone.utc).strftime(form)


def segment_record(translation: Translation) -> Record:
    """Give a segment as JSON has it, in the report and in JSON lines alike."""
    return {
        "id": translation.segment.id,
        "source": translation.segment.source,
        "target": translation.target,
        "score": score(translation),
        "method": translation.method,
        "flags": list(translation.flags),
        "terms": [_term_record(outcome) for outcome in translation.outcomes],
    }


def found_record(segment: Segment, matches: Sequence[TermMatch]) -> Record:
    """Give a segment that was searched and not translated: its terms have no verdict."""
    return {
        "id": segment.id,
        "source": segment.source,
        "target": "",
        "score": 0.0,
        "method": "find",
        "flags": [],
        "terms": [{**_match_record(match), **_nested_record(match)} for match in matches],
    }


def _term_record(outcome: Outcome) -> Record:
    sure = {} if outcome.confidence is None else {"confidence": round(outcome.confidence, 2)}
    return {**_match_record(outcome.match), "verdict": outcome.verdict.value, **sure, **_nested_record(outcome.match)}


def _nested_record(match: TermMatch) -> Record:
    return {"nested": [_match_record(inner) for inner in match.nested]} if match.nested else {}


def _match_record(match: TermMatch) -> Record:
    segment = _proposed_from(match.entry)
    return {
        "source": match.entry.source,
        "target": match.entry.target,
        "start": match.start,
        "end": match.end,
        "kind": match.kind,
        "enforced": match.enforced,
        **({"proposed_from": segment} if segment else {}),
    }
