"""A concordance as lines for a person and as JSON."""

import json
from collections.abc import Iterator

import toolkit
from toolkit.concordance import Concordance, Found
from toolkit.documents.records import found_record

RIGHT_TO_LEFT, FIRST_STRONG, POP = "\u2067", "\u2068", "\u2069"
"""The isolates of UAX #9: text between one and POP is laid out by itself, so that columns do not run into it."""

BREAKS = dict.fromkeys(map(ord, "\r\n\u2028\u2029\t"), " ")


def text(concordance: Concordance, isolated: bool) -> str:
    """Spell each segment that has terms, the terms in square brackets, and a line for each term below it.

    ``isolated`` is for a terminal: isolates keep Arabic from moving what stands beside it. Without, the text is bare.
    """
    lines = (
        line
        for each in concordance.texts
        for found in each.found
        if found.matches
        for line in (f"{each.name}:{found.segment.id}", *_lines(found, isolated))
    )
    return "".join(f"{line}\n" for line in lines)


def summary(concordance: Concordance) -> str:
    """Spell how many terms there are, and of which kinds."""
    notices = "".join(f"toolkit: {notice}\n" for notice in concordance.notices)
    kinds = ", ".join(f"{number} {kind}" for kind, number in concordance.kinds.most_common())
    number = concordance.kinds.total()
    return notices + (
        f"segments: {len(concordance.found)}\n"
        f"terms:    {f'{number} ({kinds})' if number else 'none found'}\n"
        f"glossary: {concordance.glossary}\n"
    )


def json_report(concordance: Concordance) -> str:
    """Spell the report of ``translate`` for texts that are not translated; ``report.schema.json`` tells both."""
    segments = [
        {"file": each.name, **found_record(found.segment, found.matches)}
        for each in concordance.texts
        for found in each.found
    ]
    report = {
        "tool": f"toolkit {toolkit.__version__}",
        "signature": f"toolkit:{toolkit.__version__}|glossary:{concordance.glossary}",
        "summary": {
            "segments": len(segments),
            "words": sum(len(found.segment.source.split()) for found in concordance.found),
            "terms": concordance.kinds.total(),
            "verdicts": {},
            "missed": 0,
            "flagged": 0,
        },
        "segments": segments,
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _lines(found: Found, isolated: bool) -> Iterator[str]:
    marked = _marked(found).translate(BREAKS)
    yield f"  {RIGHT_TO_LEFT}{marked}{POP}" if isolated else f"  {marked}"
    for match in found.matches:
        source = f"{FIRST_STRONG}{match.entry.source}{POP}" if isolated else match.entry.source
        reported = "" if match.enforced else ", not enforced"
        yield f"    {source} → {match.entry.target}  {match.kind}{reported}  {match.entry.place}"


def _marked(found: Found) -> str:
    """Put the terms of a segment in brackets."""
    pieces: list[str] = []
    end = 0
    for match in found.matches:
        pieces += [found.segment.source[end : match.start], "[", found.segment.source[match.start : match.end], "]"]
        end = match.end
    return "".join(pieces) + found.segment.source[end:]
