"""Addresses, codes, placeholders and numbers come out as they went in."""

import pytest

from tests.fakes import PhraseBook, match, segment
from toolkit import enforcement, placeholders, renderings, translating
from toolkit.drafts import Task


def found(text: str) -> list[str]:
    return [each.entry.target for each in placeholders.kept(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("زوروا www.nato.int/ar أو راسلوا press@nato.int", ["www.nato.int/ar", "press@nato.int"]),
        ("احفظ %s في {0} باسم %(name)s و%1$d", ["%s", "{0}", "%(name)s", "%1$d"]),
        ("نسخ %ld و%.2f و%@ و%{n} و{{ x }} و{0:.1f}", ["%ld", "%.2f", "%@", "%{n}", "{{ x }}", "{0:.1f}"]),
        ("بنسبة 50 % من السعر", ["50"]),
        ("اكتمل %d%% و%(n).1f%% من ٥٠%%", ["%d%%", "%(n).1f%%", "50%%"]),
        ("أهلا {{{name}}} و#{user}", ["{{{name}}}", "#{user}"]),
        ("{% if x %}أهلا{% endif %} يا <%= name %>", ["{% if x %}", "{% endif %}", "<%= name %>"]),
        ('اضغط <a href="{0}">هنا</a>', ['<a href="{0}">', "</a>"]),
        ("اضغط <b>حفظ</b> &amp; أعد", ["<b>", "</b>", "&amp;"]),
        ("في عام ٢٠٢٤ بلغ ٣٫٧٥٪ و1,245 عند 14:30", ["2024", "3.75", "1,245", "14:30"]),
        ("الرمز ISO 9001:2015 لمرض COVID-19", ["ISO", "9001:2015", "COVID-19"]),
        ("اتصل على +965-2245-1234 يوم 15/03/2025", ["965-2245-1234", "15/03/2025"]),
        ("ثلاثة من 5 في الفقرة B", []),
        ("لا شيء هنا", []),
    ],
)
def test_what_is_kept(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_places_are_exact_and_in_order() -> None:
    text = "بلغ ٢٬٥٠٠ في {0}"
    assert [text[each.start : each.end] for each in placeholders.kept(text)] == ["٢٬٥٠٠", "{0}"]


def test_a_term_is_not_kept_a_second_time() -> None:
    text = "مجموعة G20 في 2030"
    assert found(text) == ["G20", "2030"]
    assert [each.entry.target for each in placeholders.kept(text, (match(text, "مجموعة G20", "G20"),))] == ["2030"]


@pytest.mark.parametrize(
    ("written", "target"),
    [("2500", "It was 2,500."), ("2,500", "It was 2500."), ("3,5", "It was 3.5."), ("21", "On the 21st.")],
)
def test_a_number_may_be_written_in_other_ways(written: str, target: str) -> None:
    assert renderings.locate(placeholders.kept(f"بلغ {written} أمس"), target) != (None,)


def test_a_long_line_is_read_in_time() -> None:
    assert len(placeholders.kept("250 كتابا و" * 20_000)) == 20_000
    assert placeholders.kept("A1" * 5_000) == ()


def test_what_was_lost_is_brought_back_without_a_verdict() -> None:
    source = "التقى الوزير 250 ضيفا"
    engine = PhraseBook({source: ["The minister met 20 guests"]})
    (translation,) = enforcement.translate(engine, [Task(segment(source), (), placeholders.kept(source))])
    assert "250" in translation.target
    assert translation.outcomes == ()
    assert translation.flags == ()


def test_what_stays_lost_is_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enforcement, "LADDER", ())
    source = "التقى الوزير 250 ضيفا"
    engine = PhraseBook({source: ["The minister met guests"]})
    (translation,) = enforcement.translate(engine, [Task(segment(source), (), placeholders.kept(source))])
    assert translation.flags == ("not-kept",)
    assert translation.needs_review


def test_what_is_there_costs_nothing() -> None:
    source = "التقى الوزير 250 ضيفا"
    engine = PhraseBook({source: ["The minister met 250 guests"]})
    enforcement.translate(engine, [Task(segment(source), (), placeholders.kept(source))])
    assert len(engine.requests) == 1


def test_what_qt_fills_in_is_kept_where_the_file_says_so() -> None:
    text = "نسخ %1 من %L2، عدد %n"
    assert [each.entry.target for each in placeholders.kept(text, kinds=("qt-format",))] == ["%1", "%L2", "%n"]
    assert "%5" not in [each.entry.target for each in placeholders.kept("خصم %5 اليوم")]


@pytest.mark.parametrize(
    ("target", "flags"),
    [("Copy %s to %d", ()), ("Copy % %s to %d", ("not-kept",)), ("Copy %s %s to %d", ("not-kept",))],
)
def test_a_sign_of_a_placeholder_too_many_is_flagged(target: str, flags: tuple[str, ...]) -> None:
    source = "نسخ %s إلى %d"
    (made,) = enforcement.translate(PhraseBook({source: [target]}), [Task(segment(source))])
    assert made.flags == flags


@pytest.mark.parametrize("address", ["https://x.com/ع", "www.example.org/صفحة?ص=٢"])
def test_an_address_alone_is_copied_as_it_is(address: str) -> None:
    engine = PhraseBook({})
    (made,) = translating.translate(engine, [Task(segment(address))], 4, enforce=True)
    assert (made.target, made.method, engine.requests) == (address, "copy", [])
