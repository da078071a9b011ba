"""The themes of maps: what can be read on what, what stays apart for whom, and what a change of theme leaves alone."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.edit.about import set_colour, set_look, set_theme
from jmapdesk.layout.curve import colour_of, face_colour
from jmapdesk.layout.map_layout import MapLayout, changed, lay_out, make_context
from jmapdesk.layout.parts import IconPart, Part, ShapePart, TextPart
from jmapdesk.layout.theme import Theme
from jmapdesk.layout.themes import OWN_TOKENS, THEMES, theme_named
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.util.colour import contrast, greyed, mix, rgb
from tests.builders import big_map, small_map
from tests.colour_vision import MACHADO, apart, seen_with
from tests.fakes import FakeShaper

TEXT, SHAPE = 4.5, 3.0
NAMES = sorted(THEMES)
COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda c: "#{:02X}{:02X}{:02X}".format(*c))
KINDS = ("touchpoint", "action", "thought", "feeling", "pain_point", "opportunity", "metric", "front_stage", "support")


def pairs(theme: Theme) -> list[tuple[str, str, str, float]]:
    """Every pair of ink and ground that a map in the theme can show: what it is, ink, ground, the least contrast."""
    c = theme.colours
    fills = (mix(c.paper, c.good, 0.10), mix(c.paper, c.bad, 0.11))
    found = [
        (f"{name} on {ground}", getattr(c, name), ground, TEXT)
        for name in ("ink", "muted", "good_text", "mixed_text", "bad_text", "check")
        for ground in (c.paper, c.label_ground)
    ]
    found += [
        (f"{name} on a fill", ink, ground, TEXT)
        for name, ink in (("good", c.good_text), ("mixed", c.mixed_text), ("bad", c.bad_text))
        for ground in fills
    ]
    found += [
        ("chip", c.accent, c.accent_tint, TEXT),
        ("good chip", c.good_text, c.good_tint, TEXT),
        ("mixed chip", c.mixed_text, c.mixed_tint, TEXT),
    ]
    found += [(name, getattr(c, name), c.paper, SHAPE) for name in ("severity", "moment", "faint", "focus")]
    found += [("text on a badge", theme.on(ground), ground, TEXT) for ground in (c.moment, c.severity, c.good_text)]
    found += [("stage", theme.on(hue), hue, TEXT) for hue in theme.stage_hues]
    found += [("portrait", theme.on(own), own, TEXT) for own in (theme.stage_colour(c.persona, 0),)]
    for kind, colours in theme.kinds.items():
        badge = mix(colours.ink, "#000000", 0.1)
        found += [
            (kind, colours.ink, colours.fill, TEXT),
            (f"dot on {kind}", c.muted, colours.fill, SHAPE),
            (f"ring round {kind}", c.focus, colours.fill, SHAPE),
            (f"initials on {kind}", theme.on(badge), badge, TEXT),
        ]
    found += [(f"icon of {lane}", ink, c.label_ground, SHAPE) for lane, ink in theme.lane_inks.items()]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_everything_can_be_read_on_what_it_stands_on(name: str) -> None:
    assert [pair for pair in pairs(THEMES[name]) if contrast(pair[1], pair[2]) < pair[3]] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_curve_can_be_seen_on_paper_and_on_its_fill_at_every_height(name: str) -> None:
    theme, context = THEMES[name], make_context(set_theme(small_map(), name), FakeShaper())
    c = theme.colours
    for tenth in range(-20, 21):
        line, face = colour_of(tenth / 10, context), face_colour(tenth / 10, context)
        fill = mix(c.paper, c.good if tenth >= 0 else c.bad, 0.10 if tenth >= 0 else 0.11)
        assert min(contrast(line, c.paper), contrast(line, fill), contrast(face, c.paper)) >= SHAPE, tenth


@pytest.mark.parametrize("name", NAMES)
@given(own=COLOURS)
def test_an_own_colour_of_a_card_a_stage_or_a_lane_can_be_read(name: str, own: str) -> None:
    theme = THEMES[name]
    card, stage = theme.kind("action", own), theme.stage_colour(own, 0)
    assert contrast(card.ink, card.fill) >= TEXT
    assert contrast(theme.on(stage), stage) >= TEXT
    assert contrast(theme.lane_ink("actions", own), theme.colours.label_ground) >= SHAPE
    assert contrast(theme.line_hue(own, 0), theme.colours.paper) >= SHAPE


@pytest.mark.parametrize("name", NAMES)
@given(own=st.dictionaries(st.sampled_from(OWN_TOKENS), COLOURS, min_size=1))
def test_what_a_maps_own_colours_say_can_be_read(name: str, own: dict[str, str]) -> None:
    c = theme_named(name, own).colours
    for ink in (c.ink, c.muted, c.good_text, c.mixed_text, c.bad_text):
        assert contrast(ink, c.paper) >= TEXT
    assert contrast(c.ink, c.label_ground) >= TEXT
    assert contrast(c.muted, c.label_ground) >= TEXT
    for line in (c.good, c.mixed, c.bad, c.focus):
        assert contrast(line, c.paper) >= SHAPE


def test_an_own_colour_is_kept_as_it_is_where_it_can_be_seen() -> None:
    c = theme_named("calm", {"accent": "#7A1FA2", "good": "#00695C", "nonsense": "#123456", "bad": "reddish"}).colours
    assert (c.accent, c.good, c.bad) == ("#7A1FA2", "#00695C", Theme().colours.bad)
    assert c.accent_tint != Theme().colours.accent_tint  # what goes with it follows


def test_an_unknown_theme_is_the_calm_one() -> None:
    assert theme_named("of a later version") == Theme()


# --- for those who see fewer colours ----------------------------------------------------------------------------


@pytest.mark.parametrize("sight", ["plain", *MACHADO])
def test_in_the_colour_blind_theme_what_must_be_told_apart_stays_apart(sight: str) -> None:
    theme = THEMES["colour_blind"]
    c = theme.colours

    def far(one: str, other: str) -> float:
        return apart(seen_with(one, sight), seen_with(other, sight))

    assert min(far(a, b) for a, b in combinations((c.good, c.mixed, c.bad), 2)) >= 20
    assert far(mix(c.paper, c.good, 0.10), mix(c.paper, c.bad, 0.11)) >= 9
    assert far(c.good_tint, c.mixed_tint) >= 5
    for one, other in combinations([theme.kinds[kind] for kind in KINDS], 2):
        looks = (far(one.fill, other.fill), far(one.border, other.border), far(one.ink, other.ink))
        assert max(looks) >= 9, (one, other)
    assert min(far(a, b) for a, b in pairwise((*theme.stage_hues, theme.stage_hues[0]))) >= 14


def test_the_simulation_takes_red_and_green_for_alike_and_leaves_greys_alone() -> None:
    red, green = "#C03020", "#5A7A10"
    assert apart(red, green) > 60
    assert apart(seen_with(red, "deuteranopia"), seen_with(green, "deuteranopia")) < 30
    assert all(apart(seen_with("#777777", sight), "#777777") < 1 for sight in MACHADO)


def test_the_grey_theme_has_no_colour_even_of_ones_own() -> None:
    journey = with_record(small_map(), "cards", replace(small_map().cards["c1"], colour="#D5482F"))
    stage = replace(journey.stages["s1"], colour="#0B857A")
    layout = lay_out(set_theme(with_record(journey, "stages", stage), "grey"), FakeShaper())
    for colour in used(layout):
        red, green, blue = rgb(colour)
        assert red == green == blue, colour
    assert greyed("#3F5BD8") == greyed(greyed("#3F5BD8"))


def test_the_grey_theme_lays_less_ink_on_stages_and_cards() -> None:
    grey, calm = THEMES["grey"], THEMES["calm"]
    assert min(contrast("#000000", hue) for hue in grey.stage_hues) > max(
        contrast("#000000", h) for h in calm.stage_hues
    )
    assert {colours.fill for colours in grey.kinds.values()} == {"#FFFFFF"}


# --- changing it ------------------------------------------------------------------------------------------------


def parts_of(layout: MapLayout) -> list[Part]:
    """All parts of a layout."""
    blocks = (layout.title, *layout.personas, *layout.stages, *layout.steps, layout.footer)
    found = [part for block in blocks for part in block.parts]
    for box in layout.lanes:
        found += [*box.label, *(part for cell in box.cells for one in cell for part in one.plan.parts)]
    return found


def used(layout: MapLayout) -> set[str]:
    """All colours of a layout."""
    found: set[str | None] = set()
    for part in parts_of(layout):
        if isinstance(part, ShapePart):
            found |= {part.fill, part.line.colour if part.line else None}
        elif isinstance(part, (TextPart, IconPart)):
            found.add(part.colour)
    return {colour for colour in found if colour}


@pytest.mark.parametrize("name", NAMES)
def test_a_theme_moves_nothing(name: str) -> None:
    calm = lay_out(big_map(200), FakeShaper())
    other = lay_out(set_theme(big_map(200), name), FakeShaper())
    assert (calm.width, calm.height, calm.tops) == (other.width, other.height, other.tops)
    assert [[one.rect for cell in box.cells for one in cell] for box in calm.lanes] == [
        [one.rect for cell in box.cells for one in cell] for box in other.lanes
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_change_of_theme_is_laid_out_as_if_the_map_had_always_worn_it(name: str) -> None:
    before, shaper = big_map(150), FakeShaper()
    after = set_look(before, theme=name, colours={"accent": "#7A1FA2"})
    again = changed(lay_out(before, shaper), after, delta(before, after))
    assert parts_of(again) == parts_of(lay_out(after, FakeShaper()))


def test_an_own_token_shows_in_the_drawing() -> None:
    journey: JourneyMap = set_colour(small_map(), "good", "#00695C")
    assert make_context(journey, FakeShaper()).theme.colours.good == "#00695C"
