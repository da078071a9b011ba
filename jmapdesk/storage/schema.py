"""The JSON Schema of the file, built from the records: ``python -m jmapdesk.storage.schema`` writes it."""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from jmapdesk.model import records as record_classes
from jmapdesk.model.journey import COLLECTIONS, SINGLES
from jmapdesk.model.record import Record
from jmapdesk.storage.migrations import VERSION
from jmapdesk.storage.raw import FORMAT
from jmapdesk.storage.shapes import ORDER

NAME = f"jmap-{VERSION}.schema.json"
"""The file's name under ``resources/schema``."""


def schema() -> dict[str, Any]:
    """The schema of a map's file, as plain values. Unknown fields are allowed everywhere: they are kept."""
    classes = [*SINGLES.values(), *COLLECTIONS.values()]
    _, made = models_json_schema([(cls, "validation") for cls in classes], by_alias=False)
    definitions = {name: _described(name, definition) for name, definition in sorted(made["$defs"].items())}
    parts: dict[str, Any] = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "id": {"type": "string", "description": "The map's id, the same for life."},
    }
    for name in (*ORDER, "assets"):
        cls = SINGLES.get(name) or COLLECTIONS[name]
        reference = {"$ref": f"#/$defs/{cls.__name__}"}
        parts[name] = reference if name in SINGLES else {"type": "array", "items": reference}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A journey map, version {VERSION} of the format",
        "description": "One journey map in one UTF-8 file ending in .jmap. Fields that equal their default are left "
        "out; fields a program does not know are kept.",
        "type": "object",
        "required": ["format", "version", "id"],
        "properties": parts,
        "$defs": definitions,
    }


def schema_bytes() -> bytes:
    """The schema as the published file holds it."""
    return (json.dumps(schema(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _described(name: str, definition: dict[str, Any]) -> dict[str, Any]:
    """A class's schema with the words its fields are documented with, and without titles that repeat names."""
    docs = _field_docs().get(name, {})
    plain: dict[str, Any] = _untitled(definition)
    if "description" in plain:
        plain["description"] = _words(plain["description"])
    for field, words in docs.items():
        if field in plain.get("properties", {}):
            plain["properties"][field] = {**plain["properties"][field], "description": _words(words)}
    return plain


def _untitled(value: Any) -> Any:
    if isinstance(value, list):
        return [_untitled(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: {name: _untitled(inner) for name, inner in item.items()} if key == "properties" else _untitled(item)
        for key, item in value.items()
        if key != "title" or not isinstance(item, str)
    }


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"``(.+?)``", r"“\1”", text)).strip()


@cache
def _field_docs() -> dict[str, dict[str, str]]:
    """What stands under each field of each record class in the source: the words people read there."""
    docs: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(record_classes)).body:
        if not isinstance(node, ast.ClassDef) or not issubclass(getattr(record_classes, node.name), Record):
            continue
        for field, below in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(below, ast.Expr)
                and isinstance(below.value, ast.Constant)
            ):
                docs.setdefault(node.name, {})[field.target.id] = str(below.value.value)
    return docs


def main() -> None:
    """Write the schema to the path given, or to its place in the checkout."""
    default = Path(__file__).resolve().parents[2] / "resources" / "schema" / NAME
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    path.write_bytes(schema_bytes())


if __name__ == "__main__":
    main()
