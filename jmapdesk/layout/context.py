"""What every part of a layout needs: theme, shaper, words, direction, and the sizes of pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from jmapdesk.layout.parts import Part, TextPart, mirrored
from jmapdesk.layout.theme import Measures, Styles, Theme
from jmapdesk.layout.words import Words
from jmapdesk.model.records import Asset
from jmapdesk.text.shaped import Shaper, TextStyle


class PersonaMark(NamedTuple):
    """A persona on a card: initials and the colour they stand on."""

    short: str
    ground: str


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """Handed down through one layout; a new one is made when the look, the language or the direction changes."""

    shaper: Shaper
    theme: Theme = field(default_factory=Theme)
    words: Words = field(default_factory=Words)
    rtl: bool = False
    assets: Mapping[str, Asset] = field(default_factory=dict)
    people: Mapping[str, PersonaMark] = field(default_factory=dict)
    """How each persona is marked on cards; empty where the map has fewer than two, and there is nothing to tell."""

    @property
    def measures(self) -> Measures:
        """The theme's distances."""
        return self.theme.measures

    @property
    def styles(self) -> Styles:
        """The theme's text styles."""
        return self.theme.styles

    def turned(self, parts: Iterable[Part], width: float) -> tuple[Part, ...]:
        """The parts of a box of that width, turned round where the map runs right to left."""
        return mirrored(parts, width) if self.rtl else tuple(parts)

    def text(
        self,
        x: float,
        y: float,
        w: float,
        text: str,
        style: TextStyle,
        colour: str,
        *,
        align: str = "start",
        max_lines: int | None = None,
        by_paragraph: bool = False,
    ) -> tuple[TextPart, float, float]:
        """A text part with the width of its widest line and its height, as it will be broken."""
        box = self.shaper.measure(text, style, w, max_lines)
        part = TextPart(x, y, w, text, style, colour, align, max_lines, None, by_paragraph)
        return part, box.width, box.height
