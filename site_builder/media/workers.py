"""Fill the cache with what is missing: jobs → files `cache/media/…`, drawn in worker processes under limits.

The cache is named by content: a file there is right or it is not there. A picture that crashes its worker, eats
its memory or never ends is a problem of that picture; all the others are still drawn.
"""

from __future__ import annotations

import functools
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import BinaryIO

from site_builder.errors import WorldError
from site_builder.media.draw import RECIPE, Sheet, draw
from site_builder.media.opening import MediaProblem, refuse
from site_builder.media.sizes import EXTENSIONS
from site_builder.model import MediaJob

Progress = Callable[[int, int], None]
Task = Callable[[Sheet], MediaProblem | None]
Done = Callable[[MediaProblem | None], None]
MEMORY = 1536 << 20
SECONDS = 60


def cached(job: MediaJob, cache: Path) -> Path:
    """Return where the drawn or stripped file of *job* lies in *cache*; a plain copy (no `format`) is not there."""
    return cache / "media" / _name(job)


@functools.cache
def _recipe() -> str:
    """Name what the bytes depend on besides source, width and format: our settings and Pillow's release."""
    from PIL import __version__

    return f"{RECIPE}.{__version__}"


def _name(job: MediaJob) -> str:
    return f"{job.digest}-{_recipe()}-{job.width}.{EXTENSIONS[job.format]}"


def render(
    jobs: Iterable[MediaJob], portal: Path, cache: Path, *, workers: int, progress: Progress | None = None
) -> tuple[MediaProblem, ...]:
    """Draw every variant that *cache* lacks, with *workers* processes; return the pictures that could not be drawn.

    *progress* is told how many of the missing pictures are done. Plain copies are left to the caller. A disk that
    refuses ends in a `WorldError`.
    """
    sheets = _missing(jobs, cache)
    if not sheets:
        return ()
    folder = cache / "media"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        problems = _draw_all(sheets, portal, folder, min(workers, len(sheets)), progress or _silent)
    except OSError as exc:
        raise WorldError(f"{folder}: không ghi được ảnh vào bộ nhớ đệm ({exc.strerror or exc}).") from exc
    return tuple(sorted(problems, key=lambda problem: problem.path))


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


def _missing(jobs: Iterable[MediaJob], cache: Path) -> tuple[Sheet, ...]:
    """Gather the variants that the cache lacks by their source; the same bytes under two names are drawn once."""
    found: dict[str, tuple[str, dict[str, MediaJob]]] = {}
    for job in jobs:
        if job.format and not is_whole(cached(job, cache), job.format):
            found.setdefault(job.digest, (job.source, {}))[1][_name(job)] = job
    return tuple(
        Sheet(
            source=source,
            digest=digest,
            variants=tuple((job.width, job.format, name) for name, job in sorted(wanted.items())),
        )
        for digest, (source, wanted) in found.items()
    )


def is_whole(path: Path, form: str) -> bool:
    """Tell whether a cached file has the beginning, the end and the length that its format asks for.

    Renaming without a sync may leave a cut or empty file after a power failure; that is what this catches.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(32)
            size = stream.seek(0, 2)
            stream.seek(max(0, size - 12))
            tail = stream.read()
            if form == "AVIF":
                return head[4:12] == b"ftypavif" and _boxes_end(stream, size)
    except OSError:
        return False
    if form == "WEBP":
        return (
            head[:4] == b"RIFF" and head[8:12] == b"WEBP" and int.from_bytes(head[4:8], "little") + 8 == size
        )
    if form == "PNG":
        return head.startswith(b"\x89PNG\r\n\x1a\n") and tail[4:8] == b"IEND"
    return head.startswith(b"\xff\xd8\xff") and tail.endswith(b"\xff\xd9")


def _boxes_end(stream: BinaryIO, size: int) -> bool:
    """Tell whether the outer boxes of an AVIF file end where the file ends."""
    at = 0
    while 0 <= at < size:
        stream.seek(at)
        length = int.from_bytes(stream.read(4), "big")
        if length < 8:
            return False
        at += length
    return at == size


# --- workers ------------------------------------------------------------------------------------------------------


def _draw_all(
    sheets: tuple[Sheet, ...], portal: Path, folder: Path, workers: int, progress: Progress
) -> list[MediaProblem]:
    """Draw all sheets; when a worker dies, those in its pool are drawn alone, so that only the culprit suffers."""
    problems: list[MediaProblem] = []
    finished = 0

    def done(problem: MediaProblem | None) -> None:
        nonlocal finished
        finished += 1
        problems.extend([problem] if problem else [])
        progress(finished, len(sheets))

    task = functools.partial(_guarded, portal=portal, folder=folder)
    waiting = deque(sheets)
    while waiting:
        for suspect in _draw_some(waiting, task, workers, done):
            if _draw_some(deque([suspect]), task, 1, done):
                done(_fatal(suspect.source))
    return problems


def _draw_some(waiting: deque[Sheet], task: Task, workers: int, done: Done) -> list[Sheet]:
    """Draw from *waiting* until it is empty or a worker dies; return the sheets that were with the workers then."""
    flying: dict[Future[MediaProblem | None], Sheet] = {}
    with ProcessPoolExecutor(max(1, workers), mp_context=_context(), initializer=_prepare_worker) as pool:
        try:
            while waiting or flying:
                while waiting and len(flying) < 2 * workers:
                    future = pool.submit(task, waiting[0])
                    flying[future] = waiting.popleft()
                for future in wait(flying, return_when=FIRST_COMPLETED).done:
                    done(future.result())
                    del flying[future]
        except BrokenProcessPool:
            return list(flying.values())
    return []


def _fatal(source: str) -> MediaProblem:
    return refuse(
        source,
        "media.too-hard",
        "Ảnh {} không xử lý nổi (quá một phút, quá nhiều bộ nhớ hoặc tệp hỏng nặng).",
        "Mở ảnh bằng chương trình xem ảnh, thu nhỏ còn chừng 2.000 điểm ảnh chiều rộng rồi lưu lại.",
    ).problem


def _context() -> BaseContext:
    """Return the quickest way to start a worker that the system has."""
    ways = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in ways else "spawn")


def _prepare_worker() -> None:
    """Bound the memory of this worker; leave Ctrl-C to its parent, and end at once when told to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _guarded(sheet: Sheet, portal: Path, folder: Path) -> MediaProblem | None:
    """Draw *sheet* against the clock: the alarm ends this process even inside a decoder.

    It stays set afterwards, so that a worker whose parent was killed does not live on.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
    return draw(sheet, portal, folder)
