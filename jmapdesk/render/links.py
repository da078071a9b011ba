"""Which addresses a document may point to."""

from __future__ import annotations

import re
from typing import Final

_SAFE: Final = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)


def is_safe(address: str) -> bool:
    """Whether the address leads to a page or a mailbox; files and scripts of the reader's computer are left out."""
    return _SAFE.fullmatch(address) is not None
