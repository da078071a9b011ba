"""A map as a workbook: the map as it looks, then every card, the opportunities and the sources as tables."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jmapdesk.exchange.read_xlsx import COLUMNS_MARK, ROWS_MARK
from jmapdesk.exchange.said import MARKS, context_of
from jmapdesk.exchange.xlsx_book import (
    FIRST_COLUMN,
    LABEL_WIDTH,
    TEXT_COLUMNS,
    Book,
    row_height,
    set_widths,
    text_line,
)
from jmapdesk.exchange.xlsx_carried import carry
from jmapdesk.exchange.xlsx_cells import (
    Looks,
    Remarks,
    edges,
    fill,
    font,
    held,
    new_workbook,
    put_plain,
    put_text,
    wrapped,
)
from jmapdesk.exchange.xlsx_lanes import add_lane
from jmapdesk.exchange.xlsx_legend import add_legend
from jmapdesk.exchange.xlsx_measure import text_height
from jmapdesk.exchange.xlsx_names import Names
from jmapdesk.exchange.xlsx_paper import A3, break_between, set_page
from jmapdesk.exchange.xlsx_priorities import add_priorities
from jmapdesk.exchange.xlsx_steady import steady
from jmapdesk.exchange.xlsx_tables import add_tables
from jmapdesk.insight.review import next_review
from jmapdesk.insight.tally import Tally, tally
from jmapdesk.layout.sheet import sources_said
from jmapdesk.layout.visibility import EVERYTHING
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.target import opened
from jmapdesk.util.progress import Progress

_FROZEN = 280.0
"""Points of rows that may stay in sight while the lanes scroll; more would leave too few lanes on a small screen."""

_QUOTES = '“”„"'


def write_workbook(journey: JourneyMap, path: Path, progress: Progress | None = None) -> list[str]:
    """Write the map as an Excel workbook; returns remarks for people."""
    report = progress or (lambda _share: None)
    report(0.0)
    workbook, sheet = new_workbook("Map")
    book = Book(
        journey,
        context_of(journey),
        queries.columns(journey),
        queries.cards_by_cell(journey),
        Remarks(),
        Looks(),
    )
    _map_sheet(sheet, book)
    report(0.3)
    names = Names(journey, book.context)
    tables = add_tables(workbook, journey, names, book.remarks)
    add_priorities(workbook, book.context)
    add_legend(workbook, book, names)
    report(0.5)
    said = carry(workbook, journey, {"map": book.written.as_json(book), "tables": tables})
    _describe(workbook, journey)
    report(0.6)
    with opened(path) as stream:
        stream.write(steady(workbook))
        report(1.0)
    return [*book.remarks.lines(), *said, *_unseen(journey)]


def _unseen(journey: JourneyMap) -> list[str]:
    """What of the map the sheets do not show, in sentences; the workbook carries it all the same."""
    said: list[str] = []
    found = [words for name, words in _UNSEEN.items() if getattr(journey, name)]
    if found:
        listed = f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else found[0]
        said.append(f"No sheet shows {listed}; they go along unseen and come back when the workbook is imported.")
    hidden = sum(lane.hidden for lane in journey.lanes.values())
    if hidden:
        lanes = "A hidden lane goes" if hidden == 1 else f"{hidden} hidden lanes go"
        said.append(f"{lanes} along: the cards stand in the tables.")
    return said


_UNSEEN = {
    "connections": "connections", "initiatives": "initiatives", "comments": "comments", "vote_rounds": "votes",
    "reviews": "reviews", "assets": "pictures",
}  # fmt: skip


def _describe(workbook: Workbook, journey: JourneyMap) -> None:
    about = journey.about
    workbook.properties.title = held(about.title)
    workbook.properties.creator = held(about.owner) or "jmapdesk"
    workbook.properties.description = held(about.purpose)


def _map_sheet(sheet: Worksheet, book: Book) -> None:
    """Title, stages merged over their steps, lanes with one row for each card a cell holds at most, key and footing."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.rightToLeft = book.context.rtl
    set_widths(sheet, book)
    lanes = [lane for lane in queries.lanes(book.journey) if not lane.hidden]
    counted = tally(book.journey.cards.values(), EVERYTHING.hidden_ids(book.journey))
    header = _heading(sheet, book, counted)
    first_lane = row = _stages(sheet, book, header)
    blocks: list[int] = []
    for i, lane in enumerate(lanes):
        if i == 0 or lanes[i - 1].kind != "divider":  # a line between layers stays with the lane under it
            blocks.append(row)
        row = add_lane(sheet, book, lane, row)
    row = _footing(sheet, book, row + 1, counted)
    frozen = sum(row_height(sheet, r) for r in range(1, first_lane)) <= _FROZEN
    sheet.freeze_panes = sheet.cell(first_lane if frozen else 1, FIRST_COLUMN).coordinate
    set_page(sheet, A3, f"{header}:{first_lane - 1}")
    sheet.print_title_cols = "A:A"
    _number(sheet, book, row)
    widths = LABEL_WIDTH + book.width(0, len(book.columns) - 1)
    break_between(sheet, blocks, range(header, first_lane), row, widths)


