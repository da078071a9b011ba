"""Excel workbooks, read straight from their parts: only what a table needs, and never more than a table can be.

What a workbook claims about its size is not believed: sizes are summed before anything is unpacked, rows and columns
beyond the limits are counted but not kept, and no entity of its XML is followed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import IO, TypeAlias, TypeVar
from xml.etree.ElementTree import Element

from jmapdesk.exchange.cells import CELL_LIMIT, GRID_COLUMNS, GRID_ROWS, Cell, Grid, items_of, parted_by_lines
from jmapdesk.exchange.draft import Notes
from jmapdesk.exchange.xml_elements import BROKEN, Budget, elements
from jmapdesk.util.collector import collector_paused
from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_signs import WORKBOOK, sign_of

UNPACKED_LIMIT = 500 * 2**20
"""Bytes a workbook may unfold to altogether, pictures included."""
PART_LIMIT = 60 * 2**20
"""Bytes of one part that is read."""
ROWS_MARK, COLUMNS_MARK = "jmapdesk:rows", "jmapdesk:columns"
"""What stands over the hidden column, and before the hidden row, of numbers in our own workbooks."""
CARRYING = "jmapdesk"
"""The name of the sheet nobody sees, in which our own workbooks carry the map they were made from."""

_SHEETS = 40
_ROWS, _COLUMNS, _HELD = 120_000, 2_000, 32_767
"""Rows, columns and characters of a cell that are read of a sheet that jmapdesk wrote."""
_PARTS = 300_000
"""Elements that are looked at in each other part of a workbook."""
_ELEMENTS = 8_000_000
"""Elements that are looked at, at the most, in all sheets of a workbook that jmapdesk wrote."""
_CARRIED = 200_000
"""Elements of the sheet that nobody sees: its pieces are long and few."""
_RECORD = 200
"""Elements that all sheets have, at the most, for one record of the map that they show; some thirty are usual."""
_STRINGS = 300_000
_MERGES = 5_000

_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Excel's built-in number formats that show days or times."""
_PERCENTS = frozenset({9, 10})

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    *BROKEN,
    OSError,
    EOFError,
    KeyError,
    IndexError,
    LookupError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
)
"""What the standard readers raise for damaged archives and XML."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and what stands on it."""

    name: str
    grid: Grid


@dataclass(frozen=True, slots=True)
class _Book:
    strings: tuple[str, ...]
    formats: tuple[str, ...]
    """For each cell style: "date", "percent", "signed" (a plus is shown) or empty."""
    epoch: datetime
    budget: Budget
    longest: int = CELL_LIMIT
    """Characters of a cell that are looked at."""


def _without_numbers(cells: dict[tuple[int, int], Cell]) -> dict[tuple[int, int], Cell]:
    """The cells without the column and the row by which our own workbooks know their cells again."""
    columns = {column for (_row, column), cell in cells.items() if cell.items == (ROWS_MARK,)}
    rows = {row for (row, _column), cell in cells.items() if cell.items == (COLUMNS_MARK,)}
    if not columns and not rows:
        return cells
    return {place: cell for place, cell in cells.items() if place[0] not in rows and place[1] not in columns}


Values: TypeAlias = dict[tuple[int, int], str]
"""What the cells of a sheet say, by row and column from 1; days as ``2031-12-01``, shares as ``50%``."""


def read_xlsx(name: str, data: bytes, notes: Notes) -> list[Sheet]:
    """The visible sheets of a workbook that hold anything; all of them if none is visible.

    Formulas count as the values last shown. Raises JmapError for workbooks that are damaged, locked or too big.
    """
    return _opened(name, data, lambda archive, parts: _sheets(name, archive, parts, notes))


def carries_map(name: str, data: bytes) -> bool:
    """Whether the file is a workbook that carries the map it was made from."""
    sign = sign_of(data)
    if sign is None or sign.code != WORKBOOK:
        return False
    try:
        listed, _epoch = _opened(name, data, lambda archive, parts: _listed(name, archive, parts))
    except JmapError:
        return False  # whoever reads it will say what is wrong with it
    return any(title == CARRYING for title, _path, _shown in listed)


def read_carrying(name: str, data: bytes) -> Values:
    """The sheet of a workbook that nobody sees; empty where there is none. Raises JmapError as ``read_xlsx``."""
    return _every(name, data, _CARRIED, CARRYING).get(CARRYING, {})


def read_values(name: str, data: bytes, records: int) -> dict[str, Values]:
    """Every sheet of a workbook that jmapdesk wrote, hidden ones too, by title. Raises JmapError as ``read_xlsx``.

    ``records``: how many things the map has that the workbook was made from, which tells how much there can be to read.
    """
    return _every(name, data, min(_ELEMENTS, Budget().left + _RECORD * records))


