"""Decks written for tests, and what stands in them when they are read again."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import fromstring
from pptx import Presentation

from jmapdesk.exchange.options import ExportOptions, Workshop, settled
from jmapdesk.exchange.slides.write import write_slides
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.icons import Icons
from tests.fakes import FakeShaper

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def write(journey: JourneyMap, path: Path, **options: Any) -> list[str]:
    """Write a map's slides; the remarks."""
    journey, chosen = settled(journey, ExportOptions(**options))
    return write_slides(journey, path, chosen, Workshop(FakeShaper, Icons()))


def deck(journey: JourneyMap, folder: Path, **options: Any) -> Any:
    """A map's slides, read again."""
    path = folder / "deck.pptx"
    write(journey, path, **options)
    return Presentation(str(path))


def titles(found: Any) -> list[str]:
    """The titles of the slides, from their title placeholders."""
    return [slide.shapes.title.text_frame.text for slide in found.slides]


def slide_of(found: Any, title: str) -> Any:
    """The slide with a title."""
    return next(slide for slide in found.slides if slide.shapes.title.text_frame.text == title)


def shapes_of(slide: Any) -> Iterator[Any]:
    """All shapes of a slide, those in groups and the groups themselves too."""
    for shape in slide.shapes:
        yield shape
        if shape.shape_type is not None and shape.shape_type.name == "GROUP":
            yield from shape.shapes


def texts(slide: Any) -> list[str]:
    """What stands in the shapes of a slide, and in the cells of its tables."""
    found = []
    for shape in shapes_of(slide):
        if shape.has_text_frame and shape.text_frame.text:
            found.append(shape.text_frame.text)
        if getattr(shape, "has_table", False) and shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return found


def said(shape: Any) -> str:
    """The words for those who cannot see a shape."""
    found = next(one for one in shape._element.iter() if one.tag.endswith("}cNvPr"))
    return str(found.get("descr") or "")


def is_decoration(shape: Any) -> bool:
    """Whether a shape is marked as one that says nothing."""
    head = next(one for one in shape._element.iter() if one.tag.endswith("}cNvPr"))
    return any(one.tag.endswith("}decorative") for one in head.iter())


def part(path: Path, name: str) -> Any:
    """A part of the file, as XML."""
    with zipfile.ZipFile(path) as archive:
        return fromstring(archive.read(name))


def notes(slide: Any) -> str:
    """What a slide's notes say."""
    return str(slide.notes_slide.notes_text_frame.text) if slide.has_notes_slide else ""
