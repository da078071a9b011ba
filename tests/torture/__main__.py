"""Run the trials; the last line is one JSON object of figures, the exit code says whether all held."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable

from tests.torture import (
    bombs,
    failing_calls,
    full_disk,
    kill_editing,
    kill_saving,
    machines,
    merging,
    mutated,
    power_cut,
)

TRIALS: dict[str, tuple[Callable[[int], dict[str, object]], int, int]] = {
    "kill_saving": (kill_saving.run, 1000, 5),
    "kill_editing": (kill_editing.run, 1000, 5),
    "merge": (merging.run, 10_000, 200),
    "power_cut": (power_cut.run, 300, 10),
    "failing_calls": (failing_calls.run, 6, 1),
    "full_disk": (full_disk.run, 100, 4),
    "machines": (machines.run, 1000, 30),
    "bombs": (bombs.run, 1, 1),
    "mutated": (mutated.run, 100_000, 2_000),
}
"""Each trial with how often it runs, and how often for ``--short``."""


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few minutes instead of hours")
    parser.add_argument("--only", choices=sorted(TRIALS), action="append", help="just this trial")
    parser.add_argument("--runs", type=int, help="how often, instead of the trial's own number")
    asked = parser.parse_args()
    figures: dict[str, dict[str, object]] = {}
    for name, (run, full, short) in TRIALS.items():
        if asked.only and name not in asked.only:
            continue
        began = time.monotonic()
        figures[name] = run(asked.runs or (short if asked.short else full))
        figures[name]["seconds"] = round(time.monotonic() - began, 1)
        print(f"{name}: {json.dumps(figures[name])}", file=sys.stderr, flush=True)
    print(json.dumps(figures))
    return 0 if all(one["held"] for one in figures.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
