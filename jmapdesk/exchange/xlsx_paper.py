"""How the sheets of a workbook print: paper, margins, a footer, and where pages of a long map end."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

A3, A4 = 8, 9
"""The workbook's own numbers of the papers."""
_MARGIN, _FOOT = 0.4, 0.6
"""Inches round the page, and under it, where the footer stands."""
_A3_WIDE, _A3_HIGH = 420 / 25.4, 297 / 25.4
_DIGIT = 7.45
"""Pixels of a digit where a program does not round them as Excel does."""
_SAFE = 0.98
"""How much of a page is counted on: printers and programs differ a little."""

_SHRINK = 1.2
"""How much higher than a page a sheet may be and still be made to fit on it."""


def set_page(sheet: Worksheet, paper: int, titles: str) -> None:
    """Landscape, narrow margins, as wide as a page; the sheet's name and the page's number at the foot.

    ``titles`` are the rows that every page repeats, such as ``1:1``; empty for none.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _MARGIN
    margins.bottom, margins.header, margins.footer = _FOOT, 0.2, 0.3
    footer = HeaderFooterItem()
    for part, text in ((footer.left, "&A"), (footer.right, "&P / &N")):
        part.text, part.size, part.color = text, 8, "5B6676"
    sheet.HeaderFooter.oddFooter = footer
    sheet.print_title_rows = titles or None


def break_between(sheet: Worksheet, blocks: Sequence[int], titles: range, end: int, widths: float) -> None:
    """End the pages of a long sheet on A3 before a block instead of inside one.

    ``blocks`` are the first rows of the blocks after the repeated ``titles``, ``end`` the row after the last,
    ``widths`` all columns in digits. Excel heeds such breaks only at a fixed scale, so the sheet gets the scale at
    which it is as wide as the page.
    """
    scale = int(100 * _SAFE * (_A3_WIDE - 2 * _MARGIN) * 96 / (widths * _DIGIT)) if widths else 100
    scale = min(100, scale)
    room = _SAFE * (_A3_HIGH - _MARGIN - _FOOT) * 72 * 100 / max(1, scale)

    def height(rows: range) -> float:
        return sum(sheet.row_dimensions[row].height or 13.2 for row in rows)

    repeated = height(titles)
    used = height(range(1, blocks[0])) if blocks else 0.0
    whole = height(range(1, end))
    if whole <= room * _SHRINK:
        sheet.page_setup.fitToHeight = 1
        return
    if scale < 10 or repeated > room / 2:
        return  # no scale fits, or hardly anything stands beside the titles
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.scale = scale
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    first = True
    for row, after in zip(blocks, [*blocks[1:], end], strict=True):
        needed = height(range(row, after))
        if used + needed > room and not first:
            sheet.row_breaks.append(Break(id=row - 1))
            used = repeated
        used += needed
        while used > room:  # a block higher than a page breaks where it must
            used -= room - repeated
        first = False
