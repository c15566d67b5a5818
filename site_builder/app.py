"""A site and a theme → a Flask app that answers for exactly the site's addresses.

The build, the preview and the checks all see a page through the same view. Templates write addresses of the portal
behind a mark (filter `link`); the view turns each into a link relative to its page, so that the portal opens from a
USB stick, below any path and at the root of a domain.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import jinja2
from flask import Flask, Response, abort
from markupsafe import Markup

from site_builder import markup
from site_builder.assemble import TYPES
from site_builder.model import Frame, ItemView, ListingView, Page, Prose, ProseRef, Site
from site_builder.theme import FIGURE, MARK, Theme, blamed, environment, picture_html

_MARKED = re.compile(MARK + r"(/[^\s\"'<>,]*)")

_INLINE = Markup('<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">')
ProseOf = Callable[[str], Prose]


def create_app(site: Site, theme: Theme, prose_of: ProseOf, env: jinja2.Environment | None = None) -> Flask:
    """Return the app of *site*; *prose_of* finds a prose by its key; *env* is the theme's, where there is one already."""
    files = {file.url: file.text.encode() for file in site.files}
    files |= {asset.url: asset.data for asset in theme.assets}
    return page_app({page.url: page for page in site.pages}, site.frame, theme, prose_of, files, env)


def page_app(
    pages: Mapping[str, Page], frame: Frame, theme: Theme, prose_of: ProseOf, files: Mapping[str, bytes],
    env: jinja2.Environment | None = None,
) -> Flask:  # fmt: skip
    """Return the app that answers for *pages*, as they are when it is asked, and for *files*."""
    app = Flask("cong-xa", static_folder=None, template_folder=None)
    app.url_map.redirect_defaults = False
    app.config["PROPAGATE_EXCEPTIONS"] = True
    env = env or environment(theme)

    @app.get("/", defaults={"path": "index.html"})
    @app.get("/<path:path>")
    def page(path: str) -> Response:
        url = "/" + path + ("index.html" if path.endswith("/") else "")
        if url in pages:
            return _answer(url, render(pages[url], frame, theme, env, prose_of).encode())
        data = files.get(url)
        return _answer(url, data) if data is not None else abort(404)

    return app


def _answer(url: str, data: bytes) -> Response:
    """Answer with the exact type of the file's ending, whatever the system has installed."""
    return Response(data, content_type=content_type(url))


def content_type(url: str) -> str:
    """Return the type that goes with the ending of *url*."""
    return TYPES.get(url.rpartition(".")[2].lower(), "application/octet-stream")


def render(page: Page, frame: Frame, theme: Theme, env: jinja2.Environment, prose_of: ProseOf) -> str:
    """Draw *page*: a function of the page, the frame and the theme, and of nothing else."""
    ref = page.body.prose if isinstance(page.body, ItemView | ListingView) else None
    prose = _fill(ref, env, prose_of, page.url) if ref else Markup()
    with blamed(page.template, f"dựng {page.url}"):
        html = env.get_template(page.template).render(page=page, frame=frame, theme=theme.look, prose=prose)
    return resolve(html, page, frame.base_url)


def _fill(ref: ProseRef, env: jinja2.Environment, prose_of: ProseOf, url: str) -> Markup:
    """Put links and pictures into the holes of a prose."""
    links = tuple(
        MARK + url if url.startswith("/") and not url.startswith("//") else url for url in ref.links
    )

    def figure(number: int) -> str:
        picture = ref.pictures[number]
        return str(picture_html(env, picture)) if picture else ""

    def inline(number: int) -> str:
        picture = ref.pictures[number]
        return (
            str(_INLINE.format(MARK + picture.src, picture.alt, picture.width, picture.height))
            if picture
            else ""
        )

    with blamed(FIGURE, f"dựng {url}"):
        return Markup(markup.fill(prose_of(ref.key), links, figure, inline))  # noqa: S704 (sanitised by `markup`)


def resolve(html: str, page: Page, base_url: str) -> str:
    """Turn every marked address into a link that works from *page*."""
    if page.absolute:
        root = urlsplit(base_url).path
        return _MARKED.sub(lambda found: root + found[1][1:], html)
    steps = _steps(posixpath.dirname(page.url))
    return _MARKED.sub(lambda found: _way(steps, found[1]), html)


def relative(folder: str, target: str) -> str:
    """Return the way from *folder* to *target*, which may carry a query and an anchor."""
    return _way(_steps(folder), target)


def _steps(folder: str) -> tuple[tuple[str, str], ...]:
    """Return *folder* and each folder above it with the way up to it, the nearest first."""
    names = [name for name in folder.split("/") if name]
    return tuple(
        ("/".join(["", *names[:depth], ""]), "../" * (len(names) - depth))
        for depth in range(len(names), -1, -1)
    )


def _way(steps: tuple[tuple[str, str], ...], target: str) -> str:
    """Return the way to *target* by the nearest of *steps* that holds it; the last one, the root, holds all."""
    way = next(up + target[len(step) :] for step, up in steps if target.startswith(step))
    return "." + way if not way or way[0] in "#?" else way
