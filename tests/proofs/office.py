"""The workbook through LibreOffice and back: what of the map is still there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from jmapdesk.exchange.build import import_file
from jmapdesk.exchange.registry import format_named
from jmapdesk.model.journey import COLLECTIONS
from jmapdesk.util.ids import random_id
from tests.proofs.on_paper import Row
from tests.proofs.subjects import subject, written


def soffice() -> str | None:
    """LibreOffice's program, where there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def round_trip(name: str, folder: Path) -> Row:
    """Export, have LibreOffice open and save it, import; count records and fields that are as they were."""
    path, out = folder / "map.xlsx", folder / "saved"
    written(name, path, format_named("xlsx"))
    program = soffice()
    if program is not None:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        path = out / "map.xlsx"
    back, _ = import_file(path, random_id)
    journey = subject(name)
    records = kept = fields = same = 0
    for collection in COLLECTIONS:
        before, after = getattr(journey, collection), getattr(back, collection)
        for key, record in before.items():
            records += 1
            kept += key in after
            for field in type(record).model_fields:
                fields += 1
                same += key in after and getattr(after[key], field) == getattr(record, field)
    return {
        "map": name, "through": "LibreOffice" if program else "nothing", "records": records, "records_kept": kept,
        "fields": fields, "fields_kept": same, "holds": kept == records and same == fields,
    }  # fmt: skip
