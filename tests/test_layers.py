"""The floors of the house: the checker passes as the code stands, and fails when a room reaches upwards."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

CHECK = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports; sys.exit(lint_imports())"


def check(folder: Path) -> tuple[int, str]:
    """The checker's exit code and words for the package in this folder."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", CHECK], capture_output=True, text=True, cwd=folder, timeout=300, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and of the rules it is checked by."""
    shutil.copytree(ROOT / "jmapdesk", tmp_path / "jmapdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(folder: Path, module: str, line: str) -> None:
    """Add an import to a module."""
    path = folder / "jmapdesk" / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{line}\n", encoding="utf-8")


def test_the_copy_as_it_stands_passes(copy: Path) -> None:
    code, words = check(copy)
    assert code == 0, words


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("util/colour.py", "from jmapdesk.model import kinds", "Layers point one way"),
        ("model/queries.py", "def late() -> None:\n    import jmapdesk.session.document", "Layers point one way"),
        ("layout/theme.py", "import jmapdesk.ui", "Layers point one way"),
        ("storage/files.py", "from PySide6.QtCore import QFile", "The core knows no Qt"),
    ],
)
def test_a_planted_violation_is_caught(copy: Path, module: str, line: str, broken: str) -> None:
    plant(copy, module, line)
    code, words = check(copy)
    assert code != 0
    assert f"{broken} BROKEN" in words
