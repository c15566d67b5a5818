"""How the build of one portal ended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from site_builder.errors import Finding
from site_builder.manifest import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A whole output: its folder, and how many files of ours it holds besides the manifest."""

    root: Path
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How the build of one portal ended; `changes` is None where nothing was built.

    `refused` says in a sentence what the world refused (a full disk, a folder that is not ours).
    """

    portal: str
    findings: tuple[Finding, ...]
    seconds: float
    pages: int = 0
    build: Build | None = None
    changes: Changes | None = None
    skipped: tuple[str, ...] = ()
    mended: str = ""
    drafts: int = 0
    scheduled: int = 0
    refused: str = ""

    @property
    def errors(self) -> int:
        """Count the findings that end a build."""
        return sum(finding.is_error for finding in self.findings)

    @property
    def notes(self) -> int:
        """Count the findings that do not."""
        return len(self.findings) - self.errors
