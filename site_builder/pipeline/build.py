"""A loaded portal → a whole output folder, or findings and the old folder untouched."""

from __future__ import annotations

import os
import re
import sys
import time
from dataclasses import replace
from pathlib import Path

from site_builder import media, staging, text
from site_builder.errors import Finding, Where, error, note
from site_builder.freeze import PROGRAM, Old, freeze
from site_builder.ledger import Ledger, Noted, stamp_files, write_ledger
from site_builder.manifest import (
    MANIFEST_NAME,
    Manifest,
    compare,
    dump_manifest,
    read_manifest,
    salvage_paths,
)
from site_builder.model import Spot, Waiting
from site_builder.pipeline.glance import Glance, ledger_file
from site_builder.pipeline.load import Loaded, in_order, load_portal, search_files
from site_builder.pipeline.plan import Plan, Tick
from site_builder.pipeline.report import Build, Report

LARGE = 2_000
"""Files: in a larger tree a few new files are put in one by one."""
FEW = 0.1
"""Of all files."""


def build(portal: Path, plan: Plan, seen: Glance, tick: Tick) -> Report:
    """Build one portal, of which there is something new."""
    target = plan.out / portal.name
    staging.check_target(target, forbidden=(portal, *plan.sources()))
    with staging.locked(target):
        mended = staging.recover(target) or ""
        report = _build(portal, plan, target, seen, tick)
    return replace(report, mended=mended)


def _build(portal: Path, plan: Plan, target: Path, seen: Glance, tick: Tick) -> Report:
    loaded = load_portal(portal, plan)
    if not isinstance(loaded, Loaded):
        return Report(portal=portal.name, findings=loaded, seconds=0)
    refused = _render_media(loaded, plan, tick)
    if refused:
        again = load_portal(portal, plan, refused=refused)
        loaded = again if isinstance(again, Loaded) else loaded
    if not _may_build(loaded.findings, loaded.skipped):
        return _report(loaded, loaded.findings)
    known = read_manifest(target)
    before = salvage_paths(target) if known is None else frozenset(known.paths)
    manifest = _write(loaded, plan, target, _old(target, known, seen), before, tick)
    media.prune(loaded.site.media, plan.cache(portal), now=time.time())
    told = _damaged() if before and known is None else ()
    findings = in_order((*loaded.findings, *told, *_lost(known, manifest, loaded.site.waiting)))
    report = replace(
        _report(loaded, findings),
        pages=sum(one.path.endswith(".html") for one in manifest.artifacts),
        build=Build(root=target, files=len(manifest.artifacts)),
        changes=compare(known, manifest),
        skipped=loaded.skipped,
    )
    if not loaded.skipped and _all_seen(loaded, seen):
        _note(loaded, plan, seen, manifest, report)
    return report


def _old(target: Path, known: Manifest | None, seen: Glance) -> Old:
    """Return the old output; what nobody has touched since it was noted need not be read to be trusted."""
    if known is None:
        return Old(root=target, files={})
    noted = seen.ledger.outputs if seen.ledger else {}
    now = stamp_files(target, noted, sys.maxsize)
    sound = frozenset(path for path, stamp in now.items() if noted[path] == stamp)
    whole = MANIFEST_NAME in sound  # the digests that were noted with the stamps are those that it holds
    return Old(
        root=target, files={one.path: one for one in known.artifacts}, sound=sound if whole else frozenset()
    )


def _all_seen(loaded: Loaded, seen: Glance) -> bool:
    """Tell whether a glance sees all that was read: no item may name a hidden picture."""
    return all(os.fspath(loaded.portal / job.source) in seen.inputs for job in loaded.site.media)


def _note(loaded: Loaded, plan: Plan, seen: Glance, manifest: Manifest, report: Report) -> None:
    """Note what was seen and made, for the next glance; what is told of this change alone is not told again."""
    urls = {path: url for url, path in loaded.site.sources}
    ledger = Ledger(
        ground=seen.ground,
        since=plan.now,
        until=loaded.site.until,
        inputs=seen.inputs,
        outputs=stamp_files(plan.out / loaded.portal.name, (*manifest.paths, MANIFEST_NAME), sys.maxsize),
        sources={one.source.path: Noted(digest=one.source.digest, url=urls.get(one.source.path, "")) for one in loaded.stock.entries},
        findings=loaded.findings,
        pages=report.pages,
        drafts=report.drafts,
        scheduled=report.scheduled,
    )  # fmt: skip
    write_ledger(ledger_file(loaded.portal, plan), ledger)


def _report(loaded: Loaded, findings: tuple[Finding, ...]) -> Report:
    """Return what there is to say of a portal that was read."""
    drafts = sum(one.due is None for one in loaded.site.waiting)
    scheduled = len(loaded.site.waiting) - drafts
    return Report(portal=loaded.portal.name, findings=findings, seconds=0, drafts=drafts, scheduled=scheduled)


