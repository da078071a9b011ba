"""A picture as a PDF: vectors throughout, any script embedded and searchable, the same bytes each time."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from jmapdesk.render.drawing import COLOUR_BAR, REGISTRATION, Group, Picture
from jmapdesk.render.numbers import short
from jmapdesk.render.page import Page
from jmapdesk.render.pdf_about import AboutFile, information, metadata
from jmapdesk.render.pdf_file import LONGEST_SIDE, Objects, ascii_string, text_string
from jmapdesk.render.pdf_ink import SPACES, EveryInk, Inks, PressInks, Printing
from jmapdesk.render.pdf_outline import add_outline, contents, link_words, page_labels
from jmapdesk.render.pdf_page import UNSEEN, PagePainter
from jmapdesk.render.pdf_places import PT_PER_MM, Layer, Leaf, Places
from jmapdesk.render.pdf_supplies import Supplies
from jmapdesk.render.pdf_tags import ARTIFACT, Tags
from jmapdesk.render.pdf_tree import write_tree
from jmapdesk.render.sources import Sources, qt_sources
from jmapdesk.render.story import walk
from jmapdesk.render.target import Target, opened
from jmapdesk.util.addresses import is_safe
from jmapdesk.util.collector import collector_paused
from jmapdesk.util.geometry import Rect
from jmapdesk.util.progress import Progress, span

_PT_PER_UNIT: Final = 72 / 96
_AS_LIGHT: Final = Printing()
_MARKS: Final[Mapping[str, type[Inks]]] = MappingProxyType({REGISTRATION: EveryInk, COLOUR_BAR: PressInks})
"""Marks beside a page have inks of their own, whatever the page has."""


def write_pdf(
    picture: Picture,
    target: Target,
    pages: Page | Sequence[Page],
    progress: Progress | None = None,
    sources: Sources | None = None,
    more: Sequence[tuple[Picture, Page]] = (),
    over: Mapping[int, Sequence[tuple[Picture, Page]]] = MappingProxyType({}),
    names: Sequence[str] = (),
    printing: Printing = _AS_LIGHT,
) -> None:
    """Write the picture on one page or several (tiles of a large print), ``more`` pictures of the same map after it.

    ``over`` holds what else stands on a page, by the page's index, painted after its picture without another ground.
    ``names`` says what people call each page. Pictures that have a story are listed in the file's contents, and their
    links are those of the story. ``printing`` may ask for colours of inks, and for letters as outlines.

    ``sources`` gives fonts and decoded pictures; without it Qt is asked, which needs a QGuiApplication. The target
    changes only when the whole file is ready. Raises JmapError where it cannot be written, and whatever
    ``progress`` raises.
    """
    sheets = [pages] if isinstance(pages, Page) else list(pages)
    every = [(picture, page) for page in sheets] + list(more)
    stacks = [tuple(Layer(*layer) for layer in (one, *over.get(i, ()))) for i, one in enumerate(every)]
    with collector_paused():  # tens of thousands of small things are made, and none of them in a ring
        data = _Document(stacks, names, sources or qt_sources(), printing).written(span(progress, 0.0, 0.98))
    with opened(target) as stream:
        stream.write(data)
        if progress is not None:
            progress(1.0)


class _Document:
    """A file in the making."""

    def __init__(
        self, stacks: Sequence[tuple[Layer, ...]], names: Sequence[str], sources: Sources, printing: Printing
    ) -> None:
        self._objects = Objects()
        self._picture = stacks[0][0].picture
        self._supplies = Supplies(self._objects, sources, self._picture.asset_data, printing)
        leaves = []
        for i, layers in enumerate(stacks):
            name = names[i] if i < len(names) else ""
            leaves.append(Leaf(self._objects.reserve(), layers, _unit(layers[0].page), name))
        self._places = Places(leaves)
        pictures = dict.fromkeys(layer.picture for leaf in leaves for layer in leaf.layers)
        self._stories = [(one, one.story()) for one in pictures if one.story is not None]
        self._pictures = list(pictures)
        self._tags = Tags(self._stories, self._places) if self._stories else None

    def written(self, progress: Progress) -> bytes:
        """The whole file."""
        objects, leaves = self._objects, self._places.leaves
        tree, resources = objects.reserve(), objects.reserve()
        links = self._links()
        for i, leaf in enumerate(leaves):
            part = span(progress, 0.85 * i / len(leaves), 0.85 * (i + 1) / len(leaves))
            contents = self._contents(leaf, links[leaf.reference], part)
            words = _page_words(leaf, tree, resources, contents, links[leaf.reference])
            objects.put(leaf.reference, words if self._tags is None else f"{words[:-2]}/StructParents {i}/Tabs/S>>")
        spaces = f"/ColorSpace<<{SPACES}>>" if any(leaf.is_cut for leaf in leaves) else ""
        objects.put(resources, f"<<{self._supplies.resources(span(progress, 0.85, 0.95))}{spaces}>>")
        progress(0.95)
        kids = " ".join(leaf.reference for leaf in leaves)
        objects.put(tree, f"<</Type/Pages/Kids[{kids}]/Count {len(leaves)}>>")
        about = self._about()
        return objects.finished(self._catalogue(tree, about), information(about, objects))

    def _structure(self) -> str:
        """The entries by which the file is known as one that can be read aloud."""
        if self._tags is None:
            return ""
        return f"/MarkInfo<</Marked true>>/StructTreeRoot {write_tree(self._tags, self._places, self._objects)}"

    def _about(self) -> AboutFile:
        first = self._picture
        words = dict.fromkeys(word for picture in self._pictures for word in picture.keywords)
        return AboutFile(first.title, first.author, first.subject, tuple(words), first.language)

    def _catalogue(self, tree: str, about: AboutFile) -> str:
        entries = [f"/Type/Catalog/Pages {tree}/Metadata {metadata(about, self._objects)}"]
        if about.language:
            entries.append(f"/Lang{text_string(about.language)}")
        rtl = "/Direction/R2L" if any(story.rtl for _, story in self._stories) else ""
        entries.append(f"/ViewerPreferences<</DisplayDocTitle true{rtl}>>")
        if outline := add_outline(self._objects, contents(self._stories, self._places)):
            entries.append(f"/Outlines {outline}")
        if labels := page_labels(self._places.leaves):
            entries.append(f"/PageLabels{labels}")
        entries.append(self._structure())
        return self._objects.add(f"<<{''.join(entries)}>>")

    def _links(self) -> dict[str, list[str]]:
        """The annotations of each page, by its reference, for what stories say of where places lead."""
        found: dict[str, list[str]] = {leaf.reference: [] for leaf in self._places.leaves}
        for picture, story in self._stories:
            for told in walk(story.root):
                for i, lead in enumerate(told.leads):
                    does = link_words(lead, picture, story, self._places)
                    for leaf, layer in self._places.all_of(picture) if does else ():
                        if layer.shows(lead.rect):
                            spot = layer.on_page(lead.rect).shared(layer.clip)
                            one = self._objects.reserve()
                            known = "" if self._tags is None else self._tags.link(told, i, leaf, one)
                            self._objects.put(one, _link(leaf.corners(spot), lead.said, does + known))
                            found[leaf.reference].append(one)
        return found

    def _contents(self, leaf: Leaf, links: list[str], progress: Progress) -> str:
        """Write the operators of a page with its pictures, the first of which gives its size and ground."""
        picture, sheet = leaf.layers[0]
        ground = f"{self._supplies.inks.fill(picture.paper)} {_rectangle(leaf, sheet.ground_mm)} re f"
        code = [ground] if self._tags is None else [ARTIFACT, ground, "EMC"]
        for i, layer in enumerate(leaf.layers):
            part = span(progress, i / len(leaf.layers), (i + 1) / len(leaf.layers))
            painter = self._layer(leaf, layer, code, part)
            if layer.picture.story is None:
                for area in painter.links:
                    if is_safe(area.target):
                        does = f"/A<</S/URI/URI{ascii_string(area.target)}>>"
                        corners = leaf.corners(layer.on_page(area.rect))
                        links.append(self._objects.add(_link(corners, area.target, does)))
        return self._objects.stream({}, "\n".join(code).encode("ascii"))

    def _layer(self, leaf: Leaf, layer: Layer, code: list[str], progress: Progress) -> PagePainter:
        """Write the operators of one picture where it stands on a page, cut to what the page shows of it."""
        picture, page = layer
        per_mm, height = leaf.per_mm, leaf.height
        dx, dy = page.dx_mm * per_mm, page.dy_mm * per_mm
        scale = page.scale * _PT_PER_UNIT / leaf.unit
        clip = layer.clip
        shown = Rect(clip.x * per_mm, clip.y * per_mm, clip.w * per_mm, clip.h * per_mm)
        exposed = Rect((shown.x - dx) / scale, (shown.y - dy) / scale, shown.w / scale, shown.h / scale)
        telling = None if self._tags is None else self._tags.telling(leaf, layer)
        marks = _MARKS.get(picture.root.role)
        inks = None if marks is None else marks()
        painter = PagePainter(self._supplies, exposed, _told(progress, picture), telling, inks)
        code.append("q")
        if page.clip_mm is not None:
            code.append(f"{_rectangle(leaf, page.clip_mm)} re W n")
        if self._supplies.as_outlines:
            code.append(f"{UNSEEN} Tr")
        code.append(f"{short(scale, 6)} 0 0 {short(-scale, 6)} {short(dx, 4)} {short(height - dy, 4)} cm 4 M")
        painter.paint(picture.root)
        code += painter.code
        code.append("Q")
        return painter


def _rectangle(leaf: Leaf, rect: Rect) -> str:
    """A rectangle in millimetres, y down, as left, bottom, width and height on a page."""
    per_mm = leaf.per_mm
    x, y = short(rect.x * per_mm, 4), short(leaf.height - rect.bottom * per_mm, 4)
    return f"{x} {y} {short(rect.w * per_mm, 4)} {short(rect.h * per_mm, 4)}"


def _unit(page: Page) -> float:
    """How many points a unit of a page is: 1, or more where the page would have too many of them."""
    # in hundredths, so that no place is lost where the unit is written out
    longest = max(page.width_mm, page.height_mm) * PT_PER_MM
    return max(1.0, math.ceil(longest / LONGEST_SIDE * 100 - 1e-6) / 100)


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


def _page_words(leaf: Leaf, tree: str, resources: str, contents: str, links: Sequence[str]) -> str:
    page = leaf.layers[0].page
    width, height = short(page.width_mm * leaf.per_mm, 4), short(page.height_mm * leaf.per_mm, 4)
    user_unit = "" if leaf.unit == 1.0 else f"/UserUnit {short(leaf.unit, 6)}"
    annotations = f"/Annots[{' '.join(links)}]" if links else ""
    boxes = ""
    if page.trim_mm is not None:
        boxes = f"/TrimBox[{leaf.corners(page.trim_mm, 4)}]/BleedBox[{leaf.corners(page.ground_mm, 4)}]"
    return (
        f"<</Type/Page/Parent {tree}/MediaBox[0 0 {width} {height}]{boxes}{user_unit}"
        f"/Resources {resources}/Contents {contents}{annotations}>>"
    )


def _link(corners: str, said: str, does: str) -> str:
    return f"<</Type/Annot/Subtype/Link/F 4/Rect[{corners}]/Border[0 0 0]/Contents{text_string(said)}{does}>>"


def _count(group: Group) -> int:
    return len(group.children) + sum(_count(child) for child in group.children if isinstance(child, Group))
