"""What is chosen by name is worked out for a map: view, stages, detail, theme."""

from __future__ import annotations

import pytest

from jmapdesk.edit.views import add_view, delete_view
from jmapdesk.exchange.options import ExportOptions, checked_dpi, pixels_named, settled, stages_named, theme_chosen
from jmapdesk.layout.visibility import Visibility
from jmapdesk.util.errors import JmapError
from tests.builders import small_map


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("1..2", ("s1", "s2")),
        ("notice..buy", ("s1", "s2")),
        ("..1", ("s1", "s1")),
        ("Buy..", ("s2", "s2")),
        ("2", ("s2", "s2")),
        (" Notice .. 2 ", ("s1", "s2")),
    ],
)
def test_stages_are_named_or_counted(text: str, ends: tuple[str, str]) -> None:
    assert stages_named(small_map(), text) == ends


@pytest.mark.parametrize("text", ["3", "0..1", "Nothing", "1..Nothing"])
def test_a_stage_that_is_not_there_is_said_with_those_that_are(text: str) -> None:
    with pytest.raises(JmapError, match="1 Notice, 2 Buy"):
        stages_named(small_map(), text)


def test_a_range_hides_the_stages_outside_whichever_way_round_it_is() -> None:
    for ends in (("s2", "s2"),):
        assert settled(small_map(), ExportOptions(stages=ends))[1].shown.stages == {"s1"}
    for ends in (("s1", "s2"), ("s2", "s1")):
        assert settled(small_map(), ExportOptions(stages=ends))[1].shown.stages == set()


def test_a_view_goes_before_what_shows_and_may_have_another_detail() -> None:
    journey = add_view(small_map(), lambda: "v", "Pains", hidden_lanes=("touch",), detail="key")
    elsewhere = Visibility(lanes=frozenset({"pain"}))
    shown = settled(journey, ExportOptions(shown=elsewhere, view="v", detail="titles"))[1].shown
    assert (shown.lanes, shown.detail) == ({"touch"}, "titles")
    assert settled(journey, ExportOptions(shown=elsewhere))[1].shown == elsewhere
    with pytest.raises(JmapError, match="no longer in this map"):
        settled(delete_view(journey, "v"), ExportOptions(view="v"))


def test_settling_twice_is_settling_once() -> None:
    journey = add_view(small_map(), lambda: "v", "Pains", hidden_lanes=("touch",))
    options = ExportOptions(view="v", stages=("s2", "s2"), theme="grey", legend=False)
    once = settled(journey, options)
    again = settled(*once)
    assert again[1] == once[1]
    assert once[0].look.theme == "grey"
    assert (once[1].shown.legend, once[1].shown.footer) == (False, True)


def test_numbers_and_names_are_checked() -> None:
    assert pixels_named("1920×1080 px") == (1920, 1080)
    assert pixels_named("800") == (800, None)
    assert theme_chosen("Colour-Blind") == "colour_blind"
    for wrong in ("0", "10x", "wide", "300000"):
        with pytest.raises(JmapError):
            pixels_named(wrong)
    with pytest.raises(JmapError):
        checked_dpi(float("nan"))
