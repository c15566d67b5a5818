"""The templates' sandbox: what is reached from a template holds no door to files, clock or memory."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jinja2 import TemplateError
from markupsafe import Markup

from site_builder.app import render
from site_builder.errors import WorldError
from site_builder.model import Record
from site_builder.pipeline import load_portal
from site_builder.pipeline.load import Loaded
from site_builder.theme import environment, load_theme
from tests.conftest import NOW, ROOT, news
from tests.mini import PAGE, build, load, plan

THEME, _ = load_theme(
    "xa", search=(ROOT / "themes",), own=None, options=Record(), tokens=Record(), where="site.toml"
)
ITEM = news("A", day="01/11/2026 08:00")
METHODS = """
    asset capitalize casefold count endswith find get index isalnum isalpha isdecimal isdigit
    islower isnumeric isoweekday isspace istitle isupper items join keys lower lstrip partition
    removeprefix removesuffix replace rfind rindex rpartition rsplit rstrip split splitlines
    startswith strip striptags swapcase title unescape upper values weekday
"""
DOORS = [
    "theme.chain",
    'theme.chain[0].folder.joinpath("x").write_text("x")',
    "theme.look",
    "theme.files",
    "theme.asset.__func__.__globals__",
    "page.body.published.today()",
    "page.body.published.now()",
    "page.body.published.utcnow()",
    "page.body.published.fromtimestamp(0)",
    'page.body.published.strptime("2026", "%Y")',
    'page.body.published.strftime("%c")',
    "page.body.published.timestamp()",
    "page.body.published.astimezone()",
    "page.body.published.tzinfo",
    "page.body.published.max",
    'page["__class__"]',
    "page.__class__",
    "page.body.own.__getattr__",
    '"{0.__class__}".format(page)',
    '"{a.head}".format_map({"a": page})',
    'prose.format("x")',
    '"a".encode()',
    '"a".translate({})',
    '([page]|map(attribute="__class__")|first)',
    '([page.body.published]|map(attribute="today")|first)()',
    "namespace.mro()",
    "range.__self__",
    "qr.__globals__",
    "self._TemplateReference__context",
    "[].append(1)",
    "[1]()",
    "(1).bit_length()",
]


def published(project: Path, template: str) -> str:
    build(project, {"theme/pages/news.html": template, "tin-tuc/a.md": ITEM})
    return (project / "public/thu/tin-tuc/2026/a.html").read_text(encoding="utf-8")


def walk(env: Any, value: Any, seen: set[int], methods: set[str]) -> None:
    """Visit all that a template reaches from *value* by any name and by any key."""
    if id(value) in seen or value is None or isinstance(value, int | float):
        return
    seen.add(id(value))
    assert isinstance(value, str | tuple | date | Record) or type(value).__module__.startswith("site_builder")
    parts = list(value) if isinstance(value, tuple) else []
    keys = tuple(value) if isinstance(value, Record) else ()
    for name in {*dir(value), *keys}:
        try:
            part = getattr(value, name)
        except AttributeError:
            part = env.getattr(value, name)
        except TypeError:  # Python 3.11.2 cannot read `__weakref__` of a dataclass with slots
            assert name == "__weakref__"
            continue
        if not env.is_safe_attribute(value, name, part):
            continue
        if callable(part):
            assert env.is_safe_callable(part), name
            methods.add(name)
        else:
            parts.append(part)
    for part in parts:
        walk(env, part, seen, methods)


def test_all_that_a_template_reaches_is_plain_values_and_listed_methods(project: Path) -> None:
    source = ROOT / "content" / "xa-mau"
    loaded = load_portal(source, plan(project))
    assert isinstance(loaded, Loaded)
    env, seen, methods = environment(loaded.theme), set[int](), set[str]()
    kinds = {}
    for page in loaded.site.pages:
        kinds.setdefault((page.template, type(page.body)), page)
    for value in (loaded.site.frame, loaded.theme.look, Markup("a"), *kinds.values()):
        walk(env, value, seen, methods)
    assert len(seen) > 500
    assert methods <= set(METHODS.split())
    assert {"asset", "items", "upper", "weekday"} <= methods


@pytest.mark.parametrize("kind", [datetime, date, timedelta, str, Markup, tuple, list, dict, Record])
def test_what_makes_values_of_nothing_is_never_offered(kind: type) -> None:
    env = environment(THEME)
    value = NOW if kind is datetime else NOW.date() if kind is date else kind()
    offered = {name for name in dir(value) if env.is_safe_attribute(value, name, None)}
    doors = "now today utcnow fromtimestamp utcfromtimestamp strptime strftime combine format format_map encode fromisoformat"
    assert not offered & set(doors.split())
    assert not [name for name in offered if name.startswith("_")]


@pytest.mark.parametrize("door", DOORS)
def test_a_door_out_of_the_sandbox_is_closed(tmp_path: Path, door: str) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": ITEM})
    env = environment(loaded.theme)
    page = next(one for one in loaded.site.pages if one.template == "pages/news.html")
    template = env.from_string("{{ " + door + " }}")
    with pytest.raises((TemplateError, TypeError)):
        template.render(page=page, frame=loaded.site.frame, theme=loaded.theme.look, prose=Markup("{0}"))


def test_no_page_tells_a_folder_of_this_machine(tmp_path: Path) -> None:
    shown = published(tmp_path, "{{ theme }}{{ theme.asset }}{{ page }}{{ frame }}" + PAGE)
    assert str(tmp_path) not in shown
    assert "Path(" not in shown


def test_what_a_theme_needs_is_open() -> None:
    env = environment(THEME)
    source = """
    {%- macro one(x) %}<{{ x }}{{ caller() }}{% endmacro -%}
    {%- set ns = namespace(n=0) -%}
    {%- for key, value in record.items() recursive %}{% set ns.n = ns.n + loop.index %}{{ loop.cycle("a", "b") }}{{ key.upper() }}{{ value }}{% endfor -%}
    {%- call one(record.get("k")) %}{{ day.year }}{{ moment.hour }}{{ day.weekday() }}{% endcall -%}
    {%- for group in [1, 1]|map("string")|groupby("0") %}{{ group.grouper }}{{ group.list|length }}{% endfor -%}
    {{ ns.n }}{{ range(2)|list }}{{ (moment - moment).days }}
    """.strip()
    record = Record((("k", 1), ("l", 2)))
    shown = env.from_string(source).render(record=record, day=date(2026, 1, 2), moment=NOW)
    assert shown == "aK1bL2&lt;1202684123[0, 1]0".replace("&lt;", "<")


MEMORIES = [
    "{% set seen = namespace(n=0) %}{% macro x() %}{% set seen.n = seen.n + 1 %}{{ seen.n }}{% endmacro %}",
    "{% set _seen = namespace(n=0) %}{% macro x() %}{% set _seen.n = _seen.n + 1 %}{{ _seen.n }}{% endmacro %}",
    "{% set one, two = 1, [namespace(n=0)] %}{% macro x() %}{% set ns = two[0] %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{% endmacro %}",
    "{% set once = [1, 2]|map('string') %}{% macro x() %}{% for one in once %}{{ one }}{% endfor %}{% endmacro %}",
    "{% set once %}{{ namespace() }}{% endset %}{% macro x() %}{{ once }}{% endmacro %}",
    "{% for one in [1] %}{% set here = loop %}{% endfor %}{% macro x() %}1{% endmacro %}",
    "{% include 'pages/so.html' %}{% macro x() %}1{% endmacro %}",
]


@pytest.mark.parametrize("memory", MEMORIES)
@pytest.mark.parametrize("how", ["", " with context"])
def test_no_file_of_macros_remembers_the_pages_that_were_drawn_before(
    tmp_path: Path, memory: str, how: str
) -> None:
    files = {
        "theme/components/dem/macro.html": "\n" + memory,
        "theme/pages/news.html": f"{{% from 'components/dem/macro.html' import x{how} %}}{{{{ x() }}}}",
        "tin-tuc/a.md": news("A"),
    }
    with pytest.raises(WorldError, match=r"theme/components/dem/macro\.html, dòng 2 .* chỉ gồm macro"):
        build(tmp_path, files)


def test_plain_values_and_other_macros_stand_beside_macros(tmp_path: Path) -> None:
    macros = """
    {%- from "components/figure/macro.html" import figure as other -%}
    {%- set names, two = {"a": [1, (2, "ba")]}, 1 + 1 -%}
    {%- macro x(y=namespace(n=0)) -%}
    {%- set y.n = y.n + two -%}{{ names.a[0] }}{{ y.n }}{{ names|length }}
    {%- endmacro -%}
    """
    template = "{% from 'components/dem/macro.html' import x %}{{ x() }}{{ x() }}"
    files = {"theme/components/dem/macro.html": macros, "theme/pages/news.html": template}
    assert build(tmp_path, files | {f"tin-tuc/{n}.md": news(f"Tin {n}") for n in "ab"}).build is not None
    pages = [(tmp_path / f"public/thu/tin-tuc/2026/{n}.html").read_bytes() for n in "ab"]
    assert pages == [b"121121", b"121121"]


@pytest.mark.slow
@pytest.mark.parametrize("order", ["forward", "backward", "shuffled"])
def test_pages_are_the_same_in_whatever_order_they_are_drawn(project: Path, order: str) -> None:
    loaded = load_portal(ROOT / "content" / "xa-mau", plan(project))
    assert isinstance(loaded, Loaded)
    pages = list(loaded.site.pages)
    words = cache(loaded.stock.prose_by_key)
    if order == "backward":
        pages.reverse()
    if order == "shuffled":
        random.Random(7).shuffle(pages)
    together = environment(loaded.theme)
    drawn = {page.url: render(page, loaded.site.frame, loaded.theme, together, words) for page in pages}
    for page in pages[::8]:
        assert drawn[page.url] == render(
            page, loaded.site.frame, loaded.theme, environment(loaded.theme), words
        )
