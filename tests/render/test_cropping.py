"""A part of a drawing by itself."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from jmapdesk.render.cropping import cropped
from jmapdesk.render.drawing import Group, PathOp, Picture, walk
from jmapdesk.render.png_writer import write_png
from jmapdesk.util.geometry import Rect, rect_path

BOXES = {"left": (Rect(10, 10, 20, 20), "#FF0000"), "right": (Rect(60, 10, 20, 20), "#0000FF")}


def two_boxes() -> Picture:
    groups = tuple(
        Group(name, "card", (PathOp(rect_path(rect), colour),), rect) for name, (rect, colour) in BOXES.items()
    )
    return Picture(100, 40, "#FFFFFF", Group("map", "map", groups, Rect(0, 0, 100, 40)), title="Two")


def test_it_has_the_size_of_the_part_and_shows_it_at_the_same_scale(tmp_path: Path) -> None:
    part = cropped(two_boxes(), Rect(50, 0, 40, 40))
    assert (part.width, part.height, part.title) == (40, 40, "Two")
    write_png(part, tmp_path / "part.png", 96)
    with Image.open(tmp_path / "part.png") as found:
        image = found.convert("RGB")
    assert image.size == (40, 40)
    assert image.getpixel((20, 20)) == (0, 0, 255)
    assert image.getpixel((2, 20)) == (255, 255, 255)


def test_what_lies_outside_is_left_out() -> None:
    part = cropped(two_boxes(), Rect(50, 0, 40, 40))
    assert [group.element for _, _, _, group in walk(part.root)] == ["right"]


def test_a_neighbour_that_reaches_into_the_margin_alone_is_left_out() -> None:
    rect = Rect(25, 0, 65, 40)
    assert [group.element for _, _, _, group in walk(cropped(two_boxes(), rect).root)] == ["left", "right"]
    assert [group.element for _, _, _, group in walk(cropped(two_boxes(), rect, 8).root)] == ["right"]


def test_a_connection_that_leads_away_is_left_out_with_its_words() -> None:
    line, words = Rect(20, 18, 50, 2), Rect(62, 15, 6, 6)
    wires = tuple(
        Group("wire", "connection", (PathOp(rect_path(rect), "#00FF00"),), rect) for rect in (line, words)
    )
    whole = two_boxes()
    root = Group("map", "map", (*whole.root.children, *wires), whole.root.bounds)
    drawn = Picture(100, 40, "#FFFFFF", root)
    right, both = Rect(52, 2, 36, 36), Rect(2, 2, 86, 36)
    assert {group.element for _, _, _, group in walk(cropped(drawn, right, 8).root)} == {"right"}
    assert {group.element for _, _, _, group in walk(cropped(drawn, both, 8).root)} == {"left", "right", "wire"}


def test_a_part_that_reaches_beyond_the_sheet_ends_at_its_edge() -> None:
    part = cropped(two_boxes(), Rect(-20, -20, 60, 200))
    assert (part.width, part.height) == (40, 40)
