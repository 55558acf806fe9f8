"""Pin the results anew: ``python -m tests.baselines.update --reason "why they moved"``."""

from __future__ import annotations

import argparse
import datetime
import json

from tests.baselines.table import FILE, LOG, compute, differences, pinned

LEAST = 15
"""Letters that a reason must have."""


def main() -> None:
    """Write the table and the reason; refuse without one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reason", required=True, help="why the results move, for the log")
    reason = parser.parse_args().reason.strip()
    if len(reason) < LEAST:
        parser.error("say in a sentence why the results move")
    new = compute()
    moved = differences(new, pinned()) if FILE.exists() else []
    if FILE.exists() and not moved:
        print("nothing has moved; the table stays")
        return
    FILE.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    head = "" if LOG.exists() else "# Why the pinned results moved\n\n"
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"{head}- {day}: {reason} ({len(moved)} entries moved)\n")
    print(f"pinned anew; {len(moved)} entries moved")


if __name__ == "__main__":
    main()
