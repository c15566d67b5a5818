"""Where the time of a build goes: by module of ours, and by whose code it is, for each kind of change.

    python benchmarks/stages.py [--n 1000] [--runs 3] [--theme nho]

One process does everything (`CONG_XA_WORKERS=1`), so that its stages add up. See `sampler.py` for how it is seen.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from argparse import Namespace
from dataclasses import asdict, dataclass
from statistics import mean

from corpus import middle
from options import fresh, parser, tell, theme_option, workplace
from race import COLD, EDITED, MENU, TEMPLATE, UNCHANGED
from report import ROOT, caption, circumstances, show, table
from sampler import START, Spent
from sites import NotHereError, Site, ours

EXERCISES = (COLD, UNCHANGED, EDITED, TEMPLATE, MENU)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Where the time of a build went, and how long it took by the clock."""

    spent: Spent
    wall: float

    @property
    def total(self) -> float:
        """Return the seconds of all parts."""
        return sum(self.spent.values())

    def of(self, name: str) -> float:
        """Return the seconds of one part."""
        return self.spent.get(name, 0.0)


def watched(site: Site, way: str) -> Seen:
    """Build once and return where the time went."""
    target = site.folder / "seen.json"
    command = (sys.executable, str(ROOT / "benchmarks/sampler.py"), way, str(target), str(site.folder))
    environment = {**os.environ, "CONG_XA_WORKERS": "1"}
    done = subprocess.run(
        [*command, *site.build[2:]], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotHereError(done.stdout + done.stderr)
    return Seen(**json.loads(target.read_text(encoding="utf-8")))


def measure(site: Site, options: Namespace, way: str, runs: int) -> dict[str, Seen]:
    """Return the mean of *runs* runs of every exercise."""
    article = middle(options.n)
    found: dict[str, Seen] = {}
    for exercise in EXERCISES:
        seen: list[Seen] = []
        for number in range(runs):
            exercise.before(site, article, f"{way} {exercise.name} {number}")
            seen.append(watched(site, way))
        names = {name for one in seen for name in one.spent}
        spent = {name: mean(one.of(name) for one in seen) for name in names}
        found[exercise.name] = Seen(spent=spent, wall=mean(one.wall for one in seen))
        tell(f"{way} {exercise.name}: {found[exercise.name].total:.2f} s")
    return found


def purpose(module: str) -> str:
    """Return what a module turns into what: the first sentence of its docstring."""
    path = ROOT / "site_builder" / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) if file.is_file() else ""
    return (text or "").partition("\n")[0].rstrip(".").replace("|", "·")


def large(found: dict[str, Seen], least: float) -> list[str]:
    """Return the parts that are a share of *least* somewhere, the largest of a cold build first."""
    names = {name for seen in found.values() for name in seen.spent if seen.of(name) >= least * seen.total}
    return sorted(names, key=lambda name: (name != START, -found[COLD.name].of(name), name))


def stage_table(found: dict[str, Seen], count: int) -> str:
    """Return microseconds an article by module; what is little everywhere is one line."""
    names, all_ = large(found, 0.01), list(found.values())

    def line(label: str, text: str, values: list[float]) -> list[str]:
        return [label, text, *(f"{value / count * 1e6:.0f}" for value in values)]

    rows = [line(f"`{name}`", purpose(name), [seen.of(name) for seen in all_]) for name in names]
    rest = [seen.total - sum(seen.of(name) for name in names) for seen in all_]
    rows += [
        line("others", "", rest),
        line("**all**", "", [seen.total for seen in all_]),
        line(
            "by the clock", "with waiting for the disk, and for other programs", [seen.wall for seen in all_]
        ),
    ]
    return table(["µs an article", "what it does", *found], rows, words=2)


def library_table(found: dict[str, Seen]) -> str:
    """Return the share of each library's own code."""
    rows = [
        [name, *(f"{seen.of(name) / seen.total:.0%}" for seen in found.values())]
        for name in large(found, 0.01)
    ]
    return table(["whose code", *found], rows)


def main() -> None:
    """Measure and show."""
    made = parser(__doc__, count=1000, runs=3)
    theme_option(made, "nho")
    options = made.parse_args()
    with workplace(options.work) as work:
        site = ours.prepare(fresh(work / "stages"), options.n, work / "none", options.theme)
        watched(site, "stack")  # byte code
        stack = measure(site, options, "stack", options.runs)
        calls = measure(site, options, "calls", 1)
    told = {
        "articles": f"{options.n:,}",
        "theme": options.theme,
        "means of": f"{options.runs} runs",
        **circumstances({}),
    }
    text = "\n\n".join((
        stage_table(stack, options.n),
        "Whose code that is, as the profiler sees it (it makes small calls dear, so these are shares and not times):",
        library_table(calls),
        caption(told),
    ))  # fmt: skip
    data = {
        "told": told,
        "stack": {name: asdict(seen) for name, seen in stack.items()},
        "calls": {name: asdict(seen) for name, seen in calls.items()},
    }
    show("stages", text, data, write=options.write, file=options.json)


if __name__ == "__main__":
    main()
