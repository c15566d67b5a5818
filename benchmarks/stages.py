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
from collections import Counter
from typing import Any

from corpus import middle
from options import fresh, parser, tell, theme_option, workplace
from race import COLD, EDITED, MENU, TEMPLATE, UNCHANGED
from report import ROOT, caption, circumstances, show, table
from sampler import START, Spent
from sites import NotHereError, Site, ours

EXERCISES = (COLD, UNCHANGED, EDITED, TEMPLATE, MENU)
LEAST = 0.01


def watched(site: Site, way: str) -> tuple[Spent, float]:
    """Build once and return where the time went."""
    target = site.folder / "seen.json"
    command = (sys.executable, str(ROOT / "benchmarks/sampler.py"), way, str(target), str(site.folder))
    environment = {**os.environ, "CONG_XA_WORKERS": "1"}
    done = subprocess.run(
        [*command, *site.build[2:]], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotHereError(done.stdout + done.stderr)
    seen = json.loads(target.read_text(encoding="utf-8"))
    return Counter(seen["spent"]), seen["total"]


def measure(site: Site, options: Namespace, way: str, runs: int) -> dict[str, tuple[Spent, float]]:
    """Return the mean of *runs* runs of every exercise."""
    article = middle(options.n)
    found: dict[str, tuple[Spent, float]] = {}
    for exercise in EXERCISES:
        spent: Spent = Counter()
        total = 0.0
        for number in range(runs):
            exercise.before(site, article, f"{way} {exercise.name} {number}")
            seen, seconds = watched(site, way)
            spent.update({name: value / runs for name, value in seen.items()})
            total += seconds / runs
        found[exercise.name] = spent, total
        tell(f"{way} {exercise.name}: {total:.2f} s")
    return found


def purpose(module: str) -> str:
    """Return what a module turns into what: the first sentence of its docstring."""
    path = ROOT / "site_builder" / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) if file.is_file() else ""
    return (text or "").partition("\n")[0].rstrip(".").replace("|", "·")


def stage_table(found: dict[str, tuple[Spent, float]], count: int) -> str:
    """Return microseconds an article by module; what is little everywhere is one line."""
    names = {
        name for spent, total in found.values() for name, value in spent.items() if value >= LEAST * total
    }
    first = found[COLD.name][0]
    ordered = sorted(names, key=lambda name: (name != START, -first[name], name))

    def line(label: str, text: str, values: list[float]) -> list[str]:
        return [label, text, *(f"{value / count * 1e6:.0f}" for value in values)]

    rows = [
        line(f"`{name}`", purpose(name), [spent[name] for spent, _ in found.values()]) for name in ordered
    ]
    rest = [total - sum(spent[name] for name in names) for spent, total in found.values()]
    rows.append(line("others", "", rest))
    rows.append(line("**all**", "", [total for _, total in found.values()]))
    return table(["µs an article", "what it does", *found], rows, words=2)


def library_table(found: dict[str, tuple[Spent, float]]) -> str:
    """Return the share of each library's own code."""
    names = {
        name for spent, total in found.values() for name, value in spent.items() if value >= LEAST * total
    }
    first = found[COLD.name][0]
    rows = [
        [name, *(f"{spent[name] / total:.0%}" for spent, total in found.values())]
        for name in sorted(names, key=lambda name: (-first[name], name))
    ]
    return table(["whose code", *found], rows)


def main() -> None:
    """Measure and show."""
    made = parser(__doc__, count=1000, runs=3)
    theme_option(made, "nho")
    options = made.parse_args()
    with workplace(options.work) as work:
        site = ours.prepare(fresh(work / "stages"), options.n, work / "none", options.theme)
        watched(site, "clock")  # byte code
        clock = measure(site, options, "clock", options.runs)
        calls = measure(site, options, "calls", 1)
    told = {
        "articles": f"{options.n:,}",
        "theme": options.theme,
        "means of": f"{options.runs} runs",
        **circumstances({}),
    }
    text = "\n\n".join((
        stage_table(clock, options.n),
        "Whose code that is, as the profiler sees it (it makes small calls dear, so these are shares and not times):",
        library_table(calls),
        caption(told),
    ))  # fmt: skip
    data: dict[str, Any] = {"told": told, "clock": clock, "calls": calls}
    show("stages", text, data, write=options.write, file=options.json)


if __name__ == "__main__":
    main()
