"""Where things are and how to build: the plan of one run."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_HOUSE = Path(__file__).resolve().parents[1]
Tick = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where things are and how to build: the project's folder, the output, the moment, the wishes of the caller."""

    root: Path
    out: Path
    now: datetime
    skip_broken: bool = False
    preview: bool = False
    workers: int = 0

    def cache(self, portal: Path) -> Path:
        """Return the cache folder of a portal; it may be deleted at any time."""
        return self.root / ".cache" / portal.name

    @property
    def hands(self) -> int:
        """Return how many processes may work at once: as was asked for, or one for each core."""
        return self.workers or os.cpu_count() or 1

    def sources(self) -> tuple[Path, ...]:
        """Return the folders that no output may be, hold or lie in; a portal of another place adds itself."""
        return (self.root / "content", *self.themes(), _HOUSE)

    def themes(self) -> tuple[Path, ...]:
        """Return the folders in which themes are looked for."""
        return (self.root / "themes",)
