"""A wheel built from the project and installed elsewhere finds its fonts, icons and samples."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FIND = """
import sys
sys.path.insert(0, sys.argv[1])
from jmapdesk import __version__
from jmapdesk.util import resources
for path in (resources.resource("fonts"), resources.resource("samples"), resources.icon("smile")):
    print(path.resolve())
print(__version__)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_it_finds_what_it_carries(installed, tmp_path):
    done = subprocess.run(
        [sys.executable, "-S", "-P", "-c", FIND, str(installed)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    *paths, version = done.stdout.splitlines()
    assert all(Path(path).is_relative_to(installed / "jmapdesk" / "_data") for path in paths)
    assert any(installed.glob(f"jmapdesk-{version}.dist-info"))


def test_it_carries_everything_and_nothing_else(installed):
    def files(folder):
        return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}

    for name in ("resources", "icons"):
        assert files(installed / "jmapdesk" / "_data" / name) == files(ROOT / name)
    assert {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")} == {"jmapdesk"}
