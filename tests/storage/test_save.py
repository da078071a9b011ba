"""Saving: all of the new bytes or all of the old ones, whatever happens."""

from __future__ import annotations

import errno
import os
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from jmapdesk.model.delta import same
from jmapdesk.model.journey import with_parts
from jmapdesk.model.record import replace
from jmapdesk.storage import platform
from jmapdesk.storage.document import content_hash
from jmapdesk.storage.files import open_map, read_file, save_map
from jmapdesk.storage.save import other_names, save, shown, sweep_temps
from jmapdesk.util.errors import JmapError
from tests.builders import small_map

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions, links and signals of POSIX systems")
OLD, NEW = b"old content\n" * 3, b"new content\n" * 5


def refused(path: Path, data: bytes = NEW, expected: str | None = None) -> JmapError:
    with pytest.raises(JmapError) as caught:
        save(path, data, expected)
    assert caught.value.message.startswith("“")
    assert caught.value.message.endswith(".")
    return caught.value


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_saving_and_opening_gives_the_same_map(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    told = save_map(small_map(), path, None)
    opened = open_map(path)
    assert same(opened.journey, small_map())
    assert opened.hash == told == content_hash(path.read_bytes())
    assert names(tmp_path) == ["x.jmap"]


def test_saving_again_needs_the_hash_of_the_last_save(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    first = save_map(small_map(), path, None)
    edited = with_parts(small_map(), about=replace(small_map().about, title="Later"))
    second = save_map(edited, path, first)
    assert second != first
    assert open_map(path).journey.about.title == "Later"
    with pytest.raises(JmapError) as caught:
        save_map(small_map(), path, first)
    assert caught.value.code == "file.changed_outside"
    assert open_map(path).journey.about.title == "Later"


def test_a_file_changed_by_another_program_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(OLD)
    error = refused(path, expected=content_hash(b"what it was"))
    assert error.code == "file.changed_outside"
    assert path.read_bytes() == OLD


def test_a_file_deleted_by_another_program_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    save(path, NEW, content_hash(OLD))
    assert path.read_bytes() == NEW


@posix
def test_permissions_stay_and_new_files_follow_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    mask = os.umask(0o027)
    try:
        save(path, OLD, None)
        assert path.stat().st_mode & 0o777 == 0o640
        path.chmod(0o604)
        save(path, NEW, None)
        assert path.stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(mask)


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(OLD)
    os.chown(path, 1234, 2345)
    path.chmod(0o640)
    save(path, NEW, None)
    status = path.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o777) == (1234, 2345, 0o640)


def acl(*entries: tuple[int, int, int]) -> bytes:
    """A POSIX access list as Linux keeps it: tag, permissions and number of each entry."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


@pytest.mark.skipif(sys.platform != "linux", reason="the attributes of Linux")
def test_the_access_list_and_other_attributes_stay(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(OLD)
    path.chmod(0o660)
    nobody = 0xFFFFFFFF
    wanted = acl((1, 6, nobody), (2, 6, 12345), (4, 4, nobody), (16, 6, nobody), (32, 0, nobody))
    try:
        os.setxattr(path, "system.posix_acl_access", wanted)
        os.setxattr(path, "user.colour", b"green")
    except OSError:
        pytest.skip("this disk keeps no access lists")
    save(path, NEW, content_hash(OLD))
    assert os.getxattr(path, "system.posix_acl_access") == wanted
    assert os.getxattr(path, "user.colour") == b"green"


@pytest.mark.skipif(sys.platform != "linux", reason="the attributes of Linux")
def test_an_attribute_that_may_not_be_set_keeps_no_other_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(OLD)
    monkeypatch.setattr(os, "listxattr", lambda _: ["security.first", "user.second"])
    monkeypatch.setattr(os, "getxattr", lambda *_: b"value")
    given: list[str] = []

    def give(_: Path, name: str, __: bytes) -> None:
        if name.startswith("security"):
            raise PermissionError(errno.EPERM, "no")
        given.append(name)

    monkeypatch.setattr(os, "setxattr", give)
    save(path, NEW, content_hash(OLD))
    assert given == ["user.second"]


@posix
def test_other_names_of_a_file_are_counted_and_keep_what_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(OLD)
    os.link(path, tmp_path / "y.jmap")
    assert other_names(path) == 1
    save(path, NEW, content_hash(OLD))
    assert (tmp_path / "y.jmap").read_bytes() == OLD
    assert (other_names(path), other_names(tmp_path / "gone")) == (0, 0)


@posix
def test_a_link_stays_and_the_file_it_points_to_is_replaced(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    target = home / "real.jmap"
    target.write_bytes(OLD)
    link = tmp_path / "link.jmap"
    link.symlink_to(target)
    save(link, NEW, content_hash(OLD))
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert names(home) == ["real.jmap"]


@posix
def test_a_link_to_nothing_makes_the_file_it_names(tmp_path: Path) -> None:
    link = tmp_path / "link.jmap"
    link.symlink_to(tmp_path / "real.jmap")
    save(link, NEW, None)
    assert link.is_symlink()
    assert (tmp_path / "real.jmap").read_bytes() == NEW


@posix
def test_what_cannot_be_saved_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(OLD)
    (tmp_path / "loop").symlink_to("loop")
    for path, code in (
        (tmp_path / "folder", "file.is_folder"),
        (Path("/dev/null"), "file.not_a_file"),
        (tmp_path / "gone" / "x.jmap", "file.folder_missing"),
        (tmp_path / "file" / "x.jmap", "file.folder_missing"),
        (tmp_path / ("x" * 300), "file.name_too_long"),
        (tmp_path / "a\0b", "file.name_too_long"),
        (tmp_path / "loop", "file.write_failed"),
    ):
        assert refused(path).code == code, path
    assert names(tmp_path) == ["file", "folder", "loop"]


@contextmanager
def nobodys_folder() -> Iterator[Path]:
    """A folder of somebody who is not root, and that somebody for a while: root may write everywhere."""
    with tempfile.TemporaryDirectory() as name:
        root = os.geteuid() == 0
        if root:
            os.chown(name, 65534, 65534)
            os.setresuid(65534, 65534, 0)
        try:
            yield Path(name)
        finally:
            if root:
                os.setresuid(0, 0, 0)


@posix
def test_a_file_that_may_not_be_changed_is_left_alone() -> None:
    with nobodys_folder() as folder:
        path = folder / "x.jmap"
        path.write_bytes(OLD)
        path.chmod(0o444)
        assert refused(path).code == "file.read_only"
        assert path.read_bytes() == OLD


@posix
def test_a_folder_that_may_not_be_changed_is_left_alone() -> None:
    with nobodys_folder() as folder:
        path = folder / "x.jmap"
        path.write_bytes(OLD)
        folder.chmod(0o555)
        assert refused(path).code == "file.read_only"
        assert refused(folder / "new.jmap").code == "file.read_only"
        folder.chmod(0o755)
        assert path.read_bytes() == OLD
        assert names(folder) == ["x.jmap"]


@posix
def test_a_file_that_may_not_be_read_is_told() -> None:
    with nobodys_folder() as folder:
        path = folder / "x.jmap"
        path.write_bytes(OLD)
        path.chmod(0o000)
        with pytest.raises(JmapError) as caught:
            read_file(path)
        assert caught.value.code == "file.no_permission"


def test_the_longest_name_a_disk_takes_can_be_saved_twice(tmp_path: Path) -> None:
    path = tmp_path / ("ü" * 125 + ".jmap")
    save(path, OLD, None)
    save(path, NEW, content_hash(OLD))
    assert path.read_bytes() == NEW
    assert len(names(tmp_path)) == 1


@posix
@pytest.mark.parametrize(
    ("function", "number", "code"),
    [
        ("write", errno.ENOSPC, "file.disk_full"),
        ("write", errno.EDQUOT, "file.disk_full"),
        ("write", errno.EIO, "file.write_failed"),
        ("fsync", errno.ENOSPC, "file.disk_full"),
        ("fsync", errno.EIO, "file.write_failed"),
        ("open", errno.EROFS, "file.read_only"),
        ("open", errno.EACCES, "file.read_only"),
    ],
)
def test_trouble_of_the_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, number: int, code: str
) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(OLD)

    def fails(*_: Any, **__: Any) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, function, fails)
        error = refused(path)
    assert error.code == code
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["x.jmap"]


def test_a_disk_that_gives_back_other_bytes_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(OLD)
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, data: write(handle, bytes(len(data))))
        error = refused(path)
    assert error.code == "file.write_failed"
    assert path.read_bytes() == OLD


def test_a_disk_that_writes_little_at_a_time_gets_it_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:7]))
    save(tmp_path / "x.jmap", NEW, None)
    assert (tmp_path / "x.jmap").read_bytes() == NEW


@posix
def test_a_folder_that_is_not_synced_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(folder: Path) -> None:
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(platform, "sync_folder", fails)
    error = refused(tmp_path / "x.jmap")
    assert error.code == "file.not_confirmed"


@contextmanager
def limited_files(size: int) -> Iterator[None]:
    """No file of this process may grow beyond ``size`` bytes: a full disk without being root."""
    resource = pytest.importorskip("resource", reason="Windows sets no such limits")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@posix
def test_a_disk_without_room_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(OLD)
    with limited_files(64 * 1024):
        error = refused(path, b"x" * 200_000, content_hash(OLD))
    assert error.code == "file.disk_full"
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["x.jmap"]


SAVING_FOR_EVER = """
import sys
from pathlib import Path
from jmapdesk.storage.save import save
path = Path(sys.argv[1])
states = [bytes([65 + n]) * 300_000 for n in range(4)]
print("ready", flush=True)
while True:
    for state in states:
        save(path, state, None)
"""


@posix
def test_a_killed_save_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(b"Z" * 300_000)
    whole = {bytes([letter]) * 300_000 for letter in b"ABCDZ"}
    left = 0
    for attempt in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", SAVING_FOR_EVER, str(path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.013 * (attempt + 1))
            process.send_signal(signal.SIGKILL)
        assert path.read_bytes() in whole
        left = len(names(tmp_path)) - 1
    sweep_temps(path, older_than=0)
    assert names(tmp_path) == ["x.jmap"], f"{left} temporary files were left to sweep"


def test_opening_sweeps_old_temporaries_of_this_very_file_only(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    save_map(small_map(), path, None)
    mine, fresh, others = (
        ".x.jmap.jmapdesk-0123abcd.tmp",
        ".x.jmap.jmapdesk-ffff0000.tmp",
        ".y.jmap.jmapdesk-0123abcd.tmp",
    )
    for name in (mine, fresh, others, "x.jmap.tmp", ".x.jmap.jmapdesk-nothex!!.tmp"):
        (tmp_path / name).write_bytes(b"left behind")
        if name != fresh:
            os.utime(tmp_path / name, (1, 1))
    open_map(path)
    assert names(tmp_path) == sorted([fresh, others, "x.jmap", "x.jmap.tmp", ".x.jmap.jmapdesk-nothex!!.tmp"])


def test_names_in_sentences_hold_no_control_characters(tmp_path: Path) -> None:
    assert shown(Path("a\nb\x1b[31m.jmap")) == "a\ufffdb\ufffd[31m.jmap"
    assert shown(Path(os.fsdecode(b"a\xff.jmap"))) == "a\ufffd.jmap"


def test_a_file_larger_than_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(b"x" * 101)
    with pytest.raises(JmapError) as caught:
        read_file(path, largest=100)
    assert caught.value.code == "file.too_large"
    assert read_file(path, largest=101) == b"x" * 101


@posix
def test_a_pipe_nobody_writes_to_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(JmapError) as caught:
        read_file(tmp_path / "pipe")
    assert caught.value.code == "file.not_a_file"
