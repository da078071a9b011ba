"""How a record is called when a person is told about it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

NOUNS: Mapping[str, str] = MappingProxyType(
    {
        "base": "the base",
        "about": "the title block",
        "look": "the look",
        "workshop": "the workshop",
        "personas": "persona",
        "stages": "stage",
        "steps": "step",
        "lanes": "lane",
        "cards": "card",
        "connections": "connection",
        "sources": "source",
        "vote_rounds": "vote round",
        "initiatives": "initiative",
        "reviews": "review",
        "comments": "comment",
        "views": "view",
        "presets": "preset",
        "backdrops": "backdrop",
        "conflicts": "conflict",
        "assets": "asset",
        "records": "record",
    }
)
"""Each part of a map in words; a collection by what one of its records is."""

_SAYING = ("text", "name", "title", "word", "label")
_MARKS = ("kind", "id")
"""What tells a record that says nothing; of cards everybody knows too many of a kind, and nobody knows an id."""
WORDLESS = "card without words"
_LONGEST = 40


def called(collection: str, fields: Mapping[str, Any]) -> str:
    """A record in a person's words, such as ``card “Calls the shop”``, from its fields; they may hold anything."""
    noun = NOUNS.get(collection, collection)
    for name in _SAYING if collection == "cards" else (*_SAYING, *_MARKS):
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return f"{noun} “{short(value)}”"
    return WORDLESS if collection == "cards" else noun


def short(text: str) -> str:
    """The text on one line, cut to about forty characters, control characters left out."""
    line = "".join(c if c.isprintable() else " " for c in text[:400])
    line = " ".join(line.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
