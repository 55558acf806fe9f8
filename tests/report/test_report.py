"""The report is one honest, safe page that needs nothing beside itself."""

from __future__ import annotations

import base64
import hashlib
import html
import itertools
import re
from html.parser import HTMLParser

import pytest

from sovsim.claims import get
from sovsim.record import RunFolder
from sovsim.region import load_region
from sovsim.report import render_report, write_report
from sovsim.report.notes import Notes
from sovsim.report.story import turning_points
from sovsim.scenario import load_scenario

HEADINGS = [
    "What this run answers",
    "Background",
    "What happened in this run",
    "Look closer",
    "Pictures",
    "What moved it",
    "Metrics",
    "What was set",
    "Concepts",
    "Things to try",
    "Questions for discussion",
    "What it does not show",
    "Claims",
    "Provenance",
]
VOID = {"meta", "img", "br", "link", "input", "hr"}


class Page(HTMLParser):
    """Tags, ids and links of a page; fails on tags that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h\d", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and re.fullmatch(r"h\d", self.open[-1]):
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_the_page_needs_nothing_beside_itself(page: Page) -> None:
    assert not {"link", "iframe", "object", "base"} & {tag for tag, _ in page.tags}
    assert page.values("src")
    assert all(source.startswith("data:image/svg+xml;base64,") for source in page.values("src"))
    assert all(link.startswith("#") for link in page.values("href"))


def test_the_style_sheet_fetches_nothing(text: str) -> None:
    sheet = text[text.index("<style>") : text.index("</style>")]
    assert "url(" not in sheet
    assert "@import" not in sheet
    assert "&" not in sheet
    assert "@media print" in sheet


def test_every_part_has_its_heading_in_order_and_no_level_is_skipped(page: Page) -> None:
    assert [words for level, words in page.headings if level == 2] == HEADINGS
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_link_leads_somewhere_and_every_id_is_one_of_a_kind(page: Page) -> None:
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.values("href")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)


def test_the_page_tells_its_language_and_describes_its_pictures(page: Page) -> None:
    assert [one["lang"] for one in page.all("html")] == ["en"]
    pictures = page.all("img")
    assert len(pictures) == 6
    assert all(len(picture["alt"]) > 30 for picture in pictures)


def test_what_scrolls_can_be_reached_by_key(page: Page) -> None:
    scrolled = [a for a in page.all("div") if a.get("class") == "scroll"]
    assert scrolled
    assert all(a["tabindex"] == "0" and a["aria-label"] and a["role"] for a in scrolled)


def test_title_claims_are_marked_wherever_they_are_listed(text: str) -> None:
    entries = re.findall(r'<li id="claim-(\d+)">(.*?)</li>', text, flags=re.DOTALL)
    assert len(entries) > 10
    marked = 0
    for number, entry in entries:
        found = re.search(r"<code>(.*?)</code>", entry)
        assert found is not None
        title_only = get(found[1]).strength == "title"
        assert ("suggested by a title, not a finding" in entry) == title_only, found[1]
        for reference in re.findall(rf'href="#claim-{number}"[^>]*>([^<]*)</a>', text):
            assert reference.endswith("*") == title_only
        marked += title_only
    assert marked
    assert f"{marked} of the claims cited here" in text


def test_the_page_says_what_it_does_not_show(text: str) -> None:
    for phrase in ("no forecast and no proof", "no magnitudes", "one actor", "Low pressure"):
        assert phrase in text
    assert "No document names Armenia, Belarus, Estonia, Lithuania, Latvia" in text


def test_provenance_stands_at_the_end(text: str, plain: RunFolder) -> None:
    footer = text[text.index("<footer>") :]
    for key in ("spec_hash", "code_hash"):
        assert plain.manifest[key] in footer
    assert "sovsim run csto-kazakhstan-2022 --seed 0" in footer


def test_metrics_carry_units_and_states_of_the_scenario_come_first(text: str) -> None:
    table = text[text.index('id="metrics"') : text.index('id="set"')]
    assert "state-quarters" in table
    assert '<th scope="col" class="num">Kazakhstan</th>' in table


def test_what_the_scenario_sets_is_told_apart_from_what_the_model_does(text: str) -> None:
    given = text[text.index('id="given"') : text.index('id="everything"')]
    assert "Disorder broke out in the streets of Kazakhstan." in given
    assert "Tension" not in text[text.index("Turning points") : text.index('id="given"')]


@pytest.mark.slow
def test_saved_figures_are_taken_as_they_are(own: RunFolder, text: str) -> None:
    from sovsim.plots import save_run_figures

    files = save_run_figures(own, formats=("svg",))
    assert len(files) == 6
    assert all(file.parent == own.path / "figures" for file in files)
    assert render_report(own) == text


@pytest.mark.slow
def test_the_same_run_gives_the_same_page_and_it_is_written_into_the_run_folder(
    own: RunFolder, text: str
) -> None:
    file = write_report(own)
    assert file == own.path / "report.html"
    assert file.read_text(encoding="utf-8") == text
    assert not list(own.path.glob(".report*"))


def test_markup_in_a_scenario_stays_text(hostile_text: str) -> None:
    text, page = hostile_text, Page(hostile_text)
    assert page.all("script") == [{"type": "application/json", "id": "look-data"}, {}]
    assert not page.values("onerror")
    assert "&lt;script&gt;alert(&#39;title&#39;)&lt;/script&gt;" in text
    for unsafe in ("<b>bold", "<i>this", "<u>free", "<script>alert"):
        assert unsafe not in text
    assert "<p>Second paragraph." in text


def test_parameters_that_differ_stand_with_their_status(hostile_text: str) -> None:
    start, end = (hostile_text.index(f'id="{part}"') for part in ("set", "concepts"))
    part = hostile_text[start:end]
    assert "<code>autonomy.debt</code>" in part
    assert "assumed</td>" in part or "inferred</td>" in part


def test_disputed_terms_and_invented_states_are_named_as_such(hostile_text: str) -> None:
    assert "(disputed term)" in hostile_text
    assert "The states are invented; every value is ours." in hostile_text


def test_the_page_forbids_itself_to_fetch_or_run_anything_but_its_own_script(
    page: Page, text: str
) -> None:
    policy = next(a["content"] for a in page.all("meta") if "http-equiv" in a)
    assert policy.startswith("default-src 'none'")
    (allowed,) = re.findall(r"script-src ([^;]*);", policy)
    script = text[text.rindex("<script>") + len("<script>") : text.rindex("</script>")]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert allowed == f"'sha256-{digest}'"
    assert "img-src data:" in policy
    first = [tag for tag, _ in page.tags if tag in ("meta", "style", "title")]
    assert first.index("style") > 1
    assert not any("style" in attributes for _, attributes in page.tags)


def test_the_question_is_answered_before_anything_else_is_told(text: str) -> None:
    answer = text[text.index('id="answer"') : text.index('id="background"')]
    assert text.index('id="answer"') < text.index('id="background"')
    assert "Disorder broke out in the streets of Kazakhstan" in answer
    assert "Kazakhstan ended" in answer
    assert "This is one run of many" in answer
    assert "sovsim report RUN --runs 200" in answer
    assert "<sup>" not in answer


def test_no_code_and_no_identifier_stands_in_a_sentence(text: str) -> None:
    told = text[text.index('id="answer"') : text.index('id="pictures"')]
    words = re.sub(r"<code>.*?</code>|<[^>]*>", " ", told)
    assert not re.findall(r"\b\w*_\w*\b", words)
    region = load_region("post-soviet")
    assert not {*region.codes, "RUS"} & set(re.findall(r"\w+", words))


def test_notes_stand_at_the_sentence_that_they_support(text: str) -> None:
    """No paragraph of the background carries the notes of all claims of the scenario."""
    background = text[text.index('id="background"') : text.index('id="happened"')]
    for paragraph in re.findall(r"<p>.*?</p>", background, flags=re.DOTALL):
        assert "<sup>" not in paragraph
    claims = load_scenario("csto-kazakhstan-2022").claims
    entries = re.findall(r"<li>(.*?)<sup>(.*?)</sup></li>", background)
    assert [re.sub(r"\s+", " ", html.unescape(words)) for words, _ in entries] == [
        re.sub(r"\s+", " ", get(claim).text) for claim in claims
    ]
    assert all(notes.count("<a ") == 1 for _, notes in entries)
    turns = text[text.index("Turning points") : text.index('id="given"')]
    assert "<sup>" not in turns[: turns.index("</ul>")]
    assert re.search(r"a mission<sup>", turns)


def test_lists_that_are_cut_say_how_much_is_hidden(plain: RunFolder) -> None:
    told = turning_points(plain, Notes(), most=1_000)
    assert told.hidden == 0
    few = turning_points(plain, Notes(), most=3)
    assert len(few.told) == 3
    assert few.hidden == len(told.told) - 3
    assert few.hidden > 0


def test_the_numbers_of_claims_run_from_top_to_bottom(text: str) -> None:
    seen = [int(n) for n in re.findall(r'href="#claim-(\d+)"', text)]
    firsts = list(dict.fromkeys(seen))
    assert firsts == sorted(firsts)
