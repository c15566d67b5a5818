"""What a build has made → the output folder, the ledger and the imprint that the next build goes by."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder import staging
from site_builder.config import SiteConfig
from site_builder.freeze import PROGRAM, Made, Old
from site_builder.ledger import Ledger, stamp_files, write_ledger
from site_builder.manifest import (
    MANIFEST_NAME,
    Manifest,
    compare,
    dump_manifest,
    read_manifest,
    salvage_paths,
)
from site_builder.model import Imprint
from site_builder.pipeline.glance import Glance, ledger_file
from site_builder.pipeline.plan import Plan
from site_builder.pipeline.reading import Shelves
from site_builder.pipeline.report import Build, Report

LARGE, FEW = 2_000, 24
"""Files: new ones go one by one into a larger tree, and few of them into any: to swap, all the others must be linked to
the new tree and removed with the old one, which takes longer than to make them."""


def settings_of(config: SiteConfig) -> str:
    """Return the digest of the settings, but for the menu, and for where in the file they stand."""
    return hashlib.sha256(repr(replace(config, menu=(), emblem_line=0)).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """The output folder of a portal, under its lock, and what is known of it."""

    portal: Path
    plan: Plan
    known: Manifest | None
    salvaged: frozenset[str]
    old: Old

    @property
    def target(self) -> Path:
        """Return the folder."""
        return self.old.root

    def put(
        self, fill: Callable[[Path, Old], tuple[list[Made], frozenset[str]]], *, all_of_it: bool
    ) -> Manifest:
        """Let *fill* put what is new into a stage, and the stage into the output; return the new manifest.

        *fill* returns all files and, unless they are *all_of_it*, which of the old ones go; the others stay.
        """
        stage = staging.open_stage(self.target, flat=bool(self.old.files))
        try:
            made, gone = fill(stage, self.old)
            files = {one.artifact.path: one.artifact for one in made}
            if not all_of_it:
                files = {path: one for path, one in self.old.files.items() if path not in gone} | files
            manifest = Manifest(portal=self.portal.name, program=PROGRAM, artifacts=tuple(files.values()))
            self._commit(manifest, frozenset(one.artifact.path for one in made if one.fresh), stage)
        except BaseException:
            staging.discard(stage)
            raise
        return manifest

    def _commit(self, manifest: Manifest, fresh: frozenset[str], stage: Path) -> None:
        """Put the stage in the place of the old tree: nothing at all, file by file, or as a whole.

        Where the old manifest is damaged, what stands at an address of the new tree was ours too: nobody else is told
        of our addresses.
        """
        paths = frozenset(manifest.paths)
        gone = self.salvaged - paths
        data = dump_manifest(manifest)
        if self.old.files and not fresh and not gone and _read(self.target / MANIFEST_NAME) == data:
            staging.discard(stage)
            return
        staging.write_file(stage, MANIFEST_NAME, data)
        if self.old.files:
            few = len(paths) > LARGE or len(fresh) + len(gone) <= FEW
            if few and staging.amend(stage, self.target, fresh=fresh, gone=gone, ours=self.salvaged):
                return
            stage = staging.unfold(stage, self.target, fresh)
        for path in manifest.paths:
            if path not in fresh:
                staging.link_file(stage, path, self.target / path)
        damaged = self.salvaged and not self.old.files
        staging.commit(stage, self.target, ours=self.salvaged | paths if damaged else self.salvaged)

    def amend(
        self,
        fill: Callable[[Path, Old], tuple[list[Made], frozenset[str]]],
        ledger: Ledger,
        imprint: Imprint | None,
    ) -> Report:
        """Put into the output what *fill* makes anew, and note it; an *imprint* is given where it is another."""
        manifest = self.put(fill, all_of_it=False)
        self.note(manifest, ledger, imprint)
        return self.report(manifest, ledger)

    def note(self, manifest: Manifest, ledger: Ledger, imprint: Imprint | None) -> None:
        """Note what was seen and made, for the next glance."""
        stamps = stamp_files(self.target, (*manifest.paths, MANIFEST_NAME), sys.maxsize)
        ledger = replace(ledger, outputs=stamps)
        if imprint is not None:
            token = Shelves(cache=self.plan.cache(self.portal), found={}).press(imprint)
            ledger = replace(ledger, imprint=token)
        write_ledger(ledger_file(self.portal, self.plan), ledger)

    def report(self, manifest: Manifest, ledger: Ledger) -> Report:
        """Return what there is to say of the output."""
        return Report(
            portal=self.portal.name,
            findings=ledger.findings,
            seconds=0,
            pages=sum(one.path.endswith(".html") for one in manifest.artifacts),
            build=Build(root=self.target, files=len(manifest.artifacts)),
            changes=compare(self.known, manifest),
            drafts=ledger.drafts,
            scheduled=ledger.scheduled,
        )


def open_output(portal: Path, plan: Plan, seen: Glance) -> Output:
    """Look at the old output; what nobody has touched since it was noted need not be read to be trusted."""
    target = plan.out / portal.name
    known = read_manifest(target)
    if known is None:
        return Output(
            portal=portal,
            plan=plan,
            known=None,
            salvaged=salvage_paths(target),
            old=Old(root=target, files={}),
        )
    noted = seen.ledger.outputs if seen.ledger else {}
    now = stamp_files(target, noted, sys.maxsize)
    sound = frozenset(path for path, stamp in now.items() if noted[path] == stamp)
    whole = MANIFEST_NAME in sound  # the digests that were noted with the stamps are those that it holds
    old = Old(
        root=target, files={one.path: one for one in known.artifacts}, sound=sound if whole else frozenset()
    )
    return Output(portal=portal, plan=plan, known=known, salvaged=frozenset(old.files), old=old)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
