"""Whether Qt can start is found out without Qt, and said in a sentence."""

import ctypes
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from jmapdesk.util import qt_ready
from jmapdesk.util.errors import JmapError

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux is looked at")


@pytest.fixture
def wayland(tmp_path):
    """A display that answers, in a folder of its own."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(tmp_path / "wayland-7"))
        listening.listen()
        yield {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}


QT_NEEDS = {
    "libQt6Gui.so.6": ("libEGL.so.1", "libglib-2.0.so.0"),
    "libqxcb.so": ("libxcb-cursor.so.0", "libnew.so.9"),
    "libqwayland.so": ("libwayland-cursor.so.0",),
    "libqoffscreen.so": (),
}


@pytest.fixture
def without(monkeypatch):
    """Make the loader miss these libraries, as on a bare machine."""

    def hide(*hidden):
        def load(name):
            for needed in QT_NEEDS.get(Path(name).name, (name,)):
                if needed in hidden:
                    raise OSError(f"{needed}: cannot open shared object file: No such file or directory")

        monkeypatch.setattr(ctypes, "CDLL", load)

    return hide


@pytest.fixture
def qt(tmp_path):
    """A folder like Qt's own."""
    for name in QT_NEEDS:
        folder = tmp_path / ("lib" if name.startswith("libQt6") else "plugins/platforms")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return tmp_path


