"""A room's cards typed into the capture bar on a real screen; see ``room``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop import room
from tests.desktop.screen import missing

WANTING = missing()


@pytest.mark.skipif(bool(WANTING), reason=f"there is no {', '.join(WANTING)} here")
def test_a_stage_of_the_list_is_typed_with_few_presses_and_nothing_lost(tmp_path: Path) -> None:
    outcome = room.run(tmp_path, room.said()[:12])
    assert outcome.lost == []
    assert outcome.feelings == 2
    assert outcome.most_presses_a_card <= 3
    assert outcome.most_presses_a_feeling <= 2
    assert outcome.keys_painted >= outcome.keys


def test_what_is_missing_is_told() -> None:
    lines = room.said()
    assert (len(lines), sum(one.score is not None for one in lines)) == (60, 12)
    assert len(room.compare(lines, room.empty_map(["Hear of it"]))) == 60
