"""A deck as a file: its slides as parts of a package, with charts, their workbooks, pictures, links and notes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final, NamedTuple

from jmapdesk.exchange.slides import masters
from jmapdesk.exchange.slides.chart_book import workbook
from jmapdesk.exchange.slides.package import Package, Relations
from jmapdesk.exchange.slides.scene import Chart, Slide
from jmapdesk.exchange.slides.xml_chart import chart_xml, rows_of
from jmapdesk.exchange.slides.xml_shapes import Writer
from jmapdesk.exchange.slides.xml_text import Dress, language_of, quoted, runs_rtl, safe
from jmapdesk.layout.theme import Theme
from jmapdesk.util.progress import Progress, span

_PML: Final = "application/vnd.openxmlformats-officedocument.presentationml."
_CHART: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_THEME: Final = "application/vnd.openxmlformats-officedocument.theme+xml"
_BOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_APP: Final = "application/vnd.openxmlformats-officedocument.extended-properties+xml"


class Picture(NamedTuple):
    """A picture ready to be shown: its bytes and what they are (``png`` or ``jpeg``)."""

    data: bytes
    ending: str


@dataclass(slots=True)
class Deck:
    """What the file is made from, and what is in it so far."""

    title: str
    language: str
    rtl: bool
    theme: Theme
    picture: Callable[[str], Picture | None]
    """Gives an asset's picture; None where it cannot be had."""
    package: Package = field(default_factory=Package)
    charts: int = 0
    media: dict[str, str] = field(default_factory=dict)
    """The parts of pictures by their content."""

    @property
    def dress(self) -> Dress:
        """How text and colours are written."""
        return Dress(masters.slots(self.theme), language_of(self.language), self.rtl)


def write_deck(deck: Deck, slides: Sequence[Slide], stream: BinaryIO, progress: Progress) -> None:
    """Write the slides. Raises Cancelled from progress."""
    top, book = Relations(), Relations()
    master = book.to("slideMaster", "slideMasters/slideMaster1.xml")
    notes = book.to("notesMaster", "notesMasters/notesMaster1.xml")
    ids = []
    part = span(progress, 0.0, 0.8)
    for number, slide in enumerate(slides, 1):
        _slide(deck, slide, number)
        ids.append(book.to("slide", f"slides/slide{number}.xml"))
        part(number / len(slides))
    book.to("theme", "theme/theme1.xml")
    _behind(deck)
    package = deck.package
    for name, xml in masters.ASIDE.items():
        book.to(name, f"{name}.xml")
        package.add(f"ppt/{name}.xml", xml, f"{_PML}{name}+xml")
    package.add(
        "ppt/presentation.xml", masters.presentation_xml(master, notes, ids, deck.rtl),
        f"{_PML}presentation.main+xml", book,
    )  # fmt: skip
    top.to("officeDocument", "ppt/presentation.xml")
    top.to(_CORE_RELATION, "docProps/core.xml")
    top.to("extended-properties", "docProps/app.xml")
    _properties(deck, len(slides))
    package.relate("", top)
    package.write(stream, span(progress, 0.8, 1.0))


def _slide(deck: Deck, slide: Slide, number: int) -> None:
    package, relations = deck.package, Relations()
    relations.to("slideLayout", f"../slideLayouts/slideLayout{1 if slide.opening else 2}.xml")

    def pictured(asset: str) -> str | None:
        name = _medium(deck, asset)
        return relations.to("image", f"../media/{name}") if name else None

    writer = Writer(
        deck.dress,
        lambda address: relations.to("hyperlink", address, outside=True),
        pictured,
        lambda chart: relations.to("chart", f"../charts/{_chart(deck, chart)}"),
    )
    shapes = "".join(writer.xml(shape) for shape in slide.shapes)
    if not slide.opening:
        shapes += masters.foot_xml(writer.last_id + 1, _plain(deck.title, deck))
    if slide.notes:
        relations.to("notesSlide", f"../notesSlides/notesSlide{number}.xml")
        back = Relations()
        back.to("notesMaster", "../notesMasters/notesMaster1.xml")
        back.to("slide", f"../slides/slide{number}.xml")
        words = "".join(_plain(line, deck) for text in slide.notes for line in text.split("\n"))
        package.add(
            f"ppt/notesSlides/notesSlide{number}.xml", masters.notes_xml(words), f"{_PML}notesSlide+xml", back
        )
    package.add(f"ppt/slides/slide{number}.xml", masters.slide_xml(shapes), f"{_PML}slide+xml", relations)


