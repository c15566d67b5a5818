"""A new file is right as it is, and stays right whichever of its comments a clerk opens."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.frontmatter import read_front_matter
from site_builder.content.kinds import KINDS
from site_builder.content.parse import parse
from site_builder.model import Source
from site_builder.scaffold import entry_text
from tests.conftest import NOW
from tests.mini import entry, load

FOLDERS = {"news": "tin-tuc", "notice": "thong-bao", "page": "gioi-thieu", "document": "van-ban", "official": "co-cau", "unit": "co-cau"}  # fmt: skip


def text_of(kind: str) -> str:
    default = "unit" if kind == "official" else kind
    return entry_text(KINDS[kind], "Họp: tổng kết", NOW, default=default)


def opened(content: str) -> str:
    """Return *content* with one mark removed from the front of every comment."""
    return re.sub("^#", "", content.partition("\n---\n")[0], flags=re.MULTILINE) + "\n---\n\nNội dung.\n"


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_right_when_it_is_opened(kind: str) -> None:
    source = Source(path=f"{FOLDERS[kind]}/a.md", text=opened(text_of(kind)), digest="")
    read, findings = parse(source, "unit" if kind == "official" else kind)
    assert findings == ()
    assert read is not None
    offered = {field.key for field in KINDS[kind].fields} | (
        {"image", "attachments"} if KINDS[kind].addressed else set()
    )
    assert offered <= {mark.key for mark in read.marks}


@pytest.mark.parametrize("kind", KINDS)
def test_with_every_example_opened_a_portal_lacks_but_the_files(kind: str, tmp_path: Path) -> None:
    named = {
        "gioi-thieu/chung.md": entry(Tiêu_đề="Giới thiệu chung"),
        "co-cau/uy-ban.md": entry(Tên="Uỷ ban nhân dân xã"),
        "co-cau/kinh-te.md": entry(Tên="Phòng Kinh tế"),
    }
    loaded = load(tmp_path, {**named, f"{FOLDERS[kind]}/a.md": opened(text_of(kind))}, preview=True)
    assert {one.rule for one in loaded.findings if one.is_error} <= {"media.missing"}


@given(kind=st.sampled_from(sorted(KINDS)), choice=st.randoms())
def test_any_marks_may_be_removed_key_by_key(kind: str, choice: Random) -> None:
    blocks = re.split("\n(?=#)(?!#  )", text_of(kind).partition("\n---\n")[0])
    some = [re.sub("^#", "", one, flags=re.MULTILINE) if choice.random() < 0.5 else one for one in blocks]
    front, findings = read_front_matter("\n".join([*some, "---", ""]), "a.md")
    assert front is not None
    assert findings == ()
