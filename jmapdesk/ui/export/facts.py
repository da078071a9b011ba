"""What an export means for those who will look at it: how it is called, and facts in a few words each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from jmapdesk.exchange.legibility import POINTS_PER_METRE, READABLE_POINTS, Reading, Shown, on_screen, reading
from jmapdesk.exchange.options import SHEET_PAPER, ExportOptions
from jmapdesk.exchange.pages import Pages, Sheet, dots_per_inch
from jmapdesk.exchange.placement import is_cut
from jmapdesk.exchange.registry import Format
from jmapdesk.render.page import UNITS_PER_MM, trimmed
from jmapdesk.render.png_writer import png_size
from jmapdesk.ui.icon_set import IconLabel, IconSet
from jmapdesk.ui.inspector.flow import Flow
from jmapdesk.util.one_line import one_line

_NAME = 36
"""Characters of a card's name that a fact has room for."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)


def _said(text: str, **values: object) -> str:
    words = _tr(text)
    for name, value in values.items():
        words = words.replace("{" + name + "}", str(value))
    return words


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing worth knowing: an icon in the colour of a token, a few words, a line under them."""

    icon: str
    tone: str
    title: str
    line: str = ""


def heading(form: Format, options: ExportOptions, pages: Pages) -> tuple[str, str]:
    """What is made, and how large it is."""
    page = trimmed(pages.sheets[pages.first].page)
    paper = options.paper
    if form.form == "tiles":
        return _sheets_heading(options, pages)
    if form.form == "handout":
        title = _said("Handout of {n} pages", n=len(pages.sheets))
        return title, _said("{paper} · the map, each stage, personas, actions", paper=_paper_name(options))
    what = _tr("poster") if form.ending == ".pdf" else _tr("picture")
    if options.pixels is not None:
        title = _said("{form} of {n} pixels", form=form.name, n=" × ".join(f"{n:,}" for n in options.pixels if n))
    elif paper.as_map:
        title = _tr("A page as large as the map")
    elif paper.roll_mm is not None:
        title = _said("Poster from a roll of {n} mm", n=f"{paper.roll_mm:g}")
    else:
        title = f"{paper.name} {what}"
    whole = pages.sheets[pages.first].picture
    size = _millimetres(page.width_mm, page.height_mm)
    inside = _millimetres(whole.width / UNITS_PER_MM * page.scale, whole.height / UNITS_PER_MM * page.scale)
    parts = [size, _said("drawing {size} at {n} %", size=inside, n=round(page.scale * 100))]
    if not paper.as_map:
        parts.append(_tr("landscape") if page.width_mm > page.height_mm else _tr("portrait"))
    if options.bleed:
        parts.append(_said("{n} mm bleed", n=f"{options.bleed:g}"))
    if len(pages.sheets) > 1:
        parts.append(_said("{n} pages", n=len(pages.sheets)))
    return title, " · ".join(parts)


def _paper_name(options: ExportOptions) -> str:
    return SHEET_PAPER.name if options.paper.size_mm is None else options.paper.name


def _sheets_heading(options: ExportOptions, pages: Pages) -> tuple[str, str]:
    first = pages.sheets[pages.first]
    sheets = sum(1 for one in pages.sheets[pages.first :] if one.picture is first.picture)
    poster = _tr("The map") if options.paper.as_map else _said("{paper} poster", paper=options.paper.name)
    title = _said("{poster} on {n} sheets of {sheet}", poster=poster, n=sheets, sheet=options.tiles.name)
    scale = first.page.scale / UNITS_PER_MM
    size = _millimetres(first.picture.width * scale, first.picture.height * scale)
    lie = _tr("landscape sheets") if first.page.width_mm > first.page.height_mm else _tr("portrait sheets")
    over = _said("{n} mm overlap", n=f"{options.overlap:g}")
    return title, " · ".join((_said("drawing {size}", size=size), f"{lie}, {over}"))


def _cut_fact(pages: Pages, options: ExportOptions) -> Fact:
    """Whether cards are cut by the edges of sheets."""
    if not pages.cut:
        line = _tr("Cuts follow step and lane gaps") if options.avoid_cards else _tr("As it happens")
        return Fact("scissors", "good", _tr("No card is cut"), line)
    title = _tr("A card is cut") if len(pages.cut) == 1 else _said("{n} cards are cut", n=len(pages.cut))
    return Fact("scissors", "bad", title, one_line(pages.cut[0], _NAME) + _more(pages.cut))


def _short_fact(pages: Pages) -> Fact:
    """Which names and texts end in “…” for want of room."""
    n, first = len(pages.short), pages.short[0]
    title = _tr("A text is cut") if n == 1 else _said("{n} texts are cut", n=n)
    kinds = {
        "title": _tr("Title"), "persona": _tr("Persona"), "role": _tr("Role"), "stage": _tr("Stage"),
        "goal": _tr("Goal"), "step": _tr("Step"), "time": _tr("Time"), "lane": _tr("Lane"), "curve": _tr("Curve"),
        "card": _tr("Card"), "feeling": _tr("Feeling"), "connection": _tr("Connection"),
    }  # fmt: skip
    line = f"{kinds[first.kind]}: {one_line(first.text, _NAME)}"
    return Fact("scissors", "bad", title, line + _more(pages.short))


def _more(found: Sequence[object]) -> str:
    return "" if len(found) == 1 else _said(" and {n} more", n=len(found) - 1)


def _millimetres(width: float, height: float) -> str:
    return f"{width:,.0f} × {height:,.0f} mm"


def facts(form: Format, options: ExportOptions, pages: Pages, smallest: float) -> list[Fact]:
    """What is worth knowing of these pages, the most telling first.

    ``smallest`` is the size of the first page's smallest words at 100 %, in points.
    """
    first = pages.sheets[pages.first]
    first = replace(first, page=trimmed(first.page))
    found = []
    if options.pixels is None or "dpi" not in form.concerns:
        read = reading(first.picture, first.page, options, smallest)
        # a handout is held in the hand: no larger paper is advised, and it has no scale
        found.append(_reading_fact(read, helps=form.form != "handout"))
    elif smallest:
        found.append(_screen_fact(on_screen(first.page, dots_per_inch(options, first.page), smallest)))
    if form.form == "tiles":
        found[:0] = [_cut_fact(pages, options)]
        if options.key_page and pages.first:
            found.append(Fact("ruler", "accent", _tr("100 mm check bar"), _tr("Print at 100 %, not “fit”")))
    else:
        found.append(_whole_fact(first))
    if "dpi" in form.concerns:
        dpi = dots_per_inch(options, first.page)
        width, height = png_size(first.page, dpi)
        line = _said("{n} dots per inch", n=f"{dpi:,.0f}")
        found.append(Fact("image", "accent", _said("{w} × {h} pixels", w=f"{width:,}", h=f"{height:,}"), line))
    if pages.short:
        found.append(_short_fact(pages))
    if any(sheet.picture.missing for sheet in pages.sheets):
        n = len({one for sheet in pages.sheets for one in sheet.picture.missing})
        said = _said("{n} characters have no font here", n=n) if n > 1 else _tr("A character has no font here")
        found.append(Fact("circle-alert", "bad", said, _tr("They show as empty boxes")))
    return found


def _reading_fact(found: Reading, helps: bool) -> Fact:
    if not found.points:
        return Fact("eye", "muted", _tr("No words to read"))
    # never further than it is
    title = _said("Readable up to {n} m away", n=f"{math.floor(found.metres * 10 + 1e-6) / 10:.1f}")
    said = _said("Smallest text {n} pt", n=f"{found.points:.0f}" if found.points >= 10 else f"{found.points:.1f}")
    more = _helps(found) if helps else ""
    tone = "bad" if found.points < READABLE_POINTS * 0.75 else "good"
    return Fact("eye", tone, title, f"{said} · {more}" if more else said)


def _screen_fact(found: Shown) -> Fact:
    """Whether a picture of so many pixels can be read on a projector, from the back row."""
    tone = "good" if found.pixels >= found.needed else "bad"
    line = _said("A back row at 6 m reads {n} pixels", n=f"{found.needed:.0f}")
    return Fact("presentation", tone, _said("Smallest text {n} pixels", n=f"{found.pixels:.0f}"), line)


def _helps(found: Reading) -> str:
    """What would make it readable from further away."""
    target = f"{found.target:g}"
    if found.points >= found.target * POINTS_PER_METRE:
        return ""
    if found.lever == "scale":
        return _said("for {n} m choose a scale of {k} %", n=target, k=math.ceil(found.scale * 100))
    stages = found.lever == "stages"
    if found.paper:
        words = "for {n} m choose {paper} or fewer stages" if stages else "for {n} m choose {paper} or fewer lanes"
        return _said(words, n=target, paper=found.paper)
    return _tr("fewer stages make it larger") if stages else _tr("fewer lanes make it larger")


def _whole_fact(sheet: Sheet) -> Fact:
    picture, page = sheet.picture, sheet.page
    if is_cut(picture.width, picture.height, page):
        size = _millimetres(picture.width / UNITS_PER_MM * page.scale, picture.height / UNITS_PER_MM * page.scale)
        return Fact("scissors", "bad", _tr("Cut off at the edge"), _said("The map is {size} at this scale", size=size))
    left = min(page.dx_mm, page.dy_mm)
    line = _said("No card is cut · {n} mm free at the edge", n=f"{left:.0f}") if left >= 0.5 else _tr("No card is cut")
    return Fact("circle-check", "good", _tr("The whole map shows"), line)


class FactCard(QFrame):
    """A fact as a small card."""

    def __init__(self, fact: Fact, icons: IconSet) -> None:
        super().__init__()
        self.fact = fact
        self.setObjectName("exportFact")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 12, 9)
        row.setSpacing(10)
        row.addWidget(IconLabel(icons, 20, fact.icon, fact.tone))
        words = QVBoxLayout()
        words.setSpacing(1)
        for text, name in ((fact.title, "exportFactTitle"), (fact.line, "exportFactLine")):
            if text:
                label = QLabel(text)
                label.setObjectName(name)
                label.setTextFormat(Qt.TextFormat.PlainText)
                words.addWidget(label)
        row.addLayout(words)


class FactBar(QWidget):
    """The facts side by side, in lines where they need them."""

    def __init__(self, icons: IconSet) -> None:
        super().__init__()
        self._icons = icons
        self._facts: list[Fact] = []
        self._flow = Flow(self, gap=12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_facts(self, wanted: Sequence[Fact]) -> None:
        """Show these and no others."""
        if list(wanted) == self._facts:
            return
        self._facts = list(wanted)
        while (item := self._flow.takeAt(0)) is not None:
            card = item.widget()
            if card is not None:
                card.hide()
                card.deleteLater()
        for fact in wanted:
            self._flow.addWidget(FactCard(fact, self._icons))
        self._flow.invalidate()
        self.updateGeometry()

    @property
    def said(self) -> list[Fact]:
        """What is shown."""
        return list(self._facts)

    def sizeHint(self) -> QSize:
        return QSize(400, self._flow.heightForWidth(max(1, self.width())))
