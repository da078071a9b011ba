"""What the file knows about each class of records: its fields, their defaults, which of them need care."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic_core import PydanticUndefined

from jmapdesk.model.record import Record
from jmapdesk.model.records import Card, Lane

HEADER = ("format", "version", "id")
"""The fields a file begins with."""

ORDER = (
    "base", "about", "look", "personas", "stages", "lanes", "cards", "connections", "sources", "vote_rounds",
    "initiatives", "reviews", "comments", "views", "presets", "workshop", "backdrops", "conflicts",
)  # fmt: skip
"""The parts of a map as they follow the header; unknown fields come after them, and ``assets`` last."""


class Shape(NamedTuple):
    """The fields of a class of records, in the file's order, each with the default that is not written."""

    defaults: tuple[tuple[str, Any], ...]
    """Name and default; a field that is always written has ``ALWAYS`` for its default."""
    floats: tuple[str, ...]
    """Fields that hold fractions, alone or in tuples."""
    tables: tuple[str, ...]
    """Fields that hold names and values in no order of their own."""
    open: tuple[str, ...]
    """Fields in which unknown values may hide: other records, or values of any kind."""


ALWAYS = object()
"""Equal to no value, so that the field is always written."""

_ALWAYS_WRITTEN: dict[type[Record], frozenset[str]] = {
    Card: frozenset({"lane", "step", "order", "kind"}),
    Lane: frozenset({"kind"}),
}


@cache
def shape_of(cls: type[Record]) -> Shape:
    """The shape of a class of records, worked out once."""
    always = _ALWAYS_WRITTEN.get(cls, frozenset())
    defaults: list[tuple[str, Any]] = []
    floats, tables, loose = [], [], []
    for name, info in cls.model_fields.items():
        default = info.get_default(call_default_factory=True)
        defaults.append((name, ALWAYS if default is PydanticUndefined or name in always else default))
        inner = set(_types(info.annotation))
        if float in inner:
            floats.append(name)
        if dict in inner:
            tables.append(name)
        if Any in inner or any(isinstance(t, type) and issubclass(t, Record) for t in inner):
            loose.append(name)
    return Shape(tuple(defaults), tuple(floats), tuple(tables), tuple(loose))


def _types(annotation: Any) -> list[Any]:
    """Every type named in an annotation; ``dict`` itself for a dictionary."""
    found = [annotation, getattr(annotation, "__origin__", None)]
    for inner in get_args(annotation):
        found.extend(_types(inner))
    return found
