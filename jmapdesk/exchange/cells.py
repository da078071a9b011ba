"""Tables as readers see them: a grid of cells with spans, and what one cell holds.

Every reader of tables turns its file into a ``Grid``; what the grid means is decided elsewhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

CELL_LIMIT = 20_000
"""Characters of one cell that are looked at."""

GRID_ROWS = 2_000
GRID_COLUMNS = 400
"""What is read of one table; maps stay far below."""
GRID_CELLS = 120_000
"""Cells that are read of one table, and of all tables of a document."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its pieces (a line, list item or bullet each), where it stands, how far it spans.

    ``lead`` is the bold text the cell begins with, where more follows it: the name of a lane before its subtitle.
    ``loose``: nothing but ends of lines parts the pieces, so that they may have been meant as one text.
    """

    items: tuple[str, ...]
    place: str = ""
    lead: str = ""
    rows: int = 1
    columns: int = 1
    loose: bool = False

    @property
    def text(self) -> str:
        """All pieces in one line."""
        return " ".join(self.items)

    def name_and_rest(self) -> tuple[str, str]:
        """The cell as a label: its name, and what is said about it after the name."""
        if not self.items:
            return "", ""
        if self.lead and self.text.startswith(self.lead):
            return self.lead.rstrip(" :：").strip(), self.text[len(self.lead) :].lstrip(" :：—–-·").strip()
        return self.items[0].rstrip(" :：").strip(), " ".join(self.items[1:]).strip()


EMPTY = Cell(())


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. A cell that spans stands at every place it covers, as the same object."""

    cells: dict[tuple[int, int], Cell]
    rows: int
    columns: int
    caption: str = ""
    place: str = ""
    cut: bool = False

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place, an empty one where there is none."""
        return self.cells.get((row, column), EMPTY)

    def row(self, row: int) -> tuple[Cell, ...]:
        """One row, as wide as the grid."""
        return tuple(self.at(row, column) for column in range(self.columns))

    def column(self, column: int) -> tuple[Cell, ...]:
        """One column, as high as the grid."""
        return tuple(self.at(row, column) for row in range(self.rows))

    def transposed(self) -> Grid:
        """Rows for columns; spans turn too."""
        turned: dict[int, Cell] = {}
        cells: dict[tuple[int, int], Cell] = {}
        for (row, column), cell in self.cells.items():
            if id(cell) not in turned:
                square = cell.rows == cell.columns
                turned[id(cell)] = cell if square else replace(cell, rows=cell.columns, columns=cell.rows)
            cells[(column, row)] = turned[id(cell)]
        return replace(self, cells=cells, rows=self.columns, columns=self.rows)

    def compact(self) -> Grid:
        """Without empty rows and columns, so that a table found at B4 starts at its own corner."""
        filled = [place for place, cell in self.cells.items() if cell.items]
        rows = {row: i for i, row in enumerate(sorted({row for row, _column in filled}))}
        columns = {column: i for i, column in enumerate(sorted({column for _row, column in filled}))}
        cells = {
            (rows[row], columns[column]): cell
            for (row, column), cell in self.cells.items()
            if row in rows and column in columns
        }
        return replace(self, cells=cells, rows=len(rows), columns=len(columns))

    def below(self, first_row: int) -> Grid:
        """The rows from one on."""
        cells = {(row - first_row, column): cell for (row, column), cell in self.cells.items() if row >= first_row}
        return replace(self, cells=cells, rows=max(0, self.rows - first_row))

    def parts(self) -> list[Grid]:
        """The tables between empty rows, where there are several."""
        filled = sorted({row for (row, _column), cell in self.cells.items() if cell.items})
        starts = [row for i, row in enumerate(filled) if i == 0 or row > filled[i - 1] + 1]
        if len(starts) < 2:
            return []
        ends = [*starts[1:], self.rows]
        return [self.below(start).above(end - start) for start, end in zip(starts, ends, strict=True)]

    def above(self, row: int) -> Grid:
        """The rows before one."""
        cells = {place: cell for place, cell in self.cells.items() if place[0] < row}
        return replace(self, cells=cells, rows=min(self.rows, row))

    def beside(self, first_column: int) -> Grid:
        """The columns from one on."""
        return self.transposed().below(first_column).transposed()


def grid_of(rows: Iterable[Iterable[Cell]], caption: str = "", place: str = "", most: int = GRID_ROWS) -> Grid:
    """Rows of cells, spans not yet spread, as a grid: spreads them the way HTML does and stops at the limits.

    ``most``: the rows that are taken.
    """
    cells: dict[tuple[int, int], Cell] = {}
    height = width = 0
    cut = False
    for r, row in enumerate(rows):
        if r >= most:
            cut = True
            break
        column = 0
        height = max(height, r + 1)
        for cell in row:
            while (r, column) in cells:
                column += 1
            if column >= GRID_COLUMNS:
                cut = True
                break
            right = min(column + max(1, cell.columns), GRID_COLUMNS)
            bottom = min(r + max(1, cell.rows), most)
            for y in range(r, bottom):
                for x in range(column, right):
                    cells.setdefault((y, x), cell)
            column = right
            width = max(width, column)
    # a row span may promise rows that never come
    cells = {place: cell for place, cell in cells.items() if place[0] < height}
    return Grid(cells, height, width, caption, place, cut)


_BULLET = re.compile(r"^\s*(?:[-–—*•·●○▪■□◦‣⁃➢➤✓✔→►▶]\s+|[•●▪■◦‣]|\(?\d{1,2}[.)]\s+|\[[ xX]\]\s+)+")
_INLINE_BULLET = re.compile(r"[•●▪◦‣]")


def items_of(text: str) -> tuple[str, ...]:
    """The pieces of a cell's text: one per line or bullet, the bullets taken off. Commas split nothing."""
    pieces: list[str] = []
    for line in text[:CELL_LIMIT].split("\n"):
        parts = _INLINE_BULLET.split(line) if len(_INLINE_BULLET.findall(line)) > 1 else [line]
        for part in parts:
            if not part or part.isspace():
                continue
            piece = " ".join(_BULLET.sub("", part, count=1).split())
            if piece and piece not in {"-", "–", "—", "/", "n/a", "N/A", "…", "..."}:
                pieces.append(piece)
    return tuple(pieces)


