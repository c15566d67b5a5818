"""Cổng Xã itself: a plain copy of the program with the corpus as a portal, run through `python build.py`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from corpus import SITE_URL, Article, articles, write_pictures
from sites import NotHereError, Site, put
from stopwatch import ENVIRONMENT
from words import CATEGORIES

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("build.py", "requirements.txt", "site_builder", "themes")
PYTHON = getattr(sys, "_base_executable", sys.executable)
"""The machine's own Python: like a clerk's, it has no packages, so `build.py` finds them in `.venv`."""
PORTAL = "xa-mau"
HEAD = f"""\
name = "Mẫu"
kind = "xã"
code = "00000"
province = "Mẫu"
province_kind = "tỉnh"
stage = "thử nghiệm"
base_url = "{SITE_URL}/"
domain = "xa-mau.example.vn"
theme = "THEME"
content_head = {{ name = "Nguyễn Văn Mẫu", title = "Phó Chủ tịch" }}
hotline = "0200 000 0100"
statements_on = "20/06/2026"

[[offices]]
name = "Trụ sở"
address = "thôn Trung Tâm, xã Mẫu"
phone = "0200 000 000"
email = "ubnd@xa-mau.example.vn"
hours = "Thứ Hai đến thứ Sáu"
"""
_LINK = re.compile(r"\]\(/tin/([^/)]+)/\)")


def find_theme(name: str) -> Path | None:
    """Return the folder of a theme: one of the program's, or one that is here only to be measured."""
    folders = (ROOT / "themes" / name, ROOT / "benchmarks/themes" / name)
    return next((folder for folder in folders if (folder / "theme.toml").is_file()), None)


def workshop(work: Path) -> Path:
    """Return an environment that `build.py` made once; the sites borrow it."""
    folder = work / "program"
    copy_program(folder)
    done = subprocess.run(
        [PYTHON, "build.py", "--help"], cwd=folder, env=ENVIRONMENT, capture_output=True, check=False
    )
    if done.returncode:
        raise NotHereError(done.stderr.decode(errors="replace"))
    return folder / ".venv"


def copy_program(folder: Path) -> None:
    """Copy what a clerk runs."""
    for name in PROGRAM:
        source = ROOT / name
        if source.is_dir():
            leave = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=leave, dirs_exist_ok=True)
        else:
            put(folder / name, source.read_text(encoding="utf-8"))


def prepare(folder: Path, count: int, venv: Path, theme: str) -> Site:
    """Copy the program and write the corpus as its portal."""
    copy_program(folder)
    shutil.copytree(
        find_theme(theme) or ROOT / "themes" / theme, folder / "themes" / theme, dirs_exist_ok=True
    )
    if venv.exists():  # where the machine's Python has the packages, there is none
        (folder / ".venv").symlink_to(venv, target_is_directory=True)
    write_portal(folder / "content" / PORTAL, count, theme)
    return site_at(folder, theme)


def site_at(folder: Path, theme: str) -> Site:
    """Return the site that was prepared in *folder*."""
    portal, out = folder / "content" / PORTAL, folder / "public" / PORTAL
    return Site(
        name=f"ours-{theme}",
        folder=folder,
        out=out,
        made=(folder / "public", folder / ".cache"),
        build=command(),
        watch=(PYTHON, "build.py", "serve", PORTAL),
        source=lambda one: portal / one.category / f"{one.slug}.md",
        page=lambda one: out / f"tin/{one.slug}/index.html",
        template=folder / "themes" / theme / "layout/base.html",
        menu=portal / "site.toml",
    )


def command(*wishes: str) -> tuple[str, ...]:
    """Return the command that builds, as of now where *wishes* name no other day."""
    return (PYTHON, "build.py", "build", PORTAL, *wishes)


def write_portal(portal: Path, count: int, theme: str) -> None:
    """Write the corpus as a portal of ours."""
    put(portal / "site.toml", settings(theme))
    write_pictures(portal / "media")
    folders: dict[str, str] = {}
    for one in articles(count):
        folders[one.slug] = one.category
        put(portal / one.category / f"{one.slug}.md", source(one, folders))


def settings(theme: str) -> str:
    """Return `site.toml`: a section for each category, and a menu of them."""
    sections = "".join(
        f'\n[[sections]]\nfolder = "{slug}"\ntitle = "{name}"\nkind = "news"\npermalink = "/tin/{{slug}}/index.html"\n'
        for slug, name in CATEGORIES.items()
    )
    menu = "".join(f'\n[[menu]]\ntitle = "{name}"\nto = "{slug}"\n' for slug, name in CATEGORIES.items())
    return HEAD.replace("THEME", theme) + sections + menu


def source(one: Article, folders: dict[str, str]) -> str:
    """Return the article as a clerk of ours would write it; *folders* tells where an earlier one lies."""
    body = _LINK.sub(lambda found: f"](/{folders[found[1]]}/{found[1]}.md)", one.body)
    head = (
        f'title: "{one.title}"\npublished: {one.date.isoformat()}\nauthor: "{one.author}"\n'
        f'topics: [{", ".join(one.topics)}]\nsummary: "{one.summary}"\n'
        f'image:\n  file: {one.cover}\n  alt: "Ảnh minh hoạ: {one.title}"\n'
    )
    return f"---\n{head}---\n\n{body}".replace("/images/", "/media/")
