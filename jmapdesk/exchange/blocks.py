"""What a document consists of, as far as finding a map in it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from jmapdesk.exchange.cells import Grid
from jmapdesk.exchange.md_table import OwnTable
from jmapdesk.util.errors import JmapError


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title in a page's head or front matter."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the line it begins at."""

    line: int
    grid: Grid


@dataclass(frozen=True, slots=True)
class Diagram:
    """Text in a fence that is a diagram; ``kind`` is "journey" or what other diagram it is."""

    line: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A line of anything else."""

    line: int
    text: str


BEGINNING = 80
"""Blocks in which a line may name the persona."""
LINES = 50_000
"""Lines of a document that are looked at: a thousand pages; ten thousand cards take twelve hundred."""
TABLES = 1_000
"""Tables and diagrams of a document that are looked at."""


def refuse_endless(text: str, first_line: int = 1) -> None:
    """Raise JmapError ``import.too_big``, naming the line, for a text of more lines than anybody wrote by hand."""
    if text.count("\n") > LINES:
        raise JmapError("import.too_big", f"The text goes on after line {first_line + LINES - 1:,}: no map does.")


Block: TypeAlias = Heading | Table | OwnTable | Diagram | Prose
