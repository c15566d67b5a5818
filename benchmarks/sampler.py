"""Run one build in this process and tell where its time went: which module of ours, and whose code.

    python benchmarks/sampler.py (clock|calls) FILE ROOT ARGUMENTS-OF-BUILD.PY …

`clock` looks at the stack every millisecond: the innermost frame of ours names the module, and code that ran while
something was imported counts as the start. What C code takes is seen when it returns, and so is counted whole.
`calls` uses the profiler, which knows C functions by their library but makes small calls dear: shares, not times.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = f"{ROOT / 'site_builder'}/"
START = "start and imports"
Spent = Counter[str]


def by_clock(action: Callable[[], None]) -> tuple[Spent, float]:
    """Return the seconds of every module of ours while *action* runs, and all of them."""
    spent: Spent = Counter()
    started = last = time.perf_counter()

    def look(_signal: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.perf_counter()
        spent[_module(frame)] += now - last
        last = now

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    action()
    signal.setitimer(signal.ITIMER_REAL, 0)
    return spent, time.perf_counter() - started


def _module(frame: FrameType | None) -> str:
    while frame:
        file, name = frame.f_code.co_filename, frame.f_code.co_name
        if "importlib" in file or name == "<module>":
            return START
        if file.startswith(PACKAGE):
            return file.removeprefix(PACKAGE).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        frame = frame.f_back
    return START


def by_calls(action: Callable[[], None]) -> tuple[Spent, float]:
    """Return the seconds of every library's own code, and all of them."""
    profile = cProfile.Profile()
    profile.runcall(action)
    spent: Spent = Counter()
    for (file, _, name), told in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        spent[_library(file, name)] += told[2]
    return spent, spent.total()


def _library(file: str, name: str) -> str:
    if file == "~":
        found = re.match(r"<built-in method (\w+)\.", name) or re.search(r" of '(\w+)\.", name)
        module = found[1] if found else "builtins"
        return "Python" if module.lstrip("_") in sys.stdlib_module_names or module == "builtins" else module
    if file.startswith(PACKAGE):
        return "Cổng Xã"
    if "site-packages/" in file:
        return file.split("site-packages/")[1].split("/", maxsplit=1)[0].removesuffix(".py")
    return "the theme's templates" if file.endswith((".html", ".xml")) else "Python"


def main() -> None:
    """Build and write down what was seen."""
    way, target, root, *arguments = sys.argv[1:]

    def action() -> None:
        sys.path.insert(0, str(ROOT))
        from site_builder.cli import main as program  # noqa: PLC0415 (its import is part of what is measured)

        code = program(["--root", root, *arguments])
        if code:
            sys.exit(code)

    spent, total = (by_clock if way == "clock" else by_calls)(action)
    Path(target).write_text(json.dumps({"spent": spent, "total": total}), encoding="utf-8")


if __name__ == "__main__":
    main()
