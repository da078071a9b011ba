"""Keeping the details of what nobody foresaw, so that a person sees a sentence and a report can still be made."""

from __future__ import annotations

import contextlib
import traceback
from pathlib import Path


def keep_fault(folder: Path, error: BaseException) -> Path:
    """Add an exception's details to ``faults.log`` in the folder; the file's path, written to or not."""
    file = folder / "faults.log"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as log:
            log.write("".join(traceback.format_exception(error)) + "\n")
    return file
