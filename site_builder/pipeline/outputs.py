"""The folders that builds made: where they may lie, mending them after a kill, cleaning them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from site_builder import staging
from site_builder.errors import Finding, LockedError, Where, note
from site_builder.manifest import read_manifest, salvage_paths
from site_builder.pipeline.plan import Plan
from site_builder.pipeline.portals import children, choose_portals
from site_builder.text import CONFIG_NAME, is_folder_name


def choose_outputs(plan: Plan, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Return the portals whose output may be cleaned.

    An output whose portal is gone must be named: nothing could build it again.
    """
    content = plan.root / "content"
    left = _left(plan)
    rest = tuple(name for name in names if name not in left)
    portals = choose_portals(content, rest, left=left)[0] if rest or not names else ()
    return (*portals, *(content / name for name in left if name in names))


def _left(plan: Plan) -> tuple[str, ...]:
    """Return the names of the outputs of ours whose portal is gone."""
    content = plan.root / "content"
    return tuple(
        one.name
        for one in children(plan.out)
        if is_folder_name(one.name)
        and not (content / one.name / CONFIG_NAME).is_file()
        and read_manifest(one)
    )


def left_outputs(plan: Plan) -> tuple[Finding, ...]:
    """Return a note for each output whose portal is gone: it stays online until somebody clears it."""
    usual = plan.out == plan.root / "public"
    more = "" if usual else f' --out "{plan.out}"'
    return tuple(
        note(
            "portal.no-source",
            f"{plan.out.name}/{name} không còn cổng nguồn.",
            Where(path=f"{plan.out.name}/{name}"),
            f"Chạy python3 build.py clean {name}{more} nếu không cần nữa.",
        )
        for name in _left(plan)
    )


def clean_portal(portal: Path, plan: Plan) -> tuple[str, ...]:
    """Delete what the portal's manifest lists and return the foreign files that stay."""
    target = plan.out / portal.name
    staging.check_target(target, forbidden=(portal, *plan.sources()))
    with staging.locked(target):
        staging.recover(target)
        return staging.clear_target(target, salvage_paths(target))


def check_out(plan: Plan) -> None:
    """Refuse a plan whose outputs would lie where people keep something else."""
    staging.check_out(plan.out, forbidden=plan.sources())


def recover_outputs(out: Path) -> tuple[str, ...]:
    """Mend every output that a killed build left half swapped; those that are being built are left alone."""
    told = []
    for lock in children(out):
        if not (lock.name.startswith(".") and lock.name.endswith(".lock")):
            continue
        target = out / lock.name[1:-5]
        if is_folder_name(target.name) and staging.was_cut(target):
            with suppress(LockedError), staging.locked(target, wait=0):
                told.append(staging.recover(target) or "")
    return tuple(filter(None, told))
