"""Names for files made of what people call things, in any script."""

from __future__ import annotations

import unicodedata

LONGEST = 80
"""Characters of a name without its ending."""


def file_stem(words: str, otherwise: str) -> str:
    """Words as the name of a file without its ending: letters, marks, digits, blanks and hyphens of them."""
    clean = "".join(c if c in " -_" or unicodedata.category(c)[0] in "LMN" else " " for c in words)
    return " ".join(clean.split())[:LONGEST].strip() or otherwise
