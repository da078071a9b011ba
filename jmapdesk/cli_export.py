"""``jmapdesk export``: its options, what they mean for a map, and the export itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jmapdesk.cli_files import opened_map
from jmapdesk.util.errors import JmapError

if TYPE_CHECKING:
    from jmapdesk.exchange.options import ExportOptions
    from jmapdesk.exchange.registry import Format
    from jmapdesk.model.journey import JourneyMap

_PAPERS: Final = "A4|…|A0|B5|…|B0|Letter|Legal|Tabloid|ANSI-A…E|Arch-A…E1|WxHmm|rollWmm|fit"


def add_export(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command with its options."""
    out = commands.add_parser("export", help="write a map as pdf, png, svg, xlsx, html, csv, tsv, md, mmd, ics or pptx")
    out.add_argument("map", metavar="MAP.jmap", type=Path)
    out.add_argument("out", metavar="OUT.ENDING", type=Path)
    out.add_argument("--preset", metavar="NAME", help="options kept in the map; those given here go before them")
    page = out.add_argument_group("page")
    page.add_argument("--paper", metavar=_PAPERS, help="fit, the usual one, is as large as the map")
    page.add_argument("--orientation", metavar="auto|portrait|landscape")
    page.add_argument("--scale", metavar="fit|width|N%", help="as large as the paper lets it be, or by itself: 100%%")
    _millimetres(page, "margin", "millimetres left free at each edge")
    sheets = out.add_argument_group("sheets (PDF): a poster over many sheets of a small paper")
    sheets.add_argument("--tiles", metavar="PAPER", help="the sheets: A4, A3, Letter or WxHmm")
    _millimetres(sheets, "overlap", "what two sheets both show, 10 if not given")
    _switch(sheets, "avoid-cards", "cut between cards, for up to half as many sheets more; the usual way")
    _switch(sheets, "repeat-headers", "stages and lanes on every sheet, to be laid out instead of glued")
    _switch(sheets, "sheet-marks", "marks where sheets are trimmed; usual")
    _switch(sheets, "key-page", "names, a check bar and a page that says how the sheets come together; usual")
    page.add_argument(
        "--handout", action="store_true", help="a PDF with the map, a page for each stage and persona, and the actions"
    )
    press = out.add_argument_group("printing house (PDF)")
    _millimetres(press, "bleed", "how far the print goes on beyond where pages are cut")
    _switch(press, "marks", "crop marks, register marks and a colour bar round the pages of a poster")
    _switch(press, "cmyk", "colours of printing inks, black words in black alone; without a colour profile")
    _switch(press, "outlines", "letters as shapes, in SVG too; words are found all the same, and in SVG are labels")
    picture = out.add_argument_group("picture (PNG)")
    _number(picture, "dpi", "N", "dots per inch, 192 if not given", "a number, such as 300")
    picture.add_argument("--pixels", metavar="W|WxH", help="the size in pixels instead")
    _switch(picture, "transparent", "without a ground")
    shows = out.add_argument_group("what shows")
    shows.add_argument("--view", metavar="NAME", help="only what a saved view shows; also board and team")
    shows.add_argument("--detail", metavar="all|key|titles", help="all cards, those that matter most, or counts only")
    shows.add_argument("--stages", metavar="FROM..TO", help="only these stages, by names or numbers")
    shows.add_argument("--theme", metavar="NAME", help="another theme, for this export only: calm, bold, grey …")
    _switch(shows, "legend", "what the marks mean")
    _switch(shows, "header", "title, goal and personas over the map")
    _switch(shows, "footer", "owner, review date and sources under the map")
    _switch(shows, "personas", "a page for each persona too: in the PDF, else beside it")
    out.set_defaults(run=run_export)


def _number(group: argparse._ArgumentGroup, name: str, metavar: str, words: str, taken: str) -> None:
    """Add an option that takes a number; what is none is refused in plain words."""

    def read(text: str) -> float:
        try:
            return float(text.replace(",", "."))
        except ValueError:
            raise argparse.ArgumentTypeError(f"takes {taken}") from None

    group.add_argument(f"--{name}", type=read, metavar=metavar, help=words)


def _millimetres(group: argparse._ArgumentGroup, name: str, words: str) -> None:
    _number(group, name, "MM", words, "a number of millimetres, such as 12.5")


def _switch(group: argparse._ArgumentGroup, name: str, words: str) -> None:
    group.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, default=None, help=words)


