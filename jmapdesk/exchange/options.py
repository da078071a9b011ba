"""What can be chosen for an export, and what it is made with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from jmapdesk.exchange.paper import Paper
from jmapdesk.insight.filters import NOTHING_WANTED, Filter
from jmapdesk.layout.visibility import EVERYTHING, Visibility
from jmapdesk.render.parts import IconPaths
from jmapdesk.text.shaped import Shaper


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What can be chosen for an export; each format takes what concerns it."""

    paper: Paper = field(default_factory=Paper)
    orientation: str = "auto"
    dpi: float = 192.0
    personas: bool = False
    """Whether a page for each persona follows the map."""
    persona: str = ""
    """The id of a persona whose page alone is exported, without the map."""
    shown: Visibility = EVERYTHING
    """What is left out of the map."""
    wanted: Filter = NOTHING_WANTED
    """Cards that do not pass are faded."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What an export is made with. Shapers belong to a thread: each export makes its own."""

    make_shaper: Callable[[], Shaper]
    icons: IconPaths
