"""What every record of a map shares: frozen, strict, finite, and keeping fields it does not know."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

R = TypeVar("R", bound="Record")

Tenth = Annotated[float, Field(ge=-2, le=2)]
"""A feeling's score: −2 … +2, kept in tenths."""

Share = Annotated[float, Field(ge=0, le=1)]
"""A part of the whole, 0 … 1."""

Day = str
"""A calendar day as ``YYYY-MM-DD``; what cannot be read as one is kept and shown as it stands."""


class Record(BaseModel):
    """A frozen piece of a map. Unknown fields are kept, so that a newer program's work survives an older one."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        strict=True,
        allow_inf_nan=False,
        ser_json_inf_nan="constants",
        revalidate_instances="never",
        protected_namespaces=(),
    )


def replace(record: R, **changes: Any) -> R:
    """The record with some fields changed, validated: ``model_copy`` alone would take any value.

    Raises pydantic's ValidationError where a value does not fit its field; panels check before they ask.
    """
    if all(getattr(record, name, _ABSENT) == value for name, value in changes.items()):
        return record
    fields = {name: getattr(record, name) for name in type(record).model_fields}
    fields.update(record.model_extra or {})
    fields.update(changes)
    return type(record).model_validate(fields)


_ABSENT = object()
