"""The last slides: what the map rests on, and when it was looked at."""

from __future__ import annotations

from collections import Counter

from jmapdesk.exchange import account
from jmapdesk.exchange.slides import heads
from jmapdesk.exchange.slides.heads import Cell, Head
from jmapdesk.exchange.slides.maker import Maker
from jmapdesk.exchange.slides.scene import Box, Paragraph, Run, Shape, Slide
from jmapdesk.layout.sheet import sources_said
from jmapdesk.util.geometry import Rect


def closing_slides(maker: Maker) -> list[Slide]:
    """Reviews and the share of evidence in a line or two, then the sources; nothing where nothing is known of them."""
    words = maker.context.words
    lines = _review(maker)
    if not maker.journey.sources and not any(line for line in lines):
        return []
    head = _head(lines, maker)
    top = 62.0 + (head[0].rect.h + 8 if head else 0)
    room = Rect(heads.X, top, heads.W, heads.BOTTOM - top)
    pages = heads.tables(_table(maker), _rows(maker), room, words("slides.sources"), maker)
    slides = []
    for i in range(max(1, len(pages))):
        name = words("slides.sources")
        if len(pages) > 1:
            name = f"{name} ({words.number(i + 1)}/{words.number(len(pages))})"
        shapes: list[Shape] = [heads.title(name, maker), *head]
        shapes += [pages[i]] if pages else []
        slides.append(maker.slide(name, shapes, account.reviews(maker.journey, maker.context) if i == 0 else []))
    return slides


def _review(maker: Maker) -> list[str]:
    """When the map is looked at and whose it is; how much of it rests on what."""
    percent, words = maker.counted().percent, maker.context.words
    rests = (
        words("evidence_based", percent=percent) if percent is not None else "",
        sources_said(maker.journey.sources.values(), maker.context),
    )
    return [" · ".join(account.review_facts(maker.journey, maker.context)), " · ".join(part for part in rests if part)]


def _head(lines: list[str], maker: Maker) -> list[Box]:
    colours = maker.context.theme.colours
    looks = ((13.0, colours.ink, True), (11.0, colours.muted, False))
    paragraphs = tuple(
        Paragraph((Run(line, size, ink, bold),), before=3.0 if i else 0)
        for i, (line, (size, ink, bold)) in enumerate(zip(lines, looks, strict=True))
        if line
    )
    if not paragraphs:
        return []
    height = maker.fitter.height(paragraphs, heads.W)
    return [Box(Rect(heads.X, 58, heads.W, height), paragraphs, name=paragraphs[0].text)]


def _table(maker: Maker) -> tuple[Head, ...]:
    words = maker.context.words
    return (
        Head(words("doc.sources"), 3.2, True), Head(words("slides.basis"), 1.6, True),
        Head(words("slides.observed"), 1.1), Head(words("slides.cards"), 0.7, True), Head(words("slides.said"), 2.8),
        Head(words("slides.link"), 1.8),
    )  # fmt: skip


def _rows(maker: Maker) -> list[list[Cell]]:
    """The sources, those that most cards rest on first."""
    words, colours = maker.context.words, maker.context.theme.colours
    used: Counter[str] = Counter()
    for card in maker.placed():
        used.update({*card.sources, *(reading.source for reading in card.readings if reading.source)})
    rows: list[list[Cell]] = []
    for one in sorted(maker.journey.sources.values(), key=lambda s: (-used[s.id], s.title, s.id)):
        link: Cell = one.link
        if page := account.page_address(one.link):
            link = Run(one.link, 9.5, colours.accent, link=page)
        rows.append([
            Run(account.source_title(one, maker.context), 10.0, colours.ink, bold=True),
            sources_said([one], maker.context), words.day(one.observed_on) if one.observed_on else "",
            words.number(used[one.id]), one.quote, link,
        ])  # fmt: skip
    return rows
