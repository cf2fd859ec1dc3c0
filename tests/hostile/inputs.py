"""The hostile inputs: number ``n`` of a seed is the same file in every run."""

from collections.abc import Sequence
from random import Random

from tests.hostile import archives, mutators
from tests.hostile.seeds import Seed, seeds

TEXT_PARTS = (".xml", ".rels", ".json", ".txt", ".model")


def hostile(seed: int, number: int, known: Sequence[Seed] = ()) -> Seed:
    """Give the input of a number: a valid file, once or twice mutated."""
    valid = known or seeds()
    random = Random(f"{seed}:{number}")
    chosen = valid[number % len(valid)]
    data = _zipped(chosen, random) if chosen.zipped else _text(chosen.data, random)
    return Seed(chosen.kind, chosen.format, chosen.name, data)


def _text(data: bytes, random: Random) -> bytes:
    header = _header(data) if random.random() < 0.9 else 0
    for _ in range(random.choice((1, 1, 1, 2))):
        data = _mutator(data, random)(data, min(header, len(data)), random)
    return data


def _mutator(data: bytes, random: Random) -> mutators.Mutator:
    if random.random() < 0.7:
        return random.choice(mutators.GENTLE)
    marked = data.lstrip().startswith(b"<") and random.random() < 0.6
    return random.choice(mutators.MARKUP if marked else mutators.ROUGH)


def _header(data: bytes) -> int:
    """Find where the header ends: before the first Arabic text that stands behind the first line."""
    found = mutators.LETTERS.search(data, data.find(b"\n") + 1)
    return found.start() if found else min(len(data), 40)


def _zipped(chosen: Seed, random: Random) -> bytes:
    members = archives.members_of(chosen.data)
    if random.random() < 0.5:
        return random.choice(archives.TRICKS if random.random() < 0.6 else archives.SOUND)(members, random)
    parts = [name for name in members if name.endswith(TEXT_PARTS)] or list(members)
    heavy = [name for name in parts if mutators.LETTERS.search(members[name])]
    name = random.choice(heavy if heavy and random.random() < 0.7 else list(members))
    return archives.packed({**members, name: _text(members[name], random)})
