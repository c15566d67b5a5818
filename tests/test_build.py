"""A build among what the world does to it: damaged notes, a host's own folders, one picture in two places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from site_builder.cli import WORLD, main
from site_builder.manifest import MANIFEST_NAME
from site_builder.pipeline import clean_portal, recover_outputs
from tests.conftest import news, tree, write
from tests.mini import build, plan


def damage(out: Path) -> None:
    """Change one letter of the first digest, as a careless editor does."""
    manifest = out / MANIFEST_NAME
    words = manifest.read_text(encoding="utf-8")
    at = words.index('"digest": "') + len('"digest": "')
    manifest.write_text(f"{words[:at]}z{words[at + 1 :]}", encoding="utf-8")


def test_a_damaged_manifest_is_told_and_made_anew(tmp_path: Path) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    out = tmp_path / "public/thu"
    before = tree(out)
    damage(out)
    (out / "google.html").write_text("of the host", encoding="utf-8")
    report = build(tmp_path)
    assert "build.manifest" in {one.rule for one in report.findings}
    assert tree(out) == {**before, "google.html": b"of the host"}


def test_what_a_damaged_manifest_names_is_cleaned(tmp_path: Path) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    damage(tmp_path / "public/thu")
    assert clean_portal(tmp_path / "content/thu", plan(tmp_path)) == ()
    assert not (tmp_path / "public/thu").exists()


def test_every_item_that_uses_a_broken_picture_is_left_out(tmp_path: Path) -> None:
    portal = write(
        tmp_path / "content/thu",
        {f"tin-tuc/{name}.md": news(name, body="![Cánh đồng lúa](/media/x.jpg)") for name in "ab"}
        | {"tin-tuc/c.md": news("C")},
    )
    (portal / "media").mkdir()
    Image.effect_noise((900, 600), 90).save(portal / "media/x.jpg")
    whole = (portal / "media/x.jpg").read_bytes()
    (portal / "media/x.jpg").write_bytes(whole[: len(whole) // 2])
    assert {one.where.path for one in build(tmp_path).findings if one.is_error} == {
        "tin-tuc/a.md",
        "tin-tuc/b.md",
    }
    report = build(tmp_path, skip_broken=True)
    assert report.build is not None
    assert report.skipped == ("tin-tuc/a.md", "tin-tuc/b.md")


def test_a_folder_of_the_host_stays_with_its_mode_also_when_it_is_empty(tmp_path: Path) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    out = tmp_path / "public/thu"
    for name in ("cgi-bin", ".well-known/acme-challenge"):
        (out / name).mkdir(parents=True)
    (out / ".well-known").chmod(0o700)
    build(tmp_path, {"tin-tuc/b.md": news("B")})
    assert (out / "cgi-bin").is_dir()
    assert (out / ".well-known/acme-challenge").is_dir()
    assert (out / ".well-known").stat().st_mode & 0o777 == 0o700


def test_folders_that_only_look_like_ours_are_not_swept(tmp_path: Path) -> None:
    (tmp_path / ".mine.trash").mkdir()
    (tmp_path / ".mine.trash/doc.docx").write_bytes(b"docx")
    (tmp_path / ".mine.lock").write_bytes(b"")
    recover_outputs(tmp_path)
    assert (tmp_path / ".mine.trash/doc.docx").is_file()


def test_a_portal_that_is_refused_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan(tmp_path)
    for name in ("mot", "hai"):
        write(tmp_path / "content" / name, {"tin-tuc/a.md": news("A")})
    (tmp_path / "public/hai").mkdir(parents=True)
    (tmp_path / "public/hai/cua-toi.docx").write_bytes(b"docx")
    assert main(["--root", str(tmp_path), "build", "--json"]) == WORLD
    told = {one["portal"]: one for one in json.loads(capsys.readouterr().out)["portals"]}
    assert "cua-toi" not in told["mot"]["refused"]
    assert told["mot"]["built"]
    assert not told["hai"]["built"]
    assert "hai" in told["hai"]["refused"]
    assert (tmp_path / "public/mot/index.html").is_file()
