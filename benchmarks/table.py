"""The table of goals: ours beside Hugo, in turns, on the same corpus with the same pages.

    python benchmarks/table.py [--runs 5] [--n 10000] [--large 100000] [--peers hugo,pelican,eleventy] [--json FILE]

Every figure is a median; "ratio" is ours by Hugo's for the same change. Each program builds once untimed first.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from corpus import middle
from options import fresh, parser, tell, theme_option, workplace
from peers import PEERS, versions
from race import (
    COLD,
    EDITED,
    MENU,
    TEMPLATE,
    UNCHANGED,
    Exercise,
    Runs,
    files_written,
    peak,
    prime,
    race,
    wall,
)
from report import caption, circumstances, show, table
from sites import Site, ours
from stopwatch import run
from tree import pages
from watch import latencies

REAL = "tinh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One goal: the medians by site, which of them is judged, and against what."""

    label: str
    goal: float
    values: dict[str, float]
    judged: str
    against: str = ""
    unit: str = "s"

    @property
    def ratio(self) -> float | None:
        """Return ours by Hugo's, where the goal is one."""
        if not self.against:
            return None
        return self.values[self.judged] / self.values[self.against] if self.against in self.values else None

    @property
    def met(self) -> bool | None:
        """Tell whether the goal is met, if it can be told."""
        reached = self.ratio if self.against else self.values.get(self.judged)
        return None if reached is None else reached <= self.goal

    def cells(self, columns: Sequence[str]) -> list[str]:
        """Return the row as it is shown, with the sites of *columns* after the verdict."""
        ratio, met = self.ratio, self.met
        goal = f"≤ {self.goal:g} × Hugo" if self.against else f"≤ {self.goal:g} {self.unit}".rstrip()
        verdict = "-" if met is None else "met" if met else "**missed**"
        return [
            self.label,
            goal,
            "-" if ratio is None else f"{ratio:.3f}",
            verdict,
            *map(self._value, columns),
        ]

    def _value(self, name: str) -> str:
        """Return a figure with the digits that mean something."""
        if name not in self.values:
            return "-"
        value = self.values[name]
        digits = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2 if value >= 1 else 3
        return f"{value:.{digits}f} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Who runs: ours with the bench theme first, Hugo, ours with the real theme, the other peers."""

    first: Site
    hugo: Site | None
    real: Site | None
    others: tuple[Site, ...]

    @property
    def pair(self) -> list[Site]:
        """Return ours and Hugo."""
        return [self.first, *([self.hugo] if self.hugo else [])]

    @property
    def houses(self) -> list[Site]:
        """Return ours, Hugo and ours with the real theme."""
        return [*self.pair, *([self.real] if self.real else [])]

    @property
    def everyone(self) -> list[Site]:
        """Return all."""
        return [*self.houses, *self.others]


def prepare(work: Path, count: int, options: Namespace, names: Sequence[str], *, real: bool) -> Field:
    """Write the corpus for each of them."""
    venv = ours.workshop(work)
    made = {
        name: PEERS[name].prepare(fresh(work / f"{name}-{count}"), count, options.tools.resolve())
        for name in names
    }
    themes = [options.theme, *([REAL] if real and options.theme != REAL else [])]
    own = [ours.prepare(fresh(work / f"ours-{theme}-{count}"), count, venv, theme) for theme in themes]
    return Field(
        first=own[0],
        hugo=made.pop("hugo", None),
        real=own[1] if len(own) > 1 else None,
        others=tuple(made.values()),
    )


def measure(field: Field, options: Namespace) -> Iterator[tuple[str, Runs]]:
    """Yield the runs of each exercise at the usual size."""
    article = middle(options.n)
    plan: tuple[tuple[Exercise, list[Site]], ...] = (
        (COLD, field.everyone),
        (UNCHANGED, field.everyone),
        (EDITED, field.everyone),
        (TEMPLATE, field.houses),
        (MENU, field.houses),
    )
    for exercise, sites in plan:
        if exercise is UNCHANGED:
            prime(site for site in sites if site.again)
        yield exercise.name, race(exercise, sites, article, options.runs)


def time_rows(runs: dict[str, Runs], field: Field, count: int) -> Iterator[Row]:
    """Yield the goals that are a share of Hugo's time."""
    goals = (
        ("cold", "cold build", 1.0),
        ("unchanged", "no change", 0.08),
        ("edited", "one article edited", 0.15),
        ("template", "template changed, Markdown unchanged", 0.6),
        ("menu", "menu changed, Markdown unchanged", 0.6),
    )
    row = partial(Row, judged=field.first.name, against="hugo")
    for name, label, goal in goals:
        yield row(label=f"{label}, {count:,}", goal=goal, values=wall(runs[name]))


