"""What the actions about merges do, for the table of effects."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtTest import QTest

from jmapdesk.exchange.write_xlsx import write_workbook
from jmapdesk.model.journey import JourneyMap
from tests.ui.bench import Bench


def edited_workbook(journey: JourneyMap, folder: Path, was: object = "Poster", now: str = "Flyer") -> Path:
    """A workbook of the map, in which somebody changed something."""
    path = folder / "map.xlsx"
    write_workbook(journey, path)
    workbook = load_workbook(path)
    for row in workbook["Cards"].iter_rows():
        for cell in row:
            if cell.value == was:
                cell.value = now
    workbook.save(path)
    return path


def read(bench: Bench) -> None:
    """Wait until the workbook was read, however long what reads it takes to import."""
    while any(window.files.workbooks.is_reading for window in bench.keeper.windows):
        QTest.qWait(5)


def returns_workbook(bench: Bench, name: str, folder: Path) -> bool:
    """What was edited comes in, as one step, and is listed."""
    bench.answers.paths.append(str(edited_workbook(bench.journey, folder)))
    bench.trigger(name)
    read(bench)
    return (
        bench.journey.cards["c1"].text == "Flyer"
        and bench.document.undo_labels == ("Bring back map.xlsx",)
        and bench.window.merged.isVisible()
    )
