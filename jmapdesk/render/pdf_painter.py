"""A picture as a PDF: vectors throughout, any script embedded and searchable, the same bytes each time."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from jmapdesk.render.drawing import Group, Picture
from jmapdesk.render.numbers import short
from jmapdesk.render.page import Page
from jmapdesk.render.pdf_file import LONGEST_SIDE, Objects, ascii_string, text_string
from jmapdesk.render.pdf_page import Area, PagePainter
from jmapdesk.render.pdf_supplies import Supplies
from jmapdesk.render.sources import Sources, qt_sources
from jmapdesk.render.target import Target, opened
from jmapdesk.util.addresses import is_safe
from jmapdesk.util.geometry import Rect
from jmapdesk.util.progress import Progress, span

_PT_PER_MM: Final = 72 / 25.4
_PT_PER_UNIT: Final = 72 / 96


def write_pdf(
    picture: Picture,
    target: Target,
    pages: Page | Sequence[Page],
    progress: Progress | None = None,
    sources: Sources | None = None,
    more: Sequence[tuple[Picture, Page]] = (),
    over: Mapping[int, Sequence[tuple[Picture, Page]]] = MappingProxyType({}),
) -> None:
    """Write the picture on one page or several (tiles of a large print), ``more`` pictures of the same map after it.

    ``over`` holds what else stands on a page, by the page's index, painted after its picture without another ground.

    ``sources`` gives fonts and decoded pictures; without it Qt is asked, which needs a QGuiApplication. The target
    changes only when the whole file is ready. Raises JmapError where it cannot be written, and whatever
    ``progress`` raises.
    """
    sheets = [pages] if isinstance(pages, Page) else list(pages)
    every = [(picture, page) for page in sheets] + list(more)
    leaves = [(one, *over.get(i, ())) for i, one in enumerate(every)]
    data = _Document(picture, sources or qt_sources()).written(leaves, span(progress, 0.0, 0.98))
    with opened(target) as stream:
        stream.write(data)
        if progress is not None:
            progress(1.0)


class _Written(NamedTuple):
    """A page whose operators are written: its size in units of ``unit`` points, and what it refers to."""

    width: float
    height: float
    unit: float
    contents: str
    links: list[str]


class _Document:
    """A file in the making."""

    def __init__(self, picture: Picture, sources: Sources) -> None:
        self._picture = picture
        self._objects = Objects()
        self._supplies = Supplies(self._objects, sources, picture.asset_data)

    def written(self, leaves: Sequence[Sequence[tuple[Picture, Page]]], progress: Progress) -> bytes:
        """The whole file, of pages with their pictures."""
        pages = [
            self._page(layers, span(progress, 0.85 * i / len(leaves), 0.85 * (i + 1) / len(leaves)))
            for i, layers in enumerate(leaves)
        ]
        resources = self._objects.add(f"<<{self._supplies.resources(span(progress, 0.85, 0.95))}>>")
        progress(0.95)
        tree = self._objects.reserve()
        kids = [self._objects.add(_page_words(page, tree, resources)) for page in pages]
        self._objects.put(tree, f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>")
        return self._objects.finished(self._catalogue(tree), self._information())

    def _catalogue(self, tree: str) -> str:
        language = f"/Lang{text_string(self._picture.language)}" if self._picture.language else ""
        return self._objects.add(
            f"<</Type/Catalog/Pages {tree}{language}/ViewerPreferences<</DisplayDocTitle true>>>>"
        )

    def _information(self) -> str:
        picture = self._picture
        told = {"Title": picture.title, "Author": picture.author, "Subject": picture.subject}
        words = "".join(f"/{key}{text_string(text)}" for key, text in told.items() if text)
        return self._objects.add(f"<<{words}/Creator(jmapdesk)/Producer(jmapdesk)>>")

    def _page(self, layers: Sequence[tuple[Picture, Page]], progress: Progress) -> _Written:
        """Write the operators of a page with pictures, the first of which gives its size and ground."""
        picture, sheet = layers[0]
        # in hundredths, so that no place is lost where the unit is written out
        unit = max(1.0, math.ceil(max(sheet.width_mm, sheet.height_mm) * _PT_PER_MM / LONGEST_SIDE * 100 - 1e-6) / 100)
        width, height = sheet.width_mm * _PT_PER_MM / unit, sheet.height_mm * _PT_PER_MM / unit
        code = [f"{self._supplies.inks.fill(picture.paper)} 0 0 {short(width, 4)} {short(height, 4)} re f"]
        links: list[str] = []
        for i, (shown, page) in enumerate(layers):
            part = span(progress, i / len(layers), (i + 1) / len(layers))
            self._layer(shown, page, unit, code, links, part)
        contents = self._objects.stream({}, "\n".join(code).encode("ascii"))
        return _Written(width, height, unit, contents, links)

    def _layer(
        self, picture: Picture, sheet: Page, unit: float, code: list[str], links: list[str], progress: Progress
    ) -> None:
        """Write the operators of one picture where it stands on a page, cut to what the page shows of it."""
        per_mm = _PT_PER_MM / unit
        height = sheet.height_mm * per_mm
        dx, dy = sheet.dx_mm * per_mm, sheet.dy_mm * per_mm
        scale = sheet.scale * _PT_PER_UNIT / unit
        clip = sheet.clip_mm or Rect(0, 0, sheet.width_mm, sheet.height_mm)
        shown = Rect(clip.x * per_mm, clip.y * per_mm, clip.w * per_mm, clip.h * per_mm)
        exposed = Rect((shown.x - dx) / scale, (shown.y - dy) / scale, shown.w / scale, shown.h / scale)
        page = PagePainter(self._supplies, exposed, _told(progress, picture))
        code.append("q")
        if sheet.clip_mm is not None:
            code.append(
                f"{short(shown.x, 4)} {short(height - shown.bottom, 4)} {short(shown.w, 4)} {short(shown.h, 4)} re W n"
            )
        code.append(f"{short(scale, 6)} 0 0 {short(-scale, 6)} {short(dx, 4)} {short(height - dy, 4)} cm 4 M")
        page.paint(picture.root)
        code += page.code
        code.append("Q")
        links += [_link(area, scale, dx, height - dy) for area in page.links if is_safe(area.target)]


def _told(progress: Progress, picture: Picture) -> Callable[[int], None]:
    """Tells how far a picture is, given how many operations are done."""
    total = max(1, _count(picture.root))
    step = max(1, total // 100)
    next_at = 0

    def told(done: int) -> None:
        nonlocal next_at
        if done >= next_at:
            next_at = done + step
            progress(done / total)

    return told


def _page_words(page: _Written, tree: str, resources: str) -> str:
    user_unit = "" if page.unit == 1.0 else f"/UserUnit {short(page.unit, 6)}"
    annotations = f"/Annots[{' '.join(page.links)}]" if page.links else ""
    return (
        f"<</Type/Page/Parent {tree}/MediaBox[0 0 {short(page.width, 4)} {short(page.height, 4)}]{user_unit}"
        f"/Resources {resources}/Contents {page.contents}{annotations}>>"
    )


def _link(area: Area, scale: float, dx: float, top: float) -> str:
    rect = area.rect
    corners = (rect.x * scale + dx, top - rect.bottom * scale, rect.right * scale + dx, top - rect.y * scale)
    box = " ".join(short(n) for n in corners)
    return f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/A<</S/URI/URI{ascii_string(area.target)}>>>>"


def _count(group: Group) -> int:
    return len(group.children) + sum(_count(child) for child in group.children if isinstance(child, Group))
