"""The promise of the crew: any number of workers makes what one makes, whether they see its memory or are sent all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from site_builder import crew
from site_builder.errors import WorldError
from site_builder.pipeline import Plan, Report, build_portal
from tests import desk as room
from tests.conftest import NOW, tree
from tests.desk import Desk

FORKED, SPAWNED = True, False


@contextmanager
def in_parts_of_one(*, forks: bool, amends: bool) -> Iterator[list[object]]:
    """Share out each file and each page by itself; name those who are called to help."""
    called: list[object] = []
    mate = vars(crew)["_Mate"]

    def call(*args: object) -> object:
        called.append(args)
        return mate(*args)

    with (
        patch("site_builder.ledger._TICK", 0),
        patch("site_builder.pipeline.reading._PART", 1),
        patch("site_builder.freeze._SPAN", 1),
        patch("site_builder.pipeline.outcome.LARGE", 0 if amends else 10**9),
        patch("site_builder.pipeline.outcome.FEW", -1),
        patch.object(crew, "_Mate", call),
        patch.object(crew, "forks", lambda: forks),
    ):
        yield called


def build(desk: Desk, workers: int) -> Report:
    plan = Plan(root=desk.project, out=desk.project / "public", now=desk.now, workers=workers)
    return replace(build_portal(desk.portal, plan), seconds=0, build=None)


@pytest.mark.parametrize(
    ("workers", "forks", "amends"),
    [
        pytest.param(2, FORKED, False, marks=pytest.mark.slow),
        (5, FORKED, True),
        pytest.param(2, SPAWNED, False, marks=pytest.mark.slow),
        pytest.param(3, SPAWNED, True, marks=pytest.mark.slow),
    ],
)
def test_any_number_of_workers_makes_what_one_makes(
    tmp_path: Path, workers: int, forks: bool, amends: bool
) -> None:
    if forks and not crew.forks():
        pytest.skip("this system cannot fork")
    alone, together = Desk(tmp_path / "mot"), Desk(tmp_path / "nhieu")
    steps = (
        room.do_nothing,
        room.edit_title,
        room.edit_body,
        room.edit_theme,
        room.lose_a_cached_file,
        room.alter_an_output,
    )
    helpers = 0
    for number, step in enumerate(steps):
        for desk in (alone, together):
            desk.let_the_clock_of_the_disk_move()
            step(desk, random.Random(number))
        with in_parts_of_one(forks=forks, amends=amends) as called:
            assert build(together, workers) == build(alone, 1)
        helpers += len(called)
        assert tree(together.output) == tree(alone.output)
    assert helpers >= 2 * (workers - 1)


@pytest.mark.parametrize("forks", [FORKED, pytest.param(SPAWNED, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    ("path", "words", "told"),
    [
        ("theme/pages/news.html", "{{ page.khong_co }}", "theme/pages/news.html, dòng 1"),
        ("theme/pages/home.html", "{{ 1 // 0 }}", "theme/pages/home.html, dòng 1"),
    ],
)
def test_what_is_wrong_is_told_in_the_same_words(
    tmp_path: Path, forks: bool, path: str, words: str, told: str
) -> None:
    desk = Desk(tmp_path)
    desk.write(path, words)
    for workers in (1, 3):
        with in_parts_of_one(forks=forks, amends=False), pytest.raises(WorldError, match=told):
            build_portal(desk.portal, Plan(root=tmp_path, out=tmp_path / "public", now=NOW, workers=workers))
    assert not desk.output.exists()
