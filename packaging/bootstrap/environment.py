"""The folder .venv: made once, filled with the locked packages, and repaired where that was cut short.

A note in the folder (``jmapdesk-setup.json``) says what was installed from which lock. It is written last, so a
set-up that was cut short is seen by its absence or by its ``"done": false``, and starts afresh.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bootstrap import installing, system
from bootstrap.words import SetUpError, say
from jmapdesk.util import qt_ready

NOTE = "jmapdesk-setup.json"
RUN_LOCK = "requirements.lock"
TEST_LOCK = "requirements-dev.lock"
_WINDOWS = os.name == "nt"
_COMMAND = """#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/python" -P -m jmapdesk "$@"
"""


def prepare(root: Path, lock_name: str, platform: str) -> Path:
    """The environment's Python, with every package of this lock (see RUN_LOCK, TEST_LOCK) installed. Quick where
    that was done before. Where Debian packages are missing, those for this platform of Qt are seen to in the same
    go. Raises SetUpError."""
    venv = root / ".venv"
    lock = root / "packaging" / lock_name
    try:
        if not is_ready(venv, lock):
            with _taking_turns(lock):
                if not is_ready(venv, lock):
                    _set_up(root, venv, lock, platform)
    except OSError as error:
        raise SetUpError(_trouble_with(venv, error)) from error
    return python_of(venv)


def is_ready(venv: Path, lock: Path) -> bool:
    """Whether the note, the Python and the packages on disk all say that this lock is installed here."""
    note = read_note(venv)
    locked = note.get("locks", {}).get(lock.name, {})
    if not note.get("done") or not locked:
        return False
    try:
        there = {entry.name for entry in (venv / note["site"]).iterdir()}
        same_lock = locked["sha256"] == _sha256(lock)
    except (OSError, KeyError):
        return False
    python = python_of(venv)
    return same_lock and there.issuperset(locked["packages"]) and python.exists() and note["python"] == _real(python)


def read_note(venv: Path) -> dict[str, Any]:
    """What an earlier set-up wrote down; empty where there was none or it cannot be read."""
    try:
        note = json.loads((venv / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def python_of(venv: Path) -> Path:
    """Where an environment has its Python."""
    return venv / "Scripts" / "python.exe" if _WINDOWS else venv / "bin" / "python"


def site_of(venv: Path) -> Path:
    """Where a prepared environment has its packages."""
    return venv / str(read_note(venv)["site"])


def _set_up(root: Path, venv: Path, lock: Path, platform: str) -> None:
    note = read_note(venv)
    before = dict(note)
    if not _can_be_kept(venv, note):
        _make(venv, platform)
        note = {"ours": True}
    elif not note:
        note = {"ours": False}
    python = python_of(venv)
    site = Path(_ask(python, "import sysconfig; print(sysconfig.get_path('purelib'))"))
    _write_note(venv, {**note, "done": False})
    _ensure_pip(python, platform)
    try:
        installing.install(python, lock, venv / "setup.log", whole=not note["ours"] and before.get("done") is False)
    except installing.NothingInstalledError as stopped:
        if before.get("done"):
            _write_note(venv, before)
        raise SetUpError(str(stopped)) from stopped
    _link_checkout(root, venv, site)
    locks = {lock.name: _installed(site, lock)}
    if lock.name == TEST_LOCK:  # it holds all of the other
        locks[RUN_LOCK] = _installed(site, lock.with_name(RUN_LOCK))
    note["locks"] = {**note.get("locks", {}), **locks}
    note.update(done=True, site=os.path.relpath(site, venv), python=_real(python))
    _write_note(venv, note)


def _can_be_kept(venv: Path, note: dict[str, Any]) -> bool:
    """Whether the folder can be built on. Raises SetUpError where it is somebody else's and of no use."""
    if not os.path.lexists(venv) or (venv.is_dir() and not any(venv.iterdir())):
        return False
    works = _runs(python_of(venv))
    if note.get("ours"):
        return works and bool(note.get("done")) and note.get("python") == _real(python_of(venv))
    if (venv / "pyvenv.cfg").is_file() and works:
        return True
    raise SetUpError(
        f"{venv} was not made by jmapdesk and cannot be used. "
        "Please move it away or delete it, then type the same again."
    )


