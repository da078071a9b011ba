"""The style sheet of the inspector: fields are quiet until they are pointed at."""

from __future__ import annotations

from jmapdesk.ui.look import Tokens, arrow_rule


def segment_rules(owner: str, t: Tokens) -> str:
    """The rules for choices side by side inside a widget, given by its selector."""
    plain = t.field_edge == "transparent"
    chosen = t.chrome if plain else t.field_edge
    edge = "0" if plain else f"1px solid {t.field_edge}"
    return f"""
    {owner} #segments {{ background: {t.surround}; border: {edge}; border-radius: 8px; }}
    {owner} #segment {{
        background: transparent; color: {t.muted}; border: 2px solid transparent; border-radius: 6px;
        padding: 3px 2px; font-weight: 500; }}
    {owner} #segment:hover {{ color: {t.ink}; }}
    {owner} #segment:checked {{
        background: {t.chrome}; color: {t.ink}; border-color: {chosen}; font-weight: 600; }}
    {owner} #segment:focus {{ border-color: {t.accent}; }}
    """


def held_rules(t: Tokens) -> str:
    """How fields look that take nothing: their words stand there as on paper, with no ground and no frame."""
    words = [f'#inspector {of}QLineEdit[readOnly="true"]' for of in ("", "#group ", "#headline ")]
    words += [f'#inspector {of}QPlainTextEdit[readOnly="true"]' for of in ("", "#group ", "#headline ")]
    flat, focused = ", ".join(words), ", ".join(f"{one}:focus" for one in words)
    hovered = ", ".join(f"{one}:hover" for one in words)
    combos = "#inspector QComboBox:disabled, #inspector #group QComboBox:disabled"
    return f"""
    {flat}, {hovered} {{
        background: transparent; border: 1px solid transparent; placeholder-text-color: transparent; }}
    {focused} {{ background: transparent; border: 1px dashed {t.edge}; }}
    #inspector SharedPage QLineEdit[readOnly="true"] {{ placeholder-text-color: {t.muted}; }}
    {combos} {{ background: transparent; border: 1px solid transparent; color: {t.ink}; }}
    #inspector QComboBox::down-arrow:disabled {{ image: none; }}
    #inspector #segment:disabled {{ color: {t.disabled}; }}
    #inspector #segment:checked:disabled {{ color: {t.ink}; }}
    #inspector #add:disabled, #inspector #danger:disabled, #inspector #small:disabled {{ color: {t.disabled}; }}
    #inspector #headButton:disabled {{ color: {t.ink}; }}
    """


