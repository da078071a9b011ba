"""Whether Qt can start here, found out before Qt is touched.

Qt aborts the whole program where a system library or the screen is missing, and Python cannot catch that. So this
module asks the loader and the display the same questions first, without importing Qt, and says in one sentence what
to do. Standard library only: the start script uses it before any package is installed.

Only Linux is looked at. On Windows and macOS the packages bring all they need (untried there).
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from jmapdesk.util.errors import JmapError

OFFSCREEN = "offscreen"
"""Qt's platform for work without a screen."""

_UNSEEN = {OFFSCREEN, "minimal", "minimalegl"}
_CONNECT_SECONDS = 2.0

# Which Debian package carries which library. In both lists the order is that of the sentence a person reads.
_BASE = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libzstd.so.1": "libzstd1",
    "libz.so.1": "zlib1g",
    "libstdc++.so.6": "libstdc++6",
}
_XCB = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
_EXTRA = {"xcb": _XCB, "wayland": _WAYLAND}
# Packages whose name changed with the 64-bit time move (Debian 13, Ubuntu 24.04).
_TIME64 = {"libglib2.0-0": "libglib2.0-0t64"}
_BEFORE_TIME64 = {"buster", "bullseye", "bookworm"}

_QT_LIBRARIES = ("Gui", "Widgets", "DBus", "Network", "Svg", "PrintSupport")


class Screen(NamedTuple):
    """A display that Qt could show windows on: Qt's name for the platform, and the display's own name."""

    platform: str
    name: str


class Readiness(NamedTuple):
    """What was found. ``platform`` is Qt's name; ``missing`` are library files; ``packages`` carry them on Debian
    (empty elsewhere); ``problem`` is one sentence, or empty where Qt can start."""

    platform: str
    missing: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    problem: str = ""


def require_offscreen() -> None:
    """Raise JmapError (``qt.libraries``, ``qt.version``) where Qt could not even draw without a screen."""
    refuse_bad_version()
    _raise(readiness(qt_folder(), OFFSCREEN), "qt.libraries")


def require_window(environ: Mapping[str, str] = os.environ) -> str:
    """The Qt platform to open windows with. Raises JmapError (``qt.version``, ``qt.libraries``, ``qt.screen``)."""
    refuse_bad_version()
    if wants_no_screen(environ):
        _raise(readiness(qt_folder(), OFFSCREEN), "qt.libraries")
        return wished_platform(environ)
    screens = find_screens(environ)
    if not screens:
        raise JmapError("qt.screen", no_screen(environ))
    found = best(qt_folder(), screens)
    _raise(found, "qt.libraries")
    return found.platform


def refuse_bad_version(version: str = "", python: tuple[int, int] = sys.version_info[:2]) -> None:
    """Raise JmapError ``qt.version`` for PySide6 6.12 on Python below 3.12, which aborts after some minutes of work:
    every call that returns nothing loses a reference to None there. ``version`` is looked up where it is empty."""
    version = version or pyside_version()
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if numbers >= (6, 12) and python < (3, 12):
        raise JmapError(
            "qt.version",
            f"PySide6 {version} crashes on Python {python[0]}.{python[1]}: "
            "please use Python 3.12 or newer, or PySide6 6.11.",
        )


def pyside_version() -> str:
    """The installed PySide6's version, read from its files; empty where it is not installed."""
    folder = qt_folder()
    if folder is None:
        return ""
    for info in folder.parent.parent.glob("[Pp]y[Ss]ide6_[Ee]ssentials-*.dist-info"):
        return info.name.removesuffix(".dist-info").partition("-")[2]
    return ""


def qt_folder() -> Path | None:
    """Where PySide6 keeps Qt (``lib`` and ``plugins``), or None where PySide6 is not installed."""
    spec = PathFinder.find_spec("PySide6")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        return Path(place) / "Qt"
    return None


