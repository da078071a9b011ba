"""The bundled faces, the characters they cover, and which stretch of a text is set in which family."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from jmapdesk.text.shaped import FaceKey
from jmapdesk.util.resources import resource

SANS = "Jmapdesk Sans"
ARABIC = "Jmapdesk Arabic"
HEBREW = "Jmapdesk Hebrew"
DEVANAGARI = "Jmapdesk Devanagari"

FAMILIES = (SANS, ARABIC, HEBREW, DEVANAGARI)
"""The bundled families, in the order in which they are asked for a letter."""

IN_WIDGETS = (SANS, HEBREW, DEVANAGARI, ARABIC)
"""The same where Qt sets the words: it makes a line as high as all families need that it had to look in for a letter,
and Arabic reaches furthest."""

EM = 2048
"""Units per em of the main family; texts are shaped at this pixel size and scaled down."""

ASCENT, DESCENT = 1984 / EM, 494 / EM
"""How far the main family reaches above and below the baseline, as parts of the size."""


class Face(NamedTuple):
    """One bundled file: its face, its name under ``resources/fonts`` and the scripts it is there for."""

    key: FaceKey
    file: str
    scripts: tuple[str, ...]


_LATIN = ("Latin", "Greek", "Cyrillic")

BUNDLED = (
    Face(FaceKey(SANS, 400, False), "JmapdeskSans-Regular.ttf", _LATIN),
    Face(FaceKey(SANS, 600, False), "JmapdeskSans-SemiBold.ttf", _LATIN),
    Face(FaceKey(SANS, 700, False), "JmapdeskSans-Bold.ttf", _LATIN),
    Face(FaceKey(SANS, 400, True), "JmapdeskSans-Italic.ttf", _LATIN),
    Face(FaceKey(ARABIC, 400, False), "JmapdeskArabic-Regular.ttf", ("Arabic",)),
    Face(FaceKey(ARABIC, 700, False), "JmapdeskArabic-Bold.ttf", ("Arabic",)),
    Face(FaceKey(HEBREW, 400, False), "JmapdeskHebrew-Regular.ttf", ("Hebrew",)),
    Face(FaceKey(HEBREW, 700, False), "JmapdeskHebrew-Bold.ttf", ("Hebrew",)),
    Face(FaceKey(DEVANAGARI, 400, False), "JmapdeskDevanagari-Regular.ttf", ("Devanagari",)),
    Face(FaceKey(DEVANAGARI, 700, False), "JmapdeskDevanagari-Bold.ttf", ("Devanagari",)),
)

SIMPLE = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u0148\u014a-\u017f\u0391-\u03a1\u03a3-\u03c9\u0400-\u045f"
    "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac\u2190-\u2193\u2212]*"
)
"""Texts that the main family is known to cover without looking into its file: one face, left to right."""


_KNOWN = 20_000
_LETTERS = frozenset(("Lo", "Ll", "Lu", "Nd", "Zs"))
_FILLERS = "\u115f\u1160\u3164\uffa0"


class ScriptRun(NamedTuple):
    """Characters ``start`` to ``end`` of a text; ``family`` is None where the system's fonts must help."""

    start: int
    end: int
    family: str | None


def font_file(face: Face) -> Path:
    """Where the face's file lies. Raises JmapError where it is missing."""
    return resource("fonts", face.file)


def nearest_face(family: str | None, weight: int, italic: bool) -> FaceKey:
    """The face to ask for: one that exists, so that no renderer slants or thickens a face of its own accord.

    An italic wins over a weight, because a slant carries meaning and the bundled italic has one weight.
    """
    if family == SANS:
        if italic:
            return FaceKey(SANS, 400, True)
        return FaceKey(SANS, 400 if weight < 500 else 600 if weight < 650 else 700, False)
    return FaceKey(family or SANS, 400 if weight < 500 else 700, False)


def bundled_face(key: FaceKey) -> Face | None:
    """The bundled face of that key, or None for a face of the system's."""
    return next((face for face in BUNDLED if face.key == key), None)


def read_coverage(family: str) -> frozenset[int]:
    """The code points the family's regular file has glyphs for."""
    # Only texts beyond the plain ones need this; most starts are spared the import.
    from fontTools.ttLib import TTFont

    face = bundled_face(FaceKey(family, 400, False))
    if face is None:
        return frozenset()
    with TTFont(font_file(face), lazy=True) as font:
        return frozenset(font.getBestCmap())


class Faces:
    """What the bundled families cover, each read when first asked for."""

    def __init__(self, read: Callable[[str], frozenset[int]] = read_coverage) -> None:
        self._read = read
        self._coverage: dict[str, frozenset[int]] = {}
        self._families: dict[tuple[str, str | None], str | None] = {}

    def covers(self, family: str, character: str) -> bool:
        """Whether the family has a glyph for the character."""
        known = self._coverage.get(family)
        if known is None:
            known = self._coverage[family] = self._read(family)
        return ord(character) in known

    def family_of(self, character: str) -> str | None:
        """The first bundled family that has the character, or None."""
        return next((family for family in FAMILIES if self.covers(family, character)), None)

    def script_runs(self, text: str) -> list[ScriptRun]:
        """The text cut into stretches of one family, without gaps; marks and joiners stay with their base.

        Spaces, digits and punctuation join the stretch before them where its family has them.
        """
        if SIMPLE.fullmatch(text):
            return [ScriptRun(0, len(text), SANS)] if text else []
        runs: list[ScriptRun] = []
        known = self._families
        begun = 0
        previous: str | None = None
        for start, end in clusters(text):
            key = (text[start:end], previous)
            if key in known:
                family = known[key]
            else:
                if len(known) > _KNOWN:
                    known.clear()
                family = known[key] = self._family_of_cluster(*key)
            if family != previous and start:
                runs.append(ScriptRun(begun, start, previous))
                begun = start
            previous = family
        if text:
            runs.append(ScriptRun(begun, len(text), previous))
        return runs

    def _family_of_cluster(self, cluster: str, previous: str | None) -> str | None:
        if "\ufe0f" in cluster:
            return None
        seen = [c for c in cluster if not is_invisible(c)]
        if not seen:
            return previous or SANS
        common = unicodedata.category(seen[0])[0] in "ZPSN"
        order = dict.fromkeys((previous, *FAMILIES) if common and previous else FAMILIES)
        for family in order:
            if family is not None and all(self.covers(family, c) for c in seen):
                return family
        return None


def is_invisible(character: str) -> bool:
    """Whether the character only steers its neighbours: joiners, direction marks, variation selectors."""
    code = ord(character)
    return (
        unicodedata.category(character) in ("Cf", "Cc")
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or code == 0x034F
        or 0x180B <= code <= 0x180F
        or character in _FILLERS
    )


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each base character with the marks, joiners and selectors that belong to it."""
    start = 0
    for i in range(1, len(text)):
        if not _belongs(text[i - 1], text[i]):
            yield start, i
            start = i
    if text:
        yield start, len(text)


def _belongs(before: str, character: str) -> bool:
    if character < "\u0300":
        return False
    category = unicodedata.category(character)
    if category in _LETTERS:
        return character in _FILLERS
    return (
        category[0] == "M"
        or is_invisible(character)
        or (before == "\u200d" and category == "So")
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