def _may_build(findings: tuple[Finding, ...], skipped: tuple[str, ...]) -> bool:
    """Tell whether every error belongs to a source that was left out."""
    return all(one.where.path in skipped for one in findings if one.is_error)


def _render_media(loaded: Loaded, plan: Plan, tick: Tick) -> tuple[Finding, ...]:
    """Draw the variants that the cache lacks; a picture that cannot be decoded is an error where it is used."""
    problems = media.render(
        loaded.site.media,
        loaded.portal,
        plan.cache(loaded.portal),
        workers=plan.hands,
        progress=lambda done, total: tick("ảnh", done, total),
    )
    bad = {one.path for one in problems}
    uses: dict[str, list[Where]] = {}
    for path, at in loaded.site.uses if bad else ():
        if path in bad:
            uses.setdefault(path, []).append(loaded.stock.locate(at) if isinstance(at, Spot) else at)
    return tuple(
        error(one.rule, one.message, where, one.hint)
        for one in problems
        for where in dict.fromkeys(uses.get(one.path, [Where(path=one.path)]))
    )


def _write(
    loaded: Loaded, plan: Plan, target: Path, old: Old, before: frozenset[str], tick: Tick
) -> Manifest:
    """Stage what is new and put it in; *before* are the paths of the old tree that are ours.

    Where the old manifest is damaged, what stands at an address of the new tree was ours too: nobody else is told
    of our addresses.
    """
    stage = staging.open_stage(target)
    try:
        frozen = freeze(
            loaded.site,
            loaded.theme,
            loaded.stock.words,
            search_files(loaded),
            portal=loaded.portal,
            stage=stage,
            old=old,
            cache=plan.cache(loaded.portal),
            workers=plan.hands,
            tick=tick,
        )
        manifest = Manifest(portal=loaded.portal.name, program=PROGRAM, artifacts=frozen.artifacts)
        _put(manifest, frozen.fresh, stage, old, before)
    except BaseException:
        staging.discard(stage)
        raise
    return manifest


def _put(manifest: Manifest, fresh: frozenset[str], stage: Path, old: Old, before: frozenset[str]) -> None:
    """Put the stage in the place of the old tree: nothing at all, a few files, or the whole."""
    paths = frozenset(manifest.paths)
    gone = before - paths
    data = dump_manifest(manifest)
    if old.files and not fresh and not gone and _manifest_of(old.root) == data:
        staging.discard(stage)
        return
    staging.write_file(stage, MANIFEST_NAME, data)
    few = len(paths) > LARGE and len(fresh) + len(gone) < FEW * len(paths)
    if few and old.files and staging.amend(stage, old.root, gone=gone, ours=before):
        return
    for path in manifest.paths:
        if path not in fresh:
            staging.link_file(stage, path, old.root / path)
    salvaged = before and not old.files
    staging.commit(stage, old.root, ours=before | paths if salvaged else before)


def _manifest_of(target: Path) -> bytes:
    try:
        return (target / MANIFEST_NAME).read_bytes()
    except OSError:
        return b""


_OF_LISTINGS = re.compile(r"^[^/]+/((\d{4}|loai/[^/]+)/)?(index|trang-\d+)\.html$")


def _damaged() -> tuple[Finding, ...]:
    where = Where(path=MANIFEST_NAME)
    message = f"Danh mục tệp {MANIFEST_NAME} của bản trước bị hỏng nên toàn bộ cổng được dựng lại."
    hint = "Không cần làm gì; nếu gặp lại, kiểm tra ổ đĩa và phần mềm nào sửa tệp trong thư mục kết quả."
    return (note("build.manifest", message, where, hint),)


def _lost(old: Manifest | None, new: Manifest, waiting: tuple[Waiting, ...]) -> tuple[Finding, ...]:
    """Name pages that were there and are no more: an address once public should lead somewhere (F17)."""
    if old is None:
        return ()
    kept = {one.path for one in new.artifacts}
    coming = {one.url.removeprefix("/"): one for one in waiting}
    return tuple(
        _lost_page(one.path, coming.get(one.path))
        for one in old.artifacts
        if one.path.endswith(".html") and one.path not in kept and not _OF_LISTINGS.search(one.path)
    )


def _lost_page(path: str, source: Waiting | None) -> Finding:
    """Say that a page is gone, and why where its source is still there."""
    if source is None:
        hint = "Nếu bài đã chuyển chỗ, thêm Địa chỉ cũ: vào bài mới; nếu muốn gỡ, giữ tệp và thêm Rút bài: lý do."
        return note("build.lost-address", f"Địa chỉ /{path} không còn nữa.", Where(path=path), hint)
    why = f"hẹn lên trang lúc {text.format_moment(source.due)}" if source.due else "để Nháp"
    return note(
        "build.lost-address",
        f"Bài đang {why} nên trang cũ /{path} đã được gỡ.",
        Where(path=source.path),
        "Nếu bài vẫn phải ở trên trang, xoá dòng Nháp hoặc sửa lại ngày giờ; nếu muốn gỡ, thêm Rút bài: lý do.",
    )
