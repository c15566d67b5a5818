"""What a command's options mean → one call, one report, one exit code.

A command's rooms are imported when it runs, so that `--help` stays instant.
"""

from __future__ import annotations

import gc
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.questions import ask_answers
from site_builder.cli.report import bar, show_findings, show_json, show_report
from site_builder.errors import CongXaError, UsageError

if TYPE_CHECKING:
    from site_builder.pipeline import Plan, Report, Tick

DONE, FINDINGS, USAGE, WORLD, INTERRUPTED = 0, 1, 2, 3, 130


def make_plan(root: Path, today: str | None, out: Path | None, *, skip_broken: bool = False) -> Plan:
    """Return where and how to build; the clock and the environment enter here."""
    from site_builder import pipeline, text

    now = datetime.now(text.VN)
    if today:
        try:
            now = text.parse_moment(today)
        except ValueError as exc:
            raise UsageError(f"--today: {exc}") from exc
    workers = os.environ.get("CONG_XA_WORKERS", "") or "0"
    if not (workers.isascii() and workers.isdigit()):
        raise UsageError(f"CONG_XA_WORKERS: “{workers}” không phải là số tiến trình, ví dụ 2.")
    plan = pipeline.Plan(
        root=root,
        out=(out or root / "public").resolve(),
        now=now,
        skip_broken=skip_broken,
        workers=int(workers),
    )
    pipeline.check_out(plan)
    for told in pipeline.recover_outputs(plan.out):
        click.echo(told, err=True)
    return plan


def build(plan: Plan, names: tuple[str, ...], *, as_json: bool, only_looked_at: bool = False) -> int:
    """Build the portals that *names* mean, all where there are none; *only_looked_at*: as of a day chosen to look at."""
    from site_builder import pipeline

    portals, findings = pipeline.choose_portals(plan.root / "content", names)
    findings += () if names else pipeline.left_outputs(plan)
    if not portals and not findings:
        raise UsageError("Chưa có cổng nào trong content/. Tạo cổng đầu tiên: python3 build.py init ten-cong")
    show = not as_json and sys.stderr.isatty()
    reports = []
    for portal in portals:
        tick = bar(portal.name) if show else lambda *_: None
        reports.append(_report(portal, plan, tick))
        if not as_json:
            show_report(reports[-1], place=_place(portal, plan) if len(portals) > 1 else "")
    broken = any(finding.is_error for finding in findings) or any(report.build is None for report in reports)
    if as_json:
        show_json(reports, findings)
    else:
        show_findings(findings)
        if only_looked_at:
            click.echo(
                f"Chú ý: bản này dựng cho ngày {plan.now:%d/%m/%Y}; trước khi đưa lên mạng hãy dựng lại không kèm --today."
            )
    if any(report.refused for report in reports):
        return WORLD
    return FINDINGS if broken else DONE


def _report(portal: Path, plan: Plan, tick: Tick) -> Report:
    """Build one portal; what the world refuses it is told, and the other portals are built all the same."""
    from site_builder import pipeline

    usual = gc.get_threshold()
    gc.set_threshold(
        100_000, 50, 1_000
    )  # thousands of values live until the end: to look for dead ones is a fifth of the time
    try:
        return pipeline.build_portal(portal, plan, tick=tick)
    except CongXaError as exc:
        return pipeline.Report(portal=portal.name, findings=(), seconds=0, refused=str(exc))
    finally:
        gc.set_threshold(*usual)


def _place(portal: Path, plan: Plan) -> str:
    """Return what stands before the path of a finding, so that it is clear whose it is: `content/xa-mau/`."""
    return f"{portal.relative_to(plan.root) if portal.is_relative_to(plan.root) else portal}{os.sep}"


def one_portal(plan: Plan, name: str) -> Path:
    """Return the portal that *name* means; it may be left out where there is only one."""
    from site_builder import pipeline

    portals, _ = pipeline.choose_portals(plan.root / "content", (name,) if name else ())
    if len(portals) != 1:
        names = ", ".join(portal.name for portal in portals) or "chưa có cổng nào"
        raise UsageError(f"Hãy cho biết cổng nào bằng --portal hoặc tên cổng ({names}).")
    return portals[0]


def init(root: Path, name: str, *, ask: bool) -> int:
    """Make a new portal, of answers or of the defaults."""
    from site_builder import scaffold, text

    scaffold.check_new(root / "content", name)

    answers = ask_answers(name, ask=ask)
    portal = scaffold.init_portal(root / "content", name, answers, now=datetime.now(text.VN))
    click.echo(f"Đã tạo cổng {portal.name} trong content/{portal.name}/.")
    click.echo(
        f"Tiếp theo: sửa content/{portal.name}/site.toml, rồi chạy: python3 build.py build {portal.name}"
    )
    return DONE


def new(plan: Plan, kind: str, title: str, portal: str, section: str) -> int:
    """Make a ready-to-fill file of *kind*."""
    from site_builder import scaffold
    from site_builder.config import CONFIG_NAME, read_config
    from site_builder.content.kinds import KINDS

    folder = one_portal(plan, portal)
    config, findings = read_config(folder / CONFIG_NAME, tuple(KINDS))
    if config is None:
        show_findings(findings)
        return FINDINGS
    file = scaffold.new_entry(folder, config, scaffold.find_kind(kind), title, section=section, now=plan.now)
    click.echo(f"Đã tạo {file.relative_to(plan.root) if file.is_relative_to(plan.root) else file}")
    click.echo("Mở tệp bằng trình soạn thảo, điền nội dung, lưu lại; xoá dòng Nháp khi bài đã xong.")
    return DONE


def serve(plan: Plan, name: str, port: int, *, fixed: bool) -> int:
    """Serve the live preview until Ctrl-C."""
    from site_builder import preview

    portal = one_portal(plan, name)
    server = preview.open_preview(portal, plan, port=port, fixed=fixed)
    click.echo(f"Xem thử tại {server.address} (chỉ mở được trên máy này). Nhấn Ctrl+C để dừng.")
    server.run()
    return DONE


def clean(plan: Plan, names: tuple[str, ...]) -> int:
    """Delete what was built of the portals that *names* mean."""
    from site_builder import pipeline

    for portal in pipeline.choose_outputs(plan, names):
        foreign = pipeline.clean_portal(portal, plan)
        click.echo(
            f"Đã xoá các tệp đã dựng của {portal.name}."
            + (f" Giữ lại {len(foreign)} tệp không do Cổng Xã tạo." if foreign else "")
        )
    return DONE
