"""pyproject.toml, uv.lock and the two files that pip reads say the same."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
AGAIN = "run packaging/make_locks.py"


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def uv_lock():
    return tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))


def read(name: str) -> dict[tuple[str, str], set[str]]:
    """Name and version of each package in a file for pip, with its fingerprints."""
    found: dict[tuple[str, str], set[str]] = {}
    for entry in (ROOT / "packaging" / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if entry and not entry.startswith("#"):
            package, version = re.match(r"([\w.-]+)==(\S+)", entry).groups()
            found[package, version] = set(re.findall(r"--hash=(\S+)", entry))
    return found


def fingerprints(package: dict) -> set[str]:
    return {file["hash"] for file in [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]}


def needed_by(uv_lock: dict, first: list[dict]) -> set[str]:
    """These packages and all that they need in turn."""
    needs = {}
    for package in uv_lock["package"]:
        needs.setdefault(package["name"], []).extend(each["name"] for each in package.get("dependencies", ()))
    found, waiting = set(), [each["name"] for each in first]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += needs[name]
    return found


def own(uv_lock: dict) -> dict:
    return next(package for package in uv_lock["package"] if package["name"] == "jmapdesk")


def test_uv_lock_was_made_from_this_pyproject(project, uv_lock):
    def asked(lines):
        return {
            (canonicalize_name(each.name), str(each.specifier), str(each.marker or "").replace('"', "'"))
            for each in map(Requirement, lines)
        }

    def locked(entries):
        return {
            (
                each["name"],
                str(Requirement(f"x{each.get('specifier', '')}").specifier),
                each.get("marker", "").replace("python_full_version", "python_version"),
            )
            for each in entries
        }

    metadata = own(uv_lock)["metadata"]
    assert locked(metadata["requires-dist"]) == asked(project["project"]["dependencies"]), AGAIN
    assert locked(metadata["requires-dev"]["dev"]) == asked(project["dependency-groups"]["dev"]), AGAIN


def test_what_tests_install_is_all_of_uv_lock(uv_lock):
    wanted = {
        (package["name"], package["version"]): fingerprints(package)
        for package in uv_lock["package"]
        if package["name"] != "jmapdesk"
    }
    assert read("requirements-dev.lock") == wanted, AGAIN


def test_what_run_installs_is_what_the_program_needs(uv_lock):
    names = needed_by(uv_lock, own(uv_lock)["dependencies"])
    wanted = {key: prints for key, prints in read("requirements-dev.lock").items() if key[0] in names}
    assert read("requirements.lock") == wanted, AGAIN


def test_every_package_has_a_fingerprint():
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert all(read(name).values())


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_qt_that_crashes_on_python_3_11_is_not_locked_for_it(name):
    text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
    for version, marker in re.findall(r"^pyside6-essentials==(\S+) ; (.+?) \\$", text, re.MULTILINE):
        assert (Version(version) < Version("6.12")) is (marker == "python_full_version < '3.12'")


def test_the_locks_name_no_place_but_the_public_one():
    for path in (ROOT / "uv.lock", *(ROOT / "packaging").glob("*.lock")):
        places = set(re.findall(r"https?://[^/\"\s]+|file:[^\"\s]+", path.read_text(encoding="utf-8")))
        assert places <= {"https://pypi.org", "https://files.pythonhosted.org"}
