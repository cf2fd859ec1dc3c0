"""Let what recurs in a document come out in one way: terms are proposed from first renderings and then honoured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit import chunks, enforcement, renderings, terms
from toolkit.bitext import Outcome, TermEntry, TermMatch, Translation, Verdict
from toolkit.consistency.phrases import Occurrence, recurring
from toolkit.consistency.proposals import Proposal, proposals
from toolkit.consistency.readings import read
from toolkit.drafts import Task
from toolkit.engines import Engine, Request
from toolkit.glossaries import Glossary

LOSS, NAME_LOSS = 0.1, 1.0
"""The log-probability for each piece that a translation may lose for a term; for a name that the model did not read."""

Matches = Mapping[int, tuple[TermMatch, ...]]
"""The terms of a document in each of its segments, by the number of the segment's task."""


@dataclass(frozen=True, slots=True)
class Consistent:
    """The terms of a document and its translations, in order; ``notices`` say of each term where it was brought in."""

    entries: tuple[TermEntry, ...]
    translations: tuple[Translation, ...]
    notices: tuple[str, ...] = ()


def agree(
    engine: Engine, name: str, tasks: Sequence[Task], translations: Sequence[Translation], beam: int = 4
) -> Consistent:
    """Translate again the segments of a document that render what recurs otherwise than its first occurrence.

    ``name`` is the document's, ``tasks`` and ``translations`` are parallel. A segment keeps its translation where a
    term cannot be honoured, a flag would come to it, or the model finds the new one much less likely; the outcome of
    the term is then missed, and not enforced. What could be brought in nowhere is no term of the document.
    """
    phrases = recurring(tasks)
    found = read(engine, tasks, translations, [place for phrase in phrases for place in phrase.occurrences])
    made = proposals(phrases, found, [f"{name}:{task.segment.id}" for task in tasks])
    findable = [each for each in made if _is_found(each, tasks)]
    again = _again(engine, tasks, translations, findable, beam)
    kept = [each for each in findable if any(_has(again.get(place.number), place) for place in each.differing)]
    matches = _matches(kept, tasks)
    told = tuple(
        _told(again.get(number, translation), matches.get(number, ()))
        for number, translation in enumerate(translations)
    )
    return Consistent(
        tuple(each.entry for each in kept), told, tuple(_notice(name, each, tasks, told) for each in kept)
    )


def _is_found(proposal: Proposal, tasks: Sequence[Task]) -> bool:
    """Tell whether a glossary would find a term in all the places that it holds for."""
    matches = _matches([proposal], tasks)
    places = (*proposal.alike, *proposal.differing)
    return all(any(match.start == place.start for match in matches[place.number]) for place in places)


def _matches(made: Iterable[Proposal], tasks: Sequence[Task]) -> Matches:
    """Find terms in the places that they hold for; of two that overlap the longer one."""
    listed = list(made)
    index = terms.index(Glossary(("document",), (tuple(each.entry for each in listed),)))
    places = {(place.number, place.start) for each in listed for place in (*each.alike, *each.differing)}
    return {
        number: tuple(
            replace(match, nested=())
            for match in terms.find(index, tasks[number].segment.source)
            if (number, match.start) in places and match.enforced and _is_free(match, tasks[number])
        )
        for number in sorted({number for number, _ in places})
    }


def _is_free(match: TermMatch, task: Task) -> bool:
    return all(match.end <= other.start or other.end <= match.start for other in task.wanted)


