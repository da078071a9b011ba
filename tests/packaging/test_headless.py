"""The real thing: ./run at a machine without a screen, with the program, Qt and the sample as they are."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="the core is tested where Qt is not installed, too")

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(Path(sys.prefix) != ROOT / ".venv", reason="needs the environment that ./test makes")
def test_run_exports_the_sample(tmp_path):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    done = subprocess.run(
        [sys.executable, str(ROOT / "run")],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name not in hidden},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "To open the editor" in done.stdout
    starts = {path.suffix: path.read_bytes()[:4] for path in (tmp_path / "out").iterdir()}
    assert starts == {".pdf": b"%PDF", ".png": b"\x89PNG"}
