"""Parts become operations: which words end with a line, what holds their ink, and what is drawn but once."""

from __future__ import annotations

import pytest

from jmapdesk.layout.parts import IconPart, Line, Part, PicturePart, ShapePart, TextPart, mirrored
from jmapdesk.render.drawing import GlyphsOp, Group, Op, PathOp
from jmapdesk.render.fading import faded
from jmapdesk.render.icons import Icons
from jmapdesk.render.parts import bounds_of, inked
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.text.shaped import TextStyle
from jmapdesk.util.geometry import Rect, circle_path, path_bounds, rect_path

STYLE = TextStyle(12, 16)
ICONS = Icons()


def ops(shaper: QtShaper, *parts: Part) -> tuple[Op, ...]:
    return inked(parts, shaper, ICONS)[0]


def ends(shaper: QtShaper, text: str, width: float) -> list[tuple[str, bool]]:
    """The lines of a text, and whether a word ends with each."""
    found = ops(shaper, TextPart(0, 0, width, text, STYLE, "#000000"))
    return [(op.run.text, op.ends) for op in found if isinstance(op, GlyphsOp)]


def test_a_word_ends_where_a_line_is_broken_between_words(shaper: QtShaper) -> None:
    assert ends(shaper, "who calls", 40) == [("who ", True), ("calls", True)]


def test_no_word_ends_where_a_line_is_broken_inside_one(shaper: QtShaper) -> None:
    lines = ends(shaper, "incomprehensibilities of it", 50)
    assert len(lines) > 3
    whole = [text for text, _ in lines]
    assert [done for _, done in lines] == [text.endswith((" ", "s", "it")) for text in whole]
    assert not lines[0][1]


def test_a_word_ends_at_a_new_paragraph(shaper: QtShaper) -> None:
    assert ends(shaper, "first\nsecond", 200) == [("first", True), ("second", True)]


def test_a_rectangle_holds_the_ink_of_all_parts(shaper: QtShaper) -> None:
    parts: tuple[Part, ...] = (
        ShapePart(rect_path(Rect(10, 10, 20, 20)), "#000000", Line("#000000", 4)),
        TextPart(0, 100, 50, "a\nb", STYLE, "#000000"),
        IconPart(200, 20, 16, "smile", "#000000"),
        PicturePart(Rect(-30, 0, 10, 10), "asset"),
    )
    _, bounds = inked(parts, shaper, ICONS)
    assert bounds == bounds_of(parts)
    assert (bounds.x, bounds.y, bounds.right, bounds.bottom) == (-30, 0, 217, 136)


@pytest.mark.parametrize("align", ["start", "centre", "end"])
@pytest.mark.parametrize(("text", "width"), [("other sources than these", 40), ("Donaudampfschiff", 30), ("wide", 12)])
def test_a_rectangle_holds_all_lines_that_a_text_was_broken_into(
    shaper: QtShaper, text: str, width: float, align: str
) -> None:
    drawn, bounds = inked([TextPart(100, 50, width, text, STYLE, "#000000", align)], shaper, ICONS)
    runs = [op for op in drawn if isinstance(op, GlyphsOp)]
    assert len(runs) > 1
    for op in runs:
        assert bounds.x <= op.x + min(op.run.xs)
        assert op.x + max(op.run.xs) + STYLE.size <= bounds.right + STYLE.size
        assert bounds.y <= op.y - STYLE.size
        assert op.y + 0.25 * STYLE.size <= bounds.bottom


def test_an_icon_is_one_stroke_within_its_square(shaper: QtShaper) -> None:
    (op,) = ops(shaper, IconPart(10, 20, 12, "smile", "#123456", 2.0))
    assert isinstance(op, PathOp)
    assert op.stroke is not None
    assert (op.stroke.colour, op.stroke.width) == ("#123456", 1.0)
    bounds = path_bounds(op.path)
    assert 10 <= bounds.x < bounds.right <= 22
    assert 20 <= bounds.y < bounds.bottom <= 32


@pytest.mark.parametrize("turned", [False, True])
def test_what_cards_share_is_drawn_once_from_either_side_and_faded_too(shaper: QtShaper, turned: bool) -> None:
    dot = ShapePart(circle_path(10, 10, 3), "#123456")
    cards = [(dot,), (dot,)]
    first, second = (ops(shaper, *(mirrored(card, 160) if turned else card)) for card in cards)
    assert first[0] is second[0]
    far = [faded(Group("c", "card", one, Rect(0, 0, 20, 20)), "#FFFFFF").children[0] for one in (first, second)]
    assert far[0] is far[1] is not first[0]
    assert faded(Group("c", "card", first, Rect(0, 0, 20, 20)), "#000000").children[0] is not far[0]
