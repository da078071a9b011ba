"""The export window of a window on the small map."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.ui.export.fields import OptionField
from jmapdesk.ui.export.window import ExportWindow
from tests.ui.bench import Bench

Settle = Callable[[], None]


@pytest.fixture
def window(bench: Bench, qtbot: QtBot) -> ExportWindow:
    """The export window with its first preview."""
    bench.keys("Ctrl+E")
    [found] = bench.window.findChildren(ExportWindow)
    settle(found, qtbot)
    return found


def settle(window: ExportWindow, qtbot: QtBot) -> None:
    """Wait until the preview shows what is chosen."""

    def is_settled() -> bool:
        if window._soon.isActive():
            return False
        if not window.form.drawn or window._trouble:
            return True
        shown = window.preview.shown
        is_newest = window._ordered is None and shown is not None and shown.view.pages is window.pages
        return is_newest and window.preview.is_settled

    qtbot.waitUntil(is_settled)


def field(window: ExportWindow, name: str) -> OptionField:
    """The field of the window for an option."""
    return next(one for one in window.panel.fields if name in one.concerns)


def shown_fields(window: ExportWindow) -> set[str]:
    """The options that can be chosen now."""
    return {name for one in window.panel.fields if one.isVisible() for name in one.concerns}


def choose(window: ExportWindow, options: ExportOptions) -> None:
    """Choose options as a preset does."""
    window.take_options(options)