def _again(
    engine: Engine, tasks: Sequence[Task], translations: Sequence[Translation], made: Sequence[Proposal], beam: int
) -> Mapping[int, Translation]:
    """Translate segments again, first for the names in them, then for all their terms; give those that got no worse."""
    again: dict[int, Translation] = {}
    given_up: set[tuple[int, int]] = set()
    for chosen, loss in (([each for each in made if each.is_name], NAME_LOSS), (made, LOSS)):
        open_places = [place for each in chosen for place in each.differing if not _has(again.get(place.number), place)]
        numbers = sorted({place.number for place in open_places if (place.number, place.start) not in given_up})
        matches = _matches(chosen, tasks)
        wanted = [
            _Wanted(
                tasks[number],
                again.get(number, translations[number]),
                tuple(match for match in matches[number] if (number, match.start) not in given_up),
            )
            for number in numbers
        ]
        again.update(zip(numbers, _tried(engine, wanted, loss, beam), strict=True))
        given_up.update(
            (place.number, place.start) for place in open_places if not _has(again.get(place.number), place)
        )
    return again


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A segment to translate again: its task, its translation so far, and the terms of the document in it."""

    task: Task
    translation: Translation
    matches: tuple[TermMatch, ...]

    @property
    def extended(self) -> Task:
        matches = sorted((*self.task.matches, *self.matches), key=lambda match: match.start)
        return replace(self.task, matches=tuple(matches))


def _tried(engine: Engine, wanted: Sequence[_Wanted], loss: float, beam: int) -> list[Translation]:
    """Translate segments with their terms; each keeps its translation where the new one is worse."""
    made = enforcement.translate(engine, [each.extended for each in wanted], beam)
    before = engine.score(*_pairs(engine, wanted, [each.translation for each in wanted]))
    after = engine.score(*_pairs(engine, wanted, made))
    return [
        new if old - score <= loss and _is_no_worse(each, new) else each.translation
        for each, new, old, score in zip(wanted, made, before, after, strict=True)
    ]


def _pairs(engine: Engine, wanted: Sequence[_Wanted], made: Sequence[Translation]) -> tuple[list[Request], list[str]]:
    """Put translations beside their plain sources, as an engine scores them."""
    cut = [chunks.cut(engine, each.task.segment, ()) for each in wanted]
    sources = [Request(" ".join(part.request.source for part in parts)) for parts in cut]
    return sources, [translation.target for translation in made]


def _is_no_worse(wanted: _Wanted, new: Translation) -> bool:
    """Tell whether a translation has all terms of the document, no term less than before, and no flag more."""
    old = wanted.translation
    places = {match.start for match in wanted.matches}
    honoured = all(outcome.end for outcome in new.outcomes if outcome.match.start in places)
    lost = sum(outcome.missed for outcome in new.outcomes) > sum(outcome.missed for outcome in old.outcomes)
    return honoured and not lost and set(new.flags) <= {*old.flags, "split"}


def _told(translation: Translation, matches: Sequence[TermMatch]) -> Translation:
    """Say of a translation which terms of the document stand in it, and which could not be brought in."""
    known = {outcome.match.start for outcome in translation.outcomes}
    untold = [match for match in matches if match.start not in known]
    standing = [outcome.match for outcome in translation.outcomes if outcome.end]
    places = renderings.locate([*standing, *untold], translation.target)[len(standing) :]
    outcomes = [*translation.outcomes, *map(_outcome, untold, places)]
    return replace(translation, outcomes=tuple(sorted(outcomes, key=lambda outcome: outcome.match.start)))


def _outcome(match: TermMatch, place: renderings.Span | None) -> Outcome:
    if place:
        return Outcome(match, Verdict.BY_MODEL, *place)
    return Outcome(replace(match, entry=replace(match.entry, status="proposed")), Verdict.MISSED)


def _notice(name: str, proposal: Proposal, tasks: Sequence[Task], told: Sequence[Translation]) -> str:
    """Spell for a person what a term is, where it is from, into which segments it was brought, and which lack it."""
    entry = proposal.entry
    brought = [place for place in proposal.differing if _has(told[place.number], place)]
    lacking = [place for place in proposal.differing if place not in brought]
    first, also, not_in = (_listed(places, tasks) for places in ([proposal.first], brought, lacking))
    line = f"{name}: «{entry.source}» → «{entry.target}» as in {first}, also in {also}"
    return f"{line}; not in {not_in}" if lacking else line


def _listed(places: Sequence[Occurrence], tasks: Sequence[Task]) -> str:
    return ", ".join(dict.fromkeys(tasks[place.number].segment.id for place in places))


def _has(translation: Translation | None, place: Occurrence) -> bool:
    """Tell whether a term of the document stands in a translation for an occurrence."""
    outcomes = translation.outcomes if translation else ()
    return any(outcome.match.start == place.start and outcome.end for outcome in outcomes)
