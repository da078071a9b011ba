"""Markdown, as far as a map may stand in it: headings, pipe tables, HTML tables, fenced diagrams."""

from __future__ import annotations

import re

from jmapdesk.exchange.blocks import BEGINNING, TABLES, Block, Diagram, Heading, Prose, Table, refuse_endless
from jmapdesk.exchange.cells import (
    GRID_CELLS,
    GRID_COLUMNS,
    GRID_ROWS,
    Cell,
    grid_of,
    items_of,
    lead_of,
    parted_by_lines,
    without_markup,
)
from jmapdesk.exchange.md_table import Shape, own_table, shape_of
from jmapdesk.exchange.mermaid import diagram_kind
from jmapdesk.exchange.read_html import read_html
from jmapdesk.util.errors import JmapError

_FENCE = re.compile(r"\s{0,20}(`{3,}|~{3,})\s*\{?\.?([\w-]*)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_DELIMITER = re.compile(r":?-+:?")
_LONGEST = 2_000
"""Characters of a heading, and of a line of running text, that are looked at."""


def read_markdown(text: str, *, own: bool = True) -> list[Block]:
    """The blocks of a document in order; a table that jmapdesk wrote is one like any other where ``own`` is false.

    Raises JmapError ``import.too_big``, naming the line, for a document that goes on and on.
    """
    refuse_endless(text)
    lines = text.split("\n")
    blocks: list[Block] = []
    i = _front_matter(lines, blocks)
    looked_at = cells = counted = 0
    while i < len(lines):
        for block in blocks[counted:]:
            looked_at += isinstance(block, Table | Diagram)
            cells += len(block.grid.cells) if isinstance(block, Table) else 0
        counted = len(blocks)
        if looked_at > TABLES or cells > GRID_CELLS:
            raise JmapError("import.too_big", f"Up to line {i:,} there are more tables than a journey map can have.")
        line = _unquoted(lines[i])
        if fence := _FENCE.match(line):
            i = _fenced(lines, i, fence, blocks)
        elif own and (shape := shape_of(line)):
            i = _own_table(lines, i, shape, blocks)
        elif _opens_table(line):
            i = _html(lines, i, blocks)
        elif heading := _HEADING.fullmatch(line):
            blocks.append(Heading(i + 1, len(heading.group(1)), _inline(heading.group(2)[:_LONGEST])))
            i += 1
        elif "|" in line and i + 1 < len(lines) and (width := _delimiter(_unquoted(lines[i + 1]))):
            i = _pipe_table(lines, i, width, blocks)
        elif line.strip() and i + 1 < len(lines) and re.fullmatch(r"\s{0,3}(=+|-{3,})\s*", lines[i + 1]):
            level = 1 if "=" in lines[i + 1] else 2
            blocks.append(Heading(i + 1, level, _inline(line[:_LONGEST])))
            i += 2
        else:
            if line.strip() and not re.fullmatch(r"[\s\-*_]+", line):
                # running text is counted; only what it begins with may name a persona
                blocks.append(Prose(i + 1, _inline(line[:_LONGEST]) if len(blocks) < BEGINNING else ""))
            i += 1
    return blocks


def _front_matter(lines: list[str], blocks: list[Block]) -> int:
    if lines[0].strip() != "---":
        return 0
    end = next((i for i in range(1, min(len(lines), 400)) if lines[i].strip() in {"---", "..."}), 0)
    for i in range(1, end):
        if found := re.fullmatch(r"title\s*:\s*(.+?)\s*", lines[i], re.I):
            blocks.append(Heading(i + 1, 0, found.group(1).strip("'\" ")))
    return end + 1 if end else 0


def _unquoted(line: str) -> str:
    """A line without the marks of a block quote."""
    return re.sub(r"^(?:\s{0,3}>\s?){1,40}", "", line)


def _opens_table(line: str) -> bool:
    low = line.lower()
    indented = low.startswith(("    ", "\t"))  # code, unless the tag itself is what is indented
    return "<table" in low and (not indented or low.lstrip().startswith("<table"))


def _inline(text: str) -> str:
    return " ".join(without_markup(" ".join(text.split())).split())


def _fenced(lines: list[str], start: int, fence: re.Match[str], blocks: list[Block]) -> int:
    mark, info = fence.group(1), fence.group(2).casefold()
    end = start + 1
    while end < len(lines):
        line = _unquoted(lines[end]).strip()
        if line.startswith(mark) and not line.strip(mark[0]):
            break
        end += 1
    text = "\n".join(_unquoted(line) for line in lines[start + 1 : end])
    kind = diagram_kind(text) if info.startswith("mermaid") or not info or info == "journey" else None
    if info == "journey" and kind is None:
        text, kind = "journey\n" + text, "journey"
        start -= 1  # keeps the line numbers right for the line put before
    if kind:
        blocks.append(Diagram(start + 2, text, kind))
    elif info.startswith("mermaid"):
        blocks.append(Diagram(start + 2, text, "Mermaid diagram"))
    return end + 1


def _html(lines: list[str], start: int, blocks: list[Block]) -> int:
    depth = 0
    end = start
    while end < len(lines):
        low = lines[end].lower()
        depth += low.count("<table") - low.count("</table")
        end += 1
        if depth <= 0:
            break
    # what stands on the same line before or after the table comes out as prose of its own
    blocks.extend(read_html("\n".join(_unquoted(line) for line in lines[start:end]), start + 1, markdown=True))
    return end


def _delimiter(line: str) -> int:
    """The number of columns of a delimiter row, 0 if the line is none."""
    if "-" not in line or len(line) > 50_000:
        return 0
    cells = [cell.strip() for cell in _split(line)]
    return len(cells) if all(_DELIMITER.fullmatch(cell) for cell in cells) and ("|" in line) else 0


def _pipe_table(lines: list[str], start: int, width: int, blocks: list[Block]) -> int:
    rows = [_row(lines[start], start + 1, width)]
    end = start + 2
    while end < len(lines):
        line = _unquoted(lines[end])
        if not line.strip() or "|" not in line or _FENCE.match(line):
            break
        if len(rows) <= GRID_ROWS and len(rows) * width <= GRID_CELLS:
            rows.append(_row(lines[end], end + 1, width))
        end += 1
    blocks.append(Table(start + 1, grid_of(rows, place=f"line {start + 1}")))
    return end


def _own_table(lines: list[str], marked: int, shape: Shape, blocks: list[Block]) -> int:
    """The table under a comment of ours; where it was changed since, it is read as any other is."""
    start = marked + 1
    while start < len(lines) and not lines[start].strip():
        start += 1
    end = start
    while end < len(lines) and "|" in lines[end]:
        end += 1
    found = own_table(shape, lines[start:end], start + 1)
    if found is None:
        return start
    blocks.append(found)
    return end


def _row(line: str, number: int, width: int) -> list[Cell]:
    cells = _split(_unquoted(line), GRID_COLUMNS)[: min(width, GRID_COLUMNS)]
    cells += [""] * (width - len(cells))
    result = []
    for text in cells:
        lead = lead_of(text)
        plain = without_markup(text)
        items = items_of(plain)
        lead = lead if " ".join(items).startswith(lead) else ""
        loose = "<li" not in text.lower() and parted_by_lines(plain)
        result.append(Cell(items, f"line {number}", lead, loose=loose))
    return result


def _split(line: str, most: int = 0) -> list[str]:
    """A table row's cells, the last one whole where there are most: bars part them unless a backslash stands before."""
    text = line.strip()
    if text.startswith("|"):
        text = text[1:]
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", text, maxsplit=most)]
