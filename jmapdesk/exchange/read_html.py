"""Tables and headings of HTML, on its own or inside Markdown. Broken markup is the rule and does no harm."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from jmapdesk.exchange.blocks import Block, Diagram, Heading, Prose, Table
from jmapdesk.exchange.cells import (
    CELL_LIMIT,
    GRID_COLUMNS,
    GRID_ROWS,
    Cell,
    grid_of,
    items_of,
    parted_by_lines,
    without_markup,
)
from jmapdesk.util.errors import JmapError

_BREAKS = frozenset({"br", "li", "p", "div", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "tr"})
_SILENT = frozenset({"script", "style", "template", "svg", "noscript", "head"})
_ASIDE = "data-aside"
"""What a page of ours says about a card and no part of its words."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_html(text: str, first_line: int = 1, markdown: bool = False) -> list[Block]:
    """The blocks of a page: headings, tables, ``journey`` diagrams in ``pre``, and its other text.

    ``markdown``: the cells may hold Markdown's inline marks too.
    """
    if text.count("<") > _MOST_TAGS:
        raise JmapError("import.too_big", f"The page has more than {_MOST_TAGS:,} tags, far more than a journey map.")
    reader = _Reader(first_line, markdown)
    try:
        reader.feed(_tamed(text))
        reader.close()
    except AssertionError:
        pass  # the standard parser gives up on some broken declarations; what came before them stands
    return reader.finish()


_TAG_LIMIT = 5_000
_MOST_TAGS = 250_000


def _tamed(text: str) -> str:
    """The page without comments and declarations, and with bare ``<`` escaped; lines stay where they were.

    What is never closed makes the standard parser look through the whole rest again and again.
    """
    pieces: list[str] = []
    at = 0
    while (start := text.find("<", at)) >= 0:
        pieces.append(text[at:start])
        comment = text.startswith("<!--", start)
        end = text.find("-->", start + 4) if comment else text.find(">", start)
        if comment or text.startswith(("<!", "<?"), start):
            if end < 0:
                break
            at = end + (3 if comment else 1)
            pieces.append("\n" * text.count("\n", start, at))
        elif end < 0:
            pieces.append(text[start:].replace("<", "&lt;"))
            return "".join(pieces)
        elif end - start > _TAG_LIMIT:
            pieces.append("&lt;")
            at = start + 1
        else:
            pieces.append(text[start : end + 1])
            at = end + 1
    else:
        pieces.append(text[at:])
    return "".join(pieces)


