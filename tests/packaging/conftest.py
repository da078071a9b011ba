"""A small checkout to set up: jmapdesk's own scripts, a stand-in program, and one package that lies on this disk."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import os, sys
from pathlib import Path
print("jmapdesk", *sys.argv[1:], flush=True)
if sys.argv[1:2] == ["export"]:
    Path(sys.argv[3]).write_text(os.environ["QT_QPA_PLATFORM"])
sys.exit(7 if "fail" in sys.argv else 0)
"""


def make_wheel(folder: Path, version: str) -> str:
    """A wheel of the package ``tiny``; its line for a lock."""
    info = f"tiny-{version}.dist-info"
    files = {
        "tiny.py": f"version = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')},\n"
        for name, text in files.items()
    )
    wheel = folder / f"tiny-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            archive.writestr(name, text)
    return f"tiny=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="session")
def shop(tmp_path_factory):
    """Where pip finds packages instead of the internet: a folder with two versions, and their lines for a lock."""
    folder = tmp_path_factory.mktemp("shop")
    return folder, {version: make_wheel(folder, version) for version in ("1.0", "2.0")}


@pytest.fixture
def from_shop(shop, monkeypatch):
    """pip takes packages from the shop only. The lines for a lock."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shop[0]))
    return shop[1]


@pytest.fixture(scope="session")
def _prepared(shop, tmp_path_factory):
    """A checkout that was set up once: making an environment takes seconds, copying one does not."""
    from bootstrap import environment

    root = tmp_path_factory.mktemp("prepared") / "checkout"
    shutil.copytree(ROOT / "packaging" / "bootstrap", root / "packaging" / "bootstrap")
    shutil.copytree(ROOT / "jmapdesk" / "util", root / "jmapdesk" / "util")
    for name in ("run", "test"):
        shutil.copy2(ROOT / name, root / name)
    (root / "jmapdesk" / "__init__.py").touch()
    (root / "jmapdesk" / "__main__.py").write_text(PROGRAM)
    for name in (environment.RUN_LOCK, environment.TEST_LOCK):
        (root / "packaging" / name).write_text(shop[1]["1.0"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_CONFIG_FILE", os.devnull)
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(shop[0]))
        environment.prepare(root, environment.TEST_LOCK, "offscreen")
    return root


@pytest.fixture
def checkout(_prepared, tmp_path, from_shop):
    """A checkout that is set up already, in a folder with a space in its name."""
    root = tmp_path / "my maps"
    shutil.copytree(_prepared, root, symlinks=True)
    return root


@pytest.fixture
def new_checkout(checkout):
    """A checkout that was never started."""
    shutil.rmtree(checkout / ".venv")
    return checkout


@pytest.fixture
def type_line(checkout):
    """Type a line in the checkout (or ``cwd``), at a machine without a screen; the finished process."""

    def run(*words, cwd=checkout, **environ):
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "PYTHONPATH")
        }
        return subprocess.run(
            [sys.executable, str(checkout / words[0]), *words[1:]],
            cwd=cwd,
            env={**kept, **environ},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run
