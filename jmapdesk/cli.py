"""The command line: open the editor, or make, import, export and check maps without a display.

Errors go to standard error in one sentence with exit code 2. What a command only now and then needs is imported when
it runs, so that ``--version`` and ``check`` start at once.
"""

from __future__ import annotations

import argparse
import difflib
import errno
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from jmapdesk import __version__
from jmapdesk.cli_export import add_export
from jmapdesk.cli_files import free, is_map_name, ways_out
from jmapdesk.cli_import import add_import
from jmapdesk.cli_merge import add_merge
from jmapdesk.cli_packs import add_packs
from jmapdesk.cli_versions import add_versions
from jmapdesk.util.errors import JmapError

_QT = ("PySide6", "shiboken6")
_COMMANDS = ("new", "import", "export", "check", "merge", "diff", "pack", "unpack", "versions")


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one sentence, in plain words."""

    def error(self, message: str) -> NoReturn:
        if found := re.fullmatch(r"argument (\S+): expected (?:one|at least one) argument", message):
            message = f"{found[1]} needs a value"
        elif found := re.fullmatch(r"argument (\S+): (takes .*)", message):
            message = f"{found[1]} {found[2]}"
        elif found := re.fullmatch(r"argument (\S+): invalid choice: '(.*)' \(choose from (.*)\)", message, re.S):
            message = f"{found[1]} takes one of {found[3].replace(chr(39), '')}; “{found[2]}” is none of them"
        raise JmapError("usage", f"{message[:1].upper()}{message[1:]}. See “{self.prog} --help”.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except JmapError as error:
        print(f"jmapdesk: {error.message}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("jmapdesk: Stopped; nothing was changed.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _QT:
            return _unforeseen(error)
        print(
            "jmapdesk: PySide6, which draws maps and windows, is not installed for this Python: start jmapdesk with "
            f'./run, which installs it, or type: {sys.executable} -m pip install "PySide6-Essentials<6.12"',
            file=sys.stderr,
        )
        return 2
    except OSError as error:
        if error.filename is not None or error.errno not in (errno.ENOSPC, errno.EIO):
            return _unforeseen(error)
        with suppress(OSError):
            print("jmapdesk: What was to be said could not be written where it was sent.", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or what waits is tried once more at the end, with a traceback
        return 2
    except Exception as error:
        return _unforeseen(error)


def _unforeseen(error: Exception) -> int:
    """The last resort: a person must never see a traceback."""
    from jmapdesk.session.faults import keep_fault
    from jmapdesk.session.settings import config_folder

    file = keep_fault(config_folder(), error)
    print(f"jmapdesk: Something went wrong that nobody foresaw; details are in {file}.", file=sys.stderr)
    return 2


def _run(arguments: list[str]) -> int:
    if arguments and arguments[0] in _COMMANDS:
        parsed = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = parsed.run
        return command(parsed)
    _refuse_slips(arguments)
    return _open(_editor_parser().parse_args(arguments))


def _refuse_slips(arguments: list[str]) -> None:
    """Say so where a command was mistyped: a word that names no file and has no ending, or has words after it."""
    word = arguments[0] if arguments else "-"
    if word.startswith("-") or Path(word).exists() or (len(arguments) == 1 and Path(word).suffix):
        return
    meant = difflib.get_close_matches(word.lower(), _COMMANDS, 1)
    hint = f"did you mean “jmapdesk {meant[0]}”?" if meant else "see “jmapdesk --help”."
    raise JmapError("usage", f"There is no command “{word}” and no file of that name: {hint}")


def _editor_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="jmapdesk",
        description="Customer journey maps on your desktop.",
        epilog="Other commands: " + ", ".join(f"jmapdesk {name}" for name in _COMMANDS) + " (each with --help).",
    )
    parser.add_argument("map", nargs="?", metavar="MAP.jmap", help="the map to open; none opens the start page")
    parser.add_argument("--sample", action="store_true", help="a copy of the sample map for who has no map yet")
    parser.add_argument("--alone", action="store_true", help="a process of its own, whatever is open already")
    parser.add_argument("--version", action="version", version=f"jmapdesk {__version__}")
    return parser


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="jmapdesk", description="Customer journey maps, without a display.")
    commands = parser.add_subparsers(required=True, parser_class=_Parser)

    new = commands.add_parser("new", help="make a map from a template")
    new.add_argument("template", metavar="TEMPLATE", help="current-state, future-state, day-in-the-life …")
    new.add_argument("out", metavar="OUT.jmap", type=Path)
    new.add_argument("--force", action="store_true", help="write over a file that is there")
    new.set_defaults(run=_new)

    add_import(commands)
    add_export(commands)

    look = commands.add_parser("check", help="say whether a file is a whole map: 0 clean, 1 repairable, 2 no map")
    look.add_argument("map", metavar="MAP.jmap", type=Path)
    look.add_argument("--json", action="store_true", help="answer in JSON")
    look.add_argument("--rescue", metavar="OUT.jmap", type=Path, help="write what can be read of a damaged map there")
    look.add_argument("--force", action="store_true", help="write over a file that is there")
    look.set_defaults(run=_check)

    add_merge(commands)
    add_packs(commands)
    add_versions(commands)
    return parser


def _open(arguments: argparse.Namespace) -> int:
    from jmapdesk.util import qt_ready

    # what was found ready is what Qt shall use
    os.environ["QT_QPA_PLATFORM"] = qt_ready.require_window()
    from jmapdesk.session.settings import config_folder
    from jmapdesk.ui.one_process import Request, hand_over, meeting_place

    path = Path(arguments.map) if arguments.map else None
    socket = "" if arguments.alone else meeting_place(config_folder())
    if socket and hand_over(socket, Request(path, arguments.sample)):
        return 0
    from jmapdesk.util.collector import collector_paused

    with collector_paused():  # three hundred modules, all of which stay
        from jmapdesk.app import run_editor

    return run_editor(path, arguments.sample, socket)


def _new(arguments: argparse.Namespace) -> int:
    from jmapdesk.edit.templates import TEMPLATES
    from jmapdesk.util.ids import random_id

    template = TEMPLATES.get(arguments.template)
    if template is None:
        names = ", ".join(TEMPLATES)
        raise JmapError("new.template", f"There is no template “{arguments.template}”; choose one of {names}.")
    from jmapdesk.storage.files import save_map

    is_map_name(arguments.out)
    free(arguments.out, arguments.force)
    save_map(template.build(random_id), arguments.out, None)
    print(f"Made {arguments.out}: {template.description}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    if arguments.rescue is not None:
        return _rescue(arguments)
    from jmapdesk.storage.check import check

    report = check(arguments.map)
    if arguments.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        stream = sys.stderr if report.status == 2 else sys.stdout
        said = [*report.lines(), *ways_out(report, arguments.map)]
        if report.status == 2:
            said[0] = f"jmapdesk: {said[0]}"
        print("\n".join(said), file=stream)
    return report.status


def _rescue(arguments: argparse.Namespace) -> int:
    from jmapdesk.storage.files import read_file, save_map
    from jmapdesk.storage.rescue import rescue
    from jmapdesk.storage.save import shown

    is_map_name(arguments.rescue)
    free(arguments.rescue, arguments.force)
    rescued = rescue(read_file(arguments.map), shown(arguments.map))
    save_map(rescued.journey, arguments.rescue, None)
    if arguments.json:
        entries = [entry._asdict() for entry in rescued.entries]
        print(json.dumps({"file": str(arguments.rescue), "entries": entries}, ensure_ascii=False, indent=1))
    else:
        print("\n".join([*rescued.lines(), f"Made {arguments.rescue}; the damaged file is unchanged."]))
    return 0
