"""The small values that all others are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Day = date | datetime  # a day, or a moment with its hour: shown as it was written


@dataclass(frozen=True, slots=True)
class Record(Mapping[str, Any]):
    """A frozen mapping of field names to values, read as `record.name` or `record["name"]`."""

    pairs: tuple[tuple[str, Any], ...] = ()

    def __getitem__(self, key: str) -> Any:
        """Return the value of *key*; a missing key is a KeyError."""
        for name, value in self.pairs:
            if name == key:
                return value
        raise KeyError(key)

    def __getattr__(self, key: str) -> Any:
        """Return the value of *key* as an attribute."""
        if key.startswith("__"):
            raise AttributeError(key)
        try:
            return self[key]
        except KeyError as exc:
            raise AttributeError(key) from exc

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys in their order."""
        return (name for name, _ in self.pairs)

    def __len__(self) -> int:
        """Count the fields."""
        return len(self.pairs)


EMPTY = Record()
