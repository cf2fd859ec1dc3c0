"""What a memory gives for segments: translations that agree with today's glossary, and others to look at."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from toolkit import arabic, recipes, renderings
from toolkit.bitext import Outcome, Recipe, Suggestion, Translation, Verdict
from toolkit.drafts import Task
from toolkit.jobs import Job
from toolkit.memory import Entry, Hit, Memory, Query, Scope, queries
from toolkit.memory.entries import EXACT

_MADE = frozenset(["model", "annotation", "n-best", "search", "splice"])
"""The methods of translations that a machine made anew."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a memory has for one segment: its translation, if one is as good as new, and suggestions.

    ``by_hand`` says that a person made the translation; another comes from the very recipe of this run.
    """

    translation: Translation | None = None
    by_hand: bool = False
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Recall:
    """A memory that is asked for the segments of one file after the other."""

    memory: Memory | None
    scope: Scope
    recipe: Recipe
    learns: bool = False

    def recalled(self, tasks: Sequence[Task]) -> list[Recalled]:
        """Ask for the segments of a text, in its order; what is not Arabic is not asked for."""
        if self.memory is None:
            return [Recalled()] * len(tasks)
        return [
            self._recalled(self.memory, task, query) if arabic.has_arabic(task.segment.source) else Recalled()
            for task, query in zip(tasks, self._queries(tasks), strict=True)
        ]

    def learn(self, tasks: Sequence[Task], translations: Sequence[Translation]) -> None:
        """Store what was made for the segments of a text, with its recipe; not what needs a review, nor copies."""
        if self.memory is not None and self.learns:
            self.memory.add(self._entries(tasks, translations))

    def _queries(self, tasks: Sequence[Task]) -> list[Query]:
        plain = queries([task.segment for task in tasks])
        keys = (recipes.key(self.recipe, task).hex() for task in tasks)
        return [replace(query, recipe=key) for query, key in zip(plain, keys, strict=True)]

    def _recalled(self, memory: Memory, task: Task, query: Query) -> Recalled:
        best = memory.exact(query, self.scope)
        if best and self._agrees(task, best):
            return _taken(task, best)
        hits = memory.fuzzy(query, self.scope)
        current = next((hit for hit in hits if hit.score >= EXACT and self._agrees(task, hit)), None)
        return _taken(task, current) if current else Recalled(suggestions=tuple(map(_suggestion, hits)))

    def _agrees(self, task: Task, hit: Hit) -> bool:
        """Tell whether a translation holds the terms as today's glossary wants them, and nothing that it forbids."""
        wanted = [match for match in task.wanted if match.enforced] if self.recipe.enforce else []
        text = hit.entry.target
        return None not in renderings.locate(wanted, text) and not renderings.forbidden(wanted, text)

    def _entries(self, tasks: Sequence[Task], translations: Sequence[Translation]) -> Iterator[Entry]:
        for query, each in zip(self._queries(tasks), translations, strict=True):
            if each.method in _MADE and not each.needs_review:
                owner = (self.scope.client, self.scope.domains[0] if self.scope.domains else "")
                yield Entry(each.segment.source, each.target, query.context, *owner, query.recipe, self.recipe.model)


@contextmanager
def opened(job: Job, recipe: Recipe) -> Iterator[Recall]:
    """Open the memory of a job, if it has one, and name it in the recipe; raise ToolkitError where that fails."""
    scope = Scope(job.client, job.domains)
    if not job.memory:
        yield Recall(None, scope, recipe)
        return
    with Memory(job.memory, write=job.learn) as memory:
        name = f"{job.memory.name}@{memory.fingerprint}"
        yield Recall(memory, scope, replace(recipe, memory=name), job.learn)


def _taken(task: Task, hit: Hit) -> Recalled:
    places = renderings.locate(task.matches, hit.entry.target)
    outcomes = tuple(
        Outcome(match, Verdict.BY_MEMORY, *place) if place else Outcome(match, Verdict.MISSED)
        for match, place in zip(task.matches, places, strict=True)
    )
    translation = Translation(task.segment, hit.entry.target, outcomes, method="memory")
    return Recalled(translation, by_hand=not hit.entry.recipe)


def _suggestion(hit: Hit) -> Suggestion:
    return Suggestion(hit.entry.source, hit.entry.target, hit.score, hit.entry.origin)
