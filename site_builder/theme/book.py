"""A theme's `component.toml` files → the pattern book: every component, its parameters, its examples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any

import jinja2
from markupsafe import Markup

from site_builder import model
from site_builder.errors import WorldError
from site_builder.model import Record
from site_builder.theme.dress import Theme

_FILE = re.compile(r"components/([^/]+)/component\.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a component, for the pattern book."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A use of a component, shown in the pattern book and tested; `args` are the macro's arguments by name."""

    title: str
    args: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A macro with its style: `components/<name>/macro.html` defines a macro of the same name (`-` is `_`)."""

    name: str
    title: str
    doc: str
    parameters: tuple[Parameter, ...]
    examples: tuple[Example, ...]

    @property
    def macro(self) -> str:
        """Return the macro's name."""
        return self.name.replace("-", "_")


def components(theme: Theme) -> tuple[Component, ...]:
    """Read every `component.toml` of the chain; the nearest one of a name counts."""
    nearest_first: dict[str, bytes] = {}
    for link in theme.chain:
        for path, data in link.files.items():
            if found := _FILE.fullmatch(path):
                nearest_first.setdefault(found[1], data)
    return tuple(_component(name, data) for name, data in sorted(nearest_first.items()))


def _component(name: str, source: bytes) -> Component:
    try:
        data = tomllib.loads(source.decode())
        parameters = tuple(
            Parameter(name=one["name"], type=one["type"], doc=one["doc"])
            for one in data.get("parameters", ())
        )
        types = {parameter.name: parameter.type for parameter in parameters}
        examples = tuple(
            Example(
                title=one["title"],
                args=Record(tuple((key, _typed(types[key], value)) for key, value in one["args"].items())),
            )
            for one in data.get("examples", ())
        )
        return Component(
            name=name, title=data["title"], doc=data["doc"], parameters=parameters, examples=examples
        )
    except (ValueError, KeyError, TypeError) as exc:
        raise WorldError(f"Không đọc được components/{name}/component.toml: {exc!r}") from exc


def show(env: jinja2.Environment, component: Component, example: Example) -> Markup:
    """Draw one *example* of *component*; a parameter that the macro does not have fails."""
    module: Any = env.get_template(f"components/{component.name}/macro.html").module
    return Markup(getattr(module, component.macro)(**example.args))  # noqa: S704


def _typed(type_name: str, raw: Any) -> Any:
    """Return *raw* as a value of *type_name* as the model names types, such as `tuple[Link, ...]`."""
    name = type_name.removesuffix(" | None")
    if name.startswith("tuple["):
        inner = name[len("tuple[") :].partition(",")[0].rstrip("]")
        return tuple(_typed(inner, one) for one in raw)
    if not isinstance(raw, dict):
        return raw
    if name == "Record":
        return Record(tuple((key, _typed("Record", value)) for key, value in raw.items()))
    cls = getattr(model, name)
    known = {one.name: one for one in fields(cls)}
    unknown = sorted(raw.keys() - known.keys())
    if unknown:
        raise KeyError(f"{name}.{unknown[0]}")
    return cls(**{key: _field(one, raw) for key, one in known.items()})


def _field(one: Field[Any], raw: Mapping[str, Any]) -> Any:
    """Return the value of a field; what an example leaves out is empty in the manner of its type."""
    kind = str(one.type)
    if one.name in raw:
        return _typed(kind, raw[one.name])
    if one.default is not MISSING:
        return one.default
    empty: Mapping[str, Any] = {"str": "", "bool": False, "int": 0, "Record": Record(), "Link": _EMPTY_LINK}
    return () if kind.startswith("tuple[") else empty.get(kind)


_EMPTY_LINK = model.Link(title="", url="")
