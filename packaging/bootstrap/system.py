"""Debian packages: installed where this user may, named where not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from bootstrap.words import SetUpError, say
from jmapdesk.util import qt_ready

_QUIET = {"DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_MODE": "a"}


def may_install() -> bool:
    """Whether this user may install Debian packages here."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def provide(packages: Sequence[str]) -> None:
    """Install these Debian packages, saying so. Raises SetUpError with the line to type where this user may not, or
    where it fails."""
    if not may_install():
        raise SetUpError(
            "jmapdesk needs some parts of the system that are missing here. "
            f"Please type this once, then the same again:\n\n{line(packages)}\n"
        )
    say(f"jmapdesk needs some parts of the system that are missing here. Installing with apt: {' '.join(packages)}")
    steps = (["update"], ["install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", *packages])
    for step in steps:
        done = subprocess.run(
            ["apt-get", "-q", *step],
            env={**os.environ, **_QUIET},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    if done.returncode:  # a list that cannot be renewed does not matter where the old one is enough
        raise SetUpError(f"apt could not install them. Please type this and see what it says:\n\n{line(packages)}\n")


def line(packages: Sequence[str]) -> str:
    """The line to type, indented to stand out."""
    return f"    {qt_ready.install_line(packages)}"


def venv_packages() -> tuple[str, ...]:
    """The Debian package without which this Python cannot make an environment; empty where this is no Debian, or
    not Debian's own Python."""
    base = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    if qt_ready.debian_version() is None or not base.startswith("/usr/bin/"):
        return ()
    own = os.path.realpath("/usr/bin/python3") == base
    return ("python3-venv",) if own else (f"python3.{sys.version_info.minor}-venv",)
