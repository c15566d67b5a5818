"""Reading and typing: any file of a portal becomes an entry or findings with the right line, never a crash."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import unicodedata
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import text
from site_builder.content import parse
from site_builder.content.fields import FieldType
from site_builder.content.kinds import KINDS, Kind
from site_builder.content.read import MAX_BYTES
from site_builder.errors import Finding
from site_builder.model import (
    Approval,
    AttachmentField,
    Correction,
    Entry,
    ImageField,
    Source,
)
from site_builder.pipeline.reading import Stock, read_portal
from site_builder.scaffold import entry_text, find_kind
from tests.conftest import NOW, ROOT, news

DAY = "Ngày đăng: 01/11/2026\n"


def source(content: str, path: str = "tin-tuc/2026-11-01-bai.md") -> Source:
    return Source(path=path, text=content, digest="0" * 64)


def entry(front: str, kind: str = "news", path: str = "tin-tuc/2026-11-01-bai.md") -> Entry:
    made, findings = parse(source(f"---\n{front}---\n\nThân bài.\n", path), kind)
    assert made is not None, findings
    return made


def slips(front: str, kind: str = "news") -> list[tuple[str, int]]:
    _, findings = parse(source(f"---\n{front}---\n"), kind)
    return [(one.rule, one.where.line) for one in findings if one.is_error]


def write(portal: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        file = portal / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return portal


def harvest(portal: Path) -> Stock:
    return read_portal(portal, (("tin-tuc", "news"),), portal / ".cache", workers=1)


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    return [(one.rule, one.where.path, one.where.line) for one in findings]


# --- reading ----------------------------------------------------------------------------------------------------


def test_files_come_in_the_order_of_their_paths_whatever_the_disk_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"tin-tuc/{number % 3}/{number}.md" for number in range(12)]
    portal = write(tmp_path, {name: news("Tin").encode() for name in names})
    plain = harvest(portal)
    scandir = os.scandir

    class Shuffled:
        def __init__(self, folder: Path) -> None:
            with scandir(folder) as entries:
                self.entries = list(entries)
            random.Random(1).shuffle(self.entries)

        def __enter__(self) -> list[os.DirEntry[str]]:
            return self.entries

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(os, "scandir", Shuffled)
    assert harvest(portal) == plain
    assert [one.source.path for one in plain.entries] == sorted(names)


def test_paths_and_text_are_composed(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "tin-tuc/họp.md")
    found = harvest(write(tmp_path, {name: unicodedata.normalize("NFD", news("Hợp đồng")).encode()}))
    assert [(one.source.path, one.common.title) for one in found.entries] == [("tin-tuc/họp.md", "Hợp đồng")]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("---\nTiêu đề: a\n---\n".encode("utf-16"), 1),
        ("---\n".encode("utf-16-be"), 1),
        (b"---\nTi\xeau: a\n---\n", 2),
        (b"---\na: 1\n---\n\x00\n", 4),
    ],
    ids=["utf-16", "utf-16-be", "windows", "nul"],
)
def test_a_wrong_encoding_is_told_at_its_line(tmp_path: Path, data: bytes, line: int) -> None:
    found = harvest(write(tmp_path, {"tin-tuc/a.md": data}))
    assert told(found.findings) == [("content.encoding", "tin-tuc/a.md", line)]


def test_line_ends_of_all_systems_mean_the_same(tmp_path: Path) -> None:
    plain = news("Tin", body="Một.\n\nHai.")
    for number, end in enumerate(("\n", "\r\n", "\r")):
        write(tmp_path, {f"tin-tuc/{number}.md": plain.replace("\n", end).encode()})
    found = harvest(tmp_path)
    assert len({found.prose_of(one.source.path) for one in found.entries}) == 1


def test_a_byte_order_mark_of_utf_8_is_no_trouble(tmp_path: Path) -> None:
    found = harvest(write(tmp_path, {"tin-tuc/a.md": b"\xef\xbb\xbf" + news("Tin").encode()}))
    assert (len(found.entries), found.findings) == (1, ())


@pytest.mark.parametrize("dashes", [25, 500, 40_000])
def test_a_ladder_of_dashes_is_a_finding_and_no_crash_of_the_interpreter(tmp_path: Path, dashes: int) -> None:
    write(tmp_path, {"tin-tuc/a.md": ("---\nTiêu đề:\n" + "- " * dashes + "a\n---\n").encode()})
    code = "import sys; from pathlib import Path; from tests.test_content import harvest; print([one.rule for one in harvest(Path(sys.argv[1])).findings])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stdout) == (0, "['content.front-matter']\n"), done.stderr


def test_what_is_invisible_is_taken_out_and_told_with_its_line(tmp_path: Path) -> None:
    found = harvest(write(tmp_path, {"tin-tuc/a.md": news("Tin\u200b mới\u202e").encode()}))
    assert found.entries[0].common.title == "Tin mới"
    assert told(found.findings) == [("content.cleaned", "tin-tuc/a.md", 2)]


def test_a_huge_file_is_not_even_opened(tmp_path: Path) -> None:
    file = tmp_path / "tin-tuc/a.md"
    file.parent.mkdir()
    with file.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    assert told(harvest(tmp_path).findings) == [("content.too-large", "tin-tuc/a.md", 0)]


def test_a_link_inside_the_portal_is_read_and_one_that_leads_out_is_not(tmp_path: Path) -> None:
    portal = write(
        tmp_path / "thu", {"tin-tuc/a.md": news("A").encode(), "tin-tuc/b/c.md": news("C").encode()}
    )
    (tmp_path / "ngoai.md").write_text(news("Ngoài"), encoding="utf-8")
    (portal / "tin-tuc/trong.md").symlink_to(portal / "tin-tuc/a.md")
    (portal / "tin-tuc/ngoai.md").symlink_to("../../ngoai.md")
    (portal / "tin-tuc/cut.md").symlink_to("khong-co.md")
    (portal / "tin-tuc/vong.md").symlink_to("vong.md")
    (portal / "tin-tuc/len").symlink_to("..")
    found = harvest(portal)
    assert [one.source.path for one in found.entries] == [
        "tin-tuc/a.md",
        "tin-tuc/b/c.md",
        "tin-tuc/trong.md",
    ]
    assert sorted(told(found.findings)) == [
        ("content.symlink", "tin-tuc/cut.md", 0),
        ("content.symlink", "tin-tuc/ngoai.md", 0),
        ("content.symlink", "tin-tuc/vong.md", 0),
    ]


def test_shared_and_hidden_names_are_passed_over_and_strays_are_told_once(tmp_path: Path) -> None:
    names = (
        "_mau/a.md",
        ".git/a.md",
        "tin-tuc/_nhap.md",
        "media/a.md",
        "theme/a.md",
        "la/a.md",
        "la/b.md",
        "doc.md",
    )
    found = harvest(write(tmp_path, dict.fromkeys(names, news("Tin").encode())))
    assert (found.entries, told(found.findings)) == (
        (),
        [("content.no-section", "doc.md", 0), ("content.no-section", "la", 0)],
    )


def test_a_folder_too_deep_is_told_and_not_walked(tmp_path: Path) -> None:
    found = harvest(write(tmp_path, {"tin-tuc/" + "a/" * 20 + "a.md": news("Tin").encode()}))
    assert [rule for rule, _, _ in told(found.findings)] == ["content.too-deep"]


@pytest.mark.parametrize("other", [unicodedata.normalize("NFD", "họp.md"), "Họp.md", "HỌP.MD"])
def test_two_files_of_names_that_look_the_same_are_an_error_that_names_both(
    tmp_path: Path, other: str
) -> None:
    write(tmp_path, {"tin-tuc/họp.md": news("A").encode()})
    write(tmp_path, {f"tin-tuc/{other}": news("B").encode()})
    errors = [one for one in harvest(tmp_path).findings if one.is_error]
    shown = unicodedata.normalize("NFC", other)
    assert told(tuple(errors)) in (
        [("content.same-name", f"tin-tuc/{name}", 0)] for name in ("họp.md", shown)
    )
    assert "“tin-tuc/họp.md”" in errors[0].message
    assert f"“tin-tuc/{shown}”" in errors[0].message


def test_a_folder_that_cannot_be_listed_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portal = write(tmp_path, {"tin-tuc/a.md": news("A").encode(), "tin-tuc/kin/b.md": news("B").encode()})
    scandir = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "kin":
            raise PermissionError(13, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    found = harvest(portal)
    assert [one.source.path for one in found.entries] == ["tin-tuc/a.md"]
    assert told(found.findings) == [("content.unreadable", "tin-tuc/kin", 0)]


def test_a_file_that_vanishes_while_it_is_read_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = write(tmp_path, {"tin-tuc/a.md": news("A").encode()})
    monkeypatch.setattr(
        Path, "read_bytes", lambda self: (_ for _ in ()).throw(FileNotFoundError(2, "gone", str(self)))
    )
    found = harvest(portal)
    assert (found.entries, told(found.findings)) == ((), [("content.unreadable", "tin-tuc/a.md", 0)])


@given(
    data=st.binary(max_size=400)
    | st.text(max_size=200).map(lambda one: ("---\n" + one + "\n---\n").encode("utf-8", "ignore"))
)
def test_any_bytes_become_an_entry_or_an_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    found = harvest(write(tmp_path_factory.mktemp("any"), {"tin-tuc/a.md": data}))
    assert found.entries or any(one.is_error for one in found.findings)


# --- keys -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["Tiêu đề", "tieu de", "TIÊU ĐỀ", "Tieu_de", "tiêu-đề", "title", "Title"])
def test_a_key_means_the_same_with_marks_without_and_in_english(key: str) -> None:
    made = entry(f"{key}: Bài viết\n{DAY}")
    assert (made.common.title, made.mark("title").written) == ("Bài viết", key)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_no_name_means_two_fields_of_a_kind(kind: Kind) -> None:
    owners: dict[str, str] = {}
    for field in kind.fields:
        for name in field.names:
            assert owners.setdefault(name, field.key) == field.key


def test_one_field_under_two_names_is_a_double_key() -> None:
    assert slips(f"Tiêu đề: A\ntitle: B\n{DAY}") == [("content.duplicate-key", 3)]


def test_an_unknown_key_is_told_in_the_words_of_the_clerk() -> None:
    _, findings = parse(source(f"---\nTiêu đề: A\nTac gia bai: B\n{DAY}---\n"), "news")
    assert [(one.rule, one.where.line, one.where.key) for one in findings] == [
        ("content.unknown-key", 3, "Tac gia bai")
    ]
    assert "Tác giả" in findings[0].hint


@pytest.mark.parametrize("written", ["", '""', "''", " "])
@pytest.mark.parametrize("key", ["Tiêu đề", "Ngày đăng"])
def test_a_required_key_left_blank_is_missing(key: str, written: str) -> None:
    front = {"Tiêu đề": "A", "Ngày đăng": "01/11/2026"} | {key: written}
    lines = "".join(f"{name}: {value}\n" for name, value in front.items())
    assert slips(lines) == [("content.missing-key", 2 if key == "Tiêu đề" else 3)]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_required_key_of_a_kind_is_asked_for(kind: Kind) -> None:
    own = {field.key: field.required for field in kind.fields}
    wanted = {field.label for field in kind.all_fields() if own.get(field.key, field.key in kind.required)}
    _, findings = parse(
        source("---\nThứ tự: 1\n---\n" if "order" in own else "---\nTác giả: A\n---\n"), kind.name
    )
    assert {one.where.key for one in findings if one.rule == "content.missing-key"} == wanted


def test_a_broken_value_is_told_once_and_not_as_missing() -> None:
    assert slips("Tiêu đề: A\nNgày đăng: 31/02/2026\n") == [("content.value", 3)]


def test_the_kind_of_the_file_wins_over_that_of_its_section() -> None:
    front = "Loại: Thông báo\nTiêu đề: A\nTóm tắt dễ hiểu: Ngắn.\n" + DAY
    assert entry(front).kind == "notice"
    assert entry(front.replace("Thông báo", "thong bao")).kind == "notice"
    assert slips("Loại: báo cáo\n") == [("content.kind", 2)]


def test_an_official_keeps_own_meaning_of_shadowed_keys() -> None:
    front = "Họ tên: Nguyễn Văn A\nChức vụ: Chủ tịch\nẢnh: a.jpg\n"
    made = entry(front, "official", "co-cau/a.md")
    assert (made.own.title, made.common.title) == ("Chủ tịch", "")
    assert made.own.photo == ImageField(file="a.jpg")
    assert made.common.image is None
    assert KINDS["official"].title(made.common, made.own) == "Nguyễn Văn A"


@pytest.mark.parametrize(
    ("path", "slug"),
    [("tin-tuc/2026-11-01-hop.md", "hop"), ("tin-tuc/2026-11-01.md", "2026-11-01"), ("tin-tuc/Họp xã.md", "hop-xa"),
     ("tin-tuc/a/B_c.markdown", "b-c"), ("tin-tuc/Đường 8,5.md", "duong-8-5")],
)  # fmt: skip
def test_the_slug_is_the_name_of_the_file_without_its_date(path: str, slug: str) -> None:
    assert entry("Tiêu đề: Khác hẳn\n" + DAY, path=path).slug == slug


@pytest.mark.parametrize("slug", ["Bài", "a b", "a--b", "-a", "../a", "a/b", "a.html", "A"])
def test_a_slug_that_is_no_address_is_refused_with_a_better_one(slug: str) -> None:
    assert slips(f"Tiêu đề: A\n{DAY}Đường dẫn: {slug}\n") == [("content.slug", 4)]


def test_a_title_too_long_or_shouted_is_a_note() -> None:
    for title, rule in (
        ("a" * 121, "content.long-title"),
        ("HỘI NGHỊ TỔNG KẾT NĂM", "content.shouting-title"),
    ):
        made, findings = parse(source(f"---\nTiêu đề: {title}\n{DAY}---\n"), "news")
        assert made is not None
        assert [(one.rule, one.where.line) for one in findings] == [(rule, 2)]


# --- types ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3/12/2026", date(2026, 12, 3)),
        ("2026-12-03", date(2026, 12, 3)),
        ("03.12.2026", date(2026, 12, 3)),
        ("03/12/2026 08:30", datetime(2026, 12, 3, 8, 30, tzinfo=text.VN)),
        ("8h30, 3/12/2026", datetime(2026, 12, 3, 8, 30, tzinfo=text.VN)),
        ("2026-12-03T01:30Z", datetime(2026, 12, 3, 8, 30, tzinfo=text.VN)),
    ],
)
def test_a_day_is_read_day_first_with_or_without_its_hour(written: str, value: date) -> None:
    assert entry(f"Tiêu đề: A\nNgày đăng: {written}\n").common.published == value


@pytest.mark.parametrize(
    "written", ["31/02/2026", "12/31/2026", "hôm qua", "2026", "25:00 01/01/2026", "[1, 2]", "00/01/2026"]
)
def test_a_day_that_no_calendar_has_is_a_slip(written: str) -> None:
    assert slips(f"Tiêu đề: A\nNgày đăng: {written}\n") == [("content.value", 3)]


@pytest.mark.parametrize(
    ("written", "value"),
    [("có", True), ("Co", True), ("true", True), ("YES", True), ("không", False), ("no", False), ("", False)],
)
def test_yes_and_no_are_read_in_both_languages(written: str, value: bool) -> None:
    assert entry(f"Tiêu đề: A\n{DAY}Nháp: {written}\n").common.draft is value


@pytest.mark.parametrize(
    ("kind", "line"),
    [("news", "Nháp: có lẽ"), ("page", "Thứ tự: mười"), ("page", "Thứ tự: 1e3"), ("page", "Thứ tự: 1234567890"), ("news", "Ảnh: [a.jpg]"),
     ("news", "Ảnh: {Mô tả: a}"), ("news", "Ảnh: {Tệp: a.jpg, Cỡ: 3}"), ("news", "Tệp đính kèm: [[a]]"), ("news", "Tệp đính kèm: {Tên: a}"),
     ("news", "Đính chính: sai"), ("news", "Đính chính: [{Ngày: 01/01/2026}]"), ("news", "Đính chính: [{Ngày: 32/01/2026, Nội dung: a}]"),
     ("news", "Phê duyệt: [a]"), ("news", "Chuyên đề: {a: b}"), ("news", "Tác giả: [a, b]"), ("document", "Loại văn bản: Lệnh")],
)  # fmt: skip
def test_a_value_of_another_type_is_a_slip_at_its_line(kind: str, line: str) -> None:
    assert ("content.value", 2) in slips(line + "\n", kind)


def test_a_correction_without_a_day_is_a_slip() -> None:
    assert slips(f"Tiêu đề: A\n{DAY}Đính chính:\n  - Ngày: ''\n    Nội dung: Sửa.\n") == [
        ("content.value", 5)
    ]


def test_two_names_of_one_key_inside_a_table_are_a_slip() -> None:
    assert slips(f"Tiêu đề: A\n{DAY}Ảnh:\n  Tệp: a.jpg\n  file: b.jpg\n") == [("content.value", 6)]


def test_lists_and_tables_arrive_typed() -> None:
    made = entry(
        f"Tiêu đề: A\n{DAY}Chuyên đề: [Nông thôn mới, 'Đất đai']\nPhê duyệt: {{Người duyệt: B, Ngày duyệt: 02/11/2026}}\n"
        "Ảnh:\n  Tệp: a.jpg\n  Mô tả: Cánh đồng\n  Nguồn ảnh: C\n"
        "Tệp đính kèm:\n  - mau.pdf\n  - Tệp: don.docx\n    Tên: Mẫu đơn\n"
        "Đính chính:\n  - Ngày: 03/11/2026\n    Nội dung: Sửa tên.\n"
    ).common
    assert made.topics == ("Nông thôn mới", "Đất đai")
    assert made.approval == Approval(by="B", on=date(2026, 11, 2))
    assert made.image == ImageField(file="a.jpg", alt="Cánh đồng", credit="C")
    assert made.attachments == (
        AttachmentField(file="mau.pdf"),
        AttachmentField(file="don.docx", title="Mẫu đơn"),
    )
    assert made.corrections == (Correction(on=date(2026, 11, 3), text="Sửa tên."),)


def test_a_single_text_stands_for_a_list_of_one() -> None:
    made = entry(f"Tiêu đề: A\n{DAY}Chuyên đề: Đất đai\nTệp đính kèm: a.pdf\nẢnh: a.jpg\n").common
    assert (made.topics, made.attachments) == (("Đất đai",), (AttachmentField(file="a.pdf"),))
    assert made.image == ImageField(file="a.jpg")


def test_a_choice_is_found_whatever_its_case_and_marks() -> None:
    front = "Số hiệu: 1/QĐ-UBND\nTrích yếu: a\nLoại văn bản: quyet dinh\nCơ quan ban hành: UBND\nNgày ban hành: 01/11/2026\n"
    assert entry(front + DAY, "document", "van-ban/a.md").own.doc_type == "Quyết định"


TYPES = {field.type.name: field.type for kind in KINDS.values() for field in kind.all_fields()}


@pytest.mark.parametrize("kind", TYPES.values(), ids=TYPES)
def test_absence_is_the_same_as_an_empty_value(kind: FieldType) -> None:
    key, owner = next(
        (field.label, one) for one in KINDS.values() for field in one.all_fields() if field.type is kind
    )
    made, _ = parse(source(f"---\n{key}:\n---\n"), owner.name)
    assert made is None or all(
        value == kind.empty or value for value in (*made.common.values(), *made.own.values())
    )


@pytest.mark.parametrize("kind", TYPES.values(), ids=TYPES)
@settings(max_examples=30)
@given(
    junk=st.recursive(
        st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    )
)
def test_no_value_of_any_shape_crashes_a_type(kind: FieldType, junk: object) -> None:
    import yaml  # noqa: PLC0415 (only here)

    field, owner = next(
        (field, one) for one in KINDS.values() for field in one.all_fields() if field.type is kind
    )
    block = yaml.safe_dump({field.key: junk}, allow_unicode=True)
    made, findings = parse(source(f"---\n{block}---\n"), owner.name)
    assert made is not None or findings


@pytest.mark.parametrize(
    ("front", "rule", "line", "message", "hint"),
    [
        ("Ảnh:\nTệp: a.jpg\nMô tả: b\nNguồn: c\nChú thích: d\n", "content.indent", 5,
         "“Tệp”, “Mô tả”, “Chú thích” là dòng con của “Ảnh”.", "hai dấu cách ở đầu mỗi dòng ấy"),
        ("Ảnh:\n  Tệp: a.jpg\nMô tả: b\n", "content.indent", 6, "“Mô tả” là dòng con của “Ảnh”.", "ở đầu dòng."),
        ("Ảnh: a.jpg\nMô tả: b\n", "content.indent", 5, "“Mô tả” là dòng con của “Ảnh”.", "Tệp: a.jpg"),
        ("Đính chính:\nNgày: 1/3/2026\nNội dung: b\n", "content.indent", 5,
         "“Ngày”, “Nội dung” là dòng con của “Đính chính”.", "mỗi dòng"),
        ("Ảnh:\n", "content.empty-key", 4, "“Ảnh” còn để trống.", "Tệp: …"),
        ("Tệp đính kèm:\nTác giả: A\n", "content.empty-key", 4, "“Tệp đính kèm” còn để trống.", "Tệp: …"),
    ],
)  # fmt: skip
def test_children_that_are_not_indented_are_one_slip(
    front: str, rule: str, line: int, message: str, hint: str
) -> None:
    _, findings = parse(source(f"---\nTiêu đề: A\nNgày đăng: 01/11/2026\n{front}---\n\nThân bài.\n"), "news")
    assert [(one.rule, one.where.line, one.message) for one in findings] == [(rule, line, message)]
    assert hint in findings[0].hint


def test_a_part_of_another_key_is_still_unknown_where_it_belongs_to_nothing() -> None:
    _, findings = parse(source("---\nTiêu đề: A\nNgày đăng: 01/11/2026\nMô tả: b\n---\n"), "news")
    assert [one.rule for one in findings] == ["content.unknown-key"]


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("23/11/26", "“Ngày đăng”: Ngày “23/11/26” không đọc được.", "Viết đủ năm: 23/11/2026."),
        (
            "hôm qua",
            "“Ngày đăng”: Ngày “hôm qua” không đọc được.",
            "Viết theo dạng ngày/tháng/năm, ví dụ 28/02/2026.",
        ),
    ],
)
def test_how_to_write_a_day_is_said_once(written: str, message: str, hint: str) -> None:
    _, findings = parse(source(f"---\nTiêu đề: A\nNgày đăng: {written}\n---\n"), "news")
    assert [(one.message, one.hint) for one in findings] == [(message, hint)]


# --- what `new` writes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("default", ["news", "unit"])
def test_a_new_file_of_every_kind_parses_without_an_error(kind: Kind, default: str) -> None:
    content = entry_text(kind, "Họp: “tổng kết” #1", NOW, default=default)
    made, findings = parse(source(content, "tin-tuc/a.md"), default)
    assert made is not None, findings
    assert made.kind == kind.name
    assert "Họp: “tổng kết” #1" in {made.common.title, made.own.get("name"), made.own.get("abstract")}


@given(
    title=st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp")), min_size=1, max_size=60
    )
)
def test_any_title_survives_a_new_file(title: str) -> None:
    words = " ".join(text.clean(title).text.split())
    made, findings = parse(source(entry_text(KINDS["news"], words, NOW, default="news")), "news")
    assert made is not None or not words, findings
    assert made is None or made.common.title == words


def test_a_kind_is_found_by_either_name() -> None:
    assert find_kind("tin-bai") is find_kind("Tin bài") is find_kind("news") is KINDS["news"]
