#!/usr/bin/env python3
"""Turn a fresh checkout into a finished test run: the packages, the programs, then pytest.

``python3 tests/run.py`` runs all but the long loops, ``--quick`` what needs neither a browser nor a server nor
more than a minute, ``--long`` the long loops alone; everything else on the line goes to pytest. Packages go to
``.venv-dev`` as `build.py` makes ``.venv``. Programs come from Debian's packages, and as plain files from npm
into ``.tools``; tests learn of them by the variables ``CONG_XA_…``, and whoever sets such a variable keeps their
own program. Installing Debian's packages takes root. Whoever lacks it reads which command to give to someone who
has it, before anything else has run, and gets exit code 3: a test that lacks its tool must not pass for one that
passed. Should that start nginx on your machine, a ``policy-rc.d`` prevents it; it is obeyed.
"""

from __future__ import annotations

import argparse
import glob
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import build  # noqa: E402 - found beside the folder of this file, which only now is known

NOT_QUICK = "not long and not slow and not browser and not tools"
SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/sbin", "/sbin")  # servers live here, off an ordinary user's PATH
APT_INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A program or file of the system that tests use, and where Debian has it."""

    name: str
    patterns: tuple[str, ...]  # names of programs, or absolute patterns of files
    packages: tuple[str, ...]
    variable: str = ""  # tells the tests where it is; whoever sets it chooses their own


SYSTEM_TOOLS = (
    Tool(
        name="Chromium",
        patterns=("chromium", "chromium-browser", "google-chrome"),
        packages=("chromium",),
        variable="CONG_XA_CHROMIUM",
    ),
    Tool(name="Java", patterns=("java",), packages=("default-jre-headless",)),
    Tool(name="nginx", patterns=("nginx",), packages=("nginx-light",), variable="CONG_XA_NGINX"),
    Tool(
        # the program and its modules; the package apache2 would add a service that starts
        name="Apache",
        patterns=("apache2", "httpd"),
        packages=("apache2-bin", "media-types"),
        variable="CONG_XA_APACHE",
    ),
    Tool(
        name="phông chữ Noto",
        patterns=("/usr/share/fonts/**/NotoSans-Regular.*", "/usr/local/share/fonts/**/NotoSans-Regular.*"),
        packages=("fonts-noto-core",),
    ),
    Tool(
        name="mô-đun venv của Python",
        patterns=(str(Path(os.__file__).with_name("ensurepip") / "__init__.py"),),
        packages=(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv",),
    ),
)
NPM = Tool(name="npm", patterns=("npm",), packages=("npm",))
NODE_FILES = {
    "CONG_XA_VNU_JAR": "node_modules/vnu-jar/build/dist/vnu.jar",
    "CONG_XA_AXE": "node_modules/axe-core/axe.min.js",
    "CONG_XA_COMMONMARK": "node_modules/commonmark-spec/spec.txt",
}


# What is there.


def check_choices(environment: Mapping[str, str]) -> None:
    """Refuse a variable that points to nothing: installing something else would not help."""
    for variable in (*NODE_FILES, *(tool.variable for tool in SYSTEM_TOOLS)):
        path = environment.get(variable)
        if variable and path and not Path(path).is_file():
            raise build.SetupError(f"Biến {variable} trỏ tới “{path}”, là tệp không có: sửa hoặc bỏ biến ấy.")


def find_tool(tool: Tool, environment: Mapping[str, str]) -> str | None:
    """Return the path of *tool*, or nothing where it is missing."""
    chosen = environment.get(tool.variable) if tool.variable else None
    if chosen:
        return chosen
    search = os.pathsep.join((environment.get("PATH", os.defpath), *SYSTEM_FOLDERS))
    for pattern in tool.patterns:
        if pattern.startswith("/"):
            found = next(glob.iglob(pattern, recursive=True), None)  # noqa: PTH207 - the pattern is absolute
        else:
            found = shutil.which(pattern, path=search)
        if found:
            return found
    return None


def node_files(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return where each file from npm is, or shall be: in *folder*, if no variable chose another."""
    return {
        variable: environment.get(variable) or str(folder / path) for variable, path in NODE_FILES.items()
    }


def node_files_ready(folder: Path, lock: Path, environment: Mapping[str, str]) -> bool:
    """Tell whether *folder* holds what *lock* asks for; the stamp, written last, is a copy of it."""
    files = node_files(folder, environment)
    ours = any(path.startswith(str(folder)) for path in files.values())
    stamp = folder / "stamp.json"
    fits = stamp.exists() and stamp.read_bytes() == lock.read_bytes()
    return all(Path(path).is_file() for path in files.values()) and (fits or not ours)


def missing_tools(folder: Path, environment: Mapping[str, str], tools: Sequence[Tool]) -> list[Tool]:
    """Return the *tools* that are not there; npm is one of them only while it has something to fetch."""
    wanted = list(tools)
    if not node_files_ready(folder, TESTS / "package-lock.json", environment):
        wanted.append(NPM)
    return [tool for tool in wanted if find_tool(tool, environment) is None]


# What is not, and who can change that.


