"""The sample portal, built once a session for all workers: at the root of its domain, and below `/xa-mau/`."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, sync_playwright

from site_builder import text
from site_builder.pipeline import Loaded, Plan, build_portal, load_portal
from site_builder.preview import open_preview
from tests import tools
from tests.site import servers
from tests.site.portal import Portal, read_portal

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = datetime(2026, 11, 23, tzinfo=text.VN)
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of this session share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def portals(shared: Path) -> dict[str, Portal]:
    """Return the built sample by the path of its home: `/` and `/xa-mau/`."""
    with FileLock(shared / "portals.lock"):
        folder = shared / "portals"
        if not folder.exists():
            _build_both(folder)
    return {
        portal.path: portal
        for portal in (
            read_portal(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))
        )
    }


@pytest.fixture(scope="session")
def portal(portals: dict[str, Portal]) -> Portal:
    """Return the sample at the root of its domain."""
    return portals["/"]


@pytest.fixture(scope="session", params=["/", "/xa-mau/"], ids=["root", "below"])
def each_portal(request: pytest.FixtureRequest, portals: dict[str, Portal]) -> Portal:
    """Return the sample in both places, one after the other."""
    return portals[request.param]


def _build_both(folder: Path) -> None:
    """Build into a folder beside and rename it, so that a failed build is tried and told again."""
    work = folder.with_name("portals-work")
    shutil.rmtree(work, ignore_errors=True)
    below = shutil.copytree(ROOT / "content" / "xa-mau", work / "below" / "xa-mau")
    config = below / "site.toml"
    words = config.read_text(encoding="utf-8")
    moved = words.replace(
        'base_url = "https://luavang.example/"', 'base_url = "https://luavang.example/xa-mau/"'
    )
    assert moved != words
    config.write_text(moved, encoding="utf-8")
    (work / "themes").symlink_to(ROOT / "themes", target_is_directory=True)
    made = {
        "root": _build(work, ROOT / "content" / "xa-mau", "public"),
        "below": _build(work, below, "public-below"),
    }
    work.rename(folder)
    for name, portal in made.items():
        (folder / f"{name}.json").write_text(portal.dump().replace(str(work), str(folder)), encoding="utf-8")


def _build(work: Path, source: Path, out: str) -> Portal:
    plan = Plan(root=work, out=work / out, now=TODAY)
    report = build_portal(source, plan)
    assert report.build is not None, "\n".join(
        f"{one.where}: {one.message}" for one in report.findings if one.is_error
    )
    loaded = load_portal(source, plan)
    assert isinstance(loaded, Loaded)
    kinds: dict[str, tuple[str, ...]] = {}
    for page in loaded.site.pages:
        if page.url.endswith(".html"):
            kinds[page.template] = (*kinds.get(page.template, ()), page.url[1:])
    moves = {
        page.url[1:]: page.body.target.url[1:]
        for page in loaded.site.pages
        if page.template == "pages/moved.html"
    }
    return Portal(
        root=report.build.root, source=source, base_url=loaded.config.base_url, kinds=kinds, moves=moves
    )


@pytest.fixture(scope="session")
def roots(portals: dict[str, Portal]) -> Iterator[dict[str, Path]]:
    """Return the folders that servers serve, by the path of the portal's home."""
    with servers.document_roots(portals) as found:
        yield found


@pytest.fixture(scope="session")
def nginx(portals: dict[str, Portal], roots: dict[str, Path]) -> Iterator[dict[str, servers.Server]]:
    """Run nginx; return it by the path of the portal's home."""
    with servers.nginx(portals, roots) as found:
        yield found


@pytest.fixture(scope="session")
def apache(portals: dict[str, Portal], roots: dict[str, Path]) -> Iterator[dict[str, servers.Server]]:
    """Run Apache; return it by the path of the portal's home."""
    with servers.apache(portals, roots) as found:
        yield found


@pytest.fixture(params=["nginx/", "apache/", "nginx/xa-mau/", "apache/xa-mau/"])
def server(request: pytest.FixtureRequest) -> servers.Server:
    """Return each server with the portal in each place, one after the other."""
    name, _, path = request.param.partition("/")
    return request.getfixturevalue(name)["/" + path]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Run the system's Chromium, which asks nobody for anything."""
    program = tools.chromium()
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of its own kind; everything is closed after the test."""
    with ExitStack() as stack:

        def run(width: int = 1280, height: int = 800, **options: Any) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": height}, locale="vi-VN", **options
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(20_000)
            return page

        yield run


@pytest.fixture
def book(portal: Portal) -> Iterator[str]:
    """Run the preview and return its address; its pattern book lies below `/-/mau/`."""
    root = portal.root.parent.parent
    plan = Plan(root=root, out=root / "unused", now=TODAY)
    preview = open_preview(portal.source, plan, port=0, fixed=True)
    thread = threading.Thread(target=preview.server.serve_forever)
    thread.start()
    try:
        yield preview.address
    finally:
        preview.server.shutdown()
        thread.join()
        preview.close()
