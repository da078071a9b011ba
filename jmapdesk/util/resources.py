"""The one finder of resources: fonts, icons, templates, samples, schema."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from jmapdesk.util.errors import JmapError

_PACKAGE = Path(__file__).resolve().parent.parent
_ICON: Final = re.compile(r"[a-z0-9-]+")


def _root() -> Path:
    """The folder that holds ``resources`` and ``icons``: inside the installed package, or the checkout itself."""
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """The path of a file or folder under ``resources/``. Raises JmapError where it is missing."""
    return _existing(_root() / "resources" / Path(*parts))


def icon(name: str) -> Path:
    """The path of one icon's SVG. Raises JmapError where it is missing.

    Names come from maps too: one that leads out of the folder is the name of no icon.
    """
    if not _ICON.fullmatch(name):
        raise JmapError("install.incomplete", "There is no such icon.")
    return _existing(_root() / "icons" / f"{name}.svg")


def _existing(path: Path) -> Path:
    if not path.exists():
        raise JmapError(
            "install.incomplete",
            f"jmapdesk is not installed completely: {path.name} is missing. Please install it again.",
        )
    return path
