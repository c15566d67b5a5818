"""The house stands: floors, fences, types, style."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "site_builder"
SOURCES = sorted(PACKAGE.rglob("*.py"))

FENCES = {
    "flask_frozen": ("freeze",),
    "markdown": ("markup",),
    "nh3": ("markup",),
    "pymdownx": ("markup",),
    "flask": ("app", "freeze", "preview", "studio"),
    "click": ("cli",),
    "rich": ("cli",),
    "PIL": ("media",),
    "yaml": ("content",),
    "jinja2": ("theme", "app", "preview"),
    "watchfiles": ("preview",),
}


def room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_imports_go_down_only() -> None:
    script = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    done = run("-c", script, "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("library", sorted(FENCES))
def test_a_library_stays_in_its_room(library: str) -> None:
    outside = {
        file.name for file in SOURCES if library in imports(file) and room(file) not in FENCES[library]
    }
    assert not outside


def test_only_the_command_line_prints() -> None:
    talkers = set()
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                talkers.add(file.name)
    assert not talkers, "the command line speaks through Click"


def test_no_module_is_long() -> None:
    long = {
        file.relative_to(ROOT).as_posix(): count
        for file in SOURCES
        if (count := len(file.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_no_function_is_long() -> None:
    long = {}
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno > 80:
                long[f"{file.name}:{node.name}"] = node.end_lineno - node.lineno
    assert not long, long


def test_ruff_is_content() -> None:
    done = run("-m", "ruff", "check", ".", "--no-cache")
    assert done.returncode == 0, done.stdout


def test_ruff_would_write_it_so() -> None:
    done = run("-m", "ruff", "format", "--check", ".", "--no-cache")
    assert done.returncode == 0, done.stdout


def test_mypy_is_content() -> None:
    done = run("-m", "mypy", "--strict")
    assert done.returncode == 0, done.stdout


def test_no_regular_expression_holds_on_to_a_group() -> None:
    """Python 3.11.2, which Debian 12 has, matches `(?:…)*+` wrongly (CPython issue 106052); `[…]*+` is sound."""
    held = re.compile(r"\)(?:[*+?]|\{+\d*,?\d*\}+)\+")
    files = (ROOT / "site_builder").rglob("*.py")
    assert [file.name for file in files if held.search(file.read_text(encoding="utf-8"))] == []


def test_no_bytecode_of_the_workplace_lands() -> None:
    """No absolute path of a machine and no registry's address stands in a file that is kept."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    words = ("/" + "work/", "/" + "root/", "registry." + "npmjs", "files.python" + "hosted")
    bad = {}
    for name in filter(None, listed.split("\0")):
        file = ROOT / name
        if (
            file.suffix in {".py", ".md", ".toml", ".txt", ".json", ".html", ".css", ".js", ".ini", ".cfg"}
            and file.is_file()
        ):
            found = [word for word in words if word in file.read_text(encoding="utf-8", errors="replace")]
            bad |= {name: found} if found else {}
    assert not bad
