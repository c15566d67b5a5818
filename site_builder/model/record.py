"""The small values that all others are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import FrozenInstanceError
from datetime import date, datetime
from functools import lru_cache
from typing import Any

Day = date | datetime  # a day, or a moment with its hour: shown as it was written
_set = object.__setattr__


class Record(Mapping[str, Any]):
    """A frozen mapping of field names to values, read as `record.name` or `record["name"]`.

    Thousands of records have the same names, so these are held once for all of them.
    """

    __slots__ = ("_names", "_places", "_values")
    _names: tuple[str, ...]
    _places: Mapping[str, int]
    _values: tuple[Any, ...]

    def __init__(self, pairs: tuple[tuple[str, Any], ...] = ()) -> None:
        """Take the fields in their order; of two with one name the first is found."""
        names, places = _shape(tuple([name for name, _ in pairs]))
        _set(self, "_names", names)
        _set(self, "_places", places)
        _set(self, "_values", tuple([value for _, value in pairs]))

    @property
    def pairs(self) -> tuple[tuple[str, Any], ...]:
        """Return the fields in their order."""
        return tuple(zip(self._names, self._values, strict=True))

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a record is a value."""
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        """Refuse: a record is a value."""
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __reduce__(self) -> tuple[type[Record], tuple[tuple[tuple[str, Any], ...]]]:
        """Travel between processes as the pairs alone."""
        return Record, (self.pairs,)

    def __eq__(self, other: object) -> bool:
        """Tell whether *other* has the same fields in the same order."""
        if not isinstance(other, Record):
            return NotImplemented
        return self._names == other._names and self._values == other._values

    def __hash__(self) -> int:
        """Return the hash of the fields."""
        return hash((self._names, self._values))

    def __repr__(self) -> str:
        """Show the fields."""
        return f"Record(pairs={self.pairs!r})"

    def __getitem__(self, key: str) -> Any:
        """Return the value of *key*; a missing key is a KeyError."""
        return self._values[self._places[key]]

    def __getattr__(self, key: str) -> Any:
        """Return the value of *key* as an attribute."""
        if key.startswith("_"):
            raise AttributeError(key)
        try:
            return self._values[self._places[key]]
        except KeyError as exc:
            raise AttributeError(key) from exc

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys in their order."""
        return iter(self._names)

    def __len__(self) -> int:
        """Count the fields."""
        return len(self._names)


@lru_cache(maxsize=4096)
def _shape(names: tuple[str, ...]) -> tuple[tuple[str, ...], Mapping[str, int]]:
    """Return *names* as they are held, and their places."""
    return names, {name: at for at, name in reversed(tuple(enumerate(names)))}


EMPTY = Record()
