"""Outlines read from font files and small fonts cut out of them, against fontTools, which knows the format best."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphComponent

from jmapdesk.render.font_outline import coded, contours_of
from jmapdesk.render.font_program import Entry, FontProgram
from jmapdesk.util.geometry import path_bounds
from jmapdesk.util.resources import resource

FACES = ("JmapdeskSans-Regular.ttf", "JmapdeskSans-Bold.ttf")


def data_of(name: str) -> bytes:
    return resource("fonts", name).read_bytes()


def drawn(font: TTFont, name: str) -> list[tuple[float, ...]]:
    """Where the pen goes for a glyph, as fontTools draws it."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return [point for _, points in pen.value for point in points if point is not None]


@pytest.mark.parametrize("name", FACES)
def test_outlines_reach_as_far_as_font_tools_draws_them(name: str) -> None:
    program = FontProgram(data_of(name))
    with TTFont(io.BytesIO(data_of(name))) as font:
        for letter in "HgÅéı%i":
            glyph = font.getBestCmap()[ord(letter)]
            points = drawn(font, glyph)
            box = path_bounds(program.outline(font.getGlyphID(glyph)))
            em = program.units
            assert box.x * em == pytest.approx(min(x for x, _ in points), abs=1.5)
            assert box.right * em == pytest.approx(max(x for x, _ in points), abs=1.5)
            assert -box.bottom * em == pytest.approx(min(y for _, y in points), abs=1.5)
            assert -box.y * em == pytest.approx(max(y for _, y in points), abs=1.5)


def test_a_letter_put_together_has_all_its_pieces() -> None:
    program = FontProgram(data_of(FACES[0]))
    with TTFont(io.BytesIO(data_of(FACES[0]))) as font:
        cmap = font.getBestCmap()
        plain, dotted = (font.getGlyphID(cmap[ord(letter)]) for letter in "aä")
    names = [sum(1 for command in program.outline(glyph) if command[0] == "M") for glyph in (plain, dotted)]
    assert names[1] == names[0] + 2


def scaled_font() -> bytes:
    """The face with one more glyph: a capital H at half its size, turned by a matrix, and moved."""
    with TTFont(io.BytesIO(data_of(FACES[0]))) as font:
        name = font.getGlyphOrder()[1]
        pen = TTGlyphPen(font.getGlyphSet())
        pen.addComponent(font.getBestCmap()[ord("H")], (0.5, 0.25, 0, 0.5, 100, -50))
        glyph = pen.glyph()
        assert isinstance(glyph.components[0], GlyphComponent)
        font["glyf"][name] = glyph
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


def test_pieces_are_scaled_turned_and_moved() -> None:
    data = scaled_font()
    program = FontProgram(data)
    with TTFont(io.BytesIO(data)) as font:
        points = drawn(font, font.getGlyphOrder()[1])
    box = path_bounds(program.outline(1))
    assert box.x * program.units == pytest.approx(min(x for x, _ in points), abs=0.5)
    assert -box.y * program.units == pytest.approx(max(y for _, y in points), abs=0.5)


def opened(data: bytes) -> Any:
    return TTFont(io.BytesIO(data), lazy=True)


def test_an_embedded_font_holds_what_was_asked_in_that_order_without_hints() -> None:
    program = FontProgram(data_of(FACES[0]))
    with TTFont(io.BytesIO(data_of(FACES[0]))) as font:
        cmap = font.getBestCmap()
        h, a, e = (font.getGlyphID(cmap[ord(letter)]) for letter in "Haé")
        wanted = drawn(font, cmap[ord("é")])
    entries = [
        Entry(((h, 0, 0),), 1500), Entry(((e, 0, 0),), 900), Entry(((a, 0, 0), (h, 700, 20)), 2000), Entry((), 500),
        Entry(((70_000, 0, 0),), 10),
    ]  # fmt: skip
    with opened(program.embedded(entries)) as font:
        assert set(font.keys()) - {"GlyphOrder"} == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
        assert font["maxp"].numGlyphs == 6
        names = font.getGlyphOrder()
        assert [font["hmtx"][name][0] for name in names[1:]] == [1500, 900, 2000, 500, 10]
        assert sorted(drawn(font, names[2])) == sorted(wanted)
        both = font["glyf"][names[3]]
        assert both.xMax == 700 + max(x for x, _ in drawn(font, names[1]))
        assert font["glyf"][names[4]].numberOfContours == font["glyf"][names[5]].numberOfContours == 0
        assert all(
            not font["glyf"][name].program.getBytecode() for name in names if font["glyf"][name].numberOfContours > 0
        )


def test_contours_written_are_contours_read() -> None:
    program = FontProgram(data_of(FACES[1]))
    tables = program.table
    with TTFont(io.BytesIO(data_of(FACES[1]))) as font:
        glyphs = [font.getGlyphID(font.getBestCmap()[ord(letter)]) for letter in "Qä@8"]
    for glyph in glyphs:
        before = [list(contour) for contour in contours_of(tables, glyph)]
        data = coded(before)
        loca = (0).to_bytes(4, "big") + len(data).to_bytes(4, "big")
        alone = {"glyf": data, "loca": loca, "head": bytes(50) + b"\0\1"}
        assert [list(contour) for contour in contours_of(alone.__getitem__, 0)] == before
