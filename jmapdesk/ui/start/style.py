"""How the start page looks, from the window's tokens."""

from __future__ import annotations

from jmapdesk.ui.look import Tokens


def style_sheet(t: Tokens) -> str:
    """The style sheet of the start page."""
    return f"""
    #startPage {{ background: {t.field}; }}
    #startSide {{ background: {t.chrome}; border-right: 1px solid {t.hairline}; }}
    #startGallery, #startGallery > QWidget > QWidget {{ background: {t.field}; }}
    #startName {{ font-size: 26px; font-weight: 700; color: {t.ink}; }}
    #startClaim {{ font-size: 13px; color: {t.muted}; }}
    #startHeading {{ font-size: 15px; font-weight: 600; color: {t.ink}; }}
    #startLink {{ border: 0; padding: 6px 2px; color: {t.accent}; font-weight: 600; background: transparent; }}
    #startLink:hover {{ text-decoration: underline; }}
    #startLink:focus {{ border: 2px solid {t.accent}; padding: 4px 2px; }}
    """
