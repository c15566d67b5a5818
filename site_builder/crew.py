"""One task and many parts → the results in the order of the parts, made by several processes at once.

The calling process is one of the crew. Parts are taken one by one, so nobody waits long for a slow one. Where the
system can fork, the others see everything that the caller sees and only results travel; elsewhere the task and the parts
are pickled. A crew of one is a plain loop, and so is any crew where threads run, since a fork would copy their locks.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from site_builder.errors import CongXaError, WorldError

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_PATIENCE = 60.0  # seconds for taking a part, which takes microseconds; who was killed at it never lets go
_KILLED = (
    "Một tiến trình dựng trang bị hệ thống ngắt (thường vì hết bộ nhớ). Đóng bớt chương trình rồi chạy lại."
)
P = TypeVar("P")
R = TypeVar("R")


def forks() -> bool:
    """Tell whether others see all that the caller sees, so that the task may be any function."""
    return sys.platform == "linux"


def share(task: Callable[[P], R], parts: Sequence[P], *, workers: int) -> list[R]:
    """Return `[task(part) for part in parts]`; what a part raises is raised here, and the others end."""
    hands = min(workers, len(parts))
    if hands < 2 or threading.active_count() > 1:
        return [task(part) for part in parts]
    context: Any = multiprocessing.get_context("fork" if forks() else "spawn")
    turn = context.Value("l", 0)
    mates = [_Mate(context, task, parts, turn) for _ in range(hands - 1)]
    try:
        done = _take_turns(task, parts, turn)
        for mate in mates:
            done.update(mate.result())
    finally:
        for mate in mates:
            mate.dismiss()
    return [done[at] for at in range(len(parts))]


def _take_turns(task: Callable[[P], R], parts: Sequence[P], turn: Any) -> dict[int, R]:
    """Do the next part that nobody has taken, until there is none."""
    done: dict[int, R] = {}
    while True:
        if not turn.get_lock().acquire(timeout=_PATIENCE):
            raise WorldError(_KILLED)
        at = turn.value
        turn.value += 1
        turn.get_lock().release()
        if at >= len(parts):
            return done
        done[at] = task(parts[at])


class _Mate:
    """Another process of the crew, and the pipe on which its results come."""

    def __init__(self, context: Any, task: Callable[[P], R], parts: Sequence[P], turn: Any) -> None:
        """Start it."""
        self.pipe, far = context.Pipe(duplex=False)
        self.process = context.Process(target=_work, args=(os.getpid(), far, task, parts, turn), daemon=True)
        self.process.start()
        far.close()

    def result(self) -> dict[int, Any]:
        """Wait for its results; raise what it raised."""
        try:
            found = self.pipe.recv()
        except EOFError as exc:
            raise WorldError(_KILLED) from exc
        if isinstance(found, BaseException):
            raise found
        return dict(found)

    def dismiss(self) -> None:
        """End it, if it still runs."""
        self.pipe.close()
        self.process.terminate()
        self.process.join()


def _work(caller: int, pipe: Connection, task: Callable[[P], R], parts: Sequence[P], turn: Any) -> None:
    """Do parts and send what came of them; Ctrl-C is for the caller, without whom nobody goes on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with(caller)
    try:
        pipe.send(_take_turns(task, parts, turn))
    except (CongXaError, OSError) as exc:
        turn.value = len(parts)
        pipe.send(exc)
    except Exception:  # a bug: many of them do not travel, but their words do
        turn.value = len(parts)
        pipe.send(RuntimeError(traceback.format_exc()))


def _end_with(caller: int) -> None:
    """Let the system end this process when its caller dies, however it dies; it would write into a foreign stage."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != caller:
            os._exit(1)
