"""How the window looks: tokens, and the palette and style sheet made from them. Chrome is white and recedes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from PySide6.QtGui import QColor, QFont, QPalette

from jmapdesk.text.faces import IN_WIDGETS
from jmapdesk.util.errors import JmapError
from jmapdesk.util.resources import resource


@dataclass(slots=True)
class Tokens:
    """Colours of the window by use, as they are at the moment: widgets read them when they paint and keep none."""

    name: str = "light"
    chrome: str = "#FFFFFF"
    surround: str = "#EEF0F3"
    ink: str = "#1B2430"
    muted: str = "#5B6676"
    placeholder: str = "#65707E"
    disabled: str = "#A3ACB8"
    hairline: str = "#DDE2E8"
    hairline_weak: str = "#E9ECF0"
    edge: str = "#838E9C"
    """The outline of what can be switched; it is seen on every ground."""
    field_edge: str = "transparent"
    """The outline of a quiet field; none where its ground tells it apart."""
    hover: str = "#F1F3F6"
    field: str = "#F6F7F9"
    accent: str = "#3F5BD8"
    accent_hover: str = "#3550C4"
    accent_off: str = "#B9C3EF"
    accent_ink: str = "#FFFFFF"
    accent_tint: str = "#EAEEFD"
    good: str = "#1C6238"
    bad: str = "#93281A"
    handle: str = "#C3CAD4"
    handle_hover: str = "#9AA4B2"
    shade: str = "#1B2430"
    """What darkens the surround round a sheet."""

    def wear(self, theme: str) -> None:
        """Take the colours of a theme; the light one's where the name is unknown."""
        worn = tokens_of(theme)
        for one in fields(self):
            setattr(self, one.name, getattr(worn, one.name))


_DARK = {
    "chrome": "#1D2229", "surround": "#12161B", "ink": "#E8ECF1", "muted": "#A6B0BD", "placeholder": "#97A2B0",
    "disabled": "#616B78", "hairline": "#39414C", "hairline_weak": "#323A44", "edge": "#7E8997", "hover": "#2A313A",
    "field": "#272D36", "accent": "#9DAEFF", "accent_hover": "#B3C0FF", "accent_off": "#4A5583",
    "accent_ink": "#10162E", "accent_tint": "#2B3560", "good": "#7DD3A0", "bad": "#FF9E8C", "handle": "#4A5360",
    "handle_hover": "#667180", "shade": "#000000",
}  # fmt: skip
_CONTRAST = {
    "chrome": "#000000", "surround": "#000000", "ink": "#FFFFFF", "muted": "#F0F0F0", "placeholder": "#D0D0D0",
    "disabled": "#8C8C8C", "hairline": "#C8C8C8", "hairline_weak": "#C8C8C8", "edge": "#FFFFFF",
    "field_edge": "#FFFFFF", "hover": "#333333", "field": "#000000", "accent": "#FFDD33", "accent_hover": "#FFE873",
    "accent_off": "#6B6B6B", "accent_ink": "#000000", "accent_tint": "#3D3500", "good": "#7CF0A5", "bad": "#FFB0A1",
    "handle": "#C8C8C8", "handle_hover": "#FFFFFF", "shade": "#FFFFFF",
}  # fmt: skip
_CHANGES: Mapping[str, Mapping[str, str]] = MappingProxyType({"light": {}, "dark": _DARK, "contrast": _CONTRAST})
THEMES = tuple(_CHANGES)
"""The themes of the window."""


def tokens_of(theme: str) -> Tokens:
    """The colours of a theme of the window; the light one's where the name is unknown."""
    if theme not in _CHANGES:
        return Tokens()
    return Tokens(name=theme, **_CHANGES[theme])


def window_font() -> QFont:
    """The window's font: the bundled family, so that it looks alike everywhere."""
    font = QFont(list(IN_WIDGETS))
    font.setPixelSize(13)
    return font


