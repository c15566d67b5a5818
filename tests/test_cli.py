"""The command line as clerks and machines meet it: words, exit codes, one report, and nothing deleted that is not ours."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder import cli
from site_builder.cli import DONE, FINDINGS, INTERRUPTED, USAGE, WORLD, main
from site_builder.cli.report import colour
from site_builder.content.kinds import KINDS
from site_builder.manifest import MANIFEST_NAME, Changes
from site_builder.pipeline import Report
from tests.conftest import ROOT, news, tree, write
from tests.mini import entry, fill, plan

COMMANDS = ("build", "init", "new", "serve", "clean")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with the small theme and no portal."""
    plan(tmp_path)
    (tmp_path / "content").mkdir()
    return tmp_path


def portal(root: Path, name: str = "thu", **files: str) -> Path:
    return write(root / "content" / name, {"tin-tuc/a.md": news("A")} | files)


def run(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), *arguments])


def shell(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "site_builder", "--root", str(root), *arguments],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=False,
    )  # fmt: skip


# --- exit codes and words ----------------------------------------------------------------------------------------


def test_a_sound_portal_is_done(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal(root)
    assert run(root, "build") == DONE
    said = capsys.readouterr()
    assert re.search(
        r"^thu: \d+ trang: \d+ mới, 0 cập nhật, 0 lỗi, \d+ lưu ý, \d+(,\d)? giây$", said.out, re.MULTILINE
    )
    assert said.err == ""


def test_without_a_command_everything_is_built(root: Path) -> None:
    portal(root)
    portal(root, "hai")
    assert run(root) == DONE
    assert {one.name for one in (root / "public").iterdir() if one.is_dir()} == {"thu", "hai"}


@pytest.mark.parametrize(
    ("arguments", "arranged"),
    [
        ("", "build"),
        ("--json", "build --json"),
        ("--today 20/11/2026 --out ra --skip-broken", "build --today 20/11/2026 --out ra --skip-broken"),
        ("--json build xa-mau", "build --json xa-mau"),
        ("build xa-mau --lang en --debug", "--lang en --debug build xa-mau"),
        ("build --lang=en --root r", "--lang=en --root r build"),
        ("clean clean build", "clean clean build"),
        ("--out build clean", "clean --out build"),
        ("build -- --lang en", "build -- --lang en"),
        ("--help", "--help"),
        ("serve -h --lang en", "--lang en serve -h"),
        ("clean --version", "--version clean"),
        ("build --today", "build --today"),
    ],
)  # fmt: skip
def test_options_may_stand_anywhere_and_build_may_be_left_out(arguments: str, arranged: str) -> None:
    assert cli.arrange(cli.make_cli("vi"), arguments.split()) == arranged.split()


def test_the_word_build_may_be_left_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal(root)
    assert run(root, "--json", "--today", "30/11/2026", "--out", str(root / "ra"), "--skip-broken") == DONE
    assert json.loads(capsys.readouterr().out)["portals"][0]["built"]
    assert (root / "ra/thu/index.html").is_file()


def test_findings_end_with_one_and_name_file_line_and_remedy(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal(root, **{"tin-tuc/b.md": news("B", day="31/02/2026")})
    assert run(root, "build") == FINDINGS
    said = capsys.readouterr().out
    assert "LỖI  tin-tuc/b.md:3\n" in said
    assert "28/02/2026" in said
    assert "Bản đã dựng trước đó vẫn nguyên" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("biuld",), "Không có lệnh “biuld”. Có phải là “build”?"),
        (("build", "--tody"), "Không có tuỳ chọn --tody."),
        (("build", "--today"), "Tuỳ chọn --today thiếu giá trị"),
        (("--lang", "fr", "build"), "Giá trị của --lang không dùng được. Chọn một trong: vi, en."),
        (("serve", "--port", "abc"), "Giá trị của --port không dùng được."),
        (("serve", "thu", "hai"), "Thừa “hai”."),
        (("init",), "Lệnh còn thiếu tên cổng."),
        (("new", "news"), "Lệnh còn thiếu tiêu đề."),
        (("build", "khong-co"), "Không có cổng “khong-co” (hiện có: thu)."),
        (("build", "--today", "32/01/2026"), "--today: Ngày “32/01/2026” không có trong lịch"),
        (("new", "bao-cao", "A"), "Không có loại nội dung “bao-cao”."),
        (("new", "news", "!!!"), "Tiêu đề cần có chữ hoặc số."),
        (("new", "news", "A", "--section", "x"), "Không có chuyên mục “x”."),
        (("init", "Xã Mới"), "Tên “Xã Mới” không dùng được."),
        (("init", "thu", "--yes"), "Đã có thư mục “thu”."),
    ],
)
def test_wrong_usage_ends_with_two_and_is_told_in_vietnamese(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    portal(root)
    assert run(root, *arguments) == USAGE
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""
    assert not re.search(r"\b(No such|Invalid|Error|Missing|Got)\b", said.err)


def test_wrong_usage_is_told_in_english_on_request(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "--lang", "en", "biuld") == USAGE
    assert "No such command" in capsys.readouterr().err


def test_no_portal_at_all_is_told_with_the_next_step(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "build") == USAGE
    assert "build.py init" in capsys.readouterr().err


@pytest.mark.parametrize("workers", ["hai", "-1", "1.5"])
def test_a_number_of_workers_that_is_none_is_wrong_usage(
    root: Path, monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    monkeypatch.setenv("CONG_XA_WORKERS", workers)
    portal(root)
    assert run(root, "build") == USAGE


def test_a_world_that_refuses_ends_with_three(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal(root)
    (root / "public").write_bytes(b"a file")
    assert run(root, "build") == WORLD
    said = capsys.readouterr().err
    assert "ngoài dự kiến" not in said
    assert "Traceback" not in said


def test_a_missing_theme_is_a_finding_of_its_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = portal(root)
    (folder / "site.toml").write_text(
        (folder / "site.toml").read_text(encoding="utf-8").replace('"xa"', '"la"'), encoding="utf-8"
    )
    assert run(root, "build") == FINDINGS
    assert "Không có giao diện “la”" in capsys.readouterr().out


def test_a_bug_is_told_in_one_sentence_and_traced_on_request(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    portal(root)

    def bug(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("site_builder.pipeline.build_portal", bug)
    assert run(root, "build") == WORLD
    assert "--debug" in capsys.readouterr().err
    with pytest.raises(ZeroDivisionError):
        run(root, "build", "--debug")


def test_ctrl_c_ends_with_one_hundred_and_thirty(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    portal(root)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("site_builder.pipeline.build_portal", stop)
    assert run(root, "build") == INTERRUPTED
    assert "Đã dừng theo yêu cầu" in capsys.readouterr().err


def test_one_broken_portal_does_not_hide_the_report_of_the_others(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal(root, "a", **{"tin-tuc/a.md": news("A", day="x")})
    portal(root, "b")
    assert run(root, "build") == FINDINGS
    assert re.search(r"^b: \d+ trang", capsys.readouterr().out, re.MULTILINE)
    assert (root / "public/b/index.html").is_file()


def test_a_folder_without_its_settings_is_told_and_a_bad_name_is_an_error(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal(root)
    (root / "content/nhap").mkdir()
    (root / "content/_chung").mkdir()
    assert run(root, "build") == DONE
    assert "“nhap”" in capsys.readouterr().out
    portal(root, "Xa_Hai")
    assert run(root, "build") == FINDINGS
    assert "Xa_Hai" in capsys.readouterr().out


def test_a_portal_may_lie_elsewhere_and_is_named_by_its_path(root: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "noi-khac" / "xa-la", {"tin-tuc/a.md": news("A")})
    assert run(root, "build", str(folder)) == DONE
    assert (root / "public/xa-la/index.html").is_file()


@pytest.mark.parametrize("names", [("mot/thu", "hai/thu"), ("mot/Xã Lạ",)])
def test_portals_that_cannot_have_their_own_output_are_refused(root: Path, names: tuple[str, ...]) -> None:
    folders = [str(write(root / name, {"tin-tuc/a.md": news("A")})) for name in names]
    assert run(root, "build", *folders) == USAGE
    assert not (root / "public").exists()


# --- the report of a machine ---------------------------------------------------------------------------------------


def test_json_tells_all_that_a_machine_needs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal(root, **{"tin-tuc/b.md": news("HỌP TỔNG KẾT NĂM")})
    assert run(root, "build", "--json") == DONE
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert set(told) == {"program", "portals", "findings"}
    report = told["portals"][0]
    assert (report["portal"], report["built"], report["errors"], report["skipped"]) == ("thu", True, 0, [])
    assert report["files"] == len(tree(root / "public/thu")) - 1
    assert report["pages"] == sum(path.endswith(".html") for path in report["new"])
    assert {"rule", "severity", "path", "line", "key", "message", "hint"} == set(report["findings"][0])
    assert ("content.shouting-title", 2) in {(one["rule"], one["line"]) for one in report["findings"]}


def test_json_of_a_broken_portal_is_whole_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal(root, **{"site.toml": "name ="})
    assert run(root, "build", "--json") == FINDINGS
    report = json.loads(capsys.readouterr().out)["portals"][0]
    assert (report["built"], report["errors"], report["new"]) == (False, 1, [])


def test_json_survives_a_console_that_lacks_letters(root: Path) -> None:
    portal(root, **{"tin-tuc/b.md": news("HỌP TỔNG KẾT NĂM")})
    done = shell(root, "build", "--json", PYTHONIOENCODING="cp1252")
    told = json.loads(done.stdout.decode("cp1252"))
    assert any("Tiêu đề viết hoa" in one["message"] for one in told["portals"][0]["findings"])


@pytest.mark.parametrize("arguments", [("build",), ("--help",), ("build", "khong-co"), ("clean",)])
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_console_that_lacks_letters_shows_what_it_can(
    root: Path, arguments: tuple[str, ...], encoding: str
) -> None:
    portal(root)
    done = shell(root, *arguments, PYTHONIOENCODING=encoding)
    assert done.returncode in {DONE, USAGE}
    assert done.stdout + done.stderr
    assert b"Traceback" not in done.stderr


def test_colours_and_bars_are_for_terminals_alone(root: Path) -> None:
    portal(root, **{"tin-tuc/b.md": news("HỌP TỔNG KẾT NĂM")})
    assert b"\x1b" not in shell(root, "build").stdout + shell(root, "build").stderr


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_no_color_is_obeyed_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, no_colour: str, coloured: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert ("\x1b[" in colour("LỖI", fg="red")) is coloured


def test_the_summary_speaks_as_people_do() -> None:
    changes = Changes(new=("a.html", "b.xml"), updated=("c.html", "d.html"), removed=(), kept=())
    report = Report(portal="thu", findings=(), seconds=1.24, pages=1128, changes=changes)
    assert cli.summary(report) == "1.128 trang: 1 mới, 2 cập nhật, 0 lỗi, 0 lưu ý, 1,2 giây"
    unseen = replace(report, drafts=1, scheduled=2)
    assert cli.summary(unseen).endswith(" 1,2 giây; 1 bài nháp, 2 bài hẹn giờ chưa lên trang")
    gone = Changes(new=(), updated=(), removed=("e.html",), kept=())
    assert "0 mới, 0 cập nhật, 1 gỡ, " in cli.summary(
        Report(portal="thu", findings=(), seconds=0, changes=gone)
    )


# --- help ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_vietnamese_and_names_every_option(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main([*([command] if command else []), "--help"]) == DONE
    said = capsys.readouterr().out
    assert "Cách dùng: build.py" in said
    assert "Tuỳ chọn" in said
    assert not re.search(r"Usage|Options|Commands|Show this|Choose|\[default|required", said)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_english_on_request(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main([*([command] if command else []), "--lang", "en", "--help"]) == DONE
    said = capsys.readouterr().out
    assert "Usage: build.py" in said
    assert not re.search(r"[ăâđêôơư]", said.replace("Cổng Xã", ""))


def test_help_names_every_command_and_asks_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    main(["-h"])
    said = capsys.readouterr().out
    assert [name for name in COMMANDS if f"  {name} " not in said] == []


def test_help_loads_no_heavy_room() -> None:
    code = "import sys; from site_builder.cli import main; main(['--help']); print([n for n in ('flask', 'markdown', 'PIL', 'yaml') if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.rstrip().endswith("[]")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == DONE
    assert re.fullmatch(r"Cổng Xã \d+\.\d+\.\d+\n", capsys.readouterr().out)


# --- the clock -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "shown"),
    [("02/11/2026", True), ("2/11/2026", True), ("2026-11-02", True), ("2026-11-02T00:00", True), ("2026-11-01T17:00Z", True), ("2026-11-01T16:59Z", False),
     ("01/11/2026", False), ("01/11/2026 23:59", False), ("2026-11-01T23:59:59+07:00", False)],
)  # fmt: skip
def test_today_is_a_day_or_a_moment_of_vietnam(root: Path, today: str, shown: bool) -> None:
    portal(root, **{"tin-tuc/a.md": news("A", day="02/11/2026")})
    assert run(root, "build", "--today", today) == DONE
    assert (root / "public/thu/tin-tuc/2026/a.html").exists() is shown


# --- init, new, clean ----------------------------------------------------------------------------------------------


def test_a_new_portal_builds_as_it_is(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "init", "xa-an-binh", "--yes") == DONE
    assert run(root, "build", "--json") == DONE
    report = json.loads(capsys.readouterr().out.partition("\n{")[2].join(["{", ""]))["portals"][0]
    assert report["errors"] == 0
    assert "An Binh" in (root / "content/xa-an-binh/site.toml").read_text(encoding="utf-8")


def test_init_asks_for_the_names_and_takes_any_words(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(
        ["phường", 'Bình "An" \\', "thành phố", "Mẫu", "https://binh-an.example", "Số 1: đường #2", "", ""]
    )
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    assert run(root, "init", "binh-an") == DONE
    assert run(root, "build") == DONE


def test_init_asks_again_at_once_for_what_cannot_be(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = [
        "thị trấn",
        "Phuong",
        "An",
        "huyện",
        "Thành phố",
        "Mẫu",
        "an.vn",
        "https://an.vn",
        "Số 1",
        "không có",
    ]
    said += ["0200 000 0101", "abc", "vp@an.vn"]
    answers = iter(said)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    assert run(root, "init", "an") == DONE
    assert next(answers, None) is None
    words = capsys.readouterr().out
    assert words.count("Trả lời một trong") == 2
    written = (root / "content/an/site.toml").read_text(encoding="utf-8")
    for line in (
        'kind = "phường"',
        'province_kind = "thành phố"',
        'base_url = "https://an.vn/"',
        'email = "vp@an.vn"',
    ):
        assert line in written


@pytest.mark.parametrize("name", ["con", "nul", "com1", "an\n", "a" * 300])
def test_init_refuses_a_name_that_no_folder_can_have(root: Path, name: str) -> None:
    assert run(root, "init", name, "--yes") == USAGE
    assert not list((root / "content").iterdir())


def test_what_nobody_has_filled_in_yet_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(root, "init", "xa-an-binh", "--yes")
    assert run(root, "build") == DONE
    assert capsys.readouterr().out.count("[config.unfilled]") == 2


def test_with_several_portals_a_finding_names_its_portal(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal(root, "mot", **{"tin-tuc/b.md": news("B", day="x")})
    portal(root, "hai")
    assert run(root, "build") == FINDINGS
    assert f"LỖI  {Path('content/mot')}{os.sep}tin-tuc/b.md:3" in capsys.readouterr().out


def test_a_folder_without_settings_asked_for_by_name_is_told(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal(root)
    (root / "content/tay").mkdir()
    assert run(root, "build", "tay") == USAGE
    assert "Có thư mục “tay” nhưng trong đó thiếu tệp site.toml" in capsys.readouterr().err


def test_an_output_whose_portal_is_gone_is_told_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = portal(root)
    portal(root, "hai")
    run(root, "build")
    shutil.rmtree(folder)
    capsys.readouterr()
    assert run(root, "build") == DONE
    said = capsys.readouterr().out
    assert said.count("public/thu không còn cổng nguồn.") == 1
    assert "python3 build.py clean thu" in said
    run(root, "build", "hai")
    assert "không còn cổng nguồn" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "told"),
    [(["--today", "2026-12-01"], True), (["--today", "2026-12-01", "--out", "ra"], False), ([], False)],
)
def test_a_build_of_another_day_is_not_for_the_web(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    told: bool,
) -> None:
    portal(root)
    monkeypatch.chdir(root)
    assert run(root, "build", *options) == DONE
    assert ("bản này dựng cho ngày 01/12/2026" in capsys.readouterr().out) is told


def test_skip_broken_names_the_pages_that_it_takes_down(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = portal(root, **{"tin-tuc/b.md": news("B")})
    run(root, "build")
    write(folder, {"tin-tuc/b.md": news("B", day="x")})
    assert run(root, "build", "--skip-broken") == DONE
    assert "Trang đang có nay bị gỡ: /tin-tuc/2026/b.html" in capsys.readouterr().out


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_of_every_kind_builds_at_once_and_once_it_is_filled(root: Path, kind: str) -> None:
    run(root, "init", "xa-moi", "--yes")
    assert run(root, "new", kind, "Họp: tổng kết #1 “năm”", "--today", "20/11/2026 08:00") == DONE
    assert run(root, "build", "--today", "2026-11-23") == DONE
    made = next(one for one in (root / "content/xa-moi").rglob("*hop-tong-ket-1-nam.md"))
    content = made.read_text(encoding="utf-8")
    made.write_text(re.sub("^Nháp:.*\n", "", content, flags=re.MULTILINE), encoding="utf-8")
    assert run(root, "build", "--today", "2026-11-23") == FINDINGS
    made.write_text(fill(content, KINDS[kind]), encoding="utf-8")
    assert run(root, "build", "--today", "2026-11-23") == DONE


def test_a_new_file_never_takes_the_place_of_another(root: Path) -> None:
    portal(root)
    arguments = ("new", "tin bài", "Một tin", "--today", "20/11/2026")
    assert run(root, *arguments) == DONE
    before = tree(root / "content")
    assert run(root, *arguments) == USAGE
    assert tree(root / "content") == before


def test_a_very_long_title_makes_a_file_that_every_disk_can_hold(root: Path) -> None:
    portal(root)
    assert run(root, "new", "news", "Hội nghị tổng kết " * 40) == DONE
    assert all(len(one.name.encode()) < 200 for one in (root / "content").rglob("*.md"))


def test_a_title_of_several_lines_becomes_one(root: Path) -> None:
    portal(root)
    assert run(root, "new", "news", "Một\n---\nhai", "--today", "20/11/2026") == DONE
    assert run(root, "build", "--today", "2026-11-23") == DONE


def test_new_needs_to_know_which_portal(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal(root)
    portal(root, "hai")
    assert run(root, "new", "news", "A") == USAGE
    assert "thu" in capsys.readouterr().err
    assert run(root, "new", "news", "A", "--portal", "hai") == DONE


def test_clean_deletes_what_we_made_and_keeps_what_others_did(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal(root)
    run(root, "build")
    (root / "public/thu/google.html").write_bytes(b"google")
    content = tree(root / "content")
    assert run(root, "clean") == DONE
    assert "Giữ lại 1 tệp" in capsys.readouterr().out
    assert set(tree(root / "public/thu")) - {MANIFEST_NAME} == {"google.html"}
    assert tree(root / "content") == content
    assert run(root, "build") == DONE
    assert (root / "public/thu/google.html").read_bytes() == b"google"


def test_clean_of_what_was_never_built_harms_nothing(root: Path) -> None:
    portal(root)
    assert run(root, "clean") == DONE
    assert not (root / "public/thu").exists()


def test_clean_refuses_a_folder_that_is_not_ours(root: Path) -> None:
    portal(root)
    (root / "public/thu").mkdir(parents=True)
    (root / "public/thu/anh.jpg").write_bytes(b"foreign")
    assert run(root, "clean") == WORLD
    assert tree(root / "public/thu") == {"anh.jpg": b"foreign"}


def test_clean_by_name_works_when_only_the_output_is_left(root: Path) -> None:
    folder = portal(root)
    run(root, "build")
    shutil.rmtree(folder)
    portal(root, "hai")
    assert run(root, "clean") == DONE
    assert (root / "public/thu/index.html").is_file(), "nothing could build it again, so it must be named"
    (root / "public/thu/google.html").write_bytes(b"google")
    assert run(root, "clean", "thu", "hai") == DONE
    assert set(tree(root / "public/thu")) - {MANIFEST_NAME} == {"google.html"}


def test_clean_of_an_unknown_name_tells_what_is_there(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = portal(root)
    run(root, "build")
    shutil.rmtree(folder)
    portal(root, "hai")
    foreign = write(root / "public" / "la", {})
    assert run(root, "clean", "la") == USAGE
    assert "“la” (hiện có: hai, thu (chỉ còn bản đã dựng))" in capsys.readouterr().err
    assert (foreign / "site.toml").is_file()


@pytest.mark.parametrize("command", ["build", "clean"])
@pytest.mark.parametrize(
    "out", ["/", "home", "home/..", ".", "..", "content", "content/ra", "themes/xa/ra", "program"]
)
def test_an_output_where_people_keep_something_else_is_wrong_usage(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, out: str
) -> None:
    portal(root)
    (root / "home").mkdir()
    monkeypatch.setenv("HOME", str(root / "home"))
    monkeypatch.setenv("USERPROFILE", str(root / "home"))
    before = tree(root)
    place = ROOT / "site_builder" if out == "program" else root / out
    assert run(root, command, "--out", str(place)) == USAGE
    assert "Hãy chọn" in capsys.readouterr().err
    assert tree(root) == before


def test_a_killed_build_is_mended_by_any_next_command(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal(root)
    run(root, "build")
    before = tree(root / "public/thu")
    (root / "public/.thu.stage/tin-tuc").mkdir(parents=True)
    (root / "public/.thu.stage/tin-tuc/a.html").write_bytes(b"half")
    assert run(root, "new", "news", "B") == DONE
    assert "ngắt" in capsys.readouterr().err
    assert not (root / "public/.thu.stage").exists()
    assert tree(root / "public/thu") == before


def test_skip_broken_names_what_it_left_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal(
        root,
        **{
            "tin-tuc/b.md": news("B", day="x"),
            "tin-tuc/c.md": news("C", body="[x](b.md)"),
            "gioi-thieu/d.md": entry(Tiêu_đề="D"),
        },
    )
    assert run(root, "build", "--skip-broken") == DONE
    said = capsys.readouterr().out
    assert "Bỏ qua vì có lỗi: tin-tuc/b.md" in said
    assert "Bỏ qua vì có lỗi: tin-tuc/c.md" in said
    assert (root / "public/thu/gioi-thieu/d.html").is_file()
