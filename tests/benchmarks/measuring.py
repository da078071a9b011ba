"""Cases and their floors, measured in turn."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

Measure = Callable[[], float]
"""Does something once and gives what it cost."""


class Pair(NamedTuple):
    """A case and the floor under it; both in the case's unit."""

    case: Measure
    floor: Measure


Pairs = Callable[[Sequence[int]], AbstractContextManager[Mapping[int, Pair]]]
"""Sets up the pairs of a case for the sizes asked for, and clears up after them."""


@dataclass(frozen=True, slots=True)
class Case:
    """Something to measure: what it is called, what it and its floor do, and how to set both up.

    ``pairs`` gives a pair for each size, or a single one under 0 where the number of cards is of no matter.
    ``rounds`` says how often a size is measured.
    """

    name: str
    what: str
    floor: str
    pairs: Pairs
    rounds: Callable[[int], int]
    unit: str = "ms"


def milliseconds(work: Callable[[], object]) -> Measure:
    """Time a call."""

    def measured() -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1000

    return measured


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` (0 … 1) of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def run(case: Case, sizes: Sequence[int], quick: bool) -> Iterator[dict[str, Any]]:
    """Measure a case at every size: one round each to warm up, then round after round, case and floor in turn.

    The sizes take turns too, so that what is said of one against the other holds on a busy machine.
    """
    with case.pairs(sizes) as pairs:
        rounds = {size: min(2, case.rounds(size)) if quick else case.rounds(size) for size in pairs}
        taken: dict[int, tuple[list[float], list[float]]] = {size: ([], []) for size in pairs}
        for size, pair in pairs.items():
            if rounds[size] > 2:
                pair.case()
                pair.floor()
        for number in range(max(rounds.values())):
            for size, pair in pairs.items():
                if number < rounds[size]:
                    taken[size][0].append(pair.case())
                    taken[size][1].append(pair.floor())
    for size, (costs, floors) in taken.items():
        yield _result(case, size, costs, floors)


def _result(case: Case, size: int, costs: list[float], floors: list[float]) -> dict[str, Any]:
    return {
        "case": case.name,
        "what": case.what,
        "cards": size or None,
        "unit": case.unit,
        "n": len(costs),
        "median": _rounded(median(costs)),
        "p95": _rounded(percentile(costs, 0.95)),
        "floor": {"what": case.floor, "median": _rounded(median(floors)), "p95": _rounded(percentile(floors, 0.95))},
        "ratio": _rounded(median(costs) / median(floors)),
    }


def _rounded(value: float) -> float:
    """Four digits that count."""
    return float(f"{value:.4g}")
