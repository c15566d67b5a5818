"""What a build consisted of: written the same everywhere, and never believed further than it deserves."""

import json
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.manifest import (
    MANIFEST_NAME,
    Artifact,
    Changes,
    Manifest,
    compare,
    dump_manifest,
    parse_manifest,
    read_manifest,
)


def artifact(path: str, letter: str = "a", size: int = 3) -> Artifact:
    return Artifact(path=path, key="0f", digest=letter * 64, size=size)


def manifest(*artifacts: Artifact) -> Manifest:
    return Manifest(portal="xa-mau", program="cong-xa 0.1.0", artifacts=artifacts)


def test_artifacts_are_sorted_whatever_order_they_came_in():
    one, two = artifact("a.html"), artifact("b.html")

    assert manifest(two, one) == manifest(one, two)
    assert manifest(two, one).paths == ("a.html", "b.html")


def test_a_manifest_is_frozen():
    with pytest.raises(FrozenInstanceError):
        manifest().portal = "khac"  # type: ignore[misc]


def test_a_written_manifest_reads_back_equal(tmp_path: Path):
    whole = manifest(artifact("tin-tuc/2026/lịch-tiếp-dân.html"), replace(artifact("logo.svg"), key=""))
    (tmp_path / MANIFEST_NAME).write_bytes(dump_manifest(whole))

    assert read_manifest(tmp_path) == whole
    assert "lịch-tiếp-dân.html" in dump_manifest(whole).decode()


def test_equal_manifests_are_equal_bytes_with_one_artifact_a_line():
    one, two = artifact("a.html"), artifact("b.html", "b")

    assert dump_manifest(manifest(two, one)) == dump_manifest(manifest(one, two))
    assert dump_manifest(manifest(one, two)).decode().splitlines() == [
        "{",
        '"program": "cong-xa 0.1.0",',
        '"portal": "xa-mau",',
        '"artifacts": [',
        f'{{"path": "a.html", "key": "0f", "digest": "{"a" * 64}", "size": 3}},',
        f'{{"path": "b.html", "key": "0f", "digest": "{"b" * 64}", "size": 3}}',
        "]",
        "}",
    ]


def test_an_empty_manifest_is_written_and_read(tmp_path: Path):
    (tmp_path / MANIFEST_NAME).write_bytes(dump_manifest(manifest()))

    assert read_manifest(tmp_path) == manifest()


def test_a_new_article_changes_two_lines_at_most():
    before = dump_manifest(manifest(artifact("a.html"), artifact("c.html"))).splitlines()
    after = dump_manifest(manifest(artifact("a.html"), artifact("b.html"), artifact("c.html"))).splitlines()

    assert len(set(after) - set(before)) == 1


def test_comparing_tells_new_updated_removed_and_kept():
    old = manifest(artifact("kept"), artifact("removed"), artifact("updated"))
    new = manifest(artifact("kept"), artifact("new"), artifact("updated", "b"))

    assert compare(old, new) == Changes(
        new=("new",), updated=("updated",), removed=("removed",), kept=("kept",)
    )


def test_with_no_old_manifest_every_file_is_new():
    assert compare(None, manifest(artifact("a"), artifact("b"))).new == ("a", "b")


def test_a_file_whose_key_alone_changed_is_kept():
    assert compare(manifest(artifact("a")), manifest(replace(artifact("a"), key="ff"))).kept == ("a",)


def test_no_manifest_is_none(tmp_path: Path):
    assert read_manifest(tmp_path) is None
    assert read_manifest(tmp_path / "absent") is None


def test_a_manifest_that_is_a_folder_or_a_link_is_none(tmp_path: Path):
    (tmp_path / "one" / MANIFEST_NAME).mkdir(parents=True)
    (tmp_path / "real.json").write_bytes(dump_manifest(manifest()))
    (tmp_path / "two").mkdir()
    try:
        (tmp_path / "two" / MANIFEST_NAME).symlink_to(tmp_path / "real.json")
    except OSError:
        pytest.skip("this account may not make symbolic links")

    assert read_manifest(tmp_path / "one") is None
    assert read_manifest(tmp_path / "two") is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"[" * 100_000,
        b'{"name": "some-app", "start_url": "/"}',
        b'{"program": "hugo 1", "portal": "xa", "artifacts": []}',
        b'{"program": "cong-xayz 1", "portal": "xa", "artifacts": []}',
        b'{"program": "cong-xa 1", "artifacts": []}',
        b'{"program": "cong-xa 1", "portal": 7, "artifacts": []}',
        b'{"program": "cong-xa 1", "portal": "xa", "artifacts": {}}',
        b'{"program": "cong-xa 1", "portal": "xa", "artifacts": [null]}',
    ],
)
def test_a_cut_foreign_or_odd_manifest_is_none(data: bytes):
    assert parse_manifest(data) is None


def test_a_manifest_cut_at_any_byte_is_none():
    whole = dump_manifest(manifest(artifact("a.html"), artifact("b.html")))

    assert [cut for cut in range(len(whole) - 2) if parse_manifest(whole[:cut])] == []


def with_first(**parts: object) -> bytes:
    raw = json.loads(dump_manifest(manifest(artifact("a.html"), artifact("b.html"))))
    raw["artifacts"][0].update(parts)
    return json.dumps(raw).encode()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../thoat.html",
        "a/../../thoat.html",
        "a/..",
        "./a",
        "a//b",
        "a/",
        "a\\b",
        "C:/a",
        "C:a",
        "a\0b",
        "a\nb",
        "\ud800",
        "ti\u0301n",
        "b.html",
    ],
)
def test_a_path_that_leaves_the_folder_or_comes_twice_spoils_the_manifest(path: str):
    assert parse_manifest(with_first(path=path)) is None


@pytest.mark.parametrize(
    "parts",
    [
        {"path": 1},
        {"key": None},
        {"key": "xyz"},
        {"digest": "a"},
        {"digest": "G" * 64},
        {"size": -1},
        {"size": True},
        {"size": "3"},
        {"size": 1.5},
    ],
)
def test_a_wrong_value_spoils_the_manifest(parts: dict[str, object]):
    assert parse_manifest(with_first()) is not None
    assert parse_manifest(with_first(**parts)) is None


def test_what_a_later_version_adds_is_passed_over():
    assert parse_manifest(with_first(type="text/html")) is not None


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(data: bytes):
    assert parse_manifest(data) is None


names = st.lists(st.from_regex(r"[a-zđ0-9-]{1,8}(/[a-z]{1,3}){0,2}", fullmatch=True), unique=True, max_size=6)


@given(names, names)
def test_comparing_puts_every_path_in_exactly_one_place(before: list[str], after: list[str]):
    old = manifest(*map(artifact, before))
    new = manifest(*(artifact(path, "ab"[len(path) % 2]) for path in after))
    changes = compare(old, new)

    assert parse_manifest(dump_manifest(new)) == new
    assert sorted((*changes.new, *changes.updated, *changes.kept)) == sorted(after)
    assert sorted((*changes.removed, *changes.updated, *changes.kept)) == sorted(before)
