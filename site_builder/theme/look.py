"""What a template knows of its theme."""

from __future__ import annotations

from dataclasses import dataclass, field

from site_builder.errors import WorldError
from site_builder.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The variable `theme` of a template: names, addresses and settings; no folder and no file's content.

    `script` and `search_script` are "" where the theme has none.
    """

    name: str
    title: str
    version: str
    style: str
    script: str
    search_script: str
    options: Record
    tokens: Record
    names: Record = field(repr=False)

    def asset(self, name: str) -> str:
        """Return the address of `assets/…`; a name that no link of the chain holds is a broken theme."""
        if name not in self.names:
            raise WorldError(f"Giao diện “{self.name}” không có tệp “{name}”.")
        return str(self.names[name])
