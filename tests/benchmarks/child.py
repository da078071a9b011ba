"""A program that starts, shows a window and says when it is idle: its own process, so that starting can be timed.

``python -m tests.benchmarks.child empty`` shows an empty main window, ``… new`` the editor with a new map,
``… MAP.jmap`` the editor with that map. It prints ``idle`` and the most memory it ever held, in bytes, and ends.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


def main(what: str) -> None:
    """Show a window and run until it is idle."""
    if what == "empty":
        application = QApplication(["empty"])
        window = QMainWindow()
        window.resize(1440, 900)
        window.show()
        _until_idle(application, window, window)
        return
    from jmapdesk.util.collector import collector_paused

    with collector_paused():  # as the command line does
        from jmapdesk.app import WindowKeeper, make_application, make_kit
        from jmapdesk.session.settings import Settings

    application = make_application(["jmapdesk"])
    home = Path(os.environ["XDG_CONFIG_HOME"])
    kit = make_kit(Settings(home), recovery=home / "recovery")
    kit.appearance.begin()
    keeper = WindowKeeper(kit)
    if what == "new":
        keeper.new("current-state")
    else:
        keeper.open_path(Path(what))
    _until_idle(application, keeper.windows[0], keeper.windows[0].view.viewport())


def _until_idle(application: QApplication, window: QWidget, painted: QWidget) -> None:
    watch = _Watch(painted)
    window.show()
    application.exec()
    del watch


class _Watch(QObject):
    """Ends the program at the first turn of the event loop in which nothing is left to paint."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._painted = 0
        self._seen = 0
        widget.installEventFilter(self)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._painted += event.type() == QEvent.Type.Paint
        return False

    def _turn(self) -> None:
        if not self._painted or self._painted != self._seen:
            self._seen = self._painted
            return
        sys.stdout.write(f"idle {most_memory()}\n")
        sys.stdout.flush()
        os._exit(0)


def most_memory() -> int:
    """The most memory this process held at any time, in bytes."""
    try:
        # rusage counts what the parent held when it made this process; the status file does not
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
        return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    except OSError:
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else 1024 * most


if __name__ == "__main__":
    main(sys.argv[1])
