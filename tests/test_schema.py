"""The JSON Schemas lead an editor to what the program takes, in Vietnamese and in English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from site_builder.config import read_config
from site_builder.content.frontmatter import Scalar
from site_builder.content.kinds import DOCUMENT, KINDS, NEWS
from site_builder.content.schema import json_schema
from site_builder.pipeline.reading import read_portal
from tests.conftest import ROOT

SAMPLE = ROOT / "content" / "xa-mau"


def slips(kind: str, keys: Any) -> list[str]:
    """Return what an editor would mark in *keys*."""
    return [one.message for one in Draft202012Validator(json_schema(KINDS[kind])).iter_errors(keys)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_is_one(kind: str) -> None:
    Draft202012Validator.check_schema(json_schema(KINDS[kind]))


def test_the_front_matter_of_the_sample_fits(tmp_path: Path) -> None:
    config, _ = read_config(SAMPLE / "site.toml", tuple(KINDS))
    assert config is not None
    kinds = tuple((section.folder, section.kind) for section in config.sections)
    harvest = read_portal(SAMPLE, kinds, tmp_path, workers=1)
    assert len(harvest.entries) > 100
    for entry in harvest.entries:
        keys = yaml.load(
            (SAMPLE / entry.source.path).read_text(encoding="utf-8").split("\n---")[0], Loader=yaml.BaseLoader
        )
        assert slips(entry.kind, keys) == [], entry.source.path


def test_keys_are_completed_in_both_languages_with_their_words() -> None:
    schema = json_schema(DOCUMENT)
    for name in ("number", "Số, ký hiệu", "Số ký hiệu"):
        assert schema["properties"][name] == {"$ref": "#/$defs/number"}
    told = schema["$defs"]["number"]
    assert (told["title"], told["description"]) == ("Số, ký hiệu", "Đúng như trên văn bản.")


def test_an_own_key_goes_before_a_common_one_of_the_same_name() -> None:
    assert json_schema(KINDS["official"])["properties"]["Ảnh"] == {"$ref": "#/$defs/photo"}


@pytest.mark.parametrize(
    "keys", [{"title": "A", "Ngày đăng": "1/2/2026"}, {"Tiêu đề": 2026, "published": "2026-02-01T08:00"}]
)
def test_languages_may_be_mixed(keys: dict[str, object]) -> None:
    assert slips("news", keys) == []


@pytest.mark.parametrize(
    "more",
    [
        {"Ngày sự kiện": "20.11"}, {"Ngày sự kiện": "20/11/2026 08:00"}, {"published": "hôm nay"}, {"Nháp": "chưa"},
        {"Tác gỉa": "A"}, {"Ảnh": {"Mô tả": "thiếu tệp"}}, {"Ảnh": {"Tệp": "a.jpg", "Mô ta": "sai"}},
        {"Đính chính": [{"Ngày": "01/02/2026"}]}, {"Tệp đính kèm": [{"Tên": "thiếu tệp"}]},
    ],
)  # fmt: skip
def test_slips_are_marked(more: dict[str, object]) -> None:
    assert len(slips("news", {"Tiêu đề": "A", "Ngày đăng": "01/02/2026"} | more)) == 1


def test_missing_keys_are_marked() -> None:
    assert len(slips("news", {"Tiêu đề": "A"})) == 1


@pytest.mark.parametrize(
    "day",
    ["", "1/2/2026", "01-02-2026", "01.02.2026", "2026-02-01", "01/02/2026 08:30", "01/02/2026, 8h30", "8h30 01/02/2026",
     "8 giờ 30 phút, ngày 01/02/2026", "08:30, 01/02/2026", "2026-02-01T08:30", "2026-02-01 08:30:00+07:00"],
)  # fmt: skip
def test_what_the_program_reads_as_a_day_is_one_to_the_editor(day: str) -> None:
    published = next(field for field in NEWS.all_fields() if field.key == "published")
    published.type.convert(Scalar(day, 1))
    assert slips("news", {"Tiêu đề": "A", "Ngày đăng": day}) == []
