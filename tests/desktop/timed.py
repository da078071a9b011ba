"""The program as it is, with a stopwatch beside it: how long each key took until what it did was painted.

``python -m tests.desktop.timed TIMES MAP`` opens the map; when the program ends, TIMES holds one number a key, in
milliseconds from the moment the X server saw the key (it counts on the same clock) to the end of the first painting
after it. Both processes must run on one computer.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from jmapdesk import app

_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_DONE = QEvent.Type(QEvent.registerEventType())


class Stopwatch(QObject):
    """Hears of every event before the program does."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []
        self._waiting: list[float] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the keys that come; once the windows have been painted, all keys noted are answered."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(watched, QWindow) and isinstance(event, QKeyEvent):
            if event.key() not in _HELD:
                self._waiting.append(float(event.timestamp()))
        elif kind == QEvent.Type.UpdateRequest and self._waiting:
            # it is handled right after this; what is posted now comes next
            QCoreApplication.postEvent(self, QEvent(_DONE), Qt.EventPriority.HighEventPriority.value)
        return False

    def event(self, event: QEvent) -> bool:
        """The painting is over."""
        if event.type() != _DONE:
            return super().event(event)
        now = time.monotonic() * 1000
        self.times += [now - pressed for pressed in self._waiting]
        self._waiting.clear()
        return True


def main() -> int:
    """Run the program until it is closed, then write the times."""
    watch = Stopwatch()
    make = app.make_application

    def make_watched(arguments: list[str]) -> QApplication:
        application = make(arguments)
        application.installEventFilter(watch)
        return application

    app.make_application = make_watched
    code = app.run_editor(Path(sys.argv[2]))
    Path(sys.argv[1]).write_text(json.dumps(watch.times), "utf-8")
    assert isinstance(QGuiApplication.instance(), QGuiApplication)
    return code


if __name__ == "__main__":
    sys.exit(main())
