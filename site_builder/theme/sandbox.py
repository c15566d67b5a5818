"""What a template may read and call: an allow-list by type, and nothing beyond it.

Jinja's own sandbox forbids a few names and lets all others through, so that any object with a dangerous method opens
it. Here a name is let through only where it stands below: fields of our values, and methods that can neither reach a
file, a clock or another object, nor print what differs from one build to the next.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import Namespace

from site_builder import model
from site_builder.model import Record
from site_builder.theme.look import Look

_DAY = "year month day weekday isoweekday"
_TEXT = """
    capitalize casefold count endswith find index isalnum isalpha isdecimal isdigit islower isnumeric isspace istitle
    isupper join lower lstrip partition removeprefix removesuffix replace rfind rindex rpartition rsplit rstrip split
    splitlines startswith strip striptags swapcase title unescape upper
"""
_LOOP = "cycle changed depth depth0 first index index0 last length nextitem previtem revindex revindex0"
_READABLE: tuple[tuple[type, frozenset[str]], ...] = tuple(
    (kind, frozenset(names.split()))
    for kind, names in (
        (datetime, f"{_DAY} hour minute second"),
        (date, _DAY),
        (timedelta, "days seconds"),
        (str, _TEXT),
        (tuple, "count index grouper list"),  # the last two are those of the filter `groupby`
        (list, "count index"),
        (dict, "get items keys values"),
        (LoopContext, _LOOP),
        (Macro, "name arguments caller"),
    )
)
_RECORD = frozenset({"get", "items", "keys", "values", "pairs"})
_CALLABLE = (BlockReference, LoopContext, Macro)
_METHODS = (types.MethodType, types.BuiltinMethodType)


class _Sheet(Template):
    """A template that others may import only where it carries nothing from one page to the next.

    Jinja runs the outer part of an imported file once for all pages, so a counter or a sequence that is used up there
    would make a page depend on those that were drawn before it.
    """

    def make_module(self, *args: Any, **more: Any) -> TemplateModule:
        """Return the macros."""
        env = self.environment
        line = env.memories.get(self.name, 0) if isinstance(env, Sandbox) else 0
        if line:
            message = "tệp để import chỉ gồm macro, import và giá trị cố định; hãy đưa phần tính toán vào trong macro"
            raise TemplateSyntaxError(message, line, self.name, self.filename)
        return super().make_module(*args, **more)


class Sandbox(ImmutableSandboxedEnvironment):
    """Draws templates that may read and call what is listed here, and the functions in `offered`.

    `memories` tells the line on which a template makes, outside its macros, what could change while pages are drawn.
    """

    template_class = _Sheet
    offered: tuple[Callable[..., Any], ...] = (Namespace, safe_range)

    def __init__(self, **wishes: Any) -> None:
        """Know no template yet."""
        super().__init__(**wishes)
        self.memories: dict[str | None, int] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        found = super()._parse(source, name, filename)
        self.memories[name] = next((one.lineno for one in found.body if not _is_fixed(one)), 0)
        return found

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of a value of ours at once; whatever else is asked for goes Jinja's way, and is judged there."""
        kind: Any = type(obj)
        return getattr(obj, attribute) if attribute in _plain(kind) else super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002 (Jinja's signature)
        """Tell whether a template may read *attr* of *obj*."""
        return may_read(type(obj), attr)  # type: ignore[arg-type]

    def is_safe_callable(self, obj: Any) -> bool:
        """Tell whether a template may call *obj*: its own macros, a listed method, an offered function."""
        if isinstance(obj, _METHODS):
            return may_read(type(obj.__self__), obj.__name__)  # type: ignore[arg-type]
        return isinstance(obj, _CALLABLE) or any(obj is one for one in self.offered)

    def wrap_str_format(self, value: Any) -> None:
        """Offer no safer `str.format`: it is not in the list."""


@cache
def _plain(kind: type) -> frozenset[str]:
    """Return the names of the fields that templates may read of a class of values."""
    if not is_dataclass(kind):
        return frozenset()
    return frozenset(name for name in _fields(kind) if may_read(kind, name))


@lru_cache(maxsize=4096)
def may_read(kind: type, name: str) -> bool:
    """Tell whether a template may read *name* of a value of the type *kind*."""
    if name.startswith("_"):
        return False
    if kind is Record:
        return name in _RECORD or not hasattr(Record, name)
    if kind is Look:
        return name == "asset" or name in _fields(Look)
    if is_dataclass(kind):
        return getattr(model, kind.__name__, None) is kind and (
            name in _fields(kind) or _is_offered(kind, name)
        )
    if kind in {Namespace, TemplateModule}:
        return True  # what a template has set itself, and the macros of another one
    return any(issubclass(kind, listed) and name in names for listed, names in _READABLE)


def _is_fixed(node: nodes.Node) -> bool:
    """Tell whether a part of a file is the same for all pages: white space, macros, imports, plain values."""
    if isinstance(node, nodes.Output):
        return all(isinstance(part, nodes.TemplateData) for part in node.nodes)
    plain = node.find(nodes.Call) is None and node.find(nodes.Filter) is None
    return (isinstance(node, nodes.Assign) and plain) or isinstance(
        node, nodes.Macro | nodes.Import | nodes.FromImport
    )


def _is_offered(kind: Any, name: str) -> bool:
    """Tell whether *name* is a property of a value: a function of its fields, and of nothing else."""
    return isinstance(vars(kind).get(name), property)


def _fields(kind: Any) -> frozenset[str]:
    return frozenset(one.name for one in fields(kind))
