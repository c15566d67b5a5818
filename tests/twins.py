"""A build, and one from nothing beside it: both come to the same, whichever way the first one goes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from site_builder.errors import CongXaError
from site_builder.pipeline import Plan, Report, build_portal
from tests.conftest import tree
from tests.desk import Desk

TOLD_ONCE = {"build.lost-address", "build.manifest"}  # they tell of the change, not of the portal


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a build goes about it: none of this may be seen in what it makes."""

    workers: int = 1
    amends: bool = False
    skip_broken: bool = True


@contextmanager
def going(way: Way) -> Iterator[None]:
    """Let the disk's clock be exact, parts be small enough to be shared out, and few files go in one by one."""
    with (
        patch("site_builder.ledger._TICK", 0),
        patch("site_builder.pipeline.reading._PART", 3),
        patch("site_builder.freeze._SPAN", 5),
        patch("site_builder.pipeline.outcome.LARGE", 0 if way.amends else 10**9),
        patch("site_builder.pipeline.outcome.FEW", -1),
    ):
        yield


def outcome(portal: Path, plan: Plan) -> Report | str:
    try:
        return build_portal(portal, plan)
    except CongXaError as exc:
        return type(exc).__name__


def told(report: Report) -> tuple[object, ...]:
    """Return what a report tells of the portal as it is now."""
    lasting = tuple(one for one in report.findings if one.rule not in TOLD_ONCE)
    return (
        lasting,
        report.pages,
        report.skipped,
        report.drafts,
        report.scheduled,
        report.build and report.build.files,
    )


def plan_of(desk: Desk, way: Way) -> Plan:
    return Plan(
        root=desk.project,
        out=desk.project / "public",
        now=desk.now,
        skip_broken=way.skip_broken,
        workers=way.workers,
    )


def agrees(desk: Desk, way: Way) -> Report | str:
    """Build, and from nothing elsewhere: both come to the same."""
    elsewhere = desk.project / "sach"
    shutil.rmtree(elsewhere, ignore_errors=True)
    elsewhere.mkdir()
    (elsewhere / "themes").symlink_to(desk.project / "themes", target_is_directory=True)
    before = tree(desk.output) if desk.output.exists() else {}
    with going(way):
        plan = plan_of(desk, way)
        report = outcome(desk.portal, plan)
        clean = outcome(desk.portal, replace(plan, root=elsewhere, out=elsewhere / "public", workers=1))
    if isinstance(report, str) or isinstance(clean, str):
        assert report == clean
    else:
        assert told(report) == told(clean)
    made = not isinstance(report, str) and report.build is not None
    assert (tree(desk.output) if desk.output.exists() else {}) == (
        tree(elsewhere / "public/thu") if made else before
    )
    return report
