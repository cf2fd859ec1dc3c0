"""The report as a few lines for a person."""

from toolkit.bitext import Recipe
from toolkit.reports.summary import Summary


def render(summary: Summary, recipe: Recipe, seconds: float) -> str:
    """Spell the summary of a run for the terminal."""
    return (
        f"segments: {summary.segments} in {seconds:.1f} s, {summary.flagged} to review\n"
        f"terms:    {_terms(summary)}\n"
        f"model:    {recipe.model}\n"
        f"glossary: {recipe.glossary}\n"
    )


def _terms(summary: Summary) -> str:
    if not summary.terms:
        return "none found"
    verdicts = ", ".join(f"{number} {verdict.value}" for verdict, number in summary.verdicts if number)
    return f"{summary.terms} ({verdicts}); {summary.missed} missed that had to be honoured"
