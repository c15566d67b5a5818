from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from site_builder import crew
from site_builder.errors import WorldError


def slowly(part: int) -> tuple[int, int]:
    time.sleep(0.02)
    return part * part, os.getpid()


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_come_in_the_order_of_the_parts(workers: int) -> None:
    done = crew.share(slowly, range(20), workers=workers)
    assert [square for square, _ in done] == [part * part for part in range(20)]
    assert len({pid for _, pid in done}) == workers


def test_where_threads_run_nothing_is_forked() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert {pid for _, pid in crew.share(slowly, range(6), workers=3)} == {os.getpid()}
    finally:
        stop.set()
        thread.join()


def elsewhere(caller: int, action: Callable[[], None], part: int) -> int:
    """Do *action* in every process but the caller's."""
    time.sleep(0.02)
    if os.getpid() != caller:
        action()
    return part


def refuse() -> None:
    raise WorldError("đĩa đầy")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_another_process_raises_is_raised_here() -> None:
    with pytest.raises(WorldError, match="đĩa đầy"):
        crew.share(partial(elsewhere, os.getpid(), refuse), range(8), workers=2)


def test_a_process_that_the_system_ends_is_told_in_words() -> None:
    with pytest.raises(WorldError, match="bộ nhớ"):
        crew.share(partial(elsewhere, os.getpid(), die), range(8), workers=2)


def stumble() -> None:
    raise KeyError(lambda: "what does not travel")


def test_a_bug_in_another_process_is_a_bug_here() -> None:
    with pytest.raises(RuntimeError, match="in stumble"):
        crew.share(partial(elsewhere, os.getpid(), stumble), range(8), workers=2)


def test_who_is_killed_while_taking_a_part_holds_nobody_up() -> None:
    class Held:
        """A turn whose lock is never let go."""

        value = 0

        def get_lock(self) -> Held:
            return self

        def acquire(self, *, timeout: float) -> bool:
            return timeout > 600

    with pytest.raises(WorldError, match="bộ nhớ"):
        vars(crew)["_take_turns"](slowly, range(8), Held())


def test_the_others_end_where_the_caller_fails(tmp_path: Path) -> None:
    def fail_here(part: int) -> int:
        if os.getpid() == caller:
            while not any(tmp_path.iterdir()):
                time.sleep(0.001)
            raise ValueError("mine")
        (tmp_path / f"{os.getpid()}").touch()
        time.sleep(0.05)
        return part

    caller = os.getpid()
    with pytest.raises(ValueError, match="mine"):
        crew.share(fail_here, range(1000), workers=2)
    for pid in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid.name), 0)


@pytest.mark.skipif(not crew.forks(), reason="only Linux ends a process with its parent")
def test_nobody_works_on_when_the_caller_is_killed(tmp_path: Path) -> None:
    def work(part: int) -> int:
        (tmp_path / f"{part}").touch()
        time.sleep(0.02)
        return part

    caller = os.fork()
    if caller == 0:
        crew.share(work, range(1000), workers=3)
        os._exit(0)
    while len(list(tmp_path.iterdir())) < 9:
        time.sleep(0.01)
    os.kill(caller, signal.SIGKILL)
    os.waitpid(caller, 0)
    time.sleep(0.2)
    done = len(list(tmp_path.iterdir()))
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) == done < 1000
