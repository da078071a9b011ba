"""The command line as a person uses it: a process, its exit code, what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from jmapdesk import __version__
from jmapdesk.cli import main
from jmapdesk.edit.views import add_view
from jmapdesk.storage.files import open_map, save_map
from tests.builders import small_map

SAMPLES = Path(__file__).parent / "data" / "samples"

TEMPLATES = [
    "current-state", "future-state", "as-is-to-be", "service-blueprint", "day-in-the-life", "onboarding",
    "support-case", "workshop-grid",
]  # fmt: skip


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run jmapdesk in a process of its own, without a display."""
    return subprocess.run(
        [sys.executable, "-m", "jmapdesk", *map(str, arguments)],
        capture_output=True, text=True, timeout=120, check=False, env=_without_display(),
    )  # fmt: skip


def _without_display() -> dict[str, str]:
    import os

    return {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}


def said(result: subprocess.CompletedProcess[str]) -> str:
    """What went to standard error, which is one sentence and no traceback."""
    assert "Traceback" not in result.stderr
    assert result.stderr.startswith("jmapdesk: ")
    assert len(result.stderr.strip().splitlines()) == 1
    return result.stderr


def test_version() -> None:
    result = run("--version")
    assert result.stdout.strip() == f"jmapdesk {__version__}"
    assert result.returncode == 0


@pytest.mark.parametrize("template", TEMPLATES)
def test_new_makes_a_sound_map(template: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "new.jmap"
    assert main(["new", template, str(out)]) == 0
    assert main(["check", str(out)]) == 0
    assert len(open_map(out).journey.stages) >= 4


def test_a_blueprint_has_its_three_lines(tmp_path: Path) -> None:
    out = tmp_path / "b.jmap"
    assert main(["new", "service-blueprint", str(out)]) == 0
    lines = {lane.divider for lane in open_map(out).journey.lanes.values() if lane.kind == "divider"}
    assert lines == {"interaction", "visibility", "internal"}


def test_an_unknown_template_names_the_known_ones(tmp_path: Path) -> None:
    result = run("new", "nothing", tmp_path / "x.jmap")
    assert result.returncode == 2
    assert "day-in-the-life" in said(result)


def test_new_does_not_write_over_a_file(tmp_path: Path) -> None:
    out = tmp_path / "mine.jmap"
    out.write_bytes(b"mine")
    assert main(["new", "current-state", str(out)]) == 2
    assert out.read_bytes() == b"mine"
    assert main(["new", "current-state", str(out), "--force"]) == 0


def test_a_mermaid_journey_comes_in_and_goes_out(tmp_path: Path) -> None:
    out, report = tmp_path / "t.jmap", tmp_path / "report.json"
    result = run("import", SAMPLES / "mmd-en-talentys.mmd", out, "--report", report)
    assert result.returncode == 0, result.stderr
    journey = open_map(out).journey
    kinds = [card.kind for card in journey.cards.values()]
    assert (len(journey.stages), kinds.count("action"), kinds.count("feeling")) == (6, 19, 19)
    assert json.loads(report.read_text("utf-8"))["entries"]
    pdf = tmp_path / "t.pdf"
    result = run("export", out, pdf, "--paper", "A3")
    assert result.returncode == 0, result.stderr
    assert pdf.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("ending", ["pdf", "png", "svg", "xlsx"])
def test_every_format_is_written_without_a_display(ending: str, tmp_path: Path) -> None:
    source, out = tmp_path / "m.jmap", tmp_path / f"m.{ending}"
    assert main(["new", "current-state", str(source)]) == 0
    result = run("export", source, out)
    assert result.returncode == 0, result.stderr
    assert out.stat().st_size > 2000


@pytest.mark.parametrize("ending", ["csv", "tsv", "md", "mmd", "html"])
def test_what_is_written_in_words_comes_in_again(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, words, back = tmp_path / "m.jmap", tmp_path / f"m.{ending}", tmp_path / "back.jmap"
    save_map(small_map(), source, None)
    assert main(["export", str(source), str(words)]) == 0
    assert main(["import", str(words), str(back)]) == 0
    assert [stage.name for stage in open_map(back).journey.stages.values()] == ["Notice", "Buy"]
    assert "the map file keeps them" in capsys.readouterr().err


def test_a_review_that_has_no_day_is_no_calendar_entry(tmp_path: Path) -> None:
    source = tmp_path / "m.jmap"
    save_map(small_map(), source, None)
    result = run("export", source, tmp_path / "m.ics")
    assert result.returncode == 2
    assert "no day for its next review" in said(result)


def test_what_is_no_map_is_refused_by_its_name(tmp_path: Path) -> None:
    result = run("import", SAMPLES / "neg-mmd-upj-id.mmd", tmp_path / "x.jmap")
    assert result.returncode == 2
    assert "sequence diagram" in said(result)
    assert not (tmp_path / "x.jmap").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "missing.jmap", "x.pdf"], "no such file"),
        (["export", "m.jmap", "x.doc"], ".pdf"),
        (["export", "m.jmap", "x.pdf", "--paper", "A9"], "A4"),
        (["export", "m.jmap", "x.pdf", "--orientation", "sideways"], "portrait"),
        (["export", "m.jmap", "x.png", "--dpi", "0"], "10 to 2400"),
        (["export", "m.jmap", "x.png", "--theme", "sunny"], "colour-blind"),
        (["export", "m.jmap", "x.png", "--dpi", "many"], "--help"),
        (["export", "m.jmap", "no/such/folder/x.pdf"], "x.pdf"),
        (["check"], "--help"),
        (["--nonsense"], "--help"),
    ],
)
def test_mistakes_are_answered_in_a_sentence(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["new", "current-state", "m.jmap"])
    capsys.readouterr()
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_check_of_a_damaged_map_says_what_can_be_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "map.jmap"
    main(["new", "current-state", str(path)])
    main(["versions", str(path), "--take", "Before"])
    path.write_bytes(path.read_bytes()[:-300])
    capsys.readouterr()
    assert main(["check", str(path)]) == 2
    said = capsys.readouterr().err
    assert f"jmapdesk check --rescue NEW.jmap {path}" in said
    assert f"This computer has one earlier version of it: jmapdesk versions {path}" in said
    assert main(["versions", str(path)]) == 0
    assert "Before" in capsys.readouterr().out
    path.write_bytes(b"Dear all")
    assert main(["check", str(path)]) == 2
    assert "--rescue" not in capsys.readouterr().err


