"""Qt's fonts by their names, and the files behind them."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from jmapdesk.text.faces import BUNDLED, Face
from jmapdesk.text.font_files import face_bytes, subset
from jmapdesk.text.qt_fonts import RawFonts, load_bundled_fonts, raw_font
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.text.shaped import TextStyle


@pytest.mark.parametrize("face", BUNDLED, ids=lambda face: face.file)
def test_each_bundled_face_is_found_by_its_key(fonts: None, face: Face) -> None:
    font = raw_font(face.key, 40.5)
    assert font.familyName() == face.key.family
    assert font.pixelSize() == 40.5
    with TTFont(io.BytesIO(face_bytes(font))) as again:
        assert again["OS/2"].usWeightClass == face.key.weight
        assert bool(again["head"].macStyle & 2) == face.key.italic


def test_large_sizes_keep_their_outlines(fonts: None) -> None:
    font = raw_font(BUNDLED[0].key, 500)
    glyph = font.glyphIndexesForString("g")[0]
    assert not font.pathForGlyph(glyph).isEmpty()


def test_loading_twice_does_no_harm(fonts: None) -> None:
    load_bundled_fonts()
    assert raw_font(BUNDLED[0].key, 12).familyName() == BUNDLED[0].key.family


def test_a_painter_keeps_its_fonts_within_bounds(fonts: None) -> None:
    made = RawFonts(limit=3)
    first = made(BUNDLED[0].key, 10)
    assert made(BUNDLED[0].key, 10) is first
    for size in range(20):
        made(BUNDLED[0].key, 10 + size)
    assert len(made._fonts) == 3


def test_a_system_font_out_of_a_collection_can_be_embedded(shaper: QtShaper) -> None:
    if shaper.missing("漢"):
        pytest.skip("this system has no CJK font, and none is bundled")
    run = shaper.shape("漢字", TextStyle(12, 16)).lines[0].runs[0]
    data = face_bytes(raw_font(run.face, 50))
    small = subset(data, run.glyphs)
    with TTFont(io.BytesIO(data)) as whole, TTFont(io.BytesIO(small)) as font:
        for glyph in run.glyphs:
            advance, _ = whole["hmtx"][whole.getGlyphName(glyph)]
            assert font["hmtx"][font.getGlyphName(glyph)][0] == advance > 0
    assert len(small) < len(data) / 10
