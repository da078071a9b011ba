"""How the export window looks, from the window's tokens."""

from __future__ import annotations

from jmapdesk.ui.inspector.style import segment_rules
from jmapdesk.ui.look import Tokens


def export_style(t: Tokens) -> str:
    """The style sheet of the export window."""
    return f"""
    #exportWindow {{ background: {t.surround}; }}
    #exportSide {{ background: {t.chrome}; border: 0; border-right: 1px solid {t.hairline}; }}
    #exportTitle {{ font-size: 15px; font-weight: 700; color: {t.ink}; }}
    #exportFormats {{ background: {t.chrome}; border: 0; outline: 0; }}
    #exportFormats::item {{ padding: 0 7px; border-radius: 7px; color: {t.ink}; border: 2px solid transparent; }}
    #exportFormats::item:hover {{ background: {t.hover}; }}
    #exportFormats::item:selected {{ background: {t.accent_tint}; color: {t.accent}; }}
    #exportFormats::item:selected:focus {{ border-color: {t.accent}; }}
    #exportPresets {{ border: 2px solid transparent; border-radius: 7px; padding: 5px 3px; background: transparent;
        color: {t.muted}; text-align: left; }}
    #exportPresets:hover {{ background: {t.hover}; }}
    #exportPresets:focus {{ border-color: {t.accent}; }}
    #exportPresets::menu-indicator {{ image: none; width: 0; }}
    #exportMiddle {{ background: {t.surround}; }}
    #exportName {{ font-size: 15px; font-weight: 600; color: {t.ink}; background: transparent; }}
    #exportSize {{ color: {t.muted}; background: transparent; }}
    #exportFact {{ background: {t.chrome}; border: 1px solid {t.hairline}; border-radius: 8px; }}
    #exportFactTitle {{ font-weight: 600; color: {t.ink}; }}
    #exportFactLine {{ color: {t.muted}; font-size: 12px; }}
    #exportRight {{ background: {t.chrome}; border: 0; border-left: 1px solid {t.hairline}; }}
    #exportFields {{ background: {t.chrome}; border: 0; }}
    #exportHead {{ font-weight: 600; color: {t.ink}; }}
    #exportLabel {{ color: {t.muted}; }}
    #exportSaid {{ color: {t.ink}; font-size: 12px; }}
    #exportRight QComboBox, #exportRight QSpinBox, #exportRight QDoubleSpinBox {{
        border: 1px solid {t.hairline}; border-radius: 7px; padding: 5px 9px; min-height: 18px; }}
    #exportRight QComboBox:focus, #exportRight QSpinBox:focus, #exportRight QDoubleSpinBox:focus {{
        border: 2px solid {t.accent}; padding: 4px 8px; }}
    #exportRight QComboBox QLineEdit {{ min-height: 0; }}
    #exportRight QAbstractSpinBox QLineEdit, #exportRight QAbstractSpinBox QLineEdit:focus {{
        border: 0; padding: 0; background: transparent; min-height: 0; }}
    {segment_rules("#exportRight", t)}
    """
