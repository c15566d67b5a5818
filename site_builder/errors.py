"""What can go wrong: findings that a clerk mends, and exceptions for a world that refuses.

A clerk's slip is a `Finding`, a value: all are collected and none stops at the first. The world refusing (disk,
lock, network) is a `WorldError` with its cause. Wrong usage is a `UsageError`. A bug is left to end in a traceback.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error ends the build, a note does not."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The place of a finding: a file relative to the portal's folder, and, where known, its line and key."""

    path: str
    line: int = 0
    key: str = ""

    def __str__(self) -> str:
        """Return `path:line`, the form that editors turn into a link."""
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a clerk should mend: what is wrong, where, and what to do next, in plain Vietnamese."""

    rule: str
    severity: Severity
    message: str
    where: Where
    hint: str

    @property
    def is_error(self) -> bool:
        """Tell whether this finding ends the build."""
        return self.severity is Severity.ERROR


def error(rule: str, message: str, where: Where, hint: str) -> Finding:
    """Make a finding that ends the build."""
    return Finding(rule=rule, severity=Severity.ERROR, message=message, where=where, hint=hint)


def note(rule: str, message: str, where: Where, hint: str) -> Finding:
    """Make a finding that is told and does not stop the build."""
    return Finding(rule=rule, severity=Severity.NOTE, message=message, where=where, hint=hint)


SAVE_AS_UTF8 = "Mở tệp bằng Notepad, chọn Tệp > Lưu dưới dạng, ở ô Mã hoá chọn UTF-8, rồi lưu lại."
"""What to do about a file in another encoding, whoever finds it."""


class CongXaError(Exception):
    """The root of our exceptions; built from `args` only, so that it survives pickling between processes."""


class UsageError(CongXaError):
    """The command was called in a way that cannot be obeyed (exit code 2)."""


class WorldError(CongXaError):
    """The disk, the lock or the network refused (exit code 3)."""


class TargetError(WorldError):
    """The output folder is not ours to write into."""


class LockedError(WorldError):
    """Another build holds the output folder."""
