"""The themes a map can wear, as data, and a map's own colours put over one of them.

All share the measures and text styles of the calm one: changing the theme moves nothing and shapes no text again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Final

from jmapdesk.layout.theme import KIND_COLOURS, LANE_INKS, WHITE, Colours, KindColours, Theme
from jmapdesk.util.colour import contrast, is_colour, luminance, mix, readable

OWN_TOKENS: Final = ("accent", "good", "mixed", "bad", "ink", "paper")
"""The tokens a person gives an own colour; the tints and small text that go with one follow it."""

_BLACK = "#000000"


def _dressed(hues: Mapping[str, str], fill: float, border: float, dark: float) -> Mapping[str, KindColours]:
    """Colours for every kind from one strong hue each: shares of it on white, and of black in it."""
    return MappingProxyType({kind: _kind(hues[kind], fill, border, dark) for kind in KIND_COLOURS})


def _kind(hue: str, fill: float, border: float, dark: float) -> KindColours:
    ground = mix(WHITE, hue, fill)
    return KindColours(ground, mix(WHITE, hue, border), readable(mix(hue, _BLACK, dark), ground, 7.0))


def _hues(groups: Mapping[str, str]) -> Mapping[str, str]:
    """A hue for each kind of card, from hues for groups of kinds."""
    return {kind: hue for kinds, hue in groups.items() for kind in kinds.split()}


def _inks(hues: Mapping[str, str], ground: str) -> Mapping[str, str]:
    """The inks of lane icons: those of the cards they hold."""
    of = {
        "touchpoints": "touchpoint", "channels": "channel", "actions": "action", "thoughts": "thought",
        "quotes": "quote", "feelings": "feeling", "pain_points": "pain_point", "opportunities": "opportunity",
        "metrics": "metric", "jobs": "job", "front_stage": "front_stage", "back_stage": "back_stage",
        "support": "support", "stakeholders": "stakeholder",
    }  # fmt: skip
    return MappingProxyType({lane: readable(hues[of[lane]], ground) for lane in LANE_INKS})


_BOLD_HUES = _hues({
    "touchpoint channel": "#1763C6", "action text image": "#4A5565", "thought quote": "#6A35C9",
    "feeling job stakeholder": "#C28A00", "pain_point": "#D92D12", "opportunity": "#12883E",
    "metric back_stage": "#3C4A5C", "front_stage": "#007F76", "support": "#3546C4",
})  # fmt: skip
_BOLD = Theme(
    "bold",
    Colours(
        surround="#E3E7ED", ink="#0E1621", muted="#465163", hairline="#B9C2CE", hairline_weak="#CFD6DF",
        step_divider="#CFD6DF", label_ground="#EEF1F5", accent="#2440C8", accent_tint="#DCE3FF", good="#12883E",
        mixed="#A87500", bad="#D92D12", good_text="#0B5227", mixed_text="#694900", bad_text="#8F1703",
        good_tint="#CFEED9", mixed_tint="#FBEBBB", severity="#C21F06", moment="#5A22C0", check="#694900",
        persona="#B8325A", focus="#2440C8", focus_tint="#DCE3FF",
    ),
    ("#2440C8", "#00736A", "#A34800", "#AD1E63", "#5A22C0", "#0B5FBF", "#1F7029", "#3C4A5C"),
    _dressed(_BOLD_HUES, 0.20, 0.62, 0.55),
    _inks(_BOLD_HUES, "#EEF1F5"),
    tint=0.2,
)  # fmt: skip

# Blue against orange and steps of lightness: the set of M. Okabe and K. Ito (2008), darkened where text needs it.
_SAFE_HUES = _hues({
    "touchpoint channel": "#56B4E9", "action text image": "#7C8796", "thought quote": "#CC79A7",
    "feeling job stakeholder": "#E3D019", "pain_point": "#D55E00", "opportunity": "#0072B2", "metric": "#3B4858",
    "front_stage": "#009E73", "back_stage": "#A9B3C0", "support": "#3B4FA0",
})  # fmt: skip
_SAFE = Theme(
    "colour_blind",
    Colours(
        accent="#0063A0", accent_tint="#DCEDF9", good="#0072B2", mixed="#7C828D", bad="#D55E00", good_text="#004E7A",
        mixed_text="#4E5663", bad_text="#8A3C00", good_tint="#D5E9F7", mixed_tint="#ECEEF1", severity="#B34A00",
        moment="#2B2F77", check="#4E5663", persona="#9A4C79", focus="#0063A0", focus_tint="#DCEDF9",
    ),
    ("#0072B2", "#A84900", "#2B2F77", "#6E6A00", "#8C3F70", "#00775A", "#3A4450", "#A0522D"),
    MappingProxyType({
        **_dressed(_SAFE_HUES, 0.16, 0.55, 0.5),
        "pain_point": KindColours("#FFE3CC", "#E89A5C", "#7A3500"),
        "opportunity": KindColours("#D5E9F7", "#6FB0DA", "#00426A"),
        **dict.fromkeys(("thought", "quote"), KindColours("#EBD3EE", "#A75FB8", "#47145A")),
        **dict.fromkeys(("action", "text", "image"), KindColours("#F7F7F5", "#D3D4D0", "#26292E")),
        "back_stage": KindColours("#DDE1E6", "#87919F", "#343D49"),
        "support": KindColours("#D3D8F2", "#5563B5", "#1B2570"),
        "front_stage": KindColours("#CDEBDF", "#3FA583", "#00402E"),
    }),
    _inks(_SAFE_HUES, "#F9FAFC"),
    tint=0.16,
)  # fmt: skip

_GREY_HUES = _hues({
    "touchpoint channel": "#6E6E6E", "action text image": "#8A8A8A", "thought quote": "#6E6E6E",
    "feeling job stakeholder": "#7A7A7A", "pain_point": "#303030", "opportunity": "#5A5A5A", "metric": "#8A8A8A",
    "front_stage": "#6E6E6E", "back_stage": "#8A8A8A", "support": "#6E6E6E",
})  # fmt: skip
_GREY = Theme(
    "grey",
    Colours(
        ink="#1A1A1A", muted="#555555", faint="#7C7C7C", hairline="#D0D0D0", hairline_weak="#DEDEDE",
        step_divider="#DEDEDE", label_ground="#FFFFFF", accent="#333333", accent_tint="#F2F2F2", good="#8C8C8C",
        mixed="#696969", bad="#262626", good_text="#555555", mixed_text="#444444", bad_text="#1A1A1A",
        good_tint="#F5F5F5", mixed_tint="#EFEFEF", severity="#404040", moment="#404040", check="#333333",
        persona="#7A7A7A", stage_edge="#8A8A8A",
    ),
    ("#EFEFEF", "#FAFAFA"),
    _dressed(_GREY_HUES, 0.0, 0.62, 0.7),
    _inks(_GREY_HUES, WHITE),
    pale=True,
)  # fmt: skip

_PROJECTOR_HUES = _hues({
    "touchpoint channel": "#0046A8", "action text image": "#222B36", "thought quote": "#4A1AA8",
    "feeling job stakeholder": "#7A5200", "pain_point": "#B01800", "opportunity": "#006B2B",
    "metric back_stage": "#222B36", "front_stage": "#005F58", "support": "#1E2E9E",
})  # fmt: skip
_PROJECTOR = Theme(
    "projector",
    Colours(
        surround="#D9DEE5", ink="#000000", muted="#2B3440", faint="#4A5565", hairline="#6B7684",
        hairline_weak="#8A95A3", step_divider="#8A95A3", label_ground="#F1F3F6", accent="#1226B0",
        accent_tint="#DDE3FF", good="#007A31", mixed="#8F5F00", bad="#C21A00", good_text="#004D1F",
        mixed_text="#543800", bad_text="#7A1000", good_tint="#D3F2DE", mixed_tint="#FBEFCB", severity="#A81700",
        moment="#43109E", check="#543800", persona="#8F1644", focus="#1226B0", focus_tint="#C9D2FF",
    ),
    ("#1226B0", "#005F58", "#7F3800", "#8F1250", "#43109E", "#004C9E", "#125A1B", "#222B36"),
    _dressed(_PROJECTOR_HUES, 0.07, 1.0, 0.45),
    _inks(_PROJECTOR_HUES, "#F1F3F6"),
    tint=0.1,
)  # fmt: skip

THEMES: Mapping[str, Theme] = MappingProxyType(
    {theme.name: theme for theme in (Theme(), _BOLD, _SAFE, _GREY, _PROJECTOR)}
)
"""The themes by the name that stands in a map's file; the first is the usual one."""


