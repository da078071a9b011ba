"""The program is private: it opens no socket to anywhere, and what it exports names neither its user nor a folder."""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from jmapdesk.exchange.registry import writable
from jmapdesk.util.resources import resource

ROOT = Path(__file__).parents[1]
WHO = "zanzibarius"
"""A name that stands nowhere but in the folders and settings of who works here."""

SESSION = """
import sys
from pathlib import Path

seen = []

def hear(event, given):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        address = given[1] if event in ("socket.connect", "socket.bind", "socket.sendto") else given[0]
        if not isinstance(address, (str, bytes)) or event.startswith("socket.get"):
            seen.append((event, repr(given[1:])))

sys.addaudithook(hear)
folder = Path(sys.argv[1])
if "--try" in sys.argv:  # the hook must be able to hear
    import socket
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.connect(("127.0.0.1", 9))
    print("heard", len(seen), seen)
    sys.exit()

from PySide6.QtTest import QTest

from jmapdesk.app import WindowKeeper, make_application, make_kit
from jmapdesk.cli import main
from jmapdesk.edit.cards import set_text
from jmapdesk.session.settings import Settings

application = make_application(["jmapdesk"])

assert main(["new", "current-state", str(folder / "a.jmap")]) == 0
assert main(["check", str(folder / "a.jmap")]) == 0
for ending in ENDINGS:
    assert main(["export", str(folder / "map.jmap"), str(folder / f"out{ending}")]) in (0, 1), ending
assert main(["import", str(folder / "out.csv"), str(folder / "back.jmap")]) == 0
assert main(["merge", *[str(folder / "map.jmap")] * 3, str(folder / "merged.jmap")]) in (0, 1)

keeper = WindowKeeper(make_kit(Settings(folder / "settings"), folder / "templates", folder / "recovery"))
keeper.start()
keeper.open_path(folder / "map.jmap")
window = keeper.windows[0]
card = next(iter(window.document.journey.cards))
window.document.do("Edit", lambda journey: set_text(journey, card, "See https://example.org/ and file:///etc/hosts"))
QTest.qWait(300)
assert window.files.save()
window.files.export()
QTest.qWait(500)
window.files.may_close()
window.close()
open_now = set()
for table in ("tcp", "tcp6", "udp", "udp6"):
    path = Path("/proc/self/net") / table
    if path.exists():
        open_now |= {line.split()[9] for line in path.read_text().splitlines()[1:]}
for one in Path("/proc/self/fd").iterdir() if Path("/proc/self/fd").exists() else ():
    try:
        name = str(one.readlink())
    except OSError:
        continue
    if name.startswith("socket:[") and name[8:-1] in open_now:
        seen.append(("open", name))
print("heard", len(seen), seen[:3])
"""

ENDINGS = sorted({one.ending for one in writable() if one.ending != ".ics"})


def session(folder: Path, *more: str, before: tuple[str, ...] = ()) -> str:
    """Work at the command line and in a window for a while; what was heard of sockets."""
    shutil.copy(str(resource("samples", "from-evaluation-to-first-value.jmap")), folder / "map.jmap")
    program = SESSION.replace("ENDINGS", repr(ENDINGS))
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder / WHO), "USER": WHO,
        "LOGNAME": WHO, "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data"),
    }  # fmt: skip
    done = subprocess.run(
        [*before, sys.executable, "-c", program, str(folder), *more],
        capture_output=True, text=True, cwd=folder, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()[-1]


@dataclass(frozen=True)
class Worked:
    """What a session left: its folder, what was heard of sockets, and what the system was asked for, where one sees."""

    folder: Path
    heard: str
    trace: list[str] | None


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    folder = tmp_path_factory.mktemp("private") / WHO
    folder.mkdir()
    trace = folder.parent / "trace"
    watch = ("strace", "-f", "-qq", "-e", "trace=socket,connect", "-o", str(trace))
    may_watch = shutil.which("strace") and not subprocess.run([*watch, "true"], capture_output=True).returncode
    heard = session(folder, before=watch if may_watch else ())
    if not may_watch:
        return Worked(folder, heard, None)
    seen = trace.read_text("utf-8").splitlines()
    session(folder, "--try", before=watch)
    assert "AF_INET" in trace.read_text("utf-8"), "a socket would be seen"
    return Worked(folder, heard, seen)


def test_no_socket_is_opened_while_one_works(worked: Worked) -> None:
    assert worked.heard == "heard 0 []"


def test_a_socket_would_be_heard(tmp_path: Path) -> None:
    assert session(tmp_path, "--try").startswith("heard 1 ")


def test_the_system_is_asked_for_no_socket_of_the_internet(worked: Worked) -> None:
    if worked.trace is None:
        pytest.skip("needs strace, and leave to use it")
    assert [line for line in worked.trace if "AF_INET" in line] == []


def inside(path: Path) -> bytes:
    """All that a document holds, unpacked."""
    data = path.read_bytes()
    if data.startswith(b"%PDF"):
        with pikepdf.open(path) as document:
            out = io.BytesIO()
            document.save(
                out, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )  # fmt: skip
        return out.getvalue()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())
    return data


def test_what_is_exported_names_neither_user_nor_folder_nor_machine(worked: Worked) -> None:
    made = [worked.folder / f"out{ending}" for ending in ENDINGS]
    assert {".pdf", ".png", ".svg", ".xlsx", ".pptx", ".html"} <= {path.suffix for path in made}
    names = {WHO, str(worked.folder.parent), str(Path.home()), str(ROOT), socket.gethostname()}
    private = {name for name in names if len(name) > 4} - {"localhost"}  # shorter ones stand in any picture by chance
    for path in made:
        held = inside(path)
        for word in private:
            plain, wide = word.encode(), word.encode("utf-16-be")
            for letters in (plain, wide, word.encode("utf-16-le"), plain.hex().encode(), wide.hex().upper().encode()):
                assert letters not in held, f"{path.suffix} says {word}"
        assert not re.search(rb"/(?:home|Users|root)/\w|[A-Z]:\\\\?Users", held), path.suffix
