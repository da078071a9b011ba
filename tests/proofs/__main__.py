"""Print tables of what exports promise; the last line is one JSON object, the exit code says whether all held."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.proofs import in_svg, office, on_paper, stopping
from tests.proofs.on_paper import Row, in_folder
from tests.proofs.scripts import SCRIPTS
from tests.proofs.subjects import subjects

PROOFS: dict[str, tuple[str, Callable[[str, Path], Row | list[Row]]]] = {
    "fonts": ("PDF: every face embedded and subset", on_paper.fonts),
    "words": ("PDF: the map's texts found by pdftotext -raw", on_paper.words),
    "boxes": ("PDF: page boxes against the paper asked for", on_paper.boxes),
    "ink": ("PDF against the screen's drawing at 300 dpi", on_paper.ink),
    "svg": ("SVG in other programs against our PNG at 192 dpi", in_svg.svg),
    "bytes": ("The same bytes on two runs", on_paper.same_bytes),
    "tiles": ("Sheets of an A1 poster on A4, put together", on_paper.tiles),
    "stopped": ("Exports stopped at ten random moments each", stopping.stopped),
    "workbook": ("The workbook, opened and saved by LibreOffice, imported", office.round_trip),
}


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs", description=__doc__)
    parser.add_argument("--short", action="store_true", help="one map only")
    parser.add_argument("--only", choices=sorted(PROOFS), action="append", help="just this table")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from jmapdesk.qt_start import start_headless

    application = start_headless()
    figures: dict[str, list[Row]] = {}
    for name, (title, measure) in PROOFS.items():
        if asked.only and name not in asked.only:
            continue
        if name == "words" and shutil.which("pdftotext") is None:
            print("words: pdftotext is not installed", file=sys.stderr)
            continue
        wanted = [*subjects(asked.short), *(SCRIPTS if name == "words" else ())]
        rows = [row for one in wanted for row in in_folder(measure, one)]
        figures[name] = rows
        if rows:
            print(table(title, rows), flush=True)
    print(json.dumps(figures))
    del application
    return 0 if all(row["holds"] for rows in figures.values() for row in rows) else 1


def table(title: str, rows: list[Row]) -> str:
    """Rows as a Markdown table under a heading."""
    names = [name for name in rows[0] if name != "holds"]
    lines = [f"### {title}", "", f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    lines += [f"| {' | '.join(str(row[name]) for name in names)} |" for row in rows]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
