"""Paper by name or size, and how a map fits on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jmapdesk.render.page import UNITS_PER_MM, Page
from jmapdesk.util.errors import JmapError

PAPERS: dict[str, tuple[float, float]] = {
    "A4": (210, 297),
    "A3": (297, 420),
    "A2": (420, 594),
    "A1": (594, 841),
    "A0": (841, 1189),
}
"""Sizes upright, in millimetres (ISO 216)."""

ORIENTATIONS = ("auto", "portrait", "landscape")
FIT = "fit"
"""The paper that is as large as the map."""

MARGIN_MM = 8.0
"""Printers leave 3–5 mm unprintable; the map's own margin adds to this."""

_OWN = re.compile(r"(\d+(?:\.\d+)?)\s*[x×*]\s*(\d+(?:\.\d+)?)\s*(?:mm)?\Z", re.IGNORECASE)
_LEAST, _MOST = 20.0, 20_000.0


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to print on; no size means as large as the map."""

    name: str = FIT
    size_mm: tuple[float, float] | None = None


def paper_named(text: str) -> Paper:
    """``A4`` … ``A0``, ``600x400mm`` or ``fit``. Raises JmapError for anything else."""
    name = text.strip()
    if name.lower() == FIT:
        return Paper()
    if name.upper() in PAPERS:
        return Paper(name.upper(), PAPERS[name.upper()])
    own = _OWN.match(name)
    if own:
        width, height = float(own[1]), float(own[2])
        if all(_LEAST <= side <= _MOST for side in (width, height)):
            return Paper(f"{own[1]}x{own[2]}mm", (width, height))
        raise JmapError(
            "export.paper", f"Paper {name} is out of range: each side may be {_LEAST:g} to {_MOST:g} mm."
        )
    known = ", ".join(PAPERS)
    raise JmapError("export.paper", f"Paper “{text}” is not known; use {known}, a size such as 600x400mm, or fit.")


def page_for(width: float, height: float, paper: Paper, orientation: str = "auto") -> Page:
    """The page for a picture of that size in map units: fitted inside the margin and centred.

    ``auto`` turns the paper the way that shows the picture larger. A paper of the map's own size is never turned.
    Raises JmapError for an orientation that is not known.
    """
    if orientation not in ORIENTATIONS:
        raise JmapError("export.orientation", "Orientation is auto, portrait or landscape.")
    width_mm, height_mm = width / UNITS_PER_MM, height / UNITS_PER_MM
    if paper.size_mm is None:
        return Page(width_mm, height_mm)
    short, long = sorted(paper.size_mm)
    choices = {"portrait": [(short, long)], "landscape": [(long, short)], "auto": [(long, short), (short, long)]}
    if orientation == "auto" and paper.name not in PAPERS:
        choices["auto"] = [paper.size_mm]  # a size given by hand is meant as given
    pages = []
    for page_w, page_h in choices[orientation]:
        margin = min(MARGIN_MM, page_w / 20, page_h / 20)
        scale = min((page_w - 2 * margin) / width_mm, (page_h - 2 * margin) / height_mm)
        dx, dy = (page_w - width_mm * scale) / 2, (page_h - height_mm * scale) / 2
        pages.append(Page(page_w, page_h, scale, dx, dy))
    return max(pages, key=lambda page: page.scale)
