"""The files that commands write: never over one that nobody asked to replace."""

from __future__ import annotations

from pathlib import Path

from jmapdesk.util.errors import JmapError


def free(path: Path, force: bool) -> None:
    """Refuse to write over a file that nobody asked to replace."""
    if path.exists() and not force:
        raise JmapError(
            "file.exists", f"{path} is there already and was left as it is; choose another name or add --force."
        )


def write_text(path: Path, text: str) -> None:
    """Write a report beside a map. Raises JmapError where it cannot be written."""
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise JmapError("file.cannot_write", f"{path} could not be written; the map itself was saved.") from error
