"""What a window does for its map while nobody asks for anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from jmapdesk.model.records import Card
from jmapdesk.storage import writing
from tests.ui.bench import Bench


def test_a_window_left_alone_makes_ready_for_its_first_save(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    real = writing._json

    def counted(value: Any) -> str:
        if isinstance(value, Card):
            made.append(value.id)
        return real(value)

    monkeypatch.setattr(writing, "_json", counted)
    qtbot.waitUntil(lambda: len(made) >= len(bench.journey.cards))
    made.clear()
    bench.document.save(tmp_path / "a.jmap")
    assert made == []
