"""An index that was stored is the index that would be made, and a store that fails costs time only."""

import os
import pickle
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from toolkit import terms
from toolkit.bitext import TermMatch
from toolkit.errors import InputError
from toolkit.glossaries import stack
from toolkit.terms import storage

HEADER = "source\ttarget\tsource_variants\tpos\tgap\n"
ROWS = (
    "خطة عمل\taction plan\tخطط العمل\tnoun\t1\nالكويت\tKuwait\t\tproper noun\t\n"
    "C++\tC++\t\t\t\nعَمَّان\tAmman\t\tproper noun\t\n"
)
TEXT = "أعدت الكويت خطتي عمل بلغة C++، وزارت عَمّان قبل استنبول"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "client.tsv"
    path.write_text(HEADER + ROWS, "utf-8")
    return path


def stored(table: Path) -> list[Path]:
    return sorted(table.parent.glob("cache/toolkit/indexes/*"))


def found(table: Path) -> tuple[TermMatch, ...]:
    return terms.find(terms.load((table,), default=False), TEXT)


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("the index was made again")


def test_a_stored_index_finds_what_the_made_one_finds(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = terms.load((table,), default=False)
    monkeypatch.setattr(storage, "index", refuse)
    loaded = terms.load((table,), default=False)
    assert loaded.glossary == made.glossary == stack((table,), default=False)
    assert [entry.place for entry in loaded.glossary.entries] == [f"{table}:{line}" for line in (2, 3, 4, 5)]
    assert terms.find(loaded, TEXT) == terms.find(made, TEXT)
    assert [match.entry.target for match in terms.find(loaded, TEXT)] == ["Kuwait", "action plan", "C++", "Amman"]


def test_another_byte_makes_another_index(table: Path) -> None:
    found(table)
    table.write_text(HEADER + ROWS.replace("Kuwait", "State of Kuwait"), "utf-8")
    assert next(match.entry.target for match in found(table)) == "State of Kuwait"
    assert len(stored(table)) == 2


def test_other_choices_make_other_indexes(table: Path) -> None:
    for client, domains in (("", ()), ("ACME", ()), ("", ("law",)), ("", ("law", "nato"))):
        terms.load((table,), default=False, client=client, domains=domains)
    terms.load((table,))
    assert len(stored(table)) == 5


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: b"", lambda data: data[:40] + b"?" + data[41:]]
)
def test_a_damaged_index_is_made_again(table: Path, damage: object) -> None:
    before = found(table)
    assert callable(damage)
    (place,) = stored(table)
    whole = place.read_bytes()
    place.write_bytes(damage(whole))
    assert found(table) == before
    assert place.read_bytes() == whole


@pytest.mark.parametrize("content", [pickle.dumps(exit), pickle.dumps((1, 2)), b""], ids=["code", "other", "empty"])
def test_what_is_no_index_is_not_loaded(table: Path, content: bytes) -> None:
    before = found(table)
    (place,) = stored(table)
    place.write_bytes(sha256(content).digest() + content)
    assert found(table) == before


def test_an_index_that_cannot_be_touched_is_loaded(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = found(table)

    def fail(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", fail)
    monkeypatch.setattr(storage, "index", refuse)
    assert found(table) == before


def test_a_pipe_is_read_once(table: Path) -> None:
    pipe = table.with_name("pipe.tsv")
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=(table.read_text("utf-8"), "utf-8"))
    writer.start()
    assert len(found(pipe)) == 4
    writer.join()
    assert stored(table) == []


def test_no_cache_is_made_where_there_is_no_home(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(table.parent / "nobody" / "cache"))
    assert len(found(table)) == 4
    assert not (table.parent / "nobody").exists()


def test_a_place_that_cannot_be_written_costs_time_only(table: Path) -> None:
    (table.parent / "cache").write_text("no folder")
    assert found(table) == found(table)


def test_the_oldest_indexes_go(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "KEPT", 2)
    found(table)
    (first,) = stored(table)
    os.utime(first, (0, 0))
    for number in range(2):
        terms.load((table,), default=False, client=f"client {number}")
    assert len(stored(table)) == 2
    assert first not in stored(table)


def test_a_broken_table_is_told_each_time(table: Path) -> None:
    table.write_text("source\ttarget\nنعم\n", "utf-8")
    for _ in range(2):
        with pytest.raises(InputError, match="client.tsv:2"):
            found(table)
    assert stored(table) == []
