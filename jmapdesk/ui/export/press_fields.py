"""Choices about pages that a printing house cuts, and about the inks and letters of a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QDoubleSpinBox

from jmapdesk.exchange.options import MOST_BLEED_MM, ExportOptions
from jmapdesk.ui.export.fields import CheckField, Now, OptionField, still
from jmapdesk.ui.look import Tokens


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)


class BleedField(OptionField):
    """How far the print goes on beyond where pages are cut."""

    concerns = frozenset({"bleed"})
    section = "press"

    def __init__(self) -> None:
        super().__init__(_tr("Bleed"))
        self.spin = QDoubleSpinBox()
        self.spin.setRange(0, MOST_BLEED_MM)
        self.spin.setDecimals(0)
        self.spin.setSpecialValueText(_tr("None"))
        self.spin.setSuffix(_tr(" mm"))
        self.spin.setAccessibleName(self.words)
        self.spin.setKeyboardTracking(False)
        still(self.spin)
        self.spin.valueChanged.connect(lambda _value: self.edited.emit())
        self.holding(self.spin)

    def load(self, options: ExportOptions) -> None:
        with QSignalBlocker(self.spin):
            self.spin.setDecimals(0 if options.bleed == round(options.bleed) else 1)
            self.spin.setValue(options.bleed)

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        return replace(options, bleed=self.spin.value())


class _PressCheck(CheckField):
    section = "press"


def press_fields(tokens: Tokens) -> Sequence[OptionField]:
    """The choices that a printing house asks for, in the order they stand."""
    outlines = _PressCheck("outlines", _tr("Letters as outlines"), tokens)
    outlines.setToolTip(_tr("Looks the same in programs that do not use fonts inside a file, such as Inkscape"))
    return (
        BleedField(),
        _PressCheck("marks", _tr("Crop marks and colour bar"), tokens),
        _PressCheck("cmyk", _tr("Colours of printing inks (CMYK)"), tokens),
        outlines,
    )
