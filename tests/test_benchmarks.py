"""The benchmarks run and say what they promise; how fast anything is, is not asked here."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError, reason="they drive the window")

ROOT = Path(__file__).parents[1]
SIZED = (
    "pan", "pan_on", "drag_card", "save", "save_first", "save_again", "start_with_map", "export_pdf", "paint_pdf",
    "export_png", "export_xlsx",
)  # fmt: skip


def measured(*arguments: str) -> dict[str, Any]:
    """What one run of the benchmarks printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--quick", *arguments],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def sound(figure: object) -> bool:
    """Whether a figure is a finite number above zero."""
    return isinstance(figure, float) and math.isfinite(figure) and figure > 0


@pytest.fixture(scope="module")
def run() -> dict[str, Any]:
    return measured("--sizes", "250,350", "--only", "start", *SIZED)


def test_each_case_has_its_figures_beside_those_of_its_floor(run: dict[str, Any]) -> None:
    for one in run["cases"]:
        assert all(sound(one[name]) for name in ("median", "p95", "ratio")), one
        assert all(sound(one["floor"][name]) for name in ("median", "p95")), one
        assert one["what"]
        assert one["floor"]["what"]
        assert one["n"] >= 1
        assert one["unit"] == "ms"


def test_each_case_is_measured_at_each_size(run: dict[str, Any]) -> None:
    found = {(one["case"], one["cards"]) for one in run["cases"]}
    sized = {(name, size) for name in SIZED for size in (250, 350)}
    assert found == {*sized, ("start", None)}


def test_growth_tells_the_largest_map_from_the_smallest(run: dict[str, Any]) -> None:
    assert run["growth"].keys() == {"pan", "drag_card"}
    for judged in run["growth"].values():
        assert (judged["from_cards"], judged["to_cards"]) == (250, 350)
        assert sound(judged["times"])
        assert sound(judged["milliseconds"])


def test_no_case_fails(run: dict[str, Any]) -> None:
    assert run["failed"] == []


def test_the_machine_is_named(run: dict[str, Any]) -> None:
    machine = run["machine"]
    assert machine["python"] == ".".join(map(str, sys.version_info[:3]))
    assert machine["qt"].count(".") == 2
    assert machine["cores"] >= 1
    assert sound(machine["million_additions_ms"])


def test_memory_is_told_in_megabytes() -> None:
    (one,) = measured("--sizes", "40", "--only", "memory")["cases"]
    assert one["unit"] == "MB"
    assert one["median"] > 10
    assert sound(one["floor"]["median"])


def test_a_case_that_does_not_exist_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--only", "flying"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "there are start" in done.stderr
    assert done.stdout == ""
