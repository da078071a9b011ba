"""Colours and pens as a PDF's operators: as light for screens, or as the inks of a press.

Inks are reckoned plainly, without a colour profile: what cyan, magenta and yellow have in common is printed in black
(K = 1 − max(R, G, B); C = (1 − R − K) / (1 − K), magenta and yellow alike). So no place ever takes more than three
inks, greys that words are set in are black alone, and dark ones full black: small letters of several inks blur where
those do not lie exactly over each other.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from jmapdesk.render.dashes import even_dashes
from jmapdesk.render.drawing import Stroke
from jmapdesk.render.numbers import short
from jmapdesk.util.colour import rgb

_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}
_NEARLY_GREY: Final = 48
"""How far the channels (0 … 255) of a colour lie apart at most for words in it to be printed in black alone."""
_DARK: Final = 80
"""Words in a grey no channel of which is more than this are full black."""
_ALL: Final = "All"
"""The name of the colour that every ink prints (PDF 1.7, 8.6.6.4), in a page's resources too."""
SPACES: Final = (
    f"/{_ALL}[/Separation/All/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]"
)
"""The colour spaces that pages name."""


class Printing(NamedTuple):
    """How a PDF reaches paper: with colours of inks, and with letters as outlines."""

    cmyk: bool = False
    outlines: bool = False


class Inks:
    """Says colours as a document has them, red, green and blue; each is worked out once."""

    def __init__(self) -> None:
        self._fills: dict[str, str] = {}
        self._lines: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._pens: dict[Stroke, str] = {}

    def fill(self, colour: str) -> str:
        """The operator that sets what is filled."""
        said = self._fills.get(colour)
        if said is None:
            said = self._fills[colour] = self._said(colour)
        return said

    def line(self, colour: str) -> str:
        """The operator that sets what is stroked."""
        said = self._lines.get(colour)
        if said is None:
            said = self._lines[colour] = _stroked(self._said(colour))
        return said

    def words(self, colour: str) -> str:
        """The operator that sets what words are filled with."""
        said = self._words.get(colour)
        if said is None:
            said = self._words[colour] = self._said_of_words(colour)
        return said

    def pen(self, stroke: Stroke) -> str:
        """The operators that set a pen, its colour left out."""
        said = self._pens.get(stroke)
        if said is None:
            said = self._pens[stroke] = _pen(stroke)
        return said

    def _said(self, colour: str) -> str:
        return f"{_numbers(*(channel / 255 for channel in rgb(colour)))}rg"

    def _said_of_words(self, colour: str) -> str:
        return self._said(colour)


class PressInks(Inks):
    """Says colours as cyan, magenta, yellow and black."""

    def _said(self, colour: str) -> str:
        return f"{_numbers(*inks_of(colour))}k"

    def _said_of_words(self, colour: str) -> str:
        return f"{_numbers(*inks_of_words(colour))}k"


class EveryInk(Inks):
    """Says every colour as the one that all inks print together, for marks that show how they lie."""

    def _said(self, colour: str) -> str:
        return f"/{_ALL} cs 1 scn"


def inks_of(colour: str) -> tuple[float, float, float, float]:
    """Cyan, magenta, yellow and black, 0 … 1, of a colour."""
    red, green, blue = (channel / 255 for channel in rgb(colour))
    light = max(red, green, blue)
    if light == 0:
        return 0.0, 0.0, 0.0, 1.0
    return (light - red) / light, (light - green) / light, (light - blue) / light, 1 - light


def inks_of_words(colour: str) -> tuple[float, float, float, float]:
    """The same for words: greys in black alone, as dark as they look, and dark ones full black."""
    channels = rgb(colour)
    if max(channels) - min(channels) > _NEARLY_GREY:
        return inks_of(colour)
    if max(channels) <= _DARK:
        return 0.0, 0.0, 0.0, 1.0
    red, green, blue = channels
    return 0.0, 0.0, 0.0, 1 - (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def _stroked(operator: str) -> str:
    """The operator for lines that sets the same colour as one for what is filled."""
    if operator.endswith("scn"):
        return operator.replace(" cs ", " CS ").replace("scn", "SCN")
    return f"{operator.rstrip('rgk')}{operator[len(operator.rstrip('rgk')) :].upper()}"


def _pen(stroke: Stroke) -> str:
    dash = " ".join(short(length) for length in even_dashes(stroke))
    return f"{short(stroke.width)} w {_CAPS[stroke.cap]} J {_JOINS[stroke.join]} j [{dash}]0 d"


def _numbers(*channels: float) -> str:
    return "".join(f"{short(channel, 4)} " for channel in channels)
