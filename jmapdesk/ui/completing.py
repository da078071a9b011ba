"""Names already used, offered under a line while one is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from jmapdesk.insight.people import meant

_MOST_SEEN = 8


class NameCompleter(QCompleter):
    """Offers what the typed letters may mean: Down and Enter, or a click, take one. ``taken`` is told the name.

    ``known`` gives all names; it is asked when somebody begins to type, not with each letter.
    """

    def __init__(
        self, line: QLineEdit, known: Callable[[], Sequence[str]], taken: Callable[[str], object] | None = None
    ) -> None:
        super().__init__(line)
        self._known = known
        self._names: Sequence[str] | None = None
        self._offered = QStringListModel(self)
        self.setModel(self._offered)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(_MOST_SEEN)
        popup = QListView()
        self.setPopup(popup)
        popup.setObjectName("names")
        line.setCompleter(self)
        line.textEdited.connect(self._offer)
        line.editingFinished.connect(self._forget)
        if taken is not None:
            self.activated.connect(taken)

    def _offer(self, typed: str) -> None:
        if self._names is None:
            self._names = self._known()
        self._offered.setStringList(meant(self._names, typed))

    def _forget(self) -> None:
        self._names = None