def run_export(arguments: argparse.Namespace) -> int:
    """Export a map as the arguments say; returns the exit code."""
    from jmapdesk.exchange.legibility import Note
    from jmapdesk.exchange.options import Workshop, settled
    from jmapdesk.exchange.registry import export, written_as

    form = written_as(arguments.out.suffix or arguments.out.name)
    if arguments.tiles is not None or arguments.handout:
        form = _of_pdf(form, "handout" if arguments.handout else "tiles")
    opened = opened_map(arguments.map)
    journey = opened.journey
    options, said = _options(journey, arguments, form.concerns)
    settled(journey, options)  # what this map cannot meet is said before anything is started
    for remark in (*(f"{arguments.map.name}: {repair}" for repair in opened.repairs), *said):
        _say(remark)
    from jmapdesk.qt_start import start_headless

    application = start_headless()
    from jmapdesk.render.icons import Icons
    from jmapdesk.text.qt_shaper import QtShaper

    for remark in export(journey, arguments.out, options, Workshop(QtShaper, Icons()), form=form):
        if isinstance(remark, Note):
            print(remark)
        else:
            _say(remark)
    print(f"Wrote {arguments.out}")
    del application
    return 0


def _of_pdf(form: Format, key: str) -> Format:
    from jmapdesk.exchange.registry import format_named

    wanted = format_named(key)
    if form.ending != wanted.ending:
        raise JmapError("usage", f"{wanted.name}: the pages are those of a PDF; name the file with {wanted.ending}.")
    return wanted


def _say(remark: str) -> None:
    print(f"jmapdesk: {remark}", file=sys.stderr)


def _options(
    journey: JourneyMap, arguments: argparse.Namespace, concerns: frozenset[str]
) -> tuple[ExportOptions, list[str]]:
    """The preset's options or the usual ones, with what was given by hand over them, and what to say of it."""
    from dataclasses import replace

    from jmapdesk.exchange.options import ExportOptions

    options, said = ExportOptions(), list[str]()
    if arguments.preset is not None:
        options, said = _preset(journey, arguments.preset)
    given: dict[str, Any] = {}
    for name, read in _readers(journey).items():
        value = getattr(arguments, name)
        if value is not None:
            given[name] = read(value)
    idle = [name for name in given if name not in concerns]
    if idle:
        options_said = ", ".join(f"--{name.replace('_', '-')}" for name in idle)
        said.append(f"{options_said} makes no difference to {arguments.out.suffix} files.")
    if arguments.handout and arguments.tiles is not None:
        raise JmapError("usage", "A handout has pages of its own: give --handout or --tiles, not both.")
    pixels, paper = given.get("pixels"), given.get("paper")
    if pixels is not None and pixels[1] is not None and paper is not None and not paper.as_map:
        raise JmapError("usage", "A size in pixels is a paper of its own: give --pixels WxH or --paper, not both.")
    return replace(options, **given), said


def _preset(journey: JourneyMap, name: str) -> tuple[ExportOptions, list[str]]:
    from jmapdesk.edit.presets import preset_named, presets
    from jmapdesk.exchange.preset_codec import read

    preset = preset_named(journey, name)
    if preset is None:
        names = ", ".join(f"“{one.name}”" for one in presets(journey)) or "it has none"
        raise JmapError("export.preset", f"There is no preset “{name}” in this map ({names}).")
    options, _, said = read(preset.options)
    return options, [f"Preset “{preset.name}”: {remark}" for remark in said]


def _readers(journey: JourneyMap) -> Mapping[str, Callable[[Any], Any]]:
    """How each option of the command line is read; each raises JmapError for what it cannot be."""
    from jmapdesk.exchange import options as chosen
    from jmapdesk.exchange.paper import paper_named, scale_named

    return {
        "paper": paper_named,
        "orientation": str,
        "scale": scale_named,
        "margin": chosen.checked_margin,
        "tiles": chosen.sheet_paper,
        "overlap": chosen.checked_overlap,
        "avoid_cards": bool,
        "repeat_headers": bool,
        "sheet_marks": bool,
        "key_page": bool,
        "bleed": chosen.checked_bleed,
        "marks": bool,
        "cmyk": bool,
        "outlines": bool,
        "dpi": chosen.checked_dpi,
        "pixels": chosen.pixels_named,
        "transparent": bool,
        "view": lambda name: chosen.view_chosen(journey, name),
        "detail": chosen.detail_chosen,
        "stages": lambda text: chosen.stages_named(journey, text),
        "theme": chosen.theme_chosen,
        "legend": bool,
        "header": bool,
        "footer": bool,
        "personas": bool,
    }
