"""The published JSON Schema: as the records are, and in words."""

from __future__ import annotations

import json
from typing import Any

from jmapdesk.model.journey import COLLECTIONS, SINGLES
from jmapdesk.storage.schema import NAME, schema, schema_bytes
from jmapdesk.storage.writing import dump
from jmapdesk.util.resources import resource
from tests.builders import small_map


def test_the_published_schema_is_fresh() -> None:
    """Where this fails: ``python -m jmapdesk.storage.schema``."""
    assert resource("schema", NAME).read_bytes() == schema_bytes()


def test_it_names_every_part_and_every_field_with_words() -> None:
    made = schema()
    assert set(made["properties"]) == {"format", "version", "id", *SINGLES, *COLLECTIONS}
    assert list(made["properties"])[-1] == "assets"
    for cls in (*SINGLES.values(), *COLLECTIONS.values()):
        definition = made["$defs"][cls.__name__]
        assert definition["description"]
        assert list(definition["properties"]) == list(cls.model_fields)
        assert definition["additionalProperties"] is True
    card = made["$defs"]["Card"]["properties"]
    assert "span" in card["to_step"]["description"]
    assert card["text"] == {"default": "", "type": "string"}


def test_a_saved_map_uses_only_what_the_schema_names() -> None:
    made = schema()
    raw = json.loads(dump(small_map()))
    for name, value in raw.items():
        assert name in made["properties"]
        if name in COLLECTIONS:
            for record in value:
                assert set(record) <= set(made["$defs"][COLLECTIONS[name].__name__]["properties"])
                assert set(required(made, COLLECTIONS[name].__name__)) <= set(record)


def required(made: dict[str, Any], name: str) -> list[str]:
    found: list[str] = made["$defs"][name].get("required", [])
    return found
