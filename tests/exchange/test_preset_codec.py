"""Presets: options out to plain values and back, and values that no version wrote."""

from __future__ import annotations

import dataclasses
import json

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.paper import paper_named, scale_named
from jmapdesk.exchange.preset_codec import CHOICES, kept, read

WALL = ExportOptions(
    paper=paper_named("A0"), orientation="landscape", scale=scale_named("100%"), margin=12.5, dpi=300.0,
    pixels=(1920, None), transparent=True, personas=True, view="v", detail="key", stages=("s1", "s2"), theme="grey",
    legend=False, footer=False, bleed=3.5, marks=True, cmyk=True, outlines=True,
)  # fmt: skip


def test_options_come_back_as_they_were_kept() -> None:
    for options in (WALL, ExportOptions()):
        through = json.loads(json.dumps(kept(options, "pdf")))
        assert read(through) == (options, "pdf", [])


def test_every_choice_is_kept() -> None:
    passing = {"shown", "wanted", "persona", "form", "only"}
    fields = {one.name for one in dataclasses.fields(ExportOptions)} - passing
    assert fields == set(CHOICES), "what is chosen for good is kept, what shows at the moment is not"


def test_what_cannot_be_read_is_passed_over_and_said() -> None:
    options, form, said = read(
        {"paper": "A99", "dpi": "many", "legend": 1, "stages": ["s1"], "scale": "100%", "margin": -3, "format": 7}
    )
    assert options == ExportOptions(scale=scale_named("100%"))
    assert form == ""
    assert len(said) == 5
    assert "“A99” is no paper that this version knows; the usual one is taken." in said


def test_what_a_newer_program_kept_survives() -> None:
    before = {"glitter": {"much": True}, "paper": "A1", "format": "hologram"}
    assert read(before)[0] == ExportOptions(paper=paper_named("A1"))
    assert read(before)[2] == []
    after = kept(WALL, "pdf", before)
    assert after["glitter"] == {"much": True}
    assert (after["paper"], after["format"]) == ("A0", "pdf")
