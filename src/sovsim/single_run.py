"""One run of a scenario, from its name to its folder with tables, figures and report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sovsim import given
from sovsim.compiled.kernel import engine_for
from sovsim.disk.fingerprint import COMPILED, NUMPY
from sovsim.ensemble.fitted import MEAN, Fitted, Posterior
from sovsim.ensemble.fitted import taken as fitted_of
from sovsim.range_ends import at_ends
from sovsim.record.folder import RunFolder
from sovsim.record.folder_target import check_target
from sovsim.record.folder_write import add_drawn, write_folder
from sovsim.record.layout import BRANCH, REPORT
from sovsim.record.manifest import describe, now
from sovsim.record.run import Progress, Run, measured, simulate
from sovsim.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    from sovsim.beside.beside import Beside
    from sovsim.ensemble.how_common import Commonness


def run(
    scenario: str | Path | Scenario,
    seed: int = 0,
    run: int = 0,
    out: str | Path | None = None,
    settings: Iterable[str] = (),
    plots: bool = True,
    *,
    posterior: Fitted | Posterior | None = None,
    member: int | None = None,
    csv: bool = False,
    force: bool = False,
    engine: str = "auto",
    progress: Progress | None = None,
) -> Run:
    """Run a scenario once.

    Args:
        scenario: name of a shipped scenario, path of a file, or a loaded scenario.
        seed: seed of the noise; 0 is a seed like any other.
        run: number of the run within the seed.
        out: folder to write to; nothing is written without it.
        settings: changes ``KEY=VALUE``, as on the command line.
        plots: whether figures and the report are added to the folder.
        posterior: gives parameters and start values that the scenario does not ask about
            (`sovsim.ensemble.fitted`).
        member: which of its members, from 0; the mean of all by default.
        csv: whether every table is written as CSV, too.
        force: whether another run in the folder may be replaced, and whether the folder may hold
            files of others, which stay.
        engine: ``numpy``, ``compiled`` (machine code, extra ``fast``), or ``auto``: compiled rules
            where their kernel is on disk already. Both agree within rounding; the folder names it.
        progress: told after every quarter.

    Raises:
        ScenarioError: the scenario or a setting is wrong.
        NotCompiled: compiled rules are asked for, and cannot be had here.
        ArgumentError: the seed or another argument is of the wrong kind.
        RunFolderError: the folder holds something else.
        FolderInUse: another process is writing to the folder.
        WriteError: the folder cannot be written.
    """
    from sovsim.record.tables import build_tables

    started, chosen = now(), at_ends(given.texts("settings", settings))
    seed, run = given.seed(seed), given.whole("run", run)
    given.function("progress", progress)
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    loaded, taken = from_posterior(loaded.with_settings(chosen), posterior, member, chosen)
    target = None if out is None else given.path("out", out)
    if target is not None:
        check_target(
            target,
            spec_hash=loaded.spec_hash,
            seed=seed,
            run=run,
            force=force,
            csv=csv,
            plots=plots,
        )
    by = engine_for(loaded, given.one_of("engine", engine, ("auto", NUMPY, COMPILED)))
    history = simulate(loaded, seed, run, progress, by)
    tables, metrics = build_tables(history), measured(loaded, history)
    folder = None
    if target is not None:
        manifest = describe(
            loaded,
            seed=seed,
            run=run,
            settings=chosen,
            started=started,
            finished=now(),
            engine=by,
            posterior=taken,
        )
        folder = write_folder(target, tables, metrics, manifest, csv=csv, force=force)
        folder.remember(loaded, tables)
        if plots:
            illustrate(folder)
    return Run(loaded, seed, run, history, metrics, tables, folder)


def from_posterior(
    scenario: Scenario,
    posterior: Fitted | Posterior | None,
    member: int | None,
    settings: tuple[str, ...] = (),
) -> tuple[Scenario, dict[str, Any] | None]:
    """Return a scenario that holds what a posterior says, and what a manifest keeps of it.

    Args:
        member: which of its members; the mean of all for None.
        settings: changes that the scenario holds already; they stay.

    Raises:
        FittedError: there is no such member.
    """
    if posterior is None:
        if member is not None:
            raise given.ArgumentError(f"member = {member} is of no posterior; name one")
        return scenario, None
    fitted = fitted_of(posterior)
    values = fitted.over(scenario, settings).of(member)
    changed = scenario.with_settings(f"{name}={value!r}" for name, value in values.items())
    which = MEAN if member is None else member
    return changed, {**fitted.record(), "member": which, "taken": sorted(values)}


def illustrate(
    folder: RunFolder,
    common: Commonness | None = None,
    beside: Beside | None = None,
    *,
    formats: Sequence[str] = ("svg",),
    progress: Progress | None = None,
) -> None:
    """Add the figures and the report to a run folder, all of them or none.

    Args:
        folder: a run folder.
        common: where the run stands among others, from `sovsim.how_common`; told in the report.
        beside: what was observed beside its course, from `sovsim.beside`; drawn and told as well.
        formats: as which figures are written, ``png`` or ``svg``; the report holds its own.
        progress: told after every figure.

    Raises:
        RunFolderError: the folder holds another run by now, or files of the same names that the
            program did not write.
        FolderInUse: another process is writing to the folder.
        WriteError: the folder cannot be written.
    """
    from sovsim.plots.rendering import IN_REPORT
    from sovsim.plots.run_figures import drawn_figures, run_pictures
    from sovsim.report import render_report

    pictures = list(run_pictures(folder))
    figures = drawn_figures(pictures, dict.fromkeys((*formats, IN_REPORT)), progress)
    told = None
    if beside is not None:
        from sovsim.report.beside import section

        told = section(folder, beside, formats)
    two = None
    if BRANCH in folder.manifest:
        from sovsim.report.branched import branched

        two = branched(folder, formats)
    report = render_report(folder, common, figures, told, two, pictures)
    files: dict[str, bytes | str] = {
        name: content for name, content in figures.items() if name.endswith(tuple(formats))
    }
    for part in (told, two):
        files |= {} if part is None else dict(part.files)
    add_drawn(folder, {**files, REPORT: report})
