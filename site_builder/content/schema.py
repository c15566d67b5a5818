"""A kind → its JSON Schema: what front matter may hold, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from site_builder.content.fields import needs
from site_builder.content.kinds import Kind


def json_schema(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the front matter of *kind*, by Vietnamese and English keys.

    It knows the spellings that we write, and so leads to them; the program also takes keys without marks.
    """
    fields = kind.all_fields()
    names = {name: field for field in reversed(fields) for name in field.spellings}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.label,
        "type": "object",
        "properties": {name: {"$ref": f"#/$defs/{field.key}"} for name, field in reversed(names.items())},
        "additionalProperties": False,
        "allOf": [needs(field.spellings) for field in fields if kind.requires(field)],
        "$defs": {
            field.key: {**field.type.schema, "title": field.label, "description": field.help}
            for field in fields
        },
    }
