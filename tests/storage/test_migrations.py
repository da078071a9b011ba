"""The steps from older files to this version's, and that each has a fixture and a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jmapdesk.storage import document, raw
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.migrations import MIGRATIONS, VERSION, migrate

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


def test_every_older_version_has_its_step_and_every_step_a_fixture() -> None:
    assert sorted(MIGRATIONS) == list(range(1, VERSION))
    for version in MIGRATIONS:
        assert (FIXTURES / f"version-{version}.jmap").exists()


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
