"""The two commands: ./run and ./test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from bootstrap import environment, system
from bootstrap.words import SetUpError, say
from jmapdesk.util import qt_ready

SAMPLE = "from-evaluation-to-first-value"
_AGAIN = "JMAPDESK_LIBRARIES_INSTALLED"


def start(root: Path, arguments: Sequence[str]) -> int:
    """Start jmapdesk with these arguments; without any, open the editor, the first time on the sample, or export the
    sample where there is no screen. The exit code."""
    return _guarded(lambda: _start(root, arguments))


def check(root: Path, arguments: Sequence[str]) -> int:
    """Run every check and all tests; with arguments, only pytest with these. The exit code."""
    return _guarded(lambda: _check(root, arguments))


def _start(root: Path, arguments: Sequence[str]) -> int:
    screens = qt_ready.find_screens(os.environ)
    platform = screens[0].platform if screens else qt_ready.OFFSCREEN
    python = environment.prepare(root, environment.RUN_LOCK, platform)
    _require_libraries(root, screens)
    if arguments or screens:
        _become([python, "-P", "-m", "jmapdesk", *(arguments or ["--sample"])])
    return _export_sample(root, python)


def _export_sample(root: Path, python: Path) -> int:
    out = Path("out")
    made = []
    try:
        out.mkdir(exist_ok=True)
    except OSError as error:
        raise SetUpError(f"The sample map cannot be exported: no folder can be made in {Path.cwd()}") from error
    sample = root / "resources" / "samples" / f"{SAMPLE}.jmap"
    for suffix in ("pdf", "png"):
        made.append(str(out / f"{SAMPLE}.{suffix}"))
        done = subprocess.run(
            [python, "-P", "-m", "jmapdesk", "export", sample, made[-1]],
            env={**os.environ, "QT_QPA_PLATFORM": qt_ready.OFFSCREEN},
        )
        if done.returncode:
            return done.returncode
    trouble = qt_ready.screen_trouble(os.environ)
    print(f"{trouble}, so jmapdesk exported its sample map instead of opening the editor:\n")
    print("\n".join(f"    ./{path}" for path in made))
    print("\nTo open the editor, type ./run in a desktop session. ./run --help tells what else it can do.")
    return 0


def _check(root: Path, arguments: Sequence[str]) -> int:
    python = environment.prepare(root, environment.TEST_LOCK, qt_ready.OFFSCREEN)
    _require_libraries(root, ())
    os.environ.setdefault("QT_QPA_PLATFORM", qt_ready.OFFSCREEN)
    if arguments:
        _become([python, "-P", "-m", "pytest", *arguments])
    os.chdir(root)
    layers = "import sys; from importlinter.cli import lint_imports_command; sys.argv[0] = 'lint-imports'; "
    checks = {
        "style (ruff)": ["-m", "ruff", "check", "--quiet"],
        "types (mypy)": ["-m", "mypy", "--no-error-summary"],
        "layers (import-linter)": ["-c", f"{layers}lint_imports_command()"],
    }
    failed = [name for name, words in checks.items() if not _passes([python, "-P", *words])]
    passed = [name for name in checks if name not in failed]
    if passed:
        print(f"Passed: {', '.join(passed)}", flush=True)
    workers = min(os.cpu_count() or 1, 4)
    shared = ["-n", str(workers), "--dist", "loadfile"] if workers > 1 else []
    result = subprocess.call([python, "-P", "-m", "pytest", *shared])
    if failed:
        say(f"Not passed: {', '.join(failed)}, see above")
    return result or bool(failed)


def _passes(command: list[str | Path]) -> bool:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def _require_libraries(root: Path, screens: Sequence[qt_ready.Screen]) -> None:
    """Qt's system libraries are there, for these screens or for work without one. Raises SetUpError where they are
    not and this user may not install them."""
    site = environment.site_of(root / ".venv")
    qt = site / "PySide6" / "Qt"
    found = qt_ready.best(qt, screens) if screens else qt_ready.readiness(qt, qt_ready.OFFSCREEN)
    again = os.environ.pop(_AGAIN, "")
    if not found.problem:
        return
    if not found.packages:
        raise SetUpError(found.problem)
    if again:
        raise SetUpError(f"Qt still does not find its libraries. Please type this:\n\n{system.line(found.packages)}\n")
    system.provide(found.packages)
    os.environ[_AGAIN] = "1"  # a process that once missed a library may not find it later
    _become([sys.executable, *sys.orig_argv[1:]])


def _become(command: Sequence[str | Path]) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # there exec would hand the terminal back at once
        sys.exit(subprocess.call(command))
    os.execv(command[0], [str(word) for word in command])


def _guarded(work: Callable[[], int]) -> int:
    try:
        return int(work())
    except SetUpError as halt:
        say(str(halt))
        return 1
    except KeyboardInterrupt:
        say("\nStopped. What was not finished is done at the next start.")
        return 130
