"""Workbooks as a colleague edits them: cells found by what they say, rows added, taken out, copied."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jmapdesk.exchange.bring_back import BroughtBack, bring_back
from jmapdesk.exchange.write_xlsx import write_workbook
from jmapdesk.model.journey import JourneyMap


class Editor:
    """A workbook open in a spreadsheet program."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook

    def sheet(self, name: str) -> Worksheet:
        sheet = self.workbook[name]
        assert isinstance(sheet, Worksheet)
        return sheet

    def column(self, sheet: str, title: str) -> int:
        """The number of a table's column."""
        return next(cell.column or 0 for cell in self.sheet(sheet)[1] if cell.value == title)

    def row(self, sheet: str, text: str) -> int:
        """The row of a table that holds a text."""
        return next(
            cell.row or 0 for row in self.sheet(sheet).iter_rows(min_row=2) for cell in row if cell.value == text
        )

    def put(self, sheet: str, text: str, title: str, value: object) -> None:
        """Write into the row that holds a text."""
        self.sheet(sheet).cell(self.row(sheet, text), self.column(sheet, title)).value = value  # type: ignore[assignment]

    def append(self, sheet: str, **values: object) -> None:
        """Write a new row under the table, titles with underscores for blanks."""
        row = self.sheet(sheet).max_row + 1
        for title, value in values.items():
            self.sheet(sheet).cell(row, self.column(sheet, title.replace("_", " "))).value = value  # type: ignore[assignment]

    def delete(self, sheet: str, text: str) -> None:
        """Delete the row that holds a text."""
        self.sheet(sheet).delete_rows(self.row(sheet, text))

    def place(self, text: object) -> tuple[int, int]:
        """Where a text stands on the sheet Map."""
        return next(
            (cell.row or 0, cell.column or 0)
            for row in self.sheet("Map").iter_rows()
            for cell in row
            if cell.value == text
        )

    def write(self, row: int, column: int, value: object) -> None:
        """Write into a cell of the sheet Map."""
        self.sheet("Map").cell(row, column).value = value  # type: ignore[assignment]


Edit = Callable[[Editor], object]


def written(journey: JourneyMap, folder: Path, *edits: Edit) -> Path:
    """A workbook of the map, edited and saved again as another program would."""
    path = folder / "map.xlsx"
    write_workbook(journey, path)
    workbook = load_workbook(path)
    for edit in edits:
        edit(Editor(workbook))
    if edits:
        workbook.save(path)
    return path


def back(journey: JourneyMap, folder: Path, *edits: Edit) -> BroughtBack:
    """A workbook of the map, edited and read again."""
    path = written(journey, folder, *edits)
    return bring_back(path.name, path.read_bytes())


def through_libreoffice(path: Path) -> Path:
    """The workbook opened and saved again by LibreOffice."""
    folder = path.parent / "again"
    profile = path.parent / "profile"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(folder), str(path)],
        capture_output=True, timeout=300, check=True,
    )  # fmt: skip
    return folder / path.name
