"""The pattern book at `/-/mau/`: every component of the theme with its examples, as the portal draws them."""

from __future__ import annotations

from jinja2 import Environment
from markupsafe import Markup, escape

from site_builder import theme as themes
from site_builder.app import resolve
from site_builder.model import Head, Page, PlainView
from site_builder.pipeline import Loaded

_PAGE = Markup("""<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="{style}"><link rel="stylesheet" href="/-/preview.css">
<script src="{script}" defer></script></head>
<body class="portal-book"><main id="noi-dung"><h1>{title}</h1>{body}</main></body></html>""")


def book_page(loaded: Loaded, name: str = "") -> str:
    """Return the page of all components, or of the one called *name*."""
    theme = loaded.theme
    env = themes.environment(theme)
    parts = [
        _component(env, component)
        for component in themes.components(theme)
        if not name or component.name == name
    ]
    html = _PAGE.format(
        title="Sổ mẫu giao diện",
        style=theme.look.style,
        script=theme.look.script,
        body=Markup("").join(parts),
    )
    page = Page(
        url="/-/mau/index.html",
        template="",
        head=Head(title="", description="", canonical=""),
        body=PlainView(title=""),
    )
    return resolve(str(html), page, loaded.config.base_url)


def component_names(loaded: Loaded) -> set[str]:
    """Return the names of the components that the book shows."""
    return {component.name for component in themes.components(loaded.theme)}


def _component(env: Environment, component: themes.Component) -> Markup:
    with themes.blamed(component.name, f"vẽ thành phần “{component.name}”"):
        shown = Markup("").join(
            Markup('<div class="portal-book__example"><p>{}</p>{}</div>').format(
                example.title, themes.show(env, component, example)
            )
            for example in component.examples
        )
    return Markup('<section id="mau-{}"><h2>{}</h2>{}</section>').format(
        escape(component.name), component.title, shown
    )
