"""Results move only on purpose: the pinned table is the one that the code gives."""

from __future__ import annotations

import copy

from tests.baselines.table import FILE, LOG, compute, differences, pinned


def test_the_results_are_those_that_were_pinned() -> None:
    moved = differences(compute(), pinned())
    hint = 'if this is meant: python -m tests.baselines.update --reason "..."'
    assert not moved, "\n".join([*moved[:10], f"{len(moved)} entries moved; {hint}"])


def test_a_moved_number_is_noticed() -> None:
    old = pinned()
    new = copy.deepcopy(old)
    name = next(iter(new))
    quarter = next(iter(new[name]))
    new[name][quarter]["autonomy"][0] *= 1.0 + 1e-7
    assert len(differences(new, old)) == 1
    del new[name][quarter]["autonomy"]
    assert len(differences(new, old)) == 1


def test_every_pinning_has_its_reason() -> None:
    assert FILE.exists()
    entries = [line for line in LOG.read_text(encoding="utf-8").splitlines() if line[:2] == "- "]
    assert entries
