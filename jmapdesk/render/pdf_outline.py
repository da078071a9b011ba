"""Going about in a PDF: its list of contents, what its pages are called, and links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from jmapdesk.render.drawing import Picture
from jmapdesk.render.pdf_file import Objects, ascii_string, text_string
from jmapdesk.render.pdf_places import Leaf, Places
from jmapdesk.render.story import Lead, Story, Told
from jmapdesk.util.addresses import is_safe
from jmapdesk.util.geometry import Rect

_AROUND_MM: Final = 3.0
"""How much paper is shown round what one goes to."""
_LEAST_MM: Final = Rect(0, 0, 160.0, 100.0)
"""The least piece of paper shown where one goes to a card: what stands beside it tells where one is."""


@dataclass
class Entry:
    """A line of the list of contents: its words, where it leads, the lines under it, and whether those show at once."""

    words: str
    goal: str
    under: list[Entry] = field(default_factory=list)
    is_open: bool = False


def contents(stories: Sequence[tuple[Picture, Story]], places: Places) -> list[Entry]:
    """The list of contents: for each picture its title with what it holds, then the pages it is spread over."""
    return [entry for picture, story in stories for entry in _told(picture, story, places)]


def _told(picture: Picture, story: Story, places: Places) -> Iterator[Entry]:
    pages = _pages_of(picture, places)
    root = story.root._replace(under=()) if story.brief else story.root
    for entry in _entries(root, picture, places):
        if len(pages) > 1:
            entry.goal = pages[0].goal
            entry.under.append(Entry(story.sheets, pages[0].goal, pages))
        entry.is_open = True
        yield entry


def _entries(told: Told, picture: Picture, places: Places) -> list[Entry]:
    """The entries of a piece of a story, or of what is under it where it has none of its own; lanes after stages."""
    inside = sorted(told.under, key=lambda one: one.kind == "lanes")
    under = [entry for one in inside for entry in _entries(one, picture, places)]
    if not told.listed or told.at is None:
        return under
    spot = places.spot(picture, told.at, _AROUND_MM)
    return under if spot is None else [Entry(" ".join(told.listed.split()), spot.goal, under)]


def _pages_of(picture: Picture, places: Places) -> list[Entry]:
    """The pages a picture is spread over that have names."""
    leaves = dict.fromkeys(leaf for leaf, _ in places.all_of(picture))
    return [Entry(leaf.name, f"[{leaf.reference}/Fit]") for leaf in leaves if leaf.name]


def add_outline(objects: Objects, entries: Sequence[Entry]) -> str:
    """Write the list of contents; gives its reference, empty for none."""
    if not entries:
        return ""
    root = objects.reserve()
    first, last, count = _add_entries(objects, entries, root)
    objects.put(root, f"<</Type/Outlines/First {first}/Last {last}/Count {count}>>")
    return root


def _add_entries(objects: Objects, entries: Sequence[Entry], parent: str) -> tuple[str, str, int]:
    """Write entries under a parent; gives the first, the last, and how many lines show."""
    references = [objects.reserve() for _ in entries]
    shown = len(entries)
    for i, (entry, reference) in enumerate(zip(entries, references, strict=True)):
        words = [f"/Title{text_string(entry.words)}/Parent {parent}/Dest{entry.goal}"]
        if i:
            words.append(f"/Prev {references[i - 1]}")
        if i + 1 < len(entries):
            words.append(f"/Next {references[i + 1]}")
        if entry.under:
            first, last, count = _add_entries(objects, entry.under, reference)
            words.append(f"/First {first}/Last {last}/Count {count if entry.is_open else -count}")
            shown += count if entry.is_open else 0
        objects.put(reference, f"<<{''.join(words)}>>")
    return references[0], references[-1], shown


def page_labels(leaves: Sequence[Leaf]) -> str:
    """What each page is called, as a number tree; empty where none has a name. Pages without one count."""
    if not any(leaf.name for leaf in leaves):
        return ""
    labels = [f"/P{text_string(leaf.name)}" if leaf.name else f"/S/D/St {i}" for i, leaf in enumerate(leaves, 1)]
    return f"<</Nums[{''.join(f'{i}<<{label}>>' for i, label in enumerate(labels))}]>>"


def link_words(lead: Lead, picture: Picture, story: Story, places: Places) -> str:
    """What a link does, as entries of its annotation; empty for one that leads nowhere or where nobody should go."""
    if not lead.target.startswith("#"):
        return f"/A<</S/URI/URI{ascii_string(lead.target)}>>" if is_safe(lead.target) else ""
    rect = story.place_of(lead.target[1:])
    found = None if rect is None else places.best(picture, rect)
    if rect is None or found is None:
        return ""
    leaf, layer = found
    placed = layer.on_page(rect)
    wide, high = max(placed.w + 2 * _AROUND_MM, _LEAST_MM.w), max(placed.h + 2 * _AROUND_MM, _LEAST_MM.h)
    page = layer.page
    x = max(0.0, min(placed.cx - wide / 2, page.width_mm - wide))
    y = max(0.0, min(placed.cy - high / 2, page.height_mm - high))
    seen = Rect(x, y, min(wide, page.width_mm), min(high, page.height_mm))
    return f"/Dest[{leaf.reference}/FitR {leaf.corners(seen)}]"