def palette(t: Tokens) -> QPalette:
    """Qt's palette from the tokens: some desktops offer none, so it is set whole."""
    result = QPalette()
    role = QPalette.ColorRole
    roles = {
        role.Window: t.chrome, role.WindowText: t.ink, role.Base: t.chrome, role.AlternateBase: t.field,
        role.Text: t.ink, role.Button: t.chrome, role.ButtonText: t.ink, role.BrightText: t.bad,
        role.ToolTipBase: t.ink, role.ToolTipText: t.chrome, role.Highlight: t.accent,
        role.HighlightedText: t.accent_ink, role.PlaceholderText: t.placeholder, role.Link: t.accent,
        role.LinkVisited: t.accent, role.Accent: t.accent, role.Light: t.field, role.Midlight: t.hover,
        role.Mid: t.hairline, role.Dark: t.edge, role.Shadow: t.shade,
    }  # fmt: skip
    for one, colour in roles.items():
        result.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, one, QColor(t.disabled))
    return result


def arrow_rule(t: Tokens, name: str) -> str:
    """The arrow ``up`` or ``down`` as a style sheet names it; none where the file is missing."""
    try:
        path = resource("arrows", f"{t.name}-{name}.svg").as_posix()
    except JmapError:
        return "none"
    return f'url("{path}")'


