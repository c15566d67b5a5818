"""Our values ⇄ bytes: equal values give equal bytes, and nothing but our values ever comes back.

A value is flattened into tuples, strings and numbers, which `marshal` writes at the speed of C. Of its forms the second is
used, in which equal values are equal bytes (later ones tell which objects were shared). A class is written as its place
in the list of our classes, so the bytes are good for one version of the program only.
"""

from __future__ import annotations

import dataclasses
import marshal
from collections.abc import Callable
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from site_builder import errors, model
from site_builder.text import VN

_FORM = 2
_PLAIN = frozenset({str, int, bool, float, bytes, type(None)})
_DATE, _MOMENT, _SEVERITY, _RECORD, _FIRST = 0, 1, 2, 3, 4


def _classes() -> tuple[type, ...]:
    named = {**vars(model), **{name: vars(errors)[name] for name in ("Finding", "Where")}}
    found = {value for value in named.values() if isinstance(value, type) and dataclasses.is_dataclass(value)}
    return tuple(sorted(found, key=lambda one: one.__name__))


def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in dataclasses.fields(kind) if one.init)


def _getter(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gives all fields of a value of the class *kind*."""
    names = _names(kind)
    get = attrgetter(*names)
    return (lambda value: (get(value),)) if len(names) == 1 else get


_CLASSES = _classes()
_FIELDS = tuple(map(_names, _CLASSES))
_GETTERS = {kind: (number, _getter(kind)) for number, kind in enumerate(_CLASSES, _FIRST)}


def pack(value: object) -> bytes:
    """Return the bytes of *value*; TypeError for what is none of ours."""
    return marshal.dumps(_flat(value), _FORM)


def unpack(data: bytes) -> Any:
    """Return the value of *data*; ValueError, EOFError, TypeError, LookupError or AttributeError where it is none."""
    return _whole(marshal.loads(data))  # noqa: S302 (plain values only: no code comes out of `_whole`)


def _flat(value: Any) -> Any:
    """Return *value* as plain ones; what is no tuple becomes a list that begins with what it is."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return tuple([_flat(one) for one in value]) if value else value
    if kind in _GETTERS:
        number, get = _GETTERS[kind]
        return [number, *[one if type(one) is str else _flat(one) for one in get(value)]]
    if kind in _OTHERS:
        return _OTHERS[kind](value)
    raise TypeError(f"not one of our values: {kind}")


_OTHERS: dict[type, Callable[[Any], list[Any]]] = {
    date: lambda value: [_DATE, value.toordinal()],
    datetime: lambda value: [_MOMENT, value.isoformat()],
    errors.Severity: lambda value: [_SEVERITY, value.value],
    model.Record: lambda value: [_RECORD, *[(name, _flat(one)) for name, one in value.pairs]],
}


def _whole(flat: Any) -> Any:
    kind = type(flat)
    if kind is tuple:
        return tuple([one if type(one) is str else _whole(one) for one in flat])
    if kind is not list:
        if kind not in _PLAIN:
            raise TypeError(f"not one of our values: {kind}")
        return flat
    number, *values = flat
    if number >= _FIRST:
        return _made(number - _FIRST, values)
    return _SMALL[number](*values)


def _moment(written: str) -> datetime:
    """Return a moment, with the clock of Vietnam where it was in it: another of the same hours would print otherwise."""
    found = datetime.fromisoformat(written)
    return found.replace(tzinfo=VN) if found.utcoffset() == VN.utcoffset(None) else found


def _record(*pairs: tuple[str, Any]) -> model.Record:
    return model.Record(tuple([(name, _whole(one)) for name, one in pairs]))


_SMALL: tuple[Callable[..., Any], ...] = (date.fromordinal, _moment, errors.Severity, _record)
_set = object.__setattr__


def _made(number: int, values: list[Any]) -> Any:
    """Return a value of a class of ours, made as it was: what it checks at birth was checked then."""
    kind = _CLASSES[number]
    value: Any = object.__new__(kind)
    for name, one in zip(_FIELDS[number], values, strict=True):
        _set(value, name, one if type(one) is str else _whole(one))
    return value
