"""The front of the line: a glance first, and the whole way only where something has changed."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from site_builder.pipeline.glance import glance, unchanged
from site_builder.pipeline.plan import Plan, Tick
from site_builder.pipeline.report import Report


def build_portal(portal: Path, plan: Plan, *, tick: Tick = lambda *_: None) -> Report:
    """Build one portal into `<out>/<portal>/`: wholly, or not at all."""
    started = time.perf_counter()
    seen = glance(portal, plan)
    report = unchanged(portal, plan, seen)
    if report is None:
        from site_builder.pipeline.build import build  # noqa: PLC0415 (heavy, and most often nothing has changed)

        report = build(portal, plan, seen, tick)
    return replace(report, seconds=time.perf_counter() - started)
