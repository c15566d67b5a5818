"""build.py: a first start makes the environment, a later one mends it or stays out of the way."""

from __future__ import annotations

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import venv
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

import build

PROGRAM = """
import json, os, sys, time

def main(argv):
    word = argv[0] if argv else ""
    if word == "exit":
        return int(argv[1])
    if word == "die":
        os.kill(os.getpid(), int(argv[1]))
    if word == "wait":
        print("ready", flush=True)
        time.sleep(60)
    if word == "absent":
        import congxa_absent
    if word == "bug":
        raise RuntimeError("a bug of ours")
    if word == "speak":
        print("Lịch tiếp công dân: ắ ợ ữ đ")
        return 0
    import congxa_tiny
    print(json.dumps({"arguments": argv, "prefix": sys.prefix, "version": congxa_tiny.VERSION}))
    return 0
"""


def make_yard(folder: Path) -> Path:
    """Lay out a checkout that has build.py, one tiny requirement and a program that tells what it sees."""
    (folder / "site_builder").mkdir(parents=True)
    (folder / "site_builder" / "__init__.py").write_text("", encoding="utf-8")
    (folder / "site_builder" / "cli.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "requirements.txt").write_text("congxa-tiny>=1.0,<2\n", encoding="utf-8")
    shutil.copyfile(build.ROOT / "build.py", folder / "build.py")
    return folder


def make_wheel(folder: Path, version: str) -> None:
    """Write a wheel of the one requirement, as small as pip accepts it."""
    folder.mkdir(exist_ok=True)
    info = f"congxa_tiny-{version}.dist-info"
    files = {
        "congxa_tiny.py": f"VERSION = '{version}'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: congxa-tiny\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"congxa_tiny-{version}-py3-none-any.whl", "w") as archive:
        for name, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(name, text)


def put_package(folder: Path, version: str) -> None:
    """Put the one requirement into *folder* without pip."""
    (folder / f"congxa_tiny-{version}.dist-info").mkdir(parents=True)
    (folder / "congxa_tiny.py").write_text(f"VERSION = '{version}'\n", encoding="utf-8")


def clean_environment(**more: str) -> dict[str, str]:
    """Return the environment of a start that reaches no network, whatever goes wrong in it."""
    kept = {key: value for key, value in os.environ.items() if key != build.CHILD}
    return {**kept, "PIP_NO_INDEX": "1", **more}


def start(yard: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "build.py", *arguments],
        cwd=yard,
        env=clean_environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
    )


def contents(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def yard(tmp_path: Path) -> Path:
    """A checkout in which nothing has run yet."""
    return make_yard(tmp_path / "Cổng Xã")


@pytest.fixture
def ready(yard: Path) -> Path:
    """A checkout with a stamped environment, made without pip, and so in no time."""
    folder = yard / ".venv"
    venv.create(folder, symlinks=os.name != "nt")
    put_package(build.package_folders(folder)[0], "1.0")
    text = build.stamp_text(yard / "requirements.txt")
    (folder / build.STAMP).write_text(text, encoding="utf-8", newline="\n")
    return yard


def state(yard: Path) -> build.State:
    return build.inspect_environment(yard / ".venv", yard / "requirements.txt")


# Reading what is asked for, and what is there


@pytest.mark.parametrize(
    ("line", "installed", "met"),
    [
        ("flask>=3.1,<4", "3.1.3", True),
        ("flask>=3.1,<4", "3.1", True),
        ("flask>=3.1.0,<4", "3.1", True),
        ("flask>=3.1,<4", "3.0.9", False),
        ("flask>=3.1,<4", "4.0", False),
        ("flask>=3.9", "3.10", True),
        ("flask", "0.1", True),
        ("flask==2.0", "2.0.0", True),
        ("flask >= 2 , < 3", "2.5.1", True),
        ("Flask>=3", "3.0", True),
        ("other>=1", "3.0", False),
    ],
)
def test_a_requirement_is_met_by_a_version_within_its_bounds(line: str, installed: str, met: bool) -> None:
    assert build.meets(line, {"flask": installed}) is met


@pytest.mark.parametrize(
    "line", ["flask~=3.0", "flask; python_version < '4'", "git+ssh:x", "flask[async]>=1"]
)
def test_a_requirement_that_build_py_cannot_read_is_refused_not_guessed(line: str) -> None:
    with pytest.raises(build.SetupError, match="Không hiểu dòng"):
        build.meets(line, {"flask": "3.0"})


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_line_of_our_requirements_is_understood_and_has_a_floor(name: str) -> None:
    lines = build.requirement_lines(build.ROOT / name)
    assert len(lines) > 10
    assert [line for line in lines if build.meets(line, {})] == []
    assert [line for line in lines if ">=" not in line] == []


def test_included_files_are_read_and_comments_are_not(tmp_path: Path) -> None:
    (tmp_path / "dev.txt").write_text("\ufeff# more\n-r base.txt\nb>=2  # why\n\n", encoding="utf-8")
    (tmp_path / "base.txt").write_text("a>=1\n", encoding="utf-8")
    assert build.requirement_lines(tmp_path / "dev.txt") == ["a>=1", "b>=2"]


def test_packages_are_known_by_the_folders_that_pip_leaves_and_the_first_folder_wins(tmp_path: Path) -> None:
    for name in (
        "one/Frozen_Flask-1.0.2.dist-info",
        "one/PyYAML-6.0-py3.11.egg-info",
        "two/pyyaml-5.0.dist-info",
    ):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "two" / "flask").mkdir()
    found = build.installed_versions(["", tmp_path / "none", tmp_path / "one", tmp_path / "two"])
    assert found == {"frozen-flask": "1.0.2", "pyyaml": "6.0"}


# Which environments fit


def test_an_environment_with_a_fitting_stamp_is_ready(ready: Path) -> None:
    assert state(ready) is build.State.READY


def test_no_environment_is_absent(yard: Path) -> None:
    assert state(yard) is build.State.ABSENT


def test_an_environment_without_its_stamp_is_half_made(ready: Path) -> None:
    (ready / ".venv" / build.STAMP).unlink()
    assert state(ready) is build.State.BROKEN


def test_an_environment_whose_python_vanished_is_broken(ready: Path) -> None:
    python = build.interpreter(ready / ".venv")
    python.unlink()
    python.symlink_to(ready / "gone" / "python3")
    assert state(ready) is build.State.BROKEN


def test_an_environment_made_from_a_python_that_moved_is_broken(ready: Path) -> None:
    settings = ready / ".venv" / "pyvenv.cfg"
    text = settings.read_text(encoding="utf-8").replace("executable = /", f"executable = {ready}/gone/")
    settings.write_text(text, encoding="utf-8")
    assert state(ready) is build.State.BROKEN


def test_an_environment_of_another_python_is_foreign(ready: Path) -> None:
    stamp = ready / ".venv" / build.STAMP
    stamp.write_text("cpython-310 linux other\ncongxa-tiny>=1.0,<2\n", encoding="utf-8")
    assert state(ready) is build.State.FOREIGN


def test_changed_requirements_make_an_environment_outdated_but_a_comment_does_not(ready: Path) -> None:
    requirements = ready / "requirements.txt"
    requirements.write_text("# why\ncongxa-tiny>=1.0,<2  # because\n", encoding="utf-8")
    assert state(ready) is build.State.READY
    requirements.write_text("congxa-tiny>=1.0,<3\n", encoding="utf-8")
    assert state(ready) is build.State.OUTDATED


def test_a_package_that_was_removed_makes_an_environment_outdated(ready: Path) -> None:
    (build.package_folders(ready / ".venv")[0] / "congxa_tiny-1.0.dist-info").rmdir()
    assert state(ready) is build.State.OUTDATED


def test_an_environment_that_moved_with_its_checkout_still_works(ready: Path) -> None:
    moved = ready.rename(ready.with_name("elsewhere"))
    assert state(moved) is build.State.READY
    assert json.loads(start(moved).stdout)["prefix"] == str(moved / ".venv")


def test_paths_inside_an_environment_are_those_of_its_system() -> None:
    windows = build.interpreter(PureWindowsPath(r"C:\Cổng Xã\.venv"), windows=True)
    assert str(windows) == r"C:\Cổng Xã\.venv\Scripts\python.exe"
    assert str(build.interpreter(PurePosixPath("/srv/.venv"), windows=False)) == "/srv/.venv/bin/python"
    folders = build.package_folders(Path("x"), windows=True)
    assert [folder.as_posix() for folder in folders] == ["x/Lib/site-packages"]


# Starting with packages at hand


def test_packages_at_hand_are_used_without_making_an_environment(yard: Path, tmp_path: Path) -> None:
    put_package(tmp_path / "packages", "1.4")
    done = start(yard, "build", "xa-mau", PYTHONPATH=str(tmp_path / "packages"))
    assert (done.returncode, done.stderr) == (0, "")
    seen = json.loads(done.stdout)
    assert seen == {"arguments": ["build", "xa-mau"], "prefix": sys.prefix, "version": "1.4"}
    assert not contents(yard) & {".venv", ".venv.lock"}


def test_a_second_start_runs_in_the_environment_and_says_nothing_of_its_own(ready: Path) -> None:
    done = start(ready, "new", "news", "Lịch tiếp dân", "--", "--wheels", "x")
    assert (done.returncode, done.stderr) == (0, "")
    seen = json.loads(done.stdout)
    assert seen["arguments"] == ["new", "news", "Lịch tiếp dân", "--", "--wheels", "x"]
    assert seen["prefix"] == str(ready / ".venv")


def test_the_run_inside_an_environment_never_makes_another(yard: Path) -> None:
    done = start(yard, "exit", "4", **{build.CHILD: "1"})  # though the packages are not at hand
    assert (done.returncode, done.stderr) == (4, "")
    assert ".venv" not in contents(yard)


def test_a_second_start_leaves_the_working_folder_alone(ready: Path, tmp_path: Path) -> None:
    (ready / "site_builder" / "cli.py").write_text(
        "import os\ndef main(argv):\n    print(os.getcwd())\n    return 0\n", encoding="utf-8"
    )
    command = [sys.executable, str(ready / "build.py")]
    done = subprocess.run(
        command, cwd=tmp_path, env=clean_environment(), capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == str(tmp_path)


@pytest.mark.parametrize("code", [0, 1, 2, 3, 130])
def test_the_exit_code_of_the_program_is_passed_on(ready: Path, code: int) -> None:
    assert start(ready, "exit", str(code)).returncode == code


def test_a_killed_program_ends_with_the_code_that_a_shell_shows(ready: Path) -> None:
    assert start(ready, "die", "9").returncode == 137
    assert [build.shell_code(code) for code in (0, 3, -2, -9, 0xC000013A)] == [0, 3, 130, 137, 130]


def begin_waiting(yard: Path) -> subprocess.Popen[str]:
    """Start the program in a session of its own, and return once it waits."""
    process = subprocess.Popen(
        [sys.executable, "build.py", "wait"],
        cwd=yard,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_ctrl_c_ends_with_130_and_one_line(ready: Path) -> None:
    with begin_waiting(ready) as process:
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: everybody on it is told
        _, spoken = process.communicate(timeout=30)
    assert (process.returncode, spoken) == (130, "Đã dừng theo yêu cầu.\n")


def test_a_polite_kill_reaches_the_program_too(ready: Path) -> None:
    with begin_waiting(ready) as process:
        process.terminate()
        process.communicate(timeout=30)  # ends only when the child has closed its end of the pipes
    assert process.returncode == 143


def test_a_program_that_lacks_a_package_says_so_and_a_bug_keeps_its_traceback(ready: Path) -> None:
    lacking = start(ready, "absent")
    assert lacking.returncode == 3
    assert "thiếu mô-đun congxa_absent" in lacking.stderr
    assert "Traceback" not in lacking.stderr
    buggy = start(ready, "bug")
    assert buggy.returncode == 1
    assert "RuntimeError: a bug of ours" in buggy.stderr


# Consoles


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp1258"])
def test_a_narrow_console_does_not_crash_on_vietnamese(ready: Path, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "build.py", "speak"],
        cwd=ready,
        env=clean_environment(PYTHONIOENCODING=encoding),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"ti?p" in done.stdout


def test_a_narrow_console_does_not_crash_on_a_refusal(yard: Path) -> None:
    done = start(yard, "--wheels", "không có", PYTHONIOENCODING="cp1252:strict")
    assert done.returncode == 2
    assert "th? m?c" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_wish_for_an_encoding_the_streams_speak_utf_8(yard: Path, tmp_path: Path) -> None:
    put_package(tmp_path / "packages", "1.4")
    narrow = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = start(yard, "speak", **narrow, PYTHONPATH=str(tmp_path / "packages"))
    assert done.stdout == "Lịch tiếp công dân: ắ ợ ữ đ\n"


@pytest.mark.parametrize(
    ("windows", "at_terminal", "companions", "held"),
    [
        (True, True, [], True),
        (True, True, ["py.exe"], True),
        (True, True, ["cmd.exe"], False),
        (True, True, ["powershell.exe", "py.exe"], False),
        (True, False, [], False),
        (False, True, [], False),
    ],
)
def test_only_a_window_that_a_double_click_opened_is_held_open(
    windows: bool, at_terminal: bool, companions: list[str], held: bool
) -> None:
    assert build.opened_by_double_click(windows, at_terminal, companions) is held


# Refusals


def test_the_file_parses_under_python_3_8_and_refuses_it_in_words() -> None:
    ast.parse((build.ROOT / "build.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    with pytest.raises(build.SetupError, match=r"cần Python 3\.11 trở lên, máy đang dùng Python 3\.8\.18"):
        build.require_python((3, 8, 18))
    build.require_python((3, 11, 0))


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_refused_with_the_remedy_and_nothing_is_made(
    yard: Path, module: str
) -> None:
    (yard / f"{module}.py").write_text("raise ModuleNotFoundError(name=__name__)\n", encoding="utf-8")
    before = contents(yard)
    done = start(yard, PYTHONDONTWRITEBYTECODE="1")  # of the planted module
    assert done.returncode == 3
    assert f"thiếu mô-đun {module}: " in done.stderr
    assert done.stderr.count("\n") == 1
    assert contents(yard) - before == {".venv.lock"}


def test_debian_s_own_python_is_told_which_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    with pytest.raises(build.SetupError, match=f"“apt install python{version}-venv”"):
        build.require_venv(debian=True)
    with pytest.raises(build.SetupError, match="cài lại Python bản đầy đủ"):
        build.require_venv(debian=False)


def test_something_else_named_like_the_environment_is_not_overwritten(yard: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "letter.txt").write_text("keep", encoding="utf-8")
    (yard / ".venv").symlink_to(tmp_path / "precious")
    done = start(yard)
    assert done.returncode == 3
    assert "không phải là thư mục thường" in done.stderr
    assert contents(tmp_path / "precious") == {"letter.txt"}


def test_a_folder_that_cannot_be_written_is_a_refusal_in_words(yard: Path) -> None:
    (yard / ".venv.lock").mkdir()
    done = start(yard)
    assert done.returncode == 3
    assert "Không chuẩn bị được" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "rest"),
    [
        (["--wheels", "gói", "build"], ["build"]),
        (["build", "--wheels=gói", "--out", "x"], ["build", "--out", "x"]),
        (["build", "x", "--wheels", "gói"], ["build", "x"]),
    ],
)
def test_the_folder_of_wheels_is_taken_from_wherever_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], rest: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gói").mkdir()
    assert build.take_wheels(arguments) == (tmp_path / "gói", rest)


def test_what_follows_two_dashes_is_left_to_the_program() -> None:
    assert build.take_wheels(["new", "--", "--wheels", "x"]) == (None, ["new", "--", "--wheels", "x"])


@pytest.mark.parametrize(
    "arguments", [["--wheels"], ["--wheels="], ["--wheels", "none"], ["--wheels", "--", "x"]]
)
def test_wheels_without_a_folder_are_wrong_usage(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(build.UsageError) as caught:
        build.take_wheels(arguments)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("output", "wheels", "words"),
    [
        ("WARNING: Retrying (Retry(total=4)) after NewConnectionError", None, "HTTPS_PROXY"),
        ("ERROR: Could not install: ProxyError('Cannot connect to proxy.')", None, "HTTPS_PROXY"),
        ("ERROR: Exception: ConnectionResetError(104, 'reset by peer')", None, "HTTPS_PROXY"),
        ("ERROR: No matching distribution found for flask>=3", "goi", "thiếu gói flask>=3"),
        ("ERROR: No matching distribution found for flask>=3", None, "No matching distribution"),
        ("ERROR: Could not find a version of flask (from versions: none)", None, "HTTPS_PROXY"),
        ("OSError: [Errno 28] No space left on device", None, "Đĩa đã đầy"),
        ("something\nERROR: odd thing.\nhint", None, "pip không cài được gói: ERROR: odd thing."),
        ("", None, "không rõ nguyên nhân"),
    ],
)
def test_a_failure_of_pip_is_told_in_plain_words(output: str, wheels: str | None, words: str) -> None:
    folder = Path(wheels) if wheels else None
    assert words in build.explain_pip(output, Path(".venv"), Path("requirements.txt"), folder)


def environment_seen_by_pip(
    monkeypatch: pytest.MonkeyPatch, folder: Path, wheels: Path | None
) -> Mapping[str, str]:
    seen: list[Mapping[str, str]] = []

    def record(_command: list[str], environment: Mapping[str, str]) -> tuple[int, str]:
        seen.append(environment)
        return 0, ""

    monkeypatch.setattr(build, "run_quietly", record)
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    (folder / "requirements.txt").write_text("a>=1\n", encoding="utf-8")
    build.install_packages(folder / ".venv", folder / "requirements.txt", wheels)
    return seen[0]


def test_a_proxy_and_the_settings_for_pip_are_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = environment_seen_by_pip(monkeypatch, tmp_path, None)
    assert seen["HTTPS_PROXY"] == "http://127.0.0.1:9"
    assert seen["PIP_INDEX_URL"] == "http://127.0.0.1:9/simple"


def test_with_wheels_no_setting_sends_pip_to_a_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = environment_seen_by_pip(monkeypatch, tmp_path, tmp_path)
    assert {key: value for key, value in seen.items() if key.startswith("PIP_")} == {
        "PIP_CONFIG_FILE": os.devnull
    }


# Real set-ups: pip and venv run, from wheels that we make


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    make_wheel(tmp_path / "wheels", "1.0")
    return tmp_path / "wheels"


@pytest.mark.slow
def test_a_first_start_from_wheels_sets_up_and_runs_the_program(yard: Path, wheels: Path) -> None:
    refused = "http://127.0.0.1:9"  # whoever asked here would fail
    done = start(yard, "build", "--wheels", str(wheels), PIP_FIND_LINKS=refused, PIP_INDEX_URL=refused)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [
        "Tạo môi trường Python riêng (chỉ làm một lần).",
        f"Cài 1 gói cùng các gói đi kèm từ thư mục {wheels}, không dùng mạng.",
        "Môi trường Python đã sẵn sàng.",
    ]
    assert json.loads(done.stdout) == {
        "arguments": ["build"],
        "prefix": str(yard / ".venv"),
        "version": "1.0",
    }
    assert (state(yard), start(yard).stderr) == (build.State.READY, "")


@pytest.mark.slow
def test_a_set_up_that_was_killed_is_noticed_and_done_again(yard: Path, wheels: Path) -> None:
    command = [sys.executable, "build.py", "--wheels", str(wheels)]
    with subprocess.Popen(
        command, cwd=yard, env=clean_environment(), stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        deadline = time.monotonic() + 60
        while not build.interpreter(yard / ".venv").exists() and time.monotonic() < deadline:
            time.sleep(0.001)
        os.killpg(process.pid, signal.SIGKILL)
    assert state(yard) is build.State.BROKEN
    done = start(yard, "--wheels", str(wheels))
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("Môi trường Python làm dở hoặc đã hỏng: làm lại từ đầu.\n")
    assert state(yard) is build.State.READY


@pytest.mark.slow
def test_changed_requirements_update_the_environment_in_place(yard: Path, wheels: Path) -> None:
    assert start(yard, "--wheels", str(wheels)).returncode == 0
    (yard / ".venv" / "kept.txt").write_text("", encoding="utf-8")
    (yard / "requirements.txt").write_text("congxa-tiny>=1.5,<2\n", encoding="utf-8")

    refused = start(yard, "--wheels", str(wheels))
    assert refused.returncode == 3
    assert f"Thư mục {wheels} thiếu gói congxa-tiny" in refused.stderr

    make_wheel(wheels, "1.7")
    done = start(yard, "--wheels", str(wheels))
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("Danh sách gói đã đổi: cập nhật môi trường Python.\n")
    assert json.loads(done.stdout)["version"] == "1.7"
    assert {"kept.txt", build.STAMP} <= contents(yard / ".venv")


@pytest.mark.slow
def test_after_an_update_that_failed_the_former_requirements_still_run(yard: Path, wheels: Path) -> None:
    assert start(yard, "--wheels", str(wheels)).returncode == 0
    former = (yard / "requirements.txt").read_text(encoding="utf-8")
    (yard / "requirements.txt").write_text("congxa-tiny>=9\n", encoding="utf-8")
    assert start(yard, "--wheels", str(wheels)).returncode == 3
    (yard / "requirements.txt").write_text(former, encoding="utf-8")
    done = start(yard)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_an_environment_whose_python_vanished_is_made_again(ready: Path, wheels: Path) -> None:
    python = build.interpreter(ready / ".venv")
    python.unlink()
    python.symlink_to(ready / "gone" / "python3")
    done = start(ready, "--wheels", str(wheels))
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("Môi trường Python làm dở hoặc đã hỏng")
    assert json.loads(done.stdout)["prefix"] == str(ready / ".venv")


@pytest.mark.slow
def test_two_first_starts_at_once_share_one_set_up(yard: Path, wheels: Path) -> None:
    def begin() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "build.py", "--wheels", str(wheels)],
            cwd=yard,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    with begin() as one, begin() as other:
        results = [process.communicate(timeout=120) for process in (one, other)]
    assert (one.returncode, other.returncode) == (0, 0), results
    assert [json.loads(output)["version"] for output, _ in results] == ["1.0", "1.0"]
    spoken = "".join(errors for _, errors in results)
    assert spoken.count(build.State.ABSENT.value) == 1
    assert spoken.count("chờ nó xong") == 1


@pytest.mark.slow
def test_a_refused_network_is_one_plain_line_and_exit_3(yard: Path) -> None:
    variables = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_NO_INDEX": "0",
        "PIP_RETRIES": "0",
        "PIP_CONFIG_FILE": os.devnull,
    }
    done = start(yard, **variables, PIP_FIND_LINKS="", PIP_EXTRA_INDEX_URL="")
    assert done.returncode == 3
    assert "Không tải được gói Python từ mạng: kiểm tra đường truyền" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert (yard / ".venv-pip.log").read_text(encoding="utf-8").count("127.0.0.1") > 0
