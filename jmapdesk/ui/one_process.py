"""One process for all windows of a person: a second start hands its file to the first one and ends.

They talk over a local socket that only the person's own account can open, one for each desktop session and settings
folder. Whoever asks waits two seconds at most; where nobody answers in time the second process goes on by itself.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

ALONE: Final = "JMAPDESK_ALONE"
"""An environment variable: where it is set, every start is a process of its own."""
_SESSION: Final = ("XDG_SESSION_ID", "WAYLAND_DISPLAY", "DISPLAY")
_TOKENS: Final = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""By these a desktop lets a window come to the front that was asked for elsewhere."""
_CONNECT_MS: Final = 300
_ANSWER_MS: Final = 1500
_LONGEST: Final = 100_000
"""Bytes of a request; no list of paths is longer."""
_HERE, _GO = b"here\n", b"go\n"


@dataclass(frozen=True, slots=True)
class Request:
    """What a start asks for: a file, a sample, or with neither the start page."""

    path: Path | None = None
    sample: bool = False

    def encoded(self) -> bytes:
        """One line of JSON, with what lets a window come to the front."""
        tokens = {name: os.environ[name] for name in _TOKENS if name in os.environ}
        path = str(self.path.absolute()) if self.path is not None else None
        return json.dumps({"path": path, "sample": self.sample, "tokens": tokens}).encode("ascii") + b"\n"


def decoded(line: bytes) -> Request | None:
    """The request of a line; None where it is none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    tokens = found.get("tokens")
    for name in _TOKENS:
        if isinstance(tokens, dict) and isinstance(tokens.get(name), str) and "\0" not in tokens[name]:
            os.environ[name] = tokens[name]
    path = found.get("path")
    return Request(Path(path) if isinstance(path, str) and path else None, found.get("sample") is True)


def meeting_place(settings: Path) -> str:
    """Where processes meet; empty where they shall not, or where there is no safe place for it."""
    if os.environ.get(ALONE):
        return ""
    try:
        return socket_name(settings)
    except (OSError, KeyError):
        return ""


def socket_name(settings: Path) -> str:
    """Where the first process listens: a file in a folder of the person's own, or on Windows a name."""
    parts = [getpass.getuser(), str(settings), *(os.environ.get(name, "") for name in _SESSION)]
    name = "jmapdesk-" + hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:20]
    if sys.platform == "win32":
        return name
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if folder and _is_private(Path(folder)):
        return str(Path(folder) / name)
    own = Path(tempfile.gettempdir()) / f"jmapdesk-{os.getuid()}"
    own.mkdir(mode=0o700, exist_ok=True)
    if not _is_private(own):
        raise OSError(f"{own} is open to others")
    return str(own / name)


def _is_private(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


def hand_over(name: str, request: Request) -> bool:
    """Give the request to the process that listens there; whether it took it."""
    if sys.platform != "win32" and not Path(name).exists():
        return False  # nobody listens, and the library need not even be loaded
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    try:
        if not socket.waitForConnected(_CONNECT_MS):
            return False
        socket.write(request.encoded())
        if not socket.waitForBytesWritten(_CONNECT_MS) or not socket.waitForReadyRead(_ANSWER_MS):
            return False
        if bytes(socket.readAll().data()) != _HERE:
            return False
        # it opens nothing before this: had this process given up by now, both would open the file
        socket.write(_GO)
        return socket.waitForBytesWritten(_CONNECT_MS)
    finally:
        socket.abort() if socket.state() != QLocalSocket.LocalSocketState.ConnectedState else _leave(socket)


def _leave(socket: QLocalSocket) -> None:
    socket.disconnectFromServer()
    if socket.state() != socket.LocalSocketState.UnconnectedState:
        socket.waitForDisconnected(_CONNECT_MS)


class Listener(QObject):
    """The first process's ear. ``asked`` is called with what a second start wants."""

    def __init__(self, asked: Callable[[Request], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked = asked
        self._server: QLocalServer | None = None
        self._heard: dict[QLocalSocket, bytes | None] = {}
        """What each guest has said, None once it is done. Forgotten earlier than the server, it is deleted twice."""

    def listen(self, name: str) -> bool:
        """Begin to listen; whether this process is the one that does. What a crash left behind is taken away."""
        from PySide6.QtNetwork import QLocalServer, QLocalSocket

        trial = QLocalSocket()
        trial.connectToServer(name)
        if trial.waitForConnected(_CONNECT_MS):
            trial.abort()
            return False  # somebody was quicker, or hangs: Qt would take the name from them without a word
        QLocalServer.removeServer(name)
        server = self._server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._met)
        return server.listen(name)

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    def _met(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            self._heard[socket] = b""
            socket.readyRead.connect(lambda one=socket: self._read(one))
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        before = self._heard.get(socket)
        if before is None or not socket.isOpen():
            return
        heard = self._heard[socket] = before + bytes(socket.readAll().data())
        if len(heard) > _LONGEST:
            socket.abort()
        elif b"\n" not in before and b"\n" in heard:
            socket.write(_HERE)
            socket.flush()
        if heard.endswith(b"\n" + _GO):
            request = decoded(heard[: -len(_GO)])
            self._heard[socket] = None
            if request is not None:
                self._asked(request)
