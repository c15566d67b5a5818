"""A `Theme` → the sandbox in which its templates are drawn: the contract's filters, and no global beyond them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

import jinja2
import segno
from jinja2.runtime import Context
from markupsafe import Markup, escape

from site_builder.markup import dial
from site_builder.model import Picture, Variant
from site_builder.text import (
    VN,
    format_date,
    format_moment,
    format_number,
    format_period,
    format_size,
    format_weekday,
    glue,
)
from site_builder.theme.chain import OWN, Link
from site_builder.theme.dress import Theme
from site_builder.theme.sandbox import Sandbox

MARK = "\ue000"  # stands before every address of the portal until the view knows from where it is linked
FIGURE = "components/figure/macro.html"  # draws the pictures of a text
_BUILT_IN = """
    abs batch capitalize count default e escape first groupby int join last length list lower map max min reject
    rejectattr replace reverse round safe select selectattr slice sort string striptags sum trim truncate unique upper
    urlencode wordcount
"""


class _Loader(jinja2.BaseLoader):
    """Finds `layout/base.html` in the nearest link that has it, and `@tinh/layout/base.html` in that link alone.

    It serves the very bytes that were read with the theme, so a template is drawn only where the theme's digest knows it.
    """

    def __init__(self, chain: tuple[Link, ...]) -> None:
        self._found: dict[str, tuple[str, bytes]] = {}
        for link in chain:
            home = "theme" if link.name == OWN else f"themes/{link.name}"
            for name, data in link.files.items():
                file = (f"{home}/{name}", data)
                self._found.setdefault(name, file)
                self._found[f"@{link.name}/{name}"] = file

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 (Jinja's signature)
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the source of *template* and the path that people know it by; `@name/` picks one link."""
        if template not in self._found:
            raise jinja2.TemplateNotFound(template)
        path, data = self._found[template]
        return data.decode(), path, None

    def list_templates(self) -> list[str]:
        """Return the names of all templates, plain names first, then each link's."""
        names = [name for name in self._found if name.endswith((".html", ".xml"))]
        return sorted(names, key=lambda name: (name.startswith("@"), name))


def environment(theme: Theme) -> jinja2.Environment:
    """Return the sandbox in which the templates of *theme* are drawn: the contract's filters and no other global."""
    env = Sandbox(
        loader=_Loader(theme.chain),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )
    env.filters = {name: env.filters[name] for name in _BUILT_IN.split()}
    env.filters.update(
        link=link,
        srcset=srcset,
        day=show_day,
        date=format_date,
        weekday=show_weekday,
        period=format_period,
        iso=iso,
        number=format_number,
        size=format_size,
        paragraphs=paragraphs,
        phone=phone,
        glue=glue,
    )
    once = _once(env)
    env.globals = {
        "namespace": env.globals["namespace"],
        "range": env.globals["range"],
        "qr": qr,
        "once": once,
    }
    env.offered = (*env.offered, qr, once)
    return env


def _once(env: jinja2.Environment) -> Callable[[Context, str], Markup]:
    """Return the function `once(name)`: it draws a template that knows frame and theme, but no page, once for all pages."""
    drawn: dict[str, Markup] = {}
    frames: list[object] = [None]

    @jinja2.pass_context
    def once(context: Context, name: str) -> Markup:
        frame = context["frame"]
        if frames[0] is not frame:
            drawn.clear()
            frames[0] = frame
        if name not in drawn:
            drawn[name] = Markup(env.get_template(name).render(frame=frame, theme=context["theme"]))  # noqa: S704 (drawn)
        return drawn[name]

    return once


def link(url: str) -> str:
    """Return *url* with the mark before it where it is an address of the portal; others pass unharmed."""
    return MARK + url if url.startswith("/") and not url.startswith("//") else url


def srcset(variants: Iterable[Variant]) -> str:
    """Return the text of a `srcset` with marked addresses."""
    return ", ".join(f"{link(variant.url)} {variant.width}w" for variant in variants)


def show_day(day: date) -> str:
    """Return a day as written: with its hour where it has one."""
    return format_moment(day) if isinstance(day, datetime) else format_date(day)


def show_weekday(day: date) -> str:
    """Return “Thứ Năm, 12/03/2026”."""
    return f"{format_weekday(day)}, {format_date(day)}"


def iso(day: date) -> str:
    """Return ISO 8601: a plain day, or a moment with the offset of Viet Nam."""
    if not isinstance(day, datetime):
        return day.isoformat()
    aware = day if day.tzinfo else day.replace(tzinfo=VN)
    return aware.astimezone(VN).isoformat(timespec="seconds")


def paragraphs(text: str) -> Markup:
    """Return plain text as escaped paragraphs, cut at blank lines, with its telephone numbers as links."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", glue(text)) if part.strip()]
    return Markup("\n").join(Markup("<p>{}</p>").format(Markup(dial(str(escape(part))))) for part in parts)  # noqa: S704 (escaped)


def phone(number: str) -> str:
    """Return the `tel:` address of a phone number as people write it."""
    digits = re.sub(r"\D", "", number)
    return f"tel:+{digits}" if number.strip().startswith("+") else f"tel:{digits}"


def qr(text: str) -> Markup:
    """Return *text* as a QR code, inline SVG without any style; one mask is fixed, since weighing all is slow."""
    code = segno.make(text, error="m", micro=False, mask=2, boost_error=False)
    return Markup(code.svg_inline(omitsize=True, svgclass="portal-qr", lineclass=None, border=2))  # noqa: S704


def picture_html(env: jinja2.Environment, picture: Picture) -> Markup:
    """Draw a picture of a text with the theme's figure."""
    module: Any = env.get_template(FIGURE).module
    return Markup(module.figure(picture))  # noqa: S704
