"""The small values that all others are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Day = date | datetime  # a day, or a moment with its hour: shown as it was written


@dataclass(frozen=True, slots=True)
class Record(Mapping[str, Any]):
    """A frozen mapping of field names to values, read as `record.name` or `record["name"]`."""

    pairs: tuple[tuple[str, Any], ...] = ()
    _table: dict[str, Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the pairs as a table too, in which a name is found at once."""
        object.__setattr__(self, "_table", dict(reversed(self.pairs)))

    def __reduce__(self) -> tuple[type[Record], tuple[tuple[tuple[str, Any], ...]]]:
        """Travel between processes, and into a cache, as the pairs alone."""
        return Record, (self.pairs,)

    def __getitem__(self, key: str) -> Any:
        """Return the value of *key*; a missing key is a KeyError."""
        return self._table[key]

    def __getattr__(self, key: str) -> Any:
        """Return the value of *key* as an attribute."""
        if key.startswith("_"):
            raise AttributeError(key)
        try:
            return self._table[key]
        except KeyError as exc:
            raise AttributeError(key) from exc

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys in their order."""
        return (name for name, _ in self.pairs)

    def __len__(self) -> int:
        """Count the fields."""
        return len(self.pairs)


EMPTY = Record()
