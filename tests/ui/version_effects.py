"""What the actions about saves and versions do, for the table of effects, and what a person does in their window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from jmapdesk.storage.versions import kept_versions
from jmapdesk.ui.name_dialog import NameDialog
from jmapdesk.ui.versions.window import VersionsWindow
from tests.ui.bench import LEFT, Bench


def name_it(words: str) -> None:
    """Type a name into the dialog that will come up, and keep it."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NameDialog)
        QTest.keyClicks(dialog.name, words)
        buttons = dialog.findChildren(QDialogButtonBox)[0]
        save = next(one for one in buttons.buttons() if one.text() == "Save")
        QTest.mouseClick(save, LEFT)

    QTimer.singleShot(50, answer)


def saves(bench: Bench, name: str, folder: Path) -> bool:
    """The file is written."""
    bench.answers.paths.append(str(folder / "kept.jmap"))
    bench.trigger(name)
    return (folder / "kept.jmap").exists()


def takes_snapshot(bench: Bench, name: str, folder: Path) -> bool:
    """The map is kept under the name."""
    name_it("before the workshop")
    bench.trigger(name)
    assert bench.window.keeping.versions.flush()
    return [one.name for one in kept_versions(folder / "versions", bench.journey.id)] == ["before the workshop"]


def versions_of(bench: Bench) -> VersionsWindow:
    """The window of versions."""
    window = bench.window.files.versions_window
    assert window is not None
    return window


def shows_versions(bench: Bench, name: str, _folder: Path) -> bool:
    """The window comes up."""
    bench.trigger(name)
    return versions_of(bench).isVisible()
