"""The program on a real screen makes a map from nothing; see ``five_stages``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop import five_stages
from tests.desktop.screen import missing

WANTING = missing()


@pytest.mark.skipif(bool(WANTING), reason=f"there is no {', '.join(WANTING)} here")
def test_five_stages_are_made_saved_and_read_back(tmp_path: Path) -> None:
    from jmapdesk.text.qt_shaper import QtShaper

    done = five_stages.run(tmp_path, None, QtShaper())
    assert done[-1].endswith("the same bytes")
