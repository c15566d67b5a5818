"""The straight line itself: a portal's folder → a whole output folder, or findings and the old folder untouched."""

from site_builder.pipeline.build import Report, build_portal
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

__all__ = [
    "Loaded", "Plan", "Report", "Tick", "build_portal", "check_out", "choose_outputs", "choose_portals", "clean_portal",
    "find_portals", "left_outputs", "load_portal", "recover_outputs", "search_files",
]  # fmt: skip
