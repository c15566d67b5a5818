"""One module a program: the corpus in its layout, and how it is built, edited and asked for a page."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus import Article, write_pictures


class NotHereError(Exception):
    """A program that should be measured is not there, or failed; the text says which and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The corpus laid out for one program."""

    name: str
    folder: Path
    """Where the commands run."""
    out: Path
    """Where the pages are."""
    made: tuple[Path, ...]
    """What a cold build must not find: outputs and caches."""
    build: tuple[str, ...]
    again: tuple[str, ...] = ()
    """The program's own way to build again, where it has one."""
    watch: tuple[str, ...] = ()
    """Its resident watcher."""
    source: Callable[[Article], Path]
    page: Callable[[Article], Path]
    template: Path
    """The template of all pages, and the file with the menu."""
    menu: Path

    @property
    def rebuild(self) -> tuple[str, ...]:
        """Return the command that builds after a change."""
        return self.again or self.build

    def clean(self) -> None:
        """Remove what was built, and every cache."""
        for path in self.made:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def edit(self, article: Article, mark: str) -> None:
        """Add a paragraph with *mark* to the article."""
        with self.source(article).open("a", encoding="utf-8") as file:
            file.write(f"\nCập nhật {mark}.\n")

    def edit_template(self, mark: str) -> None:
        """Add a paragraph with *mark* to the template of all pages."""
        text = self.template.read_text(encoding="utf-8")
        self.template.write_text(text.replace("</body>", f"<p>Cập nhật {mark}.</p></body>"), encoding="utf-8")

    def edit_menu(self, mark: str) -> None:
        """Add *mark* to the name of the last entry of the menu."""
        head, name, tail = self.menu.read_text(encoding="utf-8").rpartition("Thông báo")
        self.menu.write_text(f"{head}{name} {mark}{tail}", encoding="utf-8")

    def shows(self, article: Article, mark: str) -> bool:
        """Tell whether the article's page has *mark*."""
        page = self.page(article)
        return page.exists() and mark in page.read_text(encoding="utf-8")


def put(path: Path, text: str) -> None:
    """Write a file and the folders to it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def put_static(folder: Path) -> None:
    """Write the pictures and the style sheet of the peers."""
    write_pictures(folder / "images")
    put(folder / "css/site.css", "body{font:16px/1.6 sans-serif;margin:0}\n" * 40)


def first_line(command: list[str]) -> str:
    """Return the first line that *command* prints: programs tell their version so."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return lines[0] if lines else "?"