def _make(venv: Path, platform: str) -> None:
    _require_ensurepip(platform)
    say("Setting up jmapdesk in the folder .venv, once.")
    venv.mkdir(exist_ok=True)
    _write_note(venv, {"ours": True, "done": False})
    for old in venv.iterdir():
        if old.name != NOTE:
            _remove(old)
    base = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run([base, "-I", "-m", "venv", venv], capture_output=True, text=True, errors="replace")
    if made.returncode:
        (venv / "setup.log").write_text(made.stdout + made.stderr, encoding="utf-8")
        raise SetUpError(f"Python could not make its environment; what it said is in {venv / 'setup.log'}")


def _require_ensurepip(platform: str) -> None:
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    packages = system.venv_packages()
    if not packages:
        raise SetUpError(
            "This Python cannot make environments, which jmapdesk needs: "
            f"please install the parts called venv and ensurepip for {sys.executable}, then type the same again."
        )
    libraries = qt_ready.missing_libraries(platform)
    system.provide((*packages, *qt_ready.debian_packages(libraries, qt_ready.debian_version())))


def _ensure_pip(python: Path, platform: str) -> None:
    """An environment that uv made has no pip."""
    if _succeeds(python, "import pip") or _succeeds(python, "import ensurepip; ensurepip.bootstrap()"):
        return
    _require_ensurepip(platform)
    if not _succeeds(python, "import ensurepip; ensurepip.bootstrap()"):
        raise SetUpError("The folder .venv has no pip: please delete it, then type the same again.")


def _link_checkout(root: Path, venv: Path, site: Path) -> None:
    """Let the environment's Python find jmapdesk itself, and give it the command ``jmapdesk``. All relative, so that
    the whole folder can be moved."""
    path = str(root) if venv.is_symlink() else os.path.relpath(root, site)
    (site / "jmapdesk-checkout.pth").write_text(f"{path}\n", encoding="utf-8")
    command = venv / "bin" / "jmapdesk"
    if not _WINDOWS and not command.exists():  # uv puts one of its own there
        command.write_text(_COMMAND, encoding="utf-8")
        command.chmod(0o755)


def _installed(site: Path, lock: Path) -> dict[str, Any]:
    """The lock's fingerprint and the folders that show its packages to be there (those this system needs)."""
    locked = {_plain(name, version) for name, version in installing.pins(lock)}
    folders = []
    for entry in site.glob("*.dist-info"):
        name, _, version = entry.name.removesuffix(".dist-info").partition("-")
        if _plain(name, version) in locked:
            folders.append(entry.name)
    return {"sha256": _sha256(lock), "packages": sorted(folders)}


def _plain(name: str, version: str) -> tuple[str, str]:
    return re.sub(r"[-_.]+", "-", name).lower(), version


def _write_note(venv: Path, note: dict[str, Any]) -> None:
    new = venv / f"{NOTE}.new"
    new.write_text(json.dumps(note, indent=1), encoding="utf-8")
    new.replace(venv / NOTE)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


@contextlib.contextmanager
def _taking_turns(lock: Path) -> Iterator[None]:
    """One set-up at a time: a second one waits, then finds all done. Where the file system cannot, both go on."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with lock.open("rb") as held:
        os.set_inheritable(held.fileno(), True)  # pip holds it too: if this process is killed, pip may still be busy
        with contextlib.suppress(OSError):
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _trouble_with(venv: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full: jmapdesk needs about 700 MB in {venv.parent}"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return (
            f"jmapdesk sets itself up in {venv}, and that place cannot be written to. "
            "Please copy the whole folder to a place of your own and start it there."
        )
    return f"jmapdesk could not be set up in {venv}: please check that folder, then type the same again."


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _real(python: Path) -> str:
    return os.path.realpath(python)


def _runs(python: Path) -> bool:
    return _succeeds(python, "import sys; assert sys.version_info >= (3, 11)")


def _succeeds(python: Path, code: str) -> bool:
    try:
        return subprocess.run([python, "-I", "-c", code], capture_output=True).returncode == 0
    except OSError:
        return False


def _ask(python: Path, code: str) -> str:
    return subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=True).stdout.strip()
