"""What is wrong with a JSON value by a JSON Schema, for the few words of it that the published one uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "integer": lambda value: not isinstance(value, bool) and isinstance(value, int | float) and value == int(value),
    "number": lambda value: not isinstance(value, bool) and isinstance(value, int | float),
}
_SAID = {"$schema", "title", "description", "default", "$defs"}
"""Words that say something and demand nothing."""


def faults(value: Any, schema: Mapping[str, Any], whole: Mapping[str, Any] | None = None, at: str = "") -> list[str]:
    """Where the value breaks the schema. Raises AssertionError for a word this does not know: that would prove nothing.
    """
    return list(_faults(value, schema, schema if whole is None else whole, at or "map"))


def _faults(value: Any, schema: Mapping[str, Any], whole: Mapping[str, Any], at: str) -> Iterator[str]:
    for word, wanted in schema.items():
        if word in _SAID:
            continue
        check = _WORDS.get(word)
        assert check is not None, f"the checker does not know {word}"
        yield from check(value, wanted, schema, whole, at)


_Check = Callable[[Any, Any, Mapping[str, Any], Mapping[str, Any], str], Iterator[str]]


def _type(value: Any, wanted: Any, _schema: Any, _whole: Any, at: str) -> Iterator[str]:
    if not _TYPES[wanted](value):
        yield f"{at} is no {wanted}: {value!r}"


def _const(value: Any, wanted: Any, _schema: Any, _whole: Any, at: str) -> Iterator[str]:
    if value != wanted or type(value) is not type(wanted):
        yield f"{at} is not {wanted!r}"


def _ref(value: Any, wanted: Any, _schema: Any, whole: Mapping[str, Any], at: str) -> Iterator[str]:
    yield from _faults(value, whole["$defs"][wanted.removeprefix("#/$defs/")], whole, at)


def _any_of(value: Any, wanted: Any, _schema: Any, whole: Mapping[str, Any], at: str) -> Iterator[str]:
    found = [list(_faults(value, one, whole, at)) for one in wanted]
    if all(found):
        yield from min(found, key=len)


def _bound(holds: Callable[[Any, Any], bool], size: bool, words: str) -> _Check:
    def check(value: Any, wanted: Any, _schema: Any, _whole: Any, at: str) -> Iterator[str]:
        concerns = isinstance(value, list) if size else _TYPES["number"](value)
        if concerns and not holds(len(value) if size else value, wanted):
            yield f"{at} is {words} {wanted}: {value!r}"

    return check


def _required(value: Any, wanted: Any, _schema: Any, _whole: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{at} lacks {name}" for name in wanted if name not in value)


def _properties(value: Any, wanted: Any, _schema: Any, whole: Mapping[str, Any], at: str) -> Iterator[str]:
    for name, inner in value.items() if isinstance(value, dict) else ():
        if name in wanted:
            yield from _faults(inner, wanted[name], whole, f"{at}.{name}")


def _additional(value: Any, wanted: Any, schema: Any, whole: Mapping[str, Any], at: str) -> Iterator[str]:
    for name, inner in value.items() if isinstance(value, dict) else ():
        if name in schema.get("properties", {}) or wanted is True:
            continue
        yield from (f"{at} has {name}",) if wanted is False else _faults(inner, wanted, whole, f"{at}.{name}")


def _items(value: Any, wanted: Any, schema: Any, whole: Mapping[str, Any], at: str) -> Iterator[str]:
    first = len(schema.get("prefixItems", ()))
    for place, inner in list(enumerate(value))[first:] if isinstance(value, list) else ():
        yield from _faults(inner, wanted, whole, f"{at}[{place}]")


def _first_items(value: Any, wanted: Any, _schema: Any, whole: Mapping[str, Any], at: str) -> Iterator[str]:
    for place, (inner, one) in enumerate(zip(value, wanted, strict=False)) if isinstance(value, list) else ():
        yield from _faults(inner, one, whole, f"{at}[{place}]")


_WORDS: Mapping[str, _Check] = {
    "type": _type, "const": _const, "$ref": _ref, "anyOf": _any_of, "required": _required, "properties": _properties,
    "additionalProperties": _additional, "items": _items, "prefixItems": _first_items,
    "minimum": _bound(lambda value, least: value >= least, False, "below"),
    "maximum": _bound(lambda value, most: value <= most, False, "above"),
    "minItems": _bound(lambda value, least: value >= least, True, "shorter than"),
    "maxItems": _bound(lambda value, most: value <= most, True, "longer than"),
}  # fmt: skip
