"""A command → how long it took, and the most memory that one of its processes held."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from sites import NotHereError

LIMIT = 900.0
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("PYTHON", "VIRTUAL_ENV", "CONG_XA_"))
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: seconds by the clock and of the processors, and MiB of the largest process."""

    wall: float
    cpu: float
    peak: float


def run(command: tuple[str, ...], folder: Path, *, sample: bool = False) -> Run:
    """Run *command* in *folder* to its end; what it prints goes to a log beside the folder.

    The system accounts for the command and for those of its children that it waited for. With *sample* all
    processes of its session are looked at too, every 10 ms: that costs time, so a run is timed or sampled.
    Pages that earlier programs wrote are on the disk before the clock starts.
    """
    os.sync()
    with folder.with_suffix(".log").open("ab") as log:
        started = time.perf_counter()
        process = start(command, folder, log.fileno())
        late = threading.Timer(LIMIT, stop, [process])
        late.start()
        sampler = Sampler(process.pid)
        if sample:
            sampler.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            stop(process)
            raise
        finally:
            wall = time.perf_counter() - started
            late.cancel()
            sampler.done.set()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise NotHereError(f"{' '.join(command)}: mã kết thúc {process.returncode}, xem {folder.name}.log.")
    peak = max(usage.ru_maxrss, sampler.most)
    return Run(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=peak / 1024)


def start(command: tuple[str, ...], folder: Path, log: int) -> subprocess.Popen[bytes]:
    """Start *command* in a session of its own."""
    return subprocess.Popen(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started."""
    os.killpg(process.pid, signal.SIGKILL)


class Sampler(threading.Thread):
    """Keeps the most memory, in KiB, that any process of a session ever held."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.most = 0
        self.done = threading.Event()

    def run(self) -> None:
        """Look until the command has ended."""
        while not self.done.wait(0.01):
            for process in Path("/proc").glob("[0-9]*"):
                self.most = max(self.most, self._held(process))

    def _held(self, process: Path) -> int:
        try:
            words = (process / "stat").read_text().rpartition(")")[2].split()
            status = (process / "status").read_text() if int(words[3]) == self.session else ""
        except OSError:  # it ended while we looked
            return 0
        found = re.search(r"^VmHWM:\s+(\d+)", status, flags=re.MULTILINE)
        return int(found[1]) if found else 0
