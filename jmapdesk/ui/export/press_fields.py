"""Choices about pages that a printing house cuts, and about the inks and letters of a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from jmapdesk.exchange.options import MOST_BLEED_MM
from jmapdesk.ui.export.fields import CheckField, LengthField, OptionField
from jmapdesk.ui.look import Tokens


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)


class BleedField(LengthField):
    """How far the print goes on beyond where pages are cut."""

    section = "press"

    def __init__(self) -> None:
        super().__init__("bleed", _tr("Bleed"), 0, MOST_BLEED_MM, _tr("None"))


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
