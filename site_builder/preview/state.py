"""What the preview shows at this moment: the portal as last read, and a number that grows with every change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from flask import Flask
from jinja2 import Environment

from site_builder import pipeline, text
from site_builder.app import create_app
from site_builder.errors import CongXaError, Finding, Where, error
from site_builder.freeze import Late
from site_builder.model import MediaJob, TextFile
from site_builder.pipeline import Loaded, Plan
from site_builder.theme import environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One reading of the portal: its app, what the app does not hold, and the findings by source."""

    app: Flask | None
    files: Callable[[], Mapping[str, TextFile | Late]]
    media: Mapping[str, MediaJob]
    sources: Mapping[str, str]
    findings: tuple[Finding, ...]
    loaded: Loaded | None = None
    env: Environment | None = None
    since: datetime | None = None

    def file(self, url: str) -> bytes | None:
        """Return a file of the search index, made now where it was not yet; None where there is none."""
        file = self.files().get(url) if url.startswith("/search/") else None
        text = file.make() if isinstance(file, Late) else file
        return text.text.encode() if text else None


@dataclass(slots=True)
class State:
    """The latest shot and its number; `wait` blocks until there is a newer one."""

    portal: Path
    plan: Plan
    fixed: bool
    shot: Shot
    number: int = 1
    _news: threading.Condition = field(default_factory=threading.Condition)

    def refresh(self, changed: Collection[Path] = ()) -> None:
        """Read the portal again, or, where nothing but words has, what has *changed*; wake those who wait."""
        plan = self.plan if self.fixed else replace(self.plan, now=datetime.now(text.VN))
        shot = retouch(self.shot, plan, changed) or take_shot(self.portal, plan)
        with self._news:
            self.shot = shot
            self.number += 1
            self._news.notify_all()

    def wait(self, number: int, seconds: float) -> int:
        """Return the number of the latest shot, at once where it is newer than *number*, else after *seconds*."""
        with self._news:
            if self.number <= number:
                self._news.wait(seconds)
            return self.number


def open_state(portal: Path, plan: Plan, *, fixed: bool) -> State:
    """Read the portal for the first time."""
    plan = replace(plan, preview=True)
    return State(portal=portal, plan=plan, fixed=fixed, shot=take_shot(portal, plan))


def refused(exc: Exception) -> Finding:
    """Return what the world refused as a finding."""
    hint = "Sửa rồi lưu lại; trang tự cập nhật."
    return error("preview.refused", str(exc), Where(path="site.toml"), hint)


def take_shot(portal: Path, plan: Plan) -> Shot:
    """Read and put the portal together; what refuses becomes a finding, since the preview must go on."""
    try:
        loaded = pipeline.load_portal(portal, plan)
    except (CongXaError, OSError) as exc:  # a file may vanish while an editor saves it
        loaded = (refused(exc),)
    if not isinstance(loaded, Loaded):
        return Shot(app=None, files=dict, media={}, sources={}, findings=loaded)
    return _shot(loaded, environment(loaded.theme), plan.now)


def retouch(shot: Shot, plan: Plan, changed: Collection[Path]) -> Shot | None:
    """Return *shot* with the new words of the files *changed*; None where the portal must be read again."""
    loaded = shot.loaded
    if loaded is None or shot.env is None or shot.since is None or not changed:
        return None
    if not shot.since <= plan.now < loaded.site.until:
        return None
    try:
        renewed = pipeline.renew(loaded, changed)
    except (CongXaError, OSError):
        return None
    return _shot(renewed, shot.env, plan.now) if renewed else None


def _shot(loaded: Loaded, env: Environment, since: datetime) -> Shot:
    site = loaded.site
    words = loaded.stock

    @cache
    def files() -> Mapping[str, TextFile | Late]:
        return {file.url: file for file in pipeline.search_files(site.search, loaded.theme, words.words)}

    return Shot(
        app=create_app(site, loaded.theme, words.prose_by_key, env),
        files=files,
        media={job.url: job for job in site.media},
        sources=dict(site.sources),
        findings=loaded.findings,
        loaded=loaded,
        env=env,
        since=since,
    )