def parted_by_lines(text: str) -> bool:
    """Whether nothing but ends of lines parts the pieces of a cell's text: no bullets, no numbers."""
    lines = [line for line in text[:CELL_LIMIT].split("\n") if line.strip()]
    return len(lines) > 1 and not any(_BULLET.match(line) or _INLINE_BULLET.search(line) for line in lines)


_MARKS = re.compile("[\\\\`*_~<\\[&!\ue000\ue001]")
# each begins with the very character it looks for, so that a text without it is passed over at once
_CODE = re.compile(r"(`(?<!\\`)`{0,2})(.{1,2000}?)\1", re.DOTALL)
_BREAK = re.compile(r"<(?i:br\s{0,300}/?>|/?(?:li|p|ul|ol|div)\b[^<>]{0,300}>)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_IMAGE = re.compile(r"!(?<!\\!)\[([^\[\]]{0,500})\]\([^()\s]{0,1000}(?:\s+\"[^\"]{0,300}\")?\)")
_LINK = re.compile(r"\[(?<!\\\[)([^\[\]]{1,500})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,1000}(?:\s+\"[^\"]{0,300}\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,1000})>")
_STRONG = re.compile(r"(\*(?<!\\\*)\*|_(?<!\\_)_)(?=\S)((?:(?!\1)[^\n]){1,1000})(?<=\S)\1")
_EMPHASIS = re.compile(r"\*(?<![\w*\\]\*)(?=[^\s*])([^*\n]{1,1000}?)(?<=[^\s*])\*(?![\w*])")
_UNDERLINE = re.compile(r"_(?<![\w\\]_)(?=[^\s_])([^_\n]{1,1000}?)(?<=[^\s_])_(?!\w)")
_STRUCK = re.compile(r"~(?<!\\~)~(?=\S)([^~\n]{1,1000}?)(?<=\S)~~")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LEAD = re.compile(r"^\s*(\*\*|__)(?=\S)([^\n*]{1,200}?)(?<=\S)\1\s*(?=\S)")


def without_markup(text: str) -> str:
    """Markdown's inline marks taken off, the words kept; ``<br>`` and list tags become line ends.

    What stands between backticks stays as it is. Links keep their text.
    """
    if not _MARKS.search(text, 0, CELL_LIMIT):
        return text[:CELL_LIMIT]
    kept: list[str] = []

    def put_by(code: re.Match[str]) -> str:
        kept.append(code.group(2).strip())
        return f"\ue000{len(kept) - 1}\ue001"

    text = re.sub("[\ue000\ue001]", "", text[:CELL_LIMIT])
    text = _plain(_CODE.sub(put_by, text))
    return re.sub("\ue000(\\d+)\ue001", lambda code: kept[int(code.group(1))], text)


def lead_of(text: str) -> str:
    """The bold words a Markdown cell begins with, if more follows them on the same line; else empty."""
    found = _LEAD.match(text[:CELL_LIMIT]) if "**" in text or "__" in text else None
    return without_markup(found.group(2)).strip() if found else ""


def _plain(text: str) -> str:
    text = _AUTOLINK.sub(r"\1", text)
    text = _BREAK.sub("\n", text)
    text = _TAG.sub("", _without_comments(text))
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    for _nested in range(2):
        before = text
        text = _STRONG.sub(r"\2", text)
        text = _EMPHASIS.sub(r"\1", text)
        text = _UNDERLINE.sub(r"\1", text)
        if text == before:
            break
    text = _STRUCK.sub(r"\1", text)
    return html.unescape(_ESCAPED.sub(r"\1", text))


def _without_comments(text: str) -> str:
    """A text without what stands in ``<!--`` and ``-->``, looked through once however many of them are left open."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join((*kept, text[at:])) if kept else text


def distinct(cells: Iterable[Cell]) -> Iterator[Cell]:
    """The cells that hold something, each span once."""
    seen: set[int] = set()
    for cell in cells:
        if cell.items and id(cell) not in seen:
            seen.add(id(cell))
            yield cell
