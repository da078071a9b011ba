"""The folder .venv is made once, kept, repaired, and never taken from somebody else."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bootstrap import environment, installing, system
from bootstrap.environment import NOTE, RUN_LOCK, TEST_LOCK
from bootstrap.words import SetUpError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="not tried on Windows")


def prepare(root: Path, lock: str = RUN_LOCK) -> Path:
    return environment.prepare(root, lock, "offscreen")


def tiny_version(python: Path) -> str:
    code = "import tiny; print(tiny.version)"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout.strip()


@pytest.fixture
def no_processes(monkeypatch):
    def refuse(*arguments, **_options):
        raise AssertionError(f"started {arguments}")

    monkeypatch.setattr(subprocess, "Popen", refuse)


def test_the_first_start_installs_what_is_locked(new_checkout):
    assert tiny_version(prepare(new_checkout)) == "1.0"


def test_the_second_start_runs_nothing_at_all(checkout, no_processes):
    prepare(checkout)


def test_what_the_tests_need_includes_what_the_program_needs(checkout, no_processes):
    prepare(checkout, RUN_LOCK)
    prepare(checkout, TEST_LOCK)


def test_a_new_lock_is_installed(checkout, from_shop):
    (checkout / "packaging" / RUN_LOCK).write_text(from_shop["2.0"])
    assert tiny_version(prepare(checkout)) == "2.0"


def test_a_package_that_vanished_comes_back(checkout):
    site = environment.site_of(checkout / ".venv")
    (site / "tiny.py").unlink()
    environment._remove(site / "tiny-1.0.dist-info")
    assert tiny_version(prepare(checkout)) == "1.0"


def test_a_set_up_cut_short_starts_afresh(checkout):
    venv = checkout / ".venv"
    site = environment.site_of(venv)
    (site / "tiny.py").write_text("version = 'half")  # pip takes it for installed
    environment._write_note(venv, {"ours": True, "done": False})
    assert tiny_version(prepare(checkout)) == "1.0"


def test_a_python_that_is_gone_is_replaced(checkout):
    python = environment.python_of(checkout / ".venv")
    python.unlink()
    python.symlink_to("/no/such/python3")
    assert tiny_version(prepare(checkout)) == "1.0"


def test_a_checkout_that_moved_goes_on(checkout, no_processes):
    moved = checkout.rename(checkout.with_name("moved"))
    assert prepare(moved) == moved / ".venv" / "bin" / "python"


def test_the_program_is_found_wherever_the_checkout_lies(checkout):
    moved = checkout.rename(checkout.with_name("moved"))
    code = "import jmapdesk; print(jmapdesk.__file__)"
    done = subprocess.run([prepare(moved), "-P", "-c", code], capture_output=True, text=True, cwd="/", check=True)
    assert Path(done.stdout.strip()) == moved / "jmapdesk" / "__init__.py"


def test_the_command_works_from_anywhere_by_a_link_too(checkout, tmp_path):
    moved = checkout.rename(checkout.with_name("moved maps"))
    (tmp_path / "jmapdesk").symlink_to(moved / ".venv" / "bin" / "jmapdesk")
    done = subprocess.run([tmp_path / "jmapdesk", "check", "a map.jmap"], capture_output=True, text=True, cwd="/")
    assert done.stdout == "jmapdesk check a map.jmap\n"


class TestSomebodyElses:
    def test_a_folder_that_is_no_environment_is_left_alone(self, new_checkout):
        (new_checkout / ".venv").mkdir()
        (new_checkout / ".venv" / "novel.txt").write_text("chapter one")
        with pytest.raises(SetUpError, match="not made by jmapdesk"):
            prepare(new_checkout)
        assert [path.name for path in (new_checkout / ".venv").iterdir()] == ["novel.txt"]

    def test_a_file_is_left_alone(self, new_checkout):
        (new_checkout / ".venv").write_text("mine")
        with pytest.raises(SetUpError, match="not made by jmapdesk"):
            prepare(new_checkout)
        assert (new_checkout / ".venv").read_text() == "mine"

    def test_an_environment_that_works_is_used_and_keeps_what_it_has(self, checkout):
        venv = checkout / ".venv"
        (venv / NOTE).unlink()
        mine = venv / "lib" / "mine.txt"
        mine.write_text("kept")
        assert tiny_version(prepare(checkout)) == "1.0"
        assert mine.read_text() == "kept"
        assert not json.loads((venv / NOTE).read_text())["ours"]

    def test_cut_short_it_is_repaired_in_place(self, checkout):
        venv = checkout / ".venv"
        (environment.site_of(venv) / "tiny.py").write_text("version = 'half")
        (venv / "lib" / "mine.txt").write_text("kept")
        environment._write_note(venv, {"ours": False, "done": False})
        assert tiny_version(prepare(checkout)) == "1.0"
        assert (venv / "lib" / "mine.txt").exists()

    def test_one_without_pip_is_given_it(self, checkout):
        venv = checkout / ".venv"
        for found in environment.site_of(venv).glob("pip*"):
            environment._remove(found)
        (venv / NOTE).unlink()
        assert tiny_version(prepare(checkout)) == "1.0"

    def test_one_that_is_broken_is_left_alone(self, checkout):
        venv = checkout / ".venv"
        (venv / NOTE).unlink()
        (venv / "bin" / "python").unlink()
        with pytest.raises(SetUpError, match="not made by jmapdesk"):
            prepare(checkout)
        assert (venv / "pyvenv.cfg").exists()


class TestTrouble:
    def test_without_a_network_what_was_there_still_works(self, checkout, from_shop, monkeypatch):
        lock = checkout / "packaging" / RUN_LOCK
        old = lock.read_text()
        lock.write_text(from_shop["2.0"])
        with monkeypatch.context() as patch:
            patch.delenv("PIP_NO_INDEX")
            patch.delenv("PIP_FIND_LINKS")
            patch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
            with pytest.raises(SetUpError, match="internet connection"):
                prepare(checkout)
        assert tiny_version(environment.python_of(checkout / ".venv")) == "1.0"
        lock.write_text(old)
        assert environment.is_ready(checkout / ".venv", lock)

    def test_a_package_that_was_tampered_with_is_not_installed(self, checkout):
        lock = checkout / "packaging" / RUN_LOCK
        lock.write_text(f"tiny==2.0 --hash=sha256:{'0' * 64}\n")
        with pytest.raises(SetUpError, match="not the one that was asked for"):
            prepare(checkout)
        assert tiny_version(environment.python_of(checkout / ".venv")) == "1.0"

    def test_a_package_that_this_python_has_not_is_named(self, checkout):
        (checkout / "packaging" / RUN_LOCK).write_text(f"tiny==3.0 --hash=sha256:{'0' * 64}\n")
        with pytest.raises(SetUpError, match="There is no tiny for Python 3"):
            prepare(checkout)

    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (errno.EROFS, "place of your own"),
            (errno.EACCES, "place of your own"),
            (errno.ENOSPC, "disk is full"),
            (errno.EIO, "could not be set up"),
        ],
    )
    def test_a_folder_that_cannot_be_written_to_is_a_sentence(self, new_checkout, monkeypatch, number, words):
        def refuse(self, *_arguments, **_options):
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(Path, "mkdir", refuse)
        with pytest.raises(SetUpError, match=words):
            prepare(new_checkout)

    def test_an_incomplete_download_of_jmapdesk_is_a_sentence(self, checkout):
        (checkout / "packaging" / RUN_LOCK).unlink()
        with pytest.raises(SetUpError, match="could not be set up"):
            prepare(checkout)

    def test_stopping_half_way_is_made_good_at_the_next_start(self, checkout, from_shop, monkeypatch):
        lock = checkout / "packaging" / RUN_LOCK
        lock.write_text(from_shop["2.0"])

        def stop(*_arguments, **_options):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(installing, "install", stop)
            with pytest.raises(KeyboardInterrupt):
                prepare(checkout)
        assert not environment.is_ready(checkout / ".venv", lock)
        assert tiny_version(prepare(checkout)) == "2.0"


class TestBareDebian:
    @pytest.fixture
    def bare(self, monkeypatch):
        """Debian's own Python without python3-venv and Qt's libraries; what apt-get was asked for."""
        asked = []
        monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
        monkeypatch.setattr(system, "venv_packages", lambda: ("python3-venv",))
        monkeypatch.setattr(environment.qt_ready, "missing_libraries", lambda platform: ("libEGL.so.1",))
        monkeypatch.setattr(environment.qt_ready, "debian_version", lambda: "12.5")

        def run(command, **_options):
            if command[0] == "apt-get":
                asked.append([word for word in command if not word.startswith("-")])
            return subprocess.CompletedProcess(command, 0 if command[0] == "apt-get" else 1, "", "")

        monkeypatch.setattr(subprocess, "run", run)
        return asked

    def test_root_is_told_and_has_it_installed(self, new_checkout, bare, monkeypatch, capfd):
        monkeypatch.setattr(system, "may_install", lambda: True)
        with pytest.raises(SetUpError, match="could not make its environment"):  # its stand-in never does
            prepare(new_checkout)
        assert bare[0] == ["apt-get", "update"]
        assert bare[1][-2:] == ["python3-venv", "libegl1"]
        assert "python3-venv libegl1" in capfd.readouterr().err

    def test_others_are_told_the_one_line_to_type(self, new_checkout, bare, monkeypatch):
        monkeypatch.setattr(system, "may_install", lambda: False)
        with pytest.raises(SetUpError, match="apt install python3-venv libegl1"):
            prepare(new_checkout)
        assert not bare
        assert not (new_checkout / ".venv").exists()

    def test_where_apt_fails_the_line_is_named_too(self, monkeypatch):
        monkeypatch.setattr(system, "may_install", lambda: True)
        monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 100))
        with pytest.raises(SetUpError, match="apt install libegl1"):
            system.provide(["libegl1"])

    def test_elsewhere_the_missing_part_is_named(self, new_checkout, bare, monkeypatch):
        monkeypatch.setattr(system, "venv_packages", lambda: ())
        with pytest.raises(SetUpError, match="ensurepip"):
            prepare(new_checkout)

    def test_another_python_than_debians_needs_no_package_of_debian(self, monkeypatch):
        monkeypatch.setattr(environment.qt_ready, "debian_version", lambda: "12.5")
        monkeypatch.setattr(sys, "_base_executable", "/opt/python/bin/python3")
        assert system.venv_packages() == ()
