"""Who wrote an item, for machines: an office is no person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_builder.assemble.authors import author
from tests.conftest import news
from tests.mini import entry, load, page


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("UBND xã Thử", "Organization"), ("Ủy ban nhân dân xã", "Organization"), ("Uỷ ban nhân dân xã", "Organization"),
        ("Ban Biên tập", "Organization"), ("Hội Nông dân xã", "Organization"), ("Công an xã", "Organization"),
        ("Đoàn Thanh niên xã", "Organization"), ("Trường THCS Thử", "Organization"), ("đài truyền thanh", "Organization"),
        ("Đoàn Thị Lan", "Person"), ("Trương Văn Ban", "Person"), ("Tô Văn Bình", "Person"), ("Công Thành", "Person"),
        ("Nguyễn Văn A", "Person"), ("Trang Thu", "Person"),
    ],
)  # fmt: skip
def test_an_office_is_known_by_its_first_words(name: str, kind: str) -> None:
    assert author(name, ()) == {"@type": kind, "name": name}


@pytest.mark.parametrize(
    ("name", "kind"), [("VÌ DÂN", "Organization"), ("Xã Thử", "Organization"), ("Vì Văn Dân", "Person")]
)
def test_the_portals_own_units_are_offices(tmp_path: Path, name: str, kind: str) -> None:
    files = {"tin-tuc/a.md": news("A", **{"Tác giả": name}), "co-cau/v.md": entry(Tên="Vì dân")}
    graph = json.loads(page(load(tmp_path, files), "/tin-tuc/2026/a.html").head.structured)["@graph"]
    assert graph[0]["author"]["@type"] == kind
