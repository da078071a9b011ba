"""Every map that comes with the program or out of it is valid by the schema that is published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jmapdesk.edit import lanes
from jmapdesk.edit.templates import TEMPLATES
from jmapdesk.exchange.packs import make_packs
from jmapdesk.insight.merge import merge
from jmapdesk.insight.parts import groups
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.own_templates import as_template
from jmapdesk.storage.schema import NAME
from jmapdesk.storage.writing import dump
from jmapdesk.util.ids import counting_ids
from jmapdesk.util.resources import resource
from tests.builders import big_map, small_map
from tests.storage.schema_check import faults

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads(resource("schema", NAME).read_bytes())
FILES = sorted(path for folder in ("resources", "tests", "docs") for path in (ROOT / folder).rglob("*.jmap"))


def made() -> Iterator[tuple[str, JourneyMap]]:
    """Maps as the program makes them."""
    for name, template in TEMPLATES.items():
        yield f"template {name}", template.build(counting_ids())
    yield "own template", as_template(small_map(), "Ours", with_cards=True)
    yield "large", big_map(300)
    for one in make_packs(small_map(), "lane", groups(small_map(), "lane"), counting_ids("pack")):
        yield f"pack {one.file}", one.journey
    sides = (lanes.set_lane_fields(small_map(), "pain", name=name) for name in ("Woe", "Pains"))
    yield "with a conflict", merge(small_map(), *sides).map


def test_the_files_are_found() -> None:
    assert len(FILES) >= 5


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_are_valid(path: Path) -> None:
    assert faults(json.loads(path.read_bytes()), SCHEMA) == []


@pytest.mark.parametrize(("name", "journey"), list(made()), ids=lambda value: value if isinstance(value, str) else "")
def test_what_the_program_writes_is_valid(name: str, journey: JourneyMap) -> None:
    assert faults(json.loads(dump(journey)), SCHEMA) == [], name


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("id", 7, "map.id is no string"),
        ("version", 2, "map.version is not 1"),
        ("cards", {}, "map.cards is no array"),
        ("cards", [{"text": "no id"}], "map.cards[0] lacks id"),
        ("cards", [{"id": "c", "severity": 4}], "map.cards[0].severity is above 3"),
        ("cards", [{"id": "c", "readings": [{"value": "much"}]}], "map.cards[0].readings[0].value is no number"),
        ("stages", [{"id": "s", "steps": []}], "map.stages[0].steps is shorter than 1"),
        ("base", {"part": {"by": 1}}, "map.base.part.by is no string"),
        ("backdrops", [{"id": "b", "asset": "a", "corners": [[0, 0]]}], "map.backdrops[0].corners is shorter than 4"),
    ],
)
def test_a_file_that_breaks_the_schema_is_seen(field: str, value: object, words: str) -> None:
    raw = {**json.loads(dump(small_map())), field: value}
    assert any(fault.startswith(words) for fault in faults(raw, SCHEMA)), faults(raw, SCHEMA)
