"""Short ways to read things in these tests."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl

from jmapdesk.exchange.draft import Draft
from jmapdesk.exchange.importing import read_draft

SAMPLES = Path(__file__).parent.parent / "data" / "samples"


def sample(name: str) -> Draft:
    """A file found in the wild, read."""
    return read_draft(name, (SAMPLES / name).read_bytes())


def read(name: str, text: str) -> Draft:
    """A text, read under a name."""
    return read_draft(name, text.encode())


def workbook(rows: list[list[object]], *, at: str = "A1", merge: tuple[str, ...] = (), title: str = "Map") -> bytes:
    """An xlsx with one sheet whose table starts at a cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    corner = sheet[at]
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                sheet.cell(corner.row + r, corner.column + c).value = value
    for area in merge:
        sheet.merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A ZIP archive with these entries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def grid(draft: Draft) -> dict[str, list[list[str]]]:
    """Each lane by name (or kind): the cards' texts, step by step; feelings as "score word"."""
    table: dict[str, list[list[str]]] = {}
    for number, lane in enumerate(draft.lanes):
        cells: list[list[str]] = [[] for _step in draft.steps]
        for card in draft.cards:
            if card.lane == number:
                score = "" if card.score is None else f"{card.score:g}"
                cells[card.step].append(card.text or " ".join(part for part in (score, card.word) if part))
        table[lane.name or lane.kind] = cells
    return table


def stages(draft: Draft) -> list[tuple[str, list[str]]]:
    """The stages with the names of their steps."""
    return [(stage.name, [step.name for step in stage.steps]) for stage in draft.stages]


def said(draft: Draft, level: str) -> list[str]:
    """The report's entries of one level, as "place: message"."""
    return [f"{entry.place}: {entry.message}" for entry in draft.report.entries if entry.level == level]
