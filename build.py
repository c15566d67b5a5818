#!/usr/bin/env python3
"""Turn a fresh checkout into a running Cổng Xã: find or make the environment, then hand over.

Where the packages of ``requirements.txt`` are at hand, in a developer's own environment for example, they are
used as they are. Elsewhere ``.venv`` is made beside this file, filled by pip and stamped last, and this file
runs itself there. A ``.venv`` without a fitting stamp is half made or out of date, and is mended first.

What the set-up says goes to stderr, so that ``--json`` stays clean; ``--wheels DIR`` makes it do without a
network. Exit codes: 2 wrong usage, 3 the world refused, 130 stopped by Ctrl-C; others are the program's own.

Only the standard library is imported, and of it only what starts fast. The file must parse, and come to its
plain word about the version, under Python 3.8. ``msvcrt`` and the console's list have never run on a real Windows.
"""

from __future__ import annotations

import contextlib
import importlib
import operator
import os
import re
import signal
import subprocess
import sys
import time
from enum import Enum
from pathlib import Path, PurePath

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

TYPE_CHECKING = False  # the real one would import `typing` at every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import BinaryIO

ROOT = Path(__file__).resolve().parent
MINIMUM = (3, 11)
WINDOWS = os.name == "nt"
STAMP = "cong-xa-stamp.txt"
CHILD = "CONG_XA_CHILD"  # tells the run inside .venv that it is one, so that it never makes another
MACHINE = getattr(sys.implementation, "_multiarch", "") or sys.maxsize.bit_length() + 1
ENVIRONMENT_TAG = f"{sys.implementation.cache_tag} {sys.platform} {MACHINE}"


CHECK_THE_DISK = (
    "Kiểm tra quyền ghi và chỗ trống trên đĩa, đóng các cửa sổ khác đang chạy Cổng Xã, rồi chạy lại."
)


class SetupError(Exception):
    """The world refused; the text says in Vietnamese what happened and what to do next."""

    exit_code = 3


class UsageError(SetupError):
    """The options of the set-up itself were wrong."""

    exit_code = 2


class State(Enum):
    """What was found where the environment should be; the value is the line that says so."""

    READY = "Môi trường Python đã sẵn sàng."
    ABSENT = "Tạo môi trường Python riêng (chỉ làm một lần)."
    BROKEN = "Môi trường Python làm dở hoặc đã hỏng: làm lại từ đầu."
    FOREIGN = "Bản Python trên máy đã đổi: làm lại môi trường từ đầu."
    OUTDATED = "Danh sách gói đã đổi: cập nhật môi trường Python."


def say(line: str) -> None:
    """Tell the person at the console what happens, at once."""
    print(line, file=sys.stderr, flush=True)


# What is asked for, and what is there. Importing the packages, or importlib.metadata, would cost more than
# the whole start may; the names of the folders that pip writes last tell the same.


def requirement_lines(path: Path) -> list[str]:
    """Return what *path* asks for, one requirement a line, together with the files that it includes."""
    lines: list[str] = []
    for raw in path.read_text(encoding="utf-8-sig").splitlines():
        line = raw.partition("#")[0].strip()
        if line.startswith("-r "):
            lines += requirement_lines(path.parent / line[3:].strip())
        elif line:
            lines.append(line)
    return lines


