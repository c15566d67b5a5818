"""tests/run.py: what is missing is installed or named, and pytest has the last word."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import build
from tests import run

NOWHERE = {"PATH": ""}


def put_program(folder: Path, name: str, text: str = "#!/bin/sh\n") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def put_node_files(folder: Path) -> None:
    for path in run.NODE_FILES.values():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("", encoding="utf-8")
    shutil.copyfile(run.TESTS / "package-lock.json", folder / "stamp.json")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with no tool at all, and a run that may neither install nor start anything."""

    def refuse(command: Sequence[str], _environment: Mapping[str, str]) -> tuple[int, str]:
        raise AssertionError(f"started {command}")

    monkeypatch.setenv("PATH", "")
    for variable in (*run.NODE_FILES, *(tool.variable for tool in run.SYSTEM_TOOLS if tool.variable)):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(run, "SYSTEM_FOLDERS", ())
    programs = [tool for tool in run.SYSTEM_TOOLS if not tool.patterns[0].startswith("/")]
    monkeypatch.setattr(run, "SYSTEM_TOOLS", programs)  # files of the system cannot be hidden
    monkeypatch.setattr(run, "may_install", lambda: False)
    monkeypatch.setattr(build, "run_quietly", refuse)
    monkeypatch.setattr(build, "run_to_end", refuse)


# What goes to pytest


def test_all_but_the_long_loops_run_by_default_and_the_caller_has_the_last_word() -> None:
    arguments = run.pytest_arguments(quick=False, long=False, rest=["-n", "0", "-k", "slug"])
    assert arguments == ["-m", "pytest", "-n", "2", "-m", "not long", "-n", "0", "-k", "slug"]


def test_the_quick_set_leaves_out_all_that_is_slow_or_needs_a_tool() -> None:
    marker = run.pytest_arguments(quick=True, long=False, rest=())[-1]
    assert set(marker.split(" and ")) == {"not long", "not slow", "not browser", "not tools"}


def test_the_long_loops_run_alone() -> None:
    assert run.pytest_arguments(quick=False, long=True, rest=())[-1] == "long"


def test_options_that_are_not_ours_go_to_pytest_untouched() -> None:
    options, rest = run.read_arguments(["--quick", "--lf", "-k", "x", "tests/test_text.py::test_a", "--qu"])
    assert (options.quick, options.long) == (True, False)
    assert rest == ["--lf", "-k", "x", "tests/test_text.py::test_a", "--qu"]


def test_quick_and_long_together_are_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run.read_arguments(["--quick", "--long"])
    assert caught.value.code == 2
    assert "--long" in capsys.readouterr().err


# Finding tools


def test_a_tool_is_found_on_the_path_then_among_the_servers_then_by_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "SYSTEM_FOLDERS", (str(tmp_path / "sbin"),))
    font = tmp_path / "fonts" / "deep" / "Sans.ttf"
    tool = run.Tool(name="x", patterns=("one", "two", f"{tmp_path}/fonts/**/Sans.*"), packages=("x",))
    path = {"PATH": str(tmp_path / "bin")}
    assert run.find_tool(tool, path) is None
    font.parent.mkdir(parents=True)
    font.write_text("", encoding="utf-8")
    assert run.find_tool(tool, path) == str(font)
    server = put_program(tmp_path / "sbin", "two")
    assert run.find_tool(tool, path) == str(server)
    program = put_program(tmp_path / "bin", "two")
    assert run.find_tool(tool, path) == str(program)


def test_a_tool_that_a_variable_chose_is_kept(tmp_path: Path) -> None:
    own = put_program(tmp_path, "my-browser")
    environment = {**NOWHERE, "CONG_XA_CHROMIUM": str(own)}
    assert run.find_tool(run.SYSTEM_TOOLS[0], environment) == str(own)


def test_a_variable_that_points_to_nothing_is_refused_by_name() -> None:
    with pytest.raises(build.SetupError, match=r"Biến CONG_XA_AXE trỏ tới “/none/axe\.js”"):
        run.check_choices({"CONG_XA_AXE": "/none/axe.js"})
    run.check_choices({"CONG_XA_AXE": "", "CONG_XA_CHROMIUM": sys.executable})


