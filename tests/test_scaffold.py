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
from tests.mini import entry, fill, load

FOLDERS = {"news": "tin-tuc", "notice": "thong-bao", "page": "gioi-thieu", "document": "van-ban", "official": "co-cau", "unit": "co-cau"}  # fmt: skip


def default_of(kind: str) -> str:
    return "unit" if kind == "official" else kind


def text_of(kind: str) -> str:
    return entry_text(KINDS[kind], "Họp: tổng kết", NOW, default=default_of(kind))


def opened(content: str) -> str:
    """Return *content* with one mark removed from the front of every comment."""
    return re.sub("^#", "", content.partition("\n---\n")[0], flags=re.MULTILINE) + "\n---\n\nNội dung.\n"


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_not_written_is_never_published(kind: str) -> None:
    content = re.sub("^Nháp:.*\n", "", text_of(kind), flags=re.MULTILINE)
    _, findings = parse(Source(path=f"{FOLDERS[kind]}/a.md", text=content, digest=""), default_of(kind))
    lines = content.split("\n")
    empty = [at for at, line in enumerate(lines, 1) if line.endswith(": ")]
    samples = [at for at, line in enumerate(lines, 1) if line in KINDS[kind].samples]
    assert empty or samples
    assert [(one.rule, one.where.line) for one in findings if one.is_error] == [
        *(("content.missing-key", at) for at in empty),
        *(("content.sample-text", at) for at in samples),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_file_has_nothing_to_mend(kind: str) -> None:
    source = Source(path=f"{FOLDERS[kind]}/a.md", text=fill(text_of(kind), KINDS[kind]), digest="")
    assert parse(source, default_of(kind))[1] == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_that_lacks_something_is_quiet_in_a_build_and_told_in_the_preview(
    kind: str, tmp_path: Path
) -> None:
    files = {f"{FOLDERS[kind]}/a.md": text_of(kind)}
    assert not [one for one in load(tmp_path, files).findings if one.where.path in files]
    told = [one for one in load(tmp_path, files, preview=True).findings if one.where.path in files]
    assert {one.rule for one in told} <= {"content.missing-key", "content.sample-text"}
    assert told


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_right_when_it_is_opened(kind: str) -> None:
    content = fill(opened(text_of(kind)), KINDS[kind])
    source = Source(path=f"{FOLDERS[kind]}/a.md", text=content, digest="")
    read, findings = parse(source, default_of(kind))
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
    content = fill(opened(text_of(kind)), KINDS[kind])
    loaded = load(tmp_path, {**named, f"{FOLDERS[kind]}/a.md": content}, preview=True)
    assert {one.rule for one in loaded.findings if one.is_error} <= {"media.missing"}


@given(kind=st.sampled_from(sorted(KINDS)), choice=st.randoms())
def test_any_marks_may_be_removed_key_by_key(kind: str, choice: Random) -> None:
    blocks = re.split("\n(?=#)(?!#  )", text_of(kind).partition("\n---\n")[0])
    some = [re.sub("^#", "", one, flags=re.MULTILINE) if choice.random() < 0.5 else one for one in blocks]
    front, findings = read_front_matter("\n".join([*some, "---", ""]), "a.md")
    assert front is not None
    assert findings == ()