def version_key(version: str) -> tuple[int, ...]:
    """Return the leading numbers of *version* for comparison; 3.1 and 3.1.0 are equal."""
    match = re.match(r"\d+(\.\d+)*", version)
    numbers = [int(part) for part in match.group().split(".")] if match else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def normal_name(name: str) -> str:
    """Return the one spelling under which *name* is the same package for pip."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed_versions(folders: Iterable[str | Path]) -> dict[str, str]:
    """Return the packages in *folders* with their versions; the first folder wins, as for an import."""
    found: dict[str, str] = {}
    for folder in [Path(name) for name in folders if name]:
        for entry in folder.iterdir() if folder.is_dir() else ():
            match = re.fullmatch(r"([^-]+)-([^-]+).*\.(?:dist|egg)-info", entry.name)
            if match:
                found.setdefault(normal_name(match[1]), match[2])
    return found


def meets(line: str, installed: Mapping[str, str]) -> bool:
    """Tell whether *installed* meets one requirement, written as a name with `>=`, `<` and `==` bounds."""
    holds = {">=": operator.ge, "<": operator.lt, "==": operator.eq}
    match = re.fullmatch(r"([\w.-]+?)\s*((?:(?:>=|<|==)\s*[\d.]+\s*,?\s*)*)", line)
    if not match:
        raise SetupError(f"Không hiểu dòng “{line}” trong danh sách gói: chỉ viết tên gói, >=, < và ==.")
    version = installed.get(normal_name(match[1]))
    bounds = re.findall(r"(>=|<|==)\s*([\d.]+)", match[2])
    return version is not None and all(
        holds[sign](version_key(version), version_key(bound)) for sign, bound in bounds
    )


def satisfied(requirements: Path, folders: Iterable[str | Path]) -> bool:
    """Tell whether the packages in *folders* meet every line of *requirements*."""
    installed = installed_versions(folders)
    return all(meets(line, installed) for line in requirement_lines(requirements))


# The environment: where its parts are, whether it fits, how it is made.


def interpreter(folder: Path, windows: bool = WINDOWS) -> Path:
    """Return where the environment in *folder* keeps its Python."""
    return folder / ("Scripts/python.exe" if windows else "bin/python")


def package_folders(folder: Path, windows: bool = WINDOWS) -> list[Path]:
    """Return the folders into which pip puts packages in the environment *folder*."""
    return [folder / "Lib" / "site-packages"] if windows else sorted(folder.glob("lib/python*/site-packages"))


def home_exists(folder: Path) -> bool:
    """Tell whether the Python that *folder* was made from is still where it was.

    On Windows the environment's own ``python.exe`` only starts that one, and so exists long after it is gone.
    """
    with contextlib.suppress(OSError):
        settings = (folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
        pairs = (line.partition("=") for line in settings)
        return any(key.strip() == "executable" and Path(value.strip()).exists() for key, _, value in pairs)
    return False


def stamp_text(requirements: Path) -> str:
    """Return what the stamp says: for which Python and for which packages the environment was made.

    The text itself, not its digest: it is short, and importing ``hashlib`` costs more than all else here.
    """
    return "\n".join((ENVIRONMENT_TAG, *requirement_lines(requirements), ""))


def inspect_environment(folder: Path, requirements: Path) -> State:
    """Find out what *folder* is good for, without starting anything."""
    if not os.path.lexists(folder):
        return State.ABSENT
    try:
        stamp = (folder / STAMP).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return State.BROKEN
    if stamp.partition("\n")[0] != ENVIRONMENT_TAG:
        return State.FOREIGN
    if not (interpreter(folder).exists() and home_exists(folder)):
        return State.BROKEN
    current = stamp == stamp_text(requirements) and satisfied(requirements, package_folders(folder))
    return State.READY if current else State.OUTDATED


def prepare_environment(folder: Path, requirements: Path, *, wheels: Path | None = None) -> Path:
    """Make sure that *folder* is an environment for *requirements*, and return its Python.

    Two first starts at once share one set-up: the second waits for the lock, and then finds the work done.
    """
    try:
        if inspect_environment(folder, requirements) is not State.READY:
            with alone(folder.with_name(folder.name + ".lock")):
                mend_environment(folder, requirements, wheels)
    except OSError as exc:
        raise SetupError(f"Không chuẩn bị được {folder}: {exc.strerror or exc}. {CHECK_THE_DISK}") from exc
    return interpreter(folder)


def mend_environment(folder: Path, requirements: Path, wheels: Path | None) -> None:
    """Bring *folder* to ready, with the lock held; the stamp is set aside while the work lasts.

    When pip refuses to change a whole environment it has changed nothing, so the old stamp comes back:
    whoever returns to the former version of the program, far from any network, still has what that needs.
    """
    state = inspect_environment(folder, requirements)
    stamp, aside = folder / STAMP, folder / f"{STAMP}.old"
    if state is State.READY:
        return
    if state is State.OUTDATED:
        say(state.value)
        stamp.replace(aside)
    else:
        require_venv()
        say(state.value)
        create_environment(folder)
    try:
        install_packages(folder, requirements, wheels)
    except SetupError:
        if state is State.OUTDATED:
            aside.replace(stamp)
        raise
    aside.write_text(stamp_text(requirements), encoding="utf-8", newline="\n")
    aside.replace(stamp)
    say(State.READY.value)


def create_environment(folder: Path) -> None:
    """Make an empty environment with pip in *folder*, in place of what is there."""
    if folder.is_symlink() or folder.is_file():
        raise SetupError(f"{folder} không phải là thư mục thường: đổi tên hoặc xóa nó rồi chạy lại.")
    base = getattr(sys, "_base_executable", None) or sys.executable
    code, output = run_quietly([base, "-m", "venv", "--clear", str(folder)], os.environ)
    if code:
        raise SetupError(
            f"Không tạo được môi trường Python trong {folder}: {last_line(output)}. {CHECK_THE_DISK}"
        )


def require_venv(debian: bool = Path("/etc/debian_version").exists()) -> None:
    """Refuse with the exact remedy where Python came without the modules that make an environment."""
    for module in ("venv", "ensurepip"):
        try:
            importlib.import_module(module)
        except ImportError as exc:
            version = f"{sys.version_info[0]}.{sys.version_info[1]}"
            remedy = "cài lại Python bản đầy đủ, có kèm venv và pip"
            if debian and sys.base_prefix == "/usr":
                remedy = f"dùng quyền quản trị chạy “apt install python{version}-venv”"
            raise SetupError(f"Python {version} thiếu mô-đun {module}: {remedy}, rồi chạy lại.") from exc


def install_packages(folder: Path, requirements: Path, wheels: Path | None) -> None:
    """Let pip fill the environment in *folder*, from the network or from the folder *wheels* alone."""
    count = len(requirement_lines(requirements))
    command = [str(interpreter(folder)), "-m", "pip", "install", "--no-input"]
    command += ["--disable-pip-version-check", "--requirement", str(requirements)]
    environment = dict(os.environ)
    if wheels is None:
        say(f"Tải và cài {count} gói cùng các gói đi kèm; mạng chậm thì mất vài phút.")
    else:
        say(f"Cài {count} gói cùng các gói đi kèm từ thư mục {wheels}, không dùng mạng.")
        command += ["--no-index", "--find-links", str(wheels)]
        environment = {key: value for key, value in environment.items() if not key.startswith("PIP_")}
        environment["PIP_CONFIG_FILE"] = os.devnull  # a setting there may name more places to look in
    code, output = run_quietly(command, environment)
    if code:
        log = folder.with_name(f"{folder.name}-pip.log")
        log.write_text(output, encoding="utf-8")
        raise SetupError(f"{explain_pip(output, folder, requirements, wheels)} Chi tiết: {log}")


NETWORK_SIGNS = (
    "Connection", "connection broken", "Retrying (", "ProxyError", "SSLError", "Timeout", "timed out",
    "getaddrinfo", "name resolution", "HTTP error", "Client Error", "Server Error",
    "(from versions: none)",  # all that pip says of an index out of reach when it may not retry
)  # fmt: skip


def explain_pip(output: str, folder: Path, requirements: Path, wheels: Path | None) -> str:
    """Return in plain Vietnamese why pip failed, and what to do; the causes a clerk may meet come first."""
    missing = re.search(r"No matching distribution found for (\S+)", output)
    if "No space left" in output:
        return "Đĩa đã đầy: xóa bớt tệp rồi chạy lại."
    download = f"python -m pip download -r {requirements.name} -d"
    if wheels is not None and missing:
        return (
            f"Thư mục {wheels} thiếu gói {missing[1]} cho bản Python này: trên máy có mạng, cùng bản Python, "
            f"chạy “{download} {wheels.name}” rồi chép thư mục ấy sang."
        )
    if wheels is None and any(sign in output for sign in NETWORK_SIGNS):
        return (
            "Không tải được gói Python từ mạng: kiểm tra đường truyền, hoặc đặt biến HTTPS_PROXY nếu cơ quan "
            "dùng proxy, rồi chạy lại; máy không có mạng thì thêm “--wheels THƯ_MỤC” vào lệnh, với thư mục "
            f"chép từ máy khác (tạo bằng “{download} THƯ_MỤC”)."
        )
    return f"pip không cài được gói: {last_line(output)}. Nếu chạy lại vẫn lỗi thì xóa {folder.name}."


def last_line(output: str) -> str:
    """Return the line of *output* that most likely tells the cause."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["không rõ nguyên nhân"])[-1].rstrip(".")


