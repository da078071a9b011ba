"""A map as one page of HTML: no script, nothing fetched, readable by eye and ear, on paper, on a phone, by night."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from jmapdesk.edit.moves import reading_order
from jmapdesk.exchange import account, html_sections
from jmapdesk.exchange.html_cards import Maker
from jmapdesk.exchange.html_colours import Palette, palettes
from jmapdesk.exchange.html_map import Grid, grid_of, overview, table
from jmapdesk.exchange.html_pictures import Pictures
from jmapdesk.exchange.html_text import escaped
from jmapdesk.exchange.lacking import lacking
from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.plain import in_line
from jmapdesk.exchange.said import context_of
from jmapdesk.exchange.seen import Seen, seen_in_words
from jmapdesk.insight.tally import tally
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.render.parts import IconPaths
from jmapdesk.render.target import opened
from jmapdesk.util.geometry import Path as Strokes
from jmapdesk.util.progress import Progress
from jmapdesk.util.resources import resource

_LACKS: Final = frozenset({"parked", "connections", "readings", "votes", "comments"})
_POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_WIDE: Final = 14
"""Steps that still find room beside each other on paper; a wider map is printed stage by stage."""


def write_page(
    journey: JourneyMap, path: Path, options: ExportOptions, icons: IconPaths, progress: Progress | None = None
) -> list[str]:
    """Write the map as a page; returns remarks for people."""
    report = progress or (lambda _share: None)
    report(0.0)
    seen = seen_in_words(journey, options)
    context = context_of(seen.journey)
    pictures = Pictures(seen.journey.assets)
    noted = [
        card
        for card in account.placed(reading_order(seen.journey, seen.journey.cards))
        if card.note.strip() and card_kind_of(seen.journey.lanes[card.lane or ""].kind) is not None
    ]
    maker = Maker(
        seen.journey, context, pictures, {card.id: number for number, card in enumerate(noted, 1)},
        columns={column.step.id: column for column in queries.columns(seen.journey)},
    )  # fmt: skip
    grid = grid_of(seen, maker)
    report(0.1)
    rows = table(grid)
    report(0.6)
    body = _body(seen, maker, grid, rows, html_sections.notes(noted, seen, maker), legend=options.legend)
    report(0.9)
    page = _page(seen, grid, body, icons)
    with opened(path) as stream:
        stream.write(page.encode())
        report(1.0)
    said = list(seen.remarks)
    if pictures.lost:
        lost = "1 picture is" if len(pictures.lost) == 1 else f"{len(pictures.lost)} pictures are"
        said.append(f"{lost} damaged and could not be put into the page.")
    return [*said, *lacking(seen.journey, "A page", _LACKS)]


def _body(
    seen: Seen, maker: Maker, grid: Grid, rows: str, notes: Iterable[str], *, legend: bool
) -> str:
    words = maker.context.words
    title = escaped(in_line(seen.journey.about.title) or words("untitled"))
    drawn = ""
    if rows:
        drawn = (
            f'<section id="map" tabindex="-1" aria-label="{escaped(words("doc.map"))}">{overview(grid)}'
            f'<div class="scroll map" role="region" tabindex="0" aria-label="{title}">{rows}</div>'
            f"{html_sections.key(tally(seen.journey.cards.values()), maker) if legend else ''}</section>"
        )
    return "\n".join(
        part
        for part in (
            f'<a class="skip" href="#map">{escaped(words("doc.skip"))}</a>' if rows else "",
            html_sections.head(seen, maker),
            "<main>",
            drawn,
            *html_sections.plan(seen, maker),
            *html_sections.people(seen, maker),
            *notes,
            *html_sections.sources(seen, maker),
            "</main>",
            html_sections.foot(seen, maker),
        )
        if part
    )


def _page(seen: Seen, grid: Grid, body: str, icons: IconPaths) -> str:
    """The whole file round its body."""
    maker, about = grid.maker, seen.journey.about
    language = about.language if _is_tag(about.language) else maker.context.words.language
    title = escaped(in_line(about.title) or maker.context.words("untitled"))
    described = f'<meta name="description" content="{escaped(about.purpose)}">' if about.purpose.strip() else ""
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{escaped(language)}" dir="{"rtl" if maker.context.rtl else "ltr"}">',
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{title}</title>{described}",
            f"<style>{style(grid)}</style></head>",
            "<body>",
            _symbols(maker, icons),
            body,
            "</body></html>",
            "",
        )
    )


def _is_tag(language: str) -> bool:
    parts = language.split("-")
    return all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts) and parts[0].isalpha()


def style(grid: Grid) -> str:
    """The style sheet: the colours of the theme by day and by night, then what all pages share."""
    day, night = palettes(grid.maker.context.theme)
    shared = resource("page", "map.css").read_text("utf-8")
    narrow = resource("page", "narrow.css").read_text("utf-8")
    out = [_colours(day, grid), f"@media screen and (prefers-color-scheme:dark){{{_colours(night, grid)}}}", shared]
    out.append(f"@media screen and (max-width:600px){{{narrow}}}")
    if sum(grid.widths) > _WIDE:
        out.append(f"@media print{{{narrow}}}")
    return "\n".join(out)


def _colours(palette: Palette, grid: Grid) -> str:
    """The variables of everything that has a colour of its own."""
    rules = [(":root", palette.page())]
    for (kind, own), number in grid.maker.looks.items():
        rules.append((f".k{number}", palette.card(kind, own)))
    for place, stage in enumerate(queries.stages(grid.seen.journey)):
        rules.append((f".s{place}", palette.stage(stage.colour, place)))
    for place, lane in enumerate(grid.lanes):
        rules.append((f".l{place}", {"l": palette.lane(lane.kind, lane.colour)}))
    for hue in grid.hues:
        rules.append((f".h{hue.lstrip('#').lower()}", {"h": palette.line(hue)}))
    return "".join(f"{name}{{{_variables(found)}}}" for name, found in rules)


def _variables(found: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in found.items())


def _symbols(maker: Maker, icons: IconPaths) -> str:
    """Every icon the page uses, once."""
    drawn = "".join(
        f'<symbol id="i{number}" viewBox="0 0 24 24">{"".join(map(_stroke, icons.paths(name)))}</symbol>'
        for name, number in maker.icons.items()
    )
    return f'<svg width="0" height="0" class="defs" aria-hidden="true"><defs>{_TONES}{drawn}</defs></svg>'


def _stroke(path: Strokes) -> str:
    data = "".join(f"{command}{' '.join(f'{number:g}' for number in numbers)}" for command, *numbers in path)
    return f'<path d="{data}"/>'


_TONES: Final = (
    '<linearGradient id="tone" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="75" y2="125">'
    '<stop offset="0" class="tg"/><stop offset=".5" class="tm"/><stop offset="1" class="tb"/></linearGradient>'
    '<linearGradient id="area" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="0" y2="200">'
    '<stop offset=".5" class="ag"/><stop offset=".5" class="ab"/></linearGradient>'
)
"""The colours along a curve: they hang on the score, which is the height (scores of 1 and −1 are 25 pixels off)."""
