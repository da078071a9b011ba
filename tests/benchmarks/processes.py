"""Starting the program, and the memory it takes; each run in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.maps import bytes_of
from tests.benchmarks.measuring import Case, Measure, Pair, Pairs

_ROOT = Path(__file__).parents[2]
_MEGABYTE = 1_000_000


def _run(what: str, settings: str) -> tuple[float, int]:
    """Milliseconds from starting the process to its idle window, and the most bytes it held."""
    environment = {**os.environ, "XDG_CONFIG_HOME": settings, "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.child", what],
        cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        line = process.stdout.readline() if process.stdout else ""
        taken = (time.perf_counter() - start) * 1000
    if not line.startswith("idle "):
        raise RuntimeError(f"the process that shows “{what}” ended with code {process.returncode} and no window")
    return taken, int(line.split()[1])


def _time(what: str, settings: str) -> Measure:
    return lambda: _run(what, settings)[0]


def _memory(what: str, settings: str) -> Measure:
    return lambda: _run(what, settings)[1] / _MEGABYTE


@contextmanager
def _starts(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    with TemporaryDirectory(prefix="jmapdesk-benchmark-") as folder:
        yield {0: Pair(_time("new", folder), _time("empty", folder))}


def _with_maps(measure: Callable[[str, str], Measure]) -> Pairs:
    @contextmanager
    def pairs(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
        with TemporaryDirectory(prefix="jmapdesk-benchmark-") as folder:
            made: dict[int, Pair] = {}
            for size in sizes:
                path = Path(folder) / f"{size}.jmap"
                path.write_bytes(bytes_of(size))
                made[size] = Pair(measure(str(path), folder), measure("empty", folder))
            yield made

    return pairs


CASES = (
    Case(
        "start",
        "from starting the process to the idle window of a new map",
        "a process that shows an empty QMainWindow",
        _starts,
        lambda size: 11,
    ),
    Case(
        "start_with_map",
        "from starting the process to the idle window of a map from its file",
        "a process that shows an empty QMainWindow",
        _with_maps(_time),
        lambda size: 5,
    ),
    Case(
        "memory",
        "most memory held by the time a map from its file is shown",
        "a process that shows an empty QMainWindow",
        _with_maps(_memory),
        lambda size: 3,
        unit="MB",
    ),
)
"""What is measured here."""
