"""Pelican (Python). It can keep the articles it read; every page is drawn and written again."""

from __future__ import annotations

from pathlib import Path

import skeleton as sk
from corpus import SITE_TITLE, SITE_URL, Article, articles
from sites import NotHereError, Site, first_line, put, put_static

CONFIG = f"""
import os
SITENAME = {SITE_TITLE!r}
SITEURL = {SITE_URL!r}
PATH = "content"
ARTICLE_PATHS = ["tin"]
STATIC_PATHS = ["images", "css"]
OUTPUT_PATH = "output"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
THEME = "theme"
ARTICLE_URL = "tin/{{slug}}/"
ARTICLE_SAVE_AS = "tin/{{slug}}/index.html"
CATEGORY_URL = "chuyen-muc/{{slug}}/"
CATEGORY_SAVE_AS = "chuyen-muc/{{slug}}/index.html"
TAG_URL = "the/{{slug}}/"
TAG_SAVE_AS = "the/{{slug}}/index.html"
YEAR_ARCHIVE_SAVE_AS = "luu-tru/{{date:%Y}}/index.html"
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
PAGINATED_TEMPLATES = {{"category": 10}}
PAGINATION_PATTERNS = (
    (1, "{{base_name}}/", "{{base_name}}/index.html"),
    (2, "{{base_name}}/trang/{{number}}/", "{{base_name}}/trang/{{number}}/index.html"),
)
FEED_ALL_ATOM = None
FEED_ALL_RSS = "feed.xml"
FEED_MAX_ITEMS = 20
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
SLUGIFY_SOURCE = "basename"
MARKDOWN = {{
    "extension_configs": {{f"markdown.extensions.{{name}}": {{}} for name in ("extra", "toc", "sane_lists", "meta")}},
    "output_format": "html5",
}}
if os.environ.get("BENCH_CACHE"):
    CACHE_CONTENT = LOAD_CONTENT_CACHE = True
    CONTENT_CACHING_LAYER = "generator"
    CHECK_MODIFIED_METHOD = "mtime"
"""
LINE = sk.line(
    "/{{ a.url }}", "{{ a.title }}", "{{ a.date.isoformat() }}", "{{ a.date.strftime('%d/%m/%Y') }}"
)
TEASER = sk.teaser(
    "/{{ a.url }}",
    "{{ a.title }}",
    "{{ a.date.isoformat() }}",
    "{{ a.date.strftime('%d/%m/%Y') }}",
    "{{ a.cover }}",
    "{{ a.summary }}",
)
BASE = sk.base(
    "{{ self.title() }}",
    "{% block desc %}{% endblock %}",
    "/{{ output_file|replace('index.html', '') }}",
    "{% block image %}{% endblock %}",
    "{% block main %}{% endblock %}",
    "{% for a in articles[:10] %}" + LINE + "\n{% endfor %}",
).replace("{{ self.title() }}", "{% block title %}{{ SITENAME }}{% endblock %}", 1)
PAGER = sk.pager(
    '{% if articles_page.has_previous() %}<a href="/{{ articles_previous_page.url }}">Trước</a>{% endif %}',
    "{{ articles_page.number }}",
    "{{ articles_paginator.num_pages }}",
    '{% if articles_page.has_next() %}<a href="/{{ articles_next_page.url }}">Sau</a>{% endif %}',
)


def _page(title: str, main: str, more: str = "") -> str:
    head = f"{{% block title %}}{title}{{% endblock %}}" if title else ""
    return f'{{% extends "base.html" %}}{head}{more}{{% block main %}}{main}{{% endblock %}}'


def _list(title: str) -> str:
    lines = "{% for a in articles %}" + LINE + "\n{% endfor %}"
    return _page(title, f"<h1>{title}</h1><ul>{lines}</ul>")


def _urls(name: str, items: str, url: str) -> str:
    return f"{{% for {name} in {items} %}}<url><loc>{SITE_URL}/{{{{ {url} }}}}</loc></url>\n{{% endfor %}}"


TEMPLATES = {
    "base.html": BASE,
    "article.html": _page(
        "{{ article.title }}",
        sk.article(
            "{{ article.title }}",
            "{{ article.date.isoformat() }}",
            "{{ article.date.strftime('%d/%m/%Y') }}",
            "{{ article.author }}",
            "{{ article.category.slug }}",
            "{{ article.cover }}",
            "{{ article.summary }}",
            "{{ article.content }}",
            "{% for t in article.tags %}" + sk.topic("{{ t.slug }}") + "\n{% endfor %}",
        ),
        "{% block desc %}{{ article.summary }}{% endblock %}{% block image %}{{ article.cover }}{% endblock %}",
    ),
    "index.html": _page("", "<h1>Tin mới</h1>{% for a in articles[:20] %}" + TEASER + "{% endfor %}"),
    "category.html": _page(
        "{{ category }}",
        "<h1>{{ category }}</h1>{% for a in articles_page.object_list %}" + TEASER + "{% endfor %}" + PAGER,
    ),
    "tag.html": _list("{{ tag }}"),
    "period_archives.html": _list("{{ period[0] }}"),
    "sitemap.html": sk.sitemap(
        _urls("a", "articles", "a.url")
        + _urls("c, x", "categories", "c.url")
        + _urls("c, x", "tags", "c.url")
    ),
}


def binary(tools: Path) -> str:
    """Return the program."""
    found = tools / "venv-peers/bin/pelican"
    if not found.exists():
        raise NotHereError("Chưa có Pelican: hãy chạy python benchmarks/peers.py pelican.")
    return str(found)


def version(tools: Path) -> str:
    """Return the version."""
    return "Pelican " + first_line([binary(tools), "--version"])


def prepare(folder: Path, count: int, tools: Path) -> Site:
    """Write the corpus for Pelican."""
    put(folder / "pelicanconf.py", CONFIG)
    for name, text in TEMPLATES.items():
        put(folder / "theme/templates" / name, text)
    for one in articles(count):
        put(folder / f"content/tin/{one.slug}.md", _source(one))
    put_static(folder / "content")
    build = (binary(tools), "-q", "-s", "pelicanconf.py")
    return Site(
        name="pelican",
        folder=folder,
        out=folder / "output",
        made=(folder / "output", folder / "cache"),
        build=build,
        again=("env", "BENCH_CACHE=1", *build),
        source=lambda one: folder / f"content/tin/{one.slug}.md",
        page=lambda one: folder / f"output/tin/{one.slug}/index.html",
        template=folder / "theme/templates/base.html",
        menu=folder / "theme/templates/base.html",
    )


def _source(one: Article) -> str:
    return (
        f"Title: {one.title}\nDate: {one.date:%Y-%m-%d %H:%M}\nAuthor: {one.author}\nCategory: {one.category}\n"
        f"Tags: {', '.join(one.topics)}\nSummary: {one.summary}\nCover: {one.cover}\n\n{one.body}"
    )