def style_sheet(t: Tokens) -> str:
    """The style sheet of the window's chrome."""
    return f"""
    QMainWindow, QDialog {{ background: {t.chrome}; }}
    QToolTip {{ background: {t.ink}; color: {t.chrome}; border: 0; padding: 4px 7px; }}
    QMenu {{ background: {t.chrome}; border: 1px solid {t.hairline}; padding: 4px; }}
    QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 5px; }}
    QMenu::item:selected {{ background: {t.accent_tint}; color: {t.ink}; }}
    QMenu::item:disabled {{ color: {t.disabled}; }}
    QMenu::icon:checked {{ background: {t.accent_tint}; border: 1px solid {t.accent}; border-radius: 4px; }}
    QMenu::separator {{ height: 1px; background: {t.hairline}; margin: 4px 8px; }}
    #topbar {{ background: {t.chrome}; border-bottom: 1px solid {t.hairline}; }}
    #topbar QToolButton, #statusbar QToolButton {{
        border: 1px solid transparent; border-radius: 7px; padding: 6px; background: transparent; color: {t.ink}; }}
    #topbar QToolButton:hover, #statusbar QToolButton:hover {{ background: {t.hover}; }}
    #topbar QToolButton:checked {{ background: {t.accent_tint}; }}
    #topbar QToolButton:focus, #statusbar QToolButton:focus {{ border-color: {t.accent}; }}
    #topbar QToolButton::menu-indicator, #looking::menu-indicator {{ image: none; width: 0; }}
    #statusbar #looking {{ color: {t.muted}; }}
    #title {{ font-weight: 600; font-size: 14px; color: {t.ink}; }}
    #saved {{ color: {t.muted}; }}
    #rule {{ background: {t.hairline}; }}
    QPushButton {{
        border: 1px solid {t.hairline}; border-radius: 7px; padding: 6px 14px;
        background: {t.chrome}; color: {t.ink}; }}
    QPushButton:hover {{ background: {t.hover}; }}
    QPushButton:focus {{ border: 2px solid {t.accent}; padding: 5px 13px; }}
    QPushButton:disabled {{ color: {t.disabled}; }}
    QPushButton[primary="true"] {{
        background: {t.accent}; color: {t.accent_ink}; border-color: {t.accent}; font-weight: 600; }}
    QPushButton[primary="true"]:hover {{ background: {t.accent_hover}; }}
    QPushButton[primary="true"]:disabled {{ background: {t.accent_off}; border-color: {t.accent_off}; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {t.ink}; }}
    #palette {{ background: {t.chrome}; border-right: 1px solid {t.hairline}; }}
    #palette QScrollBar:vertical {{ width: 6px; }}
    #palette QScrollBar::handle {{ margin: 1px; border-radius: 2px; }}
    #miniatureClose {{ background: {t.chrome}; border: 1px solid {t.hairline}; border-radius: 5px; }}
    #miniatureClose:hover {{ background: {t.hover}; }}
    #shortcutKeys {{ font-weight: 600; }}
    #shortcutGroup {{ font-weight: 600; font-size: 14px; padding-top: 8px; }}
    #statusbar {{ background: {t.chrome}; border-top: 1px solid {t.hairline}; }}
    #statusbar QLabel {{ color: {t.muted}; }}
    #inspector {{ background: {t.chrome}; border-left: 1px solid {t.hairline}; }}
    #filtered {{ border: 0; border-radius: 9px; padding: 3px 10px; background: {t.accent_tint}; color: {t.accent};
        font-weight: 600; }}
    #filtered:hover {{ background: {t.hover}; }}
    #filtered:focus {{ border: 2px solid {t.accent}; padding: 1px 8px; }}
    #filterCount {{ color: {t.muted}; padding-bottom: 4px; }}
    #outline {{ background: {t.chrome}; border-right: 1px solid {t.hairline}; }}
    #outline QTreeView {{ background: {t.chrome}; outline: 0; }}
    #outline QTreeView::item {{ padding: 3px 2px; }}
    #outline QTreeView::item:hover {{ background: {t.hover}; }}
    #outline QTreeView::item:selected {{ background: {t.accent_tint}; color: {t.ink}; }}
    #filter QTreeView {{ background: {t.chrome}; outline: 0; }}
    #filter QTreeView::item {{ padding: 3px 2px; color: {t.ink}; }}
    #filter QTreeView::item:hover {{ background: {t.hover}; }}
    #filter QTreeView::item:selected {{ background: {t.accent_tint}; }}
    #table {{ background: {t.chrome}; border-top: 1px solid {t.hairline}; }}
    #tableCount {{ color: {t.muted}; }}
    #table QTableView {{ background: {t.chrome}; alternate-background-color: {t.field}; outline: 0;
        selection-background-color: {t.accent_tint}; selection-color: {t.ink}; }}
    #table QTableView::item {{ padding: 0 6px; }}
    #table QHeaderView {{ background: {t.chrome}; }}
    #table QHeaderView::section {{ background: {t.chrome}; color: {t.muted}; border: 0; padding: 4px 6px;
        border-bottom: 1px solid {t.hairline}; font-weight: 600; }}
    #names {{ background: {t.chrome}; border: 1px solid {t.hairline}; outline: 0; }}
    #names::item {{ padding: 4px 8px; color: {t.ink}; }}
    #names::item:hover {{ background: {t.hover}; }}
    #names::item:selected {{ background: {t.accent_tint}; color: {t.ink}; }}
    #table QTableView QPlainTextEdit {{ padding: 2px 4px; }}
    #table QTableView QComboBox {{ combobox-popup: 0; }}
    #table QComboBox QAbstractItemView::item {{ padding: 4px 6px; color: {t.ink}; }}
    #table QComboBox QAbstractItemView::item:selected {{ background: {t.accent_tint}; color: {t.ink}; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QSplitter::handle {{ background: {t.hairline}; }}
    #history, #parked, #tour, #filter {{ background: {t.chrome}; border-left: 1px solid {t.hairline}; }}
    #tourHow {{ color: {t.muted}; }}
    #panelTitle {{ font-weight: 600; font-size: 14px; color: {t.ink}; padding-bottom: 4px; }}
    #statusbar #parkedButton, #statusbar #conflictsButton {{ padding: 4px 7px; color: {t.muted}; }}
    #statusbar #conflictsButton {{ color: {t.ink}; font-weight: 600; }}
    #parked QListView {{ background: {t.chrome}; outline: 0; }}
    #history QListView {{ background: {t.chrome}; outline: 0; }}
    #history QListView::item {{ padding: 5px 6px; border-radius: 5px; }}
    #history QListView::item:hover {{ background: {t.hover}; }}
    #history QListView::item:selected {{ background: {t.accent_tint}; color: {t.ink}; }}
    #versionSide {{ background: {t.chrome}; border-right: 1px solid {t.hairline}; }}
    #versionList {{ background: {t.chrome}; outline: 0; color: {t.ink}; }}
    #versionList::item {{ padding: 6px 8px; border-radius: 6px; color: {t.ink}; }}
    #versionList::item:hover {{ background: {t.hover}; }}
    #versionList::item:selected {{ background: {t.accent_tint}; color: {t.ink}; }}
    #versionChanges {{ background: {t.chrome}; outline: 0; }}
    #versionDrawing {{ background: {t.surround}; }}
    #versionSaid {{ color: {t.muted}; }}
    #recovered {{ background: {t.accent_tint}; border-bottom: 1px solid {t.hairline}; }}
    #recovered QLabel {{ color: {t.ink}; }}
    #capture {{ background: {t.chrome}; border-top: 1px solid {t.hairline}; }}
    #capture QLineEdit {{ font-size: 15px; padding: 1px 9px; min-height: 28px; }}
    #capture QLineEdit:focus {{ padding: 0 8px; }}
    #capture QToolButton {{ border: 0; border-radius: 7px; padding: 6px 9px; background: {t.accent_tint};
        color: {t.ink}; font-weight: 600; }}
    #capture QToolButton::menu-indicator {{ image: none; width: 0; }}
    #captureSaid {{ color: {t.muted}; }}
    #captureKinds {{ background: {t.chrome}; border: 1px solid {t.hairline}; border-radius: 10px; }}
    #captureKinds QTreeWidget {{ background: {t.chrome}; outline: 0; }}
    #captureKinds QTreeWidget::item {{ padding: 4px 6px; }}
    #captureKinds QTreeWidget::item:selected {{ background: {t.accent_tint}; color: {t.ink}; }}
    #offer {{ background: {t.chrome}; border: 1px solid {t.accent}; border-radius: 10px; }}
    #droppedBar {{ background: {t.chrome}; border: 1px solid {t.hairline}; border-radius: 10px; }}
    #pasteSaid {{ color: {t.muted}; }}
    QPushButton:checked {{ background: {t.accent_tint}; border-color: {t.accent}; }}
    #commandPalette {{ background: {t.chrome}; border: 1px solid {t.hairline}; border-radius: 10px; }}
    #commandPalette QListView {{ background: {t.chrome}; outline: 0; }}
    #nothingFound {{ color: {t.muted}; }}
    #commandPalette QLineEdit {{ font-size: 15px; padding: 1px 10px; min-height: 32px; }}
    #commandPalette QLineEdit:focus {{ padding: 0 9px; }}
    #findBar {{ background: {t.chrome}; border: 1px solid {t.hairline}; border-radius: 10px; }}
    #findBar QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 5px; color: {t.ink}; }}
    #findBar QToolButton:hover {{ background: {t.hover}; }}
    #findBar QToolButton:checked {{ background: {t.accent_tint}; border-color: {t.accent}; }}
    #findBar QToolButton:focus {{ border-color: {t.accent}; }}
    #findCount {{ color: {t.muted}; padding: 0 6px; }}
    #findBar QLineEdit[missing="true"] {{ border-color: {t.bad}; color: {t.bad}; }}
    QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox {{
        border: 1px solid {t.hairline}; border-radius: 6px; padding: 4px 7px; background: {t.chrome};
        color: {t.ink}; placeholder-text-color: {t.placeholder};
        selection-background-color: {t.accent}; selection-color: {t.accent_ink}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
    QComboBox:focus {{ border: 2px solid {t.accent}; padding: 3px 6px; }}
    /* a line cuts off what its padding is for: letters of some scripts reach up and down into it */
    QLineEdit {{ padding: 1px 7px; min-height: 22px; }}
    QLineEdit:focus {{ padding: 0 6px; }}
    QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ padding: 0; min-height: 0; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: 0; padding: 0; min-height: 0; }}
    QComboBox::drop-down {{ border: 0; width: 22px; }}
    QComboBox::down-arrow {{ image: {arrow_rule(t, "down")}; width: 13px; height: 13px; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
        subcontrol-origin: border; border: 0; width: 20px; background: transparent; }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
    QAbstractSpinBox::up-arrow {{ image: {arrow_rule(t, "up")}; width: 11px; height: 11px; }}
    QAbstractSpinBox::down-arrow {{ image: {arrow_rule(t, "down")}; width: 11px; height: 11px; }}
    QComboBox QAbstractItemView {{ border: 1px solid {t.hairline}; background: {t.chrome}; outline: 0; }}
    QScrollArea {{ border: 0; background: {t.chrome}; }}
    QScrollBar:vertical {{ width: 11px; background: transparent; }}
    QScrollBar:horizontal {{ height: 11px; background: transparent; }}
    QScrollBar::handle {{ background: {t.handle}; border-radius: 4px; margin: 2px; min-width: 28px; min-height: 28px; }}
    QScrollBar::handle:hover {{ background: {t.handle_hover}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QSlider::groove:horizontal {{ height: 3px; background: {t.hairline}; border-radius: 1px; }}
    QSlider::handle:horizontal {{
        width: 13px; height: 13px; margin: -5px 0; border-radius: 6px; background: {t.accent}; }}
    QProgressBar {{ border: 0; background: {t.hairline}; border-radius: 3px; height: 6px; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
    """
