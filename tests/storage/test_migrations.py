"""The steps from older files to this version's, and that each has a fixture and a test."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from jmapdesk.storage import document, raw
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.migrations import MIGRATIONS, VERSION, Migration, migrate

FIXTURES = Path(__file__).parent.parent / "data" / "maps"


def boxes_become_cards(fields: dict[str, Any]) -> dict[str, Any]:
    """A step made up for this test: version 1 called cards boxes."""
    fields["cards"] = fields.pop("boxes", [])
    return fields


def texts_become_names(fields: dict[str, Any]) -> dict[str, Any]:
    """Another: version 2 called the text of a card its name."""
    for card in fields["cards"]:
        card["text"] = card.pop("name", "")
    return fields


STEPS = {1: boxes_become_cards, 2: texts_become_names}


def unproved(steps: Mapping[int, Migration], version: int, folder: Path) -> list[int]:
    """The versions below one that no step leads away from, or whose fixture is not there or does not run its step."""
    missing: list[int] = []
    for old in range(1, version):
        ran: list[int] = []

        def counted(number: int, step: Migration, ran: list[int]) -> Migration:
            return lambda fields: (ran.append(number), step(fields))[1]

        path = folder / f"version-{old}.jmap"
        if path.exists() and set(range(old, version)) <= steps.keys():
            wrapped = {number: counted(number, step, ran) for number, step in steps.items()}
            migrate(json.loads(path.read_bytes()), wrapped, version)
        if ran != list(range(old, version)):
            missing.append(old)
    return missing


def test_every_older_version_has_its_step_and_a_fixture_that_runs_it() -> None:
    assert sorted(MIGRATIONS) == list(range(1, VERSION))
    assert unproved(MIGRATIONS, VERSION, FIXTURES) == []
    for version in MIGRATIONS:
        path = FIXTURES / f"version-{version}.jmap"
        assert load_bytes(path.read_bytes(), path.name).repairs == ()


def test_a_step_without_a_fixture_or_a_version_without_a_step_is_noticed(tmp_path: Path) -> None:
    assert unproved(STEPS, 3, tmp_path) == [1, 2]
    (tmp_path / "version-1.jmap").write_text('{"version": 1, "boxes": [{"name": "Hello"}]}')
    (tmp_path / "version-2.jmap").write_text('{"version": 3, "cards": []}')
    assert unproved(STEPS, 3, tmp_path) == [2]
    assert unproved({1: STEPS[1]}, 3, tmp_path) == [1, 2]


def test_steps_run_one_after_the_other_from_the_files_own_version() -> None:
    old = {"version": 1, "boxes": [{"id": "c", "name": "Hello"}], "kept": True}
    assert migrate(old, STEPS, 3) == {"version": 3, "cards": [{"id": "c", "text": "Hello"}], "kept": True}
    newer = {"version": 2, "cards": [{"id": "c", "name": "Hello"}]}
    assert migrate(newer, STEPS, 3) == {"version": 3, "cards": [{"id": "c", "text": "Hello"}]}
    current = {"version": 3, "boxes": []}
    assert migrate(current, STEPS, 3) == current


def test_opening_an_old_file_runs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "VERSION", 3)
    monkeypatch.setattr(document, "migrate", lambda fields: migrate(fields, STEPS, 3))
    data = b'{"format": "jmapdesk", "version": 1, "id": "m", "boxes": [{"id": "c", "order": "V", "name": "Hello"}]}'
    assert load_bytes(data, "x").journey.cards["c"].text == "Hello"