def own_rows(runs: dict[str, Runs], field: Field, options: Namespace) -> Iterator[Row]:
    """Yield the goals that stand alone: memory, the preview, the start, files written, a page of the real theme."""
    row = partial(Row, judged=field.first.name)
    memory = {site.name: peak(site) for site in field.houses}
    yield row(
        label=f"memory of the largest process, cold, {options.n:,}", goal=300, values=memory, unit="MiB"
    )
    saved = {site.name: saving(site, options) for site in field.houses}
    yield row(label=f"`serve`: save → new page, {options.n:,}", goal=150, values=saved, unit="ms")
    help_ = [
        run((ours.PYTHON, "build.py", "--help"), field.first.folder).wall for _ in range(2 * options.runs)
    ]
    yield row(label="`build.py --help`", goal=250, values={field.first.name: median(help_) * 1000}, unit="ms")
    written = {site.name: float(len(files_written(site))) for site in field.houses if site is not field.hugo}
    yield row(label="files written where nothing changed", goal=0, values=written, unit="files")
    if real := field.real:
        each = median(one.cpu for one in runs["template"][real.name]) / pages(real.out) * 1000
        label = f"CPU of a page of `{REAL}`, caches warm"
        yield Row(label=label, goal=1, values={real.name: each}, judged=real.name, unit="ms")


def saving(site: Site, options: Namespace) -> float:
    """Return the milliseconds from a save to the page that shows it."""
    rest = max(3.0, options.n / 1000)
    return median(latencies(site, middle(options.n), options.runs, rest)) * 1000


def large_rows(work: Path, options: Namespace, small: Runs, raw: dict[str, Runs]) -> Iterator[Row]:
    """Yield the goals at the large size."""
    names = [name for name in options.peers if name == "hugo"]
    field = prepare(work, options.large, options, names, real=False)
    row = partial(Row, judged=field.first.name)
    prime(field.pair)
    raw["edited large"] = race(EDITED, field.pair, middle(options.large), options.runs)
    values, before = wall(raw["edited large"]), wall(small)
    yield row(label=f"one article edited, {options.large:,}", goal=0.1, values=values, against="hugo")
    growth = {name: values[name] / before[name] * options.n / options.large for name in values}
    yield row(label=f"the same a page, {options.large:,} by {options.n:,}", goal=1.2, values=growth, unit="")


def run_all(work: Path, options: Namespace) -> dict[str, Any]:
    """Measure everything."""
    told = versions(options.peers, options.tools.resolve())
    options.peers = [name for name in options.peers if name in told]
    told = circumstances(told)
    field = prepare(work, options.n, options, options.peers, real=True)
    prime(field.everyone)
    counts = {site.name: pages(site.out) for site in field.everyone}
    raw = dict(measure(field, options))
    rows = [*time_rows(raw, field, options.n), *own_rows(raw, field, options)]
    if options.large:
        rows += large_rows(work, options, raw["edited"], raw)
    return {"told": told, "runs": options.runs, "n": options.n, "pages": counts, "rows": rows, "raw": raw}


def markdown(result: dict[str, Any]) -> str:
    """Return the table with its circumstances."""
    columns = list(result["pages"])
    rows = [row.cells(columns) for row in result["rows"]]
    told = {"medians of": f"{result['runs']} runs", **result["told"]}
    counts = ", ".join(f"{name} {count:,}" for name, count in result["pages"].items())
    return "\n\n".join((
        table(["", "goal", "ratio", "verdict", *columns], rows),
        effort(result["raw"], columns),
        f"HTML files at {result['n']:,} articles: {counts}.{_disagreement(result['pages'])}",
        caption(told),
    ))  # fmt: skip


def effort(raw: dict[str, Runs], columns: Sequence[str]) -> str:
    """Return the processors' seconds: what the clock counts beyond them is waiting, for the disk or for others."""
    rows = [
        [
            name,
            *(f"{median(one.cpu for one in runs[site]):.2f} s" if site in runs else "-" for site in columns),
        ]
        for name, runs in raw.items()
    ]
    return table(["processors' time", *columns], rows)


def _disagreement(counts: dict[str, int]) -> str:
    """Say where a program does not make the same pages as Hugo: its times would not compare."""
    whole = counts.get("hugo", 0)
    off = [name for name, count in counts.items() if whole and abs(count - whole) > 0.02 * whole]
    return f" More than 2 % off Hugo's: {', '.join(off)}." if off else ""


def main() -> None:
    """Measure and show."""
    made = parser(__doc__, count=10_000, runs=5, peers="hugo,pelican,eleventy")
    made.add_argument("--large", type=int, default=100_000, help="articles of the large site; 0: none")
    theme_option(made, "nho")
    options = made.parse_args()
    with workplace(options.work) as work:
        result = run_all(work, options)
    data = {
        **result,
        "rows": [asdict(row) | {"ratio": row.ratio, "met": row.met} for row in result["rows"]],
        "raw": {
            name: {site: list(map(asdict, all_)) for site, all_ in runs.items()}
            for name, runs in result["raw"].items()
        },
    }
    show("table", markdown(result), data, write=options.write, file=options.json)
    tell("done")


if __name__ == "__main__":
    main()
