"""Print what a second start of `build.py` adds to `python -m site_builder`: the least of several runs each.

Run it after `python3 build.py` has set itself up, with the same Python: `python3 benchmarks/start.py`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import build  # noqa: E402 (the path comes first)

RUNS = 9


def least(command: list[str]) -> float:
    """Return the least wall time of the command, in milliseconds."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def main() -> None:
    """Measure and print."""
    python = build.interpreter(ROOT / ".venv")
    if not python.exists():
        sys.exit("Chưa có .venv: hãy chạy python3 build.py trước.")
    alone = least([str(python), "-m", "site_builder", "--help"])
    whole = least([sys.executable, "build.py", "--help"])
    sys.stdout.write(f"python -m site_builder --help   {alone:6.0f} ms\n")
    sys.stdout.write(f"python build.py --help          {whole:6.0f} ms\n")
    sys.stdout.write(f"the set-up check adds           {whole - alone:6.0f} ms\n")


if __name__ == "__main__":
    main()
