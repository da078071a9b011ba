"""How the window looks: tokens, and the palette and style sheet made from them. Chrome is white and recedes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette

from jmapdesk.text.faces import SANS
from jmapdesk.util.errors import JmapError
from jmapdesk.util.resources import icon


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours of the window by use; the light theme."""

    chrome: str = "#FFFFFF"
    surround: str = "#EEF0F3"
    ink: str = "#1B2430"
    muted: str = "#5B6676"
    hairline: str = "#DDE2E8"
    hover: str = "#F1F3F6"
    field: str = "#F6F7F9"
    accent: str = "#3F5BD8"
    accent_ink: str = "#FFFFFF"
    accent_tint: str = "#EAEEFD"
    good: str = "#1C6238"
    bad: str = "#93281A"


def window_font() -> QFont:
    """The window's font: the bundled family, so that it looks alike everywhere."""
    font = QFont(SANS)
    font.setPixelSize(13)
    return font


def palette(tokens: Tokens) -> QPalette:
    """Qt's palette from the tokens: some desktops offer none, so it is set whole."""
    result = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.chrome,
        QPalette.ColorRole.WindowText: tokens.ink,
        QPalette.ColorRole.Base: tokens.chrome,
        QPalette.ColorRole.AlternateBase: tokens.field,
        QPalette.ColorRole.Text: tokens.ink,
        QPalette.ColorRole.Button: tokens.chrome,
        QPalette.ColorRole.ButtonText: tokens.ink,
        QPalette.ColorRole.ToolTipBase: tokens.ink,
        QPalette.ColorRole.ToolTipText: tokens.chrome,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.accent_ink,
        QPalette.ColorRole.PlaceholderText: "#6B7684",
        QPalette.ColorRole.Link: tokens.accent,
    }
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor("#A3ACB8"))
    return result


def picture_rule(name: str) -> str:
    """An icon as a style sheet names it; none where the file is missing."""
    try:
        path = icon(name).as_posix()
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
    QMenu::item:disabled {{ color: #A3ACB8; }}
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
    QPushButton:disabled {{ color: #A3ACB8; }}
    QPushButton[primary="true"] {{
        background: {t.accent}; color: {t.accent_ink}; border-color: {t.accent}; font-weight: 600; }}
    QPushButton[primary="true"]:hover {{ background: #3550C4; }}
    QPushButton[primary="true"]:disabled {{ background: #B9C3EF; border-color: #B9C3EF; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {t.ink}; }}
    #palette {{ background: {t.chrome}; border-right: 1px solid {t.hairline}; }}
    #palette QScrollBar:vertical {{ width: 6px; }}
    #palette QScrollBar::handle {{ margin: 1px; border-radius: 2px; }}
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
    #table QTableView QPlainTextEdit {{ padding: 2px 4px; }}
    QSplitter::handle {{ background: {t.hairline}; }}
    #history, #tour, #filter {{ background: {t.chrome}; border-left: 1px solid {t.hairline}; }}
    #tourHow {{ color: {t.muted}; }}
    #panelTitle {{ font-weight: 600; font-size: 14px; color: {t.ink}; padding-bottom: 4px; }}
    #history QListView {{ background: {t.chrome}; outline: 0; }}
    #history QListView::item {{ padding: 5px 6px; border-radius: 5px; }}
    #history QListView::item:hover {{ background: {t.hover}; }}
    #history QListView::item:selected {{ background: {t.accent_tint}; color: {t.ink}; }}
    #recovered {{ background: {t.accent_tint}; border-bottom: 1px solid {t.hairline}; }}
    #recovered QLabel {{ color: {t.ink}; }}
    #capture {{ background: {t.chrome}; border-top: 1px solid {t.hairline}; }}
    #capture QLineEdit {{ font-size: 15px; padding: 6px 9px; }}
    #capture QLineEdit:focus {{ padding: 5px 8px; }}
    #capture QToolButton {{ border: 0; border-radius: 7px; padding: 6px 9px; background: {t.accent_tint};
        color: {t.ink}; font-weight: 600; }}
    #capture QToolButton::menu-indicator {{ image: none; width: 0; }}
    #captureSaid {{ color: {t.muted}; }}
    #commandPalette {{ background: {t.chrome}; border: 1px solid {t.hairline}; border-radius: 10px; }}
    #commandPalette QListView {{ background: {t.chrome}; outline: 0; }}
    #commandPalette QLineEdit {{ font-size: 15px; padding: 8px 10px; }}
    #commandPalette QLineEdit:focus {{ padding: 7px 9px; }}
    #findBar {{ background: {t.chrome}; border: 1px solid {t.hairline}; border-radius: 10px; }}
    #findBar QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 5px; color: {t.ink}; }}
    #findBar QToolButton:hover {{ background: {t.hover}; }}
    #findBar QToolButton:checked {{ background: {t.accent_tint}; border-color: {t.accent}; }}
    #findBar QToolButton:focus {{ border-color: {t.accent}; }}
    #findCount {{ color: {t.muted}; padding: 0 6px; }}
    #findBar QLineEdit[missing="true"] {{ border-color: {t.bad}; color: {t.bad}; }}
    QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox {{
        border: 1px solid {t.hairline}; border-radius: 6px; padding: 4px 7px; background: {t.chrome};
        color: {t.ink}; selection-background-color: {t.accent}; selection-color: {t.accent_ink}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
    QComboBox:focus {{ border: 2px solid {t.accent}; padding: 3px 6px; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: 0; padding: 0; }}
    QComboBox::drop-down {{ border: 0; width: 22px; }}
    QComboBox::down-arrow {{ image: {picture_rule("chevron-down")}; width: 13px; height: 13px; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
        subcontrol-origin: border; border: 0; width: 20px; background: transparent; }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
    QAbstractSpinBox::up-arrow {{ image: {picture_rule("chevron-up")}; width: 11px; height: 11px; }}
    QAbstractSpinBox::down-arrow {{ image: {picture_rule("chevron-down")}; width: 11px; height: 11px; }}
    QComboBox QAbstractItemView {{ border: 1px solid {t.hairline}; background: {t.chrome}; outline: 0; }}
    QScrollArea {{ border: 0; background: {t.chrome}; }}
    QScrollBar:vertical {{ width: 11px; background: transparent; }}
    QScrollBar:horizontal {{ height: 11px; background: transparent; }}
    QScrollBar::handle {{ background: #C3CAD3; border-radius: 4px; margin: 2px; min-width: 28px; min-height: 28px; }}
    QScrollBar::handle:hover {{ background: #A3ACB8; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QSlider::groove:horizontal {{ height: 3px; background: {t.hairline}; border-radius: 1px; }}
    QSlider::handle:horizontal {{
        width: 13px; height: 13px; margin: -5px 0; border-radius: 6px; background: {t.accent}; }}
    QProgressBar {{ border: 0; background: {t.hairline}; border-radius: 3px; height: 6px; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
    """
