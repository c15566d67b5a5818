"""The one HTML skeleton that every peer's theme is made from.

Each argument is an expression in that program's own template language, so all write the same markup and do the same
work for a page. Our own theme `themes/nho` is this skeleton too.
"""

from __future__ import annotations

from corpus import SITE_TITLE, SITE_URL
from words import CATEGORIES

NAV = "\n".join(f'<li><a href="/chuyen-muc/{slug}/">{name}</a></li>' for slug, name in CATEGORIES.items())


def base(title: str, description: str, url: str, image: str, main: str, sidebar: str) -> str:
    """Return the whole page around *main*."""
    return f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | {SITE_TITLE}</title>
<meta name="description" content="{description}">
<link rel="canonical" href="{SITE_URL}{url}">
<meta property="og:title" content="{title}">
<meta property="og:image" content="{SITE_URL}{image}">
<link rel="stylesheet" href="/css/site.css">
<link rel="alternate" type="application/rss+xml" href="/feed.xml" title="Tin mới">
</head>
<body>
<header class="top"><a href="/">{SITE_TITLE}</a>
<nav><ul>
<li><a href="/">Trang chủ</a></li>
{NAV}
</ul></nav></header>
<div class="layout">
<main>
{main}
</main>
<aside><h2>Tin mới</h2>
<ul>
{sidebar}
</ul></aside>
</div>
<footer><p>{SITE_TITLE}. Cơ quan chủ quản: Ủy ban nhân dân xã Mẫu.</p><p>Địa chỉ: thôn Trung Tâm, xã Mẫu. Điện thoại: 0200 000 000.</p></footer>
</body>
</html>
"""


def article(
    title: str, iso: str, day: str, author: str, category: str, cover: str, summary: str, body: str, topics: str
) -> str:  # fmt: skip
    """Return an article."""
    return f"""<article>
<h1>{title}</h1>
<p class="meta"><time datetime="{iso}">{day}</time> - {author} - <a href="/chuyen-muc/{category}/">{category}</a></p>
<img class="cover" src="{cover}" alt="{title}" loading="lazy">
<p class="summary">{summary}</p>
<div class="body">
{body}
</div>
<ul class="tags">
{topics}
</ul>
</article>"""


def topic(slug: str) -> str:
    """Return the way to a topic."""
    return f'<li><a href="/the/{slug}/">#{slug}</a></li>'


def teaser(url: str, title: str, iso: str, day: str, cover: str, summary: str) -> str:
    """Return an article in a list with pictures."""
    return f"""<section class="teaser"><img src="{cover}" alt="" loading="lazy">
<h2><a href="{url}">{title}</a></h2>
<time datetime="{iso}">{day}</time>
<p>{summary}</p></section>"""


def line(url: str, title: str, iso: str, day: str) -> str:
    """Return an article in a plain list."""
    return f'<li><a href="{url}">{title}</a> <time datetime="{iso}">{day}</time></li>'


def pager(newer: str, number: str, total: str, older: str) -> str:
    """Return the ways to the pages of a list before and after."""
    return f'<nav class="pager">{newer} <span>Trang {number}/{total}</span> {older}</nav>'


def rss(items: str) -> str:
    """Return a feed."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>{SITE_TITLE}</title><link>{SITE_URL}/</link><description>Tin mới</description>
{items}
</channel></rss>
"""


def rss_item(url: str, title: str, date: str, summary: str) -> str:
    """Return an article in a feed."""
    return (
        f"<item><title>{title}</title><link>{SITE_URL}{url}</link><guid>{SITE_URL}{url}</guid>"
        f"<pubDate>{date}</pubDate><description>{summary}</description></item>"
    )


def sitemap(urls: str) -> str:
    """Return a map of addresses."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{urls}
</urlset>
"""
