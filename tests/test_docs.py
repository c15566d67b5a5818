"""The docs say what the program does."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.content.kinds import KINDS
from tests.conftest import ROOT
from tests.mini import fill

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MADE_IN = {
    "gioi-thieu": "page",
    "tin-tuc": "news",
    "thong-bao": "notice",
    "van-ban": "document",
    "co-cau": "official",
}
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(#[^)]*)?\)")


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_finding_has_its_meaning() -> None:
    page = (ROOT / "docs/reference/findings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(.+?)` \| .+? \|(.*)\|$", page, flags=re.MULTILINE)
    assert [rule for rule, meaning in rows if not meaning.strip()] == []
    assert not [rule for rule, _ in rows if rule.endswith(".py")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_docs_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    missing = [link for link, _ in LINK.findall(text) if not (page.parent / link).exists()]
    assert not missing


def commands_in(page: Path) -> list[list[str]]:
    found = re.findall(r"^ {4}python3 build\.py(.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [re.findall(r'"[^"]*"|\S+', line.split("  #")[0]) for line in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_in_docs_exist(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in commands_in(page):
        names = [
            word
            for before, word in zip(["", *words], words, strict=False)
            if not word.startswith("-") and before != "--lang"
        ]
        options = [word for word in words if word.startswith("--")]
        if "--wheels" in options:
            continue  # build.py's own, tested beside it
        assert main([*names[:1], "--help"]) == 0, words
        out = capsys.readouterr().out
        assert all(option in out or option in {"--help", "--lang"} for option in options), words


def test_a_new_portal_from_nothing_by_the_words_of_the_guide(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "click.prompt",
        lambda _, default: "Mẫu" if default is None else default,
    )
    guide = ROOT / "docs" / "huong-dan" / "05-lap-cong-moi.md"
    for words in commands_in(guide):
        if words[0] == "build":
            for file in (project / "content/xa-an-binh").rglob("*.md"):
                content = file.read_text(encoding="utf-8")
                kind = KINDS[MADE_IN[file.relative_to(project / "content/xa-an-binh").parts[0]]]
                file.write_text(fill(content, kind) if "\nNháp:" in content else content, encoding="utf-8")
        code = main(["--root", str(project), *(word.strip('"') for word in words)])
        assert code == 0, capsys.readouterr().out
    index = (project / "public/xa-an-binh/index.html").read_text(encoding="utf-8")
    assert "Xã họp bàn kế hoạch vụ đông" in index


def test_the_first_command_of_the_readme_builds_all_portals(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(project), "init", "xa-mot", "--yes"]) == 0
    done = subprocess.run(
        [sys.executable, "-m", "site_builder"],
        cwd=ROOT,
        env={**os.environ, "CONG_XA_ROOT": str(project)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project / "public/xa-mot/index.html").is_file()
