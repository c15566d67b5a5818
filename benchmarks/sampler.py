"""Run one build in this process and tell where its time went: which module of ours, and whose code.

    python benchmarks/sampler.py (stack|calls) FILE ROOT ARGUMENTS-OF-BUILD.PY …

`stack` looks at the stack every millisecond: the innermost frame of ours names the module, and code that ran while
something was imported counts as the start. Each look is worth the processor's time since the last one, so that what C
code takes is counted whole when it returns, and what other programs take is not. Waiting for the disk does not show.
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
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = f"{ROOT / 'site_builder'}/"
START = "start and imports"
Spent = dict[str, float]


def by_stack(action: Callable[[], None]) -> Spent:
    """Return the processor's seconds in every module of ours while *action* runs."""
    spent: Spent = defaultdict(float)
    last = time.process_time()

    def look(_signal: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time()
        spent[_module(frame)] += now - last
        last = now

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    action()
    signal.setitimer(signal.ITIMER_REAL, 0)
    return spent


def _module(frame: FrameType | None) -> str:
    while frame:
        file, name = frame.f_code.co_filename, frame.f_code.co_name
        if "importlib" in file or name == "<module>":
            return START
        if file.startswith(PACKAGE):
            return file.removeprefix(PACKAGE).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        frame = frame.f_back
    return START


def by_calls(action: Callable[[], None]) -> Spent:
    """Return the seconds in every library's own code."""
    profile = cProfile.Profile()
    profile.runcall(action)
    spent: Spent = defaultdict(float)
    for (file, _, name), told in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        spent[_library(file, name)] += told[2]
    return spent


def _library(file: str, name: str) -> str:
    """Name the library that a function belongs to, as the profiler writes it; `~` is the file of C functions."""
    if file == "~":
        found = re.match(r"<built-in method (\w+)\.", name) or re.search(r" of '(\w+)\.", name)
        return _standard(found[1]) if found else "Python: builtins"
    if file.startswith(PACKAGE):
        return "Cổng Xã"
    if "site-packages/" in file:
        return file.split("site-packages/")[1].split("/", maxsplit=1)[0].removesuffix(".py")
    if file.endswith((".html", ".xml")):
        return "the theme's templates"
    path = Path("importlib" if "importlib" in file else file)
    return _standard(path.parent.name if path.parent.name in sys.stdlib_module_names else path.stem)


def _standard(module: str) -> str:
    """Mark what comes with Python."""
    return f"Python: {module}" if module in {*sys.stdlib_module_names, "<string>"} else module


def main() -> None:
    """Build and write down what was seen."""
    way, target, root, *arguments = sys.argv[1:]

    def action() -> None:
        sys.path.insert(0, str(ROOT))
        from site_builder.cli import main as program  # noqa: PLC0415 (its import is part of what is measured)

        code = program(["--root", root, *arguments])
        if code:
            sys.exit(code)

    started = time.perf_counter()
    spent = (by_stack if way == "stack" else by_calls)(action)
    seen = {"spent": spent, "wall": time.perf_counter() - started}
    Path(target).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
