"""Pictures inside a page: no larger than they show, with nothing in them but pixels."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Final

from jmapdesk.model.records import Asset
from jmapdesk.util.errors import JmapError

CARD_PIXELS: Final = 520
"""The longest side of a card's picture: as wide as a phone shows it, a little more."""
PORTRAIT_PIXELS: Final = 192


class Pictures:
    """The pictures of a map as addresses that hold their bytes, each made once for each size."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        self._assets = assets
        self._made: dict[tuple[str, int], str] = {}
        self.lost: set[str] = set()
        """Pictures that could not be read."""

    def address(self, key: str | None, longest: int) -> str:
        """The address of a picture; empty where there is none or it is damaged."""
        asset = self._assets.get(key or "")
        if asset is None:
            return ""
        if (asset.id, longest) not in self._made:
            self._made[asset.id, longest] = _encoded(asset, longest)
            if not self._made[asset.id, longest]:
                self.lost.add(asset.id)
        return self._made[asset.id, longest]


def _encoded(asset: Asset, longest: int) -> str:
    from jmapdesk.render.qt_prepare import prepare

    try:
        made = prepare(base64.b64decode(asset.data, validate=True), asset.name, longest)
    except (JmapError, binascii.Error, ValueError):
        return ""
    return f"data:{made.media_type};base64,{base64.b64encode(made.data).decode('ascii')}"
