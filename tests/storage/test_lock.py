"""A lock beside a map says who has it open; what a killed program left is no lock."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jmapdesk.storage import platform
from jmapdesk.storage.lock import Holder, Lock, holder_of, lock_path, take_lock

posix = pytest.mark.skipif(sys.platform == "win32", reason="processes and permissions of POSIX systems")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "map.jmap"
    file.write_text("{}")
    return file


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def leave(path: Path, **changes: Any) -> Holder:
    """A lock as some other program would have left it."""
    mine = Holder(
        "ada", platform.machine_name(), os.getpid(), 1000.0, platform.machine_mark(),
        platform.process_mark(os.getpid()), "theirs",
    )._replace(**changes)  # fmt: skip
    lock_path(path).write_text(json.dumps({"jmapdesk-lock": 1, **mine._asdict()}), "ascii")
    return mine


def a_dead_pid() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_a_lock_says_who_and_where_and_goes_again(path: Path) -> None:
    lock = take_lock(path)
    assert isinstance(lock, Lock)
    assert names(path.parent) == [".map.jmap.jmapdesk-lock", "map.jmap"]
    found = holder_of(path)
    assert found is not None
    assert (found.user, found.host, found.pid) == (platform.user_name(), platform.machine_name(), os.getpid())
    lock.release()
    assert names(path.parent) == ["map.jmap"]
    assert holder_of(path) is None


def test_who_comes_second_is_told_who_was_first(path: Path) -> None:
    first = take_lock(path)
    assert isinstance(first, Lock)
    second = take_lock(path)
    assert isinstance(second, Holder)
    assert second == first.holder


def test_a_lock_of_another_machine_is_never_taken_without_being_asked(path: Path) -> None:
    theirs = leave(path, host="laptop", machine="another", pid=a_dead_pid(), since=5.0)
    assert take_lock(path) == theirs
    assert holder_of(path) == theirs
    taken = take_lock(path, anyway=True)
    assert isinstance(taken, Lock)
    assert holder_of(path) == taken.holder


@posix
def test_what_a_killed_program_left_is_taken_over(path: Path) -> None:
    leave(path, pid=a_dead_pid())
    assert holder_of(path) is None
    assert isinstance(take_lock(path), Lock)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells when a process began")
def test_another_process_with_the_number_of_the_killed_one_is_not_it(path: Path) -> None:
    leave(path, mark="an earlier boot 1234")
    assert isinstance(take_lock(path), Lock)


@posix
def test_killing_the_holder_frees_the_map(path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from jmapdesk.storage.lock import take_lock; "
        "take_lock(Path(sys.argv[1])); print('held', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        found = take_lock(path)
        assert isinstance(found, Holder)
        assert found.pid == holder.pid
        holder.kill()
        holder.wait()
    assert isinstance(take_lock(path), Lock)


def _compete(path: str, start: Any, won: Any) -> None:
    start.wait()
    if isinstance(take_lock(Path(path)), Lock):
        won.put(os.getpid())
        won.close()
        won.join_thread()
    start.wait()  # live until all have tried


@posix
@pytest.mark.parametrize("left", [False, True])
def test_of_many_at_once_one_gets_it(path: Path, left: bool) -> None:
    if left:
        leave(path, pid=a_dead_pid())
    context = multiprocessing.get_context("spawn")
    start, won = context.Barrier(4), context.Queue()
    tried = [context.Process(target=_compete, args=(str(path), start, won)) for _ in range(4)]
    for one in tried:
        one.start()
    for one in tried:
        one.join()
    assert won.get(timeout=5)
    assert won.empty()


def test_who_lost_it_does_not_take_the_other_one_s_away(path: Path) -> None:
    first, second = take_lock(path), take_lock(path, anyway=True)
    assert isinstance(first, Lock)
    assert isinstance(second, Lock)
    assert not first.is_ours()
    first.release()
    assert holder_of(path) == second.holder


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b'{"user": 1}', b'{"jmapdesk-lock": 1'])
def test_a_lock_that_says_nothing_is_somebody_s(path: Path, content: bytes) -> None:
    lock_path(path).write_bytes(content)
    found = take_lock(path)
    assert isinstance(found, Holder)
    assert (found.user, found.host) == ("", "")
    assert found.since > 0
    assert isinstance(take_lock(path, anyway=True), Lock)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_has_no_lock(path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        assert take_lock(path) is None
        assert holder_of(path) is None
    finally:
        path.parent.chmod(0o700)


def test_a_place_where_nothing_can_be_written_has_no_lock() -> None:
    assert take_lock(Path("/proc/self/map.jmap")) is None
    assert take_lock(Path("no\0name.jmap")) is None


@posix
def test_a_link_and_its_file_have_one_lock(path: Path) -> None:
    link = path.parent / "elsewhere" / "link.jmap"
    link.parent.mkdir()
    link.symlink_to(path)
    assert isinstance(take_lock(link), Lock)
    assert isinstance(take_lock(path), Holder)


def test_a_very_long_name_has_a_short_lock(tmp_path: Path) -> None:
    path = tmp_path / f"{'ö' * 120}.jmap"
    assert len(lock_path(path).name) < 60
    assert isinstance(take_lock(path), Lock)


@posix
def test_other_accounts_may_read_it(path: Path) -> None:
    before = os.umask(0o022)
    try:
        take_lock(path)
    finally:
        os.umask(before)
    assert lock_path(path).stat().st_mode & 0o777 == 0o644
