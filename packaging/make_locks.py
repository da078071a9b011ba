"""Write the locks anew from pyproject.toml: uv.lock, and from it what pip reads for ./run and ./test.

Needs uv. ``python packaging/make_locks.py`` keeps the locked versions where they still fit; ``--upgrade`` takes the
newest that fit.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPORT = ["export", "--quiet", "--frozen", "--no-emit-project", "--no-header", "--no-annotate"]
LOCKS = {
    "requirements.lock": ("What ./run installs", ["--no-dev"]),
    "requirements-dev.lock": ("What ./test installs", []),
}


def main(arguments: list[str]) -> None:
    """Write all three files. Arguments go to ``uv lock``."""
    uv("lock", *arguments)
    for name, (title, options) in LOCKS.items():
        text = uv(*EXPORT, *options)
        head = f"# {title}. Written from uv.lock by packaging/make_locks.py: do not edit.\n"
        (ROOT / "packaging" / name).write_text(head + text, encoding="utf-8")


def uv(*words: str) -> str:
    """Run uv in the checkout; what it printed."""
    return subprocess.run(["uv", *words], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main(sys.argv[1:])