def _every(name: str, data: bytes, elements: int, only: str = "") -> dict[str, Values]:
    def read(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> dict[str, Values]:
        listed, epoch = _listed(name, archive, parts)
        strings = _strings(name, archive, parts, _HELD)
        book = _Book(strings, _formats(name, archive, parts), epoch, Budget(elements), _HELD)
        found: dict[str, Values] = {}
        for title, path, _shown in listed[:_SHEETS]:
            if path in parts and only in ("", title):
                with _part(name, archive, parts[path]) as stream:
                    found[title] = _values(stream, book)
        return found

    return _opened(name, data, read)


T = TypeVar("T")


def _opened(name: str, data: bytes, read: Callable[[zipfile.ZipFile, dict[str, zipfile.ZipInfo]], T]) -> T:
    """What is read from a workbook's parts, once it is sure that they unfold to no more than they should."""
    try:
        with collector_paused(), zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {info.filename.lower().lstrip("/"): info for info in archive.infolist()}
            if sum(info.file_size for info in parts.values()) > UNPACKED_LIMIT:
                raise JmapError("import.too_big", f"“{name}” unfolds to more than a workbook with a map can be.")
            if any(info.flag_bits & 1 for info in parts.values()):
                raise JmapError("import.encrypted", f"“{name}” is protected by a password: save it without one.")
            return read(archive, parts)
    except _BROKEN:
        raise JmapError("import.broken", f"“{name}” is a damaged workbook.") from None


def _sheets(name: str, archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], notes: Notes) -> list[Sheet]:
    listed, epoch = _listed(name, archive, parts)
    book = _Book(_strings(name, archive, parts), _formats(name, archive, parts), epoch, Budget())
    visible = [(title, path) for title, path, shown in listed if shown]
    for title, _path, shown in listed:
        if not shown and visible:
            notes.ignored(title, "A hidden sheet.")
    several = len(visible or listed) > 1
    sheets: list[Sheet] = []
    for title, path in (visible or [(title, path) for title, path, _shown in listed])[:_SHEETS]:
        if path not in parts:
            continue  # a chart sheet, or one the workbook lost
        with _part(name, archive, parts[path]) as stream:
            grid = _grid(stream, book, notes, f"{title}!" if several else "")
        if grid.cells:
            sheets.append(Sheet(title, grid))
    if any(part.startswith(("xl/media/", "xl/charts/", "xl/comments")) for part in parts):
        notes.ignored("", "Pictures, charts and comments of the workbook.")
    return sheets


def _part(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    if info.file_size > PART_LIMIT:
        raise JmapError("import.too_big", f"“{name}” holds a sheet that is far too big for a journey map.")
    return archive.open(info)


def _listed(
    name: str, archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]
) -> tuple[list[tuple[str, str, bool]], datetime]:
    """The sheets by name, part and whether they show, and the day that dates count from."""
    targets: dict[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in parts:
        with _part(name, archive, parts["xl/_rels/workbook.xml.rels"]) as stream:
            for item in elements(stream, Budget(_PARTS)):
                if item.tag == "Relationship":
                    path = item.get("Target", "")
                    targets[item.get("Id", "")] = (
                        path.lstrip("/") if path.startswith("/") else f"xl/{path.removeprefix('./')}"
                    ).lower()
    listed: list[tuple[str, str, bool]] = []
    epoch = datetime(1899, 12, 30)
    with _part(name, archive, parts["xl/workbook.xml"]) as stream:
        for item in elements(stream, Budget(_PARTS)):
            if item.tag == "workbookPr" and item.get("date1904", "0") in {"1", "true"}:
                epoch = datetime(1904, 1, 1)
            elif item.tag == "sheet":
                link = next((value for key, value in item.attrib.items() if key.endswith("}id")), "")
                path = targets.get(link, f"xl/worksheets/sheet{len(listed) + 1}.xml")
                listed.append((item.get("name", ""), path, item.get("state", "visible") == "visible"))
    return listed, epoch


def _strings(
    name: str, archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], longest: int = CELL_LIMIT
) -> tuple[str, ...]:
    if "xl/sharedstrings.xml" not in parts:
        return ()
    found: list[str] = []
    with _part(name, archive, parts["xl/sharedstrings.xml"]) as stream:
        for item in elements(stream, Budget(_STRINGS * 4 if longest == _HELD else _PARTS), "si"):
            if item.tag == "si":
                found.append(_text(item, longest))
                if len(found) >= _STRINGS:
                    break
    return tuple(found)


