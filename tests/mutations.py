#!/usr/bin/env python3
"""Each guard that keeps a quick build right, with the slip that would take it away, and the tests that must notice.

`python tests/mutations.py` makes each slip in a copy of the project, runs the named tests there, and fails where one
still passes. `python tests/mutations.py ledger crew` takes the files whose paths hold these words; `-j 4` sets how many
run at once. `tests/test_mutations.py` sees to it that the list and the code do not drift apart.
"""

from __future__ import annotations

import argparse
import os
import queue
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LEFT_OUT = (
    ".git",
    ".venv*",
    ".tools",
    ".cache",
    "public",
    "__pycache__",
    ".hypothesis",
    ".*_cache",
    "node_modules",
)
_ENOUGH = 600  # seconds: a slip may make a test wait for ever, which is noticed too


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One slip: *old* becomes *new* in *file*, where it stands once, and then *tests* must fail."""

    guard: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def at(file: str, *slips: tuple[str, str, str, str]) -> Iterator[Mutation]:
    """Yield the slips of one file: the guard, its text, the slip, and the tests, parted by spaces."""
    for guard, old, new, tests in slips:
        yield Mutation(guard=guard, file=f"site_builder/{file}", old=old, new=new, tests=tuple(tests.split()))


_LEDGER, _GLANCE, _JOURNAL, _TOUCH = (
    f"tests/test_{name}.py" for name in ("ledger", "glance", "journal", "touch")
)
_FREEZE, _SHELF, _CREW, _CLOCK = (f"tests/test_{name}.py" for name in ("freeze", "shelf", "crew", "clock"))
_QUICK, _SANDBOX, _PACKING = (f"tests/test_{name}.py" for name in ("markup_quick", "sandbox", "packing"))
_INCREMENTAL, _WORKERS = (f"tests/promises/test_{name}.py" for name in ("incremental", "workers"))
_FIELDS = f"{_LEDGER}::test_each_field_of_a_stamp_tells_that_a_file_has_changed"
_HOLDS = f"{_LEDGER}::test_a_ledger_holds_on_its_ground_in_its_time_with_its_files"
_UNSURE = f"{_LEDGER}::test_a_file_that_changed_within_two_seconds_or_in_the_future_is_unsure"
_CHANGED = f"{_GLANCE}::test_what_has_changed_is_read"
_WISHES = f"{_GLANCE}::test_another_moment_or_another_wish_is_another_build"
_WAY = f"{_JOURNAL}::test_what_is_in_the_way_stays_and_nothing_is_moved"
_STEPS = f"{_JOURNAL}::test_a_step_that_fails_is_done_by_the_next_command"
_ORDER = f"{_JOURNAL}::test_all_is_on_the_disk_before_what_relies_on_it"
_TORN = f"{_JOURNAL}::test_a_torn_journal_was_never_ours {_JOURNAL}::test_a_journal_that_was_not_finished_leaves_the_old_tree_and_nothing_beside"
_WHOLE = f"{_TOUCH}::test_whatever_else_may_show_goes_the_whole_way"
_SHORT = f"{_TOUCH}::test_words_templates_and_the_menu_go_the_short_way"
_NEXT = f"{_TOUCH}::test_one_short_way_follows_the_other"
_VERSION = f"{_INCREMENTAL}::test_another_version_of_the_program_trusts_nothing_of_the_old_one"
_ONE = f"{_INCREMENTAL}::test_one_thing_of_each_kind_equals_a_clean_build"

MUTATIONS: tuple[Mutation, ...] = (
    *at(
        "ledger.py",
        ("a stamp knows the size", "{state.st_size}.", "", _FIELDS),
        ("a stamp knows the time of change", ".{state.st_mtime_ns}", "", _FIELDS),
        ("a stamp knows when its inode changed", ".{state.st_ctime_ns}", "", _FIELDS),
        ("a stamp knows the inode", ".{state.st_ino}", "", _FIELDS),
        ("what changed a moment ago is unsure", "> before - _TICK", "> before", _UNSURE),
        ("both times count for that", "max(state.st_mtime_ns, state.st_ctime_ns)", "state.st_mtime_ns", _UNSURE),
        ("what is unsure is never the same", "return sure and self", "return self", f"{_LEDGER}::test_a_ledger_with_an_unsure_file_never_holds"),
        ("a ledger holds on its ground", "self.ground == ground and ", "", _HOLDS),
        ("a ledger holds from its moment on", "self.since <= now", "True", _HOLDS),
        ("a ledger holds until something is due", "<= now < self.until", "<= now", _HOLDS),
        ("a ledger holds for the same files", "and self.inputs == inputs", "", _HOLDS),
        ("a folder that refuses is unsure", "except OSError:\n            yield place, UNSURE", "except OSError:\n            yield place, 'folder'", f"{_LEDGER}::test_a_folder_that_refuses_is_unsure"),
        ("a linked folder is unsure", "one.is_symlink() and one.is_dir()", "False", f"{_LEDGER}::test_what_lies_behind_a_linked_folder_is_unsure_unless_links_are_expected"),
        ("a folder of its own is an input", 'yield one.path, "folder"', "pass", f"{_CHANGED} {_LEDGER}"),
        ("only plain files of the output count", "if stat.S_ISREG(state.st_mode):", "if True:", f"{_LEDGER}::test_only_plain_files_of_the_output_have_a_stamp"),
        ("the program is an input", "yield from stamp_tree(package, before)", "yield from ()", f"{_LEDGER}::test_the_program_and_its_libraries_are_seen"),
        ("the libraries are an input", "yield folder, stamp(", "0, stamp(", f"{_LEDGER}::test_the_program_and_its_libraries_are_seen"),
        ("an altered ledger is not read", "if check != _check(data):", "if False:", f"{_LEDGER}::test_an_altered_ledger_was_never_there"),
        ("a ledger of another version is not read", 'raw["version"] != _VERSION', "False", f"{_LEDGER}::test_a_ledger_of_another_shape_was_never_there"),
        ("a ledger is written whole", "fresh = file.with_suffix(\".new\")", "fresh = file; file.unlink(missing_ok=True)", f"{_LEDGER}::test_a_disk_that_refuses_keeps_the_old_ledger"),
    ),
    *at(
        "pipeline/glance.py",
        ("the ground knows the interpreter", "sys.version, ", "", f"{_GLANCE}::test_another_interpreter_is_another_build"),
        ("the ground knows broken items", "plan.skip_broken, ", "", _WISHES),
        ("the ground knows the preview", ", plan.preview", "", _WISHES),
        ("a glance sees the portal", "yield from stamp_tree(portal, now)", "yield from ()", _CHANGED),
        ("a glance sees the themes", "yield from stamp_tree(folder, now, linked=True)", "yield from ()", _CHANGED),
        ("a glance sees the program", "yield from stamp_program(now)", "yield from ()", f"{_GLANCE}::test_another_program_is_another_build"),
        ("the output is looked at", "or not seen.outputs(target)", "", _CHANGED),
        ("every output is looked at", "== known", "is not None", _CHANGED),
    ),
    *at(
        "pipeline/build.py",
        ("a portal with something left out is not noted", "not loaded.skipped and _all_seen", "_all_seen", f"{_GLANCE}::test_a_build_with_something_left_out_is_never_taken_for_whole"),
        ("what a glance cannot see is not noted", "and _all_seen(loaded, seen)", "", f"{_GLANCE}::test_a_hidden_file_that_an_item_names_is_not_overlooked"),
    ),
    *at(
        "pipeline/outcome.py",
        ("outputs are trusted with their manifest only", "sound=sound if whole else", "sound=sound if True else", f"{_GLANCE}::test_a_page_is_trusted_only_with_the_manifest_that_was_noted"),
        ("outputs are trusted with their stamps only", "if noted[path] == stamp", "", f"{_ONE} {_FREEZE}"),
        ("what is no more goes", "gone = self.salvaged - paths", "gone = frozenset[str]()", f"{_FREEZE} {_ONE}"),
        ("nothing to change needs the same manifest", "and _read(self.target / MANIFEST_NAME) == data", "", f"{_FREEZE} {_ONE}"),
        ("the menu alone is no part of the settings", "menu=(), ", "menu=(), sections=(), offices=(), name='', ", _WHOLE),
    ),
    *at(
        "pipeline/touch.py",
        ("the short way rests on the same ground and time", "or not ledger.rests_on(seen.ground, plan.now)", "", f"{_TOUCH}::test_another_moment_goes_the_whole_way"),
        ("the short way needs a sound output", "or not output.old.is_sound(ledger.outputs)", "", _WHOLE),
        ("the short way needs the same files", "demand(seen.inputs.keys() == ledger.inputs.keys())", "pass", _WHOLE),
        ("only items, themes and settings may differ", "demand(all(name.startswith(themes)", "(all(name.startswith(themes)", _WHOLE),
        ("the settings are the same", "demand(settings_of(config) == imprint.settings)", "pass", _WHOLE),
        ("the theme makes the same", "theme.makes == imprint.makes and ", "", _WHOLE),
        ("the options are the same", " and theme.look.options == imprint.frame.options", "", _WHOLE),
        ("old shards go", "before = (*imprint.assets, *imprint.shards)", "before = imprint.assets", _SHORT),
        ("old assets go", "before = (*imprint.assets, *imprint.shards)", "before = imprint.shards", _SHORT),
        ("the imprint knows new shards", "shards=tuple(one.url for one in extra),", "shards=imprint.shards,", _NEXT),
        ("the imprint knows new assets", "assets=tuple(one.url for one in work.theme.assets),", "assets=imprint.assets,", f"{_TOUCH}::test_a_style_that_is_edited_twice_leaves_one_file"),
        ("the ledger knows what was amended", "amended={**work.ledger.amended, **fresh},", "amended={},", _NEXT),
        ("the ledger knows new digests", "sources={**work.ledger.sources, **{one.path: one.noted for one in changes}},", "sources=work.ledger.sources,", _NEXT),
        ("another theme draws all pages", "if whole or url in fresh", "if url in fresh", _SHORT),
    ),
    *at(
        "pipeline/rewording.py",
        ("the front matter is the same", "demand(replace(old.entry, source=new.entry.source) == new.entry)", "pass", _WHOLE),
        ("nobody tells of the files that are named", "demand(not known.mentioned(set(old.mentions) ^ set(new.mentions)))", "pass", _WHOLE),
        ("no body becomes empty", "not was.blank and not now.blank and ", "", _WHOLE),
        ("first words stand elsewhere", "demand(was.lead == now.lead or new.entry.common.summary)", "pass", _WHOLE),
        ("pictures are the same", "demand(old.gist.pictures == new.gist.pictures)", "pass", _WHOLE),
        ("links lead to the same files", " and was.jobs == now.jobs and was.used == now.used", "", _WHOLE),
        ("anchors are looked for", 'and not any(\n        one.startswith("#") for one in now.links\n    )', "", _WHOLE),
        ("what was told of a line is told anew", "demand(not _told_of_lines(known.told, old))", "pass", _WHOLE),
        ("findings of new words are told", "(*(one for one in told if one not in over), *new)", "(*(one for one in told if one not in over),)", f"{_TOUCH}::test_what_the_new_words_give_to_tell_is_told"),
        ("findings of old words are told no more", "if one not in over", "", f"{_TOUCH}::test_what_the_new_words_give_to_tell_is_told"),
    ),
    *at(
        "pipeline/reading.py",
        ("a reading is one program's", '{program_digest()}|{found.kind}', "{found.kind}", _VERSION),
        ("a reading is one kind's", "|{found.kind}|", "|", f"{_INCREMENTAL}::test_an_item_of_another_kind_is_read_anew"),
        ("a reading is one path's", "|{found.path}|", "|", f"{_ONE} {_SHELF}"),
        ("a reading is one text's", "{found.path}|{digest}", "{found.path}", f"{_ONE} {_SHELF}"),
        ("a prose is one program's", '{program_digest()}|{key}', "{key}", _VERSION),
        ("a lost prose is made of what was read", "content.prose_key(_digest(data)) == key", "True", f"{_INCREMENTAL}::test_a_text_that_changes_while_it_is_read_stops_the_build"),
        ("an imprint is the last one's", 'kept.get("name") == name and ', "", f"{_TOUCH}::test_an_imprint_of_another_build_is_not_taken"),
        ("words are there or the short way is left", "if len(found) < len(rows):", "if False:", f"{_TOUCH}::test_what_the_shelves_have_lost_is_made_the_whole_way"),
    ),
    *at(
        "shelf.py",
        ("an altered row is not read", "or _check(data) != check", "", f"{_SHELF}::test_an_altered_value_was_never_there"),
        ("a damaged file goes", "        with suppress(OSError):\n            file.unlink()", "        pass", f"{_SHELF}::test_a_damaged_file_is_replaced"),
        ("a file in use stays", 'if getattr(exc, "sqlite_errorname", "").startswith(_NOT_ITS_FAULT):', "if False:", f"{_SHELF}::test_a_shelf_in_use_is_not_waited_for_in_vain"),
        ("what nobody uses is swept out", "if count > (1 + _SPARE) * max(len(used), 100):", "if False:", f"{_SHELF}::test_rows_of_older_contents_are_swept_out"),
    ),
    *at(
        "packing.py",
        ("only our values come back", "if kind not in _PLAIN:\n            raise", "if False:\n            raise", f"{_PACKING} {_SHELF}"),
        ("equal values are equal bytes", "_FORM = 2", "_FORM = 4", _PACKING),
    ),
    *at(
        "freeze.py",
        ("a page stands with its key only", "if known is None or known.key != key:", "if known is None:", f"{_FREEZE} {_ONE}"),
        ("a page stands with its bytes only", "if path in self.sound or self._is_whole(known)", "if True", f"{_FREEZE}::test_a_page_that_somebody_harmed_is_healed"),
        ("a link is no page of ours", "not file.is_symlink() and ", "", f"{_FREEZE}::test_a_page_that_somebody_harmed_is_healed"),
        ("a key knows the program", '{program_digest()}|{theme.digest}', "{theme.digest}", f"{_FREEZE}::test_another_version_names_its_pages_otherwise"),
        ("a key knows the theme", "|{theme.digest}|", "|", f"{_FREEZE}::test_what_stands_on_every_page_draws_every_page"),
        ("a key knows the frame", " + pack(frame))", ")", f"{_FREEZE}::test_what_stands_on_every_page_draws_every_page"),
        ("a key knows the page", '{base}|{page}', "{base}", f"{_FREEZE}::test_the_key_of_a_page_covers_all_of_it {_ONE}"),
        ("a page's digest knows the program", "program_digest().encode() + packed", "packed", f"{_FREEZE}::test_another_version_names_its_pages_otherwise"),
        ("a late file's key knows the program", '{program_digest()}|{late.url}', "{late.url}", f"{_FREEZE}::test_the_key_of_a_late_file_knows_the_program"),
        ("a late file's key knows its address", '|{late.url}', "", f"{_FREEZE}::test_keys_of_late_files_and_media_tell_them_apart"),
        ("a medium's key knows its source", '{job.digest}|{job.width}', "{job.width}", f"{_FREEZE}::test_the_key_of_a_medium_knows_the_bytes_of_its_source"),
        ("a medium's key knows its recipe", "|{drawn}", "", f"{_FREEZE}::test_keys_of_late_files_and_media_tell_them_apart"),
        ("a plain file stands with its content only", "kept is not None and kept.digest == digest(data)", "kept is not None", f"{_FREEZE} {_ONE}"),
        ("a copy is of what was read", "if not job.format and digest(data) != job.digest:", "if False:", f"{_FREEZE}::test_an_attachment_that_changes_while_it_is_taken_stops_the_build"),
    ),
    *at(
        "staging/journal.py",
        ("a stage without its marker moves nowhere", "if not is_marker(stage_path(stage, MARKER)):", "if False:", f"{_JOURNAL}::test_a_stage_without_a_marker_is_a_bug_and_changes_nothing"),
        ("what is in the way stays", "if not _fits(target, (*fresh, MARKER, *gone), {MARKER, *ours}):", "if False:", _WAY),
        ("a stranger's file is in the way", "path not in ours or ", "", _WAY),
        ("a folder is in the way", " or _is_folder(place)", "", _WAY),
        ("a link above is in the way", "place.is_dir() and not place.is_symlink()", "place.is_dir()", f"{_JOURNAL}::test_no_file_goes_through_a_link_that_a_stranger_made"),
        ("what goes is looked at too", "(*fresh, MARKER, *gone)", "(*fresh, MARKER)", _WAY),
        ("the stage is on the disk before the journal", "        sync_tree(stage)\n        _write(", "        _write(", _ORDER),
        ("the journal is on the disk before it has its name", "os.fsync(stream.fileno())", "pass", _ORDER),
        ("its name is on the disk before a file moves", "replace(fresh, beside(target, \"journal\"))\n    sync_folder(target.parent)", "replace(fresh, beside(target, \"journal\"))", _ORDER),
        ("the journal takes its name when it is whole", 'fresh = beside(target, "journal.new")', 'fresh = beside(target, "journal")', f"{_JOURNAL}::test_the_journal_is_there_only_when_it_is_whole"),
        ("the tree is on the disk before the journal goes", "sync_folders(target, sorted(", "(lambda *_: None)(target, sorted(", _ORDER),
        ("the journal goes last", "    patiently(beside(target, \"journal\").unlink)\n    sync_folder(target.parent)", "    sync_folder(target.parent)", f"{_JOURNAL}::test_what_is_new_goes_in_and_what_is_gone_goes_out {_STEPS}"),
        ("a file that was moved is not missed", "except FileNotFoundError:\n        if os.path.lexists(file):", "except ZeroDivisionError:\n        if os.path.lexists(file):", _STEPS),
        ("a file that was removed is not missed", "with suppress(FileNotFoundError):", "with suppress():", _STEPS),
        ("a torn journal goes", "beside(target, name).unlink(missing_ok=True)", "pass", _TORN),
        ("a torn journal is no journal", "(FileNotFoundError, ValueError)", "(FileNotFoundError,)", _TORN),
        ("a journal has its parts", ' and {"move", "remove"} <= raw.keys()', "", _TORN),
    ),
    *at(
        "staging/stage.py",
        ("a stage that a journal names is not discarded", 'if stage.with_suffix(".journal").exists():\n        return', 'if False:\n        return', _STEPS),
        ("two paths are two files in a flat stage", "hashlib.sha256(path.encode())", "hashlib.sha256(b'')", _JOURNAL),
    ),
    *at(
        "staging/swap.py",
        ("a journal is rolled forward", "finished = finish(target)", "finished = False", _STEPS),
    ),
    *at(
        "crew.py",
        ("results come in the order of the parts", "return [done[at] for at in range(len(parts))]", "return list(done.values())", f"{_CREW}::test_results_come_in_the_order_of_the_parts"),
        ("where threads run nothing is forked", " or threading.active_count() > 1", "", f"{_CREW}::test_where_threads_run_nothing_is_forked"),
        ("what a mate raises is raised", "if isinstance(found, BaseException):\n            raise found", "if isinstance(found, BaseException):\n            return {}", f"{_CREW}::test_what_another_process_raises_is_raised_here"),
        ("a mate that is killed is told in words", "except EOFError as exc:\n            raise", "except ZeroDivisionError as exc:\n            raise", f"{_CREW}::test_a_process_that_the_system_ends_is_told_in_words"),
        ("a mate ends with its caller", "    _end_with(caller)\n    try:", "    try:", f"{_CREW}::test_nobody_works_on_when_the_caller_is_killed"),
        ("mates end where the caller fails", "        self.process.terminate()\n        self.process.join()", "        pass", f"{_CREW}::test_the_others_end_where_the_caller_fails"),
        ("a bug of a mate is a bug", "pipe.send(RuntimeError(traceback.format_exc()))", "pass", f"{_CREW}::test_a_bug_in_another_process_is_a_bug_here"),
        ("a lock that nobody lets go is not waited for", "acquire(timeout=_PATIENCE)", "acquire(timeout=10**9)", f"{_CREW}::test_who_is_killed_while_taking_a_part_holds_nobody_up"),
    ),
    *at(
        "assemble/clock.py",
        ("a day ends the answers", "self.today + timedelta(days=1)", "self.today + timedelta(days=2)", _CLOCK),
        ("what has not come ends the answers", "self.until = min(self.until, moment)", "pass", f"{_CLOCK} {_GLANCE}::test_another_moment_or_another_wish_is_another_build"),
        ("a moment has come at that very moment", "if moment <= self.now:", "if moment < self.now:", _CLOCK),
        ("the day is that of Vietnam", "self.now.astimezone(text.VN).date()", "self.now.date()", _CLOCK),
    ),
    *at(
        "theme/sandbox.py",
        ("a file of macros remembers no page", "        if line:\n            message", "        if False:\n            message", f"{_SANDBOX}::test_no_file_of_macros_remembers_the_pages_that_were_drawn_before"),
        ("a call outside a macro is a memory", "node.find(nodes.Call) is None and ", "", f"{_SANDBOX}::test_no_file_of_macros_remembers_the_pages_that_were_drawn_before"),
        ("a filter outside a macro is a memory", " and node.find(nodes.Filter) is None", "", f"{_SANDBOX}::test_no_file_of_macros_remembers_the_pages_that_were_drawn_before"),
    ),
    *at(
        "markup/quick.py",
        ("only known characters are plain", "or not _CHARACTERS.fullmatch(text)", "", _QUICK),
        ("a line that ends in a space is not plain", 'or " \\n" in text ', "", _QUICK),
        ("a text that ends in a space is not plain", 'or text.endswith(" ")', "", _QUICK),
        ("a long text is not plain", "len(text) > MAX_LINE or ", "", _QUICK),
        ("a list's number is no paragraph", r"(?!\d+\.)", "", _QUICK),
        ("bold does not begin with a space", r"\*\*(?! )(?:", r"\*\*(?:", _QUICK),
        ("italic does not begin with a space", r"\*(?![ *])(?:", r"\*(?:", _QUICK),
        ("a table's rows are as long as its head", "if any(len(row) != len(head) for row in (rule, *rows)):", "if False:", _QUICK),
        ("addresses have a known scheme", "(?:https?://{_HOST}|mailto:|tel:)", "(?:[a-z]+:)", _QUICK),
    ),
)  # fmt: skip


def main(words: Sequence[str]) -> int:
    """Make the slips that *words* ask for, and tell of each whether it was noticed."""
    parser = argparse.ArgumentParser(prog="tests/mutations.py", description=__doc__)
    parser.add_argument("words", nargs="*", help="parts of the paths of files, or of the names of guards")
    parser.add_argument("-j", type=int, default=2, help="how many run at once")
    asked = parser.parse_args(words)
    chosen = [
        one
        for one in MUTATIONS
        if not asked.words or any(word in one.file or word in one.guard for word in asked.words)
    ]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(asked.j) as pool:
        copies: queue.Queue[Path] = queue.Queue()
        for number in range(asked.j):
            copies.put(_copy(Path(folder) / str(number)))
        sound = _run(copies, sorted({test for one in chosen for test in one.tests}))
        if sound:
            print(f"Before any slip the tests end with code {sound}: mend them first.")
            return 2
        survived = 0
        for one, code in zip(chosen, pool.map(lambda one: _tried(copies, one), chosen), strict=True):
            survived += code != 1
            print(
                f"{'caught' if code == 1 else f'SURVIVED ({code})':<14} {one.file.removeprefix('site_builder/')}: {one.guard}",
                flush=True,
            )
    print(f"{len(chosen) - survived} of {len(chosen)} caught")
    return int(survived > 0)


def _copy(place: Path) -> Path:
    shutil.copytree(ROOT, place, ignore=shutil.ignore_patterns(*_LEFT_OUT), symlinks=True)
    return place


def _tried(copies: queue.Queue[Path], one: Mutation) -> int:
    """Make a slip, run its tests and mend it again; return pytest's exit code, which is 1 where a test has failed."""
    place = copies.get()
    file = place / one.file
    whole = file.read_text(encoding="utf-8")
    try:
        if whole.count(one.old) != 1:
            return -1
        file.write_text(whole.replace(one.old, one.new), encoding="utf-8")
        return _pytest(place, one.tests)
    finally:
        file.write_text(whole, encoding="utf-8")
        copies.put(place)


def _run(copies: queue.Queue[Path], tests: Sequence[str]) -> int:
    place = copies.get()
    try:
        return _pytest(place, tests)
    finally:
        copies.put(place)


def _pytest(place: Path, tests: Sequence[str]) -> int:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-m", "not long", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=place, env=environment, capture_output=True, timeout=_ENOUGH, check=False
        )
    except subprocess.TimeoutExpired:
        return 1
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
