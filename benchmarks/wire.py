"""Which files change, and so must be sent, when a clerk writes something: the real theme, everything switched on.

    python benchmarks/wire.py [--n 10000] [--theme tinh]

Nothing is sent here: the trees before and after are compared. The manifest, a list of the whole tree, is not counted.
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from corpus import LAST_DAY, VN, Article, articles, middle
from options import fresh, parser, tell, theme_option, workplace
from report import caption, circumstances, show, table
from sites import Site, ours, put
from stopwatch import run
from tree import Change, compare, digests

TODAY = LAST_DAY + timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a clerk does: first, without looking, then what is looked at, and the moments of the builds after both."""

    label: str
    goal: int
    first: Callable[[Site], None]
    then: Callable[[Site], None]
    before: datetime = TODAY
    today: datetime = TODAY


def nothing(_site: Site) -> None:
    """Write nothing."""


def add(pattern: Article, count: int, at: datetime, name: str) -> Callable[[Site], None]:
    """Return an act that writes *count* new articles like *pattern*, a minute apart, the last one at *at*."""

    def act(site: Site) -> None:
        for number in range(1, count + 1):
            slug = f"{name}-{number}"
            date = at - timedelta(minutes=count - number)
            one = replace(
                pattern, slug=slug, title=f"Tin mới {slug}", date=date, body="Xã họp bàn việc mới.\n"
            )
            put(site.source(one), ours.source(one, {}))

    return act


def retitle(article: Article) -> Callable[[Site], None]:
    """Return an act that gives an article another title."""

    def act(site: Site) -> None:
        source = site.source(article)
        text = source.read_text(encoding="utf-8")
        source.write_text(
            re.sub(r'^title: "', 'title: "Sửa: ', text, count=1, flags=re.MULTILINE), encoding="utf-8"
        )

    return act


def steps(count: int) -> list[Step]:
    """Return what is looked at, in order: each begins where the one before ended."""
    newest = list(articles(count))[-1]
    there = sum(one.category == newest.category for one in articles(count))
    until_full = (9 - (there + 11)) % 10  # after the two steps before it, one more article fills a page then
    hours = [LAST_DAY + timedelta(hours=number) for number in range(1, 5)]
    july = datetime(2026, 7, 1, 8, tzinfo=VN)
    eve, new_year = datetime(2026, 12, 31, 20, tzinfo=VN), datetime(2027, 1, 1, 8, tzinfo=VN)
    return [
        Step(label="nothing written", goal=0, first=nothing, then=nothing),
        Step(
            label="one new article, dated newest",
            goal=20,
            first=nothing,
            then=add(newest, 1, hours[0], "mot"),
        ),
        Step(label="ten new articles", goal=-1, first=nothing, then=add(newest, 10, hours[1], "muoi")),
        Step(
            label="one new article that fills a page of its section",
            goal=20,
            first=add(newest, until_full, hours[2], "day"),
            then=add(newest, 1, hours[3], "tran"),
        ),
        Step(label="a title edited, mid-corpus", goal=12, first=nothing, then=retitle(middle(count))),
        Step(label="a title edited, the newest of the corpus", goal=12, first=nothing, then=retitle(newest)),
        Step(
            label="one new article on the first of a month",
            goal=20,
            first=nothing,
            then=add(newest, 1, july, "thang"),
            today=july,
        ),
        Step(
            label="one new article on 1 January, one before on 31 December",
            goal=40,
            first=add(newest, 1, eve, "cuoi"),
            then=add(newest, 1, new_year, "dau"),
            before=eve,
            today=new_year,
        ),
    ]


def measure(site: Site, count: int) -> Iterator[tuple[Step, Change]]:
    """Yield every step with what it changes."""
    for step in steps(count):
        step.first(site)
        build(site, step.before)
        old = digests(site.out)
        step.then(site)
        build(site, step.today)
        yield step, compare(old, digests(site.out))
        tell(step.label)


def build(site: Site, today: datetime) -> None:
    """Build as of *today*."""
    run(ours.command("--today", f"{today:%Y-%m-%dT%H:%M}"), site.folder)


def cells(step: Step, change: Change) -> list[str]:
    """Return a row; 500 KB are the limit of every goal."""
    met = len(change.sent) <= step.goal and change.size <= 500_000
    goal, verdict = (f"≤ {step.goal} files", "met" if met else "**missed**") if step.goal >= 0 else ("-", "-")
    return [
        step.label,
        goal,
        verdict,
        str(len(change.sent)),
        f"{change.size / 1000:.0f} KB",
        str(len(change.gone)),
    ]


def kinds(change: Change) -> str:
    """Return the changed files, the largest first."""
    ordered = sorted(change.sent.items(), key=lambda file: (-file[1], file[0]))
    return ", ".join(f"`{path}` {size / 1000:.0f}" for path, size in ordered[:12]) + (
        " …" if len(ordered) > 12 else ""
    )


def main() -> None:
    """Measure and show."""
    made = parser(__doc__, count=10_000)
    theme_option(made, "tinh")
    options: Namespace = made.parse_args()
    with workplace(options.work) as work:
        folder: Path = fresh(work / f"wire-{options.n}")
        site = ours.prepare(folder, options.n, ours.workshop(work), options.theme)
        found = list(measure(site, options.n))
    told = {"articles": f"{options.n:,}", "theme": options.theme, **circumstances({})}
    head = ["what a clerk does", "goal", "verdict", "files to send", "size", "to delete"]
    one = next(change for step, change in found if step.goal == 20)
    text = "\n\n".join((
        table(head, [cells(step, change) for step, change in found]),
        f"One new article changes (KB): {kinds(one)}.",
        caption(told),
    ))  # fmt: skip
    data: dict[str, Any] = {"told": told, "steps": {step.label: change.sent for step, change in found}}
    show("wire", text, data, write=options.write, file=options.json)


if __name__ == "__main__":
    main()
