"""The user's own templates: maps kept without their content in the program's data folder, one file each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs

from jmapdesk.edit.cards import delete_cards
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace
from jmapdesk.model.rules import repair
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_names import MAP_ENDING, file_stem
from jmapdesk.util.ids import NewId, random_id

_LONGEST = 60
"""Letters of a template's name that its file is named by."""
_OF_ONE_MAP = ("sources", "vote_rounds", "initiatives", "reviews", "comments", "backdrops", "conflicts")
"""Parts of a map that a template has no use for."""


def template_folder() -> Path:
    """Where the user's templates are kept; it need not exist yet."""
    return platformdirs.user_data_path("jmapdesk", appauthor=False) / "templates"


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template of the user's: its name and its file."""

    name: str
    path: Path


def own_templates(folder: Path) -> list[OwnTemplate]:
    """The user's templates by name. A file in the folder that is no map is not one of them."""
    try:
        files = sorted(folder.glob(f"*{MAP_ENDING}"))
    except OSError:
        return []
    found = [OwnTemplate(name, file) for file in files if (name := _name_of(file)) is not None]
    return sorted(found, key=lambda one: (one.name.casefold(), one.path))


def keep_template(folder: Path, journey: JourneyMap, name: str, *, with_cards: bool) -> OwnTemplate:
    """Keep a map as a template; one of the same name is replaced.

    Stages, steps, lanes and the look are kept, and the cards where asked; who did it, for whom, from what sources
    and with what decisions belongs to the one map and is left out. Raises JmapError where it cannot be written.
    """
    name = " ".join(name.split())
    if not name:
        raise JmapError("template.no_name", "A template needs a name.")
    known = next((one for one in own_templates(folder) if one.name.casefold() == name.casefold()), None)
    path = known.path if known is not None else _free(folder, name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JmapError(
            "template.folder", f"The template was not kept: the folder {folder} cannot be made. The map is unchanged."
        ) from error
    save_map(as_template(journey, name, with_cards=with_cards), path, None)
    return OwnTemplate(name, path)


def forget_template(template: OwnTemplate) -> None:
    """Delete a template. Raises JmapError where its file cannot be deleted."""
    try:
        template.path.unlink(missing_ok=True)
    except OSError as error:
        raise JmapError("template.stays", f"“{template.name}” could not be deleted: {template.path}") from error


def from_template(template: OwnTemplate, new_id: NewId) -> JourneyMap:
    """A new map made from a template. Raises what ``open_map`` raises."""
    journey = open_map(template.path).journey
    return with_parts(journey, id=new_id(), about=replace(journey.about, title="Untitled map"))


def as_template(journey: JourneyMap, name: str, *, with_cards: bool) -> JourneyMap:
    """The frame of a map under a template's name; personas and pictures stay only where the cards do."""
    about = journey.about
    frame = type(about)(title=name, kind=about.kind, language=about.language, direction=about.direction)
    bare: dict[str, dict[str, object]] = {part: {} for part in _OF_ONE_MAP}
    if not with_cards:
        journey = delete_cards(journey, tuple(journey.cards))
        bare |= {"personas": {}, "assets": {}}
    # what is kept may still name a source or a persona that is not
    return repair(with_parts(journey, about=frame, base=None, **bare), random_id)[0]


def _name_of(file: Path) -> str | None:
    try:
        return open_map(file).journey.about.title or file.stem
    except JmapError:
        return None


def _free(folder: Path, name: str) -> Path:
    """A file name for a template: its words, and a number where another has them."""
    words = "".join(c if c.isalnum() else " " for c in name)
    stem = "-".join(file_stem(words, "template").split()).lower()[:_LONGEST] or "template"
    path, n = folder / f"{stem}{MAP_ENDING}", 2
    while path.exists():
        path, n = folder / f"{stem}-{n}{MAP_ENDING}", n + 1
    return path
