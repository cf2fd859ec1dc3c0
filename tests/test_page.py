"""The report's page: what it shows, and that no text can break out of it."""

import base64
import hashlib
import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.conformance.bitexts import RECIPE, SAMPLE, bitext
from toolkit.bitext import Bitext, Outcome, TermEntry, TermMatch, Unit, Verdict
from toolkit.findings import Finding
from toolkit.reports import Report, Rule, page, summary
from toolkit.reports.page_script import SCRIPT
from toolkit.reports.page_style import STYLE

ATTACK = "</script></style>\"'><img src=x onerror=alert(1)>"
FETCHING = ("src", "srcset", "data", "action", "background", "poster")
VOID = ("meta", "input", "br")


class Page(HTMLParser):
    """The elements of a page, with the text of the articles and whether all is closed as it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.text += data

    def all(self, tag: str, style: str = "") -> list[dict[str, str | None]]:
        named = (found for name, found in self.elements if name == tag)
        return [found for found in named if not style or style in (found.get("class") or "").split()]

    @property
    def ids(self) -> list[str]:
        return [found["id"] or "" for _, found in self.elements if "id" in found]


def translated(*bitexts: Bitext) -> Report:
    counted = summary.count(each for made in bitexts for each in made.translations)
    return Report("0.1.0", RECIPE.signature, counted, bitexts)


def checked(*findings: Finding, made: Bitext = SAMPLE, rules: tuple[Rule, ...] = ()) -> Report:
    return replace(translated(made), findings=findings, rules=rules)


def hostile() -> Report:
    made = bitext([[(f"نص {ATTACK}", ATTACK)]])
    entry = TermEntry("نص", ATTACK, reason=ATTACK, place=f"{ATTACK}:1")
    outcome = Outcome(TermMatch(entry, 0, 2, nested=(TermMatch(entry, 0, 1),)), Verdict.BY_MODEL, 0, 9)
    segment = replace(made.translations[0].segment, unit=ATTACK)
    translation = replace(made.translations[0], segment=segment, outcomes=(outcome,), flags=(ATTACK,), method=ATTACK)
    return translated(Bitext(ATTACK, (Unit(ATTACK, segment.source, line=1),), (translation,), RECIPE))


def everywhere() -> Report:
    report = hostile()
    segment = report.bitexts[0].translations[0].segment.id
    findings = (
        Finding(ATTACK, "error", ATTACK, 1, segment, ATTACK),
        Finding(ATTACK, "info", ATTACK, 0, "", f"«{ATTACK}»"),
        Finding(ATTACK, "info", f"other {ATTACK}", 7, "", ATTACK),
    )
    return replace(report, signature=ATTACK, findings=findings, rules=(Rule(ATTACK, "error", ATTACK),))


@pytest.mark.parametrize("report", [hostile(), everywhere()], ids=["translate", "check"])
def test_no_text_becomes_an_element_or_ends_the_script(report: Report) -> None:
    html = page.render(report)
    made = Page(html)
    assert made.open == []
    assert made.all("img") == []
    assert len(made.all("script")) == html.count("</script>") == 1
    assert len(made.all("style")) == html.count("</style>") == 1
    assert not [name for _, found in made.elements for name in found if name.startswith("on")]
    assert made.text.count(ATTACK) >= 5


@pytest.mark.parametrize("report", [translated(SAMPLE), checked()], ids=["translate", "check"])
def test_nothing_is_fetched_and_the_policy_allows_only_the_pages_own_style_and_script(report: Report) -> None:
    made = Page(page.render(report))
    assert not [found for _, found in made.elements if any(name in found for name in FETCHING)]
    assert {(found["href"] or "")[:1] for _, found in made.elements if "href" in found} == {"#"}
    assert "url(" not in STYLE and "@import" not in STYLE
    assert not [found for _, found in made.elements if "style" in found]
    policy = next(found["content"] or "" for found in made.all("meta") if "http-equiv" in found)
    for kind, content in (("style", STYLE), ("script", SCRIPT)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_ids_are_unique_and_every_link_leads_somewhere() -> None:
    made = Page(page.render(translated(SAMPLE, replace(SAMPLE, original="other.txt"))))
    assert len(made.ids) == len(set(made.ids))
    assert {(found["href"] or "")[1:] for found in made.all("a")} <= set(made.ids)


def test_labels_name_elements_of_the_page() -> None:
    made = Page(page.render(checked()))
    assert {found["aria-labelledby"] for _, found in made.elements if "aria-labelledby" in found} <= set(made.ids)


def test_a_term_is_marked_on_both_sides_with_its_verdict_and_linked_to_its_entry() -> None:
    html = page.render(translated(SAMPLE))
    marks = re.findall(r'<a class="term v-search" href="#(e\d+)"[^>]*title="([^"]*)">(.*?)</a>', html)
    assert [inside for _, _, inside in marks] == [
        'ميناء <span class="nested" title="الحاويات → containers, inside a longer term  ">الحاويات</span>',
        "container terminal",
    ]
    assert {title.split("\n")[0] for _, title, _ in marks} == {"ميناء الحاويات → container terminal"}
    assert f'id="{marks[0][0]}"' in html


def test_a_missed_term_is_marked_in_the_arabic_and_told() -> None:
    html = page.render(translated(SAMPLE))
    assert re.search(r'<a class="term v-missed" [^>]*>الجمارك</a>', html)
    assert "«<bdi>الجمارك</bdi>» is not rendered by «<bdi>customs</bdi>»" in html


def test_a_term_that_is_not_enforced_says_so() -> None:
    html = page.render(translated(SAMPLE))
    assert '<span class="verdict v-missed reported">missed</span> · not enforced' in html


def test_the_confidence_of_a_place_is_told() -> None:
    first = SAMPLE.translations[0]
    sure = replace(first, outcomes=(replace(first.outcomes[0], confidence=0.834),))
    assert '<span title="how sure its place is">0.83</span>' in page.render(
        translated(replace(SAMPLE, translations=(sure,)))
    )


def test_terms_that_share_their_english_are_marked_once() -> None:
    made = bitext([[("قمة القمة", "the summit")]])
    entry = TermEntry("قمة", "summit")
    outcomes = tuple(Outcome(TermMatch(entry, start, end), Verdict.BY_MODEL, 4, 10) for start, end in ((0, 3), (4, 9)))
    report = translated(replace(made, translations=(replace(made.translations[0], outcomes=outcomes),)))
    target = re.search('<p class="target".*?</p>', page.render(report), re.DOTALL)
    assert target and target[0].count("<a ") == 1 and target[0].count(">summit<") == 1


def test_the_entries_link_back_and_those_that_were_missed_come_first() -> None:
    html = page.render(translated(SAMPLE))
    rows = re.findall(r'<tr id="e\d+".*?</tr>', html)
    assert ["الجمارك" in rows[0], "رافعة" in rows[1], "ميناء الحاويات" in rows[2]] == [True, True, True]
    assert '<a href="#s2" class="missing"' in rows[0]


def test_an_entry_found_everywhere_folds_its_segments_up() -> None:
    made = bitext([[("قمة", "summit")]] * 20)
    outcome = Outcome(TermMatch(TermEntry("قمة", "summit"), 0, 3), Verdict.BY_MODEL, 0, 6)
    many = tuple(replace(each, outcomes=(outcome,)) for each in made.translations)
    assert "<summary>8 more</summary>" in page.render(translated(replace(made, translations=many)))


def test_the_folders_of_a_machine_are_not_told() -> None:
    made = bitext([[("قمة", "summit")]])
    for place, shown in (
        ("/home/someone/terms/house.tsv:3", "house.tsv:3"),
        ("terms/house.tsv:3", "terms/house.tsv:3"),
    ):
        outcome = Outcome(TermMatch(TermEntry("قمة", "summit", place=place), 0, 3), Verdict.BY_MODEL, 0, 6)
        translations = (replace(made.translations[0], outcomes=(outcome,)),)
        html = page.render(translated(replace(made, translations=translations)))
        assert f'class="place">{shown}<' in html and "/home/someone" not in html


def test_findings_stand_at_their_segment_the_gravest_first() -> None:
    html = page.render(
        checked(
            Finding("length", "info", "article.txt", 1, "p1.s2", "rather long"),
            Finding("term-missing", "error", "article.txt", 1, "p1.s2", "no «customs»"),
        )
    )
    article = re.search(r'<article class="segment error" id="s2".*?</article>', html, re.DOTALL)
    assert article and article[0].index("no «<bdi>customs</bdi>»") < article[0].index("rather long")
    assert html.count("rather long") == 1


def test_findings_without_a_segment_stand_with_their_file() -> None:
    html = page.render(checked(Finding("unused-waiver", "info", ".toolkit-waivers", 3, "", "waives nothing")))
    assert ".toolkit-waivers</h2>" in html and "line 3: waives nothing" in html


def test_what_the_baseline_has_is_told_below_and_counted_apart() -> None:
    known = Finding("length", "warning", "article.txt", 1, "p1.s1", "rather long")
    loose = Finding("unused-waiver", "info", "article.txt", 3, "", "waives nothing")
    new = Finding("number", "error", "article.txt", 1, "p1.s2", "no «5»")
    html = page.render(replace(checked(known, loose, new), known=(known, loose)))
    made = Page(html)

    assert '<li class="known"><b>warning</b> <span>rather long</span> <code>length</code> in the baseline</li>' in html
    assert [("data-review" in found, found["data-severities"]) for found in made.all("article")][:3] == [
        (False, ""),
        (False, ""),
        (True, "error"),
    ]
    assert "<dt>warnings</dt><dd>0</dd>" in html and "<dt>in the baseline</dt><dd>2</dd>" in html
    assert made.open == []


def test_without_a_baseline_the_page_does_not_name_one() -> None:
    assert "in the baseline" not in page.render(checked(Finding("length", "info", "article.txt", 1, "p1.s1", "long")))


def test_the_contents_count_what_the_baseline_has() -> None:
    known = Finding("length", "info", "x.po", 0, "", "long")
    assert "<span>1 in the baseline</span>" in page.render(replace(checked(known), known=(known,)))


def test_the_filters_are_hidden_until_the_script_shows_them_and_no_segment_is() -> None:
    made = Page(page.render(checked(Finding("length", "info", "article.txt", 1, "p1.s1", "long"))))
    assert [found.get("id") for _, found in made.elements if "hidden" in found] == ["filters"]


def test_what_is_filtered_by_is_said_of_each_segment() -> None:
    made = Page(page.render(translated(SAMPLE)))
    first, second, third = made.all("article")
    assert ("data-review" in first, "data-review" in second, "data-review" in third) == (False, True, False)
    assert second["data-severities"] == "error warning"
    assert (first["data-verdicts"], second["data-verdicts"]) == ("v-search", "v-missed")


def test_invisible_controls_are_shown_and_cannot_turn_the_page() -> None:
    html = page.render(translated(bitext([[("\u202eنص", "text\u200f\x00")]])))
    assert "\u202e" not in html and "\u200f" not in html and "\x00" not in html
    assert 'title="U+202E RIGHT-TO-LEFT OVERRIDE">RLO</span>' in html and ">RLM</span>" in html


def test_the_arabic_runs_from_right_to_left_and_the_english_from_left_to_right() -> None:
    made = Page(page.render(translated(SAMPLE)))
    assert {(found["lang"], found["dir"]) for found in made.all("p", "source")} == {("ar", "rtl")}
    assert {(found["lang"], found["dir"]) for found in made.all("p", "target")} == {("en", "ltr")}


def test_nothing_at_all_is_a_page_too() -> None:
    assert Page(page.render(replace(translated(), findings=()))).open == []
    assert Page(page.render(translated(bitext([])))).open == []


def test_the_same_report_gives_the_same_page() -> None:
    assert page.render(everywhere()) == page.render(everywhere())


def test_five_thousand_segments_take_no_time() -> None:
    made = replace(SAMPLE, translations=SAMPLE.translations[:2] * 2500)
    started = time.process_time()
    page.render(translated(made))
    assert time.process_time() - started < 4


def palettes() -> list[dict[str, str]]:
    day, night = (
        dict(re.findall(r"--([\w-]+): (#\w+);", block)) for block in re.findall(r":root \{(.*?)\}", STYLE, re.S)[:2]
    )
    return [day, night]


@pytest.mark.parametrize("palette", palettes(), ids=["day", "night"])
def test_every_ink_can_be_read_on_every_paper(palette: dict[str, str]) -> None:
    papers = ("paper", "raised")
    inks = ("ink", "muted", "link", "error", "warning", "info")
    marks = ("model", "nbest", "annotation", "search", "splice", "memory", "missed")
    pairs = [(ink, paper) for ink in inks for paper in papers] + [("ink", mark) for mark in marks]
    assert [pair for pair in pairs if contrast(*(palette[name] for name in pair)) < 4.5] == []


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