def theme_named(name: str, own_colours: Mapping[str, str] | None = None) -> Theme:
    """The theme of that name (the calm one where it is unknown), with the map's own colours put over its tokens.

    What an own colour makes hard to read is darkened or lightened just enough.
    """
    theme = THEMES.get(name, THEMES["calm"])
    own = {
        token: colour
        for token, colour in (own_colours or {}).items()
        if token in Colours.__dataclass_fields__ and is_colour(colour)
    }
    return replace(theme, colours=_with_own(theme.colours, own)) if own else theme


_FOLLOWS: Mapping[str, Mapping[str, float]] = {
    "accent_tint": {"accent": 0.12}, "good_tint": {"good": 0.14}, "mixed_tint": {"mixed": 0.14},
}  # fmt: skip
"""Grounds that are a share of another token on paper."""
_TEXT_OF: Mapping[str, str] = {"good_text": "good", "mixed_text": "mixed", "bad_text": "bad"}
_ON_PAPER = (
    ("ink", 4.5), ("muted", 4.5), ("good_text", 4.5), ("mixed_text", 4.5), ("bad_text", 4.5), ("check", 4.5),
    ("faint", 3.0), ("good", 3.0), ("mixed", 3.0), ("bad", 3.0), ("severity", 3.0), ("moment", 3.0), ("focus", 3.0),
)  # fmt: skip


