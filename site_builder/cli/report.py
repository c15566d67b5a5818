"""A build's report → lines for people, a bar on a terminal, JSON for machines."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from site_builder import __version__
from site_builder.errors import Finding

if TYPE_CHECKING:
    from site_builder.pipeline import Report


def bar(name: str) -> Any:
    """Return a progress bar on the terminal: a line that is drawn over."""

    def tick(what: str, done: int, total: int) -> None:
        filled = 30 * done // max(1, total)
        end = "\r" if done < total else "\r\033[K"
        click.echo(
            f"{name}: {what} [{'#' * filled}{'.' * (30 - filled)}] {done}/{total}{end}", nl=False, err=True
        )

    return tick


def colour(words: str, **style: Any) -> str:
    """Return *words* in a style where a terminal shows it and nobody objects."""
    plain = os.environ.get("NO_COLOR") or not sys.stdout.isatty()
    return words if plain else click.style(words, **style)


def show_findings(findings: Sequence[Finding], *, place: str = "") -> None:
    """Show each finding with its place and its remedy; *place* is the folder that paths begin at."""
    for one in findings:
        label = colour("LỖI", fg="red", bold=True) if one.is_error else colour("LƯU Ý", fg="yellow")
        click.echo(
            f"{label}  {colour(_place(one, place), bold=True)}\n    {one.message}\n    → {one.hint}  [{one.rule}]"
        )


def _place(one: Finding, place: str) -> str:
    return str(one.where) if one.where.path.endswith(".html") else f"{place}{one.where}"


def show_report(report: Report, *, place: str = "") -> None:
    """Show how the build of one portal ended; *place* is its folder, where several are built."""
    if report.mended:
        click.echo(report.mended)
    if report.refused:
        click.echo(f"{report.portal}: {report.refused}", err=True)
        return
    show_findings(report.findings, place=place)
    for path in report.skipped:
        click.echo(f"Bỏ qua vì có lỗi: {path}")
    if report.skipped and report.changes:
        for path in report.changes.removed:
            if path.endswith(".html"):
                click.echo(f"Trang đang có nay bị gỡ: /{path}")
    click.echo(f"{report.portal}: {summary(report)}")
    if report.build is None:
        click.echo("Chưa dựng: hãy sửa các lỗi trên rồi chạy lại. Bản đã dựng trước đó vẫn nguyên.")


def summary(report: Report) -> str:
    """Return the report in words: “128 trang: 3 mới, 2 cập nhật, 0 lỗi, 4 lưu ý, 1,2 giây”."""
    from site_builder import text

    parts = [f"{report.errors} lỗi", f"{report.notes} lưu ý", text.format_seconds(report.seconds)]
    if report.changes is not None:
        new, updated, removed = (sum(path.endswith(".html") for path in paths) for paths in
                                 (report.changes.new, report.changes.updated, report.changes.removed))  # fmt: skip
        parts = [f"{new} mới", f"{updated} cập nhật", *([f"{removed} gỡ"] if removed else []), *parts]
    return f"{text.format_number(report.pages)} trang: " + ", ".join(parts) + _unseen(report)


def _unseen(report: Report) -> str:
    """Say how many items are written and not shown yet: “; 1 bài nháp, 2 bài hẹn giờ chưa lên trang”."""
    counts = ((report.drafts, "bài nháp"), (report.scheduled, "bài hẹn giờ"))
    parts = [f"{count} {name}" for count, name in counts if count]
    return f"; {', '.join(parts)} chưa lên trang" if parts else ""


def show_json(reports: Sequence[Report], findings: Sequence[Finding]) -> None:
    """Show everything as one JSON object."""
    told = {
        "program": f"cong-xa {__version__}",
        "portals": [_report_json(report) for report in reports],
        "findings": [_finding_json(finding) for finding in findings],
    }
    click.echo(json.dumps(told, ensure_ascii=not _shows_all(), indent=2))


def _shows_all() -> bool:
    """Tell whether the console can hold every letter; JSON for one that cannot is written with escapes."""
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf8")


def _report_json(report: Report) -> dict[str, Any]:
    changes = report.changes
    return {
        "portal": report.portal,
        "built": report.build is not None,
        "refused": report.refused,
        "pages": report.pages,
        "files": report.build.files if report.build else 0,
        "new": list(changes.new) if changes else [],
        "updated": list(changes.updated) if changes else [],
        "removed": list(changes.removed) if changes else [],
        "errors": report.errors,
        "notes": report.notes,
        "skipped": list(report.skipped),
        "drafts": report.drafts,
        "scheduled": report.scheduled,
        "seconds": round(report.seconds, 3),
        "findings": [_finding_json(finding) for finding in report.findings],
    }


def _finding_json(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule, "severity": str(one.severity), "path": one.where.path, "line": one.where.line,
        "key": one.where.key, "message": one.message, "hint": one.hint,
    }  # fmt: skip