@LINUX
class TestScreens:
    def test_there_is_none_without_a_display(self):
        assert qt_ready.find_screens({}) == ()

    def test_one_that_answers_is_found(self, wayland):
        assert qt_ready.find_screens(wayland) == (qt_ready.Screen("wayland", "wayland-7"),)

    def test_one_that_does_not_answer_is_none(self, tmp_path):
        assert qt_ready.find_screens({"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}) == ()
        assert qt_ready.find_screens({"DISPLAY": ":4077"}) == ()

    @pytest.mark.parametrize("display", ["", "nonsense", ":", ":x", "\0", "a:b:c", "/no/such/socket:0", "x" * 300])
    def test_a_strange_name_is_none(self, display):
        assert qt_ready.find_screens({"DISPLAY": display, "WAYLAND_DISPLAY": display}) == ()

    def test_what_qt_was_told_counts(self, wayland):
        assert qt_ready.find_screens({**wayland, "QT_QPA_PLATFORM": "offscreen"}) == ()
        assert qt_ready.find_screens({**wayland, "QT_QPA_PLATFORM": "xcb"}) == ()
        assert qt_ready.find_screens({**wayland, "QT_QPA_PLATFORM": "wayland;xcb"})[0].platform == "wayland"
        assert qt_ready.find_screens({"QT_QPA_PLATFORM": "vnc:size=800x600"})[0].platform == "vnc"

    def test_the_sentence_names_the_screen_that_does_not_answer(self):
        assert ":7 " in qt_ready.no_screen({"DISPLAY": ":7"})
        assert "no screen" in qt_ready.no_screen({})

    def test_other_systems_always_have_one(self):
        assert qt_ready.find_screens({}, "darwin") == (qt_ready.Screen("cocoa", "desktop"),)


@LINUX
class TestLibraries:
    def test_nothing_to_say_where_all_are_there(self, qt, without):
        without()
        assert qt_ready.readiness(qt, "offscreen") == qt_ready.Readiness("offscreen")

    def test_all_missing_ones_are_named_at_once(self, qt, without, monkeypatch):
        without("libEGL.so.1", "libglib-2.0.so.0", "libxcb-cursor.so.0")
        monkeypatch.setattr(qt_ready, "debian_version", lambda: "12.5")
        found = qt_ready.readiness(qt, "xcb")
        assert found.missing == ("libEGL.so.1", "libglib-2.0.so.0", "libxcb-cursor.so.0")
        assert found.packages == ("libegl1", "libglib2.0-0", "libxcb-cursor0")
        assert found.problem.rstrip('"').endswith("apt install libegl1 libglib2.0-0 libxcb-cursor0")

    def test_work_without_a_screen_needs_no_x11(self, qt, without, monkeypatch):
        without("libEGL.so.1", "libxcb-cursor.so.0")
        monkeypatch.setattr(qt_ready, "debian_version", lambda: "12.5")
        assert qt_ready.readiness(qt, "offscreen").packages == ("libegl1",)

    def test_elsewhere_the_files_are_named(self, qt, without, monkeypatch):
        without("libEGL.so.1")
        monkeypatch.setattr(qt_ready, "debian_version", lambda: None)
        found = qt_ready.readiness(qt, "offscreen")
        assert found.packages == ()
        assert "libEGL.so.1" in found.problem

    def test_one_that_nobody_foresaw_is_named(self, qt, without):
        without("libnew.so.9")
        found = qt_ready.readiness(qt, "xcb")
        assert found.missing == ("libnew.so.9",)
        assert "libnew.so.9" in found.problem

    def test_a_qt_that_does_not_fit_the_system_is_a_sentence(self, qt):
        found = qt_ready.readiness(qt, "offscreen")  # the files are empty: the real loader refuses them
        assert found.problem.endswith("does not run on this system.")

    def test_the_first_display_with_all_its_libraries_is_taken(self, qt, without):
        screens = (qt_ready.Screen("wayland", "wayland-0"), qt_ready.Screen("xcb", ":0"))
        without("libwayland-cursor.so.0")
        assert qt_ready.best(qt, screens).platform == "xcb"
        assert qt_ready.best(qt, screens[:1]).missing == ("libwayland-cursor.so.0",)

    def test_the_installed_qt_can_start_here(self):
        pytest.importorskip("PySide6", reason="the core is tested where Qt is not installed, too")
        qt_ready.require_offscreen()


class TestPackages:
    @pytest.mark.parametrize(
        ("debian", "name"),
        [
            ("12.5", "libglib2.0-0"),
            ("bookworm/sid", "libglib2.0-0"),
            ("13.1", "libglib2.0-0t64"),
            ("trixie/sid", "libglib2.0-0t64"),
            ("forky/sid", "libglib2.0-0t64"),
        ],
    )
    def test_names_follow_the_release(self, debian, name):
        assert qt_ready.debian_packages(["libglib-2.0.so.0", "libgthread-2.0.so.0"], debian) == (name,)

    def test_only_debian_has_them(self):
        assert qt_ready.debian_packages(["libEGL.so.1"], None) == ()

    def test_the_release_is_read_from_the_system(self, tmp_path):
        assert qt_ready.debian_version(tmp_path) is None
        (tmp_path / "debian_version").write_text("13.1\n")
        assert qt_ready.debian_version(tmp_path) == "13.1"

    def test_the_line_fits_who_types_it(self, tmp_path, monkeypatch):
        monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
        monkeypatch.setattr(qt_ready.shutil, "which", lambda name: f"/usr/bin/{name}")
        assert qt_ready.install_line(["libegl1"], tmp_path) == "sudo apt update && sudo apt install libegl1"
        (tmp_path / "deb_main_Packages.lz4").touch()
        assert qt_ready.install_line(["libegl1", "libgl1"], tmp_path) == "sudo apt install libegl1 libgl1"
        monkeypatch.setattr(qt_ready.shutil, "which", lambda name: None)
        assert qt_ready.install_line(["libegl1"], tmp_path) == 'su -c "apt install libegl1"'
        monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
        assert qt_ready.install_line(["libegl1"], tmp_path) == "apt install libegl1"


class TestVersions:
    @pytest.mark.parametrize(("version", "python"), [("6.12.0", (3, 11)), ("6.12.0", (3, 10)), ("6.13.1", (3, 11))])
    def test_the_pair_that_crashes_is_refused(self, version, python):
        with pytest.raises(JmapError) as caught:
            qt_ready.refuse_bad_version(version, python)
        assert caught.value.code == "qt.version"
        assert version in caught.value.message

    @pytest.mark.parametrize(("version", "python"), [("6.11.3", (3, 11)), ("6.12.0", (3, 12)), ("6.8.2", (3, 11))])
    def test_others_are_not(self, version, python):
        qt_ready.refuse_bad_version(version, python)

    def test_the_installed_one_is_found(self):
        pyside = pytest.importorskip("PySide6", reason="the core is tested where Qt is not installed, too")
        assert qt_ready.pyside_version() == pyside.__version__

    def test_the_installed_one_loses_no_references(self):
        qt_core = pytest.importorskip("PySide6.QtCore", reason="the core is tested where Qt is not installed, too")
        thing = qt_core.QObject()
        before = sys.getrefcount(None)
        for _ in range(1000):
            thing.setObjectName("x")  # returns nothing
        assert abs(sys.getrefcount(None) - before) < 500


def test_asking_loads_no_qt():
    code = (
        "import sys; from jmapdesk.util import qt_ready; qt_ready.find_screens({}); qt_ready.readiness"
        "(qt_ready.qt_folder(), 'offscreen'); print([m for m in sys.modules if m.startswith(('PySide6', 'shiboken'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@LINUX
def test_a_window_without_a_screen_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr(qt_ready, "qt_folder", lambda: None)
    with pytest.raises(JmapError) as caught:
        qt_ready.require_window({})
    assert caught.value.code == "qt.screen"


def test_a_window_nobody_sees_can_be_asked_for(monkeypatch):
    monkeypatch.setattr(qt_ready, "qt_folder", lambda: None)
    assert qt_ready.require_window({"QT_QPA_PLATFORM": "offscreen"}) == "offscreen"
