"""``sovsim verify``: run what was recorded again and compare bit for bit."""

from __future__ import annotations

import typer

from sovsim.cli.errors import WORK_FAILED, complain
from sovsim.cli.options import AsJson, RunPath
from sovsim.cli.output import say


def command(run: RunPath, as_json: AsJson = False) -> None:
    """Run a recorded run, or a sample of an ensemble, again and compare it bit for bit."""
    from sovsim.cli.output import print_json, print_table
    from sovsim.ensemble import is_ensemble, verify_ensemble
    from sovsim.record.verify import verify

    several = is_ensemble(run)
    found = verify_ensemble(run) if several else verify(run)
    if as_json:
        print_json(found.as_dict())
    else:
        rows = [vars(check) for check in found.checks]
        columns = {"table": "table", "rows": "rows", "same": "same", "detail": "first difference"}
        print_table(rows, columns, found.folder)
        for mismatch in found.mismatches:
            say(f"note: {mismatch}")
        if found.ok:
            print(f"The {'sample' if several else 'run'} repeats bit for bit.")
    if not found.ok:
        why = f"damaged: {', '.join(found.damaged)}" if found.damaged else "it repeats differently"
        more = f"\n  {'; '.join(found.mismatches)}" if found.mismatches else ""
        complain(f"{found.folder}: {why}{more}")
        raise typer.Exit(WORK_FAILED)
