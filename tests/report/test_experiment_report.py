"""The report of an experiment: one safe page that says question, answer, why, limits and method."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest

from sovsim.experiment.experiment import load_experiment
from sovsim.experiment.folder import ExperimentFolder, ExperimentFolderError, write_all
from sovsim.experiment.run import run_experiment
from sovsim.report import render_experiments, write_experiments
from tests.report.experiments import toys
from tests.report.test_report import Page


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as ``sovsim experiment --all`` leaves it, of two small experiments."""
    root = tmp_path_factory.mktemp("experiments")
    finished = []
    for file in toys(root / "files"):
        experiment = load_experiment(file)
        finished.append(run_experiment(experiment, out=root / "all" / experiment.name))
    write_all(finished, root / "all")
    return root / "all"


@pytest.fixture(scope="module")
def one(several: Path) -> ExperimentFolder:
    return ExperimentFolder.open(several / "toy-full")


@pytest.fixture(scope="module")
def text(one: ExperimentFolder) -> str:
    return render_experiments(one)


@pytest.fixture(scope="module")
def overview(several: Path) -> str:
    return render_experiments(ExperimentFolder.open(several))


@pytest.fixture(params=["one", "all"])
def either(request: pytest.FixtureRequest, text: str, overview: str) -> str:
    return text if request.param == "one" else overview


def test_the_page_needs_nothing_beside_itself(either: str) -> None:
    page = Page(either)
    assert not {"script", "link", "iframe", "object", "base"} & {tag for tag, _ in page.tags}
    assert page.values("src")
    assert all(re.match(r"data:image/(png|svg\+xml);base64,", src) for src in page.values("src"))
    assert all(link.startswith("#") for link in page.values("href"))
    assert not re.search(r"https?://|url\(|@import", either)


def test_every_link_leads_somewhere_and_headings_skip_no_level(either: str) -> None:
    page = Page(either)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.values("href")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert all(len(picture["alt"]) > 30 for picture in page.all("img"))


def test_markup_in_an_experiment_stays_text(either: str) -> None:
    assert not Page(either).all("script")
    for unsafe in ("<script", "<b>Bold", "<u>this", "<i>second", "<em>is"):
        assert unsafe not in either
    for safe in (
        "&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;script&gt;", "for $x_{1$",
        "1 &lt; 2 &amp; so on: <code>base_rate</code> is ours.",
        "Because &lt;u&gt;this&lt;/u&gt; &amp; that.", "The &lt;i&gt;second&lt;/i&gt; arm",
        "As it &lt;em&gt;is&lt;/em&gt;.",
    ):  # fmt: skip
        assert safe in either, safe


def test_the_parts_come_in_their_order(text: str) -> None:
    assert [words for level, words in Page(text).headings if level == 2] == [
        "Two sides, and the answer",
        "What each side predicted",
        "What came out",
        "Every arm",
        "How to read it",
        "How it was made",
        "Amended after a first run",
        "Limits",
        "Claims",
        "Provenance",
    ]


def test_question_sides_and_the_verdict_in_words_are_told(text: str, one: ExperimentFolder) -> None:
    verdict = one.experiments[0].verdict
    assert "Does it matter?" in text
    assert verdict.words in text
    for side in verdict.sides:
        assert side.statement in text
        assert f'<strong class="verdict {side.verdict}">{side.verdict}</strong>' in text
    assert "<code>jcep-ties-as-leverage</code>" in text


def test_predictions_stand_with_their_reasons_apart_from_what_came_out(text: str) -> None:
    before = text[text.index('id="predicted"') : text.index('id="showed"')]
    for told in (
        "Because &lt;u&gt;this", "Not so.", "Both ways.", "B (check)", "0.01 share",
        "(pressed \u2212 plain) \u2212 (plain \u2212 pressed)", "not higher (lower or the same)",
        "How freely the states could do what they want", "amended after a first run",
    ):  # fmt: skip
        assert told in before, told
    assert 'class="verdict' not in before
    after = text[text.index('id="showed"') : text.index('id="reading"')]
    assert len(re.findall(r"<strong class=\"verdict", after)) == 3
    assert "8 runs of each arm on common random numbers" in after


def test_a_student_is_told_how_to_read_it(text: str) -> None:
    part = text[text.index('id="reading"') : text.index('id="made"')]
    for told in (
        "Paired difference", "Smallest effect that matters", "not the probability",
        "holds", "fails", "depends", "open", "it has no winner",
    ):  # fmt: skip
        assert told in part, told
    assert "Contest" not in part


def test_how_it_was_made_names_arms_ranges_runs_points_and_seed(text: str) -> None:
    part = text[text.index('id="made"') : text.index('id="amended"')]
    for told in (
        "8 runs of each arm", "4 points", "seed 0", "Sobol", "<code>toy-two-states</code>",
        "rule hegemon_policy.rung: variant sphere", "event globalisation at 1993Q1, size 0.1",
        "its scenario as it is", "<code>hegemon_policy.control</code>", "4 to 6", "side A",
        "neither side",
    ):  # fmt: skip
        assert told in part, told


