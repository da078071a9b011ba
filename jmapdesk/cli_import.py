"""``jmapdesk import``: a map from a foreign file, or a workbook brought back into the map it was made from."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from jmapdesk.cli_files import free, is_map_name, opened_map, save_over, with_ways_out, write_text
from jmapdesk.util.errors import JmapError


def add_import(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command with its options."""
    bring = commands.add_parser("import", help="make a map from a table, a workbook or a Mermaid journey")
    bring.add_argument("source", metavar="IN", type=Path)
    bring.add_argument("out", metavar="OUT.jmap", type=Path, nargs="?", help="the map to make")
    bring.add_argument(
        "--into", metavar="MAP.jmap", type=Path,
        help="join what was edited in a workbook of this map: 0 clean, 1 with conflicts, 2 nothing done",
    )  # fmt: skip
    bring.add_argument("--report", metavar="FILE.json", type=Path, help="what was recognised, guessed, ignored")
    bring.add_argument("--curve-per-actor", action="store_true", help="a curve for each actor of a Mermaid journey")
    bring.add_argument(
        "--force", action="store_true", help="write over a file that is there, or one that somebody has open"
    )
    bring.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    """Import a file as the arguments say; returns the exit code."""
    if (arguments.out is None) == (arguments.into is None):
        raise JmapError("usage", "Say either which map to make (OUT.jmap) or which to bring a workbook back --into.")
    return _new_map(arguments) if arguments.into is None else _bring_back(arguments)


def _new_map(arguments: argparse.Namespace) -> int:
    from jmapdesk.exchange.build import import_file
    from jmapdesk.storage.files import save_map
    from jmapdesk.util.ids import random_id

    is_map_name(arguments.out)
    free(arguments.out, arguments.force)
    try:
        journey, report = import_file(
            arguments.source, random_id, curves="per_actor" if arguments.curve_per_actor else "one"
        )
    except JmapError as error:
        if error.code != "import.jmap":
            raise
        raise with_ways_out(error, arguments.source) from error
    save_map(journey, arguments.out, None)
    if arguments.report:
        write_text(arguments.report, json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n")
    print(f"Made {arguments.out} from {arguments.source}:")
    for line in report.lines():
        print(f"  {line}")
    return 0


def _bring_back(arguments: argparse.Namespace) -> int:
    from jmapdesk.exchange.bring_back import bring_back, merged_into
    from jmapdesk.exchange.build import read_foreign
    from jmapdesk.exchange.read_xlsx import carries_map
    from jmapdesk.insight.outcome import outcome
    from jmapdesk.insight.whose import Other

    name = arguments.source.name
    data = read_foreign(arguments.source)
    if not carries_map(name, data):
        raise JmapError(
            "import.no_map_carried",
            f"“{name}” does not carry a map of jmapdesk, so nothing can be brought back from it; import it as a map "
            "of its own.",
        )
    opened = opened_map(arguments.into)
    back = bring_back(name, data)
    merged = merged_into(opened.journey, back)
    if merged.map is not opened.journey:
        save_over(merged.map, arguments.into, opened, arguments.force)
    told = outcome(opened.journey, merged, back.remarks, Other(name, back.theirs))
    print(f"{name} into {arguments.into}: {told.summary}")
    for line in told.lines():
        print(f"  {line}")
    if arguments.report:
        write_text(arguments.report, json.dumps(told.as_json(), ensure_ascii=False, indent=1) + "\n")
    return 1 if told.conflicts else 0