def _with_own(colours: Colours, own: dict[str, str]) -> Colours:
    """The tokens with own ones over them; what depends on an own one follows it, and all of it can be read."""
    found = {one.name: str(getattr(colours, one.name)) for one in fields(Colours)} | own
    paper = found["paper"]

    def follow(token: str, colour: str) -> None:
        if token not in own:
            found[token] = colour

    if "paper" in own or "ink" in own:
        dark = luminance(paper) < 0.18
        ink = found["ink"] = readable(found["ink"], paper, 4.6)
        for token, share in (("hairline", 0.16), ("hairline_weak", 0.10), ("step_divider", 0.12), ("faint", 0.55)):
            follow(token, mix(paper, ink, share))
        follow("label_ground", mix(paper, ink, 0.06 if dark else 0.025))
        follow("muted", readable(mix(paper, ink, 0.72), mix(paper, ink, 0.06)))
    for token, shares in _FOLLOWS.items():
        for source, share in shares.items():
            if source in own or "paper" in own:
                follow(token, mix(paper, found[source], share))
    for token, source in _TEXT_OF.items():
        if source in own:
            follow(token, readable(mix(found[source], found["ink"], 0.35), found["label_ground"], 5.0))
    if "accent" in own:
        follow("focus", found["accent"])
        follow("focus_tint", mix(paper, found["accent"], 0.16))
    for token, ratio in _ON_PAPER:
        found[token] = readable(found[token], paper, ratio)
    if min(contrast(found[token], found["label_ground"]) for token in ("ink", "muted")) < 4.5:
        found["label_ground"] = paper  # a middling paper leaves no room for a second ground
    return Colours(**found)
