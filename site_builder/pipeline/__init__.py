"""The straight line itself: a portal's folder → a whole output folder, or findings and the old folder untouched.

A name is loaded when it is first used: most commands end at the first glance, and need none of the heavy rooms.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from site_builder.pipeline.front import build_portal
    from site_builder.pipeline.load import Loaded, load_portal, search_files
    from site_builder.pipeline.outputs import (
        check_out,
        choose_outputs,
        clean_portal,
        left_outputs,
        recover_outputs,
    )
    from site_builder.pipeline.plan import Plan, Tick
    from site_builder.pipeline.portals import choose_portals, find_portals
    from site_builder.pipeline.report import Build, Report
    from site_builder.pipeline.rewording import renew

_HOMES = {
    "front": ("build_portal",),
    "load": ("Loaded", "load_portal", "search_files"),
    "outputs": ("check_out", "choose_outputs", "clean_portal", "left_outputs", "recover_outputs"),
    "plan": ("Plan", "Tick"),
    "portals": ("choose_portals", "find_portals"),
    "report": ("Build", "Report"),
    "rewording": ("renew",),
}

__all__ = [
    "Build", "Loaded", "Plan", "Report", "Tick", "build_portal", "check_out", "choose_outputs", "choose_portals",
    "clean_portal", "find_portals", "left_outputs", "load_portal", "recover_outputs", "renew", "search_files",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load the module that has *name*."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(name)
