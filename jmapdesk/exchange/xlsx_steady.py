"""A workbook as bytes that are the same for the same map: no moment of writing is left in them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from openpyxl import Workbook

_THEN: Final = (1980, 1, 1, 0, 0, 0)
"""The first day a zip can name."""
_STAMP: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def steady(workbook: Workbook) -> bytes:
    """The bytes of the workbook's file."""
    first, result = io.BytesIO(), io.BytesIO()
    workbook.save(first)
    with zipfile.ZipFile(first) as given, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as made:
        for info in given.infolist():
            data = given.read(info)
            if info.filename == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(info.filename, _THEN)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            made.writestr(entry, data)
    return result.getvalue()
