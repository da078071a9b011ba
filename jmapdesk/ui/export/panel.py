"""The options at the right of the export window: those that concern the chosen format, under headings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.registry import Format
from jmapdesk.ui.export.fields import Now, OptionField

_LABELS = 70
_SECTIONS = ("page", "sheets", "also", "press")


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)


class OptionsPanel(QScrollArea):
    """The fields, each shown where it makes a difference."""

    edited = Signal()

    def __init__(self, fields: Sequence[OptionField]) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self.setObjectName("exportOptions")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._labels: dict[OptionField, QLabel] = {}
        self._heads: dict[str, QLabel] = {}
        page = QFrame()
        page.setObjectName("exportFields")
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 20, 14, 12)
        column.setSpacing(10)
        for section in (*_SECTIONS, *{one.section for one in fields}.difference(_SECTIONS)):
            inside = [one for one in fields if one.section == section]
            if inside:
                self._add_section(column, section, inside)
        column.addStretch(1)
        self.setWidget(page)
        for one in fields:
            one.edited.connect(self.edited)

    def _add_section(self, column: QVBoxLayout, section: str, inside: Sequence[OptionField]) -> None:
        head = self._heads[section] = QLabel()
        head.setObjectName("exportHead")
        column.addWidget(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(10 if inside[0].words else 6)
        grid.setColumnMinimumWidth(0, _LABELS if inside[0].words else 0)
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(inside):
            one.setMinimumWidth(1)  # long words must not push the panel's edge out of sight
            if one.words:
                label = self._labels[one] = QLabel(one.words)
                label.setObjectName("exportLabel")
                label.setBuddy(one)
                label.setMinimumHeight(30)
                grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(one, row, 1)
            else:
                grid.addWidget(one, row, 0, 1, 2)
        column.addLayout(grid)
        column.addSpacing(4)

    def load(self, options: ExportOptions) -> None:
        """Show what the options say."""
        for one in self.fields:
            one.load(options)

    def follow(self, now: Now) -> None:
        """The map is another one."""
        for one in self.fields:
            one.follow(now)

    def put(self, options: ExportOptions, form: Format, now: Now) -> ExportOptions:
        """The options with what is chosen here for a format. Raises JmapError for what cannot be chosen."""
        for one in self.fields:
            if one.concerns & form.concerns:
                options = one.put(options, now)
        return options

    def show_for(self, form: Format, options: ExportOptions, now: Now) -> None:
        """Show the fields that make a difference to a format with these options."""
        shown = set()
        for one in self.fields:
            visible = bool(one.concerns & form.concerns) and one.makes_sense(options, now)
            one.setVisible(visible)
            if one in self._labels:
                self._labels[one].setVisible(visible)
            if visible:
                shown.add(one.section)
        words = {"page": self._page_words(form), "sheets": _tr("Sheets"), "also": _tr("Also")}
        words["press"] = _tr("Printing house") if form.ending == ".pdf" else _tr("Other programs")
        for section, head in self._heads.items():
            head.setText(words.get(section, section))
            head.setVisible(section in shown)

    @staticmethod
    def _page_words(form: Format) -> str:
        if "dpi" in form.concerns:
            return _tr("Picture")
        if form.form == "handout":
            return _tr("Handout")
        return _tr("Poster") if form.drawn else _tr("Content")
