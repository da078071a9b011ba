"""Colours and pens as a PDF's operators."""

from __future__ import annotations

from typing import Final

from jmapdesk.render.dashes import even_dashes
from jmapdesk.render.drawing import Stroke
from jmapdesk.render.numbers import short
from jmapdesk.util.colour import rgb

_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}


class Inks:
    """Says colours as a document has them; each is worked out once."""

    def __init__(self) -> None:
        self._fills: dict[str, str] = {}
        self._lines: dict[str, str] = {}
        self._pens: dict[Stroke, str] = {}

    def fill(self, colour: str) -> str:
        """The operator that sets what is filled."""
        said = self._fills.get(colour)
        if said is None:
            said = self._fills[colour] = f"{_channels(colour)}rg"
        return said

    def line(self, colour: str) -> str:
        """The operator that sets what is stroked."""
        said = self._lines.get(colour)
        if said is None:
            said = self._lines[colour] = f"{_channels(colour)}RG"
        return said

    def pen(self, stroke: Stroke) -> str:
        """The operators that set a pen, its colour left out."""
        said = self._pens.get(stroke)
        if said is None:
            said = self._pens[stroke] = _pen(stroke)
        return said


def _pen(stroke: Stroke) -> str:
    dash = " ".join(short(length) for length in even_dashes(stroke))
    return f"{short(stroke.width)} w {_CAPS[stroke.cap]} J {_JOINS[stroke.join]} j [{dash}]0 d"


def _channels(colour: str) -> str:
    return "".join(f"{short(channel / 255, 4)} " for channel in rgb(colour))
