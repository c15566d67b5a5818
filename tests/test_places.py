"""Files are found under the names that other systems gave them, and a missing one is told with what was meant."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import SITE, news, write
from tests.mini import Loaded, build, errors, load


def save(folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8)).save(folder / name, "PNG")


def apart(name: str) -> str:
    return unicodedata.normalize("NFD", name)


def hint(loaded: Loaded) -> tuple[str, str]:
    found = next(one for one in loaded.findings if one.is_error)
    return found.message, found.hint


def test_a_file_whose_name_a_mac_took_apart_is_found_and_published(project: Path) -> None:
    save(project / "content/thu/tin-tuc" / apart("ảnh họp"), apart("lễ hội.png"))
    body = "![Bà con dự hội](ảnh%20họp/lễ%20hội.png)\n\n[Lịch lễ](lịch.txt)"
    files = {"tin-tuc/a.md": news("A", body=body), apart("tin-tuc/lịch.txt"): "Lịch."}
    report = build(project, files)
    assert not [one for one in report.findings if one.is_error]
    assert list((project / "public/thu/tep").glob("lich-*.txt"))


def test_a_link_to_a_file_inside_the_portal_is_followed(project: Path) -> None:
    files = {"tin-tuc/a.md": news("A", body="Một.\n\n[Lịch](lich.txt)"), "media/that.txt": "Lịch."}
    write(project / "content/thu", files)
    (project / "content/thu/tin-tuc/lich.txt").symlink_to("../media/that.txt")
    report = build(project)
    assert not [one for one in report.findings if one.is_error]
    assert list((project / "public/thu/tep").glob("that-*.txt"))


@pytest.mark.parametrize(
    ("written", "remedy"),
    [("anh.jpg", "Có tệp “anh.JPG”: sửa lại cho đúng."), ("Media/hop.png", "Có tệp “/media/hop.png”"), ("/media/HOP.png", "Có tệp “hop.png”"),
     ("hop.png", "Có tệp “/media/hop.png”"), ("khong.png", "Kiểm tra tên tệp")],
)  # fmt: skip
def test_a_missing_file_is_quoted_as_written_with_what_was_meant(
    tmp_path: Path, written: str, remedy: str
) -> None:
    save(tmp_path / "content/thu/tin-tuc", "anh.JPG")
    save(tmp_path / "content/thu/media", "hop.png")
    message, told = hint(load(tmp_path, {"tin-tuc/a.md": news("A", body=f"![Bà con]({written})")}))
    assert message == f"Không thấy tệp “{written}”."
    assert told.startswith(remedy)


def test_a_missing_emblem_is_told_at_its_line(tmp_path: Path) -> None:
    site = SITE + '\n[emblem]\nalt = "Quốc huy"\nfile = "media/huy.png"\n'
    loaded = load(tmp_path, {"site.toml": site})
    assert errors(loaded) == [("media.missing", "site.toml", site[: site.index("file =")].count("\n") + 1)]
