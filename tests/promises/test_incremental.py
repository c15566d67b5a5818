"""The promise of the short cuts: whatever happened since the last build, a build gives what one from nothing gives."""

from __future__ import annotations

import hashlib
import random
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder import markup, staging
from site_builder.content import Found, prose_key
from site_builder.errors import WorldError
from site_builder.pipeline import build as pipeline
from site_builder.pipeline import build_portal
from site_builder.pipeline.reading import Shelves
from tests import desk as room
from tests.conftest import SITE, news, tree
from tests.desk import HAPPENINGS, Desk, Happening
from tests.twins import Way, agrees, going, plan_of

WAYS = st.builds(Way, workers=st.sampled_from((1, 1, 2, 3)), amends=st.booleans(), skip_broken=st.booleans())
STEP = st.tuples(st.sampled_from(HAPPENINGS), st.integers(0, 10**6))
BY_THE_CLERK = st.tuples(st.sampled_from(room.BY_THE_CLERK), st.integers(0, 10**6))
STEPS = st.lists(STEP | BY_THE_CLERK, min_size=6, max_size=14)


def keeps_the_promise(steps: list[tuple[Happening, int]], way: Way) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        agrees(desk, way)
        for happening, seed in steps:
            desk.let_the_clock_of_the_disk_move()
            happening(desk, random.Random(seed))
            agrees(desk, way)


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS, way=WAYS)
def test_a_build_after_anything_equals_a_clean_build(steps: list[tuple[Happening, int]], way: Way) -> None:
    keeps_the_promise(steps, way)


@pytest.mark.long
@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEP, min_size=3, max_size=12), way=WAYS)
def test_a_build_after_very_many_things_equals_a_clean_build(
    steps: list[tuple[Happening, int]], way: Way
) -> None:
    keeps_the_promise(steps, way)


@pytest.mark.slow
@pytest.mark.parametrize("happening", HAPPENINGS, ids=lambda one: one.__name__)
def test_one_thing_of_each_kind_equals_a_clean_build(happening: Happening) -> None:
    keeps_the_promise([(happening, 7), (room.do_nothing, 0)], Way(amends=True))


def test_the_short_cuts_are_taken(tmp_path: Path) -> None:
    """A property that never came to them would promise nothing."""
    desk, way = Desk(tmp_path), Way(amends=True)
    agrees(desk, way)
    desk.let_the_clock_of_the_disk_move()
    with going(way), patch.object(pipeline, "load_portal", side_effect=AssertionError):
        assert build_portal(desk.portal, plan_of(desk, way)).build is not None
        desk.write("tin-tuc/2026/tin-01.md", desk.read("tin-tuc/2026/tin-01.md") + "\nThêm.\n")
        assert build_portal(desk.portal, plan_of(desk, way)).build is not None
    room.edit_title(desk, random.Random(3))
    with going(way), patch.object(staging, "commit", side_effect=AssertionError):
        assert build_portal(desk.portal, plan_of(desk, way)).build is not None
    agrees(desk, way)


@pytest.mark.slow
def test_another_version_of_the_program_trusts_nothing_of_the_old_one(tmp_path: Path) -> None:
    """What another version reads, draws or shares out otherwise is another page, although the portal is the same."""
    desk, way = Desk(tmp_path), Way(amends=True)
    agrees(desk, way)
    first = tree(desk.output)
    real = markup.render

    def render(body: str, *, path: str, first_line: int = 1) -> markup.Rendered:
        found = real(body, path=path, first_line=first_line)
        prose = replace(
            found.prose, html=found.prose.html + "<p>Bản hai.</p>", text="Bản hai.", lead="Bản hai."
        )
        return replace(found, prose=prose)

    with (
        patch("site_builder.markup.render", render),
        patch("site_builder.pipeline.glance.stamp_program", lambda _: [("program.py", "2")]),
        patch("site_builder.freeze.program_digest", lambda: "2"),
        patch("site_builder.pipeline.reading.program_digest", lambda: "2"),
    ):
        agrees(desk, way)
        second = tree(desk.output)
        room.edit_a_letter(desk, random.Random(3))
        agrees(desk, way)
    assert "Bản hai." in second["gioi-thieu/ban-do.html"].decode()
    assert "Bản hai." not in first["gioi-thieu/ban-do.html"].decode()
    agrees(desk, way)
    assert tree(desk.output)["gioi-thieu/ban-do.html"] == first["gioi-thieu/ban-do.html"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "harm", ["the folder is a file", "the ledger is a folder", "the shelves are folders"]
)
def test_a_cache_that_cannot_be_used_costs_time_alone(tmp_path: Path, harm: str) -> None:
    """Nobody may write there, or another program has put something in the way."""
    desk, way = Desk(tmp_path), Way(amends=True)
    (desk.portal / "tin-tuc/2026/co-anh.md").unlink()  # pictures are drawn into the cache
    agrees(desk, way)
    shutil.rmtree(desk.cache)
    if harm == "the folder is a file":
        desk.cache.write_text("của người khác", encoding="utf-8")
    elif harm == "the ledger is a folder":
        (desk.cache / "ledger.json").mkdir(parents=True)
    else:
        for name in ("readings", "prose", "pages"):
            (desk.cache / f"{name}.sqlite").mkdir(parents=True)
    for seed in (1, 2):
        room.edit_body(desk, random.Random(seed))
        assert not isinstance(agrees(desk, way), str)


def test_an_item_of_another_kind_is_read_anew(tmp_path: Path) -> None:
    desk, way = Desk(tmp_path), Way()
    agrees(desk, way)
    desk.let_the_clock_of_the_disk_move()
    desk.write("site.toml", SITE.replace('kind = "news"', 'kind = "notice"'))
    agrees(desk, way)


def test_a_text_that_changes_while_it_is_read_stops_the_build(tmp_path: Path) -> None:
    """What was put together of the old words must not be shown with new ones."""
    (tmp_path / "a.md").write_text(news("A"), encoding="utf-8")
    found = Found(path="a.md", file=tmp_path / "a.md", kind="news")
    shelves = Shelves(cache=tmp_path / "cache", found={"a.md": found})
    known = prose_key(hashlib.sha256((tmp_path / "a.md").read_bytes()).hexdigest())
    assert "Nội dung tin" in shelves.proses({known: "a.md"})[known].html
    (tmp_path / "a.md").write_text(news("A", body="Khác."), encoding="utf-8")
    with pytest.raises(WorldError, match="vừa bị thay đổi"):
        shelves.proses({known: "a.md"})
