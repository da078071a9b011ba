"""Edits, undo, redo, saving, opening again and merging in any order: every state comes back to the byte."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from jmapdesk.insight.merge import merge
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document, open_document
from jmapdesk.storage.writing import dump
from tests.insight.random_edits import edited
from tests.session.test_machine import EditingMachine

STEPS = 50


class FilingMachine(EditingMachine):
    """The editing machine with a file, and a colleague who edits a copy of what was saved last."""

    folder: Path
    figures: dict[str, int]
    base: JourneyMap
    copies: int

    def listen(self) -> None:
        super().listen()
        self.base = self.map
        self.copies = getattr(self, "copies", 0)

    @rule(reopen=st.sampled_from((False, False, True)))
    def save_to_file(self, reopen: bool) -> None:
        path = self.folder / "map.jmap"
        expected = dump(self.map)
        self.document.save(path)
        self.figures["saves"] += 1
        assert path.read_bytes() == expected
        assert not self.document.is_modified
        self.base = self.map
        if reopen:
            again = open_document(path, new_id=self.document.new_id)
            assert again.repairs == ()
            assert dump(again.committed) == expected
            self.document: Document = again
            self.past, self.future = [], []
            self.listen()

    @rule(seed=st.integers(0, 9999))
    def merge_a_copy(self, seed: int) -> None:
        if len(self.map.cards) > 30 or len(self.map.stages) > 6:
            return
        self.copies += 1
        theirs = edited(self.base, random.Random(seed), 4, f"their{self.copies}x")
        merged = merge(self.base, self.map, theirs).map
        assert dump(merged) == dump(merge(self.base, theirs, self.map).map)
        assert dump(merge(self.base, self.map, self.base).map) == dump(self.map)
        self.figures["merges"] += 1
        self.do(lambda _: merged)

    def teardown(self) -> None:
        if not hasattr(self, "document"):
            return
        self.figures["machines"] += 1
        states = [dump(one) for one in (*self.past, self.map, *reversed(self.future))]
        self.document.go_to(0)
        for place, state in enumerate(states):
            assert dump(self.document.committed) == state, place
            self.document.redo()
        for state in reversed(states):
            assert dump(self.document.committed) == state
            self.document.undo()
        self.figures["states"] += len(states)


def run(runs: int) -> dict[str, object]:
    """Let so many machines run, each of fifty steps."""
    figures = dict.fromkeys(("machines", "states", "saves", "merges"), 0)
    said = ""
    with tempfile.TemporaryDirectory() as name:

        class Machine(FilingMachine):
            folder = Path(name)

        Machine.figures = figures
        how = settings(
            max_examples=runs, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        try:
            run_state_machine_as_test(Machine, settings=how)
        except AssertionError as error:
            said = f"{type(error).__name__}: {str(error)[:300]}"
    return {"held": not said, **figures, "fault": said}
