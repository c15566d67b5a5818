"""The benchmarks start, the README names them all, and their corpus is one that this program builds. Nothing is timed."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.pipeline import Plan, build_portal
from site_builder.text import parse_moment
from tests.conftest import ROOT

FOLDER = ROOT / "benchmarks"
COMMANDS = ["peers", "table", "stages", "growth", "search", "wire"]
COUNT = 30
MAKE = """\
import sys
from pathlib import Path
from sites import ours
ours.write_portal(Path(sys.argv[1]), int(sys.argv[2]), "nho")
"""


def run(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=FOLDER, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bench")
    run("-c", MAKE, str(made / "content/xa-mau"), str(COUNT))
    (made / "themes").mkdir()
    for theme in (ROOT / "themes/tinh", FOLDER / "themes/nho"):
        (made / "themes" / theme.name).symlink_to(theme)
    return made


def test_the_readme_names_every_command() -> None:
    named = re.findall(
        r"^ {4}python benchmarks/(\w+)\.py", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE
    )
    programs = {file.stem for file in FOLDER.glob("*.py") if "\nif __name__ ==" in file.read_text("utf-8")}
    assert set(named) == programs - {"sampler"}
    assert {*COMMANDS, "start"} == set(named)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_benchmark_tells_how_it_is_used(name: str) -> None:
    assert f"python benchmarks/{name}.py" in run(f"{name}.py", "--help")


@pytest.mark.parametrize("name", ["table", "stages", "growth", "search", "wire"])
def test_the_page_has_a_place_for_what_a_benchmark_writes(name: str) -> None:
    page = (ROOT / "docs/explanation/performance.md").read_text("utf-8")
    start, end = f"<!-- {name}: python benchmarks/{name}.py --write -->", f"<!-- {name} ends -->"
    assert page.count(start) == page.count(end) == 1


@pytest.mark.parametrize("theme", ["nho", "tinh"])
def test_the_corpus_is_without_errors_and_each_article_has_its_address(root: Path, theme: str) -> None:
    portal = root / "content/xa-mau"
    settings = (portal / "site.toml").read_text("utf-8")
    (portal / "site.toml").write_text(re.sub(r'theme = "\w+"', f'theme = "{theme}"', settings), "utf-8")
    plan = Plan(root=root, out=root / theme, now=parse_moment("2026-06-30T20:00"), workers=1)
    report = build_portal(portal, plan)
    assert [finding for finding in report.findings if finding.is_error] == []
    assert len(list((root / theme / "xa-mau/tin").glob("*/index.html"))) == COUNT


def test_the_corpus_is_the_same_every_time(root: Path, tmp_path: Path) -> None:
    run("-c", MAKE, str(tmp_path), str(COUNT))
    first = root / "content/xa-mau"
    files = {file.relative_to(first) for file in first.rglob("*") if file.is_file()} - {Path("site.toml")}
    assert files == {file.relative_to(tmp_path) for file in tmp_path.rglob("*") if file.is_file()} - {
        Path("site.toml")
    }
    assert all((first / file).read_bytes() == (tmp_path / file).read_bytes() for file in files)
    assert max(len(file.stem) for file in files) <= 120
