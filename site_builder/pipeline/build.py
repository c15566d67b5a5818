"""A loaded portal → a whole output folder, or findings and the old folder untouched."""

from __future__ import annotations

import os
import re
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from site_builder import media, staging, text
from site_builder.errors import Finding, Where, error, note
from site_builder.freeze import Late, Made, Old, freeze, page_base
from site_builder.ledger import Ledger, Noted
from site_builder.manifest import MANIFEST_NAME, Manifest
from site_builder.model import Imprint, Spot, TextFile, Waiting
from site_builder.pipeline.glance import Glance
from site_builder.pipeline.load import Loaded, in_order, load_portal, search_files
from site_builder.pipeline.outcome import Output, open_output, settings_of
from site_builder.pipeline.plan import Plan, Tick
from site_builder.pipeline.report import Report
from site_builder.pipeline.touch import touch


def build(portal: Path, plan: Plan, seen: Glance, tick: Tick) -> Report:
    """Build one portal, of which there is something new: by the short way where it leads there, else by the whole way."""
    target = plan.out / portal.name
    staging.check_target(target, forbidden=(portal, *plan.sources()))
    with staging.locked(target):
        mended = staging.recover(target) or ""
        output = open_output(portal, plan, seen)
        report = touch(output, seen, tick) or _build(output, seen, tick)
    return replace(report, mended=mended)


def _build(output: Output, seen: Glance, tick: Tick) -> Report:
    portal, plan = output.portal, output.plan
    known = seen.digests(portal)
    loaded = load_portal(portal, plan, known=known)
    if not isinstance(loaded, Loaded):
        return Report(portal=portal.name, findings=loaded, seconds=0)
    refused = _render_media(loaded, plan, tick)
    if refused:
        again = load_portal(portal, plan, refused=refused, known=known)
        loaded = again if isinstance(again, Loaded) else loaded
    drafts = sum(one.due is None for one in loaded.site.waiting)
    scheduled = len(loaded.site.waiting) - drafts
    if not _may_build(loaded.findings, loaded.skipped):
        return Report(
            portal=portal.name, findings=loaded.findings, seconds=0, drafts=drafts, scheduled=scheduled
        )
    files = search_files(loaded.site.search, loaded.theme, loaded.stock.words)
    sheets: list[Made] = []
    manifest = output.put(partial(_fill, loaded, plan, files, sheets, tick), all_of_it=True)
    media.prune(loaded.site.media, plan.cache(portal), now=time.time())
    ledger = _ledger(loaded, plan, seen, drafts, scheduled)
    if not loaded.skipped and _all_seen(loaded, seen):
        output.note(manifest, ledger, _imprint(loaded, files, sheets))
    told = _damaged() if output.salvaged and output.known is None else ()
    findings = in_order((*loaded.findings, *told, *_lost(output.known, manifest, loaded.site.waiting)))
    return replace(output.report(manifest, ledger), findings=findings, skipped=loaded.skipped)


def _fill(
    loaded: Loaded,
    plan: Plan,
    files: tuple[TextFile | Late, ...],
    sheets: list[Made],
    tick: Tick,
    stage: Path,
    old: Old,
) -> tuple[list[Made], frozenset[str]]:
    """Put all that is new of a site into *stage*; *sheets* takes what became of its pages."""
    made = freeze(
        loaded.site, loaded.theme, loaded.stock.words, loaded.stock.shelves.pages, files, portal=loaded.portal, stage=stage,
        old=old, cache=plan.cache(loaded.portal), workers=plan.hands, tick=tick,
    )  # fmt: skip
    sheets.extend(one for one in made if one.digest)
    return made, frozenset()


def _ledger(loaded: Loaded, plan: Plan, seen: Glance, drafts: int, scheduled: int) -> Ledger:
    """Return what there is to note, but for the output; what is told of this change alone is not told again."""
    urls = {path: url for url, path in loaded.site.sources}
    sources = (one.source for one in loaded.stock.entries)
    return Ledger(
        ground=seen.ground, since=plan.now, until=loaded.site.until, inputs=seen.inputs, outputs={},
        sources={one.path: Noted(digest=one.digest, url=urls.get(one.path, "")) for one in sources},
        findings=loaded.findings, drafts=drafts, scheduled=scheduled, imprint="", amended={},
    )  # fmt: skip


def _all_seen(loaded: Loaded, seen: Glance) -> bool:
    """Tell whether a glance sees all that was read: no item may name a hidden picture."""
    return all(os.fspath(loaded.portal / job.source) in seen.inputs for job in loaded.site.media)


def _imprint(loaded: Loaded, files: tuple[TextFile | Late, ...], sheets: list[Made]) -> Imprint:
    return Imprint(
        settings=settings_of(loaded.config),
        base=page_base(loaded.theme, loaded.site.frame),
        frame=loaded.site.frame,
        makes=loaded.theme.makes,
        sheets=tuple((f"/{one.artifact.path}", one.digest) for one in sheets),
        search=loaded.site.search,
        assets=tuple(one.url for one in loaded.theme.assets),
        shards=tuple(one.url for one in files),
    )


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
