"""A small theme that shows everything, and short ways to load and build a tiny portal with it.

Its templates print the whole page and the whole frame. So a build that keeps a page although anything in it has
changed is caught, and a portal is built in a few hundredths of a second.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from site_builder.content.kinds import KINDS, Kind
from site_builder.model import Page
from site_builder.pipeline import Loaded, Plan, Report, build_portal, load_portal
from tests.conftest import NOW, ROOT, write

PLAIN = "contact search sitemap privacy accessibility feeds data home section topic year organisation 404 moved withdrawn"
PAGE = """\
<!doctype html>
<html lang="vi"><head><title>{{ page.head.title }}</title><link rel="stylesheet" href="{{ theme.style|link }}">
{% if page.head.structured %}<script type="application/ld+json">{{ page.head.structured|safe }}</script>{% endif %}
</head><body><p>{{ page }}</p><p>{{ frame }}</p>{{ prose }}
{% for one in page.crumbs %}<a href="{{ one.url|link }}">{{ one.title }}</a>{% endfor %}
</body></html>
"""
FIGURE = """\
{% macro figure(picture) -%}
<figure><img src="{{ picture.src|link }}" alt="{{ picture.alt }}" width="{{ picture.width }}"></figure>
{%- endmacro %}
"""


def theme(project: Path, wishes: str = "") -> Path:
    """Write the theme `xa` below *project*, *wishes* at the end of its `theme.toml`, and return its folder."""
    folder = project / "themes" / "xa"
    names = PLAIN.split() + [kind.template[6:-5] for kind in KINDS.values() if kind.template]
    files = {
        "theme.toml": 'name = "xa"\ntitle = "Nhỏ"\nversion = "1"\n[tokens]\ncolour-text = "#111111"\n'
        + wishes,
        "css/site.css": "p{margin:0}",
        "components/figure/macro.html": FIGURE,
        **{f"pages/{name}.html": PAGE for name in names},
    }
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    shutil.copytree(ROOT / "themes/tinh/feeds", folder / "feeds")
    return folder


def plan(project: Path, **wishes: Any) -> Plan:
    """Return a plan for *project*, with the small theme in place."""
    if not (project / "themes").exists():
        theme(project)
    return replace(Plan(root=project, out=project / "public", now=NOW, workers=1), **wishes)


def load(project: Path, files: dict[str, str], **wishes: Any) -> Loaded:
    """Write *files* into the portal `thu` and load it; findings alone fail the test."""
    loaded = load_portal(write(project / "content" / "thu", files), plan(project, **wishes))
    assert isinstance(loaded, Loaded), loaded
    return loaded


def build(project: Path, files: dict[str, str] | None = None, **wishes: Any) -> Report:
    """Write *files* into the portal `thu` and build it."""
    portal = project / "content" / "thu"
    if files is not None:
        write(portal, files)
    return build_portal(portal, plan(project, **wishes))


def page(loaded: Loaded, url: str) -> Page:
    """Return the page at *url*."""
    return next(one for one in loaded.site.pages if one.url == url)


def urls(loaded: Loaded) -> set[str]:
    """Return the addresses of all pages."""
    return {one.url for one in loaded.site.pages}


def errors(loaded: Loaded) -> list[tuple[str, str, int]]:
    """Return the rule, file and line of every error."""
    return [(one.rule, one.where.path, one.where.line) for one in loaded.findings if one.is_error]


def notes(loaded: Loaded, rule: str) -> list[str]:
    """Return the messages of the notes of *rule*."""
    return [one.message for one in loaded.findings if one.rule == rule and not one.is_error]


def entry(**keys: str) -> str:
    """Return the text of an entry with *keys* (an underscore stands for a space) and a short body."""
    lines = "".join(f"{key.replace('_', ' ')}: {value}\n" for key, value in keys.items())
    return f"---\n{lines}---\n\nNội dung.\n"


def document(number: str, issued: str = "01/03/2026", **keys: str) -> str:
    """Return the text of a document."""
    base = {
        "Số hiệu": number, "Trích yếu": f"Việc {number.split('/', maxsplit=1)[0]}", "Loại văn bản": "Quyết định",
        "Cơ quan ban hành": "UBND xã", "Ngày ban hành": issued, "Ngày đăng": issued,
    }  # fmt: skip
    lines = "".join(f"{key.replace('_', ' ')}: {value}\n" for key, value in (base | keys).items())
    return f"---\n{lines}---\n\nNội dung.\n"


def fill(content: str, kind: Kind) -> str:
    """Return what `new` wrote as a clerk leaves it: open keys filled, own words in the body, no longer a draft."""
    examples = {field.label: field.sample for field in kind.all_fields()}
    head, _, _ = content.partition("\n---\n")
    head = re.sub(r"^Nháp:.*\n?", "", head, flags=re.MULTILINE).rstrip("\n")
    head = re.sub(
        r"^([^#\n]+): $", lambda found: f"{found[1]}: {examples[found[1]]}", head, flags=re.MULTILINE
    )
    return f"{head}\n---\n\nLời của xã.\n"
