"""Making any string safe to shape, and finding the direction of a paragraph."""

from __future__ import annotations

import re
import unicodedata

from jmapdesk.text.faces import clusters

LIMIT = 5_000
"""Characters of a text that are ever shaped; what is longer is shown cut, with an ellipsis."""

ELLIPSIS = "\u2026"

_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u1fff\u2010-\u2027\u2030-\u205f\u2070-\ud7ff\n]*")
_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff\ufffc]")
_UNSOUND = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def cleaned(text: str) -> tuple[str, bool]:
    """The text as it is shaped, and whether it had to be cut at ``LIMIT``.

    Every kind of line break becomes a newline, a tab a space; invisible controls go, and what is no character
    at all (a lone surrogate) becomes a question mark.
    """
    cut = len(text) > LIMIT
    if cut:
        text = text[:LIMIT]
    if not _PLAIN.fullmatch(text):
        text = _BREAKS.sub("\n", text).replace("\t", " ")
        text = _UNSOUND.sub("?", _DROPPED.sub("", text))
    return text, cut


def is_rtl(paragraph: str) -> bool:
    """Whether the first character with a direction runs right to left."""
    for character in paragraph:
        if character < "\u0590" and character.isalpha():
            return False
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in ("R", "AL"):
            return True
    return False


def cut_points(text: str) -> list[int]:
    """Where a text may be cut without tearing a mark from its base; 0 and the length included."""
    return [0, *(end for _, end in clusters(text))]
