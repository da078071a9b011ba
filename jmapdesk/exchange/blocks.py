"""What a document consists of, as far as finding a map in it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from jmapdesk.exchange.cells import Grid
from jmapdesk.exchange.md_table import OwnTable


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


Block: TypeAlias = Heading | Table | OwnTable | Diagram | Prose
