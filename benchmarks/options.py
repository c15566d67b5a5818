"""The options that several benchmarks share."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peers import TOOLS, choose
from sites import ours


def parser(
    text: str | None, *, count: int = 0, runs: int = 0, peers: str | None = None
) -> argparse.ArgumentParser:
    """Return a parser with the shared options; those without a default here are left out."""
    made = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    if count:
        made.add_argument("--n", type=int, default=count, help=f"articles (default {count:,})")
    if runs:
        made.add_argument("--runs", type=int, default=runs, help=f"runs of each kind (default {runs})")
    if peers is not None:
        made.add_argument("--peers", type=choose, default=choose(peers), help=f"default {peers}")
        made.add_argument("--tools", type=Path, default=TOOLS, help="where peers.py installed them")
    made.add_argument(
        "--work", type=Path, help="folder for the sites, kept; default: a new one, removed at the end"
    )
    made.add_argument(
        "--write", action="store_true", help="keep the result in docs/explanation/performance.md"
    )
    made.add_argument("--json", type=Path, metavar="FILE", help="keep the figures in FILE")
    return made


def theme_option(made: argparse.ArgumentParser, default: str) -> None:
    """Add the option that chooses a theme."""
    made.add_argument("--theme", default=default, type=_theme, help=f"default {default}")


def _theme(name: str) -> str:
    if ours.find_theme(name) is None:
        raise argparse.ArgumentTypeError(f"Không có giao diện {name} trong themes/ và benchmarks/themes/.")
    return name


@contextmanager
def workplace(work: Path | None) -> Iterator[Path]:
    """Yield the folder for the sites; one that nobody asked for is removed at the end."""
    if work:
        work.mkdir(parents=True, exist_ok=True)
        yield work.resolve()
        return
    made = Path(tempfile.mkdtemp(prefix="cong-xa-bench-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def fresh(folder: Path) -> Path:
    """Return *folder*, without what an earlier run left there."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def tell(line: str) -> None:
    """Say on stderr how far it is."""
    print(line, file=sys.stderr, flush=True)
