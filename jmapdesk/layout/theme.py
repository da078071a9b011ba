"""How a map is dressed: colours by token, text styles, measures. Everything a layout draws with comes from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from jmapdesk.text.shaped import TextStyle
from jmapdesk.util.colour import greyed, is_colour, mix, readable


@dataclass(frozen=True, slots=True)
class KindColours:
    """The colours of one kind of card."""

    fill: str
    border: str
    ink: str


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours by use. Small text never uses ``faint``, ``good``, ``mixed`` or ``bad`` (they are shapes)."""

    paper: str = "#FFFFFF"
    surround: str = "#EEF0F3"
    ink: str = "#1B2430"
    muted: str = "#5B6676"
    faint: str = "#7A8594"
    hairline: str = "#DDE2E8"
    hairline_weak: str = "#E9ECF0"
    step_divider: str = "#E3E7EC"
    label_ground: str = "#F9FAFC"
    accent: str = "#3F5BD8"
    accent_tint: str = "#EAEEFD"
    good: str = "#2E9E5B"
    mixed: str = "#B4820E"
    bad: str = "#D5482F"
    good_text: str = "#1C6238"
    mixed_text: str = "#8A5A0B"
    bad_text: str = "#93281A"
    good_tint: str = "#E7F6EC"
    mixed_tint: str = "#FDF5DC"
    severity: str = "#C63A24"
    moment: str = "#6B46C1"
    check: str = "#8A5A0B"
    persona: str = "#C2506B"
    stage_edge: str = ""
    """A line round stages whose ground is as pale as the paper; none where empty."""
    focus: str = "#3F5BD8"
    """The ring round what is selected; it is never printed."""
    focus_tint: str = "#EAEEFD"


WHITE = "#FFFFFF"
STAGE_HUES = ("#3F5BD8", "#0B857A", "#AD5E1A", "#B63A76", "#6B46C1", "#2472C8", "#38813B", "#55637A")
"""The hues stages take in turn; white text on each reaches 4.5:1."""

_BLUE = KindColours("#E8F1FC", "#BBD5F3", "#154B82")
_GREY = KindColours("#F4F5F7", "#D9DEE5", "#28323F")
_VIOLET = KindColours("#F1EDFB", "#D6CBF2", "#4A2F91")
_RED = KindColours("#FDEBE8", "#F3BDB4", "#93281A")
_GREEN = KindColours("#E7F6EC", "#B4E0C3", "#1C6238")
_SLATE = KindColours("#EEF1F5", "#D5DBE2", "#3B4858")
_AMBER = KindColours("#FDF5DC", "#EBD592", "#6B4708")
_TEAL = KindColours("#E3F4F3", "#B2DDD9", "#0B5750")
_INDIGO = KindColours("#E9ECFB", "#C3CBF1", "#303C8F")

KIND_COLOURS: Mapping[str, KindColours] = MappingProxyType(
    {
        "touchpoint": _BLUE,
        "channel": _BLUE,
        "action": _GREY,
        "thought": _VIOLET,
        "quote": _VIOLET,
        "feeling": _AMBER,
        "pain_point": _RED,
        "opportunity": _GREEN,
        "metric": _SLATE,
        "job": _AMBER,
        "text": _GREY,
        "image": _GREY,
        "front_stage": _TEAL,
        "back_stage": _SLATE,
        "support": _INDIGO,
        "stakeholder": _AMBER,
    }
)

LANE_INKS: Mapping[str, str] = MappingProxyType(
    {
        "touchpoints": "#2472C8",
        "channels": "#2472C8",
        "actions": "#28323F",
        "thoughts": "#4A2F91",
        "quotes": "#4A2F91",
        "feelings": "#AD5E1A",
        "pain_points": "#B3331F",
        "opportunities": "#1C6238",
        "metrics": "#3B4858",
        "jobs": "#8A5A0B",
        "front_stage": "#0B857A",
        "back_stage": "#55637A",
        "support": "#3F4FB5",
        "stakeholders": "#8A5A0B",
    }
)


