"""What tests share: the moment, tiny portals, and a way to build them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from site_builder import text
from site_builder.pipeline import Plan, Report, build_portal
from site_builder.staging import durable

settings.register_profile("cong-xa", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("cong-xa")

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 23, 8, tzinfo=text.VN)

SITE = """\
name = "Thử"
kind = "xã"
province = "Mẫu"
base_url = "https://thu.example/"
stage = "chính thức"
theme = "xa"

[[offices]]
name = "UBND xã Thử"
address = "Thôn Một"

[[sections]]
folder = "tin-tuc"
title = "Tin tức"
kind = "news"

[[sections]]
folder = "thong-bao"
title = "Thông báo"
kind = "notice"

[[sections]]
folder = "van-ban"
title = "Văn bản"
kind = "document"

[[sections]]
folder = "gioi-thieu"
title = "Giới thiệu"
kind = "page"

[[sections]]
folder = "co-cau"
title = "Tổ chức"
kind = "unit"
"""


def news(title: str, day: str = "01/11/2026", body: str = "Nội dung tin.", **keys: str) -> str:
    """Return the text of an item of news."""
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\nTiêu đề: {title}\nNgày đăng: {day}\n{more}---\n\n{body}\n"


def write(portal: Path, files: dict[str, str]) -> Path:
    """Write *files* below *portal*, with a `site.toml` where none is given."""
    for path, content in {"site.toml": SITE, **files}.items():
        file = portal / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8", newline="\n")
    return portal


@pytest.fixture(scope="session", autouse=True)
def unsynced() -> Iterator[None]:
    """Spare the disk: no power fails here, and waiting for a busy one is most of a test's time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr(durable, "sync_disk", lambda _: True)
        yield


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project's folder with the real themes and an empty `content/`."""
    (tmp_path / "content").mkdir()
    (tmp_path / "themes").symlink_to(ROOT / "themes", target_is_directory=True)
    return tmp_path


@pytest.fixture
def plan(project: Path) -> Plan:
    """Return a plan of that project at the tests' moment."""
    return Plan(root=project, out=project / "public", now=NOW, workers=1)


@pytest.fixture
def build(project: Path, plan: Plan) -> Callable[..., Report]:
    """Return a function that writes files into the portal `thu` and builds it."""

    def run(files: dict[str, str], **wishes: object) -> Report:
        portal = write(project / "content" / "thu", files)
        return build_portal(portal, replace(plan, **wishes))  # type: ignore[arg-type]

    return run


@pytest.fixture
def sample(project: Path) -> Path:
    """Return a copy of the sample portal."""
    return Path(shutil.copytree(ROOT / "content" / "xa-mau", project / "content" / "xa-mau"))


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below *folder* with its bytes."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
