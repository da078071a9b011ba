"""Processes killed at random moments, by a signal that nobody can catch."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Killed:
    """What a process said before it was killed: lines with the moment each was read, and the moment of the kill."""

    lines: tuple[tuple[float, str], ...]
    at: float


def kill_after(arguments: Sequence[str], seconds: float, begin: str = "ready") -> Killed:
    """Run a Python module until it has said ``begin``, let it work for so long, kill it. Raises RuntimeError where it
    ends by itself.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process, process.stdout as out, process.stderr as said:
        lines: list[tuple[float, str]] = []
        first = out.readline().decode().strip()
        if first != begin:
            process.kill()
            raise RuntimeError(f"{arguments[0]} said {first!r}: {said.read().decode()[-2000:]}")
        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(lambda: lines.extend(_timed(out)))
            time.sleep(seconds)
            ended = process.poll()
            at = time.monotonic()
            process.send_signal(signal.SIGKILL)
            reading.result(30)
        if ended is not None:
            raise RuntimeError(f"{arguments[0]} ended by itself: {said.read().decode()[-2000:]}")
    return Killed(tuple(lines), at)


def _timed(out: object) -> Iterator[tuple[float, str]]:
    for line in out:  # type: ignore[attr-defined]
        yield time.monotonic(), line.decode().strip()


def moments(count: int, longest: float, seed: int) -> list[float]:
    """Random moments, most of them early, always the same for the same seed."""
    dice = random.Random(seed)
    return [dice.random() ** 2 * longest for _ in range(count)]
