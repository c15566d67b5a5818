"""Eleventy (Node), Nunjucks layouts. It builds in part only inside its own watcher: another run builds everything."""

from __future__ import annotations

import json
from pathlib import Path

import skeleton as sk
from corpus import SITE_TITLE, SITE_URL, articles, front_matter
from sites import NotHereError, Site, first_line, put, put_static

CONFIG = """
export default function (cfg) {
  cfg.addPassthroughCopy({ static: "/" });
  cfg.addFilter("iso", d => d.toISOString());
  cfg.addFilter("day", d => d.toISOString().slice(0, 10).split("-").reverse().join("/"));
  cfg.addFilter("rfc", d => d.toUTCString());
  const news = api => api.getFilteredByGlob("content/tin/*.md").sort((a, b) => b.date - a.date);
  const group = (items, key) => { const m = new Map(); for (const a of items) for (const k of [key(a)].flat()) { if (!m.has(k)) m.set(k, []); m.get(k).push(a); } return [...m]; };
  cfg.addCollection("newest", api => news(api).slice(0, 20));
  cfg.addCollection("categoryPages", api => group(news(api), a => a.data.category).flatMap(([slug, items]) => {
    const total = Math.ceil(items.length / 10), out = [];
    const url = n => n == 1 ? `/chuyen-muc/${slug}/` : `/chuyen-muc/${slug}/trang/${n}/`;
    for (let n = 1; n <= total; n++) out.push({ slug, number: n, total, url: url(n), prev: n > 1 && url(n - 1), next: n < total && url(n + 1), items: items.slice(n * 10 - 10, n * 10) });
    return out;
  }));
  cfg.addCollection("tagPages", api => group(news(api), a => a.data.topics).map(([slug, items]) => ({ slug, items })));
  cfg.addCollection("yearPages", api => group(news(api), a => String(a.date.getFullYear())).map(([slug, items]) => ({ slug, items })));
  return { dir: { input: "content", includes: "../_includes", output: "_site" }, markdownTemplateEngine: false, templateFormats: ["md", "njk"] };
}
"""
LINE = sk.line("{{ a.url }}", "{{ a.data.title }}", "{{ a.date | iso }}", "{{ a.date | day }}")
TEASER = sk.teaser(
    "{{ a.url }}",
    "{{ a.data.title }}",
    "{{ a.date | iso }}",
    "{{ a.date | day }}",
    "{{ a.data.cover }}",
    "{{ a.data.summary }}",
)
BASE = sk.base(
    "{{ title }}",
    "{{ summary }}",
    "{{ page.url }}",
    "{{ cover }}",
    "{% block main %}{{ content | safe }}{% endblock %}",
    "{% for a in collections.newest %}{% if loop.index <= 10 %}" + LINE + "\n{% endif %}{% endfor %}",
)
ARTICLE = sk.article(
    "{{ title }}",
    "{{ page.date | iso }}",
    "{{ page.date | day }}",
    "{{ author }}",
    "{{ category }}",
    "{{ cover }}",
    "{{ summary }}",
    "{{ content | safe }}",
    "{% for t in topics %}" + sk.topic("{{ t }}") + "\n{% endfor %}",
)
PAGER = sk.pager(
    '{% if p.prev %}<a href="{{ p.prev }}">Trước</a>{% endif %}',
    "{{ p.number }}",
    "{{ p.total }}",
    '{% if p.next %}<a href="{{ p.next }}">Sau</a>{% endif %}',
)
ITEM = sk.rss_item("{{ a.url }}", "{{ a.data.title }}", "{{ a.date | rfc }}", "{{ a.data.summary }}")


def _page(head: str, main: str) -> str:
    return f"---\nlayout: base.njk\neleventyExcludeFromCollections: true\n{head}\n---\n{main}"


def _plain(address: str, main: str) -> str:
    return f"---\npermalink: {address}\neleventyExcludeFromCollections: true\n---\n{main}"


def _each(collection: str, address: str, main: str) -> str:
    """Return a template that makes one page of each member of *collection*."""
    head = (
        f'pagination:\n  data: collections.{collection}\n  size: 1\n  alias: p\npermalink: "{address}"\n'
        'eleventyComputed:\n  title: "{{ p.slug }}"'
    )
    return _page(head, f"<h1>{{{{ p.slug }}}}</h1>{main}")


def _urls(name: str, items: str) -> str:
    return (
        f"{{% for {name} in {items} %}}<url><loc>{SITE_URL}{{{{ {name}.url }}}}</loc></url>\n{{% endfor %}}"
    )


LIST = "<ul>{% for a in p.items %}" + LINE + "\n{% endfor %}</ul>"
FILES = {
    "package.json": '{"type":"module"}',
    "eleventy.config.js": CONFIG,
    "_includes/base.njk": BASE,
    "_includes/article.njk": '{% extends "base.njk" %}{% block main %}' + ARTICLE + "{% endblock %}",
    "content/tin/tin.json": json.dumps({"layout": "article.njk"}),
    "content/index.njk": _page(
        f"title: {SITE_TITLE}", "<h1>Tin mới</h1>{% for a in collections.newest %}" + TEASER + "{% endfor %}"
    ),
    "content/categories.njk": _each(
        "categoryPages", "{{ p.url }}", "{% for a in p.items %}" + TEASER + "{% endfor %}" + PAGER
    ),
    "content/tags.njk": _each("tagPages", "/the/{{ p.slug }}/", LIST),
    "content/years.njk": _each("yearPages", "/luu-tru/{{ p.slug }}/", LIST),
    "content/feed.njk": _plain(
        "/feed.xml", sk.rss("{% for a in collections.newest %}" + ITEM + "{% endfor %}")
    ),
    "content/sitemap.njk": _plain(
        "/sitemap.xml", sk.sitemap(_urls("a", "collections.all") + _urls("p", "collections.categoryPages"))
    ),
}


def binary(tools: Path) -> str:
    """Return the program."""
    found = tools / "eleventy/node_modules/@11ty/eleventy/cmd.cjs"
    if not found.exists():
        raise NotHereError("Chưa có Eleventy: hãy chạy python benchmarks/peers.py eleventy.")
    return str(found)


def version(tools: Path) -> str:
    """Return the version."""
    return "Eleventy " + first_line(["node", binary(tools), "--version"])


def prepare(folder: Path, count: int, tools: Path) -> Site:
    """Write the corpus for Eleventy."""
    for name, text in FILES.items():
        put(folder / name, text)
    for one in articles(count):
        put(folder / f"content/tin/{one.slug}.md", front_matter(one) + one.body)
    put_static(folder / "static")
    build = ("node", binary(tools), "--quiet")
    return Site(
        name="eleventy",
        folder=folder,
        out=folder / "_site",
        made=(folder / "_site", folder / ".cache"),
        build=build,
        watch=(*build, "--watch", "--incremental"),
        source=lambda one: folder / f"content/tin/{one.slug}.md",
        page=lambda one: folder / f"_site/tin/{one.slug}/index.html",
        template=folder / "_includes/base.njk",
        menu=folder / "_includes/base.njk",
    )
