"""./run and ./test, typed at a small checkout with a stand-in program."""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from bootstrap import environment

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "from-evaluation-to-first-value"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tried on Linux only")


class TestRun:
    def test_without_a_screen_it_exports_the_sample_and_says_how_to_go_on(self, checkout, type_line):
        done = type_line("run")
        assert done.returncode == 0
        assert f"./out/{SAMPLE}.pdf" in done.stdout
        assert f"./out/{SAMPLE}.png" in done.stdout
        assert "To open the editor" in done.stdout
        assert {path.name for path in (checkout / "out").iterdir()} == {f"{SAMPLE}.pdf", f"{SAMPLE}.png"}
        assert (checkout / "out" / f"{SAMPLE}.pdf").read_text() == "offscreen"

    def test_a_screen_that_nobody_sees_is_none(self, type_line):
        assert "export" in type_line("run", QT_QPA_PLATFORM="offscreen").stdout

    def test_a_screen_that_does_not_answer_is_named(self, type_line):
        assert type_line("run", DISPLAY=":4077").stdout.splitlines()[-6].startswith("The screen :4077 does not answer")

    def test_with_a_screen_it_opens_the_editor_which_shows_who_is_new_the_sample(self, checkout, type_line, tmp_path):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
            listening.bind(str(tmp_path / "wayland-0"))
            listening.listen()
            done = type_line("run", WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=str(tmp_path))
        assert done.stdout == "jmapdesk --sample\n"
        assert not (checkout / "out").exists()

    def test_what_is_typed_after_it_is_handed_on_and_so_is_the_exit_code(self, type_line):
        done = type_line("run", "check", "a map.jmap", "fail")
        assert done.stdout == "jmapdesk check a map.jmap fail\n"
        assert done.returncode == 7

    def test_it_starts_from_any_folder(self, checkout, type_line, tmp_path):
        (tmp_path / "jmapdesk.py").write_text("raise SystemExit('the wrong one')")
        assert type_line("run", "--version", cwd=tmp_path).stdout == "jmapdesk --version\n"
        type_line("run", cwd=tmp_path)
        assert (tmp_path / "out" / f"{SAMPLE}.pdf").exists()

    def test_where_the_sample_cannot_be_written_it_says_so(self, checkout, type_line):
        (checkout / "out").write_text("in the way")
        done = type_line("run")
        assert done.returncode == 1
        assert done.stderr.startswith("The sample map cannot be exported")

    def test_a_qt_that_does_not_run_is_a_sentence(self, checkout, type_line):
        library = environment.site_of(checkout / ".venv") / "PySide6" / "Qt" / "lib" / "libQt6Gui.so.6"
        library.parent.mkdir(parents=True)
        library.touch()
        done = type_line("run")
        assert done.returncode == 1
        assert done.stderr == "Qt, which draws jmapdesk's windows, does not run on this system.\n"


class TestTest:
    @pytest.fixture
    def tools(self, checkout):
        """Stand-ins for ruff, mypy, import-linter and pytest that say what they were asked, and pass."""
        site = environment.site_of(checkout / ".venv")
        for name in ("ruff", "mypy", "pytest"):
            told = f"import os, sys; print('{name}', *sys.argv[1:], os.environ.get('QT_QPA_PLATFORM'))"
            (site / f"{name}.py").write_text(told)
        (site / "importlinter").mkdir()
        (site / "importlinter" / "cli.py").write_text("def lint_imports_command(): pass")
        return site

    def test_alone_it_runs_every_check_and_ends_with_pytest(self, tools, type_line):
        done = type_line("test")
        assert done.returncode == 0
        first, *_, last = done.stdout.splitlines()
        assert first == "Passed: style (ruff), types (mypy), layers (import-linter)"
        assert last.startswith("pytest")
        assert last.endswith("offscreen")

    @pytest.mark.parametrize(("tool", "named"), [("ruff.py", "style"), ("mypy.py", "types"), ("pytest.py", "")])
    def test_it_fails_where_one_of_them_fails(self, tools, type_line, tool, named):
        (tools / tool).write_text("import sys; print('what is wrong'); sys.exit(1)")
        done = type_line("test")
        assert done.returncode == 1
        assert "what is wrong" in done.stdout
        assert ("Not passed: " + named in done.stderr) is bool(named)

    def test_a_breach_of_layers_fails_too(self, tools, type_line):
        (tools / "importlinter" / "cli.py").write_text("def lint_imports_command(): raise SystemExit(1)")
        assert type_line("test").returncode == 1

    def test_with_words_after_it_only_pytest_runs_with_these(self, tools, type_line):
        done = type_line("test", "tests/model", "-k", "one two", QT_QPA_PLATFORM="xcb")
        assert done.stdout == "pytest tests/model -k one two xcb\n"

    def test_the_exit_code_is_pytests(self, tools, type_line):
        (tools / "pytest.py").write_text("raise SystemExit(5)")
        assert type_line("test").returncode == 5
        assert type_line("test", "-x").returncode == 5


class TestOldPython:
    @pytest.mark.parametrize(
        "name", ["run", "test", "packaging/bootstrap/__init__.py", "packaging/bootstrap/python_check.py"]
    )
    def test_what_it_reads_is_written_for_it(self, name):
        ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 6))

    def say_no(self, path: str) -> subprocess.CompletedProcess[str]:
        code = (
            "import sys; sys.path.insert(0, 'packaging'); sys.version_info = (3, 9, 1, 'final', 0); "
            "from bootstrap import python_check; python_check.ensure('run'); print('went on')"
        )
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
        )

    def test_it_is_told_what_is_needed(self, tmp_path):
        done = self.say_no(str(tmp_path))
        assert done.returncode == 1
        assert done.stderr == (
            "jmapdesk needs Python 3.11 or newer, and this is Python 3.9: "
            "please install a newer Python, then type ./run again.\n"
        )

    def test_a_newer_one_on_the_machine_takes_over(self, tmp_path):
        newer = tmp_path / "python3.12"
        newer.write_text("#!/bin/sh\necho newer takes over\n")
        newer.chmod(0o755)
        assert self.say_no(str(tmp_path)).stdout.endswith("newer takes over\n")


def test_the_scripts_can_be_typed():
    for name in ("run", "test", ".ci/run"):
        assert os.access(ROOT / name, os.X_OK)
