"""Run the benchmarks: one JSON object on standard output, progress on standard error."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import traceback
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for; returns the exit code, 1 where a case could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two rounds each: to see that everything runs")
    by_name = "the case of this name, or those whose names contain it"
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help=by_name)
    parser.add_argument("--sizes", default="1000,10000", metavar="N,N", help="numbers of cards")
    parser.add_argument("--platform", default="offscreen", help="Qt's platform: offscreen, or xcb under a display")
    given = parser.parse_args(arguments)
    sizes = sorted({int(size) for size in given.sizes.split(",")})
    os.environ["QT_QPA_PLATFORM"] = given.platform  # processes started by cases take it over

    from jmapdesk.app import make_application
    from tests.benchmarks import canvas, exporting, exports, files, layouts, machine, posters, processes
    from tests.benchmarks.judging import growth
    from tests.benchmarks.measuring import run

    machine.large_blocks_stand_alone()
    application = make_application(["benchmarks"])
    rooms = (processes, canvas, layouts, files, exports, exporting, posters)
    all_cases = tuple(case for room in rooms for case in room.CASES)
    names = {case.name for case in all_cases}
    wanted = [
        case for case in all_cases
        if not given.only or any(name == case.name if name in names else name in case.name for name in given.only)
    ]
    if not wanted:
        parser.error("no case has such a name; there are " + ", ".join(case.name for case in all_cases))
    facts = machine.facts()
    results: list[dict[str, object]] = []
    failed: list[str] = []
    for case in wanted:
        start = time.perf_counter()
        try:
            for result in run(case, sizes, given.quick):
                results.append(result)
                print(_line(result), file=sys.stderr)
        except Exception:
            # the figures of all other cases took minutes: they are not thrown away for one
            failed.append(case.name)
            traceback.print_exc()
        print(f"  ({time.perf_counter() - start:.1f} s)", file=sys.stderr)
    facts["load_after"] = machine.load()
    found = {"machine": facts, "quick": given.quick, "sizes": sizes, "cases": results, "failed": failed}
    found["growth"] = growth(results)
    print(json.dumps(found, indent=1, ensure_ascii=False))
    sys.stdout.flush()
    del application
    return 1 if failed else 0


def _line(result: dict[str, object]) -> str:
    floor = result["floor"]
    least = floor["median"] if isinstance(floor, dict) else ""
    cards = f"{result['cards']:,}" if isinstance(result["cards"], int) else "–"
    return (
        f"{result['case']:>16} {cards:>7} cards  {result['median']:>9} {result['unit']} (95 %: {result['p95']})"
        f"  floor {least}  × {result['ratio']}"
    )


if __name__ == "__main__":
    sys.exit(main())
