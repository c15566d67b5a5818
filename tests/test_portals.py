"""Whole tiny portals: a broken one gives exactly the findings it names, and nothing of the old output changes."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.pipeline import Plan, build_portal
from tests.conftest import ROOT, SITE, news, tree, write

PORTALS = ROOT / "tests" / "portals"
BROKEN = PORTALS / "hong"
EXPECTED = PORTALS / "hong.txt"


def found_in(report: str) -> list[str]:
    findings = json.loads(report)["portals"][0]["findings"]
    return sorted(f"{one['severity']} {one['rule']} {one['path']}:{one['line']}" for one in findings)


def run(project: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["--root", str(project), "build", "--json", "--today", "2026-11-23T08:00", *arguments])
    return code, capsys.readouterr().out


def test_every_fault_is_found_at_its_line_and_the_old_output_stands(
    project: Path, plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = write(project / "content" / "hong", {"tin-tuc/tin.md": news("Bản tốt")})
    assert build_portal(portal, plan).build is not None
    before = tree(project / "public")
    shutil.rmtree(portal)
    shutil.copytree(BROKEN, portal)
    code, out = run(project, capsys)
    assert found_in(out) == EXPECTED.read_text(encoding="utf-8").splitlines()
    assert code == 1
    assert tree(project / "public") == before


def test_the_broken_portal_holds_sixty_faults_and_more() -> None:
    faults = [line for line in EXPECTED.read_text(encoding="utf-8").splitlines() if line.startswith("error")]
    assert len(faults) >= 60
    assert len({line.split()[1] for line in faults}) >= 25


def test_skip_broken_builds_what_is_sound_and_names_the_rest(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = write(
        project / "content" / "thu",
        {
            "tin-tuc/tot.md": news("Bài tốt"),
            "tin-tuc/hong.md": news("Bài hỏng", day="31/02/2026"),
            "tin-tuc/anh.md": news("Bài thiếu ảnh", body="![Ảnh cánh đồng](khong-co.jpg)"),
            "tin-tuc/anh-cut.md": news("Ảnh cụt", body="![Ảnh cánh đồng](cut.png)"),
        },
    )
    shutil.copy(BROKEN / "tin-tuc" / "cut.png", portal / "tin-tuc" / "cut.png")
    assert run(project, capsys)[0] == 1
    code, out = run(project, capsys, "--skip-broken")
    report = json.loads(out)["portals"][0]
    assert code == 0
    assert report["skipped"] == ["tin-tuc/anh-cut.md", "tin-tuc/anh.md", "tin-tuc/hong.md"]
    assert (project / "public/thu/tin-tuc/2026/tot.html").is_file()
    assert not (project / "public/thu/tin-tuc/2026/anh.html").exists()


def test_an_unknown_theme_is_told_with_those_that_are_there(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project / "content" / "thu", {"site.toml": SITE.replace('theme = "xa"', 'theme = "xx"')})
    code, out = run(project, capsys)
    assert code == 1
    assert found_in(out) == ["error config.theme site.toml:6"]
    assert "tinh, xa" in out


def test_a_broken_portal_does_not_stop_the_others(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project / "content" / "mot", {"tin-tuc/tin.md": news("Một")})
    write(project / "content" / "hai", {"tin-tuc/tin.md": news("Hai", day="40/01/2026")})
    code, _ = run(project, capsys)
    assert code == 1
    assert (project / "public/mot/index.html").is_file()
    assert not (project / "public/hai").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFO, and links there need a right")
def test_links_that_lead_out_and_pipes_are_findings(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = write(project / "content" / "thu", {"tin-tuc/tin.md": news("Tốt")})
    secret = project / "bi-mat.md"
    secret.write_text(news("Bí mật"), encoding="utf-8")
    (portal / "tin-tuc/lien-ket.md").symlink_to(secret)
    (portal / "tin-tuc/thu-muc").symlink_to(project)
    os.mkfifo(portal / "tin-tuc/ong.md")
    code, out = run(project, capsys)
    assert code == 1
    assert [line for line in found_in(out) if line.startswith("error")] == [
        "error content.file tin-tuc/ong.md:0",
        "error content.symlink tin-tuc/lien-ket.md:0",
        "error content.symlink tin-tuc/thu-muc:0",
    ]
