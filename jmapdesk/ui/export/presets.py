"""The button of the presets: which one is chosen, and a menu that chooses, keeps, renames and deletes them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from jmapdesk.edit.presets import delete_preset, preset_named, presets, rename_preset, save_preset
from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.preset_codec import kept
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Preset
from jmapdesk.session.document import Document
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.name_dialog import ask_name
from jmapdesk.ui.popups import hang_menu
from jmapdesk.util.errors import JmapError
from jmapdesk.util.one_line import one_line

_AROUND = 15
"""Pixels of the button that hold neither icon nor words."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)


class PresetButton(QToolButton):
    """Presets live in the map: each change of them is one step to undo."""

    chosen = Signal(object)
    """A Preset whose options are wanted."""
    said = Signal(str)
    """What was done, or why it was not."""

    def __init__(self, document: Document, icons: IconSet, now: Callable[[], tuple[ExportOptions, str]]) -> None:
        """``now`` gives the options as they stand with the key of their format; it may raise JmapError."""
        super().__init__()
        self._document, self._icons, self._now = document, icons, now
        self._named = self._words = ""
        self.setObjectName("exportPresets")
        self.setIcon(icons.icon("bookmark", "muted"))
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        hang_menu(self, menu)
        self.follow()

    @property
    def preset(self) -> Preset | None:
        """The preset whose options these are."""
        preset = self._document.journey.presets.get(self._named)
        if preset is None:
            return None
        try:
            options, form = self._now()
        except JmapError:
            return None
        return preset if kept(options, form, preset.options) == _whole(preset, form) else None

    def follow(self) -> None:
        """Say which preset is chosen, after options or the map have changed."""
        preset = self.preset
        self._words = _tr("Presets")
        if preset is not None:
            self._words = _tr("Presets: {name}").replace("{name}", one_line(preset.name))
        self.setToolTip(_tr("Options kept in the map under a name"))
        self.setAccessibleName(self._words)
        self._fit()

    def _fit(self) -> None:
        """Show as much of the words as there is room for."""
        room = self.width() - self.iconSize().width() - _AROUND
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(0, room))
        self.setText(words.replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        here = self.preset
        for preset in presets(self._document.journey):
            entry = menu.addAction(preset.name.replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(here is not None and preset.id == here.id)
            entry.triggered.connect(lambda _checked=False, one=preset: self.choose(one))
        if menu.isEmpty():
            menu.addAction(_tr("This map has no presets yet")).setEnabled(False)
        menu.addSeparator()
        keep = menu.addAction(_tr("Keep these options…"))
        keep.triggered.connect(lambda: self.keep())
        may = not self._document.is_read_only  # presets live in the map
        keep.setEnabled(may)
        last = self._document.journey.presets.get(self._named)
        for words, run in ((_tr("Rename “{name}”…"), self.rename), (_tr("Delete “{name}”"), self.delete)):
            if last is not None:
                entry = menu.addAction(words.replace("{name}", last.name).replace("&", "&&"))
                entry.triggered.connect(lambda _checked=False, run=run: run())
                entry.setEnabled(may)

    def choose(self, preset: Preset) -> None:
        """Take a preset's options."""
        self._named = preset.id
        self.chosen.emit(preset)
        self.follow()

    def keep(self) -> None:
        """Keep the options as they stand under a name that is asked for; the name of another one keeps them there."""
        last = self._document.journey.presets.get(self._named)
        words = _tr("These options can be chosen again by this name; a name that is there already takes them over.")
        name = ask_name(self, _tr("Keep these options"), words, last.name if last is not None else "")
        if name is None:
            return

        def edit(journey: JourneyMap) -> JourneyMap:
            options, form = self._now()
            before = preset_named(journey, name)
            return save_preset(
                journey, self._document.new_id, name, kept(options, form, before.options if before else None)
            )

        if self._done(_tr("Save preset"), edit):
            found = preset_named(self._document.journey, name)
            self._named = found.id if found is not None else ""
            words = _tr("Kept as “{name}” in the map; save the map to keep it for good.")
            self.said.emit(words.replace("{name}", name))
            self.follow()

    def rename(self) -> None:
        """Give the preset that was chosen last another name, which is asked for."""
        preset = self._document.journey.presets.get(self._named)
        name = ask_name(self, _tr("Rename this preset"), "", preset.name) if preset is not None else None
        if preset is not None and name is not None:
            self._done(_tr("Rename preset"), lambda m: rename_preset(m, preset.id, name))
            self.follow()

    def delete(self) -> None:
        """Delete the preset that was chosen last; the options stay as they are."""
        preset = self._document.journey.presets.get(self._named)
        if preset is not None and self._done(_tr("Delete preset"), lambda m: delete_preset(m, preset.id)):
            words = _tr("“{name}” is no longer in the map; undo brings it back.")
            self.said.emit(words.replace("{name}", preset.name))
            self.follow()

    def _done(self, label: str, edit: Callable[[JourneyMap], JourneyMap]) -> bool:
        try:
            self._document.do(label, edit)
        except JmapError as error:
            self.said.emit(error.message)
            return False
        return True


def _whole(preset: Preset, form: str) -> dict[str, object]:
    """The preset's options with the usual value where it names none, and with this format."""
    return {**kept(ExportOptions(), form), **preset.options}