def remedy(missing: Sequence[Tool]) -> str:
    """Return the text that names every missing tool with the command that installs it."""
    sudo = " ".join(("sudo", *APT_INSTALL))
    lines = [f"Thiếu {len(missing)} công cụ để chạy bộ kiểm thử:"]
    for tool in missing:
        own = f" (hoặc đặt biến {tool.variable})" if tool.variable else ""
        lines.append(f"  {tool.name}: {sudo} {' '.join(tool.packages)}{own}")
    everything = " ".join(package for tool in missing for package in tool.packages)
    lines += [
        f"Cài một lần tất cả: sudo apt-get update && {sudo} {everything}",
        "Phần không cần công cụ nào: python3 tests/run.py --quick",
    ]
    return "\n".join(lines)


def may_install() -> bool:
    """Tell whether this run may install Debian's packages by itself."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(missing: Sequence[Tool], log: Path) -> None:
    """Install the packages of *missing* by apt-get, without a question."""
    build.say(f"Cài bằng apt-get: {', '.join(tool.name for tool in missing)}.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    waiting = ("-o", "DPkg::Lock::Timeout=300")
    packages = [package for tool in missing for package in tool.packages]
    # lists that are old but whole may still do, so only the installation's own word counts
    _, listing = build.run_quietly(["apt-get", "update", *waiting], environment)
    code, output = build.run_quietly([*APT_INSTALL, *waiting, *packages], environment)
    if code:
        log.write_text(listing + output, encoding="utf-8")
        raise build.SetupError(f"apt-get không cài được: {last_error(output)}. Chi tiết: {log}")


def last_error(output: str) -> str:
    """Return the line in which apt-get or npm tells what went wrong."""
    return build.last_line(output.replace("E: ", "error: ").replace("npm error ", "error: "))


def install_node_files(folder: Path, source: Path, environment: Mapping[str, str]) -> None:
    """Fetch by npm what the lock file in *source* names; no script of a package runs."""
    build.say("Tải bộ kiểm tra HTML Nu, axe-core và các ví dụ của CommonMark bằng npm vào .tools.")
    npm = find_tool(NPM, environment) or "npm"
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(source / name, folder / name)
    command = [npm, "ci", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund"]
    code, output = build.run_quietly(command, os.environ)
    if code:
        log = folder / "npm.log"
        log.write_text(output, encoding="utf-8")
        raise build.SetupError(f"npm không tải được: {last_error(output)}. Chi tiết: {log}")
    shutil.copyfile(source / "package-lock.json", folder / "stamp.json")


def prepare_tools(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Make sure that every tool is there, and return the variables by which tests find them."""
    folder.mkdir(exist_ok=True)
    with build.alone(folder / "lock"):
        missing = missing_tools(folder, environment, SYSTEM_TOOLS)
        if missing:
            install_packages(missing, folder / "apt.log")
        if not node_files_ready(folder, TESTS / "package-lock.json", environment):
            install_node_files(folder, TESTS, environment)
    still = missing_tools(folder, environment, SYSTEM_TOOLS)
    if still:
        raise build.SetupError(remedy(still))
    found = {tool.variable: find_tool(tool, environment) or "" for tool in SYSTEM_TOOLS if tool.variable}
    return found | node_files(folder, environment)


# The run itself.


def prepare_python(root: Path, wheels: Path | None) -> str:
    """Return a Python that has the packages for testing: this one if it has them, else that of .venv-dev."""
    requirements = root / "requirements-dev.txt"
    if build.satisfied(requirements, sys.path):
        return sys.executable
    return str(build.prepare_environment(root / ".venv-dev", requirements, wheels=wheels))


def pytest_arguments(*, quick: bool, long: bool, rest: Sequence[str]) -> list[str]:
    """Return pytest's command line; what the caller wrote comes last, and so wins."""
    marker = "long" if long else NOT_QUICK if quick else "not long"
    return ["-m", "pytest", "-n", "2", "-m", marker, *rest]


def read_arguments(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Split *arguments* into ours and pytest's."""
    parser = argparse.ArgumentParser(
        prog="tests/run.py",
        usage="python3 tests/run.py [--quick | --long] [--wheels THƯ_MỤC] [tham số của pytest …]",
        description="Cài những gì bộ kiểm thử cần, rồi chạy pytest.",
        allow_abbrev=False,
    )
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument("--quick", action="store_true", help="phần chạy dưới một phút, không cần công cụ nào")
    extent.add_argument("--long", action="store_true", help="chỉ các vòng lặp dài, chạy trước khi phát hành")
    return parser.parse_known_args(arguments)


def start(root: Path, arguments: Sequence[str]) -> int:
    """Prepare everything, run pytest and return its exit code."""
    build.require_python()
    wheels, rest = build.take_wheels(arguments)
    options, rest = read_arguments(rest)
    environment = {**os.environ, "PYTHONUTF8": "1"}
    check_choices(environment)
    missing = [] if options.quick else missing_tools(root / ".tools", environment, SYSTEM_TOOLS)
    if missing and not may_install():
        raise build.SetupError(remedy(missing))
    if not options.quick:
        environment |= prepare_tools(root / ".tools", environment)
    python = prepare_python(root, wheels)
    os.chdir(root)
    command = [python, *pytest_arguments(quick=options.quick, long=options.long, rest=rest)]
    return build.run_to_end(command, environment)


if __name__ == "__main__":
    build.let_streams_speak()
    sys.exit(build.guard(lambda: start(ROOT, sys.argv[1:])))