def _plain(text: str, deck: Deck) -> str:
    """A paragraph in the look of its place."""
    rtl = runs_rtl(text, deck.rtl)
    language = f' lang="{quoted(deck.dress.language)}"' if deck.dress.language else ""
    return (
        f'<a:p><a:pPr algn="{"r" if deck.rtl else "l"}" rtl="{int(rtl)}"/>'
        f"<a:r><a:rPr{language} dirty=\"0\"/><a:t>{safe(text)}</a:t></a:r></a:p>"
    )


def _chart(deck: Deck, chart: Chart) -> str:
    """Add the parts of a chart; the name of its own."""
    deck.charts += 1
    n, relations = deck.charts, Relations()
    book = f"Microsoft_Excel_Sheet{n}.xlsx"
    key = relations.to("package", f"../embeddings/{book}")
    deck.package.add_bytes(f"ppt/embeddings/{book}", workbook(rows_of(chart)), _BOOK)
    deck.package.add(f"ppt/charts/chart{n}.xml", chart_xml(chart, deck.dress, key), _CHART, relations)
    return f"chart{n}.xml"


def _medium(deck: Deck, asset: str) -> str | None:
    """The name of an asset's part; the same picture is kept once."""
    found = deck.picture(asset)
    if found is None:
        return None
    key = hashlib.sha256(found.data).hexdigest()
    if key not in deck.media:
        deck.media[key] = f"image{len(deck.media) + 1}.{found.ending}"
        deck.package.add_bytes(f"ppt/media/{deck.media[key]}", found.data, f"image/{found.ending}")
    return deck.media[key]


def _behind(deck: Deck) -> None:
    """Add theme, master, layouts and the notes' master."""
    package = deck.package
    package.add("ppt/theme/theme1.xml", masters.theme_xml(deck.theme), _THEME)
    package.add("ppt/theme/theme2.xml", masters.theme_xml(Theme()), _THEME)
    master, notes = Relations(), Relations()
    layouts = [master.to("slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in (1, 2)]
    master.to("theme", "../theme/theme1.xml")
    package.add(
        "ppt/slideMasters/slideMaster1.xml", masters.master_xml(deck.rtl, layouts), f"{_PML}slideMaster+xml", master
    )
    for n in (1, 2):
        back = Relations()
        back.to("slideMaster", "../slideMasters/slideMaster1.xml")
        package.add(
            f"ppt/slideLayouts/slideLayout{n}.xml", masters.layout_xml(n == 1, deck.rtl), f"{_PML}slideLayout+xml", back
        )
    notes.to("theme", "../theme/theme2.xml")
    package.add("ppt/notesMasters/notesMaster1.xml", masters.notes_master_xml(), f"{_PML}notesMaster+xml", notes)


def _properties(deck: Deck, slides: int) -> None:
    """Add title and language; no names of people or computers, and no time of day."""
    language = f"<dc:language>{safe(deck.language)}</dc:language>" if deck.language else ""
    deck.package.add(
        "docProps/core.xml",
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{safe(deck.title)}</dc:title><dc:creator>jmapdesk</dc:creator>{language}</cp:coreProperties>",
        _CORE,
    )
    deck.package.add(
        "docProps/app.xml",
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>jmapdesk</Application><PresentationFormat>Widescreen</PresentationFormat>"
        f"<Slides>{slides}</Slides></Properties>",
        _APP,
    )
