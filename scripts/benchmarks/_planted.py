"""Errors for ``scripts/bench checks``: each kind is put into clean pairs of Arabic and English, by a seeded chance."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from toolkit import english, renderings
from toolkit.bitext import Outcome, TermEntry
from toolkit.checks import Pair

Texts = tuple[str, str]
"""A source and a target."""
Plant = Callable[[Pair, random.Random], Texts | None]
"""Put an error into a pair; None where it offers no place for it."""

DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SIGNS = {",": "،", ";": "؛", "?": "؟"}
MONTHS = "January February March April May June July August September October November December".split()
PLACEHOLDERS = ("%s", "%1$d", "{0}", "{name}", "{{ user }}", "${count}", "%(total)s")
LINKS = ("https://www.health.example/ar/news?id=7", "www.health.example", "press@health.example")
SHORT, LONG = 60, 400
"""Characters of a target that is to be cut or lengthened."""


@dataclass(frozen=True, slots=True)
class Kind:
    """An error: the check that has to find it, how it is planted, and, where clean text has no place, how that is made.

    ``control`` makes a pair that has what the check looks at and is right; ``theirs`` are the filters of pofilter that
    look for the same; what all errors of a file would change together is planted ``alone``.
    """

    check: str
    plant: Plant
    theirs: tuple[str, ...] = ()
    control: Plant | None = None
    alone: bool = False


def empty(pair: Pair, chance: random.Random) -> Texts | None:
    return pair.source, chance.choice(("", " "))


def untranslated(pair: Pair, _: random.Random) -> Texts | None:
    return pair.source, pair.source


def arabic_left(pair: Pair, chance: random.Random) -> Texts | None:
    words, left = pair.target.split(" "), re.findall("[ء-ي]{3,}", pair.source)
    if not left:
        return None
    words[chance.randrange(len(words))] = chance.choice(left)
    return pair.source, " ".join(words)


def arabic_sign(pair: Pair, chance: random.Random) -> Texts | None:
    found = [match.span() for match in re.finditer(r"\d+|[,;?]", pair.target)]
    return _replaced(pair, found, lambda old: SIGNS.get(old, old.translate(DIGITS)), chance)


def term_missing(pair: Pair, chance: random.Random) -> Texts | None:
    """Put words of other terms in the place of all forms of a term."""
    standing = [each for each in pair.outcomes if _is_wanted(each)]
    if not standing:
        return None
    term = chance.choice(standing).match
    other = chance.choice(("garden furniture", "a blue lamp", "the seventh horse", "old shoes", "my uncle"))
    accepted = (*renderings.forms(term), *map(english.plural, renderings.forms(term)))
    target = pair.target
    for form in accepted:
        target = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", other, target, flags=re.IGNORECASE)
    return pair.source, target


def term_forbidden(pair: Pair, chance: random.Random) -> Texts | None:
    return _with_term(pair, chance, lambda each: each.match.entry.forbidden)


def dnt_changed(pair: Pair, chance: random.Random) -> Texts | None:
    """Spell a name otherwise, in all its places."""
    found = [each.match.entry for each in pair.outcomes if each.match.entry.status == "do-not-translate" and each.end]
    if not found:
        return None
    name = chance.choice(found).target
    changed = chance.choice((name[:-1], name[1:], name.capitalize(), name + name[-1]))
    return pair.source, re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", changed, pair.target)


def term_form(pair: Pair, chance: random.Random) -> Texts | None:
    """Put a plural where neither the Arabic nor the glossary has one."""

    def plurals(each: Outcome) -> tuple[str, ...]:
        form, entry = english.plural(each.match.entry.target), each.match.entry
        is_name = entry.case == "as-is" or entry.pos != "noun"
        return () if is_name or form in renderings.forms(each.match) else (form,)

    return _with_term(pair, chance, plurals)


def term_mixed(known: Mapping[TermEntry, Sequence[str]], pair: Pair, chance: random.Random) -> Texts | None:
    """Take a form that a term, often used, has nowhere in the file, and that has no word in common with its target."""

    def others(each: Outcome) -> tuple[str, ...]:
        entry = each.match.entry
        used = known.get(entry, ())
        fresh = (form for form in entry.target_variants if form.lower() not in used)
        return tuple(form for form in fresh if len(used) > 2 and form[:3].lower() != entry.target[:3].lower())

    return _with_term(pair, chance, others)


def number(pair: Pair, chance: random.Random) -> Texts | None:
    found = [match.span() for match in re.finditer(r"(?<![\d.,])\d+(?:[.,]\d+)*", pair.target)]
    return _replaced(pair, found, lambda old: _other_number(old, chance), chance)


def date(pair: Pair, chance: random.Random) -> Texts | None:
    found = [match.span() for match in re.finditer(rf"(?<!\w)(?:{'|'.join(MONTHS)})(?= \d)", pair.target)]
    return _replaced(pair, found, lambda old: MONTHS[(MONTHS.index(old) + chance.randrange(1, 12)) % 12], chance)


def calendar(pair: Pair, chance: random.Random) -> Texts | None:
    year = chance.randrange(1400, 1450)
    return f"{pair.source} عام {year} هـ", f"{pair.target} in {year}"


def calendar_said(pair: Pair, chance: random.Random) -> Texts | None:
    year = chance.randrange(1400, 1450)
    return f"{pair.source} عام {year} هـ", f"{pair.target} in {year} AH"


def placeholder(pair: Pair, chance: random.Random) -> Texts | None:
    kept = chance.choice(PLACEHOLDERS)
    lost = chance.choice(("", kept[:-1], kept.replace("n", "N") if "n" in kept else f"{kept[0]} {kept[1:]}"))
    return _into(pair.source, kept, chance), _into(pair.target, lost, chance)


def placeholder_kept(pair: Pair, chance: random.Random) -> Texts | None:
    kept = chance.choice(PLACEHOLDERS)
    return _into(pair.source, kept, chance), _into(pair.target, kept, chance)


def tag(pair: Pair, chance: random.Random) -> Texts | None:
    texts = tags_kept(pair, chance)
    return texts and (texts[0], texts[1].replace(chance.choice(("<b>", "</b>")), chance.choice(("", "< b >", "<i>"))))


def tags_kept(pair: Pair, chance: random.Random) -> Texts | None:
    source, target = (_tagged(text, chance) for text in (pair.source, pair.target))
    return source, target


def link(pair: Pair, chance: random.Random) -> Texts | None:
    kept = chance.choice(LINKS)
    changed = chance.choice((kept.replace("health", "heath"), kept.replace(".example", ".exemple"), ""))
    return _into(pair.source, kept, chance), _into(pair.target, changed, chance)


def link_kept(pair: Pair, chance: random.Random) -> Texts | None:
    kept = chance.choice(LINKS)
    return _into(pair.source, kept, chance), _into(pair.target, kept.replace("/ar/", "/en/"), chance)


def length(pair: Pair, chance: random.Random) -> Texts | None:
    """Keep the first third of a target, or say it again in other words, here those of its words turned round."""
    words = pair.target.split()
    if not SHORT <= len(pair.target) <= LONG:
        return None
    longer = [*words, *reversed(words), *words[::2], *words[1::2]]
    return pair.source, " ".join(words[: len(words) // 3] if chance.random() < 0.5 else longer)


def doubled_word(pair: Pair, chance: random.Random) -> Texts | None:
    found = [match.span() for match in re.finditer(r"(?<![\w'’-])[a-z]{2,}(?= \w)", pair.target)]
    return _replaced(pair, found, lambda old: f"{old} {old}", chance)


def repetition(pair: Pair, chance: random.Random) -> Texts | None:
    words = pair.target.rstrip(".?!").split()
    tail = words[-chance.randrange(1, 4) :]
    return pair.source, " ".join([*words, *tail, *tail, *tail])


def edge_space(pair: Pair, chance: random.Random) -> Texts | None:
    return pair.source, chance.choice((f" {pair.target}", f"{pair.target} ", f"{pair.target}\n", f"\n{pair.target}"))


def double_space(pair: Pair, chance: random.Random) -> Texts | None:
    found = [match.span() for match in re.finditer(r"(?<=\S) (?=\S)", pair.target)]
    return _replaced(pair, found, lambda _: "  ", chance)


def end_punctuation(pair: Pair, chance: random.Random) -> Texts | None:
    bare = pair.target.rstrip(".?!:;, ")
    others = [sign for sign in ("", ".", "?", "!", ":") if not pair.target.rstrip().endswith(sign or "\0")]
    return pair.source, bare + chance.choice([sign for sign in others if bare + sign != pair.target])


def bracket(pair: Pair, chance: random.Random) -> Texts | None:
    if pair.target.count("(") != pair.target.count(")"):
        return None
    return _without_one(pair, "()[]", chance)


def quote(pair: Pair, chance: random.Random) -> Texts | None:
    return _without_one(pair, '"“”', chance)


def bidi_control(pair: Pair, chance: random.Random) -> Texts | None:
    place = chance.randrange(len(pair.target) + 1)
    return pair.source, pair.target[:place] + chance.choice("\u200e\u200f\u202b\u2067") + pair.target[place:]


def initial_capital(pair: Pair, _: random.Random) -> Texts | None:
    if not re.match(r"[\"“(]?[A-Z][a-z]", pair.target):
        return None
    return pair.source, re.sub(r"[A-Z]", lambda found: found[0].lower(), pair.target, count=1)


def kinds(clean: Sequence[Pair]) -> tuple[Kind, ...]:
    """Make one kind of error for each check; that of ``two-targets`` is planted by saying a segment twice."""
    known: defaultdict[TermEntry, list[str]] = defaultdict(list)
    for pair in clean:
        for each in pair.outcomes:
            if each.end:
                known[each.match.entry].append(pair.target[each.start : each.end].lower())
    return tuple(
        replace(kind, plant=partial(term_mixed, known)) if kind.check == "term-mixed" else kind for kind in KINDS
    )


KINDS = (
    Kind("empty-target", empty, ("untranslated", "blank")),
    Kind("untranslated", untranslated, ("unchanged",)),
    Kind("arabic-left", arabic_left),
    Kind("arabic-sign", arabic_sign),
    Kind("term-missing", term_missing),
    Kind("term-forbidden", term_forbidden),
    Kind("dnt-changed", dnt_changed, ("notranslatewords",)),
    Kind("term-form", term_form),
    Kind("term-mixed", empty, alone=True),
    Kind("number", number, ("numbers",)),
    Kind("date", date),
    Kind("calendar", calendar, control=calendar_said),
    Kind("placeholder", placeholder, ("printf", "variables", "pythonbraceformat"), placeholder_kept),
    Kind("tag", tag, ("xmltags",), tags_kept),
    Kind("link", link, ("urls", "emails"), link_kept),
    Kind("length", length, ("short", "long")),
    Kind("doubled-word", doubled_word, ("doublewords",)),
    Kind("repetition", repetition),
    Kind("edge-space", edge_space, ("startwhitespace", "endwhitespace", "newlines")),
    Kind("double-space", double_space, ("doublespacing",)),
    Kind("end-punctuation", end_punctuation, ("endpunc",)),
    Kind("bracket", bracket, ("brackets",)),
    Kind("quote", quote, ("doublequoting",)),
    Kind("bidi-control", bidi_control, ("validchars",)),
    Kind("initial-capital", initial_capital, ("startcaps", "simplecaps"), alone=True),
)
"""What is planted; ``term-mixed`` is made for a file."""


def reworded(pair: Pair, chance: random.Random) -> Texts | None:
    """Leave out a word of a target, for a second translation of its source."""
    words = pair.target.split()
    if len(words) < 4:
        return None
    del words[chance.randrange(1, len(words) - 1)]
    return pair.source, " ".join(words)


def _replaced(
    pair: Pair, found: Sequence[tuple[int, int]], other: Callable[[str], str], chance: random.Random
) -> Texts | None:
    if not found:
        return None
    start, end = chance.choice(found)
    return pair.source, pair.target[:start] + other(pair.target[start:end]) + pair.target[end:]


def _with_term(pair: Pair, chance: random.Random, others: Callable[[Outcome], Iterable[str]]) -> Texts | None:
    """Put another form in the place of a term that stands once in its target."""
    once = [
        (each, form)
        for each in pair.outcomes
        if _is_wanted(each) and _is_once(each, pair.target)
        for form in others(each)
    ]
    if not once:
        return None
    term, form = chance.choice(once)
    return pair.source, pair.target[: term.start] + form + pair.target[term.end :]


def _is_wanted(outcome: Outcome) -> bool:
    """Tell whether a term is to be in the English, translated, and is."""
    return outcome.match.enforced and outcome.end > 0 and outcome.match.entry.status != "do-not-translate"


def _is_once(outcome: Outcome, target: str) -> bool:
    return sum(len(renderings.occurrences(form, target)) for form in renderings.forms(outcome.match)) == 1


def _other_number(written: str, chance: random.Random) -> str:
    place = chance.choice([place for place, sign in enumerate(written) if sign.isdecimal()])
    digit = chance.choice([sign for sign in "123456789" if sign != written[place]])
    return written[:place] + digit + written[place + 1 :]


def _into(text: str, inserted: str, chance: random.Random) -> str:
    words = text.split(" ")
    words.insert(chance.randrange(len(words) + 1), inserted)
    return " ".join(word for word in words if word)


def _tagged(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    place = chance.randrange(len(words))
    words[place] = f"<b>{words[place]}</b>"
    return " ".join(words)


def _without_one(pair: Pair, signs: str, chance: random.Random) -> Texts | None:
    return _replaced(
        pair, [(place, place + 1) for place, sign in enumerate(pair.target) if sign in signs], lambda _: "", chance
    )
