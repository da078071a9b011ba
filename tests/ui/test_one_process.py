"""A second start hands its file to the first process, which opens it or raises its window; nothing ever hangs on it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jmapdesk.app import WindowKeeper
from jmapdesk.storage.files import save_map
from jmapdesk.ui import one_process
from jmapdesk.ui.one_process import Listener, Request, decoded, hand_over, socket_name
from tests.builders import small_map

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets are files here, and tests make some by hand")

TOP = str(Path(__file__).parents[2])
_START_MS = 30_000
"""How long other processes may take to start on a busy machine."""


@pytest.fixture
def name(tmp_path: Path) -> str:
    """Where to listen; the path of a socket may not be long."""
    folder = Path("/tmp") / f"jm{os.getpid()}{abs(hash(tmp_path)) % 10_000}"
    folder.mkdir(mode=0o700)
    return str(folder / "s")


@pytest.fixture(autouse=True)
def _tidy(name: str) -> Iterator[None]:
    yield
    Path(name).unlink(missing_ok=True)
    Path(name).parent.rmdir()


@pytest.fixture
def asked(name: str, qapp: QApplication) -> Iterator[list[Request]]:
    """What a first process was asked for."""
    heard: list[Request] = []
    listener = Listener(heard.append)
    assert listener.listen(name)
    yield heard
    listener.close()


def second(name: str, request: Request) -> Callable[[], bool]:
    """Ask from another process; gives whether it was heard, once it has ended."""
    path = repr(str(request.path)) if request.path is not None else "None"
    script = (
        "import pathlib, sys; from jmapdesk.ui.one_process import Request, hand_over; "
        f"path = {path}; request = Request(pathlib.Path(path) if path else None, {request.sample}); "
        f"sys.exit(0 if hand_over({name!r}, request) else 1)"
    )
    start = subprocess.Popen([sys.executable, "-c", script], env=os.environ | {"PYTHONPATH": TOP})
    return lambda: start.poll() == 0


def test_a_file_is_handed_over_by_its_whole_path(
    name: str, asked: list[Request], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    taken = second(name, Request(Path("Karte ü.jmap")))
    qtbot.waitUntil(lambda: taken() and bool(asked), timeout=_START_MS)
    assert asked == [Request(tmp_path / "Karte ü.jmap")]


def test_several_starts_are_all_heard(name: str, asked: list[Request], qtbot: QtBot) -> None:
    wanted = [Request(Path(f"/maps/{n}.jmap")) for n in range(5)] + [Request(sample=True), Request()]
    taken = [second(name, one) for one in wanted]
    qtbot.waitUntil(lambda: all(one() for one in taken) and len(asked) == len(wanted), timeout=_START_MS)
    assert {str(one) for one in asked} == {str(one) for one in wanted}


def test_where_nobody_listens_nobody_is_asked(name: str) -> None:
    assert not hand_over(name, Request())


def test_what_a_crash_left_behind_is_taken_over(name: str, qtbot: QtBot) -> None:
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(name)
    dead.close()
    assert Path(name).exists()
    assert not hand_over(name, Request())
    heard: list[Request] = []
    listener = Listener(heard.append)
    assert listener.listen(name)
    taken = second(name, Request(sample=True))
    qtbot.waitUntil(lambda: taken() and heard == [Request(sample=True)], timeout=_START_MS)
    listener.close()


def test_a_process_that_hangs_is_left_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_process, "_ANSWER_MS", 50)
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(name)
        deaf.listen(1)
        assert not hand_over(name, Request())
        assert not Listener(lambda _request: None).listen(name)
    assert Path(name).exists()


def test_who_gave_up_waiting_opens_it_alone(name: str, asked: list[Request], qtbot: QtBot, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as hasty:
        hasty.connect(name)
        hasty.sendall(Request(tmp_path / "a.jmap").encoded())
    taken = second(name, Request(sample=True))
    qtbot.waitUntil(lambda: taken() and bool(asked), timeout=_START_MS)
    assert asked == [Request(sample=True)]


@pytest.mark.parametrize("noise", [b"GET / HTTP/1.1\r\n\r\n", b"[1]\ngo\n", b"\xff\n", b"x" * 200_000, b"{}" * 3])
def test_noise_is_no_request_and_does_no_harm(name: str, asked: list[Request], qtbot: QtBot, noise: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as odd:
        odd.connect(name)
        odd.setblocking(False)
        odd.send(noise)
        taken = second(name, Request(sample=True))
        qtbot.waitUntil(lambda: taken() and bool(asked), timeout=_START_MS)
    assert asked == [Request(sample=True)]


def test_only_the_persons_own_account_may_knock(name: str, asked: list[Request]) -> None:
    assert Path(name).stat().st_mode & 0o077 == 0


def test_the_place_is_private_and_one_for_each_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setenv("DISPLAY", ":1")
    one = socket_name(tmp_path)
    assert Path(one).parent == runtime
    monkeypatch.setenv("DISPLAY", ":2")
    assert socket_name(tmp_path) != one
    runtime.chmod(0o755)
    assert Path(socket_name(tmp_path)).parent != runtime


def test_a_request_reads_back_and_names_of_any_kind_survive() -> None:
    for request in (Request(), Request(sample=True), Request(Path("/a b/ü\udcff\n.jmap"))):
        assert decoded(request.encoded().rstrip(b"\n")) == request


def test_the_same_file_raises_its_window_and_another_opens_one(keeper: WindowKeeper, tmp_path: Path) -> None:
    one, other = tmp_path / "one.jmap", tmp_path / "other.jmap"
    for path in (one, other):
        save_map(small_map(), path, None)
    keeper.answer(Request(one))
    keeper.answer(Request(other))
    assert [window.document.path for window in keeper.windows] == [one, other]
    keeper.windows[0].showMinimized()
    keeper.answer(Request(tmp_path / "." / "one.jmap"))
    assert len(keeper.windows) == 2
    assert not keeper.windows[0].isMinimized()
    keeper.windows[-1].showMinimized()
    keeper.answer(Request())  # no file: it is raised, and nothing opens over it
    assert len(keeper.windows) == 2
    assert keeper.start_page is None


def test_a_start_without_a_file_and_with_nothing_open_shows_the_start_page(keeper: WindowKeeper) -> None:
    keeper.answer(Request())
    assert keeper.start_page is not None


def test_a_real_second_start_ends_with_nothing_to_say(
    keeper: WindowKeeper, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = Path("/tmp") / f"jmr{os.getpid()}"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    from jmapdesk.session.settings import config_folder

    listener = Listener(keeper.answer)
    assert listener.listen(socket_name(config_folder()))
    start = subprocess.Popen(
        [sys.executable, "-m", "jmapdesk", "map.jmap"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=os.environ | {"PYTHONPATH": TOP},
    )  # fmt: skip
    qtbot.waitUntil(lambda: start.poll() is not None, timeout=60_000)
    listener.close()
    said, _ = start.communicate()
    assert (start.returncode, said) == (0, b"")
    assert [window.document.path for window in keeper.windows] == [path]
    for left in runtime.iterdir():
        left.unlink()
    runtime.rmdir()