def wished_platform(environ: Mapping[str, str]) -> str:
    """The platform that ``QT_QPA_PLATFORM`` asks for, without its options; empty where Qt is to choose."""
    return re.split("[:;]", environ.get("QT_QPA_PLATFORM", ""))[0].strip()


def wants_no_screen(environ: Mapping[str, str]) -> bool:
    """Whether ``QT_QPA_PLATFORM`` asks for a platform that nobody can see."""
    return wished_platform(environ) in _UNSEEN


def find_screens(environ: Mapping[str, str], system: str = sys.platform) -> tuple[Screen, ...]:
    """The displays that answer and that ``QT_QPA_PLATFORM`` allows, the one Qt prefers first; none where nobody
    could see a window."""
    if system != "linux":
        return (Screen({"win32": "windows", "darwin": "cocoa"}.get(system, ""), "desktop"),)
    wish = wished_platform(environ)
    if wish in _UNSEEN:
        return ()
    if wish not in ("", "wayland", "xcb"):
        return (Screen(wish, wish),)  # a kiosk's frame buffer, for one: whoever asks for it knows
    screens = []
    wayland = environ.get("WAYLAND_DISPLAY", "")
    if wayland and _answers(_wayland_socket(wayland, environ)):
        screens.append(Screen("wayland", wayland))
    display = environ.get("DISPLAY", "")
    if display and _x11_answers(display):
        screens.append(Screen("xcb", display))
    return tuple(screen for screen in screens if wish in ("", screen.platform))


def screen_trouble(environ: Mapping[str, str]) -> str:
    """Why there is no screen, as the beginning of a sentence."""
    names = [environ[key] for key in ("WAYLAND_DISPLAY", "DISPLAY") if environ.get(key)]
    if names and not wants_no_screen(environ):
        return f"The screen {' or '.join(names)} does not answer or does not let this user in"
    return "There is no screen here"


def no_screen(environ: Mapping[str, str]) -> str:
    """The sentence for a person who wants a window where there is no screen."""
    return f"{screen_trouble(environ)}, so no window can be opened: please start jmapdesk from a desktop session."


def best(folder: Path | None, screens: Sequence[Screen]) -> Readiness:
    """The first of these displays whose libraries are all there; where none is, what the first one lacks."""
    found = [readiness(folder, screen.platform) for screen in screens]
    return next((each for each in found if not each.problem), found[0])


def readiness(folder: Path | None, platform: str, system: str = sys.platform) -> Readiness:
    """Whether Qt in this folder (see ``qt_folder``) can start on this platform, and what it lacks."""
    ctypes = _ctypes()
    if system != "linux" or folder is None or ctypes is None:
        return Readiness(platform)
    load = ctypes.CDLL
    try:
        for name in _QT_LIBRARIES:
            _load_if_there(load, folder / "lib" / f"libQt6{name}.so.6")
        _load_if_there(load, folder / "plugins" / "platforms" / f"libq{platform}.so")
    except OSError as error:
        return _what_is_missing(platform, str(error))
    return Readiness(platform)


def missing_libraries(platform: str) -> tuple[str, ...]:
    """The system libraries that this platform of Qt needs and the loader does not find, asked before Qt itself is
    installed."""
    ctypes = _ctypes()
    if ctypes is None or sys.platform != "linux":
        return ()
    return tuple(name for name in {**_BASE, **_EXTRA.get(platform, {})} if not _loads(ctypes.CDLL, name))


def debian_packages(libraries: Sequence[str], debian: str | None) -> tuple[str, ...]:
    """The packages that carry these library files on Debian and its relatives, each once; empty where ``debian``
    (see ``debian_version``) is None or a library is not known."""
    known = {**_BASE, **_XCB, **_WAYLAND}
    if debian is None or any(name not in known for name in libraries):
        return ()
    names = [known[name] for name in known if name in libraries]
    if _has_time64(debian):
        names = [_TIME64.get(name, name) for name in names]
    return tuple(dict.fromkeys(names))


