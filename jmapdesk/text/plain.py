"""Breaking plain words into lines by adding their widths.

In the main family no kerning pair and no substitution in use touches the space, so the advance of a line is
exactly the sum of its words and spaces, and each distinct word need be shaped only once. The pattern admits
only texts whose break opportunities are their spaces; everything else goes the long way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Word(NamedTuple):
    """A word's advance, and how far the ink of its last glyph reaches beyond it (never negative)."""

    advance: float
    overhang: float


_LETTERS = "A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0148\u014a-\u017f"
_WORD = f"[\u201c(]?[{_LETTERS}]+(?:['\u2019][{_LETTERS}]+)*[.,;:!?]?[)\u201d]?[.,;:!?]?"
PLAIN = re.compile(f"{_WORD}(?: {_WORD})*")
"""Words of Latin letters and digits, one space between them, with the punctuation that hugs words."""


def break_plain(
    text: str, width: float, space: float, known: dict[str, Word], learn: Callable[[str], Word]
) -> list[float] | None:
    """The advances of the lines that fit ``width``; None where a word is too wide and must be broken itself.

    Two neighbouring marks may forbid a break at the space between them: a closing quotation mark before an
    opening bracket does, so such texts are refused (None) as well.
    """
    if "\u201d (" in text:
        return None
    lines: list[float] = []
    line = -space
    for token in text.split(" "):
        word = known.get(token)
        if word is None:
            word = learn(token)
        advance, overhang = word
        longer = line + space + advance
        if longer + overhang <= width:
            line = longer
            continue
        if line >= 0:
            lines.append(line)
        if advance + overhang > width:
            return None
        line = advance
    lines.append(line)
    return lines
