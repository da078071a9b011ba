"""The colours of a map's theme for a page: by day as on the sheet, by night derived from them, all readable.

Text reaches 4.5:1 on what it stands on and shapes reach 3:1, in both (WCAG 2.2, AA).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jmapdesk.layout.theme import WHITE, KindColours, Theme
from jmapdesk.util.colour import luminance, mix, readable

_NIGHT_PAPER = "#151A21"
_NIGHT_INK = "#E7EBF0"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a page in one light, by the names of the style sheet's variables."""

    theme: Theme
    night: bool

    @property
    def paper(self) -> str:
        """The ground of everything."""
        return _NIGHT_PAPER if self.night else self.theme.colours.paper

    def page(self) -> Mapping[str, str]:
        """The variables of the page."""
        colours, paper = self.theme.colours, self.paper
        ink = _NIGHT_INK if self.night else colours.ink
        label = mix(paper, ink, 0.04) if self.night else colours.label_ground
        line = mix(paper, ink, 0.18) if self.night else colours.hairline
        muted = readable(mix(paper, ink, 0.66) if self.night else colours.muted, label)
        found = {
            "paper": paper, "ink": readable(ink, label), "muted": readable(muted, paper), "label": label, "line": line,
            "weak": mix(paper, ink, 0.11) if self.night else colours.step_divider, "accent": self._text(colours.accent),
            "focus": self._shape(colours.focus),
        }  # fmt: skip
        found |= {name: self._shape(getattr(colours, name)) for name in ("good", "mixed", "bad")}
        found["faint"] = self._shape(colours.faint)
        for name in ("good", "mixed", "bad"):
            found[f"{name}-text"] = self._text(getattr(colours, f"{name}_text"), getattr(colours, name))
            found[f"{name}-area"] = mix(paper, getattr(colours, name), 0.16 if self.night else 0.12)
        for name, ground in (("accent", colours.accent), ("good", colours.good), ("mixed", colours.mixed)):
            tint = mix(paper, ground, 0.2) if self.night else getattr(colours, f"{name}_tint")
            found[f"{name}-tint"] = tint
            found[f"{name}-on"] = readable(found["accent"] if name == "accent" else found[f"{name}-text"], tint)
        if colours.stage_edge:
            found["edge"] = line if self.night else colours.stage_edge
        for name in ("severity", "moment"):
            found[name] = getattr(colours, name)
            found[f"{name}-on"] = self.theme.on(getattr(colours, name))
        found["check"] = self._text(colours.check)
        return found

    def card(self, kind: str, own: str) -> Mapping[str, str]:
        """The variables of a card: fill, border, ink, and the mark of evidence on it."""
        colours = self.theme.kind(kind, own)
        if self.night:
            fill = mix(self.paper, colours.ink, 0.42)
            ink = readable(mix(colours.border, WHITE, 0.3), fill, 5.0)
            colours = KindColours(fill, mix(fill, colours.border, 0.3), ink)
        page = self.page()
        return {
            "f": colours.fill, "b": colours.border, "i": readable(colours.ink, colours.fill),
            "d": readable(page["muted"], colours.fill, 4.5), "a": self._disc(colours),
        }  # fmt: skip

    def _disc(self, colours: KindColours) -> str:
        """The ground of an owner's initials, written on in the card's fill."""
        return readable(colours.ink, colours.fill)

    def stage(self, own: str, place: int) -> Mapping[str, str]:
        """The variables of a stage: its ground and what is written on it."""
        hue = self.theme.stage_colour(own, place)
        if self.night and luminance(hue) > 0.4:
            hue = mix(self.paper, hue, 0.22)
        return {"s": hue, "t": readable(self.theme.on(hue), hue)}

    def lane(self, kind: str, own: str) -> str:
        """The colour of a lane's icon and of its name on a narrow page."""
        return self._text(self.theme.lane_ink(kind, own), on=self.page()["label"])

    def line(self, hue: str) -> str:
        """The colour of one curve among several."""
        return self._shape(hue)

    def disc(self, hue: str) -> Mapping[str, str]:
        """A persona's disc and the initials on it."""
        return {"s": hue, "t": readable(self.theme.on(hue), hue)}

    def _shape(self, colour: str) -> str:
        return readable(colour, self.paper, 3.0)

    def _text(self, colour: str, hue: str = "", on: str = "") -> str:
        """A colour for small text; by night its hue, lightened."""
        ground = on or self.paper
        return readable(readable(hue or colour if self.night else colour, ground), self.paper)


def palettes(theme: Theme) -> tuple[Palette, Palette]:
    """By day and by night; a sheet that is dark itself stays as it is."""
    dark = luminance(theme.colours.paper) < 0.18
    return Palette(theme, False), Palette(theme, not dark)
