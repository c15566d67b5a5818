"""The search index: how many files and bytes, how long it takes, and what one new article changes of it.

python benchmarks/search.py [--sizes 1000,10000] [--theme tinh]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from corpus import articles
from options import fresh, parser, theme_option, workplace
from report import caption, circumstances, show, table
from sites import Site, ours
from stages import watched
from tree import compare, digests
from wire import add

HEAD = ["articles", "files", "KB", "time", "files a new article changes", "KB", "time"]


def measure(folder: Path, size: int, theme: str) -> dict[str, Any]:
    """Return the figures at one size."""
    site = ours.prepare(fresh(folder), size, folder / "none", theme)
    watched(site, "stack")  # byte code
    site.clean()
    seconds = searching(site)
    old = index(site)
    newest = list(articles(size))[-1]
    add(newest, 1, newest.date + timedelta(hours=1), "moi")(site)
    again = searching(site)
    change = compare(old, index(site))
    return {
        "size": size,
        "files": len(old),
        "bytes": sum(told[1] for told in old.values()),
        "seconds": seconds,
        "changed files": len(change.sent),
        "changed bytes": change.size,
        "seconds again": again,
    }


def searching(site: Site) -> float:
    """Build, and return the processor's seconds that went into the index."""
    spent = watched(site, "stack").spent
    return sum(value for name, value in spent.items() if name.split(".")[0] == "search")


def index(site: Site) -> dict[str, tuple[str, int]]:
    """Return the index's files."""
    return digests(site.out / "search")


def rows(found: list[dict[str, Any]]) -> Iterator[list[str]]:
    """Yield the rows of the table."""
    for one in found:
        yield [
            f"{one['size']:,}",
            str(one["files"]),
            f"{one['bytes'] / 1000:.0f}",
            f"{one['seconds']:.2f} s",
            str(one["changed files"]),
            f"{one['changed bytes'] / 1000:.0f}",
            f"{one['seconds again']:.2f} s",
        ]


def main() -> None:
    """Measure and show."""
    made = parser(__doc__)
    made.add_argument("--sizes", default="1000,10000", help="numbers of articles")
    theme_option(made, "tinh")
    options = made.parse_args()
    with workplace(options.work) as work:
        found = [measure(work / "search", size, options.theme) for size in map(int, options.sizes.split(","))]
    told = {"theme": options.theme, **circumstances({})}
    text = f"{table(HEAD, rows(found))}\n\n{caption(told)}"
    show("search", text, {"told": told, "rows": found}, write=options.write, file=options.json)


if __name__ == "__main__":
    main()