@dataclass(frozen=True, slots=True)
class Styles:
    """The text styles of a map: size and line height in map units."""

    title: TextStyle = TextStyle(30, 36, 700, tracking=-0.6)
    purpose: TextStyle = TextStyle(13, 20)
    fact: TextStyle = TextStyle(12, 18)
    fact_name: TextStyle = TextStyle(12, 18, 600)
    chip: TextStyle = TextStyle(10.5, 14, 600)
    stage: TextStyle = TextStyle(15, 19, 600)
    goal: TextStyle = TextStyle(11, 15)
    step: TextStyle = TextStyle(11, 14, 600)
    time: TextStyle = TextStyle(10, 13)
    lane: TextStyle = TextStyle(12.5, 16, 600)
    subtitle: TextStyle = TextStyle(10.5, 14)
    card: TextStyle = TextStyle(12, 16)
    small: TextStyle = TextStyle(10, 14)
    small_bold: TextStyle = TextStyle(9.5, 14, 600)
    note: TextStyle = TextStyle(9.5, 12)
    avatar: TextStyle = TextStyle(8, 10, 700)
    metric: TextStyle = TextStyle(19, 24, 700)
    feeling: TextStyle = TextStyle(10.5, 13, 600)
    tag: TextStyle = TextStyle(9, 12, 600)
    persona_mark: TextStyle = TextStyle(7, 9, 700)
    persona: TextStyle = TextStyle(14, 18, 700)
    persona_role: TextStyle = TextStyle(11.5, 18)
    persona_text: TextStyle = TextStyle(11.5, 17)
    persona_bold: TextStyle = TextStyle(11.5, 17, 600)
    portrait: TextStyle = TextStyle(19, 24, 700)
    footer: TextStyle = TextStyle(10, 14)
    sheet_quote: TextStyle = TextStyle(16, 23)
    sheet_initials: TextStyle = TextStyle(38, 46, 700)


@dataclass(frozen=True, slots=True)
class Measures:
    """Distances in map units."""

    margin: float = 32
    label_column: float = 150
    step_column: float = 178
    folded_column: float = 112
    folded_lane: float = 38
    cell_padding: float = 9
    card_gap: float = 8
    card_radius: float = 8
    card_pad_x: float = 10
    card_pad_y: float = 8
    lane_min: float = 54
    feelings_height: float = 236
    divider_height: float = 26
    header_min: float = 58
    header_tip: float = 11
    table_radius: float = 14
    persona_width: float = 470
    page_min: float = 720
    marker_radius: float = 12


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: colours, hues of stages, colours of card kinds, text styles and measures."""

    name: str = "calm"
    colours: Colours = field(default_factory=Colours)
    stage_hues: tuple[str, ...] = STAGE_HUES
    kinds: Mapping[str, KindColours] = field(default_factory=lambda: KIND_COLOURS)
    lane_inks: Mapping[str, str] = field(default_factory=lambda: LANE_INKS)
    styles: Styles = field(default_factory=Styles)
    measures: Measures = field(default_factory=Measures)
    tint: float = 0.12
    """How much of a card's own colour is in its ground."""
    pale: bool = False
    """Whether own colours become pale greys, to save ink."""

    def kind(self, kind: str, own: str = "") -> KindColours:
        """The colours of a kind of card, or tints of the card's own colour; plain grey for an unknown kind."""
        if own and is_colour(own):
            paper, ink, own = self.colours.paper, self.colours.ink, self._own(own)
            fill = mix(paper, own, self.tint)
            border = mix(paper, own, min(1.0, 0.28 + self.tint))
            return KindColours(fill, border, readable(mix(own, ink, 0.45), fill))
        return self.kinds.get(kind, self.kinds["text"])

    def stage_colour(self, own: str, place: int) -> str:
        """A stage's ground: the theme's next hue, or its own colour, darkened until white text reads on it."""
        if not is_colour(own):
            return self.stage_hues[place % len(self.stage_hues)]
        hue = self._own(own)
        if self.pale:
            return mix(self.colours.paper, hue, 0.2)
        step = 0.0
        while step < 1 and readable(WHITE, hue) != WHITE:
            step += 0.05
            hue = mix(hue, "#000000", 0.06)
        return hue

    def on(self, ground: str) -> str:
        """The ink of what is written on a strong ground: white, or the theme's ink where white cannot be read."""
        return WHITE if readable(WHITE, ground) == WHITE else readable(self.colours.ink, ground)

    def lane_ink(self, kind: str, own: str = "") -> str:
        """The colour of a lane's icon."""
        if own and is_colour(own):
            return readable(self._own(own), self.colours.label_ground, 3.0)
        return self.lane_inks.get(kind, self.colours.muted)

    def line_hue(self, own: str, place: int) -> str:
        """The colour of one curve among several: an own one, else a hue by place; seen on paper."""
        hue = self._own(own) if is_colour(own) else self.stage_hues[place % len(self.stage_hues)]
        return readable(hue, self.colours.paper, 3.0)

    def _own(self, colour: str) -> str:
        return greyed(colour) if self.pale else colour
