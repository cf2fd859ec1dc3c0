"""Which columns of a table hold the source and the target."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.arabic import BLANKS
from toolkit.bitext import State
from toolkit.documents.contents import Content
from toolkit.errors import InputError

PAIRS = (("source", "target"), ("ar", "en"), ("arabic", "english"), ("msgid", "msgstr"))
"""The names by which the two columns of a table are known, in small letters."""
KEYS = ("id", "key")
STATE = "state"
_DOUBTFUL = ("fuzzy", "needs")


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that hold the Arabic and that the English goes to."""

    arabic: str
    target: str


def choose(header: Sequence[str], content: Content, place: str) -> Columns:
    """Choose the columns: those that were named, else the first pair that is known; the target need not be there.

    Raises InputError, with the columns that there are, where the Arabic is not there.
    """
    pair = _named(header, content) if any(content.columns) else _known(header)
    source, target = pair or ("", "")
    arabic = target if content.side == "target" else source
    names = [tidy(name) for name in header]
    if tidy(arabic) not in names or not arabic:
        wanted = f"no column «{arabic}»" if arabic else "no column of the source, such as source or ar"
        raise InputError(f"{wanted}; there are: {listed(header)}; name it with --source-column", place)
    require_single((arabic, target), header, place)
    return Columns(_as_spelled(arabic, header), _as_spelled(target, header))


def known_pair(header: Iterable[str]) -> tuple[str, str] | None:
    """Give the first of the known pairs of names, in small letters, that a header has both of; None without one."""
    names = [tidy(name) for name in header]
    return next((pair for pair in PAIRS if pair[0] in names and pair[1] in names), None)


def require_single(wanted: Iterable[str], header: Iterable[str], place: str) -> None:
    """Raise InputError for a wanted name that two columns of a header have."""
    names = [tidy(name) for name in header]
    for name in wanted:
        if names.count(tidy(name)) > 1:
            raise InputError(f"column «{name}» stands twice", place)


def listed(names: Iterable[str]) -> str:
    """Spell the names of columns for a message, in one line that is not too long."""
    spelled = [" ".join(name.split())[:40] for name in names]
    return ", ".join(name for name in spelled if name)[:300] or "none"


def tidy(name: str) -> str:
    """Read a column's name without regard to case and blanks."""
    return name.strip(BLANKS).lower()


def keys(candidates: Iterable[Sequence[str]]) -> Sequence[str]:
    """Choose the first column that names every row and none twice; give nothing where there is none."""
    return next((names for names in candidates if names and all(names) and len(set(names)) == len(names)), ())


def state(target: str, written: str) -> State:
    """Read the state of a target that a column may name."""
    if not target.strip(BLANKS):
        return ""
    return "fuzzy" if tidy(written).startswith(_DOUBTFUL) else "translated"


def named_state(review: bool) -> str:
    """Spell the state of a new target."""
    return "needs-review" if review else "translated"


def _named(header: Sequence[str], content: Content) -> tuple[str, str]:
    """Complete the names that the user gave."""
    source, target = content.columns
    known = _known(header) or PAIRS[0]
    partner = dict(PAIRS)
    return source or known[0], target or partner.get(tidy(source), known[1] if not source else PAIRS[0][1])


def _known(header: Sequence[str]) -> tuple[str, str] | None:
    names = [tidy(name) for name in header]
    return known_pair(header) or next((pair for pair in PAIRS if pair[0] in names), None)


def _as_spelled(name: str, header: Sequence[str]) -> str:
    return next((each for each in header if tidy(each) == tidy(name)), name)