def test_files_from_npm_count_only_under_the_stamp_of_the_lock(tmp_path: Path) -> None:
    lock = run.TESTS / "package-lock.json"
    assert not run.node_files_ready(tmp_path, lock, {})
    put_node_files(tmp_path)
    assert run.node_files_ready(tmp_path, lock, {})
    (tmp_path / "stamp.json").write_text("{}", encoding="utf-8")
    assert not run.node_files_ready(tmp_path, lock, {})
    (tmp_path / "stamp.json").unlink()
    assert not run.node_files_ready(tmp_path, lock, {})


def test_files_of_one_s_own_need_no_npm(tmp_path: Path) -> None:
    own = {variable: str(put_program(tmp_path, variable)) for variable in run.NODE_FILES}
    assert run.missing_tools(tmp_path / "tools", {**NOWHERE, **own}, ()) == []
    assert run.missing_tools(tmp_path / "tools", NOWHERE, ()) == [run.NPM]


# Installing them, or saying how


@pytest.mark.usefixtures("bare")
def test_without_root_every_missing_tool_is_named_with_its_command_before_anything_runs(
    tmp_path: Path,
) -> None:
    with pytest.raises(build.SetupError) as caught:
        run.start(tmp_path, [])
    assert caught.value.exit_code == 3
    lines = str(caught.value).splitlines()
    for tool in (*run.SYSTEM_TOOLS, run.NPM):
        command = "sudo apt-get install --yes --no-install-recommends " + " ".join(tool.packages)
        assert [line for line in lines if line.startswith(f"  {tool.name}: {command}")], tool.name
    assert {package for tool in run.SYSTEM_TOOLS for package in tool.packages} <= set(lines[-2].split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("bare")
def test_the_quick_set_starts_without_any_tool_and_passes_the_exit_code_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # and back afterwards
    (tmp_path / "requirements-dev.txt").write_text("pytest>=1\n", encoding="utf-8")
    commands: list[Sequence[str]] = []

    def record(command: Sequence[str], _environment: Mapping[str, str]) -> int:
        commands.append(command)
        return 5

    monkeypatch.setattr(build, "run_to_end", record)
    assert run.start(tmp_path, ["--quick", "-x"]) == 5
    assert commands == [[sys.executable, *run.pytest_arguments(quick=True, long=False, rest=["-x"])]]


def test_with_root_apt_installs_after_one_update_and_asks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[tuple[str, str]] = []

    def record(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
        seen.append((" ".join(command), environment["DEBIAN_FRONTEND"]))
        return 0, ""

    monkeypatch.setattr(build, "run_quietly", record)
    run.install_packages([run.SYSTEM_TOOLS[0], run.SYSTEM_TOOLS[1]], tmp_path / "apt.log")
    waiting = "-o DPkg::Lock::Timeout=300"
    install = f"apt-get install --yes --no-install-recommends {waiting} chromium default-jre-headless"
    assert seen == [(f"apt-get update {waiting}", "noninteractive"), (install, "noninteractive")]
    assert capsys.readouterr().err == "Cài bằng apt-get: Chromium, Java.\n"


def test_a_failure_of_apt_is_told_with_its_own_last_word_and_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        build, "run_quietly", lambda *_: (100, "Reading…\nE: Unable to locate package x\nbye\n")
    )
    with pytest.raises(build.SetupError, match="Unable to locate package x") as caught:
        run.install_packages([run.NPM], tmp_path / "apt.log")
    assert caught.value.exit_code == 3
    assert "Unable to locate" in (tmp_path / "apt.log").read_text(encoding="utf-8")


def test_npm_runs_no_script_of_a_package_and_the_stamp_comes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[Sequence[str]] = []

    def record(command: Sequence[str], _environment: Mapping[str, str]) -> tuple[int, str]:
        assert not (tmp_path / "stamp.json").exists()
        commands.append(command)
        return len(commands) - 1, "npm error code E404\n"  # well the first time, ill the second

    monkeypatch.setattr(build, "run_quietly", record)
    run.install_node_files(tmp_path, run.TESTS, NOWHERE)
    assert {"ci", "--ignore-scripts"} <= set(commands[0])
    stamp = tmp_path / "stamp.json"
    assert stamp.read_bytes() == (run.TESTS / "package-lock.json").read_bytes()
    stamp.unlink()
    with pytest.raises(build.SetupError, match="npm không tải được: error: code E404"):
        run.install_node_files(tmp_path, run.TESTS, NOWHERE)
    assert not stamp.exists()


@pytest.mark.usefixtures("bare")
def test_a_tool_that_is_still_missing_after_installing_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_node_files(tmp_path)
    monkeypatch.setattr(build, "run_quietly", lambda *_: (0, ""))
    with pytest.raises(build.SetupError, match="Thiếu 4 công cụ"):
        run.prepare_tools(tmp_path, NOWHERE)


def test_tests_learn_where_every_tool_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tools"
    put_node_files(folder)
    tools = [tool for tool in run.SYSTEM_TOOLS if tool.variable]
    monkeypatch.setattr(run, "SYSTEM_TOOLS", tools)
    for tool in tools:
        put_program(tmp_path / "bin", tool.patterns[0])
    found = run.prepare_tools(folder, {"PATH": str(tmp_path / "bin")})
    assert found == {
        "CONG_XA_CHROMIUM": str(tmp_path / "bin" / "chromium"),
        "CONG_XA_NGINX": str(tmp_path / "bin" / "nginx"),
        "CONG_XA_APACHE": str(tmp_path / "bin" / "apache2"),
        "CONG_XA_VNU_JAR": str(folder / "node_modules/vnu-jar/build/dist/vnu.jar"),
        "CONG_XA_AXE": str(folder / "node_modules/axe-core/axe.min.js"),
        "CONG_XA_COMMONMARK": str(folder / "node_modules/commonmark-spec/spec.txt"),
    }


# The files beside it


def test_the_lock_pins_every_package_by_digest_and_names_no_host() -> None:
    text = (run.TESTS / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    assert '"resolved"' not in text
    packages = json.loads(text)["packages"]
    wanted = json.loads((run.TESTS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert packages.pop("")["dependencies"] == wanted
    assert {
        path.removeprefix("node_modules/"): entry["version"] for path, entry in packages.items()
    } == wanted
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())


@pytest.mark.parametrize(
    "name",
    [
        "build.py",
        "requirements.txt",
        "requirements-dev.txt",
        "tests/run.py",
        "tests/.npmrc",
        "tests/package.json",
    ],
)
def test_no_file_of_the_set_up_names_a_host(name: str) -> None:
    assert "://" not in (build.ROOT / name).read_text(encoding="utf-8")


def test_ci_runs_everything_from_anywhere_and_passes_the_exit_code_on(tmp_path: Path) -> None:
    put_program(tmp_path, "python3", '#!/bin/sh\necho "$PWD $*"\nexit 5\n')
    done = subprocess.run(
        ["bash", str(build.ROOT / ".ci" / "run")],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (5, f"{build.ROOT} tests/run.py\n")


# The whole thing


def test_a_real_run_ends_with_pytest_s_closing_line_and_exit_code(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    shutil.copyfile(build.ROOT / "build.py", tmp_path / "build.py")
    shutil.copyfile(run.TESTS / "run.py", tmp_path / "tests" / "run.py")
    (tmp_path / "requirements-dev.txt").write_text("pytest>=1\npytest-xdist>=1\n", encoding="utf-8")
    (tmp_path / "tests" / "test_two.py").write_text(
        "def test_good():\n    pass\n\ndef test_bad():\n    assert False\n", encoding="utf-8"
    )
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "PYTHON"))
    }
    done = subprocess.run(
        [sys.executable, "tests/run.py", "--quick", "-n", "0", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "1 failed, 1 passed" in done.stdout.splitlines()[-1]
