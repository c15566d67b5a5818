"""A kind → its JSON Schema: what front matter may hold, for editors and for the reference pages."""

from __future__ import annotations

from typing import Any

from site_builder.content.kinds import Kind


def json_schema(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the front matter of *kind*, by its English keys.

    Vietnamese names mean the same and stand in `x-labels`; a file may use either.
    """
    fields = kind.all_fields()
    own = {field.key for field in kind.fields}
    required = [
        field.key
        for field in fields
        if field.required or (field.key in kind.required and field.key not in own)
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.label,
        "type": "object",
        "properties": {
            field.key: {**field.type.schema, "title": field.label, "description": field.help}
            for field in fields
        },
        "required": required,
        "additionalProperties": False,
        "x-labels": {name: field.key for field in fields for name in field.names},
    }
