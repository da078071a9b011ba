"""Texts as Markdown (CommonMark 0.31 with GitHub's tables): nothing in a text becomes a mark, and back again."""

from __future__ import annotations

import re
from typing import Final

from jmapdesk.exchange.plain import plain

BREAK: Final = "<br>"
"""A line end inside a cell or a paragraph."""

_MARKS: Final = re.compile(r"[\\`*_\[\]#|~$]")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_OPENING: Final = re.compile(r"([-+](?=[\s-]|$)|=(?==*$)|•)|(\d{1,9})[.)](?:\s|$)")
_READ: Final = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:(amp|lt|gt)|#(\d{1,7}));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">"}


def escaped(text: str) -> str:
    """A text in one line of Markdown: marks are escaped, line ends are ``<br>``, spaces at its edges entities."""
    return BREAK.join(_line(line) for line in plain(text).split("\n"))


def _line(line: str) -> str:
    """One line; what would begin a list or a heading is escaped where it stands first."""
    line = re.sub("[&<>]", lambda found: _ENTITIES[found[0]], line)
    line = _MARKS.sub(lambda found: "\\" + found[0], line)
    opening = _OPENING.match(line)
    if opening and opening[1]:
        line = f"&#{ord('•')};{line[1:]}" if line[0] == "•" else "\\" + line
    elif opening:
        line = f"{opening[2]}\\{line[len(opening[2]) :]}"
    inner = line.strip()
    if len(inner) == len(line):
        return line
    start = line.index(inner) if inner else len(line)
    edges = line[:start], line[start + len(inner) :]
    before, after = ("".join(f"&#{ord(char)};" for char in edge) for edge in edges)
    return before + inner + after


def unescaped(text: str) -> str:
    """What ``escaped`` was given; ``<br>`` is a line end again."""
    return "\n".join(_READ.sub(_meant, line) for line in text.split(BREAK))


def _meant(found: re.Match[str]) -> str:
    mark, name, number = found.groups()
    if mark:
        return mark
    return _NAMED[name] if name else chr(min(int(number), 0x10FFFF))
