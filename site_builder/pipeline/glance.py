"""A glance at a portal: what a build would read and what the last one left, by names, sizes and times alone."""

from __future__ import annotations

import os
import sys
import time
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder import staging
from site_builder.ledger import UNSURE, Ledger, read_ledger, stamp_files, stamp_program, stamp_tree
from site_builder.manifest import MANIFEST_NAME, Changes
from site_builder.pipeline.plan import Plan
from site_builder.pipeline.report import Build, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What there is just now: the ground a build rests on, the stamps of all that it reads, and the last ledger."""

    ground: str
    inputs: Mapping[str, str]
    ledger: Ledger | None

    def sources(self, portal: Path) -> dict[str, str]:
        """Return the paths of the sources of the last build by their names on the disk."""
        known = self.ledger.sources if self.ledger else {}
        return {f"{portal}{os.sep}{path.replace('/', os.sep)}": path for path in known}

    def digests(self, portal: Path) -> dict[str, str]:
        """Return the digests of the sources that are as the last build noted them, by their paths."""
        if self.ledger is None:
            return {}
        noted, now = self.ledger.inputs, self.inputs
        return {
            path: self.ledger.sources[path].digest
            for name, path in self.sources(portal).items()
            if now.get(name, UNSURE) == noted.get(name) != UNSURE
        }

    def outputs(self, target: Path) -> bool:
        """Tell whether the output is as the last build left it."""
        known = self.ledger.outputs if self.ledger else {}
        return bool(known) and stamp_files(target, known, sys.maxsize) == known


def glance(portal: Path, plan: Plan) -> Glance:
    """Look at a portal."""
    now = time.time_ns()
    return Glance(
        ground=_ground(portal, plan),
        inputs=dict(_inputs(portal, plan, now)),
        ledger=read_ledger(ledger_file(portal, plan)),
    )


def ledger_file(portal: Path, plan: Plan) -> Path:
    """Return where the ledger of a portal lies."""
    return plan.cache(portal) / "ledger.json"


def _ground(portal: Path, plan: Plan) -> str:
    """Return what a build rests on besides files: the interpreter, the places, the wishes of the caller."""
    places = (portal.resolve(), plan.out, plan.root)
    return repr(
        (sys.version, unicodedata.unidata_version, *map(os.fspath, places), plan.skip_broken, plan.preview)
    )


def _inputs(portal: Path, plan: Plan, now: int) -> Iterator[tuple[str, str]]:
    """Yield the stamps of the portal's files, of the themes', and of the program's."""
    yield from stamp_tree(portal, now)
    for folder in plan.themes():
        yield from stamp_tree(folder, now, linked=True)
    yield from stamp_program(now)


def unchanged(portal: Path, plan: Plan, seen: Glance) -> Report | None:
    """Return what a build would report, where it would change nothing at all."""
    ledger, target = seen.ledger, plan.out / portal.name
    if staging.is_touched(target):
        return None
    if ledger is None or not ledger.holds(seen.ground, plan.now, seen.inputs) or not seen.outputs(target):
        return None
    paths = tuple(path for path in ledger.outputs if path != MANIFEST_NAME)
    return Report(
        portal=portal.name,
        findings=ledger.findings,
        seconds=0,
        pages=sum(path.endswith(".html") for path in paths),
        build=Build(root=target, files=len(paths)),
        changes=Changes(new=(), updated=(), removed=(), kept=paths),
        drafts=ledger.drafts,
        scheduled=ledger.scheduled,
    )
