"""A program that stays running → how long after a save its page shows the edit."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from corpus import Article
from sites import NotHereError, Site
from stopwatch import start

STEP = 0.01
PATIENCE = 600.0
Shows = Callable[[str], bool]


def latencies(site: Site, article: Article, edits: int, rest: float) -> list[float]:
    """Start the site's watcher, edit the article *edits* times, and return the seconds until each edit showed.

    Ours is asked for the page over HTTP, a peer's page is read from the disk. It starts without output, so that the
    page tells when it is ready; *rest* seconds lie before every edit, so that it is at rest.
    """
    site.clean()
    with _running(site, article) as shows:
        _wait(lambda: shows(article.title))
        return [_latency(site, article, f"trực tiếp {number}", shows, rest) for number in range(1, edits + 1)]


def _latency(site: Site, article: Article, mark: str, shows: Shows, rest: float) -> float:
    time.sleep(rest)
    started = time.perf_counter()
    site.edit(article, mark)
    _wait(lambda: shows(f"Cập nhật {mark}."))
    return time.perf_counter() - started


def _wait(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            raise NotHereError("Xem thử không hiện bản sửa sau 10 phút.")
        time.sleep(STEP)


@contextmanager
def _running(site: Site, article: Article) -> Iterator[Shows]:
    """Yield a way to ask for the page while the watcher runs."""
    port = _free_port()
    ours = "serve" in site.watch
    command = (*site.watch, "--port", str(port)) if ours else site.watch
    with site.folder.with_suffix(".log").open("ab") as log:
        process = start(command, site.folder, log.fileno())
        try:
            yield (
                (lambda text: _answers(port, _address(site, article), text))
                if ours
                else (lambda text: site.shows(article, text))
            )
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)


def _address(site: Site, article: Article) -> str:
    return "/" + site.page(article).relative_to(site.out).as_posix()


def _answers(port: int, address: str, text: str) -> bool:
    """Tell whether the page shows *text*; a server that is not there yet does not."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status == 200 and text in answer.read().decode()
    except OSError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
