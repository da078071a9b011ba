"""Font files put together again and cut down, without Qt."""

from __future__ import annotations

import io

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from jmapdesk.text.faces import BUNDLED, Face, font_file
from jmapdesk.text.font_files import face_bytes, subset


class Tables:
    """A font that gives its tables as Qt's raw fonts do."""

    class Bytes:
        def __init__(self, data: bytes) -> None:
            self._data = data

        def data(self) -> bytes:
            return self._data

    def __init__(self, path: str, weight: int = 400) -> None:
        with TTFont(path) as font:
            self._tables = {tag: font.reader[tag] for tag in font.reader.keys()}  # noqa: SIM118 - no mapping
        self._weight = weight

    def fontTable(self, tag: str, /) -> Bytes:
        return self.Bytes(self._tables.get(tag, b""))

    def weight(self) -> int:
        return self._weight


def outline(font: TTFont, glyph: int) -> list[object]:
    pen = RecordingPen()
    font.getGlyphSet()[font.getGlyphName(glyph)].draw(pen)
    return pen.value


@pytest.mark.parametrize("face", BUNDLED, ids=lambda face: face.file)
def test_a_face_put_together_again_has_the_same_tables(face: Face) -> None:
    again = TTFont(io.BytesIO(face_bytes(Tables(str(font_file(face))))), checkChecksums=2)
    with TTFont(font_file(face)) as font:
        assert set(again.reader.keys()) == set(font.reader.keys())
        assert all(again.reader[tag] == font.reader[tag] for tag in set(again.reader.keys()) - {"head"})


def test_a_font_without_tables_gives_nothing() -> None:
    class Empty:
        def fontTable(self, tag: str, /) -> Tables.Bytes:
            return Tables.Bytes(b"")

        def weight(self) -> int:
            return 400

    assert face_bytes(Empty()) == b""


@pytest.mark.parametrize("face", BUNDLED, ids=lambda face: face.file)
def test_a_subset_keeps_glyph_ids_and_outlines_and_is_small(face: Face) -> None:
    data = font_file(face).read_bytes()
    with TTFont(io.BytesIO(data)) as font:
        cmap = font.getBestCmap()
        wanted = [font.getGlyphID(cmap[code]) for code in sorted(cmap)[40:60]]
        small = TTFont(io.BytesIO(subset(data, wanted)))
        assert all(outline(font, glyph) == outline(small, glyph) for glyph in wanted)
    assert len(subset(data, wanted)) < len(data) / 3


def test_the_same_subset_has_the_same_bytes() -> None:
    data = font_file(BUNDLED[0]).read_bytes()
    assert subset(data, [5, 9, 3]) == subset(data, iter([3, 5, 9, 9]))


def test_glyphs_the_font_does_not_have_are_ignored() -> None:
    data = font_file(BUNDLED[0]).read_bytes()
    assert subset(data, [5, 60_000, -1]) == subset(data, [5])