def inspector_style(t: Tokens) -> str:
    """The rules for everything inside the panel, over those of the window."""
    return f"""
    #inspector QLabel {{ color: {t.ink}; background: transparent; }}
    #inspector #fieldLabel, #inspector #quiet {{ color: {t.muted}; }}
    #inspector #heading {{ font-weight: 600; }}
    #inspector #pageHeading {{ font-weight: 600; font-size: 14px; padding-left: 6px; }}
    #inspector #problem {{ color: {t.bad}; font-size: 12px; padding-top: 2px; }}
    #inspector #hairline {{ background: {t.hairline}; border: 0; }}
    #inspector #page {{ background: {t.chrome}; }}
    #inspector QLineEdit, #inspector QPlainTextEdit, #inspector QComboBox {{
        background: {t.field}; border: 1px solid {t.field_edge}; border-radius: 7px; padding: 5px 8px; }}
    #inspector QLineEdit {{ padding: 1px 8px; min-height: 24px; }}
    #inspector QPlainTextEdit, #inspector QComboBox {{ padding: 5px 10px; }}
    #inspector QLineEdit:hover, #inspector QPlainTextEdit:hover, #inspector QComboBox:hover {{
        border: 1px solid {t.hairline}; }}
    #inspector QLineEdit:focus, #inspector QPlainTextEdit:focus, #inspector QComboBox:focus {{
        background: {t.chrome}; border: 2px solid {t.accent}; padding: 4px 7px; }}
    #inspector QLineEdit:focus {{ padding: 0 7px; }}
    #inspector QPlainTextEdit:focus, #inspector QComboBox:focus {{ padding: 4px 9px; }}
    #inspector QComboBox QLineEdit, #inspector QComboBox QLineEdit:hover, #inspector QComboBox QLineEdit:focus {{
        background: transparent; border: 0; padding: 0; min-height: 0; }}
    #inspector QComboBox::drop-down {{ border: 0; width: 22px; }}
    #inspector QComboBox::down-arrow {{ image: {arrow_rule(t, "down")}; width: 13px; height: 13px; }}
    #inspector #headline QPlainTextEdit {{
        background: {t.chrome}; border: 1px solid {t.hairline}; padding: 7px 9px; font-size: 14px; }}
    #inspector #headline QPlainTextEdit:focus {{ border: 2px solid {t.accent}; padding: 6px 8px; }}
    {segment_rules("#inspector", t)}
    #inspector #small, #inspector #chipButton, #inspector #headButton {{
        background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 2px; color: {t.ink}; }}
    #inspector #small:hover, #inspector #chipButton:hover, #inspector #headButton:hover {{ background: {t.surround}; }}
    #inspector #small:checked {{ background: {t.accent_tint}; border-color: {t.accent}; }}
    #inspector #small:focus, #inspector #chipButton:focus, #inspector #headButton:focus {{
        border-color: {t.accent}; }}
    #inspector #headButton {{ font-weight: 600; font-size: 14px; padding: 2px 4px; }}
    #inspector #small::menu-indicator, #inspector #headButton::menu-indicator {{ image: none; width: 0; }}
    #inspector #chipButton {{ border-radius: 9px; padding: 1px; border-width: 1px; }}
    #inspector #chip {{ background: {t.surround}; border: 0; border-radius: 10px; }}
    #inspector #chip QLabel {{ font-size: 12px; }}
    #inspector #tagLine {{ padding: 1px 6px; min-height: 20px; border-radius: 6px; }}
    #inspector #tagLine:focus {{ padding: 0 5px; }}
    #inspector #add {{
        border: 2px solid transparent; background: transparent; color: {t.accent}; font-weight: 600;
        padding: 2px 4px; border-radius: 6px; text-align: left; }}
    #inspector #add:hover {{ background: {t.accent_tint}; }}
    #inspector #add:focus {{ border-color: {t.accent}; }}
    #inspector #fold {{
        border: 2px solid transparent; background: transparent; color: {t.ink}; font-weight: 600;
        padding: 3px 2px; border-radius: 6px; text-align: left; }}
    #inspector #fold:hover {{ background: {t.hover}; }}
    #inspector #fold:focus {{ border-color: {t.accent}; }}
    #inspector #tile, #inspector #group {{ background: {t.field}; border: 2px solid transparent; border-radius: 8px; }}
    #inspector #tile:focus {{ border-color: {t.accent}; }}
    #inspector #tile:hover {{ border-color: {t.hairline_weak}; }}
    #inspector #tile:focus:hover {{ border-color: {t.accent}; }}
    #inspector #tileTitle {{ font-weight: 600; }}
    #inspector #tileLine {{ font-size: 12px; }}
    #inspector #group QLineEdit, #inspector #group QPlainTextEdit, #inspector #group QComboBox {{
        background: {t.chrome}; }}
    #inspector #group #hairline {{ background: {t.hairline_weak}; }}
    #inspector QSlider[empty="true"]::handle:horizontal {{
        background: {t.chrome}; border: 2px solid {t.edge}; width: 10px; height: 10px; }}
    #inspector QSlider::handle:horizontal:focus {{
        border: 2px solid {t.ink}; width: 11px; height: 11px; margin: -6px 0; }}
    #inspector QSlider::handle:horizontal:disabled {{ background: {t.hairline}; }}
    #inspector #danger {{ color: {t.bad}; }}
    {held_rules(t)}
    #calendar {{ background: {t.chrome}; border: 1px solid {t.hairline}; border-radius: 8px; }}
    #calendar QWidget {{ background: {t.chrome}; color: {t.ink}; }}
    #calendar QToolButton {{ border: 2px solid transparent; border-radius: 6px; padding: 3px 6px; font-weight: 600; }}
    #calendar QToolButton:hover {{ background: {t.hover}; }}
    #calendar QToolButton:focus {{ border-color: {t.accent}; }}
    #calendar QToolButton::menu-indicator {{ image: none; width: 0; }}
    #calendar QSpinBox {{ padding: 1px 4px; }}
    #calendar QAbstractItemView {{ border: 0; outline: 0; background: {t.chrome}; color: {t.ink};
        selection-background-color: {t.accent}; selection-color: {t.accent_ink}; }}
    #calendar QAbstractItemView:disabled {{ color: {t.disabled}; }}
    #picker {{ background: {t.chrome}; border: 1px solid {t.hairline}; border-radius: 8px; }}
    #picker #pickerList {{ border: 0; background: {t.chrome}; outline: 0; }}
    #picker #pickerList::item {{ padding: 5px 6px; border-radius: 5px; color: {t.ink}; }}
    #picker #pickerList::item:selected {{ background: {t.accent_tint}; color: {t.ink}; }}
    """
