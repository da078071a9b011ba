"""Choices about the sheets that a poster is spread over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from jmapdesk.exchange.options import MOST_OVERLAP_MM, ExportOptions, sheet_paper
from jmapdesk.ui.export.fields import CheckField, LengthField, ListField, Now, OptionField
from jmapdesk.ui.inspector.choice_fields import Choice, SegmentField
from jmapdesk.ui.look import Tokens

SHEETS = ("A4", "A3", "Letter", "Legal", "Tabloid")
"""The papers that printers in offices take."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)


class SheetPaperField(ListField):
    """The paper of the sheets."""

    section = "sheets"

    def __init__(self) -> None:
        super().__init__("tiles", _tr("Paper"), [(name, name) for name in SHEETS])

    def load(self, options: ExportOptions) -> None:
        name = options.tiles.name
        self.combo.offer([(one, one) for one in SHEETS], name, name)

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        return replace(options, tiles=sheet_paper(str(self.combo.currentData())))


class OverlapField(LengthField):
    """What two sheets beside each other both show."""

    section = "sheets"

    def __init__(self) -> None:
        super().__init__("overlap", _tr("Overlap"), 0, MOST_OVERLAP_MM)


class AvoidField(OptionField):
    """Whether sheets end where no card is cut."""

    concerns = frozenset({"avoid_cards"})
    section = "sheets"

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(_tr("Avoid cards"))
        self.segments = SegmentField([Choice("yes", _tr("Yes")), Choice("no", _tr("No"))], tokens)
        self.segments.name(self.words)
        self._value = True
        self.segments.edited.connect(self._chosen)
        self.holding(self.segments)

    def _chosen(self, value: str) -> None:
        self._value = value == "yes"
        self.edited.emit()

    def load(self, options: ExportOptions) -> None:
        self._value = options.avoid_cards
        self.segments.load("yes" if self._value else "no")

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        chosen: dict[str, Any] = {"avoid_cards": self._value}
        return replace(options, **chosen)


class _SheetCheck(CheckField):
    section = "sheets"


def sheet_fields(tokens: Tokens) -> Sequence[OptionField]:
    """The choices that the sheets of a large print have, in the order they stand."""
    return (
        SheetPaperField(),
        OverlapField(),
        AvoidField(tokens),
        _SheetCheck("sheet_marks", _tr("Crop marks"), tokens),
        _SheetCheck("key_page", _tr("Sheet labels and key page"), tokens),
        _SheetCheck("repeat_headers", _tr("Repeat stages and lanes on every sheet"), tokens),
    )