def debian_version(etc: Path = Path("/etc")) -> str | None:
    """What Debian, or the system derived from it, calls its version ("12.5", "trixie/sid"); None elsewhere."""
    try:
        return (etc / "debian_version").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None


def install_line(packages: Sequence[str], lists: Path = Path("/var/lib/apt/lists")) -> str:
    """The one line to type that installs these Debian packages, by the means this system and this user have."""
    words = f"apt install {' '.join(packages)}"
    if not any(lists.glob("*_Packages*")):
        words = f"apt update && {words}"
    if os.name == "posix" and os.geteuid() == 0:
        return words
    if shutil.which("sudo"):
        return words.replace("apt ", "sudo apt ")
    return f'su -c "{words}"'


def _has_time64(debian: str) -> bool:
    major = re.match(r"\d+", debian)
    if major:
        return int(major.group()) >= 13
    return debian.partition("/")[0] not in _BEFORE_TIME64


def _raise(found: Readiness, code: str) -> None:
    if found.problem:
        raise JmapError(code, found.problem)


def _ctypes() -> ModuleType | None:
    try:
        import ctypes
    except ImportError:  # a Python built without it can still run Qt: then nothing is found out here
        return None
    return ctypes


def _load_if_there(load: Callable[[str], object], path: Path) -> None:
    if path.exists():  # a library that this Qt does not bring is not the system's fault
        load(str(path))


def _what_is_missing(platform: str, message: str) -> Readiness:
    """All missing libraries at once: the loader names only the first, and one line to type must be enough."""
    missing = list(missing_libraries(platform))
    named = re.match(r"(\S+\.so[.\d]*): cannot open shared object file", message)
    if named and named.group(1) not in missing:
        missing.append(named.group(1))
    if not missing:
        return Readiness(platform, problem="Qt, which draws jmapdesk's windows, does not run on this system.")
    packages = debian_packages(missing, debian_version())
    if packages:
        problem = f"Some system libraries are missing; please type this once: {install_line(packages)}"
    else:
        problem = f"Some system libraries are missing; please install what carries: {', '.join(missing)}"
    return Readiness(platform, tuple(missing), packages, problem)


def _loads(load: Callable[[str], object], name: str) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True


def _wayland_socket(name: str, environ: Mapping[str, str]) -> str:
    return name if name.startswith("/") else f"{environ.get('XDG_RUNTIME_DIR', '')}/{name}"


def _x11_answers(display: str) -> bool:
    """Whether the X server is there and lets this user in."""
    match = re.fullmatch(r"(?:unix|(?:\w+/)?(?P<host>[^:]+))?:(?P<number>\d+)(?:\.\d+)?", display)
    if match is None:
        # macOS and some container set-ups name a socket's path.
        return _answers(display.rpartition(":")[0] or display) or _answers(display)
    number = int(match["number"])
    if match["host"]:
        there = _answers((match["host"], 6000 + number))
    else:
        path = f"/tmp/.X11-unix/X{number}"
        there = _answers(path) or _answers(f"\0{path}") or _answers(("localhost", 6000 + number))
    return there and _x11_lets_in(display)


def _answers(address: str | tuple[str, int]) -> bool:
    try:
        if isinstance(address, tuple):
            with socket.create_connection(address, timeout=_CONNECT_SECONDS):
                return True
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as plug:
            plug.settimeout(_CONNECT_SECONDS)
            plug.connect(address)
            return True
    except (OSError, ValueError):
        return False


def _x11_lets_in(display: str) -> bool:
    """Ask as Qt will: a display that answers may still refuse this user (another user's session, for one)."""
    ctypes = _ctypes()
    if ctypes is None:
        return True
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # its absence is reported with the other libraries
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    try:
        return not int(xcb.xcb_connection_has_error(connection))
    finally:
        xcb.xcb_disconnect(connection)
