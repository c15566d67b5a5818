"""Let go of drawn variants that no build has used for a month: the cache of a portal does not grow for ever."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from site_builder.media.workers import cached
from site_builder.model import MediaJob

DAY = 86_400.0
KEEP = 30 * DAY


def prune(jobs: Iterable[MediaJob], cache: Path, *, now: float) -> None:
    """Stamp the variants of *jobs* as used at *now*, and delete those that were last used over a month before.

    The stamp is the time of change, which nothing else reads. What cannot be stamped or deleted stays: it is a cache.
    """
    used = {cached(job, cache) for job in jobs if job.format}
    with suppress(OSError):  # no picture was ever drawn
        for path in list((cache / "media").iterdir()):
            with suppress(OSError):
                _visit(path, path in used, now)


def _visit(path: Path, used: bool, now: float) -> None:
    age = now - path.lstat().st_mtime
    if used and abs(age) > DAY:
        os.utime(path, (now, now))
    elif not used and age > KEEP:
        path.unlink()
