"""Sheets of a large print put together again, as hands would: trimmed and laid beside each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import Drawn, drawn
from jmapdesk.exchange.sheets import write_pdf_sheet
from jmapdesk.exchange.tile_sheets import Plan, tile_plan
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.icons import Icons
from jmapdesk.render.page import UNITS_PER_MM, Page
from jmapdesk.render.pdf_painter import write_pdf
from jmapdesk.text.shaped import Shaper


def assembled(
    journey: JourneyMap, options: ExportOptions, folder: Path, make_shaper: Callable[[], Shaper], dpi: float = 100
) -> tuple[Image.Image, Image.Image, Plan]:
    """The sheets put together, the poster painted in one piece at the same scale, and the plan of the sheets."""
    what: Drawn = drawn(journey, options, Workshop(make_shaper, Icons()))
    assert what.map is not None
    plan = tile_plan(what.map, options, what.rtl)
    write_pdf_sheet(journey, folder / "sheets.pdf", options, Workshop(make_shaper, Icons()), None)
    width, height = (side * plan.scale / UNITS_PER_MM for side in (what.map.width, what.map.height))
    write_pdf(what.map, folder / "poster.pdf", Page(width, height, plan.scale))
    poster = _painted(folder / "poster.pdf", dpi)[0]
    pages = _painted(folder / "sheets.pdf", dpi)[-plan.sheets :]
    whole = Image.new("RGB", poster.size, "white")
    px = dpi / 25.4
    for n, page in enumerate(pages):
        y, x = plan.down[n // len(plan.across)], plan.across[n % len(plan.across)]
        # from where the print begins on this sheet, what lies between the trim marks
        area_x = plan.paper[0] - plan.margin - (x.end - x.start) if what.rtl else plan.margin
        left = area_x + (x.end - x.trim_end if what.rtl else x.trim_start - x.start)
        top = plan.margin + y.trim_start - y.start
        at = width - x.trim_end if what.rtl else x.trim_start
        x0, y0 = round(at * px), round(y.trim_start * px)
        x1, y1 = round((at + x.trim_end - x.trim_start) * px), round(y.trim_end * px)
        from_x, from_y = round(left * px), round(top * px)
        whole.paste(page.crop((from_x, from_y, from_x + x1 - x0, from_y + y1 - y0)), (x0, y0))
    return whole, poster, plan


def worst_difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of two pictures in grey levels, where neither has the like within one pixel."""
    a, b = one.convert("L"), other.convert("L")
    over = ImageChops.subtract(a, b.filter(ImageFilter.MaxFilter(5)))
    under = ImageChops.subtract(b.filter(ImageFilter.MinFilter(5)), a)
    return int(max(over.getextrema()[1], under.getextrema()[1]))


def _painted(path: Path, dpi: float) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(path.read_bytes())
    pages = [document[n].render(scale=dpi / 72).to_pil().convert("RGB") for n in range(len(document))]
    document.close()
    return pages
