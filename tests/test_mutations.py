"""The list of mutations and the code do not drift apart: each guard stands where the list says, each test is there."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.mutations import MUTATIONS, Mutation


@pytest.mark.parametrize("one", MUTATIONS, ids=lambda one: f"{one.file}: {one.guard}")
def test_a_guard_stands_where_the_list_says_and_its_tests_are_there(one: Mutation) -> None:
    assert (ROOT / one.file).read_text(encoding="utf-8").count(one.old) == 1
    assert one.old != one.new
    for test in one.tests:
        file, _, name = test.partition("::")
        words = (ROOT / file).read_text(encoding="utf-8")
        assert not name or re.search(rf"^def {name}\(", words, re.MULTILINE), test


def test_no_two_guards_have_one_name() -> None:
    names = [(one.file, one.guard) for one in MUTATIONS]
    assert len(set(names)) == len(names)
