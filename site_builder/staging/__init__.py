"""A tree that replaces the old one only when it is whole: lock, stage, swap, and mending after a cut.

A build writes into a stage beside the output and swaps the two in one step, so a visitor, a checker or a
second build sees the old tree or the new one, never a mixture. Beside an output `public/xa` may lie, all
named for it:

    public/.xa.lock         held by the running build through the operating system; empty, freed when it dies
    public/.xa.holder.json  who holds it, for the message to whoever waits
    public/.xa.stage        the tree being written, or, just after the swap, the old one on its way out
    public/.xa.old          the old tree, only where the system swaps in two steps, only between the two
    public/.xa.trash        a tree that is being deleted
    public/.xa.fresh        the new files of a large tree, which go into it one by one
    public/.xa.journal      which they are and where they go, while they do

`recover` reads these names and the journal, which takes its name only when it is whole. Files in the
output that no build of ours made (a host's own, a search engine's proof) are carried over, never deleted.

Use `check_out` and `check_target`, then, inside `locked`: `recover`, `open_stage`, `write_file` and the like, `commit` or `amend`.
"""

from site_builder.staging.journal import amend, unfold
from site_builder.staging.lock import locked
from site_builder.staging.names import MARKER, PROGRAM
from site_builder.staging.stage import (
    copy_file,
    discard,
    link_file,
    open_stage,
    stage_path,
    write_file,
    write_files,
)
from site_builder.staging.swap import commit, is_touched, recover, was_cut
from site_builder.staging.target import check_out, check_target, clear_target, strangers

__all__ = [
    "MARKER",
    "PROGRAM",
    "amend",
    "check_out",
    "check_target",
    "clear_target",
    "commit",
    "copy_file",
    "discard",
    "is_touched",
    "link_file",
    "locked",
    "open_stage",
    "recover",
    "stage_path",
    "strangers",
    "unfold",
    "was_cut",
    "write_file",
    "write_files",
]
