"""What nobody foresaw is said in a sentence, and its details are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmapdesk import app


def test_an_unforeseen_fault_is_told_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    told: list[str] = []
    monkeypatch.setattr(app, "tell", lambda _parent, message: told.append(message))
    error = ZeroDivisionError("planted")
    app.FaultTeller(tmp_path / "settings")(ZeroDivisionError, error, None)
    assert len(told) == 1
    assert "planted" not in told[0]
    assert "save it under a new name" in told[0]
    assert "planted" in (tmp_path / "settings" / "faults.log").read_text("utf-8")