def test_amendments_and_provenance_are_told(text: str, one: ExperimentFolder) -> None:
    part = text[text.index('id="amended"') : text.index('id="limits"')]
    assert "2025-03-01" in part
    assert "It hardly differed." in part
    footer = text[text.index("<footer>") :]
    assert one.experiments[0].asked.spec_hash in footer
    assert one.experiments[0].asked.code_hash in footer
    assert "sovsim experiment toy-full --runs 8 --seed 0" in footer


def test_an_experiment_that_was_never_amended_says_nothing_of_it(several: Path) -> None:
    plain = render_experiments(ExperimentFolder.open(several / "toy"))
    assert "mended" not in plain


def test_the_page_over_all_has_a_table_and_a_section_for_each(overview: str) -> None:
    page = Page(overview)
    assert len(page.all("img")) == 3
    table = overview[overview.index('id="table"') : overview.index('id="reading"')]
    assert re.findall(r'<a href="#(e\d)">([\w-]+)</a>', table) == [
        ("e1", "toy"),
        ("e2", "toy-full"),
    ]
    assert len(re.findall(r"<strong class=\"verdict", table)) == 4
    heads = [words for level, words in page.headings if level == 2]
    assert "toy A toy" in heads
    assert any(words.startswith("toy-full <b>Bold") for words in heads)
    reading = overview[overview.index('id="reading"') : overview.index('id="e1"')]
    assert "Contest" in reading
    assert "Switch" in reading
    assert "sovsim experiment --all --runs 8 --seed 0" in overview


def test_it_is_written_with_its_figures_and_the_same_again(several: Path, overview: str) -> None:
    seen: list[tuple[int, int]] = []
    file = write_experiments(ExperimentFolder.open(several), lambda *done: seen.append(done))
    assert file == several / "report.html"
    assert file.read_text(encoding="utf-8") == overview
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert {entry.name for entry in (several / "figures").iterdir()} == {
        "overview.svg",
    }
    write_experiments(ExperimentFolder.open(several / "toy"), formats=("svg",))
    assert (several / "toy" / "figures" / "verdicts.svg").is_file()
    assert not list(several.glob(".*.part"))


def test_what_was_read_back_is_what_was_found(several: Path, one: ExperimentFolder) -> None:
    stored = json.loads((several / "toy-full" / "verdicts.json").read_text())
    found = one.experiments[0].verdict.as_dict()
    assert {key: found[key] for key in stored if key != "predictions"} == {
        key: stored[key] for key in stored if key != "predictions"
    }
    assert found["predictions"] == [
        {key: row[key] for key in found["predictions"][0]} for row in stored["predictions"]
    ]


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("verdicts.json", None, "holds no verdicts.json"),
        ("experiment.json", None, "holds no experiment.json"),
        ("verdicts.json", "{", "damaged experiment folder: verdicts.json"),
        ("verdicts.json", "[" * 100_000, "damaged experiment folder: verdicts.json"),
        ("verdicts.json", "{}", "verdicts.json: name: Field required"),
        ("verdicts.json", "[]", "experiment.json: is of another folder"),
        ("experiment.json", "[]", "experiment.json: is of another folder"),
        ("experiment.json", "7", "experiment.json"),
        ("experiment.json", '{"format": 2}', "experiment.json: format"),
    ],
)
def test_a_damaged_folder_is_named_in_a_line(
    several: Path, tmp_path: Path, file: str, content: str | None, said: str
) -> None:
    for name in ("verdicts.json", "experiment.json"):
        (tmp_path / name).write_bytes((several / "toy" / name).read_bytes())
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(ExperimentFolderError) as error:
        ExperimentFolder.open(tmp_path)
    assert said in str(error.value)
    assert str(tmp_path) in str(error.value)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("sides", 1, "side"), "A", "sides must be A and B"),
        (("predictions", 0, "low"), "low", "predictions.0.low"),
        (("predictions", 0, "smallest"), 0.0, "predictions.0.smallest"),
        (("predictions", 0, "metric"), "unrest", "does not tell what 'unrest' is"),
        (("predictions",), [], "predictions"),
        (("kind",), "race", "kind"),
        (("name",), "other", "is about toy"),
    ],
)
def test_a_changed_verdict_is_no_verdict(
    several: Path, tmp_path: Path, path: tuple[str | int, ...], value: object, said: str
) -> None:
    for name in ("verdicts.json", "experiment.json"):
        (tmp_path / name).write_bytes((several / "toy" / name).read_bytes())
    data = json.loads((tmp_path / "verdicts.json").read_text())
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    (tmp_path / "verdicts.json").write_text(json.dumps(data))
    with pytest.raises(ExperimentFolderError, match=re.escape(said)):
        ExperimentFolder.open(tmp_path)


def test_the_page_forbids_itself_to_fetch_or_run_anything(either: str) -> None:
    policy = next(a["content"] for a in Page(either).all("meta") if "http-equiv" in a)
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy
    assert "`" not in re.sub(r"<style>.*?</style>", "", either, flags=re.DOTALL)