def test_check_rescues_what_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole, broken, out = tmp_path / "whole.jmap", tmp_path / "broken.jmap", tmp_path / "out.jmap"
    main(["new", "current-state", str(whole)])
    cut = whole.read_bytes()
    broken.write_bytes(cut[: cut.index(b'"lanes"') + 300])
    before = broken.read_bytes()
    capsys.readouterr()
    assert main(["check", "--rescue", str(out), str(broken)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Rescued ")
    assert "a lane is damaged" in said
    assert main(["check", str(out)]) == 0
    assert broken.read_bytes() == before
    assert main(["check", "--rescue", str(out), str(broken)]) == 2  # it is there already
    assert main(["check", "--rescue", str(out), str(broken), "--force", "--json"]) == 0
    capsys.readouterr()
    broken.write_bytes(b"{\"nothing\"")
    assert main(["check", "--rescue", str(tmp_path / "none.jmap"), str(broken)]) == 2
    assert "Nothing of a map can be read in “broken.jmap”" in capsys.readouterr().err
    assert not (tmp_path / "none.jmap").exists()


def test_check_tells_clean_repairable_and_no_map_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean, bent, broken = tmp_path / "clean.jmap", tmp_path / "bent.jmap", tmp_path / "broken.jmap"
    main(["new", "current-state", str(clean)])
    raw = json.loads(clean.read_text("utf-8"))
    raw["cards"] = [{"id": "c", "lane": "gone", "step": None, "order": "V", "kind": "text", "text": "lost"}]
    bent.write_text(json.dumps(raw), "utf-8")
    broken.write_bytes(clean.read_bytes()[:200])
    capsys.readouterr()
    for path, status, word in ((clean, 0, "clean"), (bent, 1, "repairable"), (broken, 2, "not a map")):
        before = path.read_bytes()
        assert main(["check", str(path), "--json"]) == status
        assert json.loads(capsys.readouterr().out)["status"] == word
        assert path.read_bytes() == before


def test_a_fault_nobody_foresaw_is_a_sentence_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(_path: Path) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("jmapdesk.storage.check.check", break_down)
    assert main(["check", str(tmp_path / "x.jmap")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "planted" not in error


def test_the_editor_without_a_display_says_so_and_does_not_abort() -> None:
    result = run()
    assert result.returncode == 2
    said(result)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["exprot", "a.jmap", "a.pdf"], "no command “exprot” and no file of that name: did you mean “jmapdesk export”"),
        (["chek"], "did you mean “jmapdesk check”?"),
        (["frobnicate"], "see “jmapdesk --help”."),
    ],
)
def test_a_mistyped_command_is_no_file(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    out = capsys.readouterr()
    assert said in out.err
    assert out.err.count("\n") == 1
    assert not out.out


def test_a_theme_may_be_chosen_for_one_export_and_the_map_keeps_its_own(tmp_path: Path) -> None:
    source, calm, grey = tmp_path / "m.jmap", tmp_path / "calm.svg", tmp_path / "grey.svg"
    assert main(["new", "current-state", str(source)]) == 0
    before = source.read_bytes()
    assert run("export", source, calm).returncode == 0
    assert run("export", source, grey, "--theme", "grey").returncode == 0
    assert "#3F5BD8" in calm.read_text("utf-8").upper()
    assert "#3F5BD8" not in grey.read_text("utf-8").upper()
    assert source.read_bytes() == before


def test_a_view_is_exported_by_its_name(tmp_path: Path) -> None:
    source, out = tmp_path / "small.jmap", tmp_path / "out.svg"
    save_map(add_view(small_map(), lambda: "v", "Pains", hidden_lanes=("touch",)), source, None)
    for options in (["--view", "pains"], ["--view", "board", "--detail", "titles"], ["--detail", "key"]):
        assert run("export", source, out, *options).returncode == 0
        assert ('id="touch"' in out.read_text("utf-8")) == ("--view" not in options)
    wrong = run("export", source, out, "--view", "Nothing")
    assert wrong.returncode == 2
    assert "There is no view “Nothing” in this map (“Pains”; also board, team)." in said(wrong)
    assert "There is no detail “much”; choose one of titles, key, all." in said(
        run("export", source, out, "--detail", "much")
    )


def test_a_workbook_holds_what_the_view_shows(tmp_path: Path) -> None:
    source, out = tmp_path / "small.jmap", tmp_path / "out.xlsx"
    save_map(add_view(small_map(), lambda: "v", "Late", hidden_stages=("s1",)), source, None)
    assert run("export", source, out, "--view", "Late").returncode == 0
    values = [cell.value for sheet in load_workbook(out) for row in sheet.iter_rows() for cell in row]
    assert "Buy" in values
    assert "Notice" not in values


@pytest.mark.parametrize("name", ["map.txt", "map", ".jmap", "sub/"])
def test_a_map_is_not_called_what_no_map_is_called(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.csv"
    source.write_text("Stage,Buy,Use\nActions,pay,read\nPain points,dear,slow\n", "utf-8")
    out = f"{tmp_path}/{name}"
    for command in (["new", "current-state", out], ["import", str(source), out]):
        assert main([*command, "--force"]) == 2
        assert "maps end in .jmap; call it " in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_table_is_not_written_over_by_the_map_made_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.csv"
    source.write_text("Stage,Buy,Use\nActions,pay,read\nPain points,dear,slow\n", "utf-8")
    assert main(["import", str(source), str(source), "--force"]) == 2
    assert source.read_text("utf-8").startswith("Stage")
    assert f"call it {source.with_suffix('.jmap')}" in capsys.readouterr().err


def test_what_was_put_right_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "map.jmap"
    assert main(["new", "current-state", str(path)]) == 0
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert main(["export", str(path), str(tmp_path / "map.svg")]) == 0
    told = capsys.readouterr().err
    assert "map.jmap: file: it began with a byte order mark" in told
    assert "Repair(" not in told


def test_a_python_without_pyside_says_what_to_type(tmp_path: Path) -> None:
    path = tmp_path / "map.jmap"
    assert main(["new", "current-state", str(path)]) == 0
    blind = "import sys; sys.modules['PySide6'] = None; from jmapdesk.cli import main; sys.exit(main(sys.argv[1:]))"
    for arguments in (["export", str(path), str(tmp_path / "map.pdf")], [str(path)]):
        done = subprocess.run(
            [sys.executable, "-c", blind, *arguments], capture_output=True, text=True, timeout=60, check=False,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path / "config")},
        )  # fmt: skip
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert 'pip install "PySide6-Essentials<6.12"' in done.stderr
    assert not (tmp_path / "config" / "jmapdesk" / "faults.log").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a place where nothing can be written is a file here")
def test_an_answer_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "map.jmap"
    assert main(["new", "current-state", str(path)]) == 0
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "jmapdesk", "check", str(path)], stdout=full, stderr=subprocess.PIPE, text=True,
            timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "jmapdesk: What was to be said could not be written where it was sent.\n"
