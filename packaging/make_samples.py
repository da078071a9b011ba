"""Write the sample maps in ``resources/samples/`` anew from ``packaging/samples/``.

Run it from the top of the project: ``python packaging/make_samples.py``. Ids are fixed, so the same bytes come out.
"""

from __future__ import annotations

import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

from samples import asha, first_value, library  # noqa: E402 - the project must be found first

from jmapdesk.storage.writing import dump  # noqa: E402

MAPS = {
    "from-evaluation-to-first-value": first_value.build,
    "borrowing-a-library-book": library.build,
    "a-health-workers-day-in-hindi": asha.build,
}


def main() -> None:
    """Write every sample's file."""
    folder = TOP / "resources" / "samples"
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in MAPS.items():
        path = folder / f"{name}.jmap"
        path.write_bytes(dump(build()))
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
