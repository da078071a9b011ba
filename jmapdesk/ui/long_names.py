"""Says in Qt’s own file dialog why a name cannot be saved that is too long: the dialog only greys its button."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QToolTip, QWidget

_LONGEST: Final = 255
"""Bytes of a name that the usual disks take."""
_LOOK_MS: Final = 50
_SHOWN_MS: Final = 60_000


def _tr(text: str) -> str:
    return QCoreApplication.translate("files", text)


class LongNames(QObject):
    """Waits for the dialog that opens next and stays beside it; a dialog of the desktop's own is left alone."""

    def __init__(self, ending: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ending = ending
        self._dialog: QWidget | None = None
        """Kept: else what is inside counts as gone with it."""
        self._edit: QLineEdit | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """The dialog has closed."""
        self._timer.stop()
        self._dialog = self._edit = None
        QToolTip.hideText()
        self.deleteLater()

    def _look(self) -> None:
        for dialog in QApplication.topLevelWidgets():
            edit = dialog.findChild(QLineEdit, "fileNameEdit") if isinstance(dialog, QFileDialog) else None
            if edit is not None and dialog.isVisible():
                self._timer.stop()
                self._dialog, self._edit = dialog, edit
                edit.textChanged.connect(self._tell)
                self._tell(edit.text())
                return

    def _tell(self, text: str) -> None:
        if self._edit is None:
            return
        over = letters_over(Path(text).name, self._ending)
        if not over:
            QToolTip.hideText()
            return
        words = _tr("This name is too long for a file, by one letter.")
        if over > 1:
            words = _tr("This name is too long for a file, by {n} letters.").replace("{n}", str(over))
        at = self._edit.mapToGlobal(QPoint(0, self._edit.height()))
        QToolTip.showText(at, words, self._edit, self._edit.rect(), _SHOWN_MS)


def letters_over(name: str, ending: str) -> int:
    """By how many letters a name is too long for a file, its ending included; 0 where it fits."""
    rest = "" if name.lower().endswith(ending) else ending
    over = 0
    while len((name[: len(name) - over] + rest).encode("utf-8", "replace")) > _LONGEST:
        over += 1
    return over
