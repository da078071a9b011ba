"""A text as one short line."""

from __future__ import annotations


def one_line(text: str, most: int = 90) -> str:
    """The text on one line, cut to so many characters at most."""
    line = " ".join(text[: most * 4].split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
