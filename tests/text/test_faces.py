"""The bundled fonts, and which of them sets which stretch of a text."""

from __future__ import annotations

import itertools
import re
import unicodedata

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from jmapdesk.text.faces import (
    ARABIC,
    ASCENT,
    BUNDLED,
    DESCENT,
    DEVANAGARI,
    EM,
    HEBREW,
    SANS,
    SIMPLE,
    Face,
    Faces,
    ScriptRun,
    bundled_face,
    clusters,
    font_file,
    nearest_face,
)
from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.resources import resource

SHARED = Faces()


@pytest.fixture(scope="module")
def faces() -> Faces:
    return Faces()


def families(faces: Faces, text: str) -> list[tuple[str, str | None]]:
    return [(text[run.start : run.end], run.family) for run in faces.script_runs(text)]


@pytest.mark.parametrize("face", BUNDLED, ids=lambda face: face.file)
def test_a_bundled_file_is_static_truetype_under_our_own_name(face: Face) -> None:
    with TTFont(font_file(face)) as font:
        assert "glyf" in font
        assert "fvar" not in font
        assert (font["name"].getDebugName(16) or font["name"].getDebugName(1)) == face.key.family
        assert font["OS/2"].usWeightClass == face.key.weight
        assert bool(font["head"].macStyle & 2) == face.key.italic
        assert font["OS/2"].fsType == 0
        named = " ".join(str(n) for n in font["name"].names if n.nameID in (1, 4, 6, 16))
        assert not re.search("Inter|Noto", named)


@pytest.mark.parametrize("family", [SANS, ARABIC, HEBREW, DEVANAGARI])
def test_each_family_has_its_licence_beside_it(family: str) -> None:
    text = resource("fonts", f"{family.replace(' ', '')}-OFL.txt").read_text("utf-8")
    assert text.startswith("Copyright")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_the_measures_are_those_of_the_main_font() -> None:
    with TTFont(font_file(BUNDLED[0])) as font:
        assert font["head"].unitsPerEm == EM
        assert font["hhea"].ascent / EM == ASCENT
        assert -font["hhea"].descent / EM == DESCENT


def test_simple_texts_are_covered_by_every_face_of_the_main_family() -> None:
    simple = {c for c in map(chr, range(0x20, 0x3000)) if SIMPLE.fullmatch(c)}
    for face in BUNDLED:
        if face.key.family == SANS:
            with TTFont(font_file(face)) as font:
                assert not {c for c in simple if ord(c) not in font.getBestCmap()}


def test_simple_texts_run_left_to_right() -> None:
    simple = [c for c in map(chr, range(0x20, 0x3000)) if SIMPLE.fullmatch(c)]
    assert not [c for c in simple if unicodedata.bidirectional(c) in ("R", "AL", "RLE", "RLO", "RLI")]


def test_every_weight_of_a_family_covers_the_same_characters() -> None:
    for family in (SANS, ARABIC, HEBREW, DEVANAGARI):
        seen = set()
        for face in BUNDLED:
            if face.key.family == family and not face.key.italic:
                with TTFont(font_file(face)) as font:
                    seen.add(frozenset(font.getBestCmap()))
        assert len(seen) == 1


def test_kerning_never_begins_at_a_space() -> None:
    for face in BUNDLED:
        if face.key.family == SANS:
            with TTFont(font_file(face)) as font:
                space = font.getBestCmap()[32]
                for lookup in font["GPOS"].table.LookupList.Lookup:
                    for table in lookup.SubTable:
                        real = getattr(table, "ExtSubTable", table)
                        if real.LookupType == 2:
                            assert space not in real.Coverage.glyphs


def test_scripts_go_to_their_own_families(faces: Faces) -> None:
    assert families(faces, "abc") == [("abc", SANS)]
    assert families(faces, "abc שלום") == [("abc ", SANS), ("שלום", HEBREW)]
    assert families(faces, "مرحبا، 2026") == [("مرحبا، 2026", ARABIC)]
    assert families(faces, "नमस्ते।") == [("नमस्ते।", DEVANAGARI)]
    assert families(faces, "日本 ok") == [("日本", None), (" ok", SANS)]


def test_punctuation_a_family_lacks_falls_to_the_main_one(faces: Faces) -> None:
    assert families(faces, "שלום.") == [("שלום", HEBREW), (".", SANS)]


def test_emoji_and_their_parts_stay_together_and_go_to_the_system(faces: Faces) -> None:
    assert families(faces, "a👩‍💻b") == [("a", SANS), ("👩‍💻", None), ("b", SANS)]
    assert families(faces, "1️⃣") == [("1️⃣", None)]
    assert families(faces, "❤️") == [("❤️", None)]


def test_marks_stay_with_their_base() -> None:
    text = "e\u0301x\u200dy👍🏽"
    assert [text[start:end] for start, end in clusters(text)] == ["e\u0301", "x\u200d", "y", "👍🏽"]


@settings(deadline=None)
@given(st.text(max_size=40))
def test_runs_have_no_gaps_and_their_families_cover_them(text: str) -> None:
    runs = SHARED.script_runs(text)
    assert "".join(text[run.start : run.end] for run in runs) == text
    assert all(isinstance(run, ScriptRun) and run.end > run.start for run in runs)
    assert all(a.family != b.family for a, b in itertools.pairwise(runs))


def test_coverage_is_read_only_when_a_text_needs_it() -> None:
    asked: list[str] = []

    def read(family: str) -> frozenset[int]:
        asked.append(family)
        return frozenset(map(ord, "abc ש"))

    lazy = Faces(read)
    lazy.script_runs("plain text — with “quotes”")
    assert asked == []
    lazy.script_runs("ש")
    lazy.script_runs("ש")
    assert asked == [SANS]


@pytest.mark.parametrize("family", [SANS, ARABIC, HEBREW, DEVANAGARI])
@pytest.mark.parametrize("weight", [100, 400, 500, 600, 700, 900])
@pytest.mark.parametrize("italic", [False, True])
def test_the_nearest_face_is_always_one_that_exists(family: str, weight: int, italic: bool) -> None:
    assert bundled_face(nearest_face(family, weight, italic)) is not None


def test_a_semibold_of_a_family_without_one_is_bold() -> None:
    assert nearest_face(ARABIC, 600, False) == FaceKey(ARABIC, 700, False)
    assert nearest_face(SANS, 600, False) == FaceKey(SANS, 600, False)