def _formats(name: str, archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> tuple[str, ...]:
    if "xl/styles.xml" not in parts:
        return ()
    own: dict[str, str] = {}
    styles: list[str] = []
    with _part(name, archive, parts["xl/styles.xml"]) as stream:
        for item in elements(stream, Budget(_PARTS)):
            if item.tag == "numFmt":
                own[item.get("numFmtId", "")] = item.get("formatCode", "")
            elif item.tag == "cellXfs":
                styles = [_shows(xf.get("numFmtId", "0"), own) for xf in item]
    return tuple(styles)


def _shows(number: str, own: dict[str, str]) -> str:
    if number in own:
        code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", own[number]).lower()
        if "%" in code:
            return "percent"
        if code.startswith("+"):
            return "signed"
        return "date" if re.search(r"[ymdhs]", code) and "general" not in code else ""
    plain = int(number) if number.isdecimal() else 0
    return "date" if plain in _DATES else "percent" if plain in _PERCENTS else ""


def _grid(stream: IO[bytes], book: _Book, notes: Notes, prefix: str) -> Grid:
    cells: dict[tuple[int, int], Cell] = {}
    merges: list[tuple[int, int, int, int]] = []
    row = column = -1
    beyond = False
    for item in elements(stream, book.budget, "row"):
        if item.tag == "row":
            row = int(item.get("r", row + 2)) - 1
            column = -1
            if row >= GRID_ROWS:
                beyond = beyond or any(True for _child in item)
                continue
            for child in item:
                if child.tag != "c":
                    continue
                column = _column(child.get("r", ""), column + 1)
                if column >= GRID_COLUMNS:
                    beyond = True
                    continue
                place = f"{prefix}{_letters(column)}{row + 1}"
                text = _value(child, book, notes, place)
                if items := items_of(text):
                    cells[(row, column)] = Cell(items, place, loose=parted_by_lines(text))
        elif item.tag == "mergeCell" and len(merges) < _MERGES and (area := _area(item.get("ref", ""))):
            merges.append(area)
    if book.budget.spent:
        notes.ignored("", "The workbook holds far more cells than a journey map; only the first were looked at.")
    elif beyond:
        notes.ignored("", f"Cells beyond {GRID_ROWS:,} rows and {GRID_COLUMNS} columns were left out.")
    cells = _without_numbers(cells)
    if not cells:
        return Grid({}, 0, 0)
    height = max(r for r, _c in cells) + 1
    width = max(c for _r, c in cells) + 1
    for top, left, bottom, right in merges:
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        if (corner := cells.get((top, left))) is None:
            continue
        spanned = replace(corner, rows=bottom - top + 1, columns=right - left + 1)
        for r in range(top, bottom + 1):
            for c in range(left, right + 1):
                cells[(r, c)] = spanned
    first = min(cells)
    return Grid(cells, height, width, place=cells[first].place)


def _values(stream: IO[bytes], book: _Book) -> Values:
    """The cells of a sheet as they are; of one so large that nobody filled it by hand, what is beyond is left out."""
    found: Values = {}
    row = 0
    for item in elements(stream, book.budget, "row"):
        if item.tag != "row":
            continue
        row, column = int(item.get("r", row + 1)), 0
        for child in item if row <= _ROWS else ():
            if child.tag == "c":
                column = _column(child.get("r", ""), column) + 1
                if column <= _COLUMNS and (text := _value(child, book, Notes(), "")):
                    found[row, column] = text
    return found


def _value(cell: Element, book: _Book, notes: Notes, place: str) -> str:
    kind = cell.get("t", "n")
    value = formula = None
    inline = ""
    for child in cell:
        if child.tag == "v":
            value = child.text or ""
        elif child.tag == "f":
            formula = child.text or ""
        elif child.tag == "is":
            inline = _text(child, book.longest)
    if kind == "inlineStr":
        return inline
    if value is None or value == "":
        if formula is not None:
            notes.ignored(place, "A formula without a stored value.")
        return ""
    if kind == "s":
        index = int(value)
        return book.strings[index] if 0 <= index < len(book.strings) else ""
    if kind == "e":
        notes.ignored(place, "A formula that shows an error.")
        return ""
    if kind == "b":
        return "yes" if value == "1" else "no"
    if kind in {"str", "d"}:
        return value[: book.longest]
    return _number(value, cell.get("s", "0"), book)


def _number(value: str, style: str, book: _Book) -> str:
    number = float(value)
    index = int(style) if style.isdecimal() else 0
    shows = book.formats[index] if index < len(book.formats) else ""
    if shows == "percent":
        return f"{number * 100:.6g}%"
    if shows == "date" and 0 <= number < 2_958_466:
        moment = book.epoch + timedelta(seconds=round(number * 86_400))
        if number < 1:
            return f"{moment:%H:%M}"
        day = moment.date().isoformat()
        return f"{day} {moment:%H:%M}" if number % 1 else day
    return f"{'+' if shows == 'signed' and number > 0 else ''}{number:.12g}"


def _text(item: Element, longest: int) -> str:
    """The text of a string with runs; readings printed over Japanese words are left out."""
    pieces: list[str] = []
    for child in item:
        if child.tag == "t":
            pieces.append(child.text or "")
        elif child.tag == "r":
            pieces.extend(grandchild.text or "" for grandchild in child if grandchild.tag == "t")
    text = "".join(pieces)[:longest]
    return text if "_x" not in text else re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: _character(found.group(1)), text)


def _character(code: str) -> str:
    char = chr(int(code, 16))
    return "\n" if char in "\r\n" else char if char.isprintable() or char == "\t" else ""


def _column(reference: str, following: int) -> int:
    letters = re.match(r"[A-Za-z]{1,3}", reference)
    if not letters:
        return following
    number = 0
    for letter in letters.group().upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _area(reference: str) -> tuple[int, int, int, int] | None:
    """A range such as ``B4:D4`` as top, left, bottom, right, from 0."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", reference)
    if not found:
        return None
    return int(found[2]) - 1, _column(found[1], 0), int(found[4]) - 1, _column(found[3], 0)
