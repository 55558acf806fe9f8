"""The other history can be kept: a run folder that says its parent, verifies, and tells of both."""

from __future__ import annotations

from pathlib import Path

import pytest

import sovsim
from sovsim.record.branch_folder import write_branch
from sovsim.record.folder import RunFolder
from sovsim.record.layout import BRANCH, RunFolderError
from tests.command_line import Ask

TOY = "toy-two-states"
CHANGE = ("--at", "1993Q1", "--set", "dependence.reward=0.04")


@pytest.fixture(scope="module")
def parent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short run."""
    out = tmp_path_factory.mktemp("runs") / "parent"
    short = ("scenario.end=1995Q4",)
    sovsim.run(TOY, 3, out=out, settings=short, plots=False, engine="numpy")
    return out


def test_a_branch_is_kept_verifies_and_knows_its_parent(parent: Path, tmp_path: Path) -> None:
    made = sovsim.branch(parent, "1993Q1", ("dependence.reward=0.04",))
    folder = write_branch(made, parent, tmp_path / "branch")
    record = folder.manifest[BRANCH]
    assert (record["at"], record["settings"]) == ("1993Q1", ["dependence.reward=0.04"])
    assert record["parent"]["folder"] == "parent"
    assert record["changes"][0].startswith("dependence.reward = 0.04 instead of")
    again = RunFolder.open(folder.path)
    assert again.scenario.title.endswith("changed from 1993Q1 on")
    assert sovsim.verify(folder.path).ok
    before = RunFolder.open(parent).states
    same = folder.states["step"] < again.scenario.step_of("1993Q1")
    assert folder.states[same].equals(before[same])
    assert not folder.states.equals(before)
    with pytest.raises(RunFolderError, match="is a branch itself"):
        sovsim.branch(folder, "1994Q1", ())
    with pytest.raises(RunFolderError, match="the run itself"):
        write_branch(made, parent, parent, force=True)


@pytest.mark.slow
def test_the_command_draws_both_histories_into_the_report(
    ask: Ask, parent: Path, tmp_path: Path
) -> None:
    out = tmp_path / "branch"
    answer = ask("branch", parent, *CHANGE, "--out", out)
    assert answer.status == 0, answer.err
    assert (out / "figures" / "two_histories.svg").exists()
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Two histories on the same noise" in page
    assert "dependence.reward = 0.04 instead of" in page
    assert ask("report", out).status == 0
    refused = ask("report", out, "--runs", "5")
    assert (refused.status, refused.error_lines) == (2, 1)
    other = ask("branch", parent, "--at", "1994Q1", "--set", "dependence.reward=0.04", "--out", out)
    assert other.status == 2
