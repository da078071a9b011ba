"""What a record's class says about a wrong value, in a person's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pydantic_core import ErrorDetails

from jmapdesk.model.naming import NOUNS, WORDLESS, called
from jmapdesk.storage.raw import refused
from jmapdesk.util.errors import JmapError

_EXPECTED: Mapping[str, str] = MappingProxyType(
    {
        "string_type": "must be text",
        "bool_type": "must be true or false",
        "int_type": "must be a whole number",
        "int_from_float": "must be a whole number",
        "float_type": "must be a number",
        "finite_number": "must be a number of usual size",
        "list_type": "must be a list",
        "tuple_type": "must be a list",
        "dict_type": "must be a group of named values",
        "model_type": "must be a group of named values",
        "model_attributes_type": "must be a group of named values",
        "missing": "is missing",
        "too_short": "has too few entries",
        "too_long": "has too many entries",
    }
)


def wrong_type(file: str, collection: str, place: int | None, raw: Any, error: ErrorDetails) -> JmapError:
    """The error for a value of the wrong type. ``place`` counts the record in its collection from 0, None where
    it exists once; ``raw`` is the record as the file has it.
    """
    what = _EXPECTED.get(error["type"], "holds what does not belong there")
    inside = _path(error["loc"])
    where = [_record(collection, place, raw)] if inside else []
    subject = ", ".join([*where, *inside]) or _record(collection, place, raw)
    advice = "correct it in a text editor or open an earlier copy"
    return refused("file.wrong_type", file, f"{subject} {what}", advice)


def not_a_list(file: str, collection: str) -> JmapError:
    """The error for a collection that is no list."""
    advice = "correct it in a text editor or open an earlier copy"
    return refused("file.wrong_type", file, f"“{collection}” must be a list", advice)


def _record(collection: str, place: int | None, raw: Any) -> str:
    noun = NOUNS[collection]
    if place is None:
        return f"in {noun}" if isinstance(raw, dict) else noun
    name = called(collection, raw) if isinstance(raw, dict) else noun
    return f"in {name}" if name not in (noun, WORDLESS) else f"in {noun} number {place + 1:,}"


def _path(loc: Sequence[int | str]) -> list[str]:
    """``("steps", 1, "name")`` as ``“steps” number 2`` and ``“name”``."""
    words: list[str] = []
    for part in loc:
        if isinstance(part, int) and words:
            words[-1] += f" number {part + 1:,}"
        else:
            words.append(f"“{part}”")
    return words
