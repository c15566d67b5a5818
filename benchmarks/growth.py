"""How time and memory grow with the number of articles, ours beside Hugo; draws the chart.

python benchmarks/growth.py [--sizes 1000,3000,10000,30000,100000] [--runs 3] [--theme nho]
"""

from __future__ import annotations

import shutil
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from chart import Series, draw
from corpus import middle
from options import fresh, parser, theme_option, workplace
from peers import PEERS, versions
from race import COLD, EDITED, UNCHANGED, peak, prime, race
from report import CHART, caption, circumstances, show, table
from sites import ours

EXERCISES = (COLD, UNCHANGED, EDITED)


def measure(work: Path, size: int, options: Namespace, names: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the figures of each site at one size; the sites are removed after that."""
    venv = ours.workshop(work)
    sites = [
        ours.prepare(fresh(work / f"growth-{size}"), size, venv, options.theme),
        *(
            PEERS[name].prepare(fresh(work / f"{name}-{size}"), size, options.tools.resolve())
            for name in names
        ),
    ]
    prime(sites)
    article = middle(size)
    runs = {exercise.name: race(exercise, sites, article, options.runs) for exercise in EXERCISES}
    for site in sites:
        seconds = {name: median(one.wall for one in taken[site.name]) for name, taken in runs.items()}
        yield {"site": site.name, "size": size, **seconds, "peak": peak(site)}
        shutil.rmtree(site.folder)


def markdown(rows: list[dict[str, Any]]) -> str:
    """Return the table: seconds, and what that is for a page."""
    head = ["articles", "", *(exercise.name for exercise in EXERCISES), "µs a page, cold", "edited", "memory"]
    return table(head, [_cells(row) for row in rows], words=2)


def _cells(row: dict[str, Any]) -> list[str]:
    seconds = [f"{row[exercise.name]:.2f} s" for exercise in EXERCISES]
    each = [f"{row[name] / row['size'] * 1e6:.0f}" for name in (COLD.name, EDITED.name)]
    return [f"{row['size']:,}", row["site"], *seconds, *each, f"{row['peak']:.0f} MiB"]


def chart(rows: list[dict[str, Any]]) -> str:
    """Return the chart: three lines of ours, and Hugo's, which builds everything each time."""
    first = rows[0]["site"]

    def points(site: str, key: str) -> tuple[tuple[float, float], ...]:
        return tuple((float(row["size"]), row[key]) for row in rows if row["site"] == site)

    series = [
        Series(
            label="Hugo, after any change", points=points("hugo", EDITED.name), colour="#b3261e", dash="6 4"
        ),
        Series(label="ours, everything anew", points=points(first, COLD.name), colour="#1a5276"),
        Series(label="ours, one article edited", points=points(first, EDITED.name), colour="#1e6b34"),
        Series(
            label="ours, nothing changed", points=points(first, UNCHANGED.name), colour="#5e4b8b", dash="2 3"
        ),
    ]
    return draw([one for one in series if one.points], "Time of a build", "articles", "seconds")


def main() -> None:
    """Measure, show and draw."""
    made = parser(__doc__, runs=3, peers="hugo")
    made.add_argument("--sizes", default="1000,3000,10000,30000,100000", help="numbers of articles")
    theme_option(made, "nho")
    options = made.parse_args()
    told = versions(options.peers, options.tools.resolve())
    names = list(told)
    told = {"medians of": f"{options.runs} runs", **circumstances(told)}
    with workplace(options.work) as work:
        rows = [
            row for size in map(int, options.sizes.split(",")) for row in measure(work, size, options, names)
        ]
    text = f"{markdown(rows)}\n\n{caption(told)}"
    show("growth", text, {"told": told, "rows": rows}, write=options.write, file=options.json)
    if options.write:
        CHART.write_text(chart(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