@dataclass(slots=True)
class _Table:
    line: int
    caption: str = ""
    rows: list[list[Cell]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Follows the tags and keeps the text of the cell, heading or paragraph it is in."""

    def __init__(self, first_line: int, markdown: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._first = first_line
        self._markdown = markdown
        self._blocks: list[Block] = []
        self._tables: list[_Table] = []
        self._silent: list[str] = []
        self._text: list[str] | None = None
        self._length = 0
        self._span = (1, 1)
        self._cell_line = 0
        self._lead = ""
        self._strong = self._listed = False
        self._collecting = ""
        self._pre = False

    @property
    def _line(self) -> int:
        return self.getpos()[0] + self._first - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self._silent or tag in _SILENT or _ASIDE in values:
            if tag in _SILENT or not self._silent:
                self._silent.append(tag)
            return
        if tag == "table":
            if not self._tables:
                self._flush()
            elif len(self._tables) < 50:
                self._say("\n")
            self._tables.append(_Table(self._line))
        elif self._tables:
            self._in_table(tag, values)
        elif tag in _HEADINGS or tag in {"title", "pre"}:
            self._flush()
            self._open(tag)
            self._pre = tag == "pre"
        elif tag in _BREAKS and not self._pre:
            if self._collecting not in _HEADINGS:
                self._flush()
            else:
                self._say(" ")

    def _in_table(self, tag: str, values: dict[str, str]) -> None:
        self._listed = self._listed or tag == "li"
        if len(self._tables) > 1:
            if tag in _BREAKS or tag in {"td", "th"}:
                self._say("\n")
            return
        if tag == "tr":
            self._end_cell()
            self._tables[0].rows.append([])
        elif tag in {"td", "th"}:
            self._end_cell()
            self._open(tag)
            self._span = (_span(values.get("rowspan"), GRID_ROWS), _span(values.get("colspan"), GRID_COLUMNS))
        elif tag == "caption":
            self._open(tag)
        elif tag in _BREAKS:
            self._say("\n")
        elif tag in {"strong", "b"} and self._text is not None and not "".join(self._text).strip():
            self._strong = True
        elif tag == "img" and values.get("alt", "").strip():
            self._say(f" {values['alt']} ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            return
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if tag == "table" and self._tables:
            if len(self._tables) == 1:
                self._end_cell()
                self._end_table()
            else:
                self._tables.pop()
        elif self._tables:
            if len(self._tables) > 1:
                return
            if tag in {"td", "th", "tr"}:
                self._end_cell()
            elif tag == "caption" and self._collecting == "caption":
                self._tables[0].caption = " ".join("".join(self._text or []).split())
                self._text, self._collecting = None, ""
            elif tag in _BREAKS:
                self._say("\n")
            elif tag in {"strong", "b"} and self._strong:
                self._strong = False
                self._lead = " ".join("".join(self._text or []).split())
        elif tag in _HEADINGS or tag in {"title", "pre"}:
            self._flush()
            self._pre = False
        elif tag in _BREAKS and not self._pre and self._collecting not in _HEADINGS:
            self._flush()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._text is None:
            if self._tables or not data.strip():
                return
            self._open("text")
        self._say(data if self._pre else " ".join(data.split("\n")) if self._tables else data)

    def finish(self) -> list[Block]:
        """Close what the page left open."""
        while len(self._tables) > 1:
            self._tables.pop()
        if self._tables:
            self._end_cell()
            self._end_table()
        self._flush()
        return self._blocks

    def _open(self, what: str) -> None:
        self._text, self._collecting, self._length = [], what, 0
        self._cell_line, self._lead, self._strong, self._listed = self._line, "", False, False

    def _say(self, text: str) -> None:
        if self._text is not None and (self._length < CELL_LIMIT or self._pre):
            self._text.append(text)
            self._length += len(text)

    def _end_cell(self) -> None:
        if self._collecting not in {"td", "th"} or self._text is None:
            self._text, self._collecting = None, ""
            return
        raw = "".join(self._text)
        text = without_markup(raw) if self._markdown else raw
        items = items_of(text)
        whole = " ".join(items)
        lead = self._lead if self._lead and whole != self._lead and whole.startswith(self._lead) else ""
        table = self._tables[0]
        if not table.rows:
            table.rows.append([])
        rows, columns = self._span
        if len(table.rows) <= GRID_ROWS + 1 and len(table.rows[-1]) <= GRID_COLUMNS:
            loose = not self._listed and parted_by_lines(text)
            table.rows[-1].append(Cell(items, f"line {self._cell_line}", lead, rows, columns, loose))
        self._text, self._collecting = None, ""

    def _end_table(self) -> None:
        table = self._tables.pop()
        rows = [row for row in table.rows if row]
        self._blocks.append(Table(table.line, grid_of(rows, table.caption, f"line {table.line}")))

    def _flush(self) -> None:
        if self._text is None:
            return
        text = "".join(self._text)
        line, what = self._cell_line, self._collecting
        self._text, self._collecting = None, ""
        if not text.strip():
            return
        if what in _HEADINGS or what == "title":
            self._blocks.append(Heading(line, _HEADINGS.get(what, 0), " ".join(text.split())))
        elif what == "pre" and text.lstrip().lower().startswith("journey"):
            self._blocks.append(Diagram(line, text, "journey"))
        else:
            self._blocks.append(Prose(line, " ".join(text.split())))


def _span(value: str | None, most: int) -> int:
    text = (value or "").strip()
    return max(1, min(int(text[:6]), most)) if text[:6].isascii() and text[:6].isdigit() else 1