def _number(sheet: Worksheet, book: Book, end: int) -> None:
    """Number the rows and the columns of steps, out of sight: numbers move along where rows are put between."""
    column = max(book.last, TEXT_COLUMNS) + 1
    put_plain(sheet.cell(end, column), ROWS_MARK)
    for row in sorted({written[0] for written in (*book.written.rows, *book.written.cells)}):
        sheet.cell(row, column).value = row
    put_plain(sheet.cell(end, 1), COLUMNS_MARK)
    for place in range(FIRST_COLUMN, FIRST_COLUMN + len(book.columns)):
        sheet.cell(end, place).value = place
    sheet.column_dimensions[get_column_letter(column)].hidden = True
    sheet.row_dimensions[end].hidden = True


def _heading(sheet: Worksheet, book: Book, counted: Tally) -> int:
    """Title, kind and evidence, what the map is for, personas; returns the row under them."""
    about, words = book.journey.about, book.context.words
    muted = book.context.theme.colours.muted
    text_line(sheet, 1, about.title or words("untitled"), book, size=20, bold=True, field="title")
    share = words("evidence_based", percent=counted.percent) if counted.percent is not None else ""
    lines = [" · ".join(s for s in (words(f"kind.{about.kind}"), share) if s), about.purpose]
    given = (("goal", about.goal), ("success", about.success_measure), ("scope", about.scope))
    lines += [f"{words(key)}: {said}" for key, said in given if said]
    row = 2
    for line in lines:
        if line:
            text_line(sheet, row, line, book, colour=muted, field="purpose" if line is about.purpose else "")
            row += 1
    for persona in queries.personas(book.journey):
        facts = [f"{persona.name} · {persona.role}" if persona.role else persona.name]
        facts += [f"“{persona.quote.strip(_QUOTES)}”"] if persona.quote else []
        facts += [f"{words('goal')}: {persona.goals[0]}"] if persona.goals else []
        text_line(sheet, row, " — ".join(facts), book)
        row += 1
    sheet.row_dimensions[row].height = 8
    return row + 1


def _stages(sheet: Worksheet, book: Book, row: int) -> int:
    """The row of stages and, where a step has a name or a time, the row of steps; returns the row under them."""
    stages = sheet.cell(row, 1)
    put_text(stages, book.context.words("stages"), book.remarks)
    stages.font = font(bold=True)
    stages.alignment = wrapped(book.start, "center", 1)
    column, height = FIRST_COLUMN, 26.0
    for place, stage in enumerate(queries.stages(book.journey)):
        span = len(stage.steps)
        cell = sheet.cell(row, column)
        theme = book.context.theme
        ground = theme.stage_colour(stage.colour, place)
        cell.fill = fill(ground)
        put_text(cell, stage.name, book.remarks)
        book.written.cell(row, column, "stages", stage.id, "name", stage.name)
        cell.font = font(theme.on(ground), 12, bold=True)
        cell.alignment = wrapped(book.start, "center", 1)
        goal = f" — {stage.goal}" if stage.goal else ""
        book.looks.show(cell, "", goal)
        if span > 1:
            sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=column + span - 1)
        first = column - FIRST_COLUMN
        room = book.width(first, first + span - 1)
        height = max(height, text_height(stage.name + goal, room, 12, bold=True) + 10)
        column += span
    sheet.row_dimensions[row].height = height
    if not any(c.step.name or c.step.time for c in book.columns):
        return row + 1
    row, height = row + 1, 20.0
    steps = sheet.cell(row, 1)
    put_text(steps, book.context.words("steps"), book.remarks)
    steps.font = font(book.context.theme.colours.muted)
    steps.alignment = Alignment(horizontal=book.start, vertical="center", indent=1)
    for found in book.columns:
        cell = sheet.cell(row, FIRST_COLUMN + found.place)
        name = found.step.name or found.step.time
        put_text(cell, name, book.remarks)
        shows = "name" if found.step.name or not found.step.time else "time"
        book.written.cell(row, FIRST_COLUMN + found.place, "steps", found.step.id, shows, name)
        time = f" · {found.step.time}" if found.step.name and found.step.time else ""
        book.looks.show(cell, "", time)
        cell.font = font(bold=True)
        cell.alignment = wrapped(book.start, "center", 1)
        cell.border = edges(book.context.theme.colours.hairline)
        height = max(height, text_height(name + time, book.width(found.place), bold=True) + 6)
    sheet.row_dimensions[row].height = height
    return row + 1


def _footing(sheet: Worksheet, book: Book, row: int, counted: Tally) -> int:
    """What the signs on the cards mean, then owner, reviews, sources and version; returns the row under them."""
    about, words = book.journey.about, book.context.words
    muted = book.context.theme.colours.muted
    key = "     ".join(f"{sign} {words(f'legend.{name}')}" for name, sign in MARKS.items() if counted.marks[name])
    due = next_review(about.reviewed_on, about.review_every)
    owner = " · ".join(s for s in (about.owner, about.team) if s)
    facts = (
        words("footer.owner", name=owner) if owner else "",
        words("footer.reviewed", day=words.day(about.reviewed_on)) if about.reviewed_on else "",
        words("footer.next", day=words.day(due)) if due else "",
        sources_said(book.journey.sources.values(), book.context),
        about.version_label,
    )
    sheet.row_dimensions[row - 1].height = 8
    for line in (key, " · ".join(fact for fact in facts if fact)):
        if line:
            text_line(sheet, row, line, book, size=9, colour=muted)
            row += 1
    return row
