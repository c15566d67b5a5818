"""What was measured → Markdown, JSON, and the kept page `docs/explanation/performance.md`."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/explanation/performance.md"
CHART = PAGE.with_suffix(".svg")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> str:
    """Return a Markdown table; the columns after the first *words* are figures."""
    lines = [head, [*["---"] * words, *["---:"] * (len(head) - words)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def circumstances(versions: dict[str, str]) -> dict[str, str]:
    """Return the machine, the versions and the date: a figure says nothing without them."""
    processor = _first(r"^model name\s*: (.+)$", Path("/proc/cpuinfo")) or platform.processor()
    memory = int(_first(r"^MemTotal:\s+(\d+)", Path("/proc/meminfo")) or 0) / 2**20
    return {
        "date": f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}",
        "commit": _commit(),
        "processor": f"{os.cpu_count()} × {processor}",
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "load before": f"{os.getloadavg()[0]:.2f}",
        **versions,
    }


def _first(pattern: str, path: Path) -> str:
    try:
        found = re.search(pattern, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    except OSError:
        return ""
    return found[1] if found else ""


def _commit() -> str:
    """Return the commit, and whether the program is another than that."""
    changed = " with changes" if _git("status", "--porcelain", "site_builder", "themes") else ""
    return _git("rev-parse", "--short", "HEAD") + changed


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def caption(told: dict[str, str]) -> str:
    """Return the circumstances as one paragraph."""
    return "; ".join(f"{name}: {value}" for name, value in told.items()) + "."


def show(name: str, markdown: str, data: Any, *, write: bool, file: Path | None) -> None:
    """Print the Markdown, keep it on the page where *write*, and the data in *file*."""
    print(markdown)
    if file:
        file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if write:
        keep(name, markdown)


def keep(name: str, markdown: str) -> None:
    """Put the Markdown on the page, in place of what the same benchmark put there before."""
    page = PAGE.read_text(encoding="utf-8")
    start, end = f"<!-- {name}: python benchmarks/{name}.py --write -->", f"<!-- {name} ends -->"
    head, rest = page.split(start)
    PAGE.write_text(f"{head}{start}\n\n{markdown}\n\n{end}{rest.split(end)[1]}", encoding="utf-8")
