"""An export that is stopped leaves nothing behind, and what was there as it was."""

from __future__ import annotations

import random
from pathlib import Path

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.registry import FORMATS
from jmapdesk.util.errors import JmapError
from jmapdesk.util.progress import Cancelled
from tests.proofs.on_paper import Row
from tests.proofs.subjects import written


def stopped(name: str, folder: Path) -> Row:
    """Stop each format at ten random moments; count what is left in the folder that was not there."""
    left = stops = 0
    dice = random.Random(name)
    for form in FORMATS:
        if form.write is None:
            continue
        moments = _moments(name, folder, form)
        for _ in range(10):
            at = dice.randrange(moments) if moments else 0
            target = folder / f"kept{form.ending}"
            before = b"as it was"
            target.write_bytes(before)
            count = 0

            def report(share: float, at: int = at) -> None:
                nonlocal count
                if count >= at:
                    raise Cancelled
                count += 1

            try:
                written(name, target, form, ExportOptions(), report)
            except Cancelled:
                stops += 1
                left += target.read_bytes() != before
            except JmapError:
                pass
            target.unlink()
            left += len(list(folder.iterdir()))
    return {"map": name, "stops": stops, "left_behind": left, "holds": not left and stops > 0}


def _moments(name: str, folder: Path, form: object) -> int:
    """How often an export says how far it is."""
    from jmapdesk.exchange.registry import Format

    assert isinstance(form, Format)
    count = 0

    def report(share: float) -> None:
        nonlocal count
        count += 1

    path = folder / f"once{form.ending}"
    try:
        written(name, path, form, ExportOptions(), report)
    except JmapError:
        return 0
    for one in folder.iterdir():
        one.unlink()
    return count