# Processes: one set-up at a time, a quiet helper, the program itself.


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock file *path*, and wait while another process does; a process that dies lets go of it."""
    with path.open("ab") as handle:
        waited = False
        while not try_lock(handle):
            if not waited:
                say("Một cửa sổ khác đang cài đặt: chờ nó xong.")
                waited = True
            time.sleep(0.1)
        yield


def try_lock(handle: BinaryIO) -> bool:
    """Lock *handle* if nobody else has; closing it unlocks."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def run_quietly(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run *command* without a question and return its exit code with all that it printed."""
    done = subprocess.run(  # noqa: S603 - the commands are written above, no shell reads them
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env={**environment, "PYTHONUTF8": "1"},
        check=False,
    )
    return done.returncode, done.stdout


def run_to_end(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run *command* on this console and return its exit code as a shell would show it.

    Ctrl-C reaches the child by itself, and the child decides how it ends; a polite kill is handed on, since
    nobody else sends it there. This is not ``exec``: on Windows that returns to the prompt at once.
    """
    try:
        process = subprocess.Popen(command, env=environment)  # noqa: S603 - our own interpreter and file
    except OSError as exc:
        raise SetupError(f"Không chạy được {command[0]}: {exc.strerror}.") from exc
    signal.signal(signal.SIGTERM, lambda _number, _frame: process.terminate())
    while True:
        with contextlib.suppress(KeyboardInterrupt):
            return shell_code(process.wait())


def shell_code(code: int) -> int:
    """Return *code* as a shell shows it: 128 and the signal's number, 130 for Ctrl-C on Windows too."""
    if code < 0:
        return 128 - code
    return 130 if code == 0xC000013A else code


# The console of whoever started us.


def let_streams_speak() -> None:
    """Keep Vietnamese from crashing a narrow console; an encoding that was asked for is kept."""
    encoding = None if os.environ.get("PYTHONIOENCODING") else "utf-8"
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # absent under pythonw and under test doubles
        if reconfigure:
            reconfigure(encoding=encoding, errors="replace")


def console_companions() -> list[str]:
    """Return the names of the other programs on this Windows console; untested on a real one."""
    names: list[str] = []
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - slow to import, and of use on Windows only

        kernel = ctypes.windll.kernel32
        numbers = (ctypes.c_uint32 * 64)()
        for number in numbers[: kernel.GetConsoleProcessList(numbers, 64)]:
            size = ctypes.c_uint32(1024)
            text = ctypes.create_unicode_buffer(size.value)
            handle = kernel.OpenProcess(0x1000, False, number)  # PROCESS_QUERY_LIMITED_INFORMATION
            kernel.QueryFullProcessImageNameW(handle, 0, text, ctypes.byref(size))
            kernel.CloseHandle(handle)
            if number != os.getpid():
                names.append(PurePath(text.value).name.lower())
    return names


def opened_by_double_click(windows: bool, at_terminal: bool, companions: Sequence[str]) -> bool:
    """Tell whether the window closes with us: no shell shares it, at most the launcher ``py.exe``."""
    return windows and at_terminal and all(name in {"py.exe", "python.exe"} for name in companions)


def hold_window_open() -> None:
    """Wait for Enter where the window, and with it every message, would vanish on return."""
    if WINDOWS and sys.stdin and sys.stdout:
        at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
        if opened_by_double_click(WINDOWS, at_terminal, console_companions()):
            with contextlib.suppress(EOFError, KeyboardInterrupt):
                input("Nhấn Enter để đóng cửa sổ này. ")


# The start itself.


def require_python(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    """Refuse a Python that is too old, in words instead of a traceback."""
    if version < MINIMUM:
        wanted, present = ".".join(map(str, MINIMUM)), ".".join(map(str, version))
        raise SetupError(
            f"Cổng Xã cần Python {wanted} trở lên, máy đang dùng Python {present}: "
            f"cài bản mới rồi chạy lại, ví dụ “python{wanted} build.py”."
        )


def take_wheels(arguments: Sequence[str]) -> tuple[Path | None, list[str]]:
    """Split ``--wheels DIR`` off *arguments*; what follows ``--`` is left alone."""
    rest = list(arguments)
    end = rest.index("--") if "--" in rest else len(rest)
    for place in range(end):
        name, sign, value = rest[place].partition("=")
        if name == "--wheels":
            folder = value if sign else "".join(rest[place + 1 : end][:1])
            if not folder or not Path(folder).is_dir():
                raise UsageError("--wheels cần tên một thư mục có sẵn, chứa các gói Python (tệp .whl).")
            return Path(folder).resolve(), rest[:place] + rest[place + (1 if sign else 2) :]
    return None, rest


def hand_over(root: Path, arguments: Sequence[str]) -> int:
    """Give *arguments* to the program, in this process."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    try:
        main_of_program = importlib.import_module("site_builder.cli").main
        return int(main_of_program(list(arguments)))
    except ModuleNotFoundError as exc:
        if not exc.name or exc.name.partition(".")[0] == "site_builder":
            raise
        raise SetupError(
            f"Môi trường Python thiếu mô-đun {exc.name}: xóa thư mục .venv (hoặc cài lại gói) rồi chạy lại."
        ) from exc


def start(root: Path, arguments: Sequence[str]) -> int:
    """Hand over here where the packages are at hand, else in the environment beside this file."""
    require_python()
    wheels, rest = take_wheels(arguments)
    requirements = root / "requirements.txt"
    if os.environ.pop(CHILD, "") or satisfied(requirements, sys.path):
        return hand_over(root, rest)
    python = prepare_environment(root / ".venv", requirements, wheels=wheels)
    environment = {**os.environ, CHILD: "1", "PYTHONUTF8": "1"}
    return run_to_end([str(python), str(root / "build.py"), *rest], environment)


def guard(action: Callable[[], int]) -> int:
    """Return the exit code of *action*; a refusal or Ctrl-C becomes one line and its own code."""
    try:
        return action()
    except SetupError as exc:
        say(str(exc))
        return exc.exit_code
    except KeyboardInterrupt:
        say("Đã dừng theo yêu cầu.")
        return 130


def main(arguments: Sequence[str]) -> int:
    """Set up, run the program and return its exit code."""
    let_streams_speak()
    inside = CHILD in os.environ
    code = guard(lambda: start(ROOT, arguments))
    if not inside:
        hold_window_open()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
