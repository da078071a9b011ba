"""Installing the locked packages with pip, telling how far it is, and reading what went wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from bootstrap.words import SetUpError, Ticker, say

_PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)
_NO_NETWORK = (
    "name resolution",
    "NewConnectionError",
    "Failed to establish a new connection",
    "Max retries exceeded",
    "Network is unreachable",
    "Connection refused",
    "timed out",
    "ConnectTimeout",
    "ProxyError",
    "CERTIFICATE_VERIFY_FAILED",
    "Connection aborted",
    "Connection broken",
)


class NothingInstalledError(Exception):
    """Stopped before anything was changed. The text is for a person."""


def pins(lock: Path) -> list[tuple[str, str]]:
    """Name and version of every package in a lock."""
    return _PIN.findall(lock.read_text(encoding="utf-8"))


def install(python: Path, lock: Path, log: Path, *, whole: bool = False) -> None:
    """Install a lock's packages, unpacking those afresh that are there (``whole``: after a set-up cut short in an
    environment that must not be emptied). Raises NothingInstalledError, or SetUpError where it stopped half-way."""
    command = [str(python), "-I", "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    command += ["--no-input", "--disable-pip-version-check", "--retries", "2", "--progress-bar", "off", "-r", str(lock)]
    if whole:
        command.append("--force-reinstall")
    say("Fetching the packages it needs. This takes a minute or two, once.")
    result, text = _run(command, len(pins(lock)))
    log.write_text(text, encoding="utf-8")
    if result == 0:
        return
    if "No space left on device" in text:
        raise SetUpError("The disk is full: jmapdesk needs about 700 MB. Make room, then type the same again.")
    if "DO NOT MATCH THE HASHES" in text:
        raise NothingInstalledError(
            "A package that came is not the one that was asked for, so nothing was installed. Please try again later."
        )
    if any(sign in text for sign in _NO_NETWORK):
        raise NothingInstalledError(
            "The packages could not be fetched: pypi.org cannot be reached. "
            "Please check the internet connection, then type the same again."
        )
    missing = re.search(r"No matching distribution found for ([\w.-]+)", text)
    if missing:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise NothingInstalledError(
            f"There is no {missing.group(1)} for Python {version} on this system: "
            "please use Python 3.11 to 3.14 on a system of 2022 or newer."
        )
    raise SetUpError(f"The packages could not be installed; what went wrong is in {log}")


def _run(command: list[str], packages: int) -> tuple[int, str]:
    """Run pip to its end; its exit code and all it said."""
    ticker = Ticker()
    said: list[str] = []
    fetched = 0
    with subprocess.Popen(
        command,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=False,  # it holds the set-up's turn as long as it runs
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            said.append(line)
            if line.startswith("Collecting "):
                fetched += 1
                ticker.show(f"{fetched} of {packages}: {line.split()[1].partition('==')[0]}")
            elif line.startswith("Installing collected"):
                ticker.show("unpacking")
    ticker.clear()
    return pip.returncode, "".join(said)


def _environment() -> dict[str, str]:
    """This process's variables, less those of the user's that would send the packages elsewhere."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")}
    return {**kept, "PIP_USER": "0", "PYTHONUTF8": "1"}
