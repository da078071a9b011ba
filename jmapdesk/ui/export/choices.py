"""The table of all choices of an export."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from jmapdesk.layout.themes import THEMES
from jmapdesk.ui.export.fields import (
    CheckField,
    DirectionField,
    ListField,
    MarginField,
    OptionField,
    PaperField,
    ResolutionField,
    ScaleField,
    ShowField,
    StagesField,
)
from jmapdesk.ui.export.press_fields import press_fields
from jmapdesk.ui.export.sheet_fields import sheet_fields
from jmapdesk.ui.inspector.theme_field import theme_said
from jmapdesk.ui.look import Tokens

_DETAILS = (("", "As the view has it"), ("all", "All cards"), ("key", "Key cards"), ("titles", "Titles only"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)


def fields(tokens: Tokens) -> list[OptionField]:
    """Every field in the order they stand. One more choice of an export is one more line here."""
    themes = [("", _tr("As the map")), *((name, theme_said(name)) for name in THEMES)]
    return [
        PaperField(),
        DirectionField(tokens),
        ScaleField(tokens),
        MarginField(),
        ResolutionField(tokens),
        ShowField(),
        StagesField(),
        ListField("detail", _tr("Cards"), [(value, _tr(words)) for value, words in _DETAILS]),
        ListField("theme", _tr("Theme"), themes),
        *sheet_fields(tokens),
        CheckField("legend", _tr("Legend"), tokens),
        CheckField("header", _tr("Title and personas"), tokens),
        CheckField("footer", _tr("Sources and review date"), tokens),
        CheckField("personas", _tr("Persona sheet"), tokens),
        CheckField("transparent", _tr("See-through ground"), tokens),
        *press_fields(tokens),
    ]
